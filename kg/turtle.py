"""Turtle files -> rdflib graph, with Oxigraph's parser; and names taken from IRIs."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pyoxigraph
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import OntologyError


def add_turtle(graph: Graph, path: Path) -> None:
    """Add a Turtle file; Oxigraph's parser is several times faster than rdflib's."""
    try:
        reader = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
        triples = [(quad.subject, quad.predicate, quad.object) for quad in reader]
    except SyntaxError as error:
        raise OntologyError(f"{path} is not valid Turtle: {error}") from error
    for prefix, iri in reader.prefixes.items():
        graph.bind(prefix, iri)
    for subject, predicate, value in triples:
        graph.add((node(subject), node(predicate), node(value)))


@lru_cache(maxsize=65_536)
def node(term: object) -> Node:
    """Return a term of pyoxigraph as a term of rdflib."""
    match term:
        case pyoxigraph.NamedNode():
            return URIRef(term.value)
        case pyoxigraph.BlankNode():
            return BNode(term.value)
        case pyoxigraph.Literal() if term.language:
            return Literal(term.value, lang=term.language)
        case pyoxigraph.Literal() if term.datatype.value != str(XSD.string):
            return Literal(term.value, datatype=URIRef(term.datatype.value))
        case pyoxigraph.Literal():
            return Literal(term.value)
    raise TypeError(f"Turtle has no {term!r}")


def local_name(node: Node | str) -> str:
    """Return what follows the last "#" or "/" of an IRI.

    >>> local_name("https://kg.example/ns#bornIn")
    'bornIn'
    """
    return re.split(r"[#/]", str(node))[-1]


def snake_case(name: str) -> str:
    """Return a lower camel name in snake case.

    >>> snake_case("bornOrRaisedIn")
    'born_or_raised_in'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
