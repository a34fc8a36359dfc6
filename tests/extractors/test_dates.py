"""Dates and periods, from words alone."""

from datetime import date

import pytest

from kg.extractors.dates import dates
from kg.extractors.words import words
from kg.ontology import load

TUESDAY = date(2025, 3, 4)


def read(text, published=TUESDAY):
    return [one.time for one in dates(load()).read(text, words(text), published)]


@pytest.mark.parametrize(
    ("text", "wording", "earliest", "latest"),
    [
        ("on 12 March 2024", "12 March 2024", "2024-03-12", "2024-03-12"),
        ("March 12, 2024, was", "March 12, 2024", "2024-03-12", "2024-03-12"),
        ("the 12th of February", "12th of February", "2025-02-12", "2025-02-12"),
        ("2024-03-12", "2024-03-12", "2024-03-12", "2024-03-12"),
        ("25/03/2024", "25/03/2024", "2024-03-25", "2024-03-25"),
        ("November 18-20", "November 18-20", "2024-11-18", "2024-11-20"),
        ("in March 2024", "March 2024", "2024-03-01", "2024-03-31"),
        ("in February", "February", "2025-02-01", "2025-02-28"),
        ("in December", "December", "2024-12-01", "2024-12-31"),
        ("early January", "early January", "2025-01-01", "2025-01-10"),
        ("at the end of January", "end of January", "2025-01-21", "2025-01-31"),
        ("By February", "By February", "2025-02-01", "2025-02-28"),
        ("since February", "since February", "2025-02-01", "2025-03-04"),
        ("in 1994", "1994", "1994-01-01", "1994-12-31"),
        ("in the 1990s", "1990s", "1990-01-01", "1999-12-31"),
        ("1950-1953", "1950-1953", "1950-01-01", "1953-12-31"),
        ("on Monday", "Monday", "2025-03-03", "2025-03-03"),
        ("Thursday evening", "Thursday evening", "2025-02-27", "2025-02-27"),
        ("next Monday", "next Monday", "2025-03-10", "2025-03-10"),
        ("last week", "last week", "2025-02-24", "2025-03-02"),
        ("last month", "last month", "2025-02-01", "2025-02-28"),
        ("this year", "this year", "2025-01-01", "2025-12-31"),
        ("over the weekend", "weekend", "2025-03-01", "2025-03-02"),
        ("yesterday", "yesterday", "2025-03-03", "2025-03-03"),
        ("two weeks ago", "two weeks ago", "2025-02-15", "2025-02-21"),
        ("the past three days", "past three days", "2025-03-01", "2025-03-04"),
        ("last summer", "last summer", "2024-06-01", "2024-08-31"),
        ("New Year’s Eve", "New Year’s Eve", "2024-12-31", "2024-12-31"),
    ],
)
def test_date_is_resolved(text, wording, earliest, latest):
    (time,) = read(text)
    assert time.text == wording
    assert (time.earliest, time.latest) == (
        date.fromisoformat(earliest),
        date.fromisoformat(latest),
    )


def test_what_is_assumed_is_named():
    assert read("in December")[0].inferred == "year before publication"
    assert read("in February")[0].inferred == "year of publication"
    assert read("on Monday")[0].inferred == "week of publication"
    assert read("on 12 March 2024")[0].inferred is None
    assert read("03/04/2024")[0].inferred == "order of day and month"


def test_open_period_has_no_start():
    (time,) = read("so far")
    assert (time.earliest, time.latest) == (None, TUESDAY)


def test_relative_date_needs_publication():
    (time,) = read("last week", published=None)
    assert (time.earliest, time.latest) == (None, None)


def test_date_counted_from_elsewhere_stays_open():
    (time,) = read("three days earlier")
    assert (time.earliest, time.latest) == (None, None)


def test_wording_is_that_of_the_text():
    text = "It began\u00a0in early  January ."
    (time,) = read(text)
    assert text[time.span.start : time.span.end] == time.text == "early  January"


@pytest.mark.parametrize("text", ["at 10:30 GMT", "2 p.m.", "at six this evening"])
def test_time_of_day_is_no_date(text):
    assert [one for one in read(text) if one is None] == [None]


@pytest.mark.parametrize(
    "text",
    ["2000 people", "an average of 1500", "$2019", "it may rain", "the march on", "three days"],
)
def test_other_numbers_and_words_are_no_dates(text):
    assert read(text) == []


@pytest.mark.parametrize("text", ["30 February 2024", "31.02.2024", "February 30", "99/99/9999"])
def test_impossible_day_is_survived(text):
    assert all(one is None or one.earliest is None or one.earliest.month for one in read(text))


@pytest.mark.parametrize("day", [date.min, date.max])
def test_ends_of_the_calendar_are_survived(day):
    for text in ("yesterday", "tomorrow", "next week", "9999 decades ago", "last year", "in May"):
        assert len(read(text, day)) <= 1
