"""layout: where the nodes of a picture lie."""

import networkx as nx
import pytest

from kg.export.layout import LINE, positions


def graph_of(*edges, nodes=0):
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_weighted_edges_from((one, other, 1) for one, other in edges)
    return graph


def clusters(count, size):
    """Complete graphs, each hanging on the next by one edge."""
    edges = []
    for first in range(0, count * size, size):
        edges += [(a, b) for a in range(first, first + size) for b in range(first, a)]
        edges += [(first, first + size)] if first + size < count * size else []
    return graph_of(*edges)


def overlaps(places, sizes, labels):
    found = 0
    for one in range(len(places)):
        for other in range(one):
            (x1, y1), (x2, y2) = places[one], places[other]
            near_x = abs(x1 - x2) < sizes[one] + sizes[other]
            near_y = abs(y1 - y2) < sizes[one] + sizes[other] + LINE / 2
            found += near_x and near_y
    return found


@pytest.mark.parametrize("nodes", [0, 1, 2, 3])
def test_small_graphs_have_positions(nodes):
    graph = graph_of(nodes=nodes)
    places = positions(graph, [8.0] * nodes, ["a name"] * nodes)
    assert len(set(places)) == len(places) == nodes


def test_a_lone_node_lies_in_the_middle():
    assert positions(graph_of(nodes=1), [8.0], ["x"]) == [(0, 0)]


def test_a_node_may_point_at_itself():
    assert len(set(positions(graph_of((0, 0), (0, 1)), [8.0] * 2, ["x"] * 2))) == 2


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(nx.star_graph(40), id="hub"),
        pytest.param(clusters(6, 8), id="clusters"),
        pytest.param(nx.path_graph(30), id="chain"),
        pytest.param(graph_of(nodes=60), id="no-edges"),
        pytest.param(nx.complete_graph(25), id="all-with-all"),
        pytest.param(nx.disjoint_union_all([nx.path_graph(3)] * 20), id="islands"),
    ],
)
def test_no_node_lies_on_another(graph):
    sizes, labels = [10.0] * len(graph), ["a longer name"] * len(graph)
    assert overlaps(positions(graph, sizes, labels), sizes, labels) == 0


def test_the_same_graph_gets_the_same_layout():
    sizes, labels = [10.0] * 48, ["name"] * 48
    assert positions(clusters(6, 8), sizes, labels) == positions(clusters(6, 8), sizes, labels)


def test_communities_stay_together():
    places = positions(clusters(4, 8), [10.0] * 32, ["name"] * 32)

    def distance(one, other):
        return (
            (places[one][0] - places[other][0]) ** 2 + (places[one][1] - places[other][1]) ** 2
        ) ** 0.5

    inside = [
        distance(a, b)
        for first in (0, 8, 16, 24)
        for a in range(first, first + 8)
        for b in range(first, a)
    ]
    across = [distance(a, b) for a in range(8) for b in range(16, 24)]
    assert sum(inside) / len(inside) < 0.6 * sum(across) / len(across)


def test_a_picture_is_wider_than_high():
    places = positions(clusters(6, 8), [10.0] * 48, ["name"] * 48, wide=1.6)
    width = max(x for x, _ in places) - min(x for x, _ in places)
    height = max(y for _, y in places) - min(y for _, y in places)
    assert 1.1 < width / height < 2.2
