"""A finished build, opened: query it, look things up, hand it on to rdflib and networkx."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import networkx as nx
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    Store,
    Triple,
)
from rdflib import Dataset

from kg import outputs
from kg.errors import QueryError
from kg.iris import Iris
from kg.model import Extraction, Product, Record
from kg.network import network
from kg.ontology import Ontology, load
from kg.store import open_store
from kg.swap import recover

Term = object
Row = tuple[str | None, ...]
TOKEN = re.compile(  # the group is an opening brace that is no part of a comment, string or IRI
    r"""#[^\n]*|<[^<>"{}|^`\\\s]*>|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(\{)"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query gave: a table, or triples for CONSTRUCT and DESCRIBE."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    """IRIs and literals as plain text; None for an unbound variable."""


class Build:
    """A finished build; made by ``kg.open``."""

    def __init__(self, folder: Path, *, ontology: Ontology | None = None) -> None:
        recover(folder)
        self.folder = folder
        self.manifest = outputs.read_manifest(folder)
        self.ontology = ontology or load(*_additions(folder))

    @cached_property
    def product(self) -> Product:
        """All records, entities and comparisons, as plain values."""
        return outputs.read_product(self.folder)

    @cached_property
    def store(self) -> Store:
        """The embedded Oxigraph store, read-only."""
        return open_store(self.folder / outputs.STORE)

    @cached_property
    def iris(self) -> Iris:
        """Makes the IRIs of this build."""
        return Iris(self.manifest["base"])

    def dataset(self) -> Dataset:
        """Return the graph as an rdflib Dataset whose default graph is the union of all."""
        dataset = Dataset(default_union=True)
        quads = (self.folder / outputs.QUADS).read_text(encoding="utf-8")
        dataset.parse(data=quads, format="nquads")
        return dataset

    def graph(self) -> nx.MultiDiGraph[str]:
        """Return who is connected with whom: entities as nodes, claims as edges."""
        return network(self.product, self.ontology)

    def query(self, text: str, parameters: Mapping[str, str] | None = None) -> Answer:
        """Answer a SPARQL query over the union of all graphs.

        Args:
            text: SPARQL 1.1 query, or the name of one of ``ontology.queries``; the prefixes of the
                ontology are known.
            parameters: variable -> value that it is bound to: an IRI, a number or a text.

        Raises:
            QueryError: the query is malformed, or a parameter is none of its variables.
        """
        named = self.ontology.queries.get(text)
        source = named.text if named else text
        try:
            values = {name: _parameter(value) for name, value in (parameters or {}).items()}
        except ValueError as error:
            raise QueryError(f"a parameter cannot be used: {error}") from error
        for name in values:
            if not re.search(rf"[?$]{re.escape(name)}\b", source):
                known = ", ".join(key for key, _ in named.parameters) if named else "its variables"
                raise QueryError(f"the query has no parameter {name!r}; it has {known or 'none'}")
        try:
            found = self.store.query(
                _bound(source, values),
                prefixes=dict(self.ontology.prefixes),
                use_default_graph_as_union=True,
            )
            return _answer(found)
        except SyntaxError as error:
            raise QueryError(f"the query is malformed: {error}") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    @cached_property
    def records(self) -> Mapping[str, tuple[Extraction, Record]]:
        """Every claim with its article's extraction, by the claim's IRI."""
        return {
            self.iris.record(extraction.article.id, record): (extraction, record)
            for extraction in self.product.extractions
            for record in extraction.records
        }


def _additions(folder: Path) -> tuple[Path, ...]:
    """Return the folder of the user's own additions to the ontology, if the build had some."""
    own = folder / outputs.ONTOLOGY
    return (own,) if own.is_dir() else ()


def _bound(query: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """Return a query whose outermost group begins with the values of its parameters.

    >>> _bound("SELECT * { ?s ?p ?name }", {"name": Literal("Ana")})
    'SELECT * { VALUES (?name) { ("Ana") } ?s ?p ?name }'
    """
    if not values:
        return query
    opening = [match.start(1) for match in TOKEN.finditer(query) if match[1]]
    if not opening:
        raise QueryError("the query has no group { … } that a parameter could be bound in")
    template = re.search(r"(?i)\bconstruct\s*$", TOKEN.sub("", query[: opening[0]]))
    at = _after_group(query, opening) if template else opening[0]
    names = " ".join(f"?{name}" for name in values)
    terms = " ".join(str(term) for term in values.values())
    return f"{query[: at + 1]} VALUES ({names}) {{ ({terms}) }}{query[at + 1 :]}"


def _after_group(query: str, opening: Sequence[int]) -> int:
    """Return where the second group begins: CONSTRUCT has its template first."""
    return next(at for at in opening if query.rfind("}", 0, at) > opening[0])


def _parameter(value: str) -> NamedNode | Literal:
    if "://" in value or value.startswith("urn:"):
        return NamedNode(value)
    return Literal(int(value)) if re.fullmatch(r"-?[0-9]+", value) else Literal(value)


def _answer(found: object) -> Answer:
    if isinstance(found, QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        rows = tuple(tuple(_plain(one) for one in solution) for solution in found)
        return Answer(columns=columns, rows=rows)
    if isinstance(found, QueryBoolean):
        return Answer(columns=("answer",), rows=(("yes" if found else "no",),))
    triples: Sequence[Triple] = list(found)  # type: ignore[call-overload]  # a QueryTriples
    rows = tuple((_plain(t.subject), _plain(t.predicate), _plain(t.object)) for t in triples)
    return Answer(columns=("subject", "predicate", "object"), rows=rows)


def _plain(term: object) -> str | None:
    value = getattr(term, "value", term)
    return None if value is None else str(value)
