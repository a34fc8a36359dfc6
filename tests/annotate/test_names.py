import pytest
import spacy
from spacy.tokens import Doc

from kg.annotate.classes import choose
from kg.annotate.names import DEMONYMS, NAMES
from kg.lang.layers import layers
from kg.model import Span

TAGS = {
    "N": ("NNP", "PROPN"),
    "n": ("NN", "NOUN"),
    "s": ("NNS", "NOUN"),
    "a": ("JJ", "ADJ"),
    "v": ("VBD", "VERB"),
    "d": ("DT", "DET"),
    "p": ("IN", "ADP"),
    "'": ("POS", "PART"),
    ".": (".", "PUNCT"),
    "#": ("CD", "NUM"),
    "h": ("HYPH", "PUNCT"),
    "P": ("NNPS", "PROPN"),
}


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("en")
    made.add_pipe("kg_cues")
    made.add_pipe("kg_names")
    return made


def make(nlp, tagged, *entities):
    """Return the Doc of "Vela/N left/v"; entities are (first word or its index, words, label)."""
    words = [word.rsplit("/", 1)[0] for word in tagged.split()]
    tags = [TAGS[word.rsplit("/", 1)[1]] for word in tagged.split()]
    labels = ["O"] * len(words)
    for first, number, label in entities:
        start = first if isinstance(first, int) else words.index(first)
        labels[start : start + number] = [f"B-{label}"] + [f"I-{label}"] * (number - 1)
    starts = [i == 0 or words[i - 1] == "." for i in range(len(words))]
    return Doc(
        nlp.vocab,
        words=words,
        tags=[tag for tag, _ in tags],
        pos=[pos for _, pos in tags],
        ents=labels,
        sent_starts=starts,
    )


def names(nlp, doc):
    for _, component in nlp.pipeline:
        doc = component(doc)
    return {span.text: span.label_ for span in doc.spans[NAMES]}


@pytest.mark.parametrize(
    ("tagged", "entities", "expected"),
    [
        # the lexicon
        ("Ukraine/N left/v ./.", [], {"Ukraine": "Country"}),
        ("Ukraine/N left/v ./.", [("Ukraine", 1, "PERSON")], {"Ukraine": "Country"}),
        ("The/d Kyiv/N Post/N said/v", [("The", 3, "GPE")], {"Kyiv Post": "NewsOutlet"}),
        ("Michael/N Jordan/N left/v", [("Michael", 2, "PERSON")], {"Michael Jordan": "Person"}),
        ("Dawn/n broke/v", [], {}),
        ("On/p Jun/N 10/# it/d sank/v", [("Jun", 1, "PERSON")], {}),
        ("Mr/N London/N left/v", [("Mr", 2, "PERSON")], {"London": "Person"}),
        (
            "Ada/N London/N left/v ./. Then/p London/N slept/v",
            [("Ada", 2, "PERSON"), (5, 1, "PERSON")],
            {"Ada London": "Person", "London": "Person"},
        ),
        ("It/d cost/v US/N $/# 5/#", [], {}),
        # what does not belong to a name
        ("Gen./N Vela/N Dorn/N left/v", [("Gen.", 3, "PERSON")], {"Vela Dorn": "Person"}),
        ("Mrs/N Dorn/N left/v", [("Mrs", 2, "ORG")], {"Dorn": "Person"}),
        (
            "Prime/N Minister/N Vela/N Dorn/N left/v",
            [("Prime", 4, "ORG")],
            {"Vela Dorn": "Person"},
        ),
        ("Vela/N 's/' boat/n sank/v", [("Vela", 2, "PERSON")], {"Vela": "Person"}),
        (
            "Lorvik/N Bank/N Chairman/N Vela/N Dorn/N left/v",
            [("Lorvik", 5, "PERSON")],
            {"Lorvik Bank": "Organization", "Vela Dorn": "Person"},
        ),
        # what the words of a name say
        (
            "the/d Lorvik/N Gazette/N said/v",
            [("Lorvik", 2, "GPE")],
            {"Lorvik Gazette": "NewsOutlet"},
        ),
        (
            "the/d Bank/N of/p Lorvik/N fell/v",
            [("Bank", 3, "GPE")],
            {"Bank of Lorvik": "Organization"},
        ),
        ("Fort/N Halm/N fell/v", [("Fort", 2, "PERSON")], {"Fort Halm": "Place"}),
        ("Vela/N Hill/N left/v", [("Vela", 2, "PERSON")], {"Vela Hill": "Person"}),
        # common nouns with the capital of a first word
        ("Photo/n shows/v fire/n", [("Photo", 1, "PERSON")], {}),
        ("Findings/s vary/v", [("Findings", 1, "ORG")], {}),
        # joined by a line or by a name
        (
            "Ukraine/N -/h Russia/N talks/s",
            [("Ukraine", 3, "ORG")],
            {"Ukraine": "Country", "Russia": "Country"},
        ),
    ],
)
def test_plain_names(nlp, tagged, entities, expected):
    assert names(nlp, make(nlp, tagged, *entities)) == expected


@pytest.mark.parametrize(
    ("tagged", "entities", "expected"),
    [
        ("Russian/a troops/s left/v", [], {"Russian troops": "MilitaryUnit"}),
        (
            "North/N Korean/a special/a forces/s left/v",
            [],
            {"North Korean special forces": "MilitaryUnit"},
        ),
        ("Russian/a prisoners/s left/v", [], {"Russian prisoners": "Group"}),
        ("Russian/a army/n commanders/s left/v", [], {}),
        ("US/N troops/s left/v", [], {"US troops": "MilitaryUnit", "US": "Country"}),
        (
            "Vela/N Dorn/N 's/' army/n fled/v",
            [("Vela", 2, "PERSON")],
            {"Vela Dorn": "Person", "Vela Dorn 's army": "MilitaryUnit"},
        ),
        (
            "Norway/N 's/' Special/N Forces/P fled/v",
            [],
            {"Norway": "Country", "Special Forces": "MilitaryUnit"},
        ),
        ("the/d 9th/a Mountain/N Brigade/N left/v", [], {"9th Mountain Brigade": "MilitaryUnit"}),
        (
            "troops/s from/p Norway/N left/v",
            [],
            {"troops from Norway": "MilitaryUnit", "Norway": "Country"},
        ),
        ("the/d Lorvik/N region/n burnt/v", [("Lorvik", 1, "PERSON")], {"Lorvik region": "Region"}),
        (
            "the/d Norway/N -/h Denmark/N war/n began/v",
            [],
            {"Norway": "Country", "Denmark": "Country", "Norway - Denmark war": "Event"},
        ),
        ("the/d war/n in/p Norway/N ended/v", [], {"war in Norway": "Event", "Norway": "Country"}),
        ("AK-12/N rifles/s jammed/v", [], {"AK-12": "Weapon"}),
        ("Covid-19/N spread/v", [], {}),
        ("Norwegians/P left/v", [], {"Norwegians": "Group"}),
    ],
)
def test_names_with_common_nouns(nlp, tagged, entities, expected):
    assert names(nlp, make(nlp, tagged, *entities)) == expected


def test_demonym_is_a_mention_of_its_country(nlp):
    doc = make(nlp, "A/d Norwegian/a law/n passed/v")
    assert names(nlp, doc) == {}
    (span,) = doc.spans[DEMONYMS]
    assert (span.text, span.label_, span.kb_id_.rsplit("/", 1)[1]) == (
        "Norwegian",
        "Country",
        "Norway",
    )
    assert [mention.kind for mention in layers(doc).entities[0].mentions] == ["demonym"]


def test_name_of_a_language_is_none(nlp):
    doc = make(nlp, "It/d was/v in/p Norwegian/N ./.")
    assert names(nlp, doc) == {} and len(doc.spans[DEMONYMS]) == 0


def test_demonym_of_an_unknown_country_is_made_of_its_name(nlp):
    doc = make(
        nlp,
        "Ruritania/N fell/v ./. Ruritanian/a soldiers/s fled/v ./. The/d Ruritanian/a law/n fell/v",
        ("Ruritania", 1, "PERSON"),
    )
    assert names(nlp, doc) == {"Ruritania": "Country", "Ruritanian soldiers": "MilitaryUnit"}
    assert [(span.text, span.id_) for span in doc.spans[DEMONYMS]] == [("Ruritanian", "Ruritania")]
    country = next(entity for entity in layers(doc).entities if entity.name == "Ruritania")
    assert [mention.kind for mention in country.mentions] == ["name", "demonym"]


def test_names_mean_one_thing_in_an_article(nlp):
    doc = make(
        nlp,
        "Vela/N Dorn/N left/v ./. Later/a Dorn/N slept/v ./. Mrs/N Dorn/N woke/v",
        ("Vela", 2, "PERSON"),
    )
    assert names(nlp, doc) == {"Vela Dorn": "Person", "Dorn": "Person"}
    assert len(doc.spans[NAMES]) == 3


def test_acronym_means_what_it_is_short_for(nlp):
    doc = make(
        nlp,
        "Lorvik/N Press/N Agency/N (/. LPA/N )/. said/v",
        ("Lorvik", 3, "ORG"),
        ("LPA", 1, "GPE"),
    )
    assert names(nlp, doc)["LPA"] == "NewsOutlet"


def test_a_company_and_its_short_name_are_no_country(nlp):
    doc = make(
        nlp,
        "Lorvik/N Shipping/N grew/v ./. Lorvik/N slept/v",
        ("Lorvik", 2, "ORG"),
        (4, 1, "GPE"),
    )
    assert names(nlp, doc) == {"Lorvik Shipping": "Organization", "Lorvik": "Organization"}


def test_a_company_in_a_place_of_its_name_leaves_it_a_place(nlp):
    doc = make(
        nlp,
        "Lorvik/N Shipping/N grew/v in/p the/d city/n of/p Lorvik/N",
        ("Lorvik", 2, "ORG"),
        (7, 1, "GPE"),
    )
    assert names(nlp, doc)["Lorvik"] == "City"


def test_a_ministry_of_a_republic_is_no_region(nlp):
    doc = make(
        nlp,
        "The/d Health/N Ministry/N of/p the/d Lorvik/N Republic/N slept/v",
        ("Health", 6, "ORG"),
    )
    assert names(nlp, doc)["Health Ministry of the Lorvik Republic"] == "Organization"


def test_a_dateline_begins_with_a_city(nlp):
    doc = make(
        nlp,
        "LORVIK/N ,/. March/N 3/# (/. Lorvik/N News/N )/. -/. Rain/n fell/v",
        ("LORVIK", 1, "PERSON"),
    )
    assert names(nlp, doc)["LORVIK"] == "City"


def test_first_name_after_a_title_that_a_tagger_took_for_a_noun(nlp):
    doc = make(nlp, "General/N Viktor/n Dorn/N slept/v", ("Dorn", 1, "PERSON"))
    assert names(nlp, doc) == {"Viktor Dorn": "Person"}


@pytest.mark.parametrize(("between", "whole"), [("wa", True), ("met", False)])
def test_a_name_that_a_model_cut_at_a_particle(nlp, between, whole):
    doc = make(nlp, f"Vela/N {between}/p Dorn/N slept/v", ("Vela", 1, "PERSON"), ("Dorn", 1, "GPE"))
    assert ("Vela wa Dorn" in names(nlp, doc)) is whole


def test_short_name_of_a_region_is_the_region(nlp):
    doc = make(nlp, "They/d left/v Kursk/N ./. The/d Kursk/N region/n burns/v")
    assert names(nlp, doc) == {"Kursk": "Region", "Kursk region": "Region"}
    assert len({span.kb_id_ for span in doc.spans[NAMES]}) == 1


def test_nothing_outside_the_body_is_a_name(nlp):
    doc = make(nlp, "Norway/N Denmark/N left/v")
    layers(doc).body = (Span(7, len(doc.text)),)
    assert names(nlp, doc) == {"Denmark": "Country"}


def test_entity_of_each_name_without_coreference(nlp):
    doc = make(nlp, "Norway/N left/v ./. Norway/N and/p Denmark/N met/v")
    names(nlp, doc)
    found = layers(doc)
    assert [(one.id, one.name, len(one.mentions)) for one in found.entities] == [
        ("e1", "Norway", 2),
        ("e2", "Denmark", 1),
    ]
    assert found.entity_at(doc[0]) == found.entity_at(doc[3]) == "e1"


def test_gazetteer_of_the_user_adds_names(tmp_path):
    (tmp_path / "mine.ttl").write_text(
        "@prefix kg: <https://kg.example/ns#> . @prefix schema: <https://schema.org/> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        '<urn:om> a kg:KnownEntity, schema:City ; skos:prefLabel "Great Om"@en ;'
        ' kg:demonym "Omish"@en .'
    )
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_names", config={"ontology_path": str(tmp_path)})
    doc = nlp("Great Om has Omish bread.")
    assert [(span.text, span.kb_id_) for span in doc.spans[NAMES]] == [("Great Om", "urn:om")]
    assert [span.text for span in doc.spans[DEMONYMS]] == ["Omish"]


def test_special_class_goes_before_the_general_one():
    from collections import Counter

    assert choose(Counter(Place=5, City=3)) == "City"
    assert choose(Counter(Place=5, City=1)) == "Place"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gen. Ivo Tamm of the 7th Guards Brigade met Lena Orsk, a nurse, in Oslo.",
            {
                "Ivo Tamm": "Person",
                "7th Guards Brigade": "MilitaryUnit",
                "Lena Orsk": "Person",
                "Oslo": "City",
            },
        ),
        (
            "The Hallmouth Courier reported that Norwegian soldiers had left the Kursk region.",
            {
                "Hallmouth Courier": "NewsOutlet",
                "Norwegian soldiers": "MilitaryUnit",
                "Kursk region": "Region",
            },
        ),
    ],
)
def test_names_of_the_shipped_pipeline(pipeline, text, expected):
    from kg.annotate.pipeline import load_pipeline

    doc = load_pipeline(pipeline)(text)
    assert {span.text: span.label_ for span in doc.spans[NAMES]} == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "is_country"),
    [
        ("Norreland's defence ministry said the road was open.", "Norreland", True),
        ("She met the foreign minister of Norreland on Monday.", "Norreland", True),
        ("They came to Sorrin's market for bread.", "Sorrin", False),
    ],
)
def test_what_only_a_state_has_makes_a_country(pipeline, text, name, is_country):
    from kg.annotate.pipeline import load_pipeline

    doc = load_pipeline(pipeline)(text)
    types = {span.label_ for span in doc.spans["kg_names"] if span.text == name}
    assert ("Country" in types) is is_country
