"""Text -> paragraphs: a line each, unless the text is wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.model import Span

CLOSING = "\"'”’»›)]*_"
FINAL = frozenset(".!?…。！？")
ENOUGH_WORDS = 5
LONG = 25
"""Words from which on a paragraph is prose however it ends: it may be cut off."""
NARROWEST, WIDEST = 50, 120
"""Characters a line within which wrapped text is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph without the white space around it."""

    span: Span
    text: str
    gap: bool
    """Whether an empty line, or the start of the text, comes before."""

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())

    @property
    def cut(self) -> bool:
        """Whether it ends in dots that stand for what is left out."""
        return self.text.rstrip(CLOSING + " ").endswith(("...", "…", ". . ."))

    @property
    def final(self) -> bool:
        """Whether it ends like a sentence."""
        return self.text.rstrip(CLOSING + " ")[-1:] in FINAL and not self.cut

    @property
    def prose(self) -> bool:
        """Whether it is running text: a sentence, or too long for anything else."""
        several = re.search(r"[a-z\d”\"’)][.!?][”\"’)]*\s+[“\"‘(]?[A-Z]", self.text) is not None
        whole = self.final and self.words >= ENOUGH_WORDS
        return self.words >= LONG or whole or (several and self.words >= 2 * ENOUGH_WORDS)

    @property
    def headline(self) -> bool:
        """Whether it may be a headline: too short for prose, no full stop, not cut off."""
        end = self.text.rstrip(CLOSING + " ")[-1:]
        return (
            self.words < LONG
            and end not in {"", ".", ",", ";", ":", "…"}
            and any(character.isalpha() for character in self.text)
        )


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text, in order; together they hold all that is not white space."""
    lines = list(_lines(text))
    width = _wrapped_at(lines)
    found: list[Paragraph] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and width is not None and _runs_on(before, line, width):
            span = Span(found[-1].span.start, line.span.end)
            found[-1] = replace(found[-1], span=span, text=text[span.start : span.end])
        else:
            found.append(line)
    return found


def _lines(text: str) -> Iterator[Paragraph]:
    at, gap = 0, True
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            yield Paragraph(span=Span(start, start + len(words)), text=words, gap=gap)
        gap = not words
        at += len(line)


def _wrapped_at(lines: Sequence[Paragraph]) -> int | None:
    """Return the width at which the text is wrapped, None if it is not."""
    pairs = [(before, line) for before, line in pairwise(lines) if not line.gap]
    width = max((len(line.text) for line in lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return None
    broken = [line.text for before, line in pairs if _runs_on(before, line, width)]
    in_sentence = sum(text[0].islower() for text in broken)
    wrapped = len(broken) >= 3 and len(broken) >= 0.8 * len(pairs)
    return width if wrapped and 2 * in_sentence >= len(broken) else None


def _runs_on(before: Paragraph, line: Paragraph, width: int) -> bool:
    """Return whether a line begins only because its first word did not fit into the one before."""
    first = line.text.split(maxsplit=1)[0]
    return not line.gap and len(before.text) + 1 + len(first) > width
