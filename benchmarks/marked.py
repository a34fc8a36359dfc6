"""Marked quotations of the corpus -> texts and gold quotes; and how well quotes are read in them.

The mark-up is described in corpus/quotations/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from kg.model import Quote, Span

MARK = re.compile(r"\[([^\[\]]+)\]\(([scvdim])(\d?)((?: [a-z]+)*)\)")
SPLIT = re.compile(r"<!-- split: (\w+) -->")
PARAGRAPH = " ¶ "
KINDS = {"d": "direct", "i": "indirect", "m": "mixed"}
MODES = ("writing", "belief", "intention", "order")
SURENESS = ("probable", "possible")
LIKE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One quote of a line."""

    kind: str = ""
    mode: str = "speech"
    polarity: str = "affirmed"
    certainty: str = "certain"
    content: tuple[Span, ...] = ()
    source: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One text with its quotes."""

    id: str
    text: str
    quotes: tuple[Marked, ...] = field(default=())


class Share(NamedTuple):
    """How many are right of how many found and how many there are."""

    right: int
    found: int
    gold: int


def read_lines(folder: Path, split: str) -> list[Line]:
    """Return the lines of the files of one part, in order of file names."""
    found = []
    for path in sorted(folder.glob("*.md")):
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        part = SPLIT.match(first)
        if part and part[1] == split:
            lines = (one.strip() for one in rest)
            found += [
                _line(f"{path.stem}-{n}", line) for n, line in enumerate(filter(None, lines), 1)
            ]
    return found


def _line(id: str, line: str) -> Line:
    text, at = "", 0
    quotes: dict[str, Marked] = {}
    line = line.replace(PARAGRAPH, "\n")
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        span = Span(len(text), len(text) + len(mark[1]))
        text, at = text + mark[1], mark.end()
        number = mark[3] or "1"
        quotes[number] = _with(quotes.get(number, Marked()), mark[2], span, mark[4].split())
    text += line[at:]
    if "](" in text:
        raise ValueError(f"{id}: a mark is not understood: {text}")
    first = quotes.get("1")
    kept = [
        replace(one, source=first.source) if first and one.source is None else one
        for one in quotes.values()
        if one.content
    ]
    return Line(id=id, text=text, quotes=tuple(kept))


def _with(quote: Marked, role: str, span: Span, flags: list[str]) -> Marked:
    if role == "s":
        return replace(quote, source=span)
    if role == "c":
        return replace(quote, cue=span)
    if role == "v":
        return quote
    quote = replace(quote, content=(*quote.content, span), kind=KINDS[role])
    for flag in flags:
        if flag in MODES:
            quote = replace(quote, mode=flag)
        elif flag in SURENESS:
            quote = replace(quote, certainty=flag)
        elif flag == "denied":
            quote = replace(quote, polarity=flag)
        else:
            raise ValueError(f"unknown word in a mark: {flag}")
    return quote


def scores(lines: Iterable[tuple[Line, tuple[Quote, ...]]]) -> dict[str, Share]:
    """Return row -> counts: content, with source, and facets of the quotes whose content is right.

    Args:
        lines: each with the quotes that were found in it.
    """
    found = gold = 0
    pairs = []
    for line, quotes in lines:
        found, gold = found + len(quotes), gold + len(line.quotes)
        pairs += [(line.text, *pair) for pair in _pairs(line, quotes)]
    right = {
        "content": len(pairs),
        "content+source": sum(_same_source(*pair) for pair in pairs),
        "content+kind": sum(mine.kind == other.kind for _, other, mine in pairs),
    }
    table = {name: Share(number, found, gold) for name, number in right.items()}
    for name in ("mode", "polarity", "certainty"):
        same = sum(getattr(mine, name) == getattr(other, name) for _, other, mine in pairs)
        table[f"{name} where found"] = Share(same, len(pairs), len(pairs))
    return table


def right(line: Line, quotes: tuple[Quote, ...]) -> list[tuple[Marked, Quote]]:
    """Return the marked quotes whose content and source were found, with what was found."""
    return [pair for pair in _pairs(line, quotes) if _same_source(line.text, *pair)]


def _pairs(line: Line, quotes: tuple[Quote, ...]) -> Iterator[tuple[Marked, Quote]]:
    left = list(quotes)
    for one in line.quotes:
        wanted = _letters(line.text, one.content)
        ranked = [(_alike(wanted, _letters(line.text, mine.content)), mine) for mine in left]
        best = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
        if best[1] is not None and best[0] >= LIKE:
            left.remove(best[1])
            yield one, best[1]


def _same_source(text: str, gold: Marked, found: Quote) -> bool:
    wanted = _letters(text, (gold.source,) if gold.source else ())
    mine = _letters(text, (found.source_span,) if found.source_span else ())
    return not (wanted or mine) or (bool(mine) and 2 * len(wanted & mine) >= len(mine))


def _letters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(i for one in spans for i in range(one.start, one.end) if text[i].isalnum())


def _alike(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
