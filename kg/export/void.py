"""Product -> VoID and DCAT description of the dataset, for linked-data catalogues."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rdflib import DCAT, DCTERMS, RDF, RDFS, VOID, Graph, Literal, URIRef

from kg.iris import Iris, segment
from kg.model import Product
from kg.ontology import Ontology

DUMPS = {
    "graph.nq": "application/n-quads",
    "graph.trig": "application/trig",
    "graph.ttl": "text/turtle",
    "graph.jsonld": "application/ld+json",
    "graph.graphml": "application/graphml+xml",
}
TYPE = f"<{RDF.type}>"


def export(product: Product, folder: Path, *, ontology: Ontology) -> None:
    """Write void.ttl: what the dataset holds, in VoID and DCAT."""
    graph = Graph()
    dataset = URIRef(Iris(product.base).graph("dataset"))
    graph.add((dataset, RDF.type, VOID.Dataset))
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, DCTERMS.title, Literal("Claims of news articles", lang="en")))
    graph.add((dataset, DCTERMS.creator, Literal(product.run.software)))
    graph.add((dataset, VOID.uriSpace, Literal(product.base)))
    triples = {line[: line.rindex(" <")] for line in product.quads}
    graph.add((dataset, VOID.triples, Literal(len(triples))))
    graph.add((dataset, VOID.documents, Literal(len(product.extractions))))
    graph.add((dataset, VOID.entities, Literal(len(product.resolved))))
    _add_vocabularies(graph, dataset, product, ontology)
    _add_classes(graph, dataset, product)
    _add_dumps(graph, dataset, folder)
    graph.serialize(folder / "void.ttl", format="turtle")


def _add_vocabularies(graph: Graph, dataset: URIRef, product: Product, ontology: Ontology) -> None:
    text = "\n".join(product.quads)
    for iri in ontology.prefixes.values():
        if f"<{iri}" in text:
            graph.add((dataset, VOID.vocabulary, URIRef(iri)))


def _add_classes(graph: Graph, dataset: URIRef, product: Product) -> None:
    typed = {tuple(line.split(" ", 3)[:3]) for line in product.quads if f" {TYPE} " in line}
    counts = Counter(kind.strip("<>") for _, _, kind in typed)
    for iri, count in sorted(counts.items()):
        partition = URIRef(f"{dataset}/class/{segment(iri)}")
        graph.add((dataset, VOID.classPartition, partition))
        graph.add((partition, VOID["class"], URIRef(iri)))
        graph.add((partition, VOID.entities, Literal(count)))


def _add_dumps(graph: Graph, dataset: URIRef, folder: Path) -> None:
    for name, media_type in DUMPS.items():
        if not (folder / name).is_file():
            continue
        dump = URIRef(f"{dataset}/{name}")
        graph.add((dataset, DCAT.distribution, dump))
        graph.add((dump, RDF.type, DCAT.Distribution))
        graph.add((dump, RDFS.label, Literal(name)))
        graph.add((dump, DCAT.mediaType, Literal(media_type)))
