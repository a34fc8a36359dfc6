"""An article and its claims -> paragraphs of pieces: which claims cover which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.export.claims import Claim
from kg.model import Article, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that the same claims cover."""

    text: str
    claims: tuple[Claim, ...] = ()
    """The shortest evidence first."""
    fresh: bool = True
    """Whether its first claim did not lead the piece before it too."""
    anchors: tuple[str, ...] = ()
    """Ids of the claims whose first piece it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the article."""

    start: int
    """Offset of its first character."""
    noise: bool
    """Whether it lies outside what the article says."""
    pieces: tuple[Piece, ...]


def paragraphs(article: Article, claims: Sequence[Claim]) -> tuple[Paragraph, ...]:
    """Return the whole text, line by line, without the empty lines."""
    seen: set[str] = set()
    return tuple(_paragraph(article, line, claims, seen) for line in _lines(article))


def _lines(article: Article) -> Iterator[Span]:
    """Yield the lines with words in them, cut where body and noise meet."""
    cuts = {0, len(article.text)}
    cuts |= {index for index, letter in enumerate(article.text) if letter == "\n"}
    cuts |= {edge for span in article.body for edge in (span.start, span.end)}
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(article.text))
    for start, end in pairwise(edges):
        if article.text[start:end].strip():
            yield Span(start, end)


def _paragraph(article: Article, line: Span, claims: Sequence[Claim], seen: set[str]) -> Paragraph:
    lead = len(article.text[line.start : line.end]) - len(
        article.text[line.start : line.end].lstrip("\r\n")
    )
    line = Span(line.start + lead, line.end)
    inside = [claim for claim in claims if any(span.overlaps(line) for span in claim.spans)]
    noise = bool(article.body) and not any(span.overlaps(line) for span in article.body)
    return Paragraph(
        start=line.start, noise=noise, pieces=tuple(_pieces(article, line, inside, seen))
    )


def _pieces(
    article: Article, line: Span, claims: Sequence[Claim], seen: set[str]
) -> Iterator[Piece]:
    spans = [(span, claim) for claim in claims for span in claim.spans if span.overlaps(line)]
    edges = {line.start, line.end}
    edges |= {edge for span, _ in spans for edge in (span.start, span.end)}
    inner = sorted(edge for edge in edges if line.start <= edge <= line.end)
    leader: Claim | None = None
    for start, end in pairwise(inner):
        here = [pair for pair in spans if Span(start, end) in pair[0]]
        here.sort(key=lambda pair: (pair[0].end - pair[0].start, pair[1].kind, pair[1].id))
        found = tuple(dict.fromkeys(claim for _, claim in here))
        first = found[0] if found else None
        yield Piece(
            text=article.text[start:end],
            claims=found,
            fresh=first is None or first is not leader,
            anchors=tuple(one.id for one in found if one.id not in seen),
        )
        seen.update(one.id for one in found)
        leader = first
