"""Relations from hand-made parses, mentions and cues; the words are those of the lexicon."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hand_made import cue, find, mention, parse

from kg.extractors.relations import extract
from kg.lang.layers import Assertion, layers
from kg.model import Figure, Quote, Span
from kg.ontology import load

SENT = (
    "Velmara/NNP/2/nsubj sent=send/VBD/0/root troops/NNS/2/obj to/IN/5/case Sarn/NNP/2/obl "
    "in/IN/7/case May/NNP/2/obl"
)
SENT_TYPES = {"Velmara": "Country", "troops": "MilitaryUnit", "Sarn": "City"}
KILLED = (
    "300/CD/2/nummod troops/NNS/4/nsubj:pass were/AUX/4/aux:pass killed=kill/VBN/0/root "
    "in/IN/6/case Sarn/NNP/4/obl"
)
DIED = "troops/NNS/2/nsubj died=die/VBD/0/root"
BOUGHT = "Velmara/NNP/2/nsubj captured=capture/VBD/0/root Sarn/NNP/2/obj"


def annotated(words, **types):
    return cue(mention(parse(words), **types), load())


def found(doc):
    return {(one.predicate, one.subject, one.object) for one in extract(doc, load())}


def test_one_word_may_evoke_two_relations():
    doc = annotated(SENT, **SENT_TYPES)
    assert found(doc) == {("deployed_to", "troops", "Sarn"), ("sent_by", "troops", "Velmara")}


def test_ids_follow_the_text():
    assert [one.id for one in extract(annotated(SENT, **SENT_TYPES), load())] == ["r1", "r2"]


def test_evidence_reaches_from_first_to_last_argument():
    doc = annotated(KILLED, troops="MilitaryUnit", Sarn="City")
    (relation,) = extract(doc, load())
    assert doc.text[relation.evidence.start : relation.evidence.end] == doc.text.strip()
    assert relation.subject_span == Span(4, 10)
    assert relation.object_span == Span(26, 30)
    assert relation.rule.endswith("kill-killedIn")


def test_further_argument_that_the_cue_asks_for_is_missing():
    letter = SENT.replace("troops", "letters")
    assert found(annotated(letter, Velmara="Country", Sarn="City")) == set()


NEEDLESS = """
@prefix kg: <https://kg.example/ns#> .
@prefix ex: <https://user.example/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:fellAt a kg:Relation .
kg:FellAtShape sh:targetSubjectsOf kg:fellAt ; sh:class kg:MilitaryUnit .
ex:die a kg:RelationCue ; kg:evokes kg:fellAt ; skos:prefLabel "die" ; kg:partOfSpeech "verb" ;
    kg:subjectRole "subj" ; kg:objectRole "in|none" .
"""


def test_object_may_be_missing_only_where_the_cue_says_so(tmp_path):
    (tmp_path / "fell_at.ttl").write_text(NEEDLESS, encoding="utf-8")
    ontology = load(tmp_path)
    doc = cue(mention(parse(DIED), troops="MilitaryUnit"), ontology)
    relations = list(extract(doc, ontology))
    assert [(one.predicate, one.object) for one in relations] == [("fell_at", None)]


def test_ill_typed_arguments_are_left_to_validation():
    doc = annotated(BOUGHT, Velmara="Country", Sarn="Document")
    assert ("captured_by", "Sarn", "Velmara") in found(doc)


def test_nothing_ill_typed_beside_what_fits():
    # "sent ... to" also evokes supply, whose recipient may be no city
    doc = annotated(SENT, **SENT_TYPES)
    assert not {name for name, *_ in found(doc)} & {"supplied_to", "supplies"}


def test_nothing_stands_in_a_relation_with_itself():
    doc = annotated(SENT, **SENT_TYPES)
    known = layers(doc)
    known.heads[find(doc, "Velmara").i] = ("troops", known.heads[2][1])
    assert found(doc) == {("deployed_to", "troops", "Sarn")}


def test_said_twice_in_a_sentence_is_one_relation():
    twice = (
        "troops/NNS/2/nsubj fought=fight/VBD/0/root and/CC/4/cc fought=fight/VBD/2/conj "
        "in/IN/6/case Sarn/NNP/4/obl"
    )
    doc = annotated(twice, troops="MilitaryUnit", Sarn="City")
    assert len(list(extract(doc, load()))) == 1


def test_two_sides_of_talks():
    talks = (
        "Talks=talk/NNS/6/nsubj between/IN/3/case Velmara/NNP/1/nmod and/CC/5/cc "
        "Tordania/NNP/3/conj failed/VBD/0/root"
    )
    doc = annotated(talks, Velmara="Country", Tordania="Country")
    assert found(doc) == {("negotiated_with", "Velmara", "Tordania")}


@pytest.mark.parametrize(
    ("own", "quoted", "expected"),
    [
        ("affirmed", "affirmed", "affirmed"),
        ("denied", "affirmed", "denied"),
        ("affirmed", "denied", "denied"),
        ("denied", "denied", "denied"),
    ],
)
def test_polarity_of_the_clause_and_of_its_source(own, quoted, expected):
    doc = annotated(KILLED, troops="MilitaryUnit", Sarn="City")
    known = layers(doc)
    known.asserted[find(doc, "killed").i] = Assertion(polarity=own, certainty="probable")
    known.quotes = (
        Quote(
            id="q1",
            kind="indirect",
            mode="speech",
            content=(Span(0, len(doc.text)),),
            source="e9",
            via=("e8",),
            polarity=quoted,
        ),
    )
    (relation,) = extract(doc, load())
    assert (relation.polarity, relation.certainty) == (expected, "probable")
    assert (relation.source, relation.via) == ("e9", ("e8",))


def test_figure_that_counts_the_subject():
    doc = annotated(KILLED, troops="MilitaryUnit", Sarn="City")
    number = Decimal(300)
    figure = Figure(id="f1", span=Span(0, 3), low=number, high=number, phrase=Span(0, 10))
    layers(doc).figures = (replace(figure, id="f0", span=Span(26, 30), phrase=None), figure)
    assert [one.figure for one in extract(doc, load())] == ["f1"]


def test_date_of_its_own_clause():
    doc = annotated(SENT, **SENT_TYPES)
    assert {one.time and one.time.text for one in extract(doc, load())} == {"May"}


def test_date_of_the_reporting_clause_is_another_matter():
    reported = (
        "Rook/NNP/2/nsubj said/VBD/0/root in/IN/4/case May/NNP/2/obl that/IN/6/mark "
        "troops/NNS/7/nsubj fought=fight/VBD/2/ccomp in/IN/9/case Sarn/NNP/7/obl"
    )
    doc = annotated(reported, troops="MilitaryUnit", Sarn="City")
    assert [one.time for one in extract(doc, load())] == [None]


def test_nothing_outside_the_body():
    doc = annotated(KILLED, troops="MilitaryUnit", Sarn="City")
    layers(doc).body = (Span(0, 10),)
    assert found(doc) == set()


def test_empty_text():
    assert list(extract(parse("./././punct".replace("/././", "/./0/")), load())) == []


def test_verb_with_an_object_that_the_cue_has_no_use_for():
    flames = (
        "troops/NNS/2/nsubj fought=fight/VBD/0/root flames/NNS/2/obj in/IN/5/case Sarn/NNP/2/obl"
    )
    assert found(annotated(flames, troops="MilitaryUnit", Sarn="City")) == set()


def test_named_whole_of_an_unnamed_part():
    part = (
        "soldiers/NNS/5/nsubj:pass of/IN/3/case Brigade/NNP/1/nmod were/AUX/5/aux:pass "
        "killed=kill/VBN/0/root in/IN/7/case Sarn/NNP/5/obl"
    )
    doc = annotated(part, soldiers="MilitaryUnit", Brigade="MilitaryUnit", Sarn="City")
    known = layers(doc)
    unnamed = replace(known.entities[0].mentions[0], kind="nominal")
    known.entities = (replace(known.entities[0], mentions=(unnamed,)), *known.entities[1:])
    assert found(doc) == {("killed_in", "Brigade", "Sarn")}


def test_post_alone_holds_no_position():
    post = "the/DT/2/det mayor/NN/0/root of/IN/4/case Sarn/NNP/2/nmod"
    doc = annotated(post, mayor="Person", Sarn="City")
    known = layers(doc)
    unnamed = replace(known.entities[0].mentions[0], kind="nominal")
    known.entities = (replace(known.entities[0], mentions=(unnamed,)), *known.entities[1:])
    assert found(doc) == set()
