"""A number without a noun -> the figure before it that it is another value of, and its unit."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.counting import CLAUSAL, Counted, led_to, sentence
from kg.extractors.earlier import COUNT, DISTANCE, MONEY, PERSON, Earlier, FigureWords
from kg.extractors.reading import Read
from kg.lang import grammar
from kg.model import Figure

MILLION = 1_000_000


class Ellipsis:
    """Completes the numbers of one Doc."""

    def __init__(self, earlier: Earlier, words: FigureWords) -> None:
        self._earlier, self._words = earlier, words

    def goes_on_from(
        self, read: Read, before: Sequence[Figure], every: Sequence[Figure]
    ) -> Figure | None:
        """Return the figure that one without a noun is another value of: up from 287."""
        price = self._price(read, before, every)
        if price is not None:
            return price
        if not read.bare:
            return None
        if read.baseline is not None:
            return self._earlier.peer(read.what, before)
        if read.total is not None and read.total.evokes == "limit":
            return self._earlier.peer(read.what, before)
        if read.total is None and not _is_said_of_it(read.what):
            return self._of_unit(read, before)
        if read.total is not None and read.total.measure is not None:
            return None
        return self._earlier.counted_last([*every, *before])

    def _price(
        self, read: Read, before: Sequence[Figure], every: Sequence[Figure]
    ) -> Figure | None:
        """Return the sum whose currency a bare million shares: 12 million crowns … 36 million."""
        amount = read.found.amount
        people = read.said is not None and read.said.match.cue.measure == PERSON
        if amount.scale < MILLION or people or read.what.noun is not None or amount.unit:
            return None
        priced = self._words.prices.before(read.found.words, amount.start) is not None
        for one in reversed([*every, *before] if priced else before):
            if one.variable == MONEY:
                return one
            if not priced and not self._earlier.has_unit(one):
                return None
        return None

    def _of_unit(self, read: Read, before: Sequence[Figure]) -> Figure | None:
        """Return the figure whose unit a bare number shares: at 95 km/h where only 60 are allowed.

        Not one of time ("after two days 12 were left") or of a level that a number led up to.
        """
        last = self._earlier.last(read.what, before)
        if last is None or led_to(read.what) or last.measure not in self._words.scales:
            return None
        subject = read.what.root.dep_ in CLAUSAL
        percent = last.measure == "percent" and (
            last.change is None or not read.found.amount.change
        )
        return None if percent or (last.variable == DISTANCE and subject) else last

    def measure(self, read: Read, before: Sequence[Figure], goes_on: Figure | None) -> str:
        """Return the measure of a number whose noun an earlier figure may give."""
        if goes_on is not None:
            base, _, per = goes_on.measure.partition("/")
            return goes_on.measure if per and read.baseline is not None else base
        if read.total is not None and read.total.measure is not None:
            return read.total.measure
        last = self._earlier.last(read.what, before)
        if _is_subject(read.what):
            of_things = (
                before and not self._earlier.has_unit(before[-1]) and before[-1].measure != COUNT
            )
            return before[-1].measure if of_things else PERSON
        if last is None or self._earlier.has_unit(last):
            last = self._earlier.counted_last(
                before
            )  # "ten tanks have left. It had asked for 120."
        return last.measure.partition("/")[0] if last is not None else COUNT


def _is_subject(what: Counted) -> bool:
    """Return whether a number is a subject, also as read wrong: between 30 and 40 arrive."""
    root, verb = what.root, what.root.head
    if root.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT:
        return True
    first = root.dep_ in grammar.OBLIQUE and root.i < verb.i and sentence(root).start == what.start
    return first and grammar.subject(verb) is None


def _is_said_of_it(what: Counted) -> bool:
    """Return whether a number is what "it" or "that" is said to be: it was at least 45."""
    subject = grammar.subject(what.root)
    return subject is not None and subject.tag_ == "PRP" and subject.i < what.start
