"""A gazetteer of the user's own, a CSV file -> well-known entities in the graph of the ontology.

Columns: ``name`` and ``type`` (a class that records use: Person, City, MilitaryUnit), and if wished
``id`` (an IRI), ``aliases``, ``demonyms``, ``same_as`` (several values with | between) and
``part_of`` (the name of another entry). A row without ``id`` that names an entry which is there
already, of the same class, adds to it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from kg.errors import OntologyError

COLUMNS = ("name", "type", "id", "aliases", "demonyms", "same_as", "part_of")
SAME_AS = URIRef("https://schema.org/sameAs")
Row = Mapping[str, str]


def add_gazetteer(graph: Graph, path: Path, *, namespace: str, language: str = "en") -> None:
    """Add the rows of a CSV file as well-known entities.

    Args:
        graph: the ontology so far: its classes, and the entries that rows may add to.
        path: UTF-8, with a header line.
        namespace: of our own terms; new entries get IRIs below it.
        language: of the names.

    Raises:
        OntologyError: a column, a class or an address is none; says the line.
    """
    classes = {
        str(name): node for node, name in graph.subject_objects(URIRef(namespace + "recordType"))
    }
    there = _entries(graph, namespace)
    rows = list(_rows(path))
    for line, row in rows:
        kind = classes.get(row["type"])
        if kind is None:
            raise OntologyError(
                f"{path}, line {line}: no class is called {row['type']!r}; there are "
                f"{', '.join(sorted(classes))}"
            )
        key = (row["name"], row["type"])
        there[key] = (
            _node(row["id"], f"{path}, line {line}") or there.get(key) or _minted(row, namespace)
        )
        _add(graph, there[key], kind, row, namespace, language, f"{path}, line {line}")
    named = {name: node for (name, _), node in sorted(there.items())}
    for line, row in rows:
        whole = named.get(row["part_of"]) if row["part_of"] else None
        if row["part_of"] and whole is None:
            raise OntologyError(f"{path}, line {line}: no entry is called {row['part_of']!r}")
        if whole is not None:
            graph.add((there[row["name"], row["type"]], URIRef(namespace + "partOf"), whole))


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    reader = csv.DictReader(lines, restkey="", restval="")
    unknown = sorted(set(reader.fieldnames or ()) - set(COLUMNS))
    missing = sorted({"name", "type"} - set(reader.fieldnames or ()))
    if unknown or missing:
        fault = f"no column {missing[0]!r}" if missing else f"an unknown column {unknown[0]!r}"
        raise OntologyError(f"{path} has {fault}; a gazetteer has {', '.join(COLUMNS)}")
    for row in reader:
        if "" in row:
            raise OntologyError(f"{path}, line {reader.line_num}: more cells than columns")
        cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
        if not any(cells.values()):
            continue
        if not cells["name"]:
            raise OntologyError(f"{path}, line {reader.line_num}: an entry needs a name")
        yield reader.line_num, cells


def _entries(graph: Graph, namespace: str) -> dict[tuple[str, str], URIRef]:
    """Return (preferred name, class) -> entry, for what the ontology has already."""
    record_type = URIRef(namespace + "recordType")
    names = {node: str(name) for node, name in graph.subject_objects(record_type)}
    return {
        (str(label), names[kind]): node
        for node in graph.subjects(RDF.type, URIRef(namespace + "KnownEntity"))
        if isinstance(node, URIRef)
        for kind in graph.objects(node, RDF.type)
        if kind in names
        for label in graph.objects(node, SKOS.prefLabel)
    }


def _minted(row: Row, namespace: str) -> URIRef:
    return URIRef(f"{namespace.rstrip('#')}/gazetteer/{row['type']}/{quote(row['name'], safe='')}")


def _add(
    graph: Graph, node: URIRef, kind: object, row: Row, namespace: str, language: str, where: str
) -> None:
    graph.add((node, RDF.type, URIRef(namespace + "KnownEntity")))
    graph.add((node, RDF.type, URIRef(str(kind))))
    graph.add((node, SKOS.prefLabel, Literal(row["name"], lang=language)))
    words = {"aliases": SKOS.altLabel, "demonyms": URIRef(namespace + "demonym")}
    for column, path in words.items():
        for value in _several(row[column]):
            graph.add((node, path, Literal(value, lang=language)))
    for value in _several(row["same_as"]):
        same = _node(value, where)
        if same is not None:
            graph.add((node, SAME_AS, same))


def _several(cell: str) -> Iterable[str]:
    return (part.strip() for part in cell.split("|") if part.strip())


def _node(iri: str, where: str) -> URIRef | None:
    if not iri:
        return None
    if not urlsplit(iri).scheme or any(letter in ' <>"{}|^`\\' for letter in iri):
        raise OntologyError(f"{where}: {iri!r} is no IRI")
    return URIRef(iri)
