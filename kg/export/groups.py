"""A network -> the groups it falls into: communities, none larger than a picture can show.

Louvain on the merged, weighted network. What it leaves too large is cut again, and what is too
small to look at alone shares a group, so that every entity is in exactly one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import networkx as nx

SEED = 7  # of Louvain's order of visits
CAP = 130  # members of a group: what a picture shows, with some room for others
SMALLEST = 4  # members of a group of its own
NAMED_BY = 3  # members that give a group its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Entities that claims connect more with each other than with the rest."""

    number: int
    """From 1, the one that takes part in the most claims first."""
    members: tuple[str, ...]
    """Keys, the best connected first."""
    small: bool = False
    """Whether it holds several groups that are too small for a picture of their own."""

    @property
    def namesakes(self) -> tuple[str, ...]:
        """Keys of the members that it may be called after; none for small groups."""
        return () if self.small else self.members[:NAMED_BY]


def groups(graph: nx.MultiDiGraph[str], *, cap: int = CAP) -> tuple[Group, ...]:
    """Return the groups of a network: every node is in one, none has more than ``cap`` members."""
    keys = sorted(graph)
    plain = merged(graph, {key: index for index, key in enumerate(keys)})
    degree = [graph.degree(key) for key in keys]
    found = [
        sorted(part, key=lambda node: (-degree[node], node))
        for one in communities(plain)
        for part in _cut(plain, one, cap)
    ]
    found.sort(key=lambda one: (-len(one), one))
    large = [one for one in found if len(one) >= SMALLEST]
    large.sort(key=lambda one: (-sum(degree[node] for node in one), one))
    small = list(_bundled([one for one in found if len(one) < SMALLEST], cap))
    return tuple(
        Group(number=n, members=tuple(keys[node] for node in one), small=n > len(large))
        for n, one in enumerate(chain(large, small), start=1)
    )


def merged(graph: nx.MultiDiGraph[str], numbers: Mapping[str, int]) -> nx.Graph[int]:
    """Return the network with numbers for nodes and one edge, with a ``weight``, for each pair."""
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(sorted(numbers.values()))
    pairs = ((numbers[a], numbers[b]) for a, b in graph.edges() if a in numbers and b in numbers)
    for one, other in sorted((min(pair), max(pair)) for pair in pairs):
        weight = plain.get_edge_data(one, other, {"weight": 0})["weight"]
        plain.add_edge(one, other, weight=weight + 1)
    return plain


def communities(graph: nx.Graph[int], *, resolution: float = 1.0) -> list[list[int]]:
    """Return Louvain communities, the largest first."""
    plain: nx.Graph[int] = nx.Graph()  # in order: Louvain depends on it
    plain.add_nodes_from(sorted(graph))
    edges = graph.edges(data="weight", default=1)
    plain.add_weighted_edges_from(sorted((min(a, b), max(a, b), w) for a, b, w in edges))
    found = nx.community.louvain_communities(plain, seed=SEED, resolution=resolution)
    return sorted((sorted(one) for one in found), key=lambda one: (-len(one), one))


def _cut(plain: nx.Graph[int], one: Sequence[int], cap: int) -> Iterator[Sequence[int]]:
    """Yield parts of a community that are no larger than ``cap``."""
    if len(one) <= cap:
        yield one
        return
    part = plain.subgraph(one)
    for resolution in (1.0, 2.0):
        found = communities(part, resolution=resolution)
        if len(found[0]) < len(one) and len(one) / len(found) >= SMALLEST:
            for smaller in found:
                yield from _cut(plain, smaller, cap)
            return
    # a star has no parts: it goes on from the best connected to the least
    ranked = sorted(one, key=lambda node: (-part.degree(node, weight="weight"), node))
    yield from (ranked[start : start + cap] for start in range(0, len(ranked), cap))


def _bundled(small: Sequence[list[int]], cap: int) -> Iterator[list[int]]:
    bundle: list[int] = []
    for one in small:
        if len(bundle) + len(one) > cap:
            yield bundle
            bundle = []
        bundle = bundle + one
    if bundle:
        yield bundle
