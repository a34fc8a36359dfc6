"""What the endpoint says of itself, after https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from rdflib import RDF, RDFS, VOID, BNode, Graph, Literal, Namespace, URIRef
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.current import Serving
from kg.serve.formats import GRAPHS, SOLUTIONS, Wanted, supported
from kg.serve.refusal import Refusal

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
NAMES = {  # names of formats in the namespace
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}
SERIALIZERS = {
    "ttl": "turtle",
    "nt": "nt",
    "jsonld": "json-ld",
    "rdf": "xml",
    "trig": "trig",
    "nq": "nquads",
}


def description(request: Request, serving: Serving, forms: Wanted) -> Response:
    """Return the description of the service in the format that the client likes best.

    Raises:
        Refusal: it takes no format of a graph.
    """
    if forms.graph is None:
        raise Refusal(406, f"the description of the service is a graph: one of {supported(GRAPHS)}")
    endpoint = str(request.url_for("sparql"))
    graph = _graph(endpoint, serving, rows=request.app.state.limits.rows)
    text = graph.serialize(format=SERIALIZERS[forms.graph.name], encoding="utf-8")
    return Response(text, media_type=forms.graph.media_type)


def _graph(endpoint: str, serving: Serving, *, rows: int) -> Graph:
    graph = Graph(bind_namespaces="none")
    graph.bind("sd", SD)
    graph.bind("void", VOID)
    graph.bind("rdfs", RDFS)
    service, limit = URIRef(f"{endpoint}#service"), URIRef(f"{endpoint}#row-limit")
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, URIRef(endpoint)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    graph.add((service, SD.feature, SD.UnionDefaultGraph))
    for name in (*SOLUTIONS, *GRAPHS):
        graph.add((service, SD.resultFormat, FORMATS[NAMES[name]]))
    graph.add((service, SD.feature, limit))
    graph.add((limit, RDF.type, SD.Feature))
    graph.add((limit, RDFS.label, Literal(f"Results are cut after {rows} rows", lang="en")))
    _add_dataset(graph, service, serving)
    return graph


def _add_dataset(graph: Graph, service: URIRef, serving: Serving) -> None:
    dataset, default = BNode("dataset"), BNode("default")
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    graph.add((default, VOID.documents, Literal(serving.build.manifest["articles"])))
    graph.add((default, VOID.triples, Literal(serving.build.manifest["quads"])))
