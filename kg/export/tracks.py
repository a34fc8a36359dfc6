"""Relations to places -> tracks: where somebody was or went, and when, one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.export.claims import Claim, Ref
from kg.export.moments import Line, Moment, moment
from kg.model import Relation
from kg.ontology import Ontology

PLACE = "Place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A claim that somebody was at a place or went there."""

    claim: Claim
    when: Moment | None
    other: Ref
    """The other end of it: of a unit, the place; of a place, the unit."""
    bar: tuple[float, float] | None = None
    """Where it begins and how long it is, in per cent of the line; None if it is not on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What claims say of the whereabouts of one entity, the earliest first, the undated last."""

    ref: Ref
    steps: tuple[Step, ...]
    ticks: tuple[tuple[float, str], ...]

    @property
    def dated(self) -> int:
        """How many steps have days."""
        return sum(step.when is not None for step in self.steps)


def moves(claim: Claim, ontology: Ontology) -> bool:
    """Return whether a claim says where somebody was or went.

    It does if its relation, or the opposite of it, leads to nothing but places, and its subject is
    none.
    """
    if not isinstance(claim.record, Relation) or claim.subject is None or claim.object is None:
        return False
    kind = ontology.relations[claim.record.predicate]
    kinds = [kind, *([ontology.relations[kind.opposite]] if kind.opposite else [])]
    return (
        any(one.objects and _places(one.objects, ontology) for one in kinds)
        and ontology.is_a(claim.object.type, PLACE)
        and not ontology.is_a(claim.subject.type, PLACE)
    )


def tracks(claims: Iterable[Claim], ontology: Ontology) -> Mapping[str, Track]:
    """Return the track of every entity that has one, those at both ends, by its key."""
    steps: dict[str, list[Step]] = {}
    refs: dict[str, Ref] = {}
    for claim in claims:
        if moves(claim, ontology) and claim.subject and claim.object:
            when = moment(claim)
            for ref, other in ((claim.subject, claim.object), (claim.object, claim.subject)):
                refs[ref.key] = ref
                steps.setdefault(ref.key, []).append(Step(claim=claim, when=when, other=other))
    return {key: track(refs[key], steps[key]) for key in sorted(steps)}


def track(ref: Ref, steps: Sequence[Step], line: Line | None = None) -> Track:
    """Return steps in order along a line, by default one that is as long as they need."""
    line = line or Line.of(step.when for step in steps if step.when)
    return Track(
        ref=ref,
        steps=tuple(_placed(step, line) for step in sorted(steps, key=_order)),
        ticks=line.ticks if line else (),
    )


def _places(names: frozenset[str], ontology: Ontology) -> bool:
    return all(ontology.is_a(name, PLACE) for name in names)


def _placed(step: Step, line: Line | None) -> Step:
    if step.when is None or line is None:
        return step
    return replace(step, bar=line.bar(step.when))


def _order(step: Step) -> tuple[str, str]:
    return (step.when.iso if step.when else "9999", step.claim.iri)
