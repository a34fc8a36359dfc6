"""The endpoint, asked over HTTP: forms of a request, formats, messages."""

from urllib.parse import quote, urlencode

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from served import BASE

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
ALL = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


def path(query, **fields):
    return "/sparql?" + urlencode({"query": query, **fields}, doseq=True)


def post(server, body, kind=DIRECT, target="/sparql", **headers):
    return server.request("POST", target, body=body, headers={"Content-Type": kind, **headers})


def test_three_forms_of_a_request_give_one_answer(server):
    got = server.get(path(ALL))
    form = post(server, urlencode({"query": ALL}), FORM)
    direct = post(server, ALL)
    assert got.status == form.status == direct.status == 200
    assert got.body == form.body == direct.body
    assert len(got.values()) == 3


def test_head_has_the_headers_and_no_body(server):
    head, got = server.request("HEAD", path(ALL)), server.get(path(ALL))
    assert head.status == 200
    assert head.body == b""
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 3),
        ({"default-graph-uri": f"{BASE}g/1"}, 1),
        ({"default-graph-uri": f"{BASE}g/2"}, 2),
        ({"default-graph-uri": [f"{BASE}g/1", f"{BASE}g/2"]}, 3),
        ({"default-graph-uri": f"{BASE}g/none"}, 0),
        ({"named-graph-uri": f"{BASE}g/1"}, 0),
    ],
)
def test_the_default_graph(server, fields, count):
    assert len(server.get(path(ALL, **fields)).values()) == count
    assert len(server.ask(ALL, **fields).values()) == count
    assert (
        len(post(server, ALL, target=f"/sparql?{urlencode(fields, doseq=True)}").values()) == count
    )


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 3),
        ({"named-graph-uri": f"{BASE}g/2"}, 2),
        ({"named-graph-uri": [f"{BASE}g/1", f"{BASE}g/2"]}, 3),
        ({"default-graph-uri": f"{BASE}g/1"}, 0),
        ({"default-graph-uri": f"{BASE}g/1", "named-graph-uri": f"{BASE}g/1"}, 1),
    ],
)
def test_the_named_graphs(server, fields, count):
    query = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    assert len(server.ask(query, **fields).values()) == count


def test_graphs_of_the_query_and_of_the_request(server):
    assert len(server.ask(f"SELECT * FROM <{BASE}g/1> {{ ?s ?p ?o }}").values()) == 1
    both = server.ask(
        f"SELECT * FROM <{BASE}g/1> {{ ?s ?p ?o }}", **{"default-graph-uri": f"{BASE}g/2"}
    )
    assert len(both.values()) == 2


def test_the_prefixes_of_the_ontology_and_the_base_are_known(server):
    assert server.ask("ASK { <a> <p> 'one' FILTER(!BOUND(?x)) }").json()["boolean"] is True
    assert server.ask("SELECT * { ?s rdf:type kg:Quote }").status == 200


@pytest.mark.parametrize(
    ("accept", "kind", "start"),
    [
        (None, "application/sparql-results+json", b'{"head"'),
        ("application/json", "application/json", b'{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv", b"s,o\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values", b"?s\t?o\n"),
        ("image/png;q=1, text/csv;q=0.1", "text/csv", b"s,o"),
    ],
)
def test_tables_come_in_the_format_asked_for(server, accept, kind, start):
    reply = server.ask(ALL, accept=accept)
    assert reply.status == 200
    assert reply.kind == kind
    assert reply.body.startswith(start)
    assert reply.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "kind", "parser"),
    [
        (None, "text/turtle", "turtle"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/trig", "application/trig", "trig"),
        ("application/n-quads", "application/n-quads", "nquads"),
    ],
)
def test_graphs_come_in_the_format_asked_for(server, accept, kind, parser):
    reply = server.ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", accept=accept)
    assert reply.status == 200
    assert reply.kind == kind
    if parser in {"trig", "nquads"}:
        parser = "turtle" if parser == "trig" else "nt"  # there is but a default graph
    assert len(Graph().parse(data=reply.body, format=parser)) == 3


def test_a_field_names_the_format(server):
    assert server.get(path(ALL, format="csv")).kind == "text/csv"
    assert server.get(path("DESCRIBE <a>", format="nt")).kind == "application/n-triples"
    assert server.get(path(ALL, format="pdf")).status == 400


def test_text_says_that_it_is_utf8(server):
    for name in ("csv", "tsv"):
        assert server.get(path(ALL, format=name)).headers.get_content_charset() == "utf-8"


@pytest.mark.parametrize(
    ("query", "accept"), [(ALL, "text/turtle"), ("DESCRIBE <a>", "text/csv"), ("ASK {}", "image/*")]
)
def test_what_nobody_can_write_is_not_acceptable(server, query, accept):
    reply = server.ask(query, accept=accept)
    assert reply.status == 406
    assert "one of" in reply.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"ASK {} # \xff", DIRECT, 400),
        (b"query=ASK+%7B%7D+%23%FF", FORM, 400),
        (b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM, 400),
        (b"", FORM, 400),
        (b"", DIRECT, 400),
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", "", 415),
        (b"ASK {}", "application/json", 415),
        (b"ASK {}", f"{DIRECT}; charset=latin-1", 400),
        (b"ASK {}", f"{DIRECT}; charset=UTF-8", 200),
        (b"INSERT DATA { <a:a> <a:a> 1 }", DIRECT, 403),
        (b"INSERT DATA { <a:a> <a:a> 1 }", "application/sparql-update", 403),
        (b"update=CLEAR+ALL", FORM, 403),
        (b"query=ASK+%7B%7D&update=CLEAR+ALL", FORM, 403),
        (b"query=ASK+%7B%7D&default-graph-uri=not+an+iri", FORM, 400),
        (b"&".join([b"a=b"] * 2000), FORM, 400),
        (b"SELECT * { SERVICE <http://127.0.0.1:9/> {} }", DIRECT, 400),
        (b"#" * 70_000, DIRECT, 413),
        (b"#" * 300_000, DIRECT, 413),
    ],
)
def test_status_of_odd_requests(server, body, kind, status):
    reply = post(server, body, kind)
    assert reply.status == status, reply.text
    assert "Traceback" not in reply.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(server, method):
    assert server.request(method, "/sparql").status == 405


def test_bad_utf8_in_an_address(server):
    assert server.get("/sparql?query=ASK%20%7B%7D%20%23%FF").status == 400


def test_a_malformed_query_is_told_where(server):
    reply = server.ask("SELECT * {\n  ?s ?p }")
    assert reply.status == 400
    assert "line 2, column 3" in reply.text
    assert reply.text.splitlines()[1:3] == ["  ?s ?p }", "  ^^^^^^^"]


def test_a_message_is_json_for_programs(server):
    error = server.ask("SELECT * {\n  ?s ?p }", accept="application/sparql-results+json").json()
    assert error["error"]["status"] == 400
    assert (error["error"]["line"], error["error"]["column"]) == (2, 3)


def test_an_undeclared_prefix_is_named(server):
    reply = server.ask("SELECT * { ?s ex:p ?o }")
    assert reply.status == 400
    assert "PREFIX ex:" in reply.text


def test_other_sites_may_ask(server):
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    preflight = server.request("OPTIONS", "/sparql", headers=asked)
    assert preflight.status == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    for reply in (server.ask("ASK {}"), server.ask("ASK {")):
        assert reply.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json"])
def test_the_service_describes_itself(server, accept):
    reply = server.get("/sparql", Accept=accept)
    assert reply.status == 200
    assert reply.kind == accept
    graph = Graph().parse(data=reply.body, format=accept)
    (service,) = graph.subjects(RDF.type, SD.Service)
    address = URIRef(f"http://{server.host}:{server.port}/sparql")
    assert set(graph.objects(service, SD.endpoint)) == {address}
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert SD.UnionDefaultGraph in set(graph.objects(service, SD.feature))
    assert len(set(graph.objects(service, SD.resultFormat))) == 10
    for dataset in graph.objects(service, SD.defaultDataset):
        assert (dataset, RDF.type, SD.Dataset) in graph
        assert graph.value(dataset, SD.defaultGraph)


def test_a_browser_that_asks_nothing_comes_to_the_query_page(server):
    firefox = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    reply = server.get("/sparql", Accept=firefox)
    assert reply.status == 303
    assert server.get(reply.headers["Location"]).kind == "text/html"
    assert server.get("/sparql").kind == "text/turtle"


def test_a_long_query_goes_into_an_address(server):
    query = "ASK {} #" + quote("é" * 4000)
    assert server.get(path(query)).status == 200
