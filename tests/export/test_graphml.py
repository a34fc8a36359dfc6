from dataclasses import replace

import networkx as nx
from crowd import make_crowd

from kg.export.drawing import CAP, GUESTS
from kg.export.graphml import export
from kg.export.groups import groups
from kg.network import network


def test_networkx_reads_all_nodes_edges_and_attributes(product, ontology, tmp_path):
    export(product, tmp_path, ontology=ontology)
    graph = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    ours = network(product, ontology)
    assert set(graph) == set(ours)
    assert graph.number_of_edges() == ours.number_of_edges() > 3
    for key in ours:
        assert graph.nodes[key]["name"] == ours.nodes[key]["name"]
    edges = {data["iri"]: data for _, _, data in graph.edges(data=True)}
    for _, _, data in ours.edges(data=True):
        assert edges[data["iri"]]["exact"] == data["exact"]


def test_characters_that_xml_forbids_are_marked(product, ontology, tmp_path):
    evil = [replace(one, name=f"{one.name}\x00\x0b\ufffe") for one in product.resolved]
    export(replace(product, resolved=tuple(evil)), tmp_path, ontology=ontology)
    graph = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert all(data["name"].endswith("\ufffd\ufffd\ufffd") for _, data in graph.nodes(data=True))


def test_groups_are_those_of_the_pages(ontology, tmp_path):
    product = make_crowd(200)
    export(product, tmp_path, ontology=ontology)
    graph = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    found = groups(network(product, ontology), cap=CAP - GUESTS)
    assert len(found) > 3
    assert {key: graph.nodes[key]["group"] for key in graph} == {
        key: str(one.number) for one in found for key in one.members
    }
