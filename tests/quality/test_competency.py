"""Questions about the reference articles, answered by queries that name nothing of one story."""

import pytest
from reference import names_no_entity

from kg.ontology import load

pytestmark = [pytest.mark.model, pytest.mark.slow]
LEFT = ("withdrew from", "certain")
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
    "whereabouts",
)


@pytest.mark.parametrize("name", QUERIES)
def test_query_takes_parameters_and_names_no_entity(name):
    assert load().queries[name].parameters or name in {"conflicts", "relay-chains"}
    assert names_no_entity(name)


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


def test_11_who_denies_or_does_not_confirm(ask):
    denied = ask("denials", "source", "who", "relation", "whom")
    assert {
        ("Russia", "North Korean soldiers", "deployed to", "Ukraine"),
        ("North Korea", "North Korean soldiers", "deployed to", "Ukraine"),
    } <= set(denied)
    never = {who for source, who, relation, _ in denied if relation == "acknowledged"}
    assert "North Korea" in never  # "not officially acknowledged"


def test_11_a_mission_that_nobody_confirmed(ask):
    denied = ask("denials", "source", "who", "relation", "article")
    never = {
        (who, article[:3]) for _, who, relation, article in denied if relation == "acknowledged"
    }
    assert {("Russia", "001"), ("North Korea", "001"), ("North Korea", "000")} <= never


def test_11_denials_of_one_side(ask):
    rows = ask("denials", "source", "who", name="Russia")
    assert rows
    assert all("Russia" in row for row in rows)


def test_12_withdrawn_or_still_fighting(ask):
    reasons = [reason for (reason,) in ask("conflicts", "reason")]
    against = [one for one in reasons if "withdrew from" in one and "fighting in Kursk" in one]
    assert against
    assert all("both cannot hold at one time" in one for one in against)


def test_12_who_says_so_and_who_says_the_opposite(ask):
    columns = ("relation", "certainty", "source", "against_source", "against_article")
    rows = ask("whereabouts", *columns, name="North Korean soldiers")
    left = [row for row in rows if row[0] == "withdrew from"]
    said = {(certainty, source) for _, certainty, source, *_ in left}
    assert said == {("certain", None), ("probable", None)}  # flatly in a headline, seemingly below
    assert {row[3] for row in left} == {None, "Volodymyr Zelenskyy"}
    assert {str(row[4])[:3] for row in left} == {"003", "004"}
    assert ("reinforced", "possible", "Volodymyr Zelenskyy") in {row[:3] for row in rows}


def test_12_what_a_headline_says_flatly(ask):
    rows = ask("whereabouts", "relation", "certainty", "words", name="North Korean soldiers")
    flat = [words for relation, certainty, words in rows if (relation, certainty) == LEFT]
    assert flat
    assert all("elite withdraw" in words for words in flat)


def test_13_deliveries(ask):
    rows = set(ask("deliveries", "giver", "what", "certainty", "source"))
    assert {
        ("North Korea", "Russia", "probable", "intelligence reports"),
        ("North Korea", "artillery shells", "probable", "intelligence reports"),
        ("Russia", "North Korea", "possible", "Samuel Paparo"),
        ("Russia", "MiG-29", "possible", "Samuel Paparo"),
        ("Russia", "North Korea", "certain", "Dorothy Camille Shea"),
        ("Russia", "North Korean allies", "possible", "some analysts"),
    } <= rows
    assert ("Russia", "North Korea") not in {row[:2] for row in rows if row[3] is None}


def test_13_what_analysts_worry_about(ask):
    rows = set(ask("deliveries", "giver", "what", "certainty", "source", name="Russia"))
    worries = {what for giver, what, certainty, source in rows if certainty == "possible"}
    assert {"North Korea", "weaponry"} <= worries
    assert ("Russia", "North Korea", "possible", "Analysts") in rows
    assert ("Russia", "weaponry", "possible", "Analysts") in rows


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


def test_19_whose_word_it_is_that_they_support_a_war(ask):
    rows = ask(
        "allegiances", "relation", "whom", "certainty", "source", "article", name="North Korean"
    )
    told = {
        (whom, certainty, source) for _, whom, certainty, source, one in rows if one[:3] == "004"
    }
    assert ("Russia", "probable", "defectors") in told


def test_19_who_sent_them_and_who_uses_them(ask):
    assert ("soldiers", "sent by") in ask("allegiances", "who", "relation", name="Kim Jong")
    rows = ask("allegiances", "who", "relation", "source", name="Putin")
    assert ("foreign troops", "on behalf of", "John Kirby") in rows
