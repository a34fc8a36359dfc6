"""W3C suites of result formats and query syntax, through the endpoint; updates stay refused."""

import csv
import io
import json
import re

import pytest
from pyoxigraph import Quad, QueryResultsFormat, RdfFormat, parse, parse_query_results
from rdflib import Graph, Namespace
from served import SPARQL11, make_build, serving, suite

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
ACCEPT = {
    ".srj": ("application/sparql-results+json", QueryResultsFormat.JSON),
    ".csv": ("text/csv", None),
    ".tsv": ("text/tab-separated-values", QueryResultsFormat.TSV),
}


def _evaluations():
    for name in ("json-res", "csv-tsv-res"):
        folder = SPARQL11 / name
        if not folder.is_dir():
            continue
        graph = Graph().parse(folder / "manifest.ttl", publicID=f"{folder.as_uri()}/")
        for test, action in graph.subject_objects(MF.action):
            files = [graph.value(action, QT.query), graph.value(action, QT.data)]
            files.append(graph.value(test, MF.result))
            if all(files):
                query, data, result = (folder / str(one).rpartition("/")[2] for one in files)
                yield pytest.param(query, data, result, id=result.name)


EVALUATIONS = sorted(_evaluations(), key=lambda one: one.id)
QUERIES = sorted((SPARQL11 / "syntax-query").glob("*.rq"))
UPDATES = sorted(SPARQL11.glob("syntax-update-?/*.ru"))


def is_bad(path):
    """Return whether the manifest says that a file is malformed."""
    text = (path.parent / "manifest.ttl").read_text(encoding="utf-8")
    block = next(
        part
        for part in re.split(r"\n(?=:\S+\s+(?:rdf:type|a)\s)", text)
        if f"<{path.name}>" in part
    )
    return "Negative" in block


@pytest.fixture(scope="module")
def data_server(tmp_path_factory):
    """A server of the data files, each in a named graph of its own."""
    suite("json-res")
    lines = []
    for name in ("json-res", "csv-tsv-res"):
        for path in sorted((SPARQL11 / name).glob("*.ttl")):
            if path.name == "manifest.ttl":
                continue
            for quad in parse(path.read_bytes(), RdfFormat.TURTLE, base_iri="http://x/"):
                graph = f"<http://x/{name}/{path.name}>"
                lines.append(f"{Quad(*quad.triple)} {graph} .".replace("\n", " "))
    build = make_build(tmp_path_factory.mktemp("suite") / "out", lines)
    with serving(build, "--workers", 2) as running:
        yield running


@pytest.mark.skipif(not EVALUATIONS, reason="the W3C suite is not beside this checkout")
def test_the_suites_are_whole():
    assert len(EVALUATIONS) == 10
    assert len(QUERIES) == 94
    assert len(UPDATES) == 55


@pytest.mark.parametrize(("query", "data", "result"), EVALUATIONS)
def test_result(data_server, query, data, result):
    media_type, form = ACCEPT[result.suffix]
    fields = {"default-graph-uri": f"http://x/{data.parent.name}/{data.name}"}
    reply = data_server.ask(query.read_text(encoding="utf-8"), accept=media_type, **fields)
    assert reply.status == 200, reply.text
    if result.suffix == ".csv":
        assert _table(reply.body) == _table(result.read_bytes())
    elif b'"boolean"' in reply.body:
        assert json.loads(reply.body)["boolean"] == json.loads(result.read_bytes())["boolean"]
    else:
        assert _solutions(reply.body, form) == _solutions(result.read_bytes(), form)


def _table(data):
    """Return rows in order of their text; columns by name, blank nodes without theirs."""
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    return sorted(sorted(zip(head, map(_plain, row), strict=True)) for row in rows)


def _solutions(data, form):
    found = parse_query_results(data, form)
    names = sorted(one.value for one in found.variables)
    rows = [tuple(_plain(str(row[name])) for name in names) for row in found]
    return names, sorted(rows)


def _plain(term):
    """Return a term as the store keeps it: numbers by value, blank nodes without their names."""
    term = re.sub(r"^_:\w+", "_:x", term).replace("#negativeInteger", "#integer")
    return re.sub(r'^("?)([0-9.]+[eE][0-9]+)\b', lambda m: f"{m[1]}{float(m[2]):.0f}", term)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_query_syntax(data_server, path):
    reply = data_server.request(
        "POST",
        "/sparql",
        body=path.read_bytes(),
        headers={"Content-Type": "application/sparql-query"},
    )
    assert reply.status == (400 if is_bad(path) else 200), reply.text


@pytest.mark.parametrize("path", UPDATES, ids=lambda path: path.stem)
def test_update_is_refused_in_every_form(data_server, path):
    text = path.read_text(encoding="utf-8")
    direct = {"Content-Type": "application/sparql-update"}
    query = {"Content-Type": "application/sparql-query"}
    for reply in (
        data_server.request("POST", "/sparql", body=text.encode(), headers=direct),
        data_server.request("POST", "/sparql", body=text.encode(), headers=query),
        data_server.ask(text),
        data_server.ask("ASK {}", update=text),
    ):
        assert 400 <= reply.status < 500, reply.text
