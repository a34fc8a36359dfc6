"""Figures of a block -> their course: numbers upwards, days to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.export.claims import Claim
from kg.export.moments import Line, Moment
from kg.export.scale import Interval, Scale

HEIGHT = 150  # pixels
DAYS = 3  # fewer are no course


class Dated(Protocol):
    """A claim with the days that it is about."""

    @property
    def claim(self) -> Claim:
        """The claim."""

    @property
    def when(self) -> Moment | None:
        """The days."""

    @property
    def verdict(self) -> str:
        """The worst that is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A figure in the picture: a cross of days and numbers."""

    claim: Claim
    verdict: str
    words: str
    left: float
    """Per cent: where its days begin."""
    right: float
    top: float
    """Pixels: where its greatest number lies."""
    bottom: float
    open_above: bool
    open_below: bool

    @property
    def x(self) -> float:
        """Per cent: the middle of its days."""
        return round((self.left + self.right) / 2, 2)

    @property
    def y(self) -> float:
        """Pixels: its number; the bound that it has, or the middle of two."""
        if self.open_above:
            return self.bottom
        return self.top if self.open_below else round((self.top + self.bottom) / 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The picture: dots and the words along both sides."""

    dots: tuple[Dot, ...]
    days: tuple[tuple[float, str], ...]
    """(per cent from the left, a day)."""
    numbers: tuple[tuple[float, str], ...]
    """(pixels from the top, a number)."""
    undated: int
    height: int = HEIGHT

    @classmethod
    def of(cls, sides: Sequence[tuple[Dated, Interval]], scale: Scale | None) -> Course | None:
        """Return the course of some figures, None if they are of fewer than three days."""
        found = [
            (side, side.when, pair) for side, pair in sides if side.when and pair != (None, None)
        ]
        line = Line.of(when for _, when, _ in found)
        if scale is None or line is None or len({when.iso for _, when, _ in found}) < DAYS:
            return None
        return cls(
            dots=tuple(_dot(side, when, pair, line, scale) for side, when, pair in found),
            days=line.ticks,
            numbers=tuple((_pixels(at), text) for at, text in scale.ticks),
            undated=len(sides) - len(found),
        )


def _dot(side: Dated, when: Moment, pair: Interval, line: Line, scale: Scale) -> Dot:
    bar = scale.bar(pair)
    assert bar is not None, "a figure without a bound is left out"
    start, width = line.bar(when) or (0.0, 0.0)
    who = side.claim.by or "the article itself"
    return Dot(
        claim=side.claim,
        verdict=side.verdict,
        words=f"{side.claim.exact} ({who}, {when.label})",
        left=start,
        right=round(start + width, 2),
        top=_pixels(bar.start + bar.width),
        bottom=_pixels(bar.start),
        open_above=bar.open_above,
        open_below=bar.open_below,
    )


def _pixels(percent: float) -> float:
    return round(HEIGHT * (1 - percent / 100), 1)
