"""Quads x shapes -> violations: what the ontology does not allow, and why (SHACL Core)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyshacl
from pyoxigraph import Quad
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg.ontology import SCHEMA, Ontology
from kg.turtle import node


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One result of a validation report."""

    focus: str
    path: str
    """IRI of the property; "" where the shape as a whole is violated."""
    value: str
    """The value node; "" where there is none, such as a missing property."""
    shape: str
    """IRI of the node shape."""
    reason: str


def validate(quads: Iterable[Quad], ontology: Ontology) -> tuple[Violation, ...]:
    """Return the violations of the shapes, sorted; empty if the quads conform.

    Args:
        quads: claims together with the classes of every entity that they name; graphs are merged.
        ontology: gives the shapes, and the class hierarchy that ``sh:class`` follows.
    """
    data = _graph(quads)
    data += _hierarchy(ontology)
    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=_shapes(ontology), inplace=True, meta_shacl=False, advanced=False
    )
    if conforms or not isinstance(report, Graph):
        return ()
    return tuple(sorted(set(_violations(report, _shapes(ontology)))))


def _graph(quads: Iterable[Quad]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return graph


def _violations(report: Graph, shapes: Graph) -> Iterator[Violation]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        source = report.value(result, SH.sourceShape)
        messages = sorted(str(text) for text in report.objects(result, SH.resultMessage))
        yield Violation(
            focus=str(report.value(result, SH.focusNode)),
            path=_text(report.value(result, SH.resultPath)),
            value=_text(report.value(result, SH.value)),
            shape=str(_node_shape(shapes, source)),
            reason=messages[0] if messages else "",
        )


def _text(value: Node | None) -> str:
    return "" if value is None else str(value)


def _node_shape(shapes: Graph, shape: Node | None) -> Node | None:
    while shape is not None and not isinstance(shape, URIRef):
        shape = next(shapes.subjects(None, shape), None)
    return shape


@lru_cache(maxsize=4)
def _shapes(ontology: Ontology) -> Graph:
    """Return only the shapes: everything that node shapes reach through blank nodes."""
    found, queue = Graph(), list(ontology.graph.subjects(RDF.type, SH.NodeShape))
    seen: set[Node] = set()
    while queue:
        subject = queue.pop()
        if subject in seen:
            continue
        seen.add(subject)
        for p, o in ontology.graph.predicate_objects(subject):
            found.add((subject, p, o))
            if not isinstance(o, URIRef) and (o, None, None) in ontology.graph:
                queue.append(o)
    return found


@lru_cache(maxsize=4)
def _hierarchy(ontology: Ontology) -> Graph:
    found = Graph()
    for triple in ontology.graph.triples((None, RDFS.subClassOf, None)):
        found.add(triple)
    kinds = [URIRef(ontology.term("Relation")), SCHEMA.StatisticalVariable]
    for kind in kinds:
        for triple in ontology.graph.triples((None, RDF.type, kind)):
            found.add(triple)
    return found
