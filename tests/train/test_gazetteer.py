"""The gazetteer gives finer labels, dates and peoples."""

import pytest

from kg.train.gazetteer import (
    Gazetteer,
    add_dates,
    add_peoples,
    add_unknown_names,
    other_label,
    place_label,
)
from kg.train.passages import UNKNOWN, Passage


def found(passage: Passage) -> list[str]:
    return [passage.text[each.start : each.end] for each in passage.mentions]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On Monday, 12 March 2014, they met.", ["Monday, 12 March 2014"]),
        ("It began in early 2015 and in the 1990s.", ["2015", "1990s"]),
        ("Jan. 5, 2020 and 3 June", ["Jan. 5, 2020", "3 June"]),
        ("He may march last week, three years ago.", []),
        ("The year 2010-2012 cost $2014 and 2,014 men.", ["2010-2012"]),
        ("She left last March.", ["March"]),
    ],
)
def test_calendar_dates(gazetteer: Gazetteer, text: str, dates: list[str]) -> None:
    assert found(add_dates(gazetteer, Passage(text=text, mentions=()))) == dates


def test_peoples(gazetteer: Gazetteer) -> None:
    passage = Passage(text="North Korean and Iraqi Kurds met Peruvians.", mentions=())
    assert found(add_peoples(gazetteer, passage)) == ["North Korean", "Iraqi", "Kurds", "Peruvians"]


def test_unknown_names_stand_inside_sentences() -> None:
    passage = Passage(text="Nobody at Zorvex Labs knew, and I left.", mentions=())
    assert found(add_unknown_names(passage)) == ["Zorvex Labs"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Peru", "GPE"),
        ("the Caspian Sea", "LOC"),
        ("Lake Zorvex", "LOC"),
        ("Zorvex Bridge", "FAC"),
        ("Zorvex", "GPE"),
        ("Danish", "NORP"),
        ("Reuters", UNKNOWN),
        ("Zorvexian", UNKNOWN),
        ("Zorvex's railway station", UNKNOWN),
    ],
)
def test_place_label(gazetteer: Gazetteer, name: str, label: str) -> None:
    assert place_label(gazetteer, name) == label


@pytest.mark.parametrize(
    ("name", "label"),
    [("World War II", "EVENT"), ("Zorvex Cup", "EVENT"), ("Danish", "NORP"), ("Zorvex", UNKNOWN)],
)
def test_other_label(gazetteer: Gazetteer, name: str, label: str) -> None:
    assert other_label(gazetteer, name) == label
