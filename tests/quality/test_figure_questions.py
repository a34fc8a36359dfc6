"""Questions about the numbers of the reference articles, answered by queries that name no story."""

import pytest
from reference import names_no_entity

from kg.ontology import load

QUERIES = {
    "losses": "name",
    "loss-spread": "name",
    "figure-steps": "source",
    "figures": "variable",
    "same-amounts": "variable",
    "figure-shares": "name",
    "rate-days": "name",
}
pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture
def numbers(ask):
    """Return what asks, with numbers as numbers: 4000 of "4000"."""

    def answer(query, *columns, **parameters):
        return [tuple(map(_plain, row)) for row in ask(query, *columns, **parameters)]

    return answer


def _plain(cell):
    """Return a number as a number: 4000 of "4000"."""
    try:
        return float(cell)
    except (TypeError, ValueError):
        return cell


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_query_takes_parameters_and_names_no_entity(name):
    assert QUERIES[name] in {parameter for parameter, _ in load().queries[name].parameters}
    assert names_no_entity(name)


def test_1_losses_by_source(numbers):
    rows = numbers("losses", "measured", "low", "source", "as_of", name="North Korean")
    assert {
        ("killed", 1100, "South Korea", None),
        ("killed or wounded", 3000, "Volodymyr Zelenskyy", None),
        ("killed or wounded", 3800, "Volodymyr Zelenskyy", "early January"),
        ("casualties", 4000, "Volodymyr Zelenskyy", "February"),
        ("killed or wounded", 4000, "Ukrainian sources", None),
        ("casualties", 92, None, None),
    } <= set(rows)


def test_1_spread_leaves_the_dead_and_the_daily_rate_out(numbers):
    columns = ("low", "high", "spread", "percent_of_low")
    assert numbers("loss-spread", *columns, name="North Korean") == [(3000, 4000, 1000, 33.3)]


def test_2_figures_of_one_source_over_time(numbers):
    rows = numbers("figure-steps", "before", "after", "after_as_of", "difference", source="Zelensk")
    assert rows == [(3000, 3800, "early January", 800), (3800, 4000, "February", 200)]


def test_3_how_many_were_deployed_where(numbers):
    rows = numbers("figures", "low", "high", "where", "source", variable="deployed")
    assert len(rows) == 4
    assert {(12000, 12000), (12000, None), (1000, None)} == {row[:2] for row in rows}
    assert {row[2] for row in rows if row[0] == 12000} == {"Kursk region"}
    assert "Western and South Korean intelligence" in {row[3] for row in rows}


def test_4_how_many_were_captured(numbers):
    rows = numbers("figures", "low", "where", "source", "as_of", variable="captured")
    assert (2, "Kursk region", "Ukraine", "weekend") in rows
    assert {row[0] for row in rows} == {2}


def test_9_feet_and_metres_agree(numbers):
    rows = numbers("same-amounts", "left", "right", "unit", variable="distance")
    assert rows == [
        ("23 feet", "seven meters", "metre"),
        ("around 33 to 39 feet", "10-12 meters", "metre"),
    ]
    threes = numbers("same-amounts", "low", "left_source", "right_source", variable="other")
    assert ("Newsweek" in {source for row in threes for source in row[1:]}) and len(threes) == 3
    assert {row[0] for row in threes} == {3}


def test_17_figures_without_a_source(numbers):
    rows = {words for (words,) in numbers("unsourced-figures", "words")}
    assert {
        "Two North Korean soldiers", "two AK-12 assault rifles", "23 feet",
        "around 33 to 39 feet", "Over 12,000 North Korean troops", "an estimated 92 casualties",
        "20 per cent of the country",
    } <= rows  # fmt: skip
    assert len(rows) <= 8


def test_18_shares_and_days(numbers):
    rows = numbers("figure-shares", "percent", name="North Korean")
    assert {25.0, 31.7, 33.3, 9.2} == {percent for (percent,) in rows}
    days = {days for (days,) in numbers("rate-days", "days", name="North Korean")}
    assert {41.3, 43.5} <= days
