"""Values -> nodes of the graph; the only place that makes RDF terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import XSD, Namespace

from kg.iris import Iris
from kg.model import Resolved
from kg.ontology import Ontology

OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
Members = Mapping[tuple[str, str], Resolved]
Pair = tuple[str, NamedNode | Literal]
"""Property and value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Knows the vocabulary and how IRIs are made."""

    ontology: Ontology
    iris: Iris
    entities: Members
    """(article id, entity id) -> entity across articles."""

    def own(self, name: str) -> str:
        """Return the IRI of a property or class of ours."""
        return self.ontology.term(name)

    def value(self, name: str) -> NamedNode:
        """Return the node of a concept: affirmed, killed, at_least."""
        return iri(self.ontology.value(name))

    def construction(self, name: str) -> str:
        """Return the IRI of a construction: the ontology's, else one of the build."""
        found = self.ontology.constructions.get(name)
        return found.iri if found else self.iris.construction(name)

    def entity(self, article_id: str, entity_id: str | None) -> NamedNode | None:
        """Return the node of an article's entity, None where there is none."""
        found = self.entities.get((article_id, entity_id)) if entity_id else None
        return iri(self.iris.entity(found.key)) if found else None


def quads(node: str, graph: str, pairs: Iterable[Pair]) -> Iterator[Quad]:
    """Yield a quad for every pair."""
    subject, name = iri(node), iri(graph)
    for predicate, value in pairs:
        yield Quad(subject, iri(predicate), value, name)


def iri(value: str) -> NamedNode:
    """Return a node."""
    return NamedNode(str(value))


def decimal(value: Decimal) -> Literal:
    """Return an xsd:decimal."""
    return Literal(format(value.normalize(), "f"), datatype=iri(XSD.decimal))


def integer(value: int) -> Literal:
    """Return an xsd:nonNegativeInteger."""
    return Literal(str(value), datatype=iri(XSD.nonNegativeInteger))


def day(value: date) -> Literal:
    """Return an xsd:date."""
    return Literal(value.isoformat(), datatype=iri(XSD.date))


def storable(text: str) -> str:
    """Return the text with lone surrogates, which no RDF store takes, as U+FFFD each."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def name(term: object) -> str:
    """Return the IRI of a node of our graphs, or the text of a literal."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    raise TypeError(f"our graphs have IRIs and literals only, not {term!r}")
