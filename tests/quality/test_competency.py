"""Questions about the reference articles, answered by queries that name nothing of one story."""

from pathlib import Path

import pytest

import kg
from kg.ontology import load

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = [pytest.mark.model, pytest.mark.slow]
QUERIES = (
    "allegiances",
    "captures",
    "conflicts",
    "deliveries",
    "denials",
    "namesakes",
    "quotes-about",
    "relay-chains",
    "said-in-office",
    "testimony",
)


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
        return {tuple(row[place] for place in places) for row in found.rows}

    return answer


@pytest.mark.parametrize("name", QUERIES)
def test_query_takes_parameters_and_names_no_entity(name):
    query = load().queries[name]
    words = " ".join(line for line in query.text.splitlines() if not line.startswith("#"))
    known = {word for one in load().names for word in one.names if len(word) > 4}
    assert query.parameters or name in {"conflicts", "denials", "relay-chains"}
    assert not [word for word in known if f'"{word}"' in words]


def test_4_who_was_captured(ask):
    rows = ask("captures", "relation", "other", "number")
    assert ("captured by", "Ukraine", "two soldiers") in rows
    assert ("captured in", "Kursk region", "two soldiers") in rows
    assert ("transferred to", "Kyiv") in {row[:2] for row in rows}
    assert ("captured by", "January") in ask("captures", "relation", "when")


def test_5_what_prisoners_say_and_through_whom(ask):
    rows = ask("testimony", "words", "relay", "step", name="prisoner")
    relayed = {words for words, relay, _ in rows if relay == "Chosun Ilbo"}
    again = {words for words, relay, step in rows if (relay, int(step)) == ("UNITED24 Media", 2)}
    assert len(relayed) >= 3
    assert relayed == again


def test_8_two_names_that_may_be_one(ask):
    assert len(ask("namesakes", "one", "other")) == 1


def test_10_chains_of_relays(ask):
    rows = ask("relay-chains", "words", "step", "agent")
    steps = {}
    for words, step, agent in rows:
        steps.setdefault(words, {})[int(step)] = agent
    chains = {tuple(one[step] for step in sorted(one)) for one in steps.values()}
    assert ("Dorothy Camille Shea", "Business Standard") in chains
    assert ("one of the prisoners", "Chosun Ilbo", "UNITED24 Media") in chains
    assert ("Gyeong Hong Jong", "Business Standard") in chains


def test_11_who_denies(ask):
    assert ("Russia", "relation claim") in ask("denials", "source", "kind")


def test_12_withdrawn_or_still_fighting(ask):
    reasons = [reason for (reason,) in ask("conflicts", "reason")]
    against = [one for one in reasons if "withdrew from" in one and "fighting in Kursk" in one]
    assert against
    assert all("both cannot hold at one time" in one for one in against)


def test_13_deliveries(ask):
    rows = ask("deliveries", "giver", "what", "certainty", "source")
    assert ("North Korea", "Russia", "probable", "intelligence reports") in rows
    assert ("North Korea", "artillery shells", "probable", "intelligence reports") in rows


def test_14_officials_of_one_country(ask):
    rows = ask("said-in-office", "person", "words", body="US")
    people = [person for person, _ in rows]
    assert set(people) == {"Dorothy Camille Shea", "John Kirby", "Samuel Paparo"}
    assert people.count("John Kirby") == 2


def test_16_who_judges_the_troops(ask):
    sources = {source for (source,) in ask("quotes-about", "source", name="North Korean soldiers")}
    assert {"Rob Bauer", "John Kirby", "Ukrainian military commanders", "analysts"} <= sources


def test_19_for_whom_they_fight(ask):
    rows = ask("allegiances", "relation", "whom", "source", name="North Korean")
    assert ("on behalf of", "Russia", "Rob Bauer") in rows
    assert ("on behalf of", "Vladimir Putin", "Volodymyr Zelenskyy") in rows
    assert ("on behalf of", "Russia", None) in rows
