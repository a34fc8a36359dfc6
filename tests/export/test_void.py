import pytest
from rdflib import RDF, VOID, Graph
from whole import whole_product

from kg.export.void import export


@pytest.fixture
def product():
    return whole_product()


def test_counts_are_those_of_the_product(product, ontology, tmp_path):
    export(product, tmp_path, ontology=ontology)
    graph = Graph().parse(data=(tmp_path / "void.ttl").read_text(), format="turtle")
    (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
    assert int(graph.value(dataset, VOID.triples)) <= len(product.quads)
    assert int(graph.value(dataset, VOID.documents)) == len(product.extractions)
    classes = {
        str(graph.value(part, VOID["class"])): int(graph.value(part, VOID.entities))
        for part in graph.objects(dataset, VOID.classPartition)
    }
    quotes = sum(len(one.quotes) for one in product.extractions)
    assert classes[ontology.term("Quote")] == quotes
