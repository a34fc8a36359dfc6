"""Text -> its paragraphs, with what each is if it is not body.

Nothing is cut: what is no body stays in the text, so that offsets are exact. A doubtful line stays
body, and so does everything where nothing would be left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.furniture import OUTSIDE_ONLY, Furniture
from kg.read.paragraphs import Paragraph, paragraphs
from kg.read.teasers import Teasers

LABEL = 3
"""Words of the longest name of a section, author or agency that stands alone."""
LABELS = 4
"""The most of them below a title; more are cells of a table."""
REPEATED = 5
"""Words of the shortest line that is left out where it stands a second time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The paragraphs of an article, with what each is if it is not body."""

    lines: tuple[Paragraph, ...]
    kinds: tuple[str | None, ...]
    """What the lexicon takes each for; that alone does not make it noise."""
    noise: frozenset[int]
    """Indices of what is not body."""
    first: int
    """Index of the first paragraph of running text; the number of paragraphs if there is none."""
    last: int
    """Index of the last one; -1 if there is none."""

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """What the article says."""
        return tuple(line for i, line in enumerate(self.lines) if i not in self.noise)


def page(text: str, furniture: Furniture) -> Page:
    """Return the paragraphs of a text, site noise told from what the article says."""
    lines = tuple(paragraphs(text))
    distinct = {line.text: line for line in lines}
    known = {text: furniture.kind(line) for text, line in distinct.items()}
    kinds = tuple(known[line.text] for line in lines)
    noise = set(Teasers(lines, kinds).find())
    prose = [i for i, line in enumerate(lines) if line.prose and not kinds[i] and i not in noise]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    for i, kind in enumerate(kinds):
        above, below = i < first, i > last and furniture.stands_below(lines[i], kind)
        if kind and (kind not in OUTSIDE_ONLY or (prose and (above or below))):
            noise.add(i)
    if prose:
        sure = {i for i in noise if kinds[i] not in OUTSIDE_ONLY}
        noise |= _labels(lines, noise, first) | _tail(lines, sure, last)
    noise |= _repeated(lines, noise)
    if len(noise) == len(lines):
        noise = set()
    return Page(lines=lines, kinds=kinds, noise=frozenset(noise), first=first, last=last)


def _labels(lines: Sequence[Paragraph], noise: set[int], first: int) -> set[int]:
    """Return the short lines around the title that name a section, an author or an agency."""
    above = [i for i in range(first) if i not in noise and not lines[i].final]
    short = {i for i in above if lines[i].words <= LABEL}
    if lines[first].headline:  # a title that ends in a question
        return short
    title = next((i for i in above if i not in short), None)
    if title is not None:
        below = {i for i in short if i > title and lines[i].text.istitle()}
        return {i for i in short if i < title} | (below if len(below) <= LABELS else set())
    return set(above[:-1]) | {i for i in above[-1:] if lines[i].words == 1}


def _tail(lines: Sequence[Paragraph], noise: set[int], last: int) -> set[int]:
    """Return what stands around and below the first noise after the text, sentences aside."""
    after = range(last + 1, len(lines))
    start = next((i for i in after if i in noise), None)
    if start is None:
        return set()
    # the name of a newsletter stands above the words that advertise it
    names = {i for i in after if lines[i].words <= LABEL and lines[i].text.istitle()}
    return {i for i in after if not lines[i].final and (i > start or i in names)}


def _repeated(lines: Sequence[Paragraph], noise: set[int]) -> set[int]:
    """Return the lines other than sentences that stood in the body before."""
    seen: set[str] = set()
    found = set()
    for i, line in enumerate(lines):
        if i in noise or line.prose or line.words < REPEATED:
            continue
        if line.text in seen:
            found.add(i)
        seen.add(line.text)
    return found
