"""A result that is cut is a result: well-formed, with exactly the first rows."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from kg.serve.answering import Question, answer
from kg.serve.cutting import BLOCK
from kg.serve.limits import Limits

FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "tsv": QueryResultsFormat.TSV,
}
ODD = [
    '},{"',
    '"}},{"a',
    "\\",
    "\\\\",
    '"',
    '""',
    "\n",
    "\r\n",
    "</result><result>",
    "x",
    "",
    ",",
    "é𝄞",
]
TEXTS = st.lists(st.lists(st.sampled_from(ODD), max_size=4).map("".join), max_size=12)


def store_of(texts):
    """Return a store in which each text is the object of one triple, in this order of subjects."""
    store = Store()
    for place, text in enumerate(texts):
        subject = NamedNode(f"http://x/{place:06}")
        store.add(Quad(subject, NamedNode("http://x/p"), Literal(text)))
    return store


def answered(store, query, form, *, rows=10**6, size=10**9):
    """Return the bytes of an answer, and whether it was cut."""
    parts, heads = [], []
    question = Question(
        query=query, solutions=form, graph=form, base="http://x/", rows=rows, size=size
    )
    cut = answer(
        store,
        question,
        prefixes={"x": "http://x/"},
        limits=Limits(),
        head=lambda kind, form: heads.append((kind, form)),
        send=parts.append,
    )
    assert len(heads) == 1
    return b"".join(parts), cut


def read(form, data):
    """Return the texts of column o that a result holds."""
    if form == "csv":
        return [row["o"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]
    solutions = parse_query_results(data, FORMATS[form])
    return [solution["o"].value for solution in solutions]


ROWS = "SELECT ?o { ?s <http://x/p> ?o } ORDER BY ?s"


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@given(texts=TEXTS, rows=st.integers(1, 12))
@settings(max_examples=150, deadline=None)
def test_the_first_rows_are_kept(form, texts, rows):
    data, cut = answered(store_of(texts), ROWS, form, rows=rows)
    assert cut == (len(texts) > rows)
    if form == "csv":  # its reader takes an empty line for no row
        texts = [text or "-" for text in texts]
        data = data.replace(b"\r\n\r\n", b"\r\n-\r\n").replace(b"\r\n\r\n", b"\r\n-\r\n")
        if any("\r\n" in text for text in texts):
            return
    assert read(form, data) == texts[:rows]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("rows", [1, 2, 999, 1000, 5000, 19_999, 20_000, 20_001])
def test_borders_between_blocks_count_once(form, rows):
    texts = [f'{i} }},{{"' + "y" * (i % 40) for i in range(20_000)]
    store = store_of(texts)
    data, cut = answered(store, ROWS, form, rows=rows)
    assert cut == (rows < len(texts))
    assert read(form, data) == texts[:rows]
    if not cut:
        whole = store.query(ROWS).serialize(format=getattr(QueryResultsFormat, form.upper()))
        assert data == whole
        assert len(data) > 3 * BLOCK


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_result_that_is_too_large_ends_between_rows(form):
    texts = [f"{i} {'y' * 500}" for i in range(5000)]
    data, cut = answered(store_of(texts), ROWS, form, size=500_000)
    found = read(form, data)
    assert cut
    assert found == texts[: len(found)]
    assert 300_000 < len(data) < 500_000 + 2 * BLOCK


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_without_a_value(form):
    query = "SELECT ?x { VALUES ?y { 1 2 3 4 } }"
    data, cut = answered(Store(), query, form, rows=4)
    assert not cut
    if form == "json":
        assert json.loads(data)["results"]["bindings"] == [{}] * 4


@pytest.mark.parametrize("form", ["ttl", "trig", "nt", "nq", "rdf", "jsonld"])
@pytest.mark.parametrize("rows", [3, 300, 400])
def test_the_first_triples_are_kept(form, rows):
    texts = [f'line\n{i} "quoted" <&>' for i in range(300)]
    formats = {
        "ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nt": RdfFormat.N_TRIPLES,
        "nq": RdfFormat.N_QUADS, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD,
    }  # fmt: skip
    store = store_of(texts)
    data, cut = answered(store, "CONSTRUCT { ?s x:p ?o } { ?s x:p ?o }", form, rows=rows)
    assert cut == (rows < 300)
    assert len(list(parse(data, formats[form]))) == min(rows, 300)


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_boolean_is_never_cut(form):
    data, cut = answered(Store(), "ASK {}", form, rows=1)
    assert b"true" in data
    assert not cut
