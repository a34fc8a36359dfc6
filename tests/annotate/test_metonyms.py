"""Capitals: the city, or the government that sits there."""

import pytest

from kg.annotate.pipeline import annotate, load_pipeline
from kg.lang.layers import layers
from kg.model import Article


@pytest.fixture(scope="module")
def nlp(pipeline):
    return load_pipeline(pipeline)


def kinds(nlp, text, name):
    entities = layers(annotate(Article(id="a", path="a", text=text), nlp)).entities
    return {one.type for one in entities for mention in one.mentions if mention.text == name}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kyiv said on Monday that the talks had failed.", "Kyiv"),
        ("Tehran is ready to sign the deal.", "Tehran"),
        ("Baghdad is expected to protest.", "Baghdad"),
        ("The signatories include Ottawa and Canberra.", "Ottawa"),
        ("Berlin urged Warsaw to open the border.", "Warsaw"),
        ("Relations between Ankara and Athens are tense.", "Athens"),
        ("Addis Ababa accused Asmara of arming rebels.", "Asmara"),
        ("Seoul has sent envoys to Tokyo.", "Seoul"),
        ("The offer was rejected by Harare.", "Harare"),
        ("Sanctions against Minsk were extended.", "Minsk"),
        ("Islamabad's decision angered many.", "Islamabad"),
        ("Without Riyadh, no deal is possible.", "Riyadh"),
        ("Tunis will not accept the quota.", "Tunis"),
    ],
)
def test_a_capital_that_acts_is_its_country(nlp, text, name):
    assert kinds(nlp, text, name) == {"Country"}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thousands marched in Kyiv on Monday.", "Kyiv"),
        ("Tehran is crowded in summer.", "Tehran"),
        ("Baghdad was bombed overnight.", "Baghdad"),
        ("The road between Ankara and Konya was closed.", "Ankara"),
        ("The minister flew to Warsaw on Tuesday.", "Warsaw"),
        ("Seoul has sent envoys to Tokyo.", "Tokyo"),
        ("The parcel was sent from Harare by air.", "Harare"),
        ("Snow fell near Minsk.", "Minsk"),
        ("Islamabad's streets were empty.", "Islamabad"),
        ("Cairo's museums reopened.", "Cairo"),
        ("The embassy in Riyadh is closed.", "Riyadh"),
        ("Prices in Tunis doubled.", "Tunis"),
        ("The mayor of Bogota resigned.", "Bogota"),
    ],
)
def test_a_capital_where_something_is_is_a_city(nlp, text, name):
    assert kinds(nlp, text, name) == {"City"}


@pytest.mark.model
@pytest.mark.parametrize("country", ["Peru", "Nigeria", "Turkey", "Vietnam", "Ukraine", "Kenya"])
def test_a_country_its_troops_and_its_people_are_three_things(nlp, country):
    demonyms = {"Peru": "Peruvian", "Nigeria": "Nigerian", "Turkey": "Turkish"}
    demonyms |= {"Vietnam": "Vietnamese", "Ukraine": "Ukrainian", "Kenya": "Kenyan"}
    text = f"{demonyms[country]} troops left the camp. Rain fell in {country}."
    assert kinds(nlp, text, f"{demonyms[country]} troops") == {"MilitaryUnit"}
    assert kinds(nlp, text, country) == {"Country"}
