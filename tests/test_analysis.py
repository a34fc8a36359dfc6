import networkx as nx

from kg.analysis import _hop


def graph_of(**edge):
    graph = nx.MultiDiGraph()
    graph.add_node("unit", name="the brigade")
    graph.add_node("army", name="the army")
    values = {"kind": "relation", "label": "captured by", "polarity": "affirmed"}
    values |= {"certainty": "certain", "exact": "words", "article": "a.txt", "iri": "x"} | edge
    graph.add_edge("unit", "army", key="1", **values)
    return graph


def test_a_step_keeps_the_direction_of_its_claim():
    assert "the brigade -- captured by --> the army" in _hop(graph_of(), "unit", "army")
    assert "the army <-- captured by -- the brigade" in _hop(graph_of(), "army", "unit")


def test_a_denied_step_says_so():
    assert "(denied, possible)" in _hop(
        graph_of(polarity="denied", certainty="possible"), "unit", "army"
    )


def test_a_plain_claim_is_shown_before_a_denied_one():
    graph = graph_of(polarity="denied", iri="a")
    values = dict(graph.edges["unit", "army", "1"]) | {"polarity": "affirmed", "iri": "b"}
    graph.add_edge("unit", "army", key="2", **values | {"exact": "plainly"})
    assert "plainly" in _hop(graph, "unit", "army")
