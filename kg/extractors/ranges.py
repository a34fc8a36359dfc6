"""Amounts -> ranges: "10 to 12", "between 10 and 12", "18.5 to 21-22 million", "from 40 to 52"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extractors.vocabulary import JOINS, Vocabulary
from kg.extractors.words import Table, Word
from kg.model import Change, Qualifier
from kg.ontology import Ontology
from kg.terms import Cue

WAYS: dict[str, Change] = {"up": "up", "down": "down"}
DIRECTIONS: dict[bool, Change] = {True: "up", False: "down"}
STOPS = frozenset(".;:!?")
WIDEST = 3
"""How many times the first number the second may be in "two or three"."""
WIDE = 6
"""The same in "rose by 1 to 5 per cent"; beyond it the second is what the first led to."""


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
    change: Change | None = None
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


class Ranges:
    """Joins the amounts that are the ends of one range."""

    def __init__(self, ontology: Ontology, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        cues = ontology.cues("NumeralCue")
        self._to = Table(cue for cue in cues if cue.evokes == "to")
        self._between = Table(cue for cue in cues if cue.evokes == "between")
        self._from = Table(cue for cue in cues if cue.evokes == "from")
        self._went = Table(cue for cue in cues if cue.evokes == "went")
        hedges = ontology.cues("QualifierCue")
        self._soft = Table(c for c in hedges if c.qualifier in {"exactly", "approximately"})
        self._changes = Table(ontology.cues("ChangeCue"))
        self._by = Table(c for c in ontology.cues("ChangeCue") if c.direction == "by")

    def join(self, found: Sequence[Word], amounts: Sequence[Amount]) -> list[Amount]:
        """Return the amounts with ranges joined, and without scores and the like: 2-0."""
        for dashes in (True, False):  # a dash binds closer than "to"
            joined: list[Amount] = []
            moving: Change | None = None
            for amount in amounts:
                last = joined.pop() if joined else None
                pair = self._joined(found, last, amount, moving, dashes=dashes) if last else None
                moving = self._moving(found, last, moving) if last else None
                joined += pair or [last, amount] if last else [amount]
            amounts = [one for one in joined if not (dashes and self._is_score(found, one))]
        return list(amounts)

    def opened(self, found: Sequence[Word], amount: Amount) -> Amount:
        """Return a range with the "between" or "from" before it as a part of its phrase."""
        lead = self._between.before(found, amount.start) or self._from.before(found, amount.start)
        return replace(amount, start=lead.first) if amount.range and lead else amount

    def change(self, found: Sequence[Word], at: int) -> Change | None:
        """Return whether the words before word ``at`` make it a change: up, down, rose by."""
        cue = self._changes.before(found, at)
        if cue is not None and cue.cue.direction == "by":
            cue = self._changes.before(found, cue.first)
        return WAYS.get(cue.cue.direction or "") if cue is not None else None

    def _moving(
        self, found: Sequence[Word], amount: Amount, before: Change | None
    ) -> Change | None:
        """Return which way the sentence up to an amount says that something moves."""
        stop = any(word.text in STOPS for word in found[amount.end : amount.end + 1])
        return None if stop else self.change(found, amount.start) or before

    def _joined(
        self,
        found: Sequence[Word],
        left: Amount,
        right: Amount,
        moving: Change | None,
        *,
        dashes: bool,
    ) -> list[Amount] | None:
        """Return two amounts as one range, or as the start and end of a change, or None.

        Args:
            found: words in text order.
            left: the first amount.
            right: the one after it.
            moving: which way the words before the first say that something moves.
            dashes: whether to look at dashes, rather than at words.
        """
        kind = self._connector(found, left, right)
        if kind is None or (kind == "dash") != dashes or not _fit(left, right):
            return None
        plain, left = left, _share_scale(left, right)
        low, high = left.low or Decimal(0), right.low or Decimal(0)
        lead = self._from.before(found, left.start) if kind == "from" else None
        change = self.change(found, lead.first if lead else left.start)
        apart = lead is not None and lead.first > 0 and found[lead.first - 1].text == ","
        went = lead is not None and self._went.before(found, lead.first) is not None
        if kind == "from" and (low >= high or change or (apart and moving) or went):
            left = replace(left, unit=left.unit or right.unit)
            change = change or moving or (DIRECTIONS[low < high] if went else None)
            return [left, replace(right, moved_from=left.low, change=change)]
        if low >= high or (kind == "or" and high > WIDEST * low):
            return None
        if kind == "to" and (change or not _of_one_measure(left, right)):
            by = self._by.before(found, left.start) is not None
            alone = left.unit is None and left.end == left.last and high <= WIDE * low
            if not (by and alone and right.unit):
                # "rose 5 per cent to 40", "by 2 to 12 metres", but "by 30 to 60 cm"
                return [replace(plain, unit=plain.unit or right.unit), right] if by else None
        joined = replace(right, first=left.first, start=left.start, low=left.low, range=True)
        return [replace(joined, unit=right.unit or left.unit, qualifier="between")]

    def _connector(self, found: Sequence[Word], left: Amount, right: Amount) -> str | None:
        """Return what joins two amounts to a range: dash, to, from, or, between."""
        gap = found[left.end : right.start]
        if not gap or len(gap) > WIDEST:
            return None
        plays = self._vocabulary.plays
        if len(gap) == 1 and plays(gap[0], "dash"):
            return "dash" if gap[0].glued == found[right.start].glued else None
        lead = left.start
        while (soft := self._soft.before(found, lead)) is not None:
            lead = soft.first
        inner = [word for word in gap if word.text not in JOINS]
        if len(inner) == 1 and plays(inner[0], "and"):
            return "between" if self._between.before(found, lead) else None
        if len(inner) == 1 and plays(inner[0], "or"):
            return "or"
        to = self._to.at(inner, 0)
        if to is None or to.last != len(inner):
            return None
        if self._from.before(found, lead):
            return "from"
        return "to" if len(inner) == 1 else None

    def _is_score(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether a dash beside it makes it a score, a phone number or a season."""
        after, before = amount.last, amount.first - 1
        if self._dash(found, after) and found[after + 1].kind == "digits":
            return True
        return before > 0 and self._dash(found, before) and found[before - 1].kind == "digits"

    def _dash(self, found: Sequence[Word], at: int) -> bool:
        """Return whether word ``at`` is a dash within one word."""
        if not 0 <= at < len(found) - 1:
            return False
        return self._vocabulary.plays(found[at], "dash") and found[at].glued and found[at + 1].glued


def _fit(left: Amount, right: Amount) -> bool:
    if left.low is None or right.low is None:
        return False
    return not (left.unit and right.unit) or left.unit.measure == right.unit.measure


def _share_scale(left: Amount, right: Amount) -> Amount:
    """Return ``left`` with the scale of ``right``: 18.5, of "18.5 to 21 million"."""
    if left.low is None or right.low is None or left.scale != 1 or right.scale == 1:
        return left
    if not 0 <= left.low < right.low / right.scale:
        return left
    high = None if left.high is None else left.high * right.scale
    return replace(left, low=left.low * right.scale, high=high, scale=right.scale)


def _of_one_measure(left: Amount, right: Amount) -> bool:
    """Return whether two amounts can be the ends of one range."""
    if left.unit is None:
        return True
    if right.unit is None:
        return left.end == left.last
    return left.unit.factor == right.unit.factor
