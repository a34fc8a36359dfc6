"""Who connects whom, and who matters: networkx over an opened build."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import networkx as nx

from kg.errors import QueryError
from kg.explain import PLAIN, named
from kg.opened import Build

SAMPLE = 500  # entities that paths are counted from; more take minutes


def connection(build: Build, start: str, end: str) -> str:
    """Return the shortest chain of claims between two entities, as text.

    Raises:
        QueryError: one of them is unknown, or nothing connects them.
    """
    graph = build.graph()
    ends = [_node(build, graph, name) for name in (start, end)]
    try:
        nodes = nx.shortest_path(graph.to_undirected(as_view=True), *ends)
    except nx.NetworkXNoPath as error:
        raise QueryError(f"no chain of claims connects {start!r} and {end!r}") from error
    return "\n".join(_hop(graph, left, right) for left, right in pairwise(nodes))


def centrality(build: Build, top: int) -> str:
    """Return the entities that connect most others (betweenness; Freeman, 1977), as text.

    Raises:
        QueryError: no claim connects two entities.
    """
    graph = build.graph()
    if not graph:
        raise QueryError("no claim of the build connects two entities")
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted({(start, end) for start, end in graph.edges()}))
    sample = min(len(plain), SAMPLE)
    ranks = nx.betweenness_centrality(plain, k=sample, seed=0)
    rows = sorted(ranks.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))[:top]
    return "\n".join(
        f"{rank:6.3f}  {graph.degree(key):>4} claims  {graph.nodes[key]['name']} "
        f"({graph.nodes[key]['type']})"
        for key, rank in rows
    )


def _node(build: Build, graph: nx.MultiDiGraph[str], name: str) -> str:
    keys = [one.key for one in named(build, name) if one.key in graph]
    if not keys:
        raise QueryError(f"no entity with a claim is called {name!r}: try kg query entities")
    return keys[0]


def _hop(graph: nx.MultiDiGraph[str], left: str, right: str) -> str:
    """Return one step of a chain in the direction of its claim, the plainest claim there is."""
    edges = [(edge, False) for edge in (graph.get_edge_data(left, right) or {}).values()]
    edges += [(edge, True) for edge in (graph.get_edge_data(right, left) or {}).values()]
    best, backwards = min(edges, key=lambda one: (_doubt(one[0]), one[0]["iri"], one[1]))
    names = graph.nodes[left]["name"], graph.nodes[right]["name"]
    arrow = f"<-- {best['label']} --" if backwards else f"-- {best['label']} -->"
    notes = [best[name] for name in ("polarity", "certainty") if best[name] not in PLAIN]
    hedge = f" ({', '.join(notes)})" if notes else ""
    return f"{names[0]} {arrow} {names[1]}{hedge}\n    {best['exact']!r} ({best['article']})"


def _doubt(edge: Mapping[str, str]) -> tuple[bool, bool, bool]:
    return edge["polarity"] == "denied", edge["certainty"] != "certain", edge["kind"] != "relation"
