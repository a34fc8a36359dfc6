"""The W3C test suite of the SPARQL 1.1 Protocol: queries pass, updates are refused."""

import json

import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from served import SPARQL11, make_build, serving

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
FOLDER = SPARQL11 / "protocol"
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
KINDS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


def _tests():
    if not FOLDER.is_dir():
        return []
    graph = Graph().parse(FOLDER / "manifest.ttl")
    (listed,) = graph.objects(None, MF.entries)
    found = []
    for entry in Collection(graph, listed):
        name = entry.rpartition("#")[2]
        requests = Collection(graph, graph.value(graph.value(entry, MF.action), HT.requests))
        found.append(pytest.param([_request(graph, one) for one in requests], id=name))
    return found


def _request(graph, node):
    headers = {
        str(graph.value(one, HT.fieldName)): str(graph.value(one, HT.fieldValue))
        for one in Collection(graph, graph.value(node, HT.headers) or RDF.nil)
    }
    body = graph.value(node, HT.body)
    encoding = str(graph.value(body, CNT.characterEncoding)) if body else "utf-8"
    response = graph.value(node, HT.resp)
    truth = graph.value(response, MF.expectedBoolean)
    return {
        "method": str(graph.value(node, HT.methodName)),
        "path": str(graph.value(node, HT.absolutePath)),
        "headers": headers,
        "body": str(graph.value(body, CNT.chars)).encode(encoding) if body else None,
        "status": {str(one)[-3] for one in graph.objects(response, MF.expectedStatus)},
        "format": str(graph.value(response, MF.expectedFormat) or ""),
        "truth": None if truth is None else truth.toPython(),
    }


TESTS = _tests()
QUERIES = [one for one in TESTS if "update" not in one.id]
UPDATES = [one for one in TESTS if "update" in one.id]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of the graphs that the tests ask."""
    lines = [
        f"{line.rstrip(' .')} <{DATA.format(number)}> ."
        for number in (1, 2, 3)
        for line in (FOLDER / f"data{number}.nt").read_text().splitlines()
        if line.strip()
    ]
    build = make_build(tmp_path_factory.mktemp("protocol") / "out", lines)
    with serving(build, "--workers", 2) as running:
        yield running


@pytest.mark.skipif(not TESTS, reason="the W3C suite is not beside this checkout")
def test_the_suite_is_whole():
    assert (len(QUERIES), len(UPDATES)) == (20, 14)


@pytest.mark.parametrize("requests", QUERIES)
def test_query(server, requests):
    for one in requests:
        reply = server.request(one["method"], one["path"], body=one["body"], headers=one["headers"])
        assert str(reply.status)[0] in one["status"], reply.text
        if one["format"]:
            assert reply.kind in KINDS[one["format"]]
        if one["truth"] is not None:
            assert json.loads(reply.body)["boolean"] is one["truth"]


@pytest.mark.parametrize("requests", UPDATES)
def test_update_is_refused(server, requests):
    """Only the update itself: the questions after it ask what it did."""
    sent = requests[0]
    reply = server.request(sent["method"], sent["path"], body=sent["body"], headers=sent["headers"])
    assert 400 <= reply.status < 500, reply.text
    assert server.ask("SELECT * { GRAPH ?g { ?s ?p ?o } }").status == 200
