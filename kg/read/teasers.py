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
    """Finds the lists of links in an article, in one pass over its paragraphs.

    Lines with no empty line between them are a group.

    Args:
        lines: its paragraphs.
        kinds: what the lexicon takes each of them for.
    """

    def __init__(self, lines: Sequence[Paragraph], kinds: Sequence[str | None]) -> None:
        self._lines, self._kinds = lines, kinds
        self._times = Counter(line.text for line in lines)
        self._links = sum(kind == "link" for kind in kinds)
        prose = [i for i in range(len(lines)) if lines[i].prose and not kinds[i]]
        self._first = prose[0] if prose else len(lines)
        self._last = prose[-1] if prose else -1
        above = [i for i in range(self._first) if lines[i].headline and not kinds[i]]
        self._own_title = max(above, default=-1)
        """The last line above the text that may be its title."""
        self._group_ends: list[int] = []
        """Index after the group of every line."""
        self._titles: list[int] = []
        """How many groups of a single title follow each other from every line on."""
        self._alternating: list[bool] = []
        """Whether from every line on there are only titles with a short sentence each."""
        self._look_ahead()

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

    def _look_ahead(self) -> None:
        size = len(self._lines)
        ends, titles, alternating = [size] * (size + 1), [0] * (size + 1), [False] * (size + 2)
        for i in reversed(range(size)):
            ends[i] = i + 1 if i + 1 == size or self._lines[i + 1].gap else ends[i + 1]
            alone = ends[i] == i + 1 and self._title(i)
            titles[i] = titles[i + 1] + 1 if alone else 0
            title = self._lines[i].headline and not self._lines[i].final
            sentence = i + 1 < size and self._short_sentence(i + 1)
            alternating[i] = title and sentence and (i + 2 >= size or alternating[i + 2])
        self._group_ends, self._titles, self._alternating = ends, titles, alternating

    def _before(self, link: int) -> set[int]:
        """Return the teaser that ends in a link: a title, a snippet, or both."""
        snippet, title, lines = link - 1, link - 2, self._lines
        if snippet < 0 or self._kinds[snippet]:
            return set()
        titled = title > self._first and self._title(title) and not self._kinds[title]
        if titled and lines[snippet].cut and lines[snippet].words <= SNIPPET:
            return {title, snippet}
        if lines[link].gap:
            return set()
        if self._title(snippet) and (snippet > self._first or self._own_title > snippet):
            return {snippet}
        short = lines[snippet].words <= SNIPPET
        return {title, snippet} if titled and short and self._links > 1 else set()

    def _end(self, heading: int) -> int:
        """Return the index after the list that begins with a heading."""
        attached = self._attached(heading + 1)
        at = heading + 1 + attached
        if at < len(self._lines) and not self._lines[at].gap:
            return at
        while at < len(self._lines):
            titles = self._titles[at]
            if self._is_teaser(at):
                at = self._group_ends[at]
            elif titles and self._is_teaser(at + titles):
                at = self._group_ends[at + titles]
            elif titles and self._may_be_list(heading, titles, attached, at):
                at += titles
            else:
                break
        several = at + 2 < len(self._lines) and self._alternating[at + 2]
        return len(self._lines) if several and self._alternating[at] else at

    def _attached(self, at: int) -> int:
        """Return how many lines from here on, with no empty line between, are items of a list."""
        count = 0
        while at + count < len(self._lines) and not self._lines[at + count].gap:
            if not self._item(at + count) or (at < self._first and not self._evident(at + count)):
                break
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
        """Return whether the lines of a group say that they are a teaser."""
        group = range(at, self._group_ends[at]) if at < len(self._lines) else range(0)
        return any(self._evident(i) for i in group) and all(
            self._item(i) or self._lines[i].words <= LONG for i in group
        )

    def _item(self, at: int) -> bool:
        line, after = self._lines[at], at + 1
        if self._title(at):
            return True
        attached = after < len(self._lines) and not self._lines[after].gap
        linked = attached and self._kinds[after] == "link"
        return line.words <= SNIPPET and (self._evident(at) or linked)

    def _evident(self, at: int) -> bool:
        line = self._lines[at]
        repeated = self._times[line.text] > 1 and not line.final
        listed = not line.prose and MARKER.match(line.text) is not None
        return self._kinds[at] is not None or line.cut or repeated or listed

    def _title(self, at: int) -> bool:
        # a title may end in a question, and then look like a sentence
        line = self._lines[at]
        return line.words <= TITLE and (line.headline or self._kinds[at] is not None)

    def _short_sentence(self, at: int) -> bool:
        return self._lines[at].final and self._lines[at].words <= LONG
