"""Text -> paragraphs: a line each, unless the text is wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Span

CLOSING = "\"'”’»›)]*_ "
FINAL = frozenset(".!?…。！？")
DOTS = ("...", "…", ". . .")
NO_HEADLINE_ENDS_IN = frozenset(".,;:…")
SENTENCES = re.compile(r"[a-z\d”\"’)][.!?][”\"’)]*\s+[“\"‘(]?[A-Z]")
ENOUGH_WORDS = 5
LONG = 25
"""Words from which on a paragraph is running text however it ends: it may be cut off."""
NARROWEST, WIDEST = 50, 120
"""Characters a line within which wrapped text is looked for."""
SLACK = 0.9
"""Share of the width up to which a line may end early, for wide spaces and narrow columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph without the white space around it."""

    span: Span
    text: str
    gap: bool
    """Whether an empty line, or the start of the text, comes before."""
    words: int
    cut: bool
    """Whether it ends in dots that stand for what is left out."""
    final: bool
    """Whether it ends like a sentence."""
    prose: bool
    """Whether it is running text: a sentence, or too long for anything else."""
    headline: bool
    """Whether it may be a headline: too short for running text, no full stop, not cut off."""


def paragraph(text: str, span: Span, *, gap: bool) -> Paragraph:
    """Return the paragraph that lies at ``span`` of a text."""
    exact = text[span.start : span.end]
    words, shown = len(exact.split()), exact.rstrip(CLOSING)
    cut = shown.endswith(DOTS)
    final = shown[-1:] in FINAL and not cut and bool(shown)
    several = words >= 2 * ENOUGH_WORDS and SENTENCES.search(exact) is not None
    open_end = bool(shown) and shown[-1] not in NO_HEADLINE_ENDS_IN
    return Paragraph(
        span=span,
        text=exact,
        gap=gap,
        words=words,
        cut=cut,
        final=final,
        prose=words >= LONG or several or (final and words >= ENOUGH_WORDS),
        headline=words < LONG and open_end and any(map(str.isalpha, exact)),
    )


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text, in order; together they hold all that is not white space."""
    lines = [paragraph(text, span, gap=gap) for span, gap in _lines(text)]
    width = _wrapped_at(lines)
    if width is None:
        return lines
    found = lines[:1]
    for before, line in pairwise(lines):
        if _runs_on(before, line, width):
            span = Span(found[-1].span.start, line.span.end)
            found[-1] = paragraph(text, span, gap=found[-1].gap)
        else:
            found.append(line)
    return found


def _lines(text: str) -> Iterator[tuple[Span, bool]]:
    at, gap = 0, True
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            yield Span(start, start + len(words)), gap
        gap = not words
        at += len(line)


def _wrapped_at(lines: Sequence[Paragraph]) -> int | None:
    """Return the width at which the text is wrapped, None if it is not."""
    pairs = [(before, line) for before, line in pairwise(lines) if not line.gap]
    width = max((len(line.text) for line in lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return None
    broken = [line.text for before, line in pairs if _runs_on(before, line, width)]
    # capitals say nothing in a text that is all capitals
    in_sentence = sum(text[0].islower() or text.isupper() for text in broken)
    wrapped = len(broken) >= 3 and len(broken) >= 0.8 * len(pairs)
    return width if wrapped and 2 * in_sentence >= len(broken) else None


def _runs_on(before: Paragraph, line: Paragraph, width: int) -> bool:
    """Return whether a line begins only because its first word did not fit into the one before."""
    first = line.text.split(maxsplit=1)[0]
    return not line.gap and len(before.text) + 1 + len(first) > SLACK * width
