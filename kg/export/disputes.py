"""Comparisons -> disputes: all claims that are compared with each other, on one scale."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.export.claims import Claim, Claims
from kg.export.scale import Bar, Interval, Scale
from kg.model import Comparison, Figure, Verdict


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
    scale = Scale.of([_interval(claim) for claim in shown])
    return Dispute(
        id=f"dispute-{hashlib.sha256(min(claims).encode()).hexdigest()[:16]}",
        title=_title(shown),
        sides=tuple(
            Side(
                claim=claim,
                bar=scale.bar(_interval(claim)) if scale else None,
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
        ticks=scale.ticks if scale else (),
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


def _interval(claim: Claim) -> Interval:
    record = claim.record
    return (record.low, record.high) if isinstance(record, Figure) else (None, None)
