"""Text -> words, and the cues that they read: what numerals and dates are made of.

Needs no pipeline: a number must not depend on how a tokenizer cuts "US$7.2bn" or "10-12".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Span
from kg.terms import Cue

_WORD = re.compile(
    r"""(?P<digits> (?: \d{1,3}(?:,\d{3})+ | \d{1,2}(?:,\d{2})+,\d{3}
                      | \d{1,3}(?:[ ]\d{3}){2,}(?!\d)
                      | \d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+ | \d+ )
                    (?:\.\d+)? | (?<![\w.])\.\d+ )
      | (?P<mark>[\u00bc-\u00be\u2150-\u215e]|[^\w\s])
      | (?P<letters>[^\W\d_]+(?:['’][^\W\d_]+)*)
      | \S""",
    re.X,
)


@dataclass(frozen=True, slots=True)
class Word:
    """Letters, a run of digits, or a mark; never two of them."""

    start: int
    end: int
    text: str
    kind: str
    """letters, digits or mark."""
    glued: bool
    """Whether nothing stands between it and the word before."""
    lower: str


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of ``text[start:end]``, at offsets of ``text``.

    >>> [word.text for word in words("US$7.2bn for 10-12 men")]
    ['US', '$', '7.2', 'bn', 'for', '10', '-', '12', 'men']
    """
    found: list[Word] = []
    before = -1
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        kind, word = match.lastgroup or "mark", match[0]
        glued = match.start() == before
        before = match.end()
        found.append(Word(match.start(), before, word, kind, glued, word.lower()))
    return found


def span_of(found: Sequence[Word], first: int, last: int) -> Span:
    """Return the characters of the words ``first`` to ``last`` (half-open)."""
    return Span(found[first].start, found[last - 1].end)


class Reading(NamedTuple):
    """Words ``first`` to ``last`` (half-open) that read a cue."""

    first: int
    last: int
    cue: Cue


class Table:
    """Cues by their words; the longest reading wins."""

    def __init__(self, cues: Iterable[Cue], *, plurals: bool = False) -> None:
        """Index cues.

        Args:
            cues: the first of those with equal words wins.
            plurals: whether regular plurals read the cue, too.
        """
        self._cues: dict[tuple[str, ...], Cue] = {}
        for cue in cues:
            for label in cue.words:
                for form in _forms(label) if plurals else (label,):
                    self._cues.setdefault(tuple(word.lower for word in words(form)), cue)
        self._longest = max(map(len, self._cues), default=0)
        self.openers = frozenset(key[0] for key in self._cues)
        """The first words of all cues."""

    def at(self, found: Sequence[Word], first: int) -> Reading | None:
        """Return the longest cue that begins with word ``first``."""
        if not 0 <= first < len(found) or found[first].lower not in self.openers:
            return None
        for size in range(min(self._longest, len(found) - first), 0, -1):
            cue = self._cues.get(tuple(word.lower for word in found[first : first + size]))
            if cue is not None:
                return Reading(first, first + size, cue)
        return None

    def before(self, found: Sequence[Word], last: int) -> Reading | None:
        """Return the longest cue that ends just before word ``last``."""
        for size in range(min(self._longest, last), 0, -1):
            cue = self._cues.get(tuple(word.lower for word in found[last - size : last]))
            if cue is not None:
                return Reading(last - size, last, cue)
        return None


def _forms(label: str) -> Iterable[str]:
    yield label
    if len(label) > 2 and label[-1].isalpha():
        yield label + "s"
        if label.endswith("y"):
            yield label[:-1] + "ies"
        if label.endswith(("s", "x", "ch", "sh")):
            yield label + "es"
