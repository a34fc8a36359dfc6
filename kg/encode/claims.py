"""Quotes, figures and relations -> the properties of their claim nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode
from rdflib import PROV, RDF

from kg.encode.nodes import SCHEMA, Pair, Terms, day, decimal, iri, storable
from kg.model import (
    Article,
    Extraction,
    Figure,
    Quote,
    Record,
    Relation,
    Span,
    TimeSpan,
)
from kg.ontology import Ontology


def properties(terms: Terms, extraction: Extraction, record: Record) -> list[Pair]:
    """Return everything that stands on the node of a claim itself.

    Raises:
        EvidenceMismatch: a span lies outside the text.
    """
    match record:
        case Quote():
            own = _quote(terms, extraction, record)
        case Figure():
            own = _figure(terms, extraction, record)
        case Relation():
            own = _relation(terms, extraction, record)
    return [*own, *_shared(terms, extraction.article, record)]


def _shared(terms: Terms, article: Article, record: Record) -> list[Pair]:
    pairs: list[Pair] = [
        (terms.own("inArticle"), iri(terms.iris.article(article.id))),
        (terms.own("polarity"), terms.value(record.polarity)),
        (terms.own("certainty"), terms.value(record.certainty)),
        (str(PROV.wasGeneratedBy), iri(terms.iris.graph("run"))),
        (terms.own("rule"), iri(terms.iris.rule(record.rule or "unnamed"))),
        *(
            (terms.own("evidence"), iri(terms.iris.evidence(article.id, span)))
            for span in record.spans
        ),
    ]
    if record.construction:
        pairs.append((terms.own("construction"), iri(terms.construction(record.construction))))
    if record.confidence is not None:
        pairs.append((terms.own("confidence"), decimal(record.confidence)))
    sources = (terms.entity(article.id, source) for source in record.sources)
    pairs += [(terms.own("saidBy"), source) for source in sources if source]
    relays = (terms.entity(article.id, relay) for relay in record.via)
    pairs += [(terms.own("via"), relay) for relay in relays if relay]
    return pairs


def _quote(terms: Terms, extraction: Extraction, quote: Quote) -> list[Pair]:
    article = extraction.article
    pairs: list[Pair] = [
        (str(RDF.type), iri(terms.own("Quote"))),
        (str(SCHEMA.text), _text(article, article.words(quote.content))),
        (terms.own("quoteKind"), terms.value(quote.kind)),
        (terms.own("mode"), terms.value(quote.mode)),
        *((terms.own("about"), node) for node in _mentioned(terms, extraction, quote.content)),
    ]
    if quote.cue:
        pairs.append((terms.own("cueText"), Literal(storable(article.exact(quote.cue)))))
    if quote.source_span:
        words = Literal(storable(article.exact(quote.source_span)))
        pairs.append((terms.own("sourceText"), words))
    if quote.medium:
        pairs.append((terms.own("medium"), Literal(storable(quote.medium))))
    addressee = terms.entity(article.id, quote.addressee)
    if addressee:
        pairs.append((terms.own("addressee"), addressee))
    return pairs


def _figure(terms: Terms, extraction: Extraction, figure: Figure) -> list[Pair]:
    article = extraction.article
    wording = article.exact(figure.phrase or figure.span)
    pairs: list[Pair] = [
        (str(RDF.type), iri(terms.own("FigureClaim"))),
        (str(SCHEMA.variableMeasured), terms.value(figure.variable)),
        (terms.own("valueText"), _text(article, wording)),
        (terms.own("qualifier"), terms.value(figure.qualifier)),
        (str(SCHEMA.unitText), Literal(storable(figure.measure))),
        *_time(terms, figure.as_of),
    ]
    if figure.low is not None:
        pairs.append((str(SCHEMA.minValue), decimal(figure.low)))
    if figure.high is not None:
        pairs.append((str(SCHEMA.maxValue), decimal(figure.high)))
    if figure.low is not None and figure.low == figure.high:
        pairs.append((str(SCHEMA.value), decimal(figure.low)))
    if figure.change:
        pairs.append((terms.own("change"), terms.value(figure.change)))
    if figure.moved_from is not None:
        pairs.append((terms.own("movedFrom"), decimal(figure.moved_from)))
    whole = next((one for one in extraction.figures if one.id == figure.part_of), None)
    if whole:
        pairs.append((terms.own("partOf"), iri(terms.iris.record(article.id, whole))))
    pairs += _in_base_unit(terms, figure)
    if figure.source_span:
        words = Literal(storable(article.exact(figure.source_span)))
        pairs.append((terms.own("sourceText"), words))
    if figure.counted:
        pairs.append((terms.own("counted"), Literal(storable(figure.counted))))
    for name, id in (("population", figure.population), ("place", figure.place)):
        node = terms.entity(article.id, id)
        if node:
            pairs.append((terms.own(name), node))
    return pairs


def _in_base_unit(terms: Terms, figure: Figure) -> Iterator[Pair]:
    """Yield the bounds in the unit that all of a kind are converted to: feet in metres."""
    name, _, per = figure.measure.partition("/")
    found = _units(terms.ontology).get(name)
    if found is None:
        return
    base, factor = found
    yield terms.own("baseUnit"), Literal(storable(f"{base}/{per}" if per else base))
    for term, bound in (("baseMin", figure.low), ("baseMax", figure.high)):
        if bound is not None:
            yield terms.own(term), decimal(bound * factor)


@lru_cache(maxsize=8)
def _units(ontology: Ontology) -> Mapping[str, tuple[str, Decimal]]:
    """Return the units that have a common base: their names -> base unit and factor."""
    cues = ontology.cues("MeasureCue")
    scaled = {cue.words[0]: (cue.measure or "", cue.factor) for cue in cues if cue.factor}
    bases = {base: (base, Decimal(1)) for base, _ in scaled.values()}
    return bases | scaled


def _relation(terms: Terms, extraction: Extraction, relation: Relation) -> list[Pair]:
    article = extraction.article
    pairs: list[Pair] = [
        (str(RDF.type), iri(terms.own("RelationClaim"))),
        (str(RDF.predicate), iri(terms.ontology.relations[relation.predicate].iri)),
        (str(SCHEMA.text), _text(article, article.exact(relation.evidence))),
        *_time(terms, relation.time),
    ]
    ends = ((RDF.subject, relation.subject), (RDF.object, relation.object))
    for name, id in ends:
        node = terms.entity(article.id, id)
        if node:
            pairs.append((str(name), node))
    figure = next((one for one in extraction.figures if one.id == relation.figure), None)
    if figure:
        pairs.append((terms.own("figure"), iri(terms.iris.record(article.id, figure))))
    return pairs


def _mentioned(terms: Terms, extraction: Extraction, spans: Collection[Span]) -> list[NamedNode]:
    article_id = extraction.article.id
    found = {terms.entity(article_id, id) for id in extraction.named_in(spans)}
    return sorted((node for node in found if node), key=str)


def _time(terms: Terms, time: TimeSpan | None) -> Iterator[Pair]:
    if time is None:
        return
    yield terms.own("dateText"), Literal(storable(time.text))
    if time.earliest:
        yield terms.own("dateEarliest"), day(time.earliest)
    if time.latest:
        yield terms.own("dateLatest"), day(time.latest)
    if time.inferred:
        yield terms.own("dateInferred"), Literal(time.inferred)


def _text(article: Article, words: str) -> Literal:
    return Literal(storable(words), language=article.lang)
