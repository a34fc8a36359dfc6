"""Comparisons -> disputes: all claims that are compared with each other, on one scale."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from kg.export.claims import Claim, Claims
from kg.model import Comparison, Figure, Verdict

MARGIN = Decimal("0.12")  # of the scale's length, left free on either side
TICKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The interval that a wording allows, in per cent of the scale."""

    start: float
    width: float
    open_below: bool
    open_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A claim of a dispute."""

    claim: Claim
    bar: Bar | None
    """None if it is no figure, or its wording gives no bound."""
    verdicts: tuple[Verdict, ...]
    """What its comparisons say, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sides, and what they have to do with each other."""

    verdict: Verdict
    left: Claim
    right: Claim
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Claims that are compared, directly or by way of others."""

    id: str
    title: str
    sides: tuple[Side, ...]
    pairs: tuple[Pair, ...]
    """Conflicts first."""
    ticks: tuple[tuple[float, str], ...]
    """(per cent of the scale, number)."""

    def count(self, verdict: Verdict) -> int:
        """Return how many comparisons came to this verdict."""
        return sum(pair.verdict == verdict for pair in self.pairs)


def disputes(comparisons: Sequence[Comparison], claims: Claims) -> tuple[Dispute, ...]:
    """Return what is disputed, most conflicts first."""
    pairs = []
    for comparison in comparisons:
        sides = claims.pair(comparison)
        if sides:
            pairs.append(
                Pair(
                    verdict=comparison.verdict,
                    left=sides[0],
                    right=sides[1],
                    reason=comparison.reason,
                )
            )
    found = [_dispute(group) for group in _connected(pairs)]
    return tuple(sorted(found, key=lambda one: (-one.count("conflicts"), -len(one.sides), one.id)))


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
    """Return a number with thousands separated and no needless zeros."""
    text = f"{value:,f}" if value is not None else ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _connected(pairs: Sequence[Pair]) -> list[list[Pair]]:
    leader: dict[str, str] = {}

    def find(iri: str) -> str:
        while leader.setdefault(iri, iri) != iri:
            iri = leader[iri] = leader[leader[iri]]
        return iri

    for pair in pairs:
        first, second = sorted((find(pair.left.iri), find(pair.right.iri)))
        leader[second] = first
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(find(pair.left.iri), []).append(pair)
    return [groups[key] for key in sorted(groups)]


def _dispute(pairs: Sequence[Pair]) -> Dispute:
    order: dict[Verdict, int] = {"conflicts": 0, "supersedes": 1, "agrees": 2}
    claims = {claim.iri: claim for pair in pairs for claim in (pair.left, pair.right)}
    shown = sorted(claims.values(), key=_when)
    start, length = _scale(shown)
    bounds = [bound for claim in shown for bound in _bounds(claim)]
    whole = all(bound == bound.to_integral_value() for bound in bounds)
    return Dispute(
        id=f"dispute-{hashlib.sha256(min(claims).encode()).hexdigest()[:16]}",
        title=_title(shown),
        sides=tuple(
            Side(
                claim=claim,
                bar=_bar(claim, start, length),
                verdicts=tuple(
                    sorted(
                        {p.verdict for p in pairs if claim.iri in (p.left.iri, p.right.iri)},
                        key=order.__getitem__,
                    )
                ),
            )
            for claim in shown
        ),
        pairs=tuple(sorted(pairs, key=lambda p: (order[p.verdict], _when(p.left), _when(p.right)))),
        ticks=_ticks(start, length, whole=whole) if bounds else (),
    )


def _when(claim: Claim) -> tuple[str, str, int, str]:
    day = claim.article.published
    first = claim.spans[0].start if claim.spans else 0
    return (day.isoformat() if day else "9999", claim.article.id, first, claim.id)


def _title(claims: Sequence[Claim]) -> str:
    """Return what they count: the commonest label, and the commonest place or population."""
    label = _commonest([claim.label for claim in claims])
    about = _commonest([ref.name for claim in claims for ref in claim.about])
    return f"{label}: {about}" if about else label


def _commonest(names: Sequence[str]) -> str:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def _bounds(claim: Claim) -> tuple[Decimal, ...]:
    record = claim.record
    if not isinstance(record, Figure):
        return ()
    return tuple(bound for bound in (record.low, record.high) if bound is not None)


def _scale(claims: Sequence[Claim]) -> tuple[Decimal, Decimal]:
    bounds = [bound for claim in claims for bound in _bounds(claim)]
    if not bounds:
        return Decimal(0), Decimal(1)
    low, high = min(bounds), max(bounds)
    margin = (high - low) * MARGIN or abs(high) / 2 or Decimal(1)
    start = low - margin
    if low >= 0:
        start = max(start, Decimal(0))
    return start, high + margin - start


def _bar(claim: Claim, start: Decimal, length: Decimal) -> Bar | None:
    record = claim.record
    if not isinstance(record, Figure) or not _bounds(claim):
        return None
    left = 0.0 if record.low is None else _percent(record.low, start, length)
    right = 100.0 if record.high is None else _percent(record.high, start, length)
    return Bar(
        start=left,
        width=round(right - left, 2),
        open_below=record.low is None,
        open_above=record.high is None,
    )


def _percent(value: Decimal, start: Decimal, length: Decimal) -> float:
    return round(float((value - start) / length * 100), 2)


def _ticks(start: Decimal, length: Decimal, *, whole: bool) -> tuple[tuple[float, str], ...]:
    """Return round numbers along the scale, three to six of them."""
    rough = length / TICKS
    if whole:
        rough = max(rough, Decimal(1))  # nobody counts 2.8 people
    power = Decimal(10) ** rough.adjusted()
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough)
    first = (start / step).to_integral_value(ROUND_CEILING) * step
    values = (first + step * n for n in range(2 * TICKS))
    return tuple(
        (_percent(value, start, length), number(value))
        for value in values
        if value <= start + length
    )
