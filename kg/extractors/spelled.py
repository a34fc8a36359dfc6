"""Words -> a number in words: twenty-one, two hundred and fifty, dozens, several hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extractors.digits import scaled
from kg.extractors.vocabulary import JOINS, Number, Vocabulary, after_dash
from kg.extractors.words import Word

HUNDRED = Decimal(100)


def spelled(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> Number | None:
    """Return the number in words that begins with word ``at``: "a hundred" begins with "a"."""
    if at and found[at].glued and found[at - 1].text in JOINS and found[at - 1].glued:
        return None
    start = at
    if vocabulary.plays(found[at], "article") and at + 1 < len(found):
        at = after_dash(found, at + 1)
        if not _scales(vocabulary, found, at):
            return None
    elif _scales(vocabulary, found, at) and not _scales(vocabulary, found, at + 1):
        return None
    sum_ = _Sum()
    while at < len(found) and sum_.takes(vocabulary, found[at].lower):
        end = at + 1
        at = _next_word(vocabulary, found, end, sum_.scale)
        if sum_.current is None and not sum_.may_go_on(vocabulary, found, at):
            break
    if sum_.empty:
        return None
    value = sum_.total + (sum_.current or 0)
    number = Number(start, end, value, value, sum_.scale, spelled=True)
    return scaled(vocabulary, found, _decimals(vocabulary, found, number))


def vague(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> Number | None:
    """Return the open interval of "thousands" and "tens of thousands"."""
    low = vocabulary.plurals.get(found[at].lower)
    before = found[at - 1] if at else None
    if low is None or (before and (before.kind == "digits" or before.lower in vocabulary.ones)):
        return None
    last = at + 1
    while _of(vocabulary, found, last) and last + 1 < len(found):
        factor = vocabulary.plurals.get(found[last + 1].lower)
        if factor is None:
            break
        low, last = low * factor, last + 2
    if last == at + 1 and low < HUNDRED and low != 12 and not _of(vocabulary, found, last):
        return None  # "scores of men", but not "the scores"
    return Number(at, last, low, None, spelled=True)


def several(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> Number | None:
    """Return the open interval of "several hundred" and "a few dozen"."""
    few = vocabulary.few.at(found, at)
    if few is None or few.last >= len(found) or few.cue.low is None:
        return None
    word = found[few.last].lower
    scale = vocabulary.scales.get(word) or vocabulary.plurals.get(word)
    if scale is None:
        return None
    number = Number(at, few.last + 1, few.cue.low * scale, None, spelled=True)
    return replace(scaled(vocabulary, found, number), high=None)


class _Sum:
    """What has been read of a number in words."""

    def __init__(self) -> None:
        self.total, self.scale = Decimal(0), Decimal(1)
        self.current: Decimal | None = None
        """What the next scale multiplies; None at the start and after a thousand."""

    @property
    def empty(self) -> bool:
        return self.total == 0 and self.current is None

    def takes(self, vocabulary: Vocabulary, word: str) -> bool:
        """Add a word; return whether it goes on the number."""
        size = vocabulary.ones.get(word)
        if size is not None:
            if self.current is not None and not _continues(self.current, size, self.scale):
                return False
            self.current, self.scale = (self.current or Decimal(0)) + size, Decimal(1)
            return True
        if word not in vocabulary.scales:
            return False
        self.scale = vocabulary.scales[word]
        self.current = (Decimal(1) if self.current is None else self.current) * self.scale
        if self.scale != HUNDRED:
            self.total, self.current = self.total + self.current, None
        return True

    def may_go_on(self, vocabulary: Vocabulary, found: Sequence[Word], at: int) -> bool:
        """Return whether a smaller number follows a scale: five of "two thousand five"."""
        return at < len(found) and vocabulary.ones.get(found[at].lower, self.scale) < self.scale


def _continues(current: Decimal, size: Decimal, scale: Decimal) -> bool:
    """Return whether a number below 100 goes on from what was read: twenty one, hundred five."""
    if scale == HUNDRED:
        return current % 100 == 0
    return scale == 1 and current % 100 >= 20 and current % 10 == 0 and 0 < size < 10


def _next_word(vocabulary: Vocabulary, found: Sequence[Word], at: int, scale: Decimal) -> int:
    at = after_dash(found, at)
    if scale > 1 and at + 1 < len(found) and vocabulary.plays(found[at], "and"):
        return at + 1 if found[at + 1].lower in vocabulary.ones else at
    return at


def _decimals(vocabulary: Vocabulary, found: Sequence[Word], number: Number) -> Number:
    at = number.last
    if at + 1 < len(found) and vocabulary.plays(found[at], "point"):
        digit = vocabulary.ones.get(found[at + 1].lower, HUNDRED)
        if digit < 10:
            value = number.low + digit / 10
            return scaled(vocabulary, found, replace(number, low=value, high=value, last=at + 2))
    return number


def _scales(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> bool:
    return at < len(found) and found[at].lower in vocabulary.scales


def _of(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> bool:
    return at < len(found) and vocabulary.plays(found[at], "of")
