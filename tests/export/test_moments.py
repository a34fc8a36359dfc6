"""moments: days as exact as the text, on a line."""

from datetime import date
from itertools import pairwise

import pytest

from kg.export.moments import Line, Moment


def of(earliest, latest):
    return Moment(earliest=date.fromisoformat(earliest), latest=date.fromisoformat(latest))


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "label"),
    [
        pytest.param("2031-03-02", "2031-03-02", "day", "2 Mar 2031", id="day"),
        pytest.param("2031-03-01", "2031-03-31", "month", "Mar 2031", id="month"),
        pytest.param("2032-02-01", "2032-02-29", "month", "Feb 2032", id="leap-month"),
        pytest.param("2032-02-01", "2032-02-28", "period", "1 Feb 2032 – 28 Feb 2032", id="weeks"),
        pytest.param("2031-01-01", "2031-12-31", "year", "2031", id="year"),
        pytest.param("2030-12-30", "2031-01-05", "period", "30 Dec 2030 – 5 Jan 2031", id="week"),
        pytest.param("2030-01-01", "2031-12-31", "period", "1 Jan 2030 – 31 Dec 2031", id="years"),
    ],
)
def test_a_month_is_not_a_day(earliest, latest, precision, label):
    moment = of(earliest, latest)
    assert (moment.precision, moment.label) == (precision, label)


def test_a_line_has_room_for_all():
    line = Line.of([of("2031-03-02", "2031-03-02"), of("2031-03-01", "2031-03-31")])
    for moment in (of("2031-03-02", "2031-03-02"), of("2031-03-01", "2031-03-31")):
        start, length = line.bar(moment)
        assert 0 < start < start + length < 100


def test_longer_moments_are_longer_on_the_line():
    line = Line(first=date(2031, 1, 1), last=date(2031, 12, 31))
    day, month = line.bar(of("2031-03-02", "2031-03-02")), line.bar(of("2031-03-01", "2031-03-31"))
    assert month[1] / day[1] == pytest.approx(31, rel=0.05)


def test_what_lies_outside_has_no_place_and_what_reaches_outside_is_cut():
    line = Line(first=date(2031, 1, 1), last=date(2031, 12, 31))
    assert line.bar(of("2030-01-01", "2030-12-31")) is None
    assert line.bar(of("2030-01-01", "2031-12-31")) == (0.0, 100.0)


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        pytest.param("2031-03-02", "2031-03-05", ["1 Mar", "3 Mar", "5 Mar"], id="days"),
        pytest.param(
            "2031-01-10", "2031-06-10",
            ["Feb 2031", "Mar 2031", "Apr 2031", "May 2031", "Jun 2031"], id="months",
        ),
        pytest.param("1994-01-01", "2025-06-01", ["2000", "2010", "2020"], id="years"),
    ],
)  # fmt: skip
def test_marks_are_round_days_with_room_for_their_words(earliest, latest, expected):
    ticks = Line.of([of(earliest, latest)]).ticks
    assert [text for _, text in ticks] == expected
    places = [at for at, _ in ticks]
    assert all(0 <= at <= 100 for at in places)
    assert all(second - first >= 17 for first, second in pairwise(places))


def test_the_ends_of_the_calendar_are_no_trouble():
    line = Line.of([of("0001-01-01", "0001-01-01"), of("9999-12-31", "9999-12-31")])
    assert line.ticks
    assert line.bar(of("0001-01-01", "9999-12-31")) == (0.0, 100.0)
