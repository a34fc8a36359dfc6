"""A question and a store -> the bytes of the answer, handed on as they come; runs in a worker."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

from kg.serve.complaint import complaint
from kg.serve.cutting import Cutter, Enough, Send
from kg.serve.formats import GRAPHS, SOLUTIONS, supported
from kg.serve.guard import check
from kg.serve.limits import Limits
from kg.serve.refusal import Refusal
from kg.serve.triples import GRAPH_FORMATS as GRAPH_FORMATS
from kg.serve.triples import write_triples

FUNCTIONS = 20  # that a query may name and nobody knows
UNKNOWN_FUNCTION = re.compile(r"custom function <([^>]*)> is not supported")
FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query with all that decides its answer."""

    query: str
    solutions: str | None
    """Format for a table; None if the client takes none."""
    graph: str | None
    """Format for a graph; None if the client takes none."""
    default: tuple[str, ...] | None = None
    """Graphs that together are the default graph; None: as the query or the store says."""
    named: tuple[str, ...] | None = None
    """Graphs that GRAPH can name; None: as the query says, or all."""
    union: bool = True
    """All graphs together are the default graph, unless the query names some."""
    base: str
    """What relative IRIs of the query are resolved against."""
    rows: int
    size: int


def answer(
    store: Store,
    question: Question,
    *,
    prefixes: dict[str, str],
    limits: Limits,
    head: Callable[[str, str], None],
    send: Send,
) -> bool:
    """Send the answer to a question, and return whether it was cut.

    Args:
        store: where the quads are.
        question: the query.
        prefixes: those that the query need not declare.
        limits: how large and deep a query may be.
        head: gets what the answer is (boolean, solutions or graph) and its format; comes first.
        send: gets the bytes.

    Raises:
        Refusal: the query is malformed or not allowed, or the client takes no form of its answer.
        OSError, RuntimeError, ValueError: the store cannot answer.
    """
    checked = check(question.query, limits)
    if checked.names_graphs:
        question = replace(question, union=False)
    try:
        found = _found(store, question, prefixes)
    except SyntaxError as error:
        unknown = sorted(checked.prefixes - prefixes.keys())
        raise complaint(str(error), question.query, unknown) from error
    if isinstance(found, QueryTriples):
        form = _acceptable(question.graph, GRAPHS, "a graph")
        head("graph", form)
        if form in {"nt", "nq"}:
            return _written(found, "nt", RdfFormat.N_TRIPLES, question, send)
        return write_triples(
            found, form, prefixes=prefixes, send=send, rows=question.rows, size=question.size
        )
    form = _acceptable(question.solutions, SOLUTIONS, "a table")
    head("boolean" if isinstance(found, QueryBoolean) else "solutions", form)
    return _written(found, form, FORMATS[form], question, send)


def _found(
    store: Store, question: Question, prefixes: dict[str, str]
) -> QueryTriples | QuerySolutions | QueryBoolean:
    """Ask the store; a function that it does not know has no value, as the standard says."""
    default, named = question.default, question.named
    unknown: dict[NamedNode, Callable[..., NamedNode | BlankNode | Literal | Triple | None]] = {}
    while True:
        try:
            return store.query(
                question.query,
                base_iri=question.base,
                prefixes=prefixes,
                use_default_graph_as_union=question.union,
                default_graph=None if default is None else [*map(NamedNode, default)],
                named_graphs=None if named is None else [*map(NamedNode, named)],
                custom_functions=unknown,
            )
        except RuntimeError as error:
            function = UNKNOWN_FUNCTION.search(str(error))
            if not function or len(unknown) == FUNCTIONS:
                raise
            unknown[NamedNode(function[1])] = _no_value


def _no_value(*_: object) -> None:
    return None


def _acceptable(form: str | None, formats: Mapping[str, tuple[str, ...]], what: str) -> str:
    if form is None:
        types = supported(formats)
        raise Refusal(
            406, f"the answer is {what}, in none of the formats asked for; one of {types}"
        )
    return form


def _written(
    found: QueryTriples | QuerySolutions | QueryBoolean,
    form: str,
    format: RdfFormat | QueryResultsFormat,
    question: Question,
    send: Send,
) -> bool:
    """Let the store write its answer, and cut it by the borders of its rows."""
    cutter = Cutter(form, send, rows=question.rows, size=question.size)
    try:
        found.serialize(cutter, format=format)  # type: ignore[arg-type]  # all that it needs of a file
        cutter.finish()
    except Enough:
        return True
    return False
