"""Pairs of mentions in different articles: how many that are one are joined, and only those."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from measured import Cells, Json

from kg.lang.spelling import ARTICLES
from kg.ontology import load

Texts = Mapping[str, str]
SPANS = ("mentions", "demonym_mentions", "metonym_mentions", "nominal_mentions")


Span = tuple[int, int]
Finder = Callable[[str, Span], tuple[str | None, str | None]]


class Placed(NamedTuple):
    """One mention of the gold: where it stands, whom it means, and whom kg takes it for."""

    article: str
    gold: str
    found: str | None
    """Key across articles; None where kg has no mention here."""
    bare: str | None = None
    """The same, if the articles and pronouns that begin a mention are left out of it."""


def of_seeds(gold: Iterable[Json], rows: Iterable[Json], texts: Texts) -> list[Placed]:
    """Return the mentions of a gold file whose entity ids are shared by its articles."""
    found = _keys(rows, texts)
    return [
        Placed(article, entity["id"], *found(article, span))
        for row in gold
        for article in [f"{row['id'].removesuffix('.txt')}.txt"]
        for entity in row["entities"]
        if not entity.get("optional")
        for span in _spans(entity)
    ]


def of_corpus(gold: Iterable[Json], rows: Iterable[Json], texts: Texts, same: Path) -> list[Placed]:
    """Return the mentions of the corpus; ``same`` says which entities of articles are one."""
    found, groups = _keys(rows, texts), {}
    for line in same.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            groups |= dict.fromkeys(line.split("\t"), line)
    return [
        Placed(row["id"], groups.get(id, id), *found(row["id"], span))
        for row in gold
        for entity in row.get("entities", ())
        for id in [f"{row['id']}#{entity['id']}"]
        for span in _spans(entity)
    ]


def cells(placed: Iterable[Placed]) -> Mapping[str, Cells]:
    """Return the row of all mentions, that of those which kg has a mention for, and a third.

    The third has a mention found with or without "the" or "its" before it (decision 10).
    """
    every = list(placed)
    known = [one for one in every if one.found]
    return {
        "pairs of mentions": _row(every),
        "pairs of mentions that were found": _row(known),
        "pairs of mentions, without “the”": _row([one._replace(found=one.bare) for one in every]),
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


def _keys(rows: Iterable[Json], texts: Texts) -> Finder:
    """Return what finds the key of a mention: as it stands, and without articles and pronouns."""
    exact = {
        (row["id"], (start, end)): entity.get("resolved") or f"{row['id']}#{entity['id']}"
        for row in rows
        for entity in row.get("entities", ())
        for start, end in (*entity["mentions"], *entity["nominal_mentions"])
    }
    bare: dict[tuple[str, Span], str] = {}
    for (article, span), key in sorted(exact.items()):
        bare.setdefault((article, _bare(span, texts[article])), key)

    def find(article: str, span: Span) -> tuple[str | None, str | None]:
        found = exact.get((article, span))
        return found, found or bare.get((article, _bare(span, texts[article])))

    return find


def _bare(span: Span, text: str) -> Span:
    """Return a span without the articles and pronouns that it begins with, if more is left."""
    start, end = span
    while found := re.match(r"(\w+)\s+(?=\w)", text[start:end]):
        if found[1].casefold() not in _determiners():
            break
        start += found.end()
    return start, end


@cache
def _determiners() -> frozenset[str]:
    """Return articles and the pronouns of the lexicon."""
    return ARTICLES | {word for cue in load().cues("PronounCue") for word in cue.words}


def _spans(entity: Json) -> Iterator[tuple[int, int]]:
    for name in SPANS:
        for one in entity.get(name, ()):
            start, end = one["span"] if isinstance(one, dict) else one
            yield start, end
