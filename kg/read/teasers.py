"""Lists of links to other articles: a heading, then titles, snippets and "Read more"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.read.paragraphs import LONG, Paragraph

MARKER = re.compile(r"(?:\d{1,2}[.)]|[•*▪◦‣·–-])\s+\S")
TITLE = 20
"""Words of the longest title in a list."""
SNIPPET = 40
"""Words of the longest snippet."""


class Teasers:
    """Finds the lists of links in an article.

    Args:
        lines: its paragraphs.
        kinds: what the lexicon takes each of them for.
    """

    def __init__(self, lines: Sequence[Paragraph], kinds: Sequence[str | None]) -> None:
        self._lines = lines
        self._kinds = kinds
        self._times = Counter(line.text for line in lines)
        prose = [i for i in range(len(lines)) if lines[i].prose and not kinds[i]]
        self._first = prose[0] if prose else len(lines)
        self._last = prose[-1] if prose else -1
        self._links = kinds.count("link")

    def find(self) -> frozenset[int]:
        """Return the indices of all that belongs to such a list."""
        found: set[int] = set()
        for i, kind in enumerate(self._kinds):
            if i in found or kind not in {"heading", "link"}:
                continue
            before = self._before(i) if kind == "link" else set()
            found |= before | {i}
            if kind == "heading" or not before:
                found |= set(range(i, self._end(i)))
        return frozenset(found)

    def _before(self, link: int) -> set[int]:
        """Return the teaser that ends in a link: a title, a snippet, or both."""
        snippet, lines = link - 1, self._lines
        if snippet < 0 or self._kinds[snippet]:
            return set()
        title = snippet - 1
        titled = title > self._first and self._title(title) and not self._kinds[title]
        if lines[snippet].cut and lines[snippet].words <= SNIPPET and titled:
            return {title, snippet}
        if lines[link].gap:
            return set()
        # above the text it may be the article's own title, unless another one follows
        another = any(lines[i].headline and not self._kinds[i] for i in range(link, self._first))
        if self._title(snippet) and (snippet > self._first or another):
            return {snippet}
        short = lines[snippet].words <= SNIPPET
        return {title, snippet} if short and titled and self._links > 1 else set()

    def _end(self, heading: int) -> int:
        """Return the index after the list that begins with a heading."""
        at, attached = heading + 1, self._attached(heading + 1)
        at += attached
        if at < len(self._lines) and not self._lines[at].gap:
            return at
        while at < len(self._lines):
            titles = self._titles(at)
            if self._is_teaser(at):
                at = self._next(at)
            elif titles and self._is_teaser(at + titles):
                at = self._next(at + titles)
            elif titles and self._may_be_list(heading, titles, attached, at):
                at += titles
            else:
                break
        return len(self._lines) if self._alternates(at) else at

    def _attached(self, at: int) -> int:
        """Return how many lines from here on, with no empty line between, are items of a list."""
        count = 0
        while at + count < len(self._lines) and not self._lines[at + count].gap:
            if not self._item(at + count) or (at < self._first and not self._evident(at + count)):
                break
            count += 1
        return count

    def _next(self, at: int) -> int:
        """Return the index of the next line after an empty one."""
        following = range(at + 1, len(self._lines))
        return next((i for i in following if self._lines[i].gap), len(self._lines))

    def _titles(self, at: int) -> int:
        """Return how many lines from here on stand alone and may be titles."""
        count = 0
        while (i := at + count) < len(self._lines) and self._title(i) and self._next(i) == i + 1:
            count += 1
        return count

    def _may_be_list(self, heading: int, titles: int, attached: int, at: int) -> bool:
        """Return whether lines that look like titles are a list, and no subheading or title."""
        if at > self._last:
            return True
        if heading < self._first or attached:
            return False
        return titles > 1 or self._kinds[heading] == "heading"

    def _is_teaser(self, at: int) -> bool:
        """Return whether the lines up to the next empty one say that they are a teaser."""
        group = range(at, self._next(at)) if at < len(self._lines) else range(0)
        if not group or any(self._lines[i].words > SNIPPET for i in group):
            return False
        return any(self._evident(i) for i in group) and all(
            self._item(i) or self._lines[i].words <= LONG for i in group
        )

    def _item(self, at: int) -> bool:
        line = self._lines[at]
        short = line.words <= SNIPPET
        linked = at + 1 < len(self._lines) and self._kinds[at + 1] == "link"
        return self._title(at) or (
            short and (self._evident(at) or (linked and not self._lines[at + 1].gap))
        )

    def _evident(self, at: int) -> bool:
        line = self._lines[at]
        repeated = self._times[line.text] > 1 and not line.final
        listed = MARKER.match(line.text) is not None and not line.prose
        return self._kinds[at] is not None or line.cut or repeated or listed

    def _title(self, at: int) -> bool:
        line = self._lines[at]
        # a title may end in a question, and then look like a sentence
        return line.words <= TITLE and (line.headline or self._kinds[at] is not None)

    def _alternates(self, at: int) -> bool:
        """Return whether all that is left is titles with one short sentence each, two or more."""
        rest = self._lines[at:]
        titles = sum(line.headline and not line.final for line in rest[0::2])
        sentences = sum(line.final and line.words <= LONG for line in rest[1::2])
        return titles > 1 and titles == len(rest[0::2]) and sentences == len(rest[1::2])
