"""Claims and comparisons -> blocks: what can be held against each other, on one scale.

Figures of one variable and population are a block, whether or not they were compared; relations
and quotes are one where a comparison joins them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.export.claims import Claim, Claims, Ref
from kg.export.course import Course
from kg.export.differences import Marked, differences
from kg.export.moments import Moment, moment, published
from kg.export.scale import Bar, Interval, Scale, interval
from kg.model import Figure
from kg.ontology import Ontology

Key = tuple[str, ...]
Units = Mapping[str, tuple[str, Decimal]]

VERDICTS: Mapping[str, tuple[str, str, str]] = {
    "conflicts": ("conflict", "conflicts", "against"),
    "supersedes": ("update", "updates", "after"),
    "variant": ("variant", "variants", "and"),
    "agrees": ("agreement", "agreements", "and"),
}
"""Verdict -> one of it, several of it, and what stands between its sides; worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A claim of a block."""

    claim: Claim
    bar: Bar | None
    """None if it is no figure, or its wording gives no bound."""
    verdicts: tuple[str, ...]
    """What its comparisons say, each once, the worst first."""
    when: Moment | None
    """When it holds by its own words; else the day of its article."""
    marked: Marked = ()
    """Of a quote: its words, those marked that the first side does not have."""

    @property
    def verdict(self) -> str:
        """The worst verdict, "alone" if it is compared with nothing."""
        return self.verdicts[0] if self.verdicts else "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sides, and what they have to do with each other."""

    verdict: str
    left: Claim
    right: Claim
    reason: str

    @property
    def joint(self) -> str:
        """What stands between the two."""
        return VERDICTS.get(self.verdict, ("", "", "and"))[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Claims about one thing."""

    id: str
    kind: str
    """figure, relation or quote."""
    title: str
    about: Ref | None
    """The entity that all its figures are about."""
    sides: tuple[Side, ...]
    pairs: tuple[Pair, ...]
    """Conflicts first."""
    ticks: tuple[tuple[float, str], ...]
    """(per cent of the scale, number)."""
    powers: bool
    """Whether the scale is logarithmic."""
    course: Course | None
    """Its numbers over time, None if there are too few days."""
    range: str
    """The least and the greatest number, in words."""
    measure: str

    @property
    def tally(self) -> tuple[tuple[str, str], ...]:
        """(verdict, how many comparisons came to it), the worst first."""
        counts = Counter(pair.verdict for pair in self.pairs)
        return tuple(
            (verdict, f"{counts[verdict]:,} {_noun(verdict, counts[verdict])}")
            for verdict in sorted(counts, key=_rank)
        )

    @property
    def size(self) -> int:
        """How many claims it has."""
        return len(self.sides)

    @property
    def sources(self) -> int:
        """How many sources it has; articles that name none are one each."""
        named = {source for one in self.sides for source in one.claim.sources}
        unnamed = {one.claim.article.id for one in self.sides if not one.claim.sources}
        return len(named) + len(unnamed)

    def count(self, verdict: str) -> int:
        """Return how many comparisons came to this verdict."""
        return sum(pair.verdict == verdict for pair in self.pairs)


def blocks(claims: Claims) -> tuple[Block, ...]:
    """Return all blocks, those with the most conflicts first, then those with the most claims."""
    pairs = [
        Pair(verdict=one.verdict, left=sides[0], right=sides[1], reason=one.reason)
        for one in claims.product.comparisons
        if (sides := claims.pair(one))
    ]
    units = _units(claims.ontology)
    first: dict[Key, Claim] = {}
    links = [(pair.left, pair.right) for pair in pairs]
    for claim in claims.all:
        if isinstance(claim.record, Figure):
            key = _key(claim, claim.record, units, claims.ontology)
            links.append((first.setdefault(key, claim), claim))
    found = [_block(group, pairs_of, units) for group, pairs_of in _connected(links, pairs)]
    return tuple(sorted(found, key=_order))


def _order(block: Block) -> tuple[object, ...]:
    kind = ("figure", "relation", "quote").index(block.kind)
    return (-block.count("conflicts"), kind, -len(block.pairs), -len(block.sides), block.title,
            block.id)  # fmt: skip


def _rank(verdict: str) -> tuple[int, str]:
    known = list(VERDICTS)
    return (known.index(verdict) if verdict in known else len(known), verdict)


def _noun(verdict: str, count: int) -> str:
    return VERDICTS.get(verdict, (verdict, verdict, ""))[count != 1]


def _units(ontology: Ontology) -> Units:
    """Return unit -> what it is converted to, and by which factor."""
    cues = ontology.cues("MeasureCue")
    return {cue.words[0]: (cue.measure or "", cue.factor) for cue in cues if cue.factor}


def _key(claim: Claim, figure: Figure, units: Units, ontology: Ontology) -> Key:
    variable = ontology.variables.get(figure.variable)
    unit, _, per = figure.measure.partition("/")
    base, _ = units.get(unit, (unit, Decimal(1)))
    about = claim.subject or claim.object
    kind = "of" if claim.subject else "at" if claim.object else f"in {claim.article.id}"
    noun = (figure.counted or "").lower() if about is None or (variable and variable.loose) else ""
    return (figure.variable, kind, about.key if about else "", base, per, noun)


def _connected(
    links: Iterable[tuple[Claim, Claim]], pairs: Sequence[Pair]
) -> list[tuple[list[Claim], list[Pair]]]:
    leader: dict[str, str] = {}
    claims: dict[str, Claim] = {}

    def find(iri: str) -> str:
        while leader.setdefault(iri, iri) != iri:
            iri = leader[iri] = leader[leader[iri]]
        return iri

    for left, right in links:
        claims[left.iri], claims[right.iri] = left, right
        first, second = sorted((find(left.iri), find(right.iri)))
        leader[second] = first
    groups: dict[str, tuple[list[Claim], list[Pair]]] = {}
    for iri in sorted(claims):
        groups.setdefault(find(iri), ([], []))[0].append(claims[iri])
    for pair in pairs:
        groups[find(pair.left.iri)][1].append(pair)
    return [groups[key] for key in sorted(groups)]


def _block(found: Sequence[Claim], pairs: Sequence[Pair], units: Units) -> Block:
    verdicts: dict[str, set[str]] = {}
    for pair in pairs:
        for claim in (pair.left, pair.right):
            verdicts.setdefault(claim.iri, set()).add(pair.verdict)
    measures = {_measure(claim) for claim in found} - {""}
    intervals = {claim.iri: _interval(claim, units, mixed=len(measures) > 1) for claim in found}
    scale = Scale.of(list(intervals.values()))
    ordered = sorted(found, key=_when)
    sides = tuple(
        Side(
            claim=claim,
            bar=scale.bar(intervals[claim.iri]) if scale else None,
            verdicts=tuple(sorted(verdicts.get(claim.iri, ()), key=_rank)),
            when=moment(claim) or published(claim),
            marked=differences(ordered[0].exact, claim.exact) if claim.kind == "quote" else (),
        )
        for claim in ordered
    )
    return Block(
        id=f"dispute-{hashlib.sha256(min(intervals).encode()).hexdigest()[:16]}",
        kind=min(one.kind for one in found),
        title=_title([side.claim for side in sides]),
        about=_about(found),
        sides=sides,
        pairs=tuple(sorted(pairs, key=lambda p: (_rank(p.verdict), _when(p.left), _when(p.right)))),
        ticks=scale.ticks if scale else (),
        powers=bool(scale and scale.powers),
        course=Course.of([(side, intervals[side.claim.iri]) for side in sides], scale),
        range=_range(list(intervals.values())),
        measure=min(measures) if len(measures) == 1 else "",
    )


def _when(claim: Claim) -> tuple[str, str, int, str]:
    found = moment(claim) or published(claim)
    first = claim.spans[0].start if claim.spans else 0
    return (found.iso if found else "9999", claim.article.id, first, claim.id)


def _title(claims: Sequence[Claim]) -> str:
    """Return what they count or state, in the words that are commonest among them."""
    first = claims[0]
    if first.kind == "relation":
        one = next((claim for claim in claims if claim.record.polarity == "affirmed"), first)
        names = (one.subject.name if one.subject else "", one.label,
                 one.object.name if one.object else "")  # fmt: skip
        return " ".join(name for name in names if name)
    if first.kind == "quote":
        return _commonest([claim.by for claim in claims if claim.sources]) or "No source"
    label = _commonest([claim.label for claim in claims])
    about = _commonest([ref.name for claim in claims if (ref := claim.subject or claim.object)])
    noun = _commonest(
        [one.record.counted or "" for one in claims if isinstance(one.record, Figure)]
    )
    return f"{label}: {about or noun}" if about or noun else label


def _about(claims: Sequence[Claim]) -> Ref | None:
    found = {claim.subject or claim.object for claim in claims if claim.kind == "figure"}
    return found.pop() if len(found) == 1 else None


def _commonest(names: Sequence[str]) -> str:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def _measure(claim: Claim) -> str:
    record = claim.record
    return record.measure if isinstance(record, Figure) and record.measure != "person" else ""


def _interval(claim: Claim, units: Units, *, mixed: bool) -> Interval:
    record = claim.record
    if not isinstance(record, Figure):
        return (None, None)
    _, factor = units.get(record.measure.partition("/")[0], ("", Decimal(1)))
    by = factor if mixed else Decimal(1)
    return (
        None if record.low is None else record.low * by,
        None if record.high is None else record.high * by,
    )


def _range(intervals: Sequence[Interval]) -> str:
    bounds = [bound for pair in intervals for bound in pair if bound is not None]
    if not bounds:
        return ""
    open_above = any(low is not None and high is None for low, high in intervals)
    return interval(min(bounds), max(bounds)) + (" or more" if open_above else "")
