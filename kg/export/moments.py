"""Claims -> the days that they are about, as exactly as the text says, and these days on a line."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.export.claims import Claim
from kg.model import Quote, Relation, TimeSpan

Precision = Literal["day", "month", "year", "period"]
STEPS = (1, 7, 14)  # days between two marks of a short line
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # months between two marks of a longer one
MARKS = 6
LABELLED = 17  # per cent of the line that a mark needs for its words


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Moment:
    """A day or period, both ends included."""

    earliest: date
    latest: date
    words: str = ""
    """As the text has it; empty for a day of publication."""
    inferred: str | None = None
    """What was assumed to get at the days."""
    published: bool = False
    """Whether it is the day of publication: nothing in the text says when."""

    @property
    def precision(self) -> Precision:
        """How exact it is: a month is not a day."""
        first, last = self.earliest, self.latest
        if first == last:
            return "day"
        whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        if whole and (first.year, first.month) == (last.year, last.month):
            return "month"
        if whole and first.year == last.year and (first.month, last.month) == (1, 12):
            return "year"
        return "period"

    @property
    def label(self) -> str:
        """The days as people write them, no more exact than they are."""
        first, last = self.earliest, self.latest
        match self.precision:
            case "day":
                return day(first)
            case "month":
                return f"{first:%b} {first.year}"
            case "year":
                return str(first.year)
            case _:
                return f"{day(first)} – {day(last)}"

    @property
    def iso(self) -> str:
        """What it is sorted by."""
        return f"{self.earliest.isoformat()} {self.latest.isoformat()}"


def moment(claim: Claim) -> Moment | None:
    """Return when a claim says that something is so; of a quote, the day of its article."""
    record = claim.record
    if isinstance(record, Quote):
        return published(claim)
    time = record.time if isinstance(record, Relation) else record.as_of
    return _of(time) if time else None


def published(claim: Claim) -> Moment | None:
    """Return the day of a claim's article."""
    found = claim.article.published
    return Moment(earliest=found, latest=found, published=True) if found else None


def day(one: date) -> str:
    """Return a day as people write it.

    >>> day(date(2031, 3, 2))
    '2 Mar 2031'
    """
    return f"{one.day} {one:%b} {one.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of days, that moments are drawn along."""

    first: date
    last: date

    @classmethod
    def of(cls, moments: Iterable[Moment]) -> Line | None:
        """Return a line with room for all moments, None if there are none."""
        found = list(moments)
        if not found:
            return None
        first = min(one.earliest for one in found)
        last = max(one.latest for one in found)
        margin = timedelta(days=max(1, (last - first).days // 30))
        return cls(first=max(date.min + margin, first) - margin,
                   last=min(date.max - margin, last) + margin)  # fmt: skip

    def at_least(self, days: int) -> Line:
        """Return the line, made longer on both sides if it has fewer days."""
        short = timedelta(days=max(0, days - (self.last - self.first).days) // 2)
        if self.first - date.min < short or date.max - self.last < short:
            return self
        return Line(first=self.first - short, last=self.last + short)

    def at(self, one: date) -> float:
        """Return where a day lies, in per cent of the line."""
        return round((one - self.first).days / max(1, (self.last - self.first).days + 1) * 100, 2)

    def bar(self, one: Moment) -> tuple[float, float] | None:
        """Return where the part of a moment that lies on the line begins, and how long it is.

        In per cent of the line; None if no part does.
        """
        first, last = max(one.earliest, self.first), min(one.latest, self.last)
        if first > last:
            return None
        length = (self.last - self.first).days + 1
        return self.at(first), round(((last - first).days + 1) / length * 100, 2)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Round days: (per cent of the line, words for it)."""
        length = (self.last - self.first).days + 1
        if length <= STEPS[-1] * MARKS:
            step = next((s for s in STEPS if length / s <= MARKS), STEPS[-1])
            days = [self.first + timedelta(days=n) for n in range(0, length, step)]
            return self._spaced([(self.at(one), f"{one.day} {one:%b}") for one in days])
        months = length / 30.5
        step = next((s for s in MONTHS if months / s <= MARKS), MONTHS[-1])
        starts = _month_starts(self.first, self.last, step)
        return self._spaced(
            [
                (self.at(one), f"{one:%b} {one.year}" if step < 12 else str(one.year))
                for one in starts
            ]
        )

    def _spaced(self, ticks: Sequence[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
        found: list[tuple[float, str]] = []
        for tick in ticks:
            if not found or tick[0] - found[-1][0] >= LABELLED:
                found.append(tick)
        return tuple(found)


def _of(time: TimeSpan) -> Moment | None:
    first, last = time.earliest or time.latest, time.latest or time.earliest
    if first is None or last is None or last < first:
        return None
    return Moment(earliest=first, latest=last, words=time.text, inferred=time.inferred)


def _month_starts(first: date, last: date, step: int) -> list[date]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = [date(n // 12, n % 12 + 1, 1) for n in numbers if n % step == 0 and n < 9999 * 12]
    return [one for one in starts if first <= one <= last]
