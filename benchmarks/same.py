"""Pairs of mentions in different articles: how many that are one are joined, and only those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from measured import Cells, Json

SPANS = ("mentions", "demonym_mentions", "metonym_mentions", "nominal_mentions")


class Placed(NamedTuple):
    """One mention of the gold: where it stands, whom it means, and whom kg takes it for."""

    article: str
    gold: str
    found: str | None
    """Key across articles; None where kg has no mention here."""


def of_seeds(gold: Iterable[Json], rows: Iterable[Json]) -> list[Placed]:
    """Return the mentions of a gold file whose entity ids are shared by its articles."""
    keys = _keys(rows)
    return [
        Placed(article, entity["id"], keys.get((article, span)))
        for row in gold
        for article in [f"{row['id'].removesuffix('.txt')}.txt"]
        for entity in row["entities"]
        if not entity.get("optional")
        for span in _spans(entity)
    ]


def of_corpus(gold: Iterable[Json], rows: Iterable[Json], same: Path) -> list[Placed]:
    """Return the mentions of the corpus; ``same`` says which entities of articles are one."""
    keys, groups = _keys(rows), {}
    for line in same.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            groups |= dict.fromkeys(line.split("\t"), line)
    return [
        Placed(row["id"], groups.get(id, id), keys.get((row["id"], span)))
        for row in gold
        for entity in row.get("entities", ())
        for id in [f"{row['id']}#{entity['id']}"]
        for span in _spans(entity)
    ]


def cells(placed: Iterable[Placed]) -> Mapping[str, Cells]:
    """Return the row of all mentions, and the row of those that kg has a mention for."""
    every = list(placed)
    known = [one for one in every if one.found]
    return {
        "pairs of mentions": _row(every),
        "pairs of mentions that were found": _row(known),
    }


def _row(placed: list[Placed]) -> Cells:
    gold = _pairs((one.article, one.gold) for one in placed)
    found = _pairs((one.article, one.found) for one in placed if one.found)
    right = _pairs((one.article, f"{one.gold}\0{one.found}") for one in placed if one.found)
    return {
        "P": 100 * right / found if found else None,
        "R": 100 * right / gold if gold else None,
        "right/found/gold": f"{right} / {found} / {gold}",
    }


def _pairs(named: Iterable[tuple[str, str]]) -> int:
    """Return how many pairs of different articles have one name."""
    uses: dict[str, Counter[str]] = {}
    for article, name in named:
        uses.setdefault(name, Counter())[article] += 1
    return sum(
        (sum(one.values()) ** 2 - sum(count**2 for count in one.values())) // 2
        for one in uses.values()
    )


def _keys(rows: Iterable[Json]) -> dict[tuple[str, tuple[int, int]], str]:
    return {
        (row["id"], (start, end)): entity.get("resolved") or f"{row['id']}#{entity['id']}"
        for row in rows
        for entity in row["entities"]
        for start, end in (*entity["mentions"], *entity["nominal_mentions"])
    }


def _spans(entity: Json) -> Iterator[tuple[int, int]]:
    for name in SPANS:
        for one in entity.get(name, ()):
            start, end = one["span"] if isinstance(one, dict) else one
            yield start, end
