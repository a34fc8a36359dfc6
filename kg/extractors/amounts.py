"""Numbers -> amounts: units, currencies, ranges, qualifiers, and the interval that they allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import get_args

from kg.extractors.numbers import numbers
from kg.extractors.ranges import Amount, Ranges
from kg.extractors.vocabulary import Number, after_dash, vocabulary
from kg.extractors.words import Table, Word
from kg.model import Qualifier
from kg.ontology import Ontology
from kg.terms import Cue

BOUNDS: dict[Qualifier, tuple[bool, bool]] = {
    "at_least": (True, False),
    "more_than": (True, False),
    "at_most": (False, True),
    "less_than": (False, True),
}
"""Qualifier -> whether the number bounds from below, from above."""
QUALIFIERS: dict[str, Qualifier] = {name: name for name in get_args(Qualifier)}
LIVING = frozenset({"person", "animal"})
"""Measures of nouns that are counted, rather than of units."""
PERCENT, PLACES = Decimal(100), Decimal("0.0001")


class Amounts:
    """Reads amounts with the vocabulary of one language."""

    def __init__(self, ontology: Ontology, language: str) -> None:
        self._vocabulary = vocabulary(ontology, language)
        self._ranges = Ranges(ontology, self._vocabulary)
        measures = [cue for cue in ontology.cues("MeasureCue") if cue.measure not in LIVING]
        after = [cue for cue in measures if cue.direction != "before"]
        self._units = Table(after, plurals=True)
        self._leading = Table(cue for cue in measures if cue.direction == "before")
        self._percent = next((c for c in after if c.measure == "percent" and not c.factor), None)
        hedges = ontology.cues("QualifierCue")
        self._hedges = Table(cue for cue in hedges if cue.direction != "after")
        self._late_hedges = Table(cue for cue in hedges if cue.direction == "after")
        self._per = Table(cue for cue in ontology.cues("NumeralCue") if cue.evokes == "per")
        times = ontology.cues("TimeCue")
        self._times = Table((cue for cue in times if cue.evokes == "unit"), plurals=True)
        self._ago = Table(cue for cue in times if cue.evokes == "ago")

    def read(self, found: Sequence[Word], taken: Iterable[range] = ()) -> Iterator[Amount]:
        """Yield the amounts in text order; none of them overlap.

        Args:
            found: words in text order.
            taken: words that read something else, such as dates.
        """
        used = {at for one in taken for at in one}
        single = [
            self._with_unit(found, number)
            for number in numbers(self._vocabulary, found)
            if not used & set(range(number.first, number.last))
        ]
        for amount in self._ranges.join(found, single):
            hedged = self._hedged(found, self._ranges.opened(found, amount), used)
            yield _bounded(self._hedged_late(found, hedged))

    def per(self, found: Sequence[Word], at: int, *, priced: bool = False) -> str | None:
        """Return the unit of "a day" or "per share" at word ``at``.

        Args:
            found: words in text order.
            at: the word after the amount.
            priced: whether the amount is of money: then "a tonne" is a unit, too.
        """
        per = self._per.at(found, after_dash(found, at))
        if per is None:
            return None
        start = after_dash(found, per.last)
        unit = self._times.at(found, start)
        if unit is not None:  # but not "6 million a year earlier"
            return None if self._ago.at(found, unit.last) else unit.cue.words[0]
        article = self._vocabulary.plays(found[per.first], "article")
        if start >= len(found) or (article and not priced):
            return None
        other = self._units.at(found, start)
        if other is not None and other.cue.evokes != "money":
            return other.cue.words[0]
        if priced and self._vocabulary.plays(found[start], "piece"):
            return found[start].lower
        if article:
            return None
        exact = per.cue.words[0] == found[per.first].lower and found[start].kind == "letters"
        return found[start].lower if exact else None

    def _with_unit(self, found: Sequence[Word], number: Number) -> Amount:
        before = self._unit_before(found, number)
        after = self._unit_after(found, number)
        if before is not None and after is not None and after[0].evokes != before[0].evokes:
            after = None  # "$5 metres"
        start = before[1] if before else number.first
        unit = after[0] if after else before[0] if before else None
        amount = Amount(
            number.first,
            number.last,
            number.low,
            number.high,
            start,
            after[1] if after else number.last,
            qualifier="at_least" if number.vague else "exactly",
            unit=unit,
            spelled=number.spelled,
            scale=number.scale,
        )
        if number.share and unit is None:
            share = (number.low * PERCENT).quantize(PLACES).normalize()
            amount = replace(amount, low=share, high=share, unit=self._percent)
        return amount

    def _unit_before(self, found: Sequence[Word], number: Number) -> tuple[Cue, int] | None:
        """Return the currency before a number, or "magnitude", and its first word."""
        leading = self._leading.before(found, number.first)
        if leading is not None:
            return leading.cue, leading.first
        money = self._vocabulary.money.before(found, number.first)
        if money is None:
            return None
        word = found[number.first - 1]
        sign = word.kind == "mark"
        code = len(word.text) > 1 and word.text.isupper()
        glued = len(word.text) > 1 and word.text[0].isupper() and found[number.first].glued
        return (money.cue, money.first) if sign or code or glued else None

    def _unit_after(self, found: Sequence[Word], number: Number) -> tuple[Cue, int] | None:
        """Return the unit after a number, and the word after it: 5 km, half a mile."""
        at, plays = number.last, self._vocabulary.plays
        if number.share:
            at += at < len(found) and plays(found[at], "of")
            at = after_dash(found, at)
            at += at < len(found) and plays(found[at], "article")
        unit = self._units.at(found, after_dash(found, at))
        if unit is None:
            return None
        word = found[unit.first]
        short = unit.last - unit.first == 1 and word.kind == "letters" and len(word.text) == 1
        if short and not (word.text.islower() and word.glued and not number.spelled):
            return None  # 5m, but not "5 M"
        return unit.cue, unit.last

    def _hedged(self, found: Sequence[Word], amount: Amount, used: set[int]) -> Amount:
        """Return the amount with the qualifiers before it: "at least", "an estimated"."""
        while (cue := self._hedges.before(found, amount.start)) is not None:
            if cue.last - 1 in used:
                break
            hedge = QUALIFIERS.get(cue.cue.qualifier or "", "exactly")
            stronger = hedge in BOUNDS or amount.qualifier == "exactly"
            if (amount.qualifier in {"exactly", "approximately"} and stronger) or (
                hedge == "more_than" and amount.high is None
            ):
                amount = replace(amount, qualifier=hedge)
            amount = replace(amount, start=cue.first)
        if amount.moved_from is None:
            amount = replace(amount, change=self._ranges.change(found, amount.start))
        return amount

    def _hedged_late(self, found: Sequence[Word], amount: Amount) -> Amount:
        """Return the amount with a qualifier behind it: "or more", "or so"."""
        if amount.range or amount.qualifier not in {"exactly", "approximately"}:
            return amount
        for at in dict.fromkeys((after_dash(found, amount.last), amount.end)):
            cue = self._late_hedges.at(found, at)
            if cue is not None:
                unit = self._units.at(found, cue.last) if amount.unit is None else None
                end = unit.last if unit else max(amount.end, cue.last)
                hedge = QUALIFIERS.get(cue.cue.qualifier or "", "exactly")
                own = amount.unit or (unit.cue if unit else None)
                return replace(amount, qualifier=hedge, end=end, unit=own)
        return amount


@lru_cache(maxsize=8)
def amounts(ontology: Ontology, language: str = "en") -> Amounts:
    """Return the reader of amounts of an ontology's lexicon, made once."""
    return Amounts(ontology, language)


def _bounded(amount: Amount) -> Amount:
    below, above = BOUNDS.get(amount.qualifier, (True, True))
    low, high = _plain(amount.low), _plain(amount.high)
    if not amount.range and (low is None or high is not None):
        low, high = (low if below else None), (high if above else None)
    return replace(amount, low=low, high=high)


def _plain(value: Decimal | None) -> Decimal | None:
    """Return the number without a fraction of zeros or an exponent: 500000, not 500000.0."""
    if value is None or value != value.to_integral_value():
        return value
    return value.quantize(Decimal(1))
