"""Shapes: what conforms is left alone, and every shape catches what it forbids."""

from dataclasses import replace
from decimal import Decimal

import pytest
from made import make_product
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, SH, Namespace
from whole import encoder_of

from kg.conform import conforming
from kg.model import Entity, Extraction, Mention, Relation, Resolved, Span
from kg.ontology import load
from kg.validate import validate

ONTOLOGY = load()
PRODUCT = make_product()
KG, SCHEMA = Namespace(ONTOLOGY.namespace), Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
RELATIONS = sorted(ONTOLOGY.relations)
GENERAL = {
    "ClaimShape",
    "QuoteShape",
    "FigureShape",
    "RelationShape",
    "EvidenceShape",
    "ArticleShape",
}


def context(product=PRODUCT):
    """Return everything that validation looks at."""
    encoder = encoder_of(product)
    quads = [quad for one in product.resolved for quad in encoder.entity(one)]
    for extraction in product.extractions:
        quads += encoder.article(extraction)
        for record in extraction.records:
            quads += encoder.claim(extraction, record)
    return quads


QUADS = context()
FIRST = {
    kind: next(q.subject for q in QUADS if q.object == NamedNode(str(iri)))
    for kind, iri in {
        "quote": KG.Quote,
        "figure": KG.FigureClaim,
        "relation": KG.RelationClaim,
        "evidence": OA.SpecificResource,
        "article": SCHEMA.NewsArticle,
    }.items()
}


def without(kind, *properties):
    gone = {str(one) for one in properties}
    return [q for q in QUADS if q.subject != FIRST[kind] or q.predicate.value not in gone]


def with_value(kind, predicate, value):
    return [*QUADS, Quad(FIRST[kind], NamedNode(str(predicate)), value)]


def other(kind, predicate, value):
    return [*without(kind, predicate), Quad(FIRST[kind], NamedNode(str(predicate)), value)]


NODE = NamedNode("https://kg.example/nowhere")
FAULTS = {
    "ClaimShape article": ("quote", without("quote", KG.inArticle)),
    "ClaimShape article class": ("quote", other("quote", KG.inArticle, NODE)),
    "ClaimShape evidence": ("figure", without("figure", KG.evidence)),
    "ClaimShape polarity": ("quote", without("quote", KG.polarity)),
    "ClaimShape polarity value": ("quote", other("quote", KG.polarity, Literal("maybe"))),
    "ClaimShape two certainties": ("quote", with_value("quote", KG.certainty, NODE)),
    "ClaimShape confidence": ("quote", with_value("quote", KG.confidence, Literal(1.5))),
    "ClaimShape rule": ("relation", without("relation", KG.rule)),
    "ClaimShape source": ("quote", other("quote", KG.saidBy, NODE)),
    "ClaimShape relay": ("quote", with_value("quote", KG.via, NODE)),
    "QuoteShape words": ("quote", without("quote", SCHEMA.text)),
    "QuoteShape empty words": ("quote", other("quote", SCHEMA.text, Literal(""))),
    "QuoteShape kind": ("quote", other("quote", KG.quoteKind, NODE)),
    "QuoteShape mode": ("quote", without("quote", KG.mode)),
    "FigureShape variable": ("figure", other("figure", SCHEMA.variableMeasured, NODE)),
    "FigureShape bound": ("figure", without("figure", SCHEMA.minValue, SCHEMA.maxValue)),
    "FigureShape text bound": ("figure", other("figure", SCHEMA.minValue, Literal("many"))),
    "FigureShape qualifier": ("figure", other("figure", KG.qualifier, NODE)),
    "FigureShape wording": ("figure", without("figure", KG.valueText)),
    "FigureShape place": ("figure", with_value("figure", KG.place, NODE)),
    "RelationShape subject": ("relation", without("relation", RDF.subject)),
    "RelationShape predicate": ("relation", other("relation", RDF.predicate, NODE)),
    "RelationShape object": ("relation", with_value("relation", RDF.object, NODE)),
    "EvidenceShape source": ("evidence", without("evidence", OA.hasSource)),
    "EvidenceShape selectors": ("evidence", without("evidence", OA.hasSelector)),
    "ArticleShape date": ("article", other("article", SCHEMA.datePublished, Literal("Monday"))),
    "ArticleShape publisher": ("article", other("article", SCHEMA.publisher, NODE)),
}


def test_the_whole_product_conforms():
    assert validate(QUADS, ONTOLOGY) == ()


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_planted_fault_is_reported(fault):
    kind, quads = FAULTS[fault]
    found = validate(quads, ONTOLOGY)
    shapes = {v.shape.rsplit("#")[-1] for v in found if v.focus == FIRST[kind].value}
    assert fault.split()[0] in shapes
    assert all(violation.reason for violation in found)


def test_lower_bound_above_upper_is_reported():
    low, high = (str(SCHEMA[name]) for name in ("minValue", "maxValue"))
    figure = next(q.subject for q in QUADS if q.predicate.value == high)
    quads = [q for q in QUADS if q.subject != figure or q.predicate.value not in (low, high)]
    for name, value in ((low, "9"), (high, "3")):
        number = Literal(value, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
        quads.append(Quad(figure, NamedNode(name), number))
    found = validate(quads, ONTOLOGY)
    assert [(v.focus, v.path) for v in found] == [(figure.value, low)]


def test_every_shape_has_a_planted_fault():
    shapes = {
        str(shape).rsplit("#")[-1]
        for shape in ONTOLOGY.graph.subjects(RDF.type, SH.NodeShape)
        if (shape, SH.targetSubjectsOf, None) not in ONTOLOGY.graph
    }
    assert shapes == GENERAL == {fault.split()[0] for fault in FAULTS}


def stating(name, subject_type, object_type):
    """Return an extraction that states one relation, and the encoder for it."""
    text = "One thing and another."
    spans = {"e1": Span(0, 9), "e2": Span(14, 21)}
    types = {"e1": subject_type, "e2": object_type}
    article = replace(PRODUCT.extractions[0].article, id="x", text=text, body=(Span(0, 22),))
    entities = tuple(
        Entity(
            id=id,
            name=text[span.start : span.end],
            type=types[id],
            mentions=(Mention(span=span, text=text[span.start : span.end]),),
        )
        for id, span in spans.items()
    )
    relation = Relation(
        id="r1", predicate=name, subject="e1", object="e2", evidence=Span(0, 21), rule="test",
        polarity="denied", certainty="possible",
    )  # fmt: skip
    extraction = Extraction(article=article, entities=entities, relations=(relation,))
    resolved = tuple(
        Resolved(key=f"t/{e.id}", name=e.name, type=e.type, names=(e.name,), members=(("x", e.id),))
        for e in entities
    )
    return extraction, encoder_of(replace(PRODUCT, resolved=resolved))


@pytest.mark.parametrize("name", RELATIONS)
def test_every_relation_rejects_wrong_arguments_even_when_denied(name):
    relation = ONTOLOGY.relations[name]
    good = [min(names) if names else "Person" for names in (relation.subjects, relation.objects)]
    assert conforming(*stating(name, *good), {}).rejects == ()
    for role, allowed in (("subject", relation.subjects), ("object", relation.objects)):
        wrong = [t for t in ONTOLOGY.classes if allowed and not ONTOLOGY.allows(allowed, t)]
        if not wrong:
            continue
        types = [wrong[0], good[1]] if role == "subject" else [good[0], wrong[0]]
        checked = conforming(*stating(name, *types), {})
        assert checked.extraction.relations == ()
        (reject,) = checked.rejects
        assert f"({wrong[0]}) cannot be the {role}" in reject.reason
        assert reject.sentence == "One thing and another."


def test_a_rejected_figure_takes_its_link_along_not_the_relation():
    extraction = next(x for x in PRODUCT.extractions if x.figures and x.relations)
    broken = replace(extraction.figures[0], low=Decimal(9), high=Decimal(3))
    relation = replace(extraction.relations[0], figure=broken.id)
    changed = replace(extraction, figures=(broken,), relations=(relation,))
    checked = conforming(changed, encoder_of(PRODUCT), {})
    assert [reject.record for reject in checked.rejects] == [broken.id]
    assert [one.figure for one in checked.extraction.relations] == [None]


def test_remembered_verdicts_give_the_same_result():
    extraction, encoder = stating("deployed_to", "Person", "Person")
    verdicts = {}
    first = conforming(extraction, encoder, verdicts)
    assert len(verdicts) == 1
    assert conforming(extraction, encoder, verdicts) == first
    assert len(first.rejects) == 1


def test_words_that_are_not_in_the_text_are_rejected_not_fatal():
    extraction, encoder = stating("deployed_to", "MilitaryUnit", "City")
    broken = replace(extraction.relations[0], id="r2", evidence=Span(0, 99))
    both = replace(extraction, relations=(*extraction.relations, broken))
    checked = conforming(both, encoder, {})
    assert [one.id for one in checked.extraction.relations] == ["r1"]
    assert [reject.record for reject in checked.rejects] == ["r2"]
    assert "outside the text" in checked.rejects[0].reason
