"""A graph -> where its nodes lie: groups beside each other, room for every label.

Deterministic: no random start, and positions are rounded to whole pixels. Forces between all pairs
are quadratic, so a large graph is laid out group by group, and then the groups like nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, pi, sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.export.groups import communities

TOGETHER = 200  # nodes laid out at once; above, each group by itself
BETWEEN = 60.0  # pixels between groups that are laid out by themselves
STEPS = 150  # at most; small graphs settle sooner
IDEAL = 120.0  # pixels that an edge would like to be long
FILLED = 0.34  # share of the picture that nodes and labels may cover
PACKED = 1.3  # share that groups may cover before they are pushed apart
LETTER, LINE = 7.4, 19.0  # pixels of a label
LONGEST = 24  # letters of a label that are shown
GOLDEN = pi * (3 - sqrt(5))

Points = NDArray[np.float64]


def positions(
    graph: nx.Graph[int],
    sizes: Sequence[float],
    labels: Sequence[str],
    *,
    groups: Sequence[Sequence[int]] = (),
    wide: float = 1.4,
) -> list[tuple[int, int]]:
    """Return x and y in pixels for every node; the middle of the picture is (0, 0).

    Args:
        graph: nodes are 0, 1, 2 …; edges may have a ``weight``.
        sizes: radius of every node in pixels.
        labels: what is written below every node; room is kept for it, none for an empty one.
        groups: what stays together, every node in one; the communities of the graph if empty.
        wide: width by height of the picture.
    """
    if len(graph) == 0:
        return []
    boxes = _boxes(sizes, labels)
    together = groups or communities(graph)
    lay = _at_once if len(graph) <= TOGETHER else _by_group
    return [(int(x), int(y)) for x, y in np.rint(lay(graph, boxes, together, wide))]


def _at_once(
    graph: nx.Graph[int], boxes: Points, groups: Sequence[Sequence[int]], wide: float
) -> Points:
    points = _relaxed(_start(groups, len(graph)), graph, groups)
    return _centred(_separated(_fitted(points, boxes, wide), boxes))


def _by_group(
    graph: nx.Graph[int], boxes: Points, groups: Sequence[Sequence[int]], wide: float
) -> Points:
    """Lay out every group, then the groups, the edges between two of them pulling together."""
    points = np.zeros((len(graph), 2))
    extents = np.zeros((len(groups), 2))
    for index, group in enumerate(groups):
        part = nx.relabel_nodes(graph.subgraph(group), {node: n for n, node in enumerate(group)})
        own = boxes[list(group)]
        points[list(group)] = inside = _at_once(part, own, communities(part), 1.2)
        extents[index] = (inside + own / 2).max(axis=0) - (inside - own / 2).min(axis=0) + BETWEEN
    alone = [[index] for index in range(len(groups))]
    among = _relaxed(_start(alone, len(groups)), _between(graph, groups), alone)
    radius = np.maximum(np.hypot(among[:, 0], among[:, 1]), 1.0)
    among = among / np.sqrt(radius)[:, None]  # what hangs on nothing would lie far outside
    centres = _separated(_fitted(among, extents, wide, PACKED), extents)
    for centre, group in zip(_centred(centres), groups, strict=True):
        points[list(group)] += centre
    return _centred(points)


def _between(graph: nx.Graph[int], groups: Sequence[Sequence[int]]) -> nx.Graph[int]:
    """Return the graph whose nodes are the groups."""
    group_of = {node: index for index, group in enumerate(groups) for node in group}
    weights: dict[tuple[int, int], int] = {}
    for one, other, weight in graph.edges(data="weight", default=1):
        pair = group_of[one], group_of[other]
        if pair[0] != pair[1]:
            pair = min(pair), max(pair)
            weights[pair] = weights.get(pair, 0) + weight
    among: nx.Graph[int] = nx.Graph()
    among.add_nodes_from(range(len(groups)))
    among.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(weights.items()))
    return among


def _centred(points: Points) -> Points:
    centred: Points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    return centred


def _boxes(sizes: Sequence[float], labels: Sequence[str]) -> Points:
    """Return width and height of every node with its label below it."""
    widths = [
        max(2 * size, min(len(label), LONGEST) * LETTER) + 10
        for size, label in zip(sizes, labels, strict=True)
    ]
    heights = [
        2 * size + (LINE + 4 if label else 10) for size, label in zip(sizes, labels, strict=True)
    ]
    return np.array([widths, heights]).T


def _start(groups: Sequence[Sequence[int]], count: int) -> Points:
    """Place communities along a sunflower spiral, and the nodes of each along one of its own."""
    points = np.zeros((count, 2))
    before = 0.0
    for index, group in enumerate(groups):
        centre = _spiral(index, sqrt(before + len(group) / 2) * IDEAL)
        for place, node in enumerate(group):
            points[node] = centre + _spiral(place, sqrt(place) * IDEAL / 2)
        before += len(group)
    return points


def _spiral(index: int, radius: float) -> Points:
    angle = index * GOLDEN
    return np.array([np.cos(angle), np.sin(angle)]) * radius


def _relaxed(points: Points, graph: nx.Graph[int], groups: Sequence[Sequence[int]]) -> Points:
    """Let neighbours attract and all others repel each other, stronger across communities."""
    count = len(points)
    degrees = np.array([max(1, graph.degree(node)) for node in range(count)], dtype=np.float64)
    pull = np.zeros((count, count))
    for one, other, weight in graph.edges(data="weight", default=1):
        if one != other:
            strength = (1 + log(weight)) / min(degrees[one], degrees[other]) ** 0.5
            pull[one, other] = pull[other, one] = strength
    group_of = np.zeros(count)
    for index, group in enumerate(groups):
        group_of[list(group)] = index
    push = np.where(group_of[:, None] == group_of[None, :], 1.0, 1.6) * IDEAL**2
    steps = min(STEPS, 40 + 2 * count)
    for step in range(steps):
        apart = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1.0)
        force = push / distance**2 - pull * distance / IDEAL
        move = (apart * force[:, :, None]).sum(axis=1)
        move -= points * 0.08 * count  # gravity keeps islands in sight
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        heat = 50 * (1 - step / steps) + 1
        points = points + move / length[:, None] * np.minimum(length, heat)[:, None]
    return points


def _fitted(points: Points, boxes: Points, wide: float, filled: float = FILLED) -> Points:
    """Stretch or shrink to a picture of the wanted shape, with room for all boxes."""
    area = float(boxes.prod(axis=1).sum()) / filled
    height = sqrt(area / wide)
    extent = np.maximum(points.max(axis=0) - points.min(axis=0), 1.0)
    scale = np.array([height * wide, height]) / extent
    if len(points) < 8:  # a few nodes in a row would be torn apart
        scale = np.minimum(scale, 1.6)
    fitted: Points = points * scale
    return fitted


def _separated(points: Points, boxes: Points) -> Points:
    """Push boxes apart that overlap, along the axis on which they overlap less."""
    count = len(points)
    if count < 2:
        return points
    room = (boxes[:, None, :] + boxes[None, :, :]) / 2
    room[np.arange(count), np.arange(count)] = 0.0
    order = np.sign(np.arange(count)[:, None] - np.arange(count)[None, :])
    for _ in range(120):
        apart = points[:, None, :] - points[None, :, :]
        overlap = room - np.abs(apart)
        touching = (overlap[..., 0] > 0.5) & (overlap[..., 1] > 0.5)
        if not touching.any():
            break
        sideways = overlap[..., 0] < overlap[..., 1]
        side = np.where(apart == 0, order[..., None], np.sign(apart))
        move = np.where(touching[..., None], side * overlap, 0.0)
        move[..., 0] *= sideways
        move[..., 1] *= ~sideways
        points = points + move.sum(axis=1) * 0.3
    return points
