"""Intervals -> bars and round numbers on one scale, and intervals as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

MARGIN = Decimal("0.12")  # of the span of the numbers, left free on either side
TICKS = 5
WIDE = 100  # times the least number: a larger one leaves the small ones in one spot

Interval = tuple[Decimal | None, Decimal | None]
"""Closed; None where there is no bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An interval, in per cent of the scale."""

    start: float
    width: float
    open_below: bool
    open_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What all bars of one picture are drawn along."""

    start: Decimal
    length: Decimal
    step: Decimal
    """Between two round numbers."""
    powers: bool = False
    """Whether equal lengths are equal factors: start and length are powers of ten."""

    @classmethod
    def of(cls, intervals: Sequence[Interval]) -> Scale | None:
        """Return a scale with room for all intervals, None if none has a bound."""
        bounds = [bound for pair in intervals for bound in pair if bound is not None]
        if not bounds:
            return None
        low, high = min(bounds), max(bounds)
        if low > 0 and high >= low * WIDE:
            margin = (high / low).log10() * MARGIN
            start, end = low.log10() - margin, high.log10() + margin
            return cls(start=start, length=end - start, step=Decimal(1), powers=True)
        margin = (high - low) * MARGIN or abs(high) / 2 or Decimal(1)
        start = low - margin
        if low >= 0:
            start = max(start, Decimal(0))
        length = high + margin - start
        rough = length / TICKS
        if all(bound == bound.to_integral_value() for bound in bounds):
            rough = max(rough, Decimal(1))  # nobody counts 2.8 people
        return cls(start=start, length=length, step=_round(rough))

    def bar(self, interval: Interval) -> Bar | None:
        """Return where an interval lies, None if it has no bound."""
        low, high = interval
        if low is None and high is None:
            return None
        left = 0.0 if low is None else self._percent(low)
        right = 100.0 if high is None else self._percent(high)
        return Bar(
            start=left,
            width=round(right - left, 2),
            open_below=low is None,
            open_above=high is None,
        )

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Round numbers: (per cent of the scale, the number)."""
        if self.powers:
            end = int((self.start + self.length).to_integral_value(ROUND_FLOOR))
            every = range(int(self.start.to_integral_value(ROUND_CEILING)), end + 1)
            values = [Decimal(10) ** power for power in every]
            return tuple((self._percent(value), number(value)) for value in values)
        first = (self.start / self.step).to_integral_value(ROUND_CEILING) * self.step
        steps = (first + self.step * index for index in range(2 * TICKS))
        return tuple(
            (self._percent(value), number(value))
            for value in steps
            if value <= self.start + self.length
        )

    def _percent(self, value: Decimal) -> float:
        if self.powers:
            value = value.log10()
        return round(float((value - self.start) / self.length * 100), 2)


def interval(low: Decimal | None, high: Decimal | None) -> str:
    """Return an interval as people write it.

    >>> interval(Decimal(20), Decimal(25)), interval(Decimal(4000), None), interval(None, None)
    ('20–25', '≥ 4,000', '')
    """
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥ {number(low)}"
    if low is None:
        return f"≤ {number(high)}"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def number(value: Decimal | None) -> str:
    """Return a number with thousands separated and no needless zeros.

    >>> number(Decimal("1200.50")), number(Decimal("1E+3"))
    ('1,200.5', '1,000')
    """
    text = f"{value:,f}" if value is not None else ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _round(rough: Decimal) -> Decimal:
    power = Decimal(10) ** rough.adjusted()
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
