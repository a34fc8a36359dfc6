"""Extraction -> quads: claim nodes with evidence, shortcuts, entities, comparisons, the run.

Described in docs/modelling.md. All nodes are IRIs, so that equal input gives equal lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Namespace

from kg.iris import Iris
from kg.model import (
    Article,
    Comparison,
    Extraction,
    Figure,
    Quote,
    Record,
    Relation,
    Resolved,
    Run,
    Span,
    TimeSpan,
)
from kg.ontology import Ontology

OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
CONTEXT = 32  # characters of prefix and suffix around the exact words
SAID = frozenset({"speech", "writing"})
Members = Mapping[tuple[str, str], Resolved]
Pair = tuple[str, NamedNode | Literal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """Knows the vocabulary and how IRIs are made."""

    ontology: Ontology
    iris: Iris
    entities: Members
    """(article id, entity id) -> entity across articles."""

    def article(self, extraction: Extraction) -> Iterator[Quad]:
        """Yield the quads of an article's own graph, claims left out."""
        article = extraction.article
        graph = self.iris.article(article.id)
        pairs: list[Pair] = [
            (str(RDF.type), _iri(SCHEMA.NewsArticle)),
            (str(SCHEMA.identifier), Literal(article.id)),
            (str(SCHEMA.inLanguage), Literal(article.lang)),
            (self._own("textDigest"), Literal(article.digest)),
            *((self._own("origin"), Literal(_storable(path))) for path in article.origins),
        ]
        if article.title:
            pairs.append((str(SCHEMA.headline), Literal(article.title, language=article.lang)))
        if article.published:
            pairs.append((str(SCHEMA.datePublished), _day(article.published)))
        if article.url:
            pairs.append((str(SCHEMA.url), Literal(article.url)))
        if article.publisher:
            publisher = self.iris.publisher(article.publisher)
            pairs.append((str(SCHEMA.publisher), _iri(publisher)))
            name = Literal(article.publisher)
            yield from _quads(
                publisher,
                graph,
                [
                    (str(RDF.type), _iri(SCHEMA.NewsMediaOrganization)),
                    (str(RDFS.label), name),
                ],
            )
        mentioned = {self._entity(article.id, entity.id) for entity in extraction.entities}
        pairs += [(str(SCHEMA.mentions), iri) for iri in mentioned if iri is not None]
        yield from _quads(graph, graph, pairs)

    def claim(self, extraction: Extraction, record: Record) -> Iterator[Quad]:
        """Yield the quads of one claim and its evidence, in its article's graph.

        Raises:
            EvidenceMismatch: a span lies outside the text.
        """
        article = extraction.article
        graph, node = self.iris.article(article.id), self.iris.record(article.id, record)
        match record:
            case Quote():
                pairs = self._quote(extraction, record)
            case Figure():
                pairs = self._figure(article, record)
            case Relation():
                pairs = self._relation(extraction, record)
        yield from _quads(node, graph, [*pairs, *self._claim(article, record)])
        yield from self._attribution(article.id, node, record)
        for span in record.spans:
            yield from self._evidence(article, span)

    def shortcuts(self, extraction: Extraction) -> Iterator[tuple[Record, Quad]]:
        """Yield the plain triples of claims that are affirmed, unhedged and nowhere denied here."""
        stated = list(self.stated(extraction))
        denied = {quad.triple for record, quad in stated if record.polarity == "denied"}
        for record, quad in stated:
            plain = record.polarity == "affirmed" and record.certainty == "certain"
            if plain and quad.triple not in denied:
                yield record, quad

    def stated(self, extraction: Extraction) -> Iterator[tuple[Record, Quad]]:
        """Yield the plain triple of every claim, whatever its polarity: what shapes are about."""
        graph = _iri(self.iris.article(extraction.article.id))
        for record in extraction.records:
            triple = self._triple(extraction, record)
            if triple:
                s, p, o = triple
                yield record, Quad(_iri(s), _iri(p), _iri(o), graph)

    def entity(self, resolved: Resolved) -> Iterator[Quad]:
        """Yield the description of one entity, in the graph of entities."""
        node, graph = self.iris.entity(resolved.key), self.iris.graph("entities")
        pairs: list[Pair] = [
            (str(RDFS.label), Literal(_storable(resolved.name))),
            *(
                (str(SKOS.altLabel), Literal(_storable(name)))
                for name in resolved.names
                if name != resolved.name
            ),
            *((self._own("mergeReason"), Literal(_storable(why))) for why in resolved.reasons),
        ]
        if not resolved.named:
            pairs.append((self._own("unnamed"), Literal(True)))
        known = self.ontology.known.get(resolved.known or "")
        if known:
            pairs += [(str(SCHEMA.sameAs), _iri(iri)) for iri in known.same_as]
            pairs.append((str(SKOS.exactMatch), _iri(known.iri)))
        yield from self.entity_class(resolved)
        yield from _quads(node, graph, pairs)

    def entity_class(self, resolved: Resolved) -> Iterator[Quad]:
        """Yield the class of one entity, in the graph of entities."""
        kind = _iri(self.ontology.classes[resolved.type].iri)
        node, graph = self.iris.entity(resolved.key), self.iris.graph("entities")
        yield from _quads(node, graph, [(str(RDF.type), kind)])

    def comparison(self, comparison: Comparison, records: Mapping[tuple[str, str], Record]) -> (
        Iterator[Quad]
    ):  # fmt: skip
        """Yield the quads of one comparison, in the graph of comparisons."""
        graph, node = self.iris.graph("comparisons"), self.iris.comparison(comparison)
        left, right = (
            _iri(self.iris.record(article, records[article, id]))
            for article, id in (comparison.left, comparison.right)
        )
        name = {"agrees": "agreesWith", "conflicts": "conflictsWith", "supersedes": "supersedes"}
        verdict = _iri(self._own(name[comparison.verdict]))
        yield Quad(left, verdict, right, _iri(graph))
        if comparison.verdict != "supersedes":
            yield Quad(right, verdict, left, _iri(graph))
        pairs: list[Pair] = [
            (str(RDF.type), _iri(self._own("Comparison"))),
            (self._own("left"), left),
            (self._own("right"), right),
            (self._own("verdict"), self._value(comparison.verdict)),
            (self._own("reason"), Literal(_storable(comparison.reason), language="en")),
        ]
        yield from _quads(node, graph, pairs)

    def run(self, run: Run) -> Iterator[Quad]:
        """Yield what made the build, in the graph of the run; no clock time."""
        graph = self.iris.graph("run")
        pairs: list[Pair] = [
            (str(RDF.type), _iri(PROV.Activity)),
            (str(DCTERMS.creator), Literal(run.software)),
            (str(SCHEMA.softwareRequirements), Literal(run.pipeline)),
            (self._own("ontologyDigest"), Literal(run.ontology)),
        ]
        yield from _quads(graph, graph, pairs)

    def vocabulary(self) -> Iterator[Quad]:
        """Yield the ontology's own terms and their labels, in a graph of their own."""
        graph = _iri(self.iris.graph("vocabulary"))
        for s, p, o in self.ontology.vocabulary():
            value = _iri(o) if p not in self.ontology.text_properties else Literal(o, language="en")
            yield Quad(_iri(s), _iri(p), value, graph)

    def _claim(self, article: Article, record: Record) -> list[Pair]:
        pairs: list[Pair] = [
            (self._own("inArticle"), _iri(self.iris.article(article.id))),
            (self._own("polarity"), self._value(record.polarity)),
            (self._own("certainty"), self._value(record.certainty)),
            (self._own("rule"), _iri(self.iris.rule(record.rule or "unnamed"))),
            *(
                (self._own("evidence"), _iri(self.iris.evidence(article.id, span)))
                for span in record.spans
            ),
        ]
        if record.confidence is not None:
            pairs.append((self._own("confidence"), _decimal(record.confidence)))
        source = self._entity(article.id, record.source)
        if source:
            pairs.append((self._own("saidBy"), source))
        relays = (self._entity(article.id, relay) for relay in record.via)
        pairs += [(self._own("via"), relay) for relay in relays if relay]
        return pairs

    def _quote(self, extraction: Extraction, quote: Quote) -> list[Pair]:
        article = extraction.article
        pairs: list[Pair] = [
            (str(RDF.type), _iri(self._own("Quote"))),
            (str(SCHEMA.text), self._text(article, article.words(quote.content))),
            (self._own("quoteKind"), self._value(quote.kind)),
            (self._own("mode"), self._value(quote.mode)),
            *((self._own("about"), iri) for iri in self._mentioned(extraction, quote.content)),
        ]
        if quote.cue:
            pairs.append((self._own("cueText"), Literal(_storable(article.exact(quote.cue)))))
        if quote.source_span:
            words = Literal(_storable(article.exact(quote.source_span)))
            pairs.append((self._own("sourceText"), words))
        if quote.medium:
            pairs.append((self._own("medium"), Literal(_storable(quote.medium))))
        addressee = self._entity(article.id, quote.addressee)
        if addressee:
            pairs.append((self._own("addressee"), addressee))
        return pairs

    def _figure(self, article: Article, figure: Figure) -> list[Pair]:
        wording = article.exact(figure.phrase or figure.span)
        pairs: list[Pair] = [
            (str(RDF.type), _iri(self._own("FigureClaim"))),
            (str(SCHEMA.variableMeasured), self._value(figure.variable)),
            (self._own("valueText"), self._text(article, wording)),
            (self._own("qualifier"), self._value(figure.qualifier)),
            (str(SCHEMA.unitText), Literal(_storable(figure.measure))),
            *self._time(figure.as_of),
        ]
        if figure.low is not None:
            pairs.append((str(SCHEMA.minValue), _decimal(figure.low)))
        if figure.high is not None:
            pairs.append((str(SCHEMA.maxValue), _decimal(figure.high)))
        if figure.low is not None and figure.low == figure.high:
            pairs.append((str(SCHEMA.value), _decimal(figure.low)))
        if figure.counted:
            pairs.append((self._own("counted"), Literal(_storable(figure.counted))))
        for name, id in (("population", figure.population), ("place", figure.place)):
            iri = self._entity(article.id, id)
            if iri:
                pairs.append((self._own(name), iri))
        return pairs

    def _relation(self, extraction: Extraction, relation: Relation) -> list[Pair]:
        article = extraction.article
        pairs: list[Pair] = [
            (str(RDF.type), _iri(self._own("RelationClaim"))),
            (str(RDF.predicate), _iri(self.ontology.relations[relation.predicate].iri)),
            (str(SCHEMA.text), self._text(article, article.exact(relation.evidence))),
            *self._time(relation.time),
        ]
        ends = ((RDF.subject, relation.subject), (RDF.object, relation.object))
        for name, id in ends:
            iri = self._entity(article.id, id)
            if iri:
                pairs.append((str(name), iri))
        figure = next((one for one in extraction.figures if one.id == relation.figure), None)
        if figure:
            pairs.append((self._own("figure"), _iri(self.iris.record(article.id, figure))))
        return pairs

    def _attribution(self, article_id: str, node: str, record: Record) -> Iterator[Quad]:
        graph = self.iris.article(article_id)
        for step, id in enumerate((record.source, *record.via)):
            agent = self._entity(article_id, id)
            if agent is None:
                continue
            step_node = f"{node}-step-{step}"
            yield Quad(_iri(node), _iri(PROV.qualifiedAttribution), _iri(step_node), _iri(graph))
            pairs: list[Pair] = [
                (str(RDF.type), _iri(PROV.Attribution)),
                (str(PROV.agent), agent),
                (str(PROV.hadRole), self._value("relay" if step else "origin")),
                (self._own("step"), Literal(step)),
            ]
            yield from _quads(step_node, graph, pairs)

    def _evidence(self, article: Article, span: Span) -> Iterator[Quad]:
        graph, node = self.iris.article(article.id), self.iris.evidence(article.id, span)
        exact = article.exact(span)
        before = article.text[max(0, span.start - CONTEXT) : span.start]
        after = article.text[span.end : span.end + CONTEXT]
        yield from _quads(
            node,
            graph,
            [
                (str(RDF.type), _iri(OA.SpecificResource)),
                (str(OA.hasSource), _iri(self.iris.text(article.id))),
                (str(OA.hasSelector), _iri(f"{node}-position")),
                (str(OA.hasSelector), _iri(f"{node}-quote")),
            ],
        )
        yield from _quads(
            f"{node}-position",
            graph,
            [
                (str(RDF.type), _iri(OA.TextPositionSelector)),
                (str(OA.start), _integer(span.start)),
                (str(OA.end), _integer(span.end)),
            ],
        )
        yield from _quads(
            f"{node}-quote",
            graph,
            [
                (str(RDF.type), _iri(OA.TextQuoteSelector)),
                (str(OA.exact), Literal(_storable(exact))),
                (str(OA.prefix), Literal(_storable(before))),
                (str(OA.suffix), Literal(_storable(after))),
            ],
        )

    def _triple(self, extraction: Extraction, record: Record) -> tuple[str, str, str] | None:
        article_id = extraction.article.id
        if isinstance(record, Relation):
            subject = self._entity(article_id, record.subject)
            value = self._entity(article_id, record.object)
            predicate = self.ontology.relations[record.predicate].iri
            return (subject.value, predicate, value.value) if subject and value else None
        if isinstance(record, Quote) and record.mode not in SAID:
            return None
        source = self._entity(article_id, record.source)
        predicate = self._own("said" if isinstance(record, Quote) else "reports")
        return (source.value, predicate, self.iris.record(article_id, record)) if source else None

    def _mentioned(self, extraction: Extraction, spans: Iterable[Span]) -> list[NamedNode]:
        ranges = list(spans)
        found = {
            self._entity(extraction.article.id, entity.id)
            for entity in extraction.entities
            if entity.named
            and any(mention.span in span for mention in entity.mentions for span in ranges)
        }
        return sorted((iri for iri in found if iri), key=str)

    def _time(self, time: TimeSpan | None) -> Iterator[Pair]:
        if time is None:
            return
        yield self._own("dateText"), Literal(_storable(time.text))
        if time.earliest:
            yield self._own("dateEarliest"), _day(time.earliest)
        if time.latest:
            yield self._own("dateLatest"), _day(time.latest)
        if time.inferred:
            yield self._own("dateInferred"), Literal(time.inferred)

    def _entity(self, article_id: str, entity_id: str | None) -> NamedNode | None:
        found = self.entities.get((article_id, entity_id)) if entity_id else None
        return _iri(self.iris.entity(found.key)) if found else None

    def _text(self, article: Article, words: str) -> Literal:
        return Literal(_storable(words), language=article.lang)

    def _own(self, name: str) -> str:
        return self.ontology.term(name)

    def _value(self, name: str) -> NamedNode:
        return _iri(self.ontology.value(name))


def name(term: object) -> str:
    """Return the IRI of a node of our graphs, or the text of a literal."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    raise TypeError(f"our graphs have IRIs and literals only, not {term!r}")


def _quads(node: str, graph: str, pairs: Iterable[Pair]) -> Iterator[Quad]:
    subject, name = _iri(node), _iri(graph)
    for predicate, value in pairs:
        yield Quad(subject, _iri(predicate), value, name)


def _iri(value: str) -> NamedNode:
    return NamedNode(str(value))


def _decimal(value: Decimal) -> Literal:
    return Literal(format(value, "f"), datatype=_iri(XSD.decimal))


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=_iri(XSD.nonNegativeInteger))


def _day(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=_iri(XSD.date))


def _storable(text: str) -> str:
    """Return the text with lone surrogates, which no RDF store takes, as U+FFFD each."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
