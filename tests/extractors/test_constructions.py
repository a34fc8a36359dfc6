"""Relations through every construction, and what a sentence says of source, time and number."""

from __future__ import annotations

import pytest
from constructions import Case, cases

from kg.annotate.pipeline import annotate, load_pipeline
from kg.extractors import figures, quotes, relations
from kg.extractors.article import extract
from kg.model import Article
from kg.ontology import load

pytestmark = pytest.mark.model
ONTOLOGY = load()
MISREAD = {
    # what the parser or the resolution of "the rebels" gets wrong
    "attacked: no intention",
    "killed_by: passive seem",
    "killed_by: passive said to",
}


@pytest.fixture(scope="module")
def read(pipeline):
    """Return what reads a sentence: an extraction."""
    annotator = load_pipeline(pipeline)

    def read(sentence):
        article = Article(id="a", path="a.txt", text=sentence)
        doc = annotate(article, annotator)
        extractors = [quotes.extract, figures.extract, relations.extract]
        return extract(article, doc, ONTOLOGY, extractors)

    return read


def stated(found, relation, subject, object):
    """Return the relations of these ends."""
    return [
        one
        for one in found.relations
        if one.predicate == relation
        and subject in found.entity(one.subject).name.lower()
        and object in found.entity(one.object).name.lower()
    ]


def _param(case: Case):
    name = f"{case.relation}: {case.construction}"
    marks = [pytest.mark.xfail(reason="misread", strict=False)] if name in MISREAD else []
    return pytest.param(case, id=name, marks=marks)


@pytest.mark.parametrize("case", [_param(case) for case in cases()])
def test_construction(read, case):
    wanted = (case.relation, case.subject.lower(), case.object.lower())
    found = stated(read(case.sentence), *wanted)
    assert [one.polarity for one in found] == [case.polarity], case.sentence
    if case.polarity == "affirmed":
        assert found[0].certainty == case.certainty


PAIRS = [
    (
        "The 3rd Brigade and the 9th Battalion withdrew from Brenholm and Oxley.",
        "withdrew_from",
        {
            "3rd Brigade Brenholm",
            "3rd Brigade Oxley",
            "9th Battalion Brenholm",
            "9th Battalion Oxley",
        },
    ),
    (
        "Neither the 3rd Brigade nor the 9th Battalion was deployed to Hamburg.",
        "deployed_to",
        {"3rd Brigade Hamburg denied", "9th Battalion Hamburg denied"},
    ),
    (
        "Two battalions were deployed to Hamburg and Gdansk.",
        "deployed_to",
        {"Two battalions Hamburg", "Two battalions Gdansk"},
    ),
    (
        "Norway and Denmark sent forty marines to Hamburg.",
        "sent_by",
        {"marines Norway", "marines Denmark"},
    ),
    (
        "Colonel Piet Harrow, commander of the 3rd Brigade, was captured by the rebels.",
        "captured_by",
        {"Piet Harrow rebels"},
    ),
    (
        "The 9th Battalion, one of the last units in Mali, has withdrawn from Brenholm.",
        "withdrew_from",
        {"9th Battalion Brenholm"},
    ),
    (
        "The 3rd Brigade was deployed to Hamburg in May and withdrew from Brenholm in June.",
        "withdrew_to",
        set(),
    ),
    (
        "Sweden accused France of arming the rebels.",
        "supplied_to",
        {"France rebels"},
    ),
    (
        "The minister wants Norway to deploy two battalions to Hamburg.",
        "sent_by",
        {"two battalions Norway"},
    ),
    (
        "The rebels were forced to withdraw from Brenholm.",
        "withdrew_from",
        {"rebels Brenholm"},
    ),
    (
        "The 3rd Brigade is no longer stationed in Gdansk.",
        "stationed_in",
        {"3rd Brigade Gdansk denied"},
    ),
    (
        "The army pulled its tanks back from Brenholm to Oxley.",
        "withdrew_to",
        {"its tanks Oxley"},
    ),
]


@pytest.mark.parametrize(("sentence", "relation", "pairs"), PAIRS)
def test_ends(read, sentence, relation, pairs):
    found = read(sentence)
    given = {
        " ".join(
            [
                found.entity(one.subject).name,
                found.entity(one.object).name,
                *(["denied"] if one.polarity == "denied" else []),
            ]
        )
        for one in found.relations
        if one.predicate == relation
    }
    assert given == pairs


TOLD = [
    # sentence, relation, source, time, number, polarity, certainty
    (
        "Two battalions were deployed to Hamburg on Monday, the ministry said.",
        ("deployed_to", "ministry", "Monday", "Two", "affirmed", "certain"),
    ),
    (
        "According to the Brenholm Herald, the rebels captured two officers in May.",
        ("captured_by", "Brenholm Herald", "May", "two", "affirmed", "certain"),
    ),
    (
        "General Ada Holt said that 300 marines had been sent to Hamburg last week.",
        ("deployed_to", "Ada Holt", "last week", "300", "affirmed", "certain"),
    ),
    (
        "It is untrue that the rebels captured two officers, a spokesman said.",
        ("captured_by", "spokesman", None, "two", "denied", "certain"),
    ),
    (
        "The army denied reports that the rebels had seized the town of Brenholm.",
        ("took_control_of", "army", None, None, "denied", "probable"),
    ),
    (
        "It is unclear whether the 3rd Brigade withdrew from Brenholm on Friday.",
        ("withdrew_from", None, "Friday", None, "affirmed", "possible"),
    ),
    (
        "The rebels claimed to have killed nine soldiers in Mali.",
        ("killed_in", "rebels", None, "nine", "affirmed", "probable"),
    ),
    (
        "Sweden delivered forty howitzers to Estonia in March.",
        ("supplied_to", None, "March", "forty", "affirmed", "certain"),
    ),
    (
        "Nine soldiers were killed and four wounded in Mali.",
        ("wounded_in", None, None, "four", "affirmed", "certain"),
    ),
]


@pytest.mark.parametrize(("sentence", "wanted"), TOLD, ids=[told[0] for told in TOLD])
def test_source_time_and_number(read, sentence, wanted):
    found = read(sentence)
    (one,) = (one for one in found.relations if one.predicate == wanted[0])
    numbers = {figure.id: sentence[figure.span.start : figure.span.end] for figure in found.figures}
    source = found.entity(one.source).name if one.source else None
    time = one.time.text if one.time else None
    number = numbers[one.figure] if one.figure else None
    assert (one.predicate, source, time, number, one.polarity, one.certainty) == wanted


def test_number_is_not_that_of_something_coordinated(read):
    found = read("The rebels captured two officers and a driver.")
    numbers = {found.entity(one.subject).name: one.figure for one in found.relations}
    assert numbers["officers"] is not None
    assert numbers["driver"] is None
