"""Product -> RDF files: N-Quads, TriG, Turtle, JSON-LD with a context of our own."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib import RDF, XSD

from kg.model import Product
from kg.ontology import Ontology

RDF_TYPE = str(RDF.type)
PLAIN = frozenset({str(XSD.string), str(RDF.langString)})


def export_nquads(product: Product, folder: Path, *, ontology: Ontology) -> None:
    """Write graph.nq: every quad, sorted, one a line."""
    text = "".join(f"{line}\n" for line in product.quads)
    (folder / "graph.nq").write_text(text, encoding="utf-8", newline="\n")


def export_trig(product: Product, folder: Path, *, ontology: Ontology) -> None:
    """Write graph.trig: a block for every article, with prefixes."""
    serialize(
        _quads(product),
        str(folder / "graph.trig"),
        format=RdfFormat.TRIG,
        prefixes=dict(_prefixes(product, ontology)),
    )


def export_turtle(product: Product, folder: Path, *, ontology: Ontology) -> None:
    """Write graph.ttl: all graphs merged, for tools without named graphs."""
    triples = sorted({quad.triple for quad in _quads(product)}, key=str)
    serialize(
        triples,
        str(folder / "graph.ttl"),
        format=RdfFormat.TURTLE,
        prefixes=dict(_prefixes(product, ontology)),
    )


def export_jsonld(product: Product, folder: Path, *, ontology: Ontology) -> None:
    """Write graph.jsonld and context.jsonld; the context is embedded, nothing is fetched."""
    context = {"@context": dict(_prefixes(product, ontology))}
    graphs: dict[str, dict[str, dict[str, Any]]] = {}
    for quad in _quads(product):
        nodes = graphs.setdefault(_iri(quad.graph_name), {})
        node = nodes.setdefault(_iri(quad.subject), {"@id": _iri(quad.subject)})
        if quad.predicate.value == RDF_TYPE:
            node.setdefault("@type", []).append(_iri(quad.object))
        else:
            node.setdefault(quad.predicate.value, []).append(_value(quad.object))
    document = {
        **context,
        "@graph": [{"@id": name, "@graph": list(nodes.values())} for name, nodes in graphs.items()],
    }
    _write_json(folder / "context.jsonld", context)
    _write_json(folder / "graph.jsonld", _compact(document, context["@context"]))


def _quads(product: Product) -> list[Quad]:
    text = "".join(f"{line}\n" for line in product.quads)
    quads = parse(io.BytesIO(text.encode()), format=RdfFormat.N_QUADS)
    return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad.triple)))


def _prefixes(product: Product, ontology: Ontology) -> Iterable[tuple[str, str]]:
    used = "\n".join(product.quads)
    for prefix, iri in ontology.prefixes.items():
        if f"<{iri}" in used:
            yield prefix, iri


def _iri(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    raise TypeError(f"only IRIs name nodes in our graphs, not {term}")


def _value(term: NamedNode | BlankNode | Literal | Triple) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _iri(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value in PLAIN:
        return {"@value": term.value}
    return {"@value": term.value, "@type": term.datatype.value}


def _compact(value: object, prefixes: Mapping[str, str]) -> object:
    """Shorten property names and types by the prefixes; ids stay whole."""
    if isinstance(value, list):
        return [_compact(one, prefixes) for one in value]
    if not isinstance(value, dict):
        return value
    return {_curie(key, prefixes): _member(key, one, prefixes) for key, one in value.items()}


def _member(key: str, value: object, prefixes: Mapping[str, str]) -> object:
    if key == "@context":
        return value
    if key == "@type":
        if isinstance(value, list):  # classes of a node; a literal has one datatype
            return [_curie(str(one), prefixes) for one in value]
        return _curie(str(value), prefixes)
    return _compact(value, prefixes)


def _curie(iri: str, prefixes: Mapping[str, str]) -> str:
    for prefix, namespace in prefixes.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest.isidentifier():
            return f"{prefix}:{rest}"
    return iri


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
