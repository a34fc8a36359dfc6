"""Extraction, entities, comparisons, run -> quads.

Described in docs/modelling.md. All nodes are IRIs, so that equal input gives equal lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, Quad
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS

from kg.confidence import Construction
from kg.encode.claims import properties
from kg.encode.evidence import attribution, evidence
from kg.encode.nodes import SCHEMA, Pair, Terms, day, decimal, integer, iri, quads, storable
from kg.model import Comparison, Extraction, Quote, Record, Relation, Resolved, Run

SAID = frozenset({"speech", "writing"})
VERDICTS = {
    "agrees": "agreesWith",
    "conflicts": "conflictsWith",
    "supersedes": "supersedes",
    "variant": "variantOf",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """Turns values into quads; entity ids must be in ``terms.entities``."""

    terms: Terms

    def article(self, extraction: Extraction) -> Iterator[Quad]:
        """Yield the quads of an article's own graph, claims left out."""
        article = extraction.article
        graph = self.terms.iris.article(article.id)
        pairs: list[Pair] = [
            (str(RDF.type), iri(SCHEMA.NewsArticle)),
            (str(SCHEMA.identifier), Literal(article.id)),
            (str(SCHEMA.inLanguage), Literal(article.lang)),
            (self.terms.own("textDigest"), Literal(article.digest)),
            *((self.terms.own("origin"), Literal(storable(path))) for path in article.origins),
        ]
        if article.title:
            pairs.append((str(SCHEMA.headline), Literal(article.title, language=article.lang)))
        if article.published:
            pairs.append((str(SCHEMA.datePublished), day(article.published)))
        if article.url:
            pairs.append((str(SCHEMA.url), Literal(article.url)))
        if article.publisher:
            publisher = self.terms.iris.publisher(article.publisher)
            pairs.append((str(SCHEMA.publisher), iri(publisher)))
            name = Literal(article.publisher)
            yield from quads(
                publisher,
                graph,
                [
                    (str(RDF.type), iri(SCHEMA.NewsMediaOrganization)),
                    (str(RDFS.label), name),
                ],
            )
        mentioned = {self.terms.entity(article.id, entity.id) for entity in extraction.entities}
        pairs += [(str(SCHEMA.mentions), node) for node in mentioned if node is not None]
        yield from quads(graph, graph, pairs)

    def claim(self, extraction: Extraction, record: Record) -> Iterator[Quad]:
        """Yield the quads of one claim and its evidence, in its article's graph.

        Raises:
            EvidenceMismatch: a span lies outside the text.
        """
        article = extraction.article
        graph, node = (
            self.terms.iris.article(article.id),
            self.terms.iris.record(article.id, record),
        )
        yield from quads(node, graph, properties(self.terms, extraction, record))
        yield from attribution(self.terms, article.id, node, record)
        for span in record.spans:
            yield from evidence(self.terms, article, span)

    def shortcuts(self, extraction: Extraction) -> Iterator[tuple[Record, Quad]]:
        """Yield the plain triples of claims that are affirmed, unhedged and nowhere denied here."""
        stated = list(self.stated(extraction))
        denied = {quad.triple for record, quad in stated if record.polarity == "denied"}
        for record, quad in stated:
            plain = record.polarity == "affirmed" and record.certainty == "certain"
            if plain and quad.triple not in denied:
                yield record, quad

    def stated(self, extraction: Extraction) -> Iterator[tuple[Record, Quad]]:
        """Yield the plain triples of every claim, whatever its polarity: what shapes are about."""
        graph = iri(self.terms.iris.article(extraction.article.id))
        for record in extraction.records:
            for s, p, o in self._triples(extraction, record):
                yield record, Quad(iri(s), iri(p), iri(o), graph)

    def entity(self, resolved: Resolved) -> Iterator[Quad]:
        """Yield the description of one entity, in the graph of entities."""
        node, graph = self.terms.iris.entity(resolved.key), self.terms.iris.graph("entities")
        pairs: list[Pair] = [
            (str(RDFS.label), Literal(storable(resolved.name))),
            *(
                (str(SKOS.altLabel), Literal(storable(name)))
                for name in resolved.names
                if name != resolved.name
            ),
            *((self.terms.own("mergeReason"), Literal(storable(why))) for why in resolved.reasons),
        ]
        if not resolved.named:
            pairs.append((self.terms.own("unnamed"), Literal(True)))
        known = self.terms.ontology.known.get(resolved.known or "")
        if known:
            pairs += [(str(SCHEMA.sameAs), iri(same)) for same in known.same_as]
            pairs.append((str(SKOS.exactMatch), iri(known.iri)))
        yield from self.entity_class(resolved)
        yield from quads(node, graph, pairs)

    def entity_class(self, resolved: Resolved) -> Iterator[Quad]:
        """Yield the class of one entity, in the graph of entities."""
        kind = iri(self.terms.ontology.classes[resolved.type].iri)
        node, graph = self.terms.iris.entity(resolved.key), self.terms.iris.graph("entities")
        yield from quads(node, graph, [(str(RDF.type), kind)])

    def comparison(
        self, comparison: Comparison, records: Mapping[tuple[str, str], Record]
    ) -> Iterator[Quad]:
        """Yield the quads of one comparison, in the graph of comparisons."""
        graph = self.terms.iris.graph("comparisons")
        left, right = (
            iri(self.terms.iris.record(article, records[article, id]))
            for article, id in (comparison.left, comparison.right)
        )
        node = self.terms.iris.comparison(comparison.verdict, left.value, right.value)
        verdict = iri(self.terms.own(VERDICTS[comparison.verdict]))
        yield Quad(left, verdict, right, iri(graph))
        if comparison.verdict != "supersedes":
            yield Quad(right, verdict, left, iri(graph))
        pairs: list[Pair] = [
            (str(RDF.type), iri(self.terms.own("Comparison"))),
            (self.terms.own("left"), left),
            (self.terms.own("right"), right),
            (self.terms.own("verdict"), self.terms.value(comparison.verdict)),
            (self.terms.own("reason"), Literal(storable(comparison.reason), language="en")),
        ]
        yield from quads(node, graph, pairs)

    def run(self, run: Run) -> Iterator[Quad]:
        """Yield what made the build, in the graph of the run; no clock time."""
        graph = self.terms.iris.graph("run")
        pairs: list[Pair] = [
            (str(RDF.type), iri(PROV.Activity)),
            (str(DCTERMS.creator), Literal(run.software)),
            (str(SCHEMA.softwareRequirements), Literal(run.pipeline)),
            (self.terms.own("ontologyDigest"), Literal(run.ontology)),
        ]
        yield from quads(graph, graph, pairs)

    def vocabulary(self) -> Iterator[Quad]:
        """Yield the ontology's own terms and their labels, in a graph of their own."""
        graph = iri(self.terms.iris.graph("vocabulary"))
        for s, p, o in self.terms.ontology.vocabulary():
            value = (
                iri(o)
                if p not in self.terms.ontology.text_properties
                else Literal(o, language="en")
            )
            yield Quad(iri(s), iri(p), value, graph)
        for one in self.terms.ontology.constructions.values():
            yield from quads(one.iri, graph.value, self._construction(one))

    def _construction(self, one: Construction) -> list[Pair]:
        """Return what a construction is called, what it is one of, and how often it was right."""
        low, high = one.interval
        above = self.terms.ontology.constructions.get(one.name.rpartition("/")[0])
        pairs: list[Pair] = [
            (str(RDF.type), iri(self.terms.own("Construction"))),
            (str(SKOS.prefLabel), Literal(one.label, language="en")),
            (str(SKOS.notation), Literal(one.name)),
            (self.terms.own("judged"), integer(one.judged)),
            (self.terms.own("judgedRight"), integer(one.right)),
            (self.terms.own("precision"), decimal(one.precision)),
            (self.terms.own("precisionLow"), decimal(low)),
            (self.terms.own("precisionHigh"), decimal(high)),
        ]
        return pairs + ([(str(SKOS.broader), iri(above.iri))] if above else [])

    def _triples(self, extraction: Extraction, record: Record) -> Iterator[tuple[str, str, str]]:
        article_id = extraction.article.id
        if isinstance(record, Relation):
            subject = self.terms.entity(article_id, record.subject)
            value = self.terms.entity(article_id, record.object)
            predicate = self.terms.ontology.relations[record.predicate].iri
            if subject and value:
                yield subject.value, predicate, value.value
        elif not isinstance(record, Quote) or record.mode in SAID:
            predicate = self.terms.own("said" if isinstance(record, Quote) else "reports")
            claim = self.terms.iris.record(article_id, record)
            for source in (self.terms.entity(article_id, id) for id in record.sources):
                if source:
                    yield source.value, predicate, claim
