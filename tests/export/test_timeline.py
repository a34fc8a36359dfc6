"""timeline, tracks: where claims stand on the line, and what stands nowhere."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from made import make_product

from kg.export.claims import Claims
from kg.export.timeline import timeline
from kg.export.tracks import moves, tracks
from kg.model import TimeSpan


@pytest.fixture
def claims(ontology):
    return Claims(make_product(), ontology)


def timed(claims, **days):
    """Return the relation claims, each with a time."""
    time = TimeSpan(text="then", **{name: date.fromisoformat(day) for name, day in days.items()})
    return [
        replace(claim, record=replace(claim.record, time=time))
        for claim in claims.all
        if claim.kind == "relation"
    ]


def groups(line):
    return [(month.label, [group.label for group in month.groups]) for month in line.months]


def test_quotes_stand_on_the_day_of_their_article_and_figures_where_they_say(claims):
    line = timeline(claims.all)
    assert groups(line) == [
        (
            "March 2031",
            ["Sunday, 2 March", "Monday, 3 March", "Wednesday, 5 March"],
        )
    ]
    (fourteen,) = line.months[0].groups[0].events
    assert fourteen.claim.exact == "At least 14 people"


def test_nothing_is_lost(claims):
    line = timeline(claims.all)
    assert line.size + len(line.undated) == len(claims.all)
    assert {claim.kind for claim in line.undated} == {"figure", "relation"}


def test_a_month_stands_before_its_days_and_a_year_apart(claims):
    (first, second, third, *_) = (
        timed(claims, earliest=a, latest=b)[:1]
        for a, b in (
            ("2031-03-02", "2031-03-02"),
            ("2031-03-01", "2031-03-31"),
            ("2031-01-01", "2031-12-31"),
        )
    )
    assert groups(timeline([*first, *second, *third])) == [
        ("2031", ["In 2031, no month given"]),
        ("March 2031", ["In March, no day given", "Sunday, 2 March"]),
    ]


def test_what_is_less_exact_than_a_bar_is_in_no_bar(claims):
    day = timed(claims, earliest="2031-03-02", latest="2031-03-02")[:3]
    month = timed(claims, earliest="2031-03-01", latest="2031-03-31")[:2]
    strip = timeline([*day, *month]).strip
    assert strip.unit == "day"
    assert [(bar.label, bar.total) for bar in strip.bars if bar.total] == [("2 Mar 2031", 3)]
    assert [(one.label, one.count) for one in strip.stretches] == [("Mar 2031", 2)]


@pytest.mark.parametrize(
    ("days", "unit"), [(3, "day"), (90, "day"), (400, "month"), (3000, "month"), (20000, "year")]
)
def test_bars_are_as_wide_as_the_line_allows(claims, days, unit):
    first = date(1980, 1, 1)
    ends = (first, first + timedelta(days=days))
    found = [one for end in ends for one in timed(claims, earliest=str(end), latest=str(end))]
    strip = timeline(found).strip
    assert strip.unit == unit
    assert sum(bar.total for bar in strip.bars) == len(found)
    assert all(bar.left >= 0 and bar.left + bar.width <= 100.1 for bar in strip.bars)


def test_a_few_far_moments_do_not_squeeze_the_others(claims):
    near = timed(claims, earliest="2031-03-02", latest="2031-03-02") * 5
    far = timed(claims, earliest="1912-04-15", latest="1912-04-15")[:1]
    strip = timeline([*far, *near]).strip
    assert (strip.unit, strip.before, strip.after) == ("day", 1, 0)


def test_every_bar_leads_to_a_section_though_only_a_year_is_given(claims):
    far = [
        timed(claims, earliest=f"{year}-01-01", latest=f"{year}-12-31")[0] for year in (2024, 2036)
    ]
    line = timeline(far)
    assert line.strip.unit == "year"
    bars = [bar for bar in line.strip.bars if bar.total]
    assert [bar.month for bar in bars] == ["m-2024-00", "m-2036-00"]
    assert {bar.month for bar in bars} <= {month.id for month in line.months}


def test_the_strip_and_the_line_have_the_same_marks(claims):
    line = timeline(timed(claims, earliest="2031-03-02", latest="2031-11-02"))
    assert line.strip.ticks == line.line.ticks


def test_no_claim_no_line():
    line = timeline([])
    assert (line.size, line.strip, line.months) == (0, None, ())


def test_only_ways_to_places_are_movements(claims, ontology):
    found = {claim.label for claim in claims.all if moves(claim, ontology)}
    assert found == {"deployed to"}


def test_a_track_has_the_dated_steps_in_order_and_the_undated_last(claims, ontology):
    late = timed(claims, earliest="2031-03-09", latest="2031-03-09")
    soon = timed(claims, earliest="2031-03-02", latest="2031-03-02")
    found = tracks([*claims.all, *late, *soon], ontology)
    days = [step.when and step.when.label for step in found["City/Port Kesrin"].steps]
    assert days == ["2 Mar 2031"] * 2 + ["9 Mar 2031"] * 2 + [None] * 2


def test_a_place_and_who_went_there_both_have_the_step(claims, ontology):
    found = tracks(claims.all, ontology)
    unit, place = found["MilitaryUnit/4th Pontoon Company"], found["City/Port Kesrin"]
    denied = [step for step in unit.steps if step.claim.record.polarity == "denied"]
    assert denied[0].other.name == "Port Kesrin"
    assert denied[0].claim in [step.claim for step in place.steps]
