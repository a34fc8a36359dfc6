"""Our news sentences are filled with names, all of them labelled."""

from random import Random

from kg.train.augment import read_names
from kg.train.gazetteer import Gazetteer
from kg.train.news import NEWS_FILE, fill, tell_news
from kg.train.passages import Passage


def spans(passage: Passage) -> list[tuple[str, str]]:
    return [(passage.text[each.start : each.end], each.label) for each in passage.mentions]


def test_places_become_names(gazetteer: Gazetteer) -> None:
    line = "{PERSON} left the [{CITY} Court](ORG) in [Oruro](GPE) on {WEEKDAY}."
    passage = fill(line, gazetteer, read_names(), Random(3))
    assert [label for _, label in spans(passage)] == ["PERSON", "ORG", "GPE", "DATE"]
    assert spans(passage)[1][0].endswith(" Court")
    assert spans(passage)[2][0] == "Oruro"


def test_second_mention_is_the_same_person(gazetteer: Gazetteer) -> None:
    for seed in range(10):
        passage = fill("{PERSON} spoke. {LAST} left.", gazetteer, read_names(), Random(seed))
        full, last = (name for name, _ in spans(passage))
        assert last in full


def test_every_line_can_be_filled(gazetteer: Gazetteer) -> None:
    lines = [
        line
        for line in NEWS_FILE.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    for line in lines:
        passage = fill(line, gazetteer, read_names(), Random(5))
        assert "{" not in passage.text
        assert "](" not in passage.text
        assert all(each.start < each.end for each in passage.mentions)


def test_telling_is_fixed_by_the_seed(gazetteer: Gazetteer) -> None:
    told = [list(tell_news(gazetteer, read_names(), Random(9), times=1)) for _ in range(2)]
    assert told[0] == told[1]
