from dataclasses import replace

import pytest
from made import make_product
from pyoxigraph import NamedNode
from rdflib import SKOS
from whole import encoder_of

from kg.encode.nodes import OA, storable
from kg.errors import EvidenceMismatch
from kg.model import Span

PRODUCT = make_product()


ENCODER = encoder_of(PRODUCT)
PLAIN = ("affirmed", "certain")
CLAIMS = [(x, r) for x in PRODUCT.extractions for r in x.records]


def values(quads, subject, predicate):
    return [
        q.object.value
        for q in quads
        if (q.subject.value, q.predicate.value) == (subject, predicate)
    ]


@pytest.mark.parametrize(("extraction", "record"), CLAIMS)
def test_evidence_is_the_exact_words_at_the_offsets(extraction, record):
    quads = list(ENCODER.claim(extraction, record))
    text = extraction.article.text
    spans = [q.object.value for q in quads if q.predicate.value.endswith("#evidence")]
    assert len(set(spans)) == len(record.spans) > 0
    for span in spans:
        start = int(values(quads, f"{span}-position", str(OA.start))[0])
        end = int(values(quads, f"{span}-position", str(OA.end))[0])
        (exact,) = values(quads, f"{span}-quote", str(OA.exact))
        (prefix,) = values(quads, f"{span}-quote", str(OA.prefix))
        (suffix,) = values(quads, f"{span}-quote", str(OA.suffix))
        assert exact == text[start:end]
        assert text[:start].endswith(prefix)
        assert text[end:].startswith(suffix)


def test_offsets_count_code_points_beyond_the_basic_plane():
    extraction, record = CLAIMS[0]
    moved = replace(
        extraction, article=replace(extraction.article, text="𝔘" * 3 + extraction.article.text)
    )
    one = replace(record, content=(Span(2, 5),), source_span=None, cue=None)
    quads = list(ENCODER.claim(moved, one))
    exact = [q.object.value for q in quads if q.predicate.value == str(OA.exact)]
    assert exact == [moved.article.text[2:5]]
    assert exact[0][0] == "𝔘"


def test_a_span_outside_the_text_is_an_error():
    extraction, record = CLAIMS[0]
    end = len(extraction.article.text)
    broken = replace(record, content=(Span(end - 2, end + 3),))
    with pytest.raises(EvidenceMismatch, match="outside the text"):
        list(ENCODER.claim(extraction, broken))


def shortcuts(extraction):
    return {(record.id, quad.predicate.value) for record, quad in ENCODER.shortcuts(extraction)}


def test_shortcuts_come_from_affirmed_and_certain_claims_only():
    kept = 0
    for extraction in PRODUCT.extractions:
        plain = {
            r.id for r in extraction.records if (r.polarity, r.certainty) == ("affirmed", "certain")
        }
        found = {id for id, _ in shortcuts(extraction)}
        assert found <= plain
        kept += len(found)
    assert kept > 5


@pytest.mark.parametrize("change", [{"polarity": "denied"}, {"certainty": "possible"}])
def test_a_denied_or_hedged_relation_gives_no_shortcut(change):
    extraction = next(x for x in PRODUCT.extractions if plain_relations(x))
    relation = plain_relations(extraction)[0]
    changed = replace(extraction, relations=(replace(relation, **change),))
    assert relation.id not in {id for id, _ in shortcuts(changed)}


def test_a_relation_denied_elsewhere_in_the_article_gives_no_shortcut():
    extraction = next(x for x in PRODUCT.extractions if plain_relations(x))
    relation = plain_relations(extraction)[0]
    denial = replace(relation, id="r99", polarity="denied")
    changed = replace(extraction, relations=(relation, denial))
    assert not {id for id, _ in shortcuts(changed)} & {relation.id, "r99"}


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("speech", True),
        ("writing", True),
        ("belief", False),
        ("intention", False),
        ("order", False),
    ],
)
def test_only_speech_and_writing_become_said(mode, said):
    extraction, quote = next(
        (x, q)
        for x in PRODUCT.extractions
        for q in x.quotes
        if q.source and (q.polarity, q.certainty) == ("affirmed", "certain")
    )
    changed = replace(extraction, quotes=(replace(quote, mode=mode),))
    assert (quote.id in {id for id, _ in shortcuts(changed)}) is said


def test_relays_keep_their_order():
    extraction, record = next((x, r) for x, r in CLAIMS if r.via and r.source)
    node = ENCODER.terms.iris.record(extraction.article.id, record)
    quads = list(ENCODER.claim(extraction, record))
    agents = [
        values(quads, f"{node}-step-{step}", "http://www.w3.org/ns/prov#agent")[0]
        for step in range(1 + len(record.via))
    ]
    wanted = [record.source, *record.via]
    assert agents == [ENCODER.terms.entity(extraction.article.id, id).value for id in wanted]


def test_several_sources_say_it_each_and_start_the_chain():
    extraction, quote = next(
        (x, q)
        for x in PRODUCT.extractions
        for q in x.quotes
        if q.source and q.via and (q.polarity, q.certainty, q.mode) == (*PLAIN, "speech")
    )
    other = next(one.id for one in extraction.entities if one.id not in {quote.source, *quote.via})
    joint = replace(quote, further_sources=(other,))
    extraction = replace(extraction, quotes=(joint,))
    terms, article = ENCODER.terms, extraction.article.id
    node = terms.iris.record(article, joint)
    quads = list(ENCODER.claim(extraction, joint))
    both = {terms.entity(article, id).value for id in joint.sources}
    assert set(values(quads, node, terms.own("saidBy"))) == both
    steps = {
        values(quads, step, "http://www.w3.org/ns/prov#agent")[0]: values(
            quads, step, terms.own("step")
        )
        for step in values(quads, node, "http://www.w3.org/ns/prov#qualifiedAttribution")
    }
    assert {agent for agent, step in steps.items() if step == ["0"]} == both
    assert len(steps) == 2 + len(joint.via)
    said = [quad for record, quad in ENCODER.shortcuts(extraction) if record is joint]
    assert {quad.subject.value for quad in said} == both


def test_coordinated_subjects_give_different_claims():
    extraction = next(x for x in PRODUCT.extractions if plain_relations(x))
    relation = plain_relations(extraction)[0]
    one, other = (
        ENCODER.terms.iris.record("a", replace(relation, subject_span=span))
        for span in (Span(1, 4), Span(6, 9))
    )
    assert one != other


def test_everything_is_an_iri_or_a_literal_and_every_article_is_its_own_graph():
    for extraction, record in CLAIMS:
        for quad in ENCODER.claim(extraction, record):
            assert isinstance(quad.subject, NamedNode)
            assert quad.graph_name.value == ENCODER.terms.iris.article(extraction.article.id)


def test_lone_surrogates_are_marked_not_fatal():
    assert storable("a\ud800b") == "a\ufffdb"
    assert storable("𝔘") == "𝔘"


def plain_relations(extraction):
    return [
        r
        for r in extraction.relations
        if (r.polarity, r.certainty) == ("affirmed", "certain") and r.object
    ]


def test_a_claim_names_its_construction_which_says_how_often_it_was_right():
    ontology = ENCODER.terms.ontology
    (found,) = [pair for pair in CLAIMS if pair[1].construction]
    quads = list(ENCODER.claim(*found))
    node = ENCODER.terms.iris.record(found[0].article.id, found[1])
    (construction,) = values(quads, node, ontology.term("construction"))
    assert values(quads, node, ontology.term("confidence")) == ["0.95"]
    known = ontology.constructions[found[1].construction]
    assert construction == known.iri
    said = list(ENCODER.vocabulary())
    assert values(said, construction, ontology.term("judged")) == [str(known.judged)]
    assert values(said, construction, str(SKOS.broader)) == [construction.rpartition("/")[0]]


def test_a_construction_that_nobody_judged_has_an_iri_of_the_build():
    extraction, record = CLAIMS[0]
    quads = list(ENCODER.claim(extraction, replace(record, construction="quote/sung/verb")))
    node = ENCODER.terms.iris.record(extraction.article.id, record)
    (construction,) = values(quads, node, ENCODER.terms.ontology.term("construction"))
    assert construction == f"{PRODUCT.base}construction/quote/sung/verb"
