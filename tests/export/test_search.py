"""search: every text is found by every word of it, from few files."""

import pytest
from made import make_product

from kg.export.claims import Claims
from kg.export.search import files, fold, words


@pytest.fixture(scope="module")
def index(ontology):
    return dict(files(Claims(make_product(), ontology)))


def found(index, word):
    """Return the titles of what a page finds, in its order."""
    start = index["start"]
    first, second = ord(word[0]), ord(word[1]) if len(word) > 1 else 0
    bucket = index[f"words-{(first * 31 + second) % start['buckets']}"]
    numbers = set()
    for one, steps in bucket.items():
        if one.startswith(word):
            numbers |= {sum(steps[: end + 1]) for end in range(len(steps))}
    return [index[f"part-{n // start['part']}"][n % start["part"]][0] for n in sorted(numbers)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Nobody “blocked” it.", ["nobody", "blocked", "it"], id="punctuation"),
        pytest.param("Fähre ÅNGSTRÖM", ["fahre", "angstrom"], id="accents-and-case"),
        pytest.param("北湾通讯社", ["北", "湾", "通", "讯", "社"], id="signs-are-words"),
        pytest.param("a北b", ["a", "北", "b"], id="signs-among-letters"),
        pytest.param("ليلى الحداد", ["ليلى", "الحداد"], id="arabic"),
        pytest.param("4th 1,200 x_y", ["4th", "1", "200", "x", "y"], id="numbers"),
        pytest.param(" \ud800 … ", [], id="nothing"),
    ],
)
def test_texts_are_cut_into_words(text, expected):
    assert words(text) == expected


def test_folding_twice_is_folding_once():
    assert fold(fold("İstanbul ﬁ Ⅳ")) == fold("İstanbul ﬁ Ⅳ")


def test_words_of_an_article_are_found(index):
    assert "Fire aboard ferry off Port Kesrin" in found(index, "cutters")
    assert found(index, "insurer")[0] == "wire#7"


def test_noise_is_not_searched(index):
    assert found(index, "sailed") == []


def test_words_of_quotes_and_their_sources_are_found(index):
    assert "Nobody blocked anything" in found(index, "anything")
    assert "Nobody blocked anything" in found(index, "dace")


def test_the_beginning_of_a_word_is_enough(index):
    assert found(index, "pontoo")[0] == "4th Pontoon Company"


def test_entities_come_first_the_most_claimed_before_others(index):
    assert found(index, "dace")[0] == "Oren Dace"


def test_every_word_of_every_text_leads_to_it(index, product):
    for extraction in product.extractions:
        article = extraction.article
        for span in article.body:
            for word in words(article.exact(span)):
                assert (article.title or article.id) in found(index, word), word
