"""groups: the parts of a network that have a page each."""

import networkx as nx
import pytest
from crowd import make_crowd

from kg.export.groups import SMALLEST, groups
from kg.network import network


def graph_of(*edges):
    graph = nx.MultiDiGraph()
    graph.add_edges_from((f"n{a:03}", f"n{b:03}") for a, b in edges)
    return graph


def circle(first, size):
    return [(first + n, first + m) for n in range(size) for m in range(n)]


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(graph_of(*circle(0, 9), *circle(9, 9), (0, 9)), id="two-circles"),
        pytest.param(graph_of(*((0, n) for n in range(1, 200))), id="star"),
        pytest.param(graph_of(*((n, n + 1) for n in range(100))), id="chain"),
        pytest.param(graph_of(*circle(0, 40)), id="all-with-all"),
        pytest.param(graph_of(*((n, n + 1) for n in range(0, 90, 2))), id="pairs"),
        pytest.param(graph_of(), id="nothing"),
    ],
)
def test_everything_is_in_one_group_and_none_is_too_large(graph):
    found = groups(graph, cap=20)
    members = [key for one in found for key in one.members]
    assert sorted(members) == sorted(graph)
    assert all(1 <= len(one.members) <= 20 for one in found)
    assert [one.number for one in found] == list(range(1, len(found) + 1))


def test_circles_are_groups_called_after_their_best_connected():
    first, second = groups(graph_of(*circle(0, 9), *circle(9, 9), (0, 9), (0, 12)), cap=20)
    assert {first.members, second.members} == {
        ("n000", *(f"n{n:03}" for n in range(1, 9))),
        ("n009", "n012", "n010", "n011", *(f"n{n:03}" for n in range(13, 18))),
    }
    assert first.namesakes[0] in {"n000", "n009"}


def test_what_is_too_small_shares_a_group_without_being_torn_apart():
    *large, small = groups(graph_of(*circle(0, 6), (10, 11), (20, 21), (20, 22)), cap=20)
    assert len(large) == 1 and not large[0].small
    assert small.small and small.namesakes == ()
    assert set(small.members) == {"n010", "n011", "n020", "n021", "n022"}
    assert SMALLEST > 3


def test_the_order_of_the_network_does_not_matter(ontology):
    graph = network(make_crowd(200), ontology)
    turned = nx.MultiDiGraph()
    turned.add_edges_from(sorted(graph.edges(), reverse=True))
    assert groups(graph, cap=50) == groups(turned, cap=50)
