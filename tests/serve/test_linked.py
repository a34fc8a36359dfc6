"""Linked data: what people and programs get for the IRIs of the graph."""

import json
import re
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import RdfFormat, Store, parse
from rdflib import DCAT, RDF, VOID, Graph, URIRef
from rdflib.compare import isomorphic
from served import SUITES, made_build, serving

from kg.iris import Iris
from kg.ontology import load

BASE = "https://kg.example/"
FORMATS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}
NAUGHTY = SUITES / "naughty-strings" / "blns.json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made_build(tmp_path_factory.mktemp("linked") / "graph")


@pytest.fixture(scope="module")
def server(folder):
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="module")
def store(folder):
    store = Store()
    store.bulk_load(path=str(folder / "graph.nq"), format=RdfFormat.N_QUADS)
    return store


def iris_of(store):
    """Return every IRI of the graph below its base, without fragments."""
    found = set()
    for one in store:
        for term in (one.subject, one.predicate, one.object, one.graph_name):
            if getattr(term, "value", "").startswith(BASE) and "@" not in str(term)[-4:]:
                found.add(term.value.partition("#")[0])
    return sorted(found)


def path_of(iri):
    return iri.removeprefix(BASE.rstrip("/"))


def follow(server, path, accept):
    """Return the last response of a chain of redirects, and its address."""
    for _ in range(4):
        reply = server.get(path, Accept=accept)
        if reply.status not in {302, 303}:
            return reply, path
        path = reply.headers["Location"].partition("#")[0]
    raise AssertionError(f"{path}: too many redirects")


def test_every_iri_is_answered_for_people_and_for_programs(server, store):
    iris = iris_of(store)
    assert len(iris) > 30
    for iri in iris:
        page, _ = follow(server, path_of(iri), BROWSER)
        assert (page.status, page.kind) == (200, "text/html"), iri
        data, _ = follow(server, path_of(iri), "text/turtle")
        assert (data.status, data.kind) == (200, "text/turtle"), iri
        Graph().parse(data=data.body, format="turtle")


@pytest.mark.parametrize("accept", FORMATS)
def test_an_article_is_described_by_its_graph_in_every_format(server, store, accept):
    for iri in (one for one in iris_of(store) if "/article/" in one):
        reply, _ = follow(server, path_of(iri), accept)
        assert reply.kind == accept
        found = Graph().parse(data=reply.body, format=FORMATS[accept])
        triples = {str(one.triple) for one in store if one.graph_name.value == iri}
        assert len(found) >= len(triples) > 0
        if accept == "application/n-triples":
            said = {str(one.triple) for one in parse(reply.body, format=RdfFormat.N_TRIPLES)}
            assert triples <= said


def test_formats_say_the_same(server, store):
    iri = next(one for one in iris_of(store) if "/entity/" in one)
    graphs = [
        Graph().parse(data=follow(server, path_of(iri), accept)[0].body, format=name)
        for accept, name in FORMATS.items()
    ]
    assert len(graphs[0]) > 5
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


def test_an_entity_comes_with_its_claims_and_their_exact_words(server, store):
    claim, source = next(
        (one.subject.value, one.object.value)
        for one in store
        if one.predicate.value == load().term("saidBy")
    )
    reply, _ = follow(server, path_of(source), "application/n-triples")
    said = {one.triple.subject.value for one in parse(reply.body, format=RdfFormat.N_TRIPLES)}
    assert {source, claim} <= said
    assert "http://www.w3.org/ns/oa#exact" in reply.text


def test_a_thing_is_answered_by_see_other_and_links(server, store):
    iri = next(one for one in iris_of(store) if "/article/" in one)
    for accept in (BROWSER, "text/turtle"):
        reply = server.get(path_of(iri), Accept=accept)
        assert reply.status == 303
        assert reply.headers["Vary"] == "Accept"
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        links = reply.headers["Link"]
        assert f'<{iri}>; rel="canonical"' in links
        assert 'rel="describedby alternate"; type="text/turtle"' in links
        assert 'rel="alternate"; type="application/ld+json"' in links
        assert 'rel="alternate"; type="text/html"' in links


def test_people_get_the_page_of_the_site(server, store):
    articles = [one for one in iris_of(store) if "/article/" in one]
    for iri in articles:
        assert (
            server.get(path_of(iri), Accept=BROWSER)
            .headers["Location"]
            .startswith("/site/articles/")
        )


def test_a_page_of_the_site_says_what_it_is_about(server, store):
    for iri in (one for one in iris_of(store) if "/article/" in one or "/entity/" in one):
        reply, path = follow(server, path_of(iri), BROWSER)
        assert path.startswith(("/site/", "/about"))
        assert f'<{iri}>; rel="canonical"' in reply.headers["Link"]


def test_any_iri_can_be_asked_for(server, store):
    for one in store:
        if "#" in one.subject.value:
            address = f"/about?iri={quote(one.subject.value, safe='')}"
            assert server.get(address, Accept=BROWSER).status == 200
            reply = server.get(f"{address}&format=ttl")
            assert (URIRef(one.subject.value), None, None) in Graph().parse(data=reply.body)
            break
    assert server.get("/about?iri=https%3A%2F%2Fschema.org%2FPerson&format=ttl").status == 200


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/n-quads"])
def test_terms_of_the_ontology_are_answered(server, accept):
    reply, _ = follow(server, "/ns", accept)
    assert (reply.status, reply.kind) == (200, accept)
    form = FORMATS.get(accept, "nt")  # triples without a graph are the same in N-Quads
    graph = Graph().parse(data=reply.body, format=form)
    assert (URIRef(load().term("Quote")), None, None) in graph


def test_the_vocabulary_has_a_page_with_an_anchor_for_every_term(server):
    page, _ = follow(server, "/ns", BROWSER)
    assert 'id="Quote"' in page.text
    assert 'id="saidBy"' in page.text
    term = server.get(f"/about?iri={quote(load().term('saidBy'), safe='')}", Accept=BROWSER)
    assert "said by" in term.text


def test_the_root_is_a_page_for_people_and_void_for_programs(server):
    assert server.get("/", Accept=BROWSER).kind == "text/html"
    assert server.get("/", Accept="*/*").kind == "text/html"
    well_known = server.get("/.well-known/void", Accept="text/turtle")
    assert well_known.status == 302
    for path in ("/", well_known.headers["Location"], "/graph/dataset"):
        reply, _ = follow(server, path, "text/turtle")
        graph = Graph().parse(data=reply.body)
        dataset = URIRef(Iris(BASE).graph("dataset"))
        assert (dataset, RDF.type, VOID.Dataset) in graph
        endpoint = graph.value(dataset, VOID.sparqlEndpoint)
        assert server.get(f"{urlsplit(endpoint).path}?query=ASK%7B%7D").status == 200
        dumps = list(graph.objects(dataset, VOID.dataDump))
        assert {server.get(urlsplit(dump).path).status for dump in dumps} == {200}
        assert list(graph.objects(None, DCAT.downloadURL))


def test_the_context_is_served_to_any_page(server):
    reply = server.get("/context.jsonld", Origin="https://elsewhere.example")
    assert reply.kind == "application/ld+json"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "kg" in reply.json()["@context"]


@pytest.mark.parametrize("path", ["/article/none", "/entity/Person/Nobody", "/x", "/%00", "/%FF"])
def test_what_is_not_there_is_404_and_the_page_helps(server, path):
    page = server.get(path, Accept=BROWSER)
    assert page.status == 404
    assert "/query" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    data = server.get(path, Accept="text/turtle")
    assert (data.status, data.kind) == (404, "text/plain")


@pytest.mark.parametrize("iri", ["", "no iri", "http://[", "a" * 5000])
def test_no_iri_is_a_bad_request(server, iri):
    assert server.get(f"/about?iri={quote(iri)}").status == 400


def test_no_format_that_we_have_is_not_acceptable(server):
    assert server.get("/ns", Accept="image/png").status == 406
    assert server.get("/about?iri=https%3A%2F%2Fkg.example%2Fns&format=pdf").status == 400


def test_names_cannot_break_out_of_a_page_or_a_query(server):
    for text in ("<script>alert(1)</script>", "x> } INSERT", '"onload="', "é\u202e"):
        reply = server.get(f"/entity/{quote(text)}", Accept=BROWSER)
        assert reply.status == 404
        assert "<script>alert" not in reply.text


@pytest.mark.slow
def test_naughty_names_are_not_found_and_nothing_else(server):
    """Fault 10 and 11 of the list of faults: no script, no error of ours."""
    if not NAUGHTY.is_file():
        pytest.skip("the list of naughty strings is not beside this checkout")
    for name in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        segment = quote(name.encode("utf-8", "surrogatepass"), safe="")
        iri = quote(f"{BASE}entity/{segment}", safe="")
        for path in (f"/entity/{segment}", f"/about?iri={segment}", f"/about?iri={iri}"):
            page = server.get(path, Accept=BROWSER)
            assert page.status in {200, 400, 404}, path
            assert page.kind == "text/plain" or not re.search("<script|<img|<svg", page.text)


def test_another_base_is_answered_below_the_same_paths(tmp_path):
    base = "https://news.example/kg/"
    folder = made_build(tmp_path / "graph", base=base)
    store = Store()
    store.bulk_load(path=str(folder / "graph.nq"), format=RdfFormat.N_QUADS)
    iri = min(one.graph_name.value for one in store if "/article/" in one.graph_name.value)
    with serving(folder) as running:
        for path in (f"/{iri.removeprefix(base)}", f"/kg/{iri.removeprefix(base)}"):
            reply, _ = follow(running, path, "text/turtle")
            assert (URIRef(iri), None, None) in Graph().parse(data=reply.body)
        assert follow(running, "/ns", "text/turtle")[0].status == 200


def test_encodings_of_the_same_name_lead_to_the_same_thing(server, store):
    iri = next(one for one in iris_of(store) if "%C3" in one and "/article/" in one)
    same = [path_of(iri), path_of(iri).replace("%C3", "%c3"), path_of(iri).replace(".", "%2E")]
    found = {server.get(path, Accept=BROWSER).headers["Location"] for path in same}
    assert len(found) == 1
