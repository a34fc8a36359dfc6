"""Questions about the numbers of the reference articles, answered by queries that name no story."""

from pathlib import Path

import pytest

import kg
from kg.ontology import load

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
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


@pytest.fixture(scope="module")
def ask(pipeline, tmp_path_factory):
    if not SEEDS.is_dir():
        pytest.skip("the reference articles are not here")
    out = tmp_path_factory.mktemp("seeds") / "graph"
    kg.build(SEEDS, out=out, exports=())
    build = kg.open(out)

    def answer(query, *columns, **parameters):
        found = build.query(query, parameters)
        places = [found.columns.index(column) for column in columns]
        return [tuple(_plain(row[place]) for place in places) for row in found.rows]

    return answer


def _plain(cell):
    """Return a number as a number: 4000 of "4000"."""
    try:
        return float(cell)
    except (TypeError, ValueError):
        return cell


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_query_takes_parameters_and_names_no_entity(name):
    query = load().queries[name]
    words = " ".join(line for line in query.text.splitlines() if not line.startswith("#"))
    known = {word for one in load().names for word in one.names if len(word) > 4}
    assert QUERIES[name] in {parameter for parameter, _ in query.parameters}
    assert not [word for word in known if f'"{word}"' in words]


def test_1_losses_by_source(ask):
    rows = ask("losses", "measured", "low", "source", "as_of", name="North Korean")
    assert {
        ("killed", 1100, "South Korea", None),
        ("killed or wounded", 3000, "Volodymyr Zelenskyy", None),
        ("killed or wounded", 3800, "Volodymyr Zelenskyy", "early January"),
        ("casualties", 4000, "Volodymyr Zelenskyy", "February"),
        ("killed or wounded", 4000, "Ukrainian sources", None),
        ("casualties", 92, None, None),
    } <= set(rows)


def test_1_spread_leaves_the_dead_and_the_daily_rate_out(ask):
    columns = ("low", "high", "spread", "percent_of_low")
    assert ask("loss-spread", *columns, name="North Korean") == [(3000, 4000, 1000, 33.3)]


def test_2_figures_of_one_source_over_time(ask):
    rows = ask("figure-steps", "before", "after", "after_as_of", "difference", source="Zelensk")
    assert rows == [(3000, 3800, "early January", 800), (3800, 4000, "February", 200)]


def test_3_how_many_were_deployed_where(ask):
    rows = ask("figures", "low", "high", "where", "source", variable="deployed")
    assert len(rows) == 4
    assert {(12000, 12000), (12000, None), (1000, None)} == {row[:2] for row in rows}
    assert {row[2] for row in rows if row[0] == 12000} == {"Kursk region"}
    assert "Western and South Korean intelligence" in {row[3] for row in rows}


def test_4_how_many_were_captured(ask):
    rows = ask("figures", "low", "where", "source", "as_of", variable="captured")
    assert (2, "Kursk region", "Ukraine", "weekend") in rows
    assert {row[0] for row in rows} == {2}


def test_9_feet_and_metres_agree(ask):
    rows = ask("same-amounts", "left", "right", "unit", variable="distance")
    assert rows == [
        ("23 feet", "seven meters", "metre"),
        ("around 33 to 39 feet", "10-12 meters", "metre"),
    ]
    threes = ask("same-amounts", "low", "left_source", "right_source", variable="other")
    assert ("Newsweek" in {source for row in threes for source in row[1:]}) and len(threes) == 3
    assert {row[0] for row in threes} == {3}


def test_17_figures_without_a_source(ask):
    rows = {words for (words,) in ask("unsourced-figures", "words")}
    assert {
        "Two North Korean soldiers", "two AK-12 assault rifles", "23 feet",
        "around 33 to 39 feet", "Over 12,000 North Korean troops", "an estimated 92 casualties",
        "20 per cent of the country",
    } <= rows  # fmt: skip
    assert len(rows) <= 8


def test_18_shares_and_days(ask):
    rows = ask("figure-shares", "percent", name="North Korean")
    assert {25.0, 31.7, 33.3, 9.2} == {percent for (percent,) in rows}
    days = {days for (days,) in ask("rate-days", "days", name="North Korean")}
    assert {41.3, 43.5} <= days
