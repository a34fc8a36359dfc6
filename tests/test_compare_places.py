"""Comparisons of figures that say of whom or where only in part, from hand-made figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.compare import compare
from kg.model import Article, Extraction, Figure, Relation, Resolved, Span, TimeSpan
from kg.ontology import load

PLACES = {"sarn": ("Sarn", "City"), "ulvar": ("Ulvar", "Region"), "oxley": ("Oxley", "City")}
SOURCES = {"board": "Rescue Board", "clinic": "Orrin Clinic"}


def known(key, name, kind, *, named=True, articles="abc"):
    members = tuple((article, key) for article in articles)
    return Resolved(key=key, name=name, type=kind, names=(name,), members=members, named=named)


RESOLVED = [
    *(known(key, name, kind) for key, (name, kind) in PLACES.items()),
    *(known(key, name, "Organization") for key, name in SOURCES.items()),
    known("miners", "miners", "Group", named=False),
]
DAY = date(2025, 3, 4)


def figure(number, start=0, **changes):
    low, high = number if isinstance(number, tuple) else (number, number)
    plain = Figure(
        id="",
        span=Span(start, start + 2),
        low=Decimal(low),
        high=None if high is None else Decimal(high),
        variable="killed",
        source="board",
    )
    return replace(plain, **changes)


def article(name, *figures, text="", published=DAY, within=None):
    body = []
    for line in text.splitlines():
        start = text.index(line)
        body.append(Span(start, start + len(line)))
    relation = Relation(
        id="r1", predicate="lies_in", subject="sarn", object=within, evidence=Span(0, 1)
    )
    return Extraction(
        article=Article(id=name, path=name, text=text, published=published, body=tuple(body)),
        figures=tuple(replace(one, id=f"f{n}") for n, one in enumerate(figures, 1)),
        relations=(relation,) if within else (),
    )


def found(*extractions, more=()):
    return list(compare(extractions, [*RESOLVED, *more], load()))


def test_number_without_a_place_is_of_the_place_that_its_article_is_about():
    first = article("a", figure(41, place="sarn"), figure(9, place="sarn", variable="wounded"))
    second = article("b", figure(12, variable="missing", place="sarn"), figure(60, source="clinic"))
    (one,) = found(first, second)
    assert (one.verdict, one.left, one.right) == ("conflicts", ("a", "f1"), ("b", "f2"))
    assert "Sarn, which b is about" in one.reason


def test_article_of_two_places_is_about_neither():
    second = article(
        "b",
        figure(12, variable="missing", place="sarn"),
        figure(12, variable="missing", place="oxley"),
        figure(60, source="clinic"),
    )
    assert found(article("a", figure(41, place="sarn")), second) == []


def test_place_that_lies_in_another_may_be_meant_by_it():
    first = article("a", figure(41, place="sarn"), within="ulvar")
    second = article("b", figure(60, place="ulvar", source="clinic"))
    (one,) = found(first, second)
    assert (one.verdict, "Ulvar means Sarn" in one.reason) == ("conflicts", True)
    assert found(replace(first, relations=()), second) == []


def test_unnamed_people_of_one_name_and_place_are_compared():
    first = article("a", figure(41, place="sarn", population="miners"))
    second = article("b", figure(60, place="sarn", source="clinic"))
    assert found(first, second) == []
    again = article("b", figure(60, place="sarn", population="miners", source="clinic"))
    (one,) = found(first, again)
    assert "the same people, whom neither names" in one.reason


def test_sources_of_one_name_are_one_origin():
    twins = [
        known("ministry-a", "Harbour Ministry", "Organization", articles="a"),
        known("ministry-b", "Harbour Ministry", "Organization", articles="b"),
    ]
    first = article("a", figure(41, place="sarn", source="ministry-a"))
    later = figure(60, place="sarn", source="ministry-b")
    (one,) = found(first, article("b", later, published=date(2025, 3, 5)), more=twins)
    assert (one.verdict, one.left) == ("supersedes", ("b", "f1"))
    assert "the same Harbour Ministry in both articles" in one.reason


def test_at_least_a_number_and_the_number_are_no_update():
    first = article("a", figure((41, None), place="sarn", qualifier="at_least"))
    (one,) = found(first, article("b", figure(41, place="sarn"), published=date(2025, 3, 5)))
    assert one.verdict == "agrees"


TEXT = "Quake kills 41 in Sarn\nThe board said that 41 were dead, the clinic that 60 were.\n"


def test_headline_is_no_second_voice():
    figures = [
        figure(41, 12, place="sarn", source=None),
        figure(41, 43, place="sarn"),
        figure(60, 74, place="sarn", source="clinic"),
    ]
    verdicts = [
        (one.verdict, one.left, one.right) for one in found(article("a", *figures, text=TEXT))
    ]
    assert verdicts == [("conflicts", ("a", "f2"), ("a", "f3"))]


def day(number):
    return TimeSpan(text="that day", earliest=date(2025, 3, number), latest=date(2025, 3, number))


def test_numbers_of_two_days_in_one_sentence_stand_side_by_side():
    text = "We found 44 dead on Monday and 19 dead on Tuesday.\n"
    figures = [
        figure(44, 9, place="sarn", as_of=day(3)),
        figure(19, 31, place="sarn", as_of=day(4)),
    ]
    assert found(article("a", *figures, text=text)) == []
    (one,) = found(article("a", *figures))
    assert one.verdict == "supersedes"


LONG_AGO = TimeSpan(text="in 2023", earliest=date(2023, 1, 1), latest=date(2023, 12, 31))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (figure(60, place="sarn"), figure(3, place="sarn", source="clinic")),
        (
            figure(60, place="sarn", change="up", moved_from=Decimal(41)),
            figure(41, place="sarn", source="clinic"),
        ),
        (
            figure(60, place="sarn"),
            figure(41, place="sarn", source="clinic", as_of=LONG_AGO),
        ),
    ],
    ids=["some of them", "before it rose", "of long ago"],
)  # fmt: skip
def test_no_conflict_within_one_article(left, right):
    assert found(article("a", left, right)) == []


def test_toll_of_the_day_before_is_no_conflict():
    first = article("a", figure(41, place="sarn"))
    later = figure(60, place="sarn", source="clinic", as_of=day(6))
    assert found(first, article("b", later, published=date(2025, 3, 6))) == []
