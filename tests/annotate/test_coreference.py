"""Which mentions are one entity, and what it is called."""

from __future__ import annotations

import pytest
from parsed import blank, parsed

from kg import lang
from kg.annotate.coreference import Coreference
from kg.annotate.draft import Words
from kg.annotate.names import NAMES
from kg.annotate.pipeline import annotate, load_pipeline
from kg.lang.layers import layers
from kg.model import Article, Span
from kg.ontology import load


@pytest.fixture(scope="module")
def link():
    return Coreference(Words.of_ontology(load(), lang.load("en").numbers))


def chains(doc):
    """Return the mentions of every entity that has more than one."""
    found = [[m.text for m in entity.mentions] for entity in layers(doc).entities]
    return [mentions for mentions in found if len(mentions) > 1]


def test_surname_and_pronoun_join_the_full_name(link):
    doc = link(
        parsed(
            "Ada/Ada/PROPN/NNP/compound<Moll Moll/Moll/PROPN/NNP/nsubj<left "
            "left/leave/VERB/VBD/ROOT<left ././PUNCT/./punct<left "
            "Moll/Moll/PROPN/NNP/nsubj<sold sold/sell/VERB/VBD/conj<left "
            "her/she/PRON/PRP$/nmod:poss<boat boat/boat/NOUN/NN/obj<sold",
            names={"Ada Moll": "Person", "Moll'": "Person"},
        )
    )
    assert chains(doc) == [["Ada Moll", "Moll", "her"]]
    (entity,) = layers(doc).entities
    assert (entity.id, entity.name, entity.type) == ("e1", "Ada Moll", "Person")
    assert [mention.kind for mention in entity.mentions] == ["name", "name", "pronoun"]


def test_two_people_of_one_surname_stay_apart(link):
    doc = link(
        parsed(
            "Ada/Ada/PROPN/NNP/compound<Moll Moll/Moll/PROPN/NNP/nsubj<met "
            "met/meet/VERB/VBD/ROOT<met Jon/Jon/PROPN/NNP/compound<Moll' "
            "Moll/Moll/PROPN/NNP/obj<met",
            names={"Ada Moll": "Person", "Jon Moll": "Person"},
        )
    )
    assert [entity.name for entity in layers(doc).entities] == ["Ada Moll", "Jon Moll"]


def test_a_title_heads_its_name(link):
    doc = link(
        parsed(
            "Minister/minister/PROPN/NNP/compound<Moll Moll/Moll/PROPN/NNP/nsubj<spoke "
            "spoke/speak/VERB/VBD/ROOT<spoke ././PUNCT/./punct<spoke "
            "The/the/DET/DT/det<minister minister/minister/NOUN/NN/nsubj<left "
            "left/leave/VERB/VBD/conj<spoke",
            names={"Moll": "Person"},
        )
    )
    assert chains(doc) == [["Moll", "The minister"]]
    assert layers(doc).entity_at(doc[0]) == layers(doc).entity_at(doc[1]) == "e1"


def test_indefinite_nouns_are_new_people(link):
    doc = link(
        parsed(
            "A/a/DET/DT/det<soldier soldier/soldier/NOUN/NN/nsubj<fell "
            "fell/fall/VERB/VBD/ROOT<fell ././PUNCT/./punct<fell "
            "A/a/DET/DT/det<soldier' soldier/soldier/NOUN/NN/nsubj<ran "
            "ran/run/VERB/VBD/conj<fell",
        )
    )
    assert [entity.name for entity in layers(doc).entities] == ["soldier", "soldier"]


def test_a_plain_object_pronoun_is_not_the_subject(link):
    doc = link(
        parsed(
            "Moll/Moll/PROPN/NNP/nsubj<hit hit/hit/VERB/VBD/ROOT<hit him/he/PRON/PRP/obj<hit",
            names={"Moll": "Person"},
        )
    )
    assert chains(doc) == []


def test_nothing_is_linked_without_a_parse(link):
    doc = blank()("Ada Moll left.")
    doc.spans[NAMES] = [doc[0:2]]
    assert layers(link(doc)).entities == ()


def test_mentions_outside_the_body_are_left_out(link):
    doc = parsed(
        "Moll/Moll/PROPN/NNP/nsubj<left left/leave/VERB/VBD/ROOT<left Sarn/Sarn/PROPN/NNP/obj<left",
        names={"Moll": "Person", "Sarn": "City"},
    )
    layers(doc).body = (Span(0, 9),)
    assert [entity.name for entity in layers(link(doc)).entities] == ["Moll"]


@pytest.fixture(scope="module")
def nlp(pipeline):
    return load_pipeline(pipeline)


def read(nlp, text):
    return chains(annotate(Article(id="a", path="a", text=text), nlp))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ada Moll spoke first. She left early.", ["Ada Moll", "She"], id="she-is-the-woman"
        ),
        pytest.param(
            "Admiral Jon Rusk resigned on Monday. The admiral gave no reason.",
            ["Jon Rusk", "The admiral"],
            id="title",
        ),
        pytest.param(
            "Jon Rusk, the mayor of Sarn, resigned. Rusk gave no reason.",
            ["Jon Rusk", "the mayor", "Rusk"],
            id="apposition",
        ),
        pytest.param(
            "Jon Rusk, who was found dead in the Om region, an area of lakes, was 40.",
            ["Om region", "an area"],
            id="apposition-to-the-nearest",
        ),
        pytest.param(
            "Nobody was hurt, the governor of the province, Milan Derev, said. Derev flew home.",
            ["the governor", "Milan Derev", "Derev"],
            id="name-after-title-and-its-place",
        ),
        pytest.param(
            "The interior ministry spoke of 40. The Red Cross said 60. Later the ministry agreed.",
            ["The interior ministry", "the ministry"],
            id="what-only-a-state-has",
        ),
        pytest.param(
            "The coach praised Ada Dorn. “She [Ida Rell] was late,” the coach said.",
            ["She", "Ida Rell"],
            id="brackets-behind-a-pronoun",
        ),
        pytest.param(
            "North Korean soldiers have been in the valley for weeks. Some soldiers carried books.",
            ["North Korean soldiers", "Some soldiers"],
            id="some-of-the-force",
        ),
        pytest.param(
            "The Institute for Harbour Safety (IHS) opened in May. The IHS has 40 staff.",
            ["Institute for Harbour Safety", "IHS", "IHS"],
            id="acronym",
        ),
        pytest.param(
            "Ukrainian troops left the valley. Ukrainian soldiers had held it for weeks.",
            ["Ukrainian troops", "Ukrainian soldiers"],
            id="forces-of-a-country",
        ),
        pytest.param(
            "Two prisoners spoke to reporters. They said they were treated well.",
            ["Two prisoners", "They", "they"],
            id="they",
        ),
        pytest.param(
            "The Sarn Courier printed the list. The newspaper has 40 readers.",
            ["Sarn Courier", "The newspaper"],
            id="outlet",
        ),
        pytest.param(
            "A diary was found. The diary describes the march.",
            ["A diary", "The diary"],
            id="document",
        ),
        pytest.param(
            "Mette Skov-Iversen, the mayor, resigned. Skov-Iversen gave no reason.",
            ["Mette Skov-Iversen", "the mayor", "Skov-Iversen"],
            id="double-surname",
        ),
        pytest.param(
            "Lotte Van Acker, the mayor, resigned. Van Acker gave no reason.",
            ["Lotte Van Acker", "the mayor", "Van Acker"],
            id="surname-with-a-particle",
        ),
        pytest.param(
            "The Patriotic Council for Renewal met on Monday. The Council elected nobody.",
            ["Patriotic Council for Renewal", "Council"],
            id="what-a-body-is",
        ),
        pytest.param(
            "No damage was seen, said the Geological Survey. The survey warned of more.",
            ["Geological Survey", "The survey"],
            id="last-word-of-a-name",
        ),
        pytest.param(
            "The Relief Mission in Tarvia (RMT) left. RMT gave no reason.",
            ["Relief Mission", "RMT", "RMT"],
            id="acronym-of-more-than-the-name",
        ),
        pytest.param(
            "Tarvian troops left the valley, and Tarvia said that its soldiers wept.",
            ["Tarvian troops", "its soldiers"],
            id="its-soldiers",
        ),
        pytest.param(
            "Ukrainian soldiers left. Moll said that Kyiv's men had held the valley for weeks.",
            ["Ukrainian soldiers", "Kyiv's men"],
            id="men-of-a-capital",
        ),
        pytest.param(
            "A man was shot in Sarn. The police later identified him as Bruno Hill.",
            ["A man", "him", "Bruno Hill"],
            id="identified-as",
        ),
        pytest.param(
            "“We lost,” said Mayor Nadia Elsayed. El-Sayed told the Tribune that she was sad.",
            ["Nadia Elsayed", "El-Sayed", "she"],
            id="surname-with-a-hyphen",
        ),
        pytest.param(
            "Ada Brandt, the mayor, met Jon Brandt. Mayor Brandt smiled.",
            ["Ada Brandt", "the mayor", "Brandt"],
            id="title-of-one-of-two",
        ),
        pytest.param(
            "SARNO, Tarvia (TNS) — The province of Sarno shook. Sarno city lost its church.",
            ["SARNO", "Sarno city", "its"],
            id="dateline-is-the-city",
        ),
        pytest.param(
            "Ukrainian troops left. Soldiers who see a drone run. The troops found a bridge.",
            ["Ukrainian troops", "The troops"],
            id="soldiers-in-general",
        ),
    ],
)
def test_one_chain(nlp, text, expected):
    assert expected in read(nlp, text)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "never"),
    [
        pytest.param(
            "Analysts expect a long siege. Analysts warned of floods.",
            ["Analysts", "Analysts"],
            id="unnamed-sources",
        ),
        pytest.param(
            "Ukrainian soldiers met Polish soldiers.",
            ["Ukrainian soldiers", "Polish soldiers"],
            id="two-countries",
        ),
        pytest.param(
            "Jon Rusk was elected. It is clear that turnout was low.",
            ["Jon Rusk", "It"],
            id="expletive",
        ),
        pytest.param(
            "The Fishing Commission met the Harbour Commission. The Commission elected nobody.",
            ["Harbour Commission", "Commission"],
            id="two-bodies-of-a-kind",
        ),
        pytest.param(
            "On Monday 62 rebels were killed. The rebels denied it.",
            ["62 rebels", "The rebels"],
            id="the-dead-do-not-speak",
        ),
        pytest.param("Ada Moll met Mr Jon Rusk. He smiled.", ["Ada Moll", "He"], id="gender"),
        pytest.param(
            "General Roux left for Sarn. President Roux stayed at home.",
            ["Roux", "Roux"],
            id="other-office",
        ),
        pytest.param(
            "The HPA said eleven ships were waiting. Talks with the union failed.",
            ["HPA", "the union"],
            id="other-acronym",
        ),
        pytest.param(
            "Storms hit the island of Luzarra. The harbour of Port Luzarra was closed.",
            ["Luzarra", "Port Luzarra"],
            id="port-of-an-island",
        ),
        pytest.param(
            "Open Hands left the valley. The interior ministry gave no reason.",
            ["Open Hands", "The interior ministry"],
            id="what-only-a-state-has",
        ),
    ],
)
def test_not_one_chain(nlp, text, never):
    assert never not in read(nlp, text)


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On Monday Kyiv said the bridge had been rebuilt.", "Ukraine"),
        ("The talks between Kyiv and Warsaw failed.", "Ukraine"),
        ("The prisoners were flown to Kyiv.", "Kyiv"),
        ("A concert took place in Kyiv.", "Kyiv"),
        ("The troops from Kyiv arrived late.", "Ukraine"),
    ],
)
def test_capitals_and_governments(nlp, sentence, expected):
    doc = annotate(Article(id="a", path="a", text=sentence), nlp)
    found = next(
        entity
        for entity in layers(doc).entities
        if any(mention.text == "Kyiv" for mention in entity.mentions)
    )
    assert found.name == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A blast killed at least 19 people.", "19 people"),
        ("A blast killed 12,000 people, among them a judge.", "12,000 people"),
    ],
)
def test_people_are_called_by_their_noun_phrase(nlp, text, name):
    entities = layers(annotate(Article(id="a", path="a", text=text), nlp)).entities
    assert name in [entity.name for entity in entities]


@pytest.mark.model
def test_ids_follow_the_first_mention(nlp):
    text = "Ada Moll left Kyiv on Monday. Analysts were surprised, and she was not."
    entities = layers(annotate(Article(id="a", path="a", text=text), nlp)).entities
    starts = [entity.mentions[0].span.start for entity in entities]
    assert starts == sorted(starts)
    assert [entity.id for entity in entities] == [f"e{n}" for n in range(1, len(entities) + 1)]
    for entity in entities:
        for mention in entity.mentions:
            assert text[mention.span.start : mention.span.end] == mention.text


@pytest.mark.model
def test_some_soldiers_are_not_the_army(nlp):
    text = (
        "The valley is held by North Korean troops. Two North Korean soldiers, captured alive, "
        "were flown out. The North Korean troops fought on."
    )
    doc = annotate(Article(id="a", path="a", text=text), nlp)
    named = [e for e in layers(doc).entities if e.type in {"MilitaryUnit", "Group"}]
    assert [(e.type, len(e.mentions)) for e in named] == [("MilitaryUnit", 2), ("Group", 1)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The defence minister on Monday told parliament about it.", "defence minister"),
        ("Norland sent 40 tanks to Poland on Friday.", "40 tanks"),
        ("Debris killed a woman and her two sons in the village of Lipa.", "woman"),
        ("The ambassador to Norland resigned.", "ambassador to Norland"),
        ("Workers at the plant walked out.", "Workers at the plant"),
    ],
)
def test_description_ends_before_what_is_no_part_of_it(nlp, text, name):
    assert name in {entity.name for entity in layers(nlp(text)).entities}
