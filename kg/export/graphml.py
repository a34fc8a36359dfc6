"""Product -> GraphML of who is connected with whom, for Gephi, Cytoscape and networkx."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx

from kg.export.groups import groups
from kg.model import Product
from kg.network import network
from kg.ontology import Ontology

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


def export(product: Product, folder: Path, *, ontology: Ontology) -> None:
    """Write graph.graphml: entities as nodes, claims as edges, for Gephi and networkx.

    ``group`` of a node is the number of the group that the pages of the graph show it in.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    source = network(product, ontology)
    group_of = {key: str(one.number) for one in groups(source) for key in one.members}
    for node in sorted(source):
        values = {**source.nodes[node], "group": group_of[node]}
        graph.add_node(_legal(node), **_attributes(values))
    for start, end, key in sorted(source.edges(keys=True)):
        values = _attributes(source.edges[start, end, key])
        graph.add_edge(_legal(start), _legal(end), key=key, **values)
    nx.write_graphml_xml(graph, folder / "graph.graphml", prettyprint=True)


def _attributes(values: dict[str, str]) -> dict[str, str]:
    return {name: _legal(value) for name, value in sorted(values.items())}


def _legal(text: str) -> str:
    return ILLEGAL.sub("\ufffd", text)
