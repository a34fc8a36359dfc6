from datetime import date
from itertools import permutations

from kg.model import Article
from kg.read.identity import identified


def article(id, text, path=None, **given):
    return Article(id=id, path=path or id, text=text, **given)


def test_exact_duplicates_are_one_article_with_all_origins():
    copies = [
        article("b.txt", "Fog."),
        article("wire-7", "Fog.", "wire.jsonl#7", title="Fog", published=date(2024, 5, 3)),
        article("a.txt", "Fog.", title="Other"),
    ]
    for order in permutations(copies):
        (one,) = identified(order)
        assert (one.id, one.path, one.title) == ("a.txt", "wire.jsonl#7", "Fog")
        assert one.origins == ("a.txt", "b.txt", "wire.jsonl#7")


def test_one_id_for_two_texts():
    clash = [article("a", "Fog."), article("a", "More fog."), article("b", "Sun.")]
    for order in permutations(clash):
        found = identified(order)
        digests = sorted(one.digest[:8] for one in clash[:2])
        assert [one.id for one in found] == [f"a~{digests[0]}", f"a~{digests[1]}", "b"]
        assert all(one.origins == (one.path,) for one in found)


def test_id_that_looks_like_a_changed_one():
    first = article("a", "Fog.")
    clash = [first, article("a", "More fog."), article(f"a~{first.digest[:8]}", "Sun.")]
    for order in permutations(clash):
        found = identified(order)
        assert len({one.id for one in found}) == 3
        assert found == identified(clash)


def test_case_of_ids_matters():
    assert len(identified([article("A", "Fog."), article("a", "Sun.")])) == 2
