"""Triples -> JSON-LD with the prefixes of the ontology as its context, embedded.

The store writes expanded JSON-LD only; a context by its address would make every reader fetch it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import RDF, XSD

TYPE = str(RDF.type)
PLAIN = str(XSD.string)


def compacted(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Return a document with a node object for every subject, in the order of the triples."""
    nodes: dict[str, dict[str, Any]] = {}
    used: set[str] = set()

    def short(iri: str) -> str:
        for prefix, namespace in prefixes.items():
            rest = iri.removeprefix(namespace)
            if rest != iri and rest.isidentifier():
                used.add(prefix)
                return f"{prefix}:{rest}"
        return iri

    for triple in triples:
        id = _id(triple.subject)
        node = nodes.setdefault(id, {"@id": id})
        if triple.predicate.value == TYPE:
            node.setdefault("@type", []).append(short(_id(triple.object)))
            continue
        value = _value(triple.object)
        if "@type" in value:
            value["@type"] = short(value["@type"])
        node.setdefault(short(triple.predicate.value), []).append(value)
    context = {prefix: namespace for prefix, namespace in prefixes.items() if prefix in used}
    document = {"@context": context, "@graph": list(nodes.values())}
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _value(term: object) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _id(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == PLAIN:
        return {"@value": term.value}
    return {"@value": term.value, "@type": term.datatype.value}


def _id(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    raise TypeError(f"no node: {term!r}")
