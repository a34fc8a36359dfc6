"""The network of entities -> pictures: the whole of it, and the neighbourhood of every entity.

Drawn by pyvis with a template of ours: its own asks content delivery networks for scripts and lets
texts become markup. Layout is done here, so that the browser runs no physics.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import networkx as nx
from jinja2 import Environment
from markupsafe import Markup
from pyvis.network import Network  # type: ignore[import-untyped]  # it has no types

from kg.export.claims import Claim, Claims, Ref
from kg.export.layout import positions
from kg.ontology import Ontology

CAP = 150  # entities a picture: more cannot be read
EVIDENCE = 20  # claims listed for an edge; the entities' pages have all
SHAPES = ("triangleDown", "star", "hexagon", "square", "dot", "diamond", "triangle", "dot")
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 86400000, "hideEdgesOnDrag": False},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}, "selectionWidth": 0},
}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How entities of a class look."""

    type: str
    label: str
    family: int
    """Number of the colour and shape that it shares with the classes above and below it."""
    shade: int
    """Number of the variant of the colour."""

    @property
    def shape(self) -> str:
        """What vis-network calls the shape."""
        return SHAPES[self.family]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A part of the network, drawn."""

    html: Markup
    """Container, nodes and edges, by pyvis."""
    claims: list[Json]
    """What the edges stand for, by index."""
    legend: tuple[tuple[Style, int], ...]
    """(style, how many entities have it)."""
    labels: tuple[tuple[str, int], ...]
    """(what edges say, how many do), the commonest first."""
    refs: tuple[tuple[Ref, int], ...]
    """(entity, how many claims connect it), the best connected first."""
    total: int
    """How many entities there are to show."""


def styles(ontology: Ontology) -> Mapping[str, Style]:
    """Return how each class looks: one colour and shape for a class and all below it."""
    tops = sorted(name for name, one in ontology.classes.items() if len(one.broader) == 1)
    found = {}
    for index, top in enumerate(tops):
        below = sorted(n for n in ontology.classes if ontology.is_a(n, top) and n != top)
        for shade, name in enumerate((top, *below)):
            found[name] = Style(
                type=name,
                label=ontology.classes[name].label,
                family=min(index, len(SHAPES) - 1),
                shade=min(shade, 3),
            )
    return found


def overview(graph: nx.MultiDiGraph[str], claims: Claims, environment: Environment) -> Picture:
    """Return the picture of the best connected entities."""
    ranked = sorted(graph, key=lambda key: (-graph.degree(key), key))
    best = graph.subgraph(ranked[:CAP])
    linked = {key for key in best if best.degree(key)}  # a lone entity says nothing
    rest = (key for key in ranked if key not in linked and linked & {*nx.all_neighbors(graph, key)})
    chosen = [*(key for key in ranked if key in linked), *islice(rest, CAP - len(linked))]
    return _picture(graph, chosen, claims, environment, total=len(graph), wide=1.4)


def neighbourhood(
    graph: nx.MultiDiGraph[str], key: str, claims: Claims, environment: Environment
) -> Picture | None:
    """Return the picture of an entity and all that claims connect it with, None if nothing is."""
    if key not in graph:
        return None
    shared = {
        other: graph.number_of_edges(key, other) + graph.number_of_edges(other, key)
        for other in nx.all_neighbors(graph, key)
    }
    others = sorted(shared, key=lambda one: (-shared[one], -graph.degree(one), one))
    chosen = [key, *others[: CAP - 1]]
    return _picture(graph, chosen, claims, environment, total=len(shared) + 1, wide=1.8)


def _picture(
    graph: nx.MultiDiGraph[str],
    chosen: Sequence[str],
    claims: Claims,
    environment: Environment,
    *,
    total: int,
    wide: float,
) -> Picture:
    part = graph.subgraph(chosen)
    style_of = styles(claims.ontology)
    numbers = {key: index for index, key in enumerate(chosen)}
    degrees = [part.degree(key) for key in chosen]
    step = min(3.2, 18 / max([1, *degrees]) ** 0.5)  # the largest is not larger in large graphs
    sizes = [round(7 + step * degree**0.5, 1) for degree in degrees]
    network = _network(environment)
    refs = [claims.ref(key) for key in chosen]
    places = positions(_plain(part, numbers), sizes, [ref.name for ref in refs], wide=wide)
    for number, ref in enumerate(refs):
        style = _style(style_of, ref)
        network.add_node(
            number, label=ref.name, shape=style.shape, color="", type=style.type,
            family=style.family, shade=style.shade, size=sizes[number], weight=degrees[number],
            path=ref.path, kind=style.label, x=places[number][0], y=places[number][1],
        )  # fmt: skip
    shown = _add_edges(network, part, numbers, claims)
    labels = _count(values["label"] for _, _, values in part.edges(data=True))
    types = _count(_style(style_of, ref).type for ref in refs)
    found = {ref.type: _style(style_of, ref) for ref in refs}
    return Picture(
        html=Markup(network.generate_html()),
        claims=shown,
        legend=tuple(sorted(((found[t], n) for t, n in types), key=_legend_order)),
        labels=tuple(labels),
        refs=tuple(sorted(zip(refs, degrees, strict=True), key=lambda p: (-p[1], p[0].name))),
        total=total,
    )


def _network(environment: Environment) -> Network:
    network = Network(directed=True, cdn_resources="local")
    network.templateEnv = environment
    network.path = "network.html"
    network.set_options(json.dumps(OPTIONS))
    return network


def _style(style_of: Mapping[str, Style], ref: Ref) -> Style:
    plain = Style(type=ref.type, label=ref.label, family=len(SHAPES) - 1, shade=0)
    return style_of.get(ref.type, plain)


def _plain(part: nx.MultiDiGraph[str], numbers: Mapping[str, int]) -> nx.Graph[int]:
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(numbers)))
    for source, target in sorted((numbers[s], numbers[t]) for s, t in part.edges()):
        weight = plain.get_edge_data(source, target, {"weight": 0})["weight"]
        plain.add_edge(source, target, weight=weight + 1)
    return plain


def _add_edges(
    network: Network, part: nx.MultiDiGraph[str], numbers: Mapping[str, int], claims: Claims
) -> list[Json]:
    """Add one edge for all claims of one direction and polarity; return the claims shown."""
    merged: dict[tuple[int, int, str], list[tuple[str, str]]] = {}
    for source, target, values in part.edges(data=True):
        ends = (numbers[source], numbers[target], values["polarity"])
        merged.setdefault(ends, []).append((values["iri"], values["label"]))
    index_of: dict[str, int] = {}
    for (start, end, polarity), found in sorted(merged.items()):
        found.sort(key=lambda pair: _latest(claims.by_iri[pair[0]]))
        network.add_edge(
            start, end, polarity=polarity, count=len(found),
            claims=[index_of.setdefault(iri, len(index_of)) for iri, _ in found[:EVIDENCE]],
            labels=[label for _, label in found[:EVIDENCE]],
        )  # fmt: skip
    return [_evidence(claims.by_iri[iri]) for iri in index_of]


def _latest(claim: Claim) -> tuple[int, str]:
    day = claim.article.published
    return (-day.toordinal() if day else 0, claim.iri)


def _evidence(claim: Claim) -> Json:
    article = claim.article
    return {
        "kind": claim.kind,
        "label": claim.label,
        "exact": claim.exact,
        "before": claim.before,
        "after": claim.after,
        "source": claim.source.name if claim.source else None,
        "via": [ref.name for ref in claim.via],
        "polarity": claim.record.polarity,
        "certainty": claim.record.certainty,
        "title": article.title or article.id,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "path": claim.path,
        "spans": [[span.start, span.end] for span in claim.spans],
    }


def _count(names: Iterable[str]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _legend_order(pair: tuple[Style, int]) -> tuple[int, int, str]:
    return pair[0].family, pair[0].shade, pair[0].type
