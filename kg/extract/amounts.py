"""Numbers -> amounts: ranges, shared scales, units, currencies, qualifiers, and the interval that they allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from kg.extract.numbers import JOINS, Number, Numerals, numerals
from kg.extract.words import Table, Word
from kg.model import Qualifier
from kg.ontology import Cue, Ontology

BOUNDS: dict[str, tuple[bool, bool]] = {
    "at_least": (True, False),
    "more_than": (True, False),
    "at_most": (False, True),
    "less_than": (False, True),
}
"""Qualifier -> whether the number bounds from below, from above."""
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range with what stands around it; all positions are words, half-open."""

    first: int
    last: int
    """The number only, a range included."""
    low: Decimal | None
    high: Decimal | None
    start: int
    """First word of the phrase: of its qualifier or currency."""
    end: int
    """Word after the phrase: after its unit."""
    qualifier: Qualifier = "exactly"
    unit: Cue | None = None
    spelled: bool = False
    change: str | None = None
    """up or down, where the number says by how much."""
    moved_from: Decimal | None = None
    """Where a change began: 40, of "rose from 40 to 52"."""
    scale: Decimal = Decimal(1)
    range: bool = False

    @property
    def measure(self) -> str | None:
        """The unit under the name that records use, None if it counts things."""
        if self.unit is None:
            return None
        scaled = self.unit.factor not in {None, Decimal(1)}
        return self.unit.words[0] if scaled else self.unit.measure


class Amounts:
    """Reads amounts with the vocabulary of one language."""

    def __init__(self, ontology: Ontology, language: str = "en"):
        self.numerals: Numerals = numerals(ontology, language)
        measures = [cue for cue in ontology.cues("MeasureCue") if cue.measure != "person"]
        after = [cue for cue in measures if cue.direction != "before"]
        self._units = Table(after, plurals=True)
        self._money = Table(cue for cue in measures if cue.evokes == "money")
        self._percent = next(c for c in measures if c.measure == "percent" and not c.factor)
        qualifiers = ontology.cues("QualifierCue")
        self._before = Table(cue for cue in qualifiers if cue.direction != "after")
        self._after = Table(cue for cue in qualifiers if cue.direction == "after")
        self._changes = Table(ontology.cues("ChangeCue"))
        small = ontology.cues("NumeralCue")
        self._between = Table(cue for cue in small if cue.evokes == "between")
        self._from = Table(cue for cue in small if cue.evokes == "from")
        self._to = Table(cue for cue in small if cue.evokes == "to")
        self._per = Table(cue for cue in small if cue.evokes == "per")
        times = ontology.cues("TimeCue")
        self._times = Table((cue for cue in times if cue.evokes == "unit"), plurals=True)
        self._ago = Table(cue for cue in times if cue.evokes == "ago")
        self._leading = Table(cue for cue in measures if cue.direction == "before")

    def read(self, found: Sequence[Word], taken: Iterable[range] = ()) -> Iterator[Amount]:
        """Yield the amounts in text order; none of them overlap.

        Args:
            found: words in text order.
            taken: words that read something else, such as dates.
        """
        used = {at for one in taken for at in one}
        single = [
            self._with_unit(found, number)
            for number in self.numerals.read(found)
            if not used & set(range(number.first, number.last))
        ]
        joined = self._join(found, self._join(found, single, dashes=True), dashes=False)
        for amount in joined:
            yield self._qualified(found, amount, used)

    def per(self, found: Sequence[Word], at: int) -> tuple[str, int] | None:
        """Return the unit of "a day", "per share" at word ``at``, and the word after."""
        per = self._per.at(found, _dash(found, at))
        if per is None:
            return None
        start = _dash(found, per.last)
        unit = self._times.at(found, start)
        if unit is not None:  # but not "6 million a year earlier"
            return None if self._ago.at(found, unit.last) else (unit.cue.words[0], unit.last)
        if self.numerals.plays(found[per.first], "article") or start >= len(found):
            return None
        other = self._units.at(found, start)
        if other is not None:
            return other.cue.words[0], other.last
        one = per.cue.words[0] == found[per.first].lower and found[start].kind == "letters"
        return (found[start].lower, start + 1) if one else None

    def _with_unit(self, found: Sequence[Word], number: Number) -> Amount:
        start = number.first
        money = self._money.before(found, start)
        if money is not None and self._is_price(found, money.first, number):
            start = money.first
        else:
            money = None
        leading = self._leading.before(found, start)
        start = leading.first if leading else start
        end = number.last
        of = number.share and end < len(found) and self.numerals.plays(found[end], "of")
        at = _dash(found, end + of)
        at += number.share and at < len(found) and self.numerals.plays(found[at], "article")
        unit = self._units.at(found, at)
        if unit is not None and not self._fits(found, number, unit.first, unit.last):
            unit = None
        if unit is not None and (money is None or unit.cue.evokes == "money"):
            end = unit.last
        cue = unit.cue if unit and (money is None or unit.cue.evokes == "money") else None
        amount = Amount(
            number.first,
            number.last,
            number.low,
            number.high,
            start,
            end,
            unit=cue or (money.cue if money else leading.cue if leading else None),
            spelled=number.spelled,
            scale=number.scale,
        )
        if number.vague:
            amount = replace(amount, qualifier="at_least")
        if number.share and amount.unit is None:
            amount = self._as_percent(amount)
        return amount

    def _as_percent(self, amount: Amount) -> Amount:
        low = (100 * (amount.low or Decimal(0))).quantize(PLACES).normalize()
        return replace(amount, low=low, high=low, unit=self._percent)

    def _is_price(self, found: Sequence[Word], at: int, number: Number) -> bool:
        """Return whether the currency before a number belongs to it: $5, not "euro 5 years"."""
        word = found[number.first - 1]
        if word.kind == "mark" or len(word.text) == 1:
            return word.kind == "mark"
        return word.text.isupper() or (word.text[0].isupper() and found[number.first].glued)

    def _fits(self, found: Sequence[Word], number: Number, first: int, last: int) -> bool:
        """Return whether a short unit is meant: 5 m and 5m, not "5 M" or "5 in"."""
        word = found[first]
        if last - first > 1 or word.kind == "mark" or len(word.text) > 1:
            return True
        return word.text.islower() and word.glued and not number.spelled

    def _join(
        self, found: Sequence[Word], amounts: Sequence[Amount], *, dashes: bool
    ) -> list[Amount]:
        joined: list[Amount] = []
        for amount in amounts:
            last = joined[-1] if joined else None
            one = self._range(found, last, amount, dashes=dashes) if last else None
            if one is not None:
                joined[-1] = one
            else:
                joined.append(amount)
        return [amount for amount in joined if not (dashes and self._scores(found, amount))]

    def _range(
        self, found: Sequence[Word], left: Amount, right: Amount, *, dashes: bool
    ) -> Amount | None:
        kind = self._connector(found, left, right)
        if kind is None or (kind == "dash") != dashes or left.low is None or right.low is None:
            return None
        if left.unit and right.unit and left.unit.measure != right.unit.measure:
            return None
        left = _share_scale(left, right)
        assert left.low is not None and right.low is not None
        climbs = left.low < right.low
        lead = self._from.before(found, left.start) if kind == "from" else None
        change = self._change(found, (lead.first if lead else left.start) - 1)
        if kind == "from" and (not climbs or change):
            return replace(
                right, moved_from=left.low, start=left.start, first=left.first, change=change
            )
        if not climbs or (kind == "or" and right.low > 3 * left.low):
            return None
        if kind == "to" and (change or not _one_measure(left, right)):
            return None  # "rose 5 per cent to 40", "by 2 to 12"
        return replace(
            right,
            first=left.first,
            low=left.low,
            start=left.start,
            unit=right.unit or left.unit,
            qualifier="between",
            range=True,
        )

    def _connector(self, found: Sequence[Word], left: Amount, right: Amount) -> str | None:
        """Return what joins two amounts to a range: dash, to, from, or, between."""
        at = left.end
        gap = found[at : right.start]
        if not gap or len(gap) > 3:
            return None
        plays = self.numerals.plays
        if len(gap) == 1 and plays(gap[0], "dash"):
            return "dash" if gap[0].glued == found[right.start].glued else None
        lead = left.start
        while (cue := self._before.before(found, lead)) and cue.cue.qualifier in {
            "exactly",
            "approximately",
        }:
            lead = cue.first
        inner = [word for word in gap if word.text not in JOINS]
        if len(inner) == 1 and plays(inner[0], "and"):
            return "between" if self._between.before(found, lead) else None
        to = self._to.at(inner, 0)
        if to is not None and to.last == len(inner):
            if self._from.before(found, lead):
                return "from"
            return "to" if len(inner) == 1 else None
        return "or" if len(inner) == 1 and plays(inner[0], "or") else None

    def _scores(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether a dash beside it makes it a score, a phone number or a season."""
        dash_after = amount.last + 1 < len(found) and self._glued_dash(found, amount.last)
        dash_before = amount.first > 1 and self._glued_dash(found, amount.first - 1)
        return (dash_after and found[amount.last + 1].kind == "digits") or (
            dash_before and found[amount.first - 2].kind == "digits"
        )

    def _glued_dash(self, found: Sequence[Word], at: int) -> bool:
        return self.numerals.plays(found[at], "dash") and found[at].glued and found[at + 1].glued

    def _qualified(self, found: Sequence[Word], amount: Amount, used: set[int]) -> Amount:
        if amount.range:
            between = self._between.before(found, amount.start) or self._from.before(
                found, amount.start
            )
            amount = replace(amount, start=between.first) if between else amount
        amount = self._hedged_before(found, amount, used)
        for at in (_dash(found, amount.last), amount.end):
            cue = self._after.at(found, at)
            if (
                cue is not None
                and not amount.range
                and amount.qualifier in {"exactly", "approximately"}
            ):
                unit = self._units.at(found, cue.last) if amount.unit is None else None
                amount = replace(
                    amount,
                    qualifier=cue.cue.qualifier,
                    end=unit.last if unit else max(amount.end, cue.last),
                    unit=amount.unit or (unit.cue if unit else None),
                )
        if amount.moved_from is None:
            amount = replace(amount, change=self._change(found, amount.start - 1))
        return _bounded(amount)

    def _hedged_before(self, found: Sequence[Word], amount: Amount, used: set[int]) -> Amount:
        while (cue := self._before.before(found, amount.start)) is not None:
            if cue.last - 1 in used or _breaks(found, cue.last, amount.start):
                break
            hedge = cue.cue.qualifier
            if amount.qualifier in {"exactly", "approximately"} and hedge != "exactly":
                if not (amount.qualifier == "approximately" and hedge not in BOUNDS):
                    amount = replace(amount, qualifier=hedge)
            elif amount.qualifier == "at_least" and amount.high is None and hedge in {"more_than"}:
                amount = replace(amount, qualifier=hedge)
            amount = replace(amount, start=cue.first)
        return amount

    def _change(self, found: Sequence[Word], at: int) -> str | None:
        cue = self._changes.before(found, at + 1)
        if cue is not None and cue.cue.direction == "by":
            cue = self._changes.before(found, cue.first)
        return cue.cue.direction if cue is not None and cue.cue.direction != "by" else None


@lru_cache(maxsize=8)
def amounts(ontology: Ontology, language: str = "en") -> Amounts:
    """Return the reader of amounts of an ontology's lexicon, made once."""
    return Amounts(ontology, language)


def _bounded(amount: Amount) -> Amount:
    below, above = BOUNDS.get(amount.qualifier, (True, True))
    if amount.range or (amount.low is not None and amount.high is None):
        return amount
    return replace(amount, low=amount.low if below else None, high=amount.high if above else None)


def _share_scale(left: Amount, right: Amount) -> Amount:
    """Return ``left`` with the scale of ``right``: 18.5, of "18.5 to 21 million"."""
    assert left.low is not None and right.high is not None or right.low is not None
    top = right.low or right.high
    if left.low is None or left.scale != 1 or right.scale == 1 or top is None:
        return left
    if left.low >= top / right.scale or left.low < 0:
        return left
    high = None if left.high is None else left.high * right.scale
    return replace(left, low=left.low * right.scale, high=high, scale=right.scale)


def _one_measure(left: Amount, right: Amount) -> bool:
    """Return whether two amounts can be the ends of one range."""
    if left.unit is None:
        return True
    if right.unit is None:
        return left.end == left.last
    return left.unit.factor == right.unit.factor


def _dash(found: Sequence[Word], at: int) -> int:
    if at + 1 < len(found) and found[at].text in JOINS and found[at].glued and found[at + 1].glued:
        return at + 1
    return at


def _breaks(found: Sequence[Word], last: int, start: int) -> bool:
    return any(word.text in ".,;:" for word in found[last:start])
