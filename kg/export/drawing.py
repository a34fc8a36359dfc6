"""The network of entities -> pictures: of all, of every group, and of an entity's neighbours.

Drawn by pyvis with a template of ours: its own asks content delivery networks for scripts and lets
texts become markup. Layout is done here, so that the browser runs no physics.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import networkx as nx
from jinja2 import Environment
from markupsafe import Markup
from pyvis.network import Network  # type: ignore[import-untyped]  # it has no types

from kg.export.addresses import SITE
from kg.export.claims import Claims, Ref
from kg.export.groups import Group, groups, merged
from kg.export.layout import positions
from kg.export.lines import Json, Line, Lines
from kg.export.styles import Style, style_of, styles

CAP = 150  # entities of a picture whose names can all be read
GUESTS = 20  # of them from other groups, in the picture of a group
MAP = 2000  # entities of the picture of everything: more make a browser slow
HOOD = 30  # entities around and with an entity
NAMED = 80  # entities of the map that get room for their names
COLOURS = 10  # groups that have a colour of their own
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 86400000, "hideEdgesOnDrag": False},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}, "selectionWidth": 0},
}

Edge = tuple[str, str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A group as pages show it."""

    number: int
    names: tuple[str, ...]
    """Its best connected members; none where it holds several small groups."""
    size: int
    """How many members it has."""
    colour: int
    """From 1; 0 if there are more groups than colours."""
    path: str | None
    """Of its page; None if all entities are in one picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A part of the network, drawn."""

    html: Markup
    """Container, nodes and edges, by pyvis."""
    lines: Lines
    """What the edges stand for."""
    legend: tuple[tuple[Style, int], ...]
    """(style, how many entities have it)."""
    circles: tuple[tuple[Circle, int], ...]
    """(group, how many of its members are shown), the largest first."""
    labels: tuple[tuple[str, int], ...]
    """(what edges say, how many do), the commonest first."""
    refs: tuple[tuple[Ref, int], ...]
    """(entity, how many claims connect it), the best connected first."""
    total: int
    """How many entities there are to show."""

    @property
    def colours(self) -> dict[int, int]:
        """Number of the colour by number of the group."""
        return {circle.number: circle.colour for circle, _ in self.circles}


class Pictures:
    """Draws parts of one network."""

    def __init__(
        self, graph: nx.MultiDiGraph[str], claims: Claims, environment: Environment
    ) -> None:
        self.graph = graph
        self._claims = claims
        self._environment = environment
        self._styles = styles(claims.ontology)

    @property
    def paged(self) -> bool:
        """Whether there are too many entities for one picture, so that groups have pages."""
        return len(self.graph) > CAP

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """Keys of all connected entities, the best connected first."""
        return tuple(sorted(self.graph, key=lambda key: (-self.graph.degree(key), key)))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All groups; every entity is in one."""
        return groups(self.graph, cap=max(1, CAP - GUESTS))

    @cached_property
    def circles(self) -> tuple[Circle, ...]:
        """All groups as pages show them."""
        return tuple(self._circle(one) for one in self.groups)

    @cached_property
    def group_of(self) -> Mapping[str, int]:
        """Index in ``groups`` by entity."""
        return {key: index for index, one in enumerate(self.groups) for key in one.members}

    def overview(self) -> Picture:
        """Return the picture of the best connected entities."""
        best = self.graph.subgraph(self.ranked[:CAP])
        linked = {key for key in best if best.degree(key)}  # a lone entity says nothing
        rest = (
            key
            for key in self.ranked
            if key not in linked and linked & {*nx.all_neighbors(self.graph, key)}
        )
        chosen = [*(k for k in self.ranked if k in linked), *islice(rest, CAP - len(linked))]
        return self._picture(chosen, total=len(self.graph), wide=1.4, grouped=True)

    def everything(self) -> Picture:
        """Return the picture of all entities, or of the ``MAP`` best connected."""
        chosen = self.ranked[:MAP]
        return self._picture(chosen, total=len(self.graph), wide=1.5, grouped=True, named=NAMED)

    def of_group(self, group: Group) -> Picture:
        """Return the picture of a group, and of those outside that it is most connected with."""
        inside = frozenset(group.members)
        partners = (other for key in group.members for other in self._partners(key))
        shared = Counter(other for other in partners if other not in inside)
        guests = sorted(shared, key=lambda key: (-shared[key], key))[:GUESTS]
        chosen = [*group.members, *guests]
        total = len(inside) + len(shared)
        return self._picture(
            chosen, total=total, wide=1.4, guests=frozenset(guests), grouped=bool(guests)
        )

    def around(self, group: Group) -> list[tuple[Circle, int]]:
        """Return the groups that a group is connected with, by how many claims."""
        partners = (other for key in group.members for other in self._partners(key))
        counts = Counter(self.group_of[other] for other in partners)
        counts.pop(group.number - 1, None)
        ranked = sorted(counts, key=lambda index: (-counts[index], index))
        return [(self.circles[index], counts[index]) for index in ranked]

    def neighbourhood(self, key: str) -> Picture | None:
        """Return the picture of an entity with its closest neighbours, None if it has none.

        At most ``HOOD`` entities; ``total`` of the picture tells how many there would be. A page
        shows it with the macro ``network`` of macros.html.
        """
        if key not in self.graph:
            return None
        graph = self.graph
        shared = Counter(self._partners(key))
        others = sorted(shared, key=lambda one: (-shared[one], -graph.degree(one), one))
        return self._picture([key, *others[: HOOD - 1]], total=len(shared) + 1, wide=1.8)

    def names(self) -> list[list[str]]:
        """Return name, class, own page and graph page of all entities, the best connected first."""
        refs = (self._claims.ref(key) for key in self.ranked)
        return [[ref.name, ref.label, ref.path or "", self.page_of(ref.key) or ""] for ref in refs]

    def page_of(self, key: str) -> str | None:
        """Return the path of the graph page that certainly shows an entity, None if none does."""
        if key not in self.graph:
            return None
        circle = self.circles[self.group_of[key]] if self.paged else None
        return circle.path if circle else f"{SITE}/graph.html"

    def _partners(self, key: str) -> Iterator[str]:
        """Yield the other end of every claim that connects an entity."""
        yield from (end for _, end in self.graph.out_edges(key))
        yield from (start for start, _ in self.graph.in_edges(key))

    def _circle(self, one: Group) -> Circle:
        return Circle(
            number=one.number,
            names=tuple(self._claims.ref(key).name for key in one.namesakes),
            size=len(one.members),
            colour=one.number if one.number <= COLOURS and not one.small else 0,
            path=f"{SITE}/group-{one.number}.html" if self.paged else None,
        )

    def _picture(
        self,
        chosen: Sequence[str],
        *,
        total: int,
        wide: float,
        grouped: bool = False,
        guests: frozenset[str] = frozenset(),
        named: int = CAP,
    ) -> Picture:
        """Draw ``chosen``, with the lines between them but not those among guests."""
        part = self.graph.subgraph(chosen)
        edges = [e for e in part.edges(data=True) if not (e[0] in guests and e[1] in guests)]
        numbers = {key: index for index, key in enumerate(chosen)}
        degrees = _degrees(edges, numbers)
        refs = [self._claims.ref(key) for key in chosen]
        sizes = _sizes(degrees)
        shown = self._shown_groups(numbers) if grouped else []
        places = positions(
            merged(part, numbers), sizes,
            [ref.name if index < named else "" for index, ref in enumerate(refs)],
            groups=[] if guests else [members for _, members in shown], wide=wide,
        )  # fmt: skip
        network = _network(self._environment)
        for number, ref in enumerate(refs):
            style = style_of(self._styles, ref)
            outside = self.graph.degree(ref.key) - degrees[number]
            network.add_node(
                number, label=ref.name, shape=style.shape, color="", type=style.type,
                family=style.family, shade=style.shade, size=sizes[number],
                weight=degrees[number], path=ref.path, kind=style.label, outside=outside,
                guest=ref.key in guests, x=places[number][0], y=places[number][1],
                group=self.group_of[ref.key] + 1 if grouped else 0,
            )  # fmt: skip
        lines = Lines.of(edges, self._claims)
        for line in lines.lines:
            _add_line(network, line, numbers)
        return Picture(
            html=Markup(network.generate_html()),
            lines=lines,
            legend=self._legend(refs),
            circles=tuple((self.circles[index], len(members)) for index, members in shown),
            labels=tuple(_count(values["label"] for _, _, values in edges)),
            refs=tuple(sorted(zip(refs, degrees, strict=True), key=lambda p: (-p[1], p[0].name))),
            total=total,
        )

    def _shown_groups(self, numbers: Mapping[str, int]) -> list[tuple[int, list[int]]]:
        """Return (index of the group, numbers of its members in the picture)."""
        found: dict[int, list[int]] = {}
        for key, number in numbers.items():
            found.setdefault(self.group_of[key], []).append(number)
        return sorted(found.items())

    def _legend(self, refs: Sequence[Ref]) -> tuple[tuple[Style, int], ...]:
        counts = Counter(style_of(self._styles, ref) for ref in refs)
        return tuple(sorted(counts.items(), key=_legend_order))


def _degrees(edges: Iterable[Edge], numbers: Mapping[str, int]) -> list[int]:
    degrees = [0] * len(numbers)
    for start, end, _ in edges:
        degrees[numbers[start]] += 1
        degrees[numbers[end]] += 1
    return degrees


def _sizes(degrees: Sequence[int]) -> list[float]:
    """Return radii in pixels: the largest is not larger in large graphs."""
    step = min(3.2, 18 / max([1, *degrees]) ** 0.5)
    return [round(7 + step * degree**0.5, 1) for degree in degrees]


def _network(environment: Environment) -> Network:
    network = Network(directed=True, cdn_resources="local")
    network.templateEnv = environment
    network.path = "network.html"
    network.set_options(json.dumps(OPTIONS))
    return network


def _add_line(network: Network, line: Line, numbers: Mapping[str, int]) -> None:
    values: Json = {"polarity": line.polarity, "marks": line.marks}
    network.add_edge(numbers[line.start], numbers[line.end], **values)


def _count(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))


def _legend_order(pair: tuple[Style, Any]) -> tuple[int, int, str]:
    return pair[0].family, pair[0].shade, pair[0].type
