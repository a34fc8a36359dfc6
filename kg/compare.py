"""Claims about the same thing -> agrees, conflicts, supersedes; every verdict with its reason.

Figures are compared where variable, population, measure and place are the same and the periods can
be: deaths never with killed-or-wounded. For relations see contradictions.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import combinations

from kg.comparable import (
    UNNAMED,
    Claim,
    Entities,
    Key,
    assume_period,
    claim_of,
    days_of,
    given,
    order_of,
)
from kg.contradictions import contradictions
from kg.model import Article, Comparison, Extraction, Figure, Resolved, Verdict
from kg.ontology import Ontology

NEAR = timedelta(days=3)
"""How far apart articles may appear that speak of the same people without naming them."""
LONG = timedelta(days=7)
"""A period from which on a number sums up, rather than tells of one day."""
COPIED = 60
"""Characters of a sentence from which on two articles have it from one hand."""
BLUR = Decimal("0.1")
"""What "about" allows on either side."""


def compare(
    extractions: Iterable[Extraction], resolved: Iterable[Resolved], ontology: Ontology
) -> tuple[Comparison, ...]:
    """Return what the claims of all articles have to do with each other, each pair once.

    Args:
        extractions: any order.
        resolved: the entities that the records of ``extractions`` are about.
        ontology: variables, units of measure, opposites of relations.
    """
    ordered = sorted(extractions, key=lambda extraction: extraction.article.id)
    entities = {member: one for one in resolved for member in one.members}
    wholes = {known.iri: known.part_of for known in ontology.names if known.part_of}
    found = [
        verdict
        for claims in _figures(ordered, entities, ontology).values()
        for left, right in _pairs(claims)
        if (verdict := _verdict(left, right, wholes)) is not None
    ]
    found += contradictions(ordered, entities, ontology)
    return tuple(sorted(found, key=lambda one: (one.left, one.right, one.verdict)))


def _figures(
    extractions: Iterable[Extraction], entities: Entities, ontology: Ontology
) -> Mapping[Key, list[Claim]]:
    """Return the comparable figures: by variable, population, unit, and noun where need be."""
    cues = ontology.cues("MeasureCue")
    units = {cue.words[0]: (cue.measure or "", cue.factor) for cue in cues if cue.factor}
    totals = _totals(ontology)
    loose = {name: variable.loose for name, variable in ontology.variables.items()}
    blocks: dict[Key, list[Claim]] = defaultdict(list)
    for article, figure in ((one.article, figure) for one in extractions for figure in one.figures):
        place = entities.get((article.id, figure.place or ""))
        population = entities.get((article.id, figure.population or "")) or place
        if population is not None and (population is not place or figure.population is None):
            unit, _, per = figure.measure.partition("/")
            base, factor = units.get(unit, (unit, Decimal(1)))
            noun = (figure.counted or "").lower() if loose[figure.variable] else ""
            variable = totals.get(figure.variable, figure.variable)
            claim = _figure(article, figure, population, factor or Decimal(1), entities)
            claim = replace(claim, loose=loose[figure.variable])
            kind = _kind(figure)
            blocks[variable, kind, population.key, base, per, noun].append(claim)
    return blocks


def _kind(figure: Figure) -> str:
    """Return what keeps figures of one variable apart: by how much it fell, a part of another."""
    kind = "of" if figure.population else "at"
    if figure.change is not None and figure.moved_from is None:
        kind += " by"
    if figure.part_of is not None:
        kind += f" part {(figure.counted or '').lower()}"
    return kind


def _figure(
    article: Article, figure: Figure, population: Resolved, factor: Decimal, entities: Entities
) -> Claim:
    numbers = dict.fromkeys(n for n in (figure.low, figure.high) if n is not None)
    value = " to ".join(f"{number.normalize():,f}" for number in numbers)
    unit = "" if figure.measure == "person" else f" {figure.measure}"
    words = (f"{value}{unit}", figure.qualifier.replace("_", " "))
    about = f"{figure.variable.replace('_', ' ')}, {population.name}"
    blur = BLUR if figure.qualifier == "approximately" else Decimal(0)
    return replace(
        claim_of(article, figure, figure.variable, about, words, entities),
        place=entities.get((article.id, figure.place or "")),
        people=figure.population is not None,
        past=() if figure.moved_from is None else (figure.moved_from * factor,),
        low=None if figure.low is None else (figure.low - abs(figure.low) * blur) * factor,
        high=None if figure.high is None else (figure.high + abs(figure.high) * blur) * factor,
    )


def _pairs(claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs to compare: the first of equal claims of one origin stands for them all."""
    same: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        place = claim.place.key if claim.place else None
        key = (claim.origin, claim.low, claim.high, claim.denied, place, days_of(claim.time))
        same[key].append(claim)
    for group in same.values():
        yield from ((group[0], other) for other in group[1:])
    yield from combinations([group[0] for group in same.values()], 2)


def _verdict(left: Claim, right: Claim, wholes: Mapping[str, str]) -> Comparison | None:
    if left.article.id == right.article.id and _moved(left, right):
        return None  # "118, up from 41"
    assumed = [] if left.people else ["the same people, whom neither names"]
    if not _same_place(left, right, wholes, assumed) or (left.denied and right.denied):
        return None
    if not left.people and _apart(left, right) > NEAR:
        return None  # nobody says that they are the same dead
    one_origin = _one_origin(left, right, assumed)
    order = order_of(left, right)
    if one_origin and not order:
        order = _published_order(left, right, assumed)
    one_text = one_origin and left.article.id == right.article.id
    why = "same origin" if one_origin else "different origins"
    denied = left.denied or right.denied
    moved = one_origin and order and (left.low, left.high) != (right.low, right.high)
    if _overlap(left, right) and (denied or not moved):
        if denied:
            why += ", one denies the number"
        verdict: Verdict = "conflicts" if denied else "agrees"
        return None if one_text else given(verdict, left, right, why, assumed)
    if denied or left.loose or (one_text and not order) or not (left.sure and right.sure):
        return None
    if one_origin:
        return _superseded(left, right, order, assumed)
    if order or not _same_period(left, right, assumed):
        return None  # of different days: both can be right
    return given("conflicts", left, right, why, assumed)


def _moved(left: Claim, right: Claim) -> bool:
    """Return whether one number is what the other is said to have been before."""
    return right.low in left.past or left.low in right.past


def _one_origin(left: Claim, right: Claim, assumed: list[str]) -> bool:
    """Return whether both come from one source, or one is a copy of the other."""
    if left.origin == right.origin:
        if left.origin.startswith(UNNAMED) and left.article.id != right.article.id:
            assumed.append(f"the same {left.origin.removeprefix(UNNAMED)} in both articles")
        return True
    return left.sentence == right.sentence and len(left.sentence) >= COPIED


def _apart(left: Claim, right: Claim) -> timedelta:
    """Return how far apart two articles appeared; nothing where that is not known."""
    first, second = left.article.published, right.article.published
    return abs(first - second) if first and second else timedelta(0)


def _published_order(left: Claim, right: Claim, assumed: list[str]) -> int:
    """Return which of two numbers is later by the articles they stand in: 1 for the left one."""
    mine, other = left.article.published, right.article.published
    differ = (left.low, left.high) != (right.low, right.high)
    if not (mine and other and mine != other and differ):
        return 0
    assumed.append("the article published later gives the later number")
    return 1 if mine > other else -1


def _same_period(left: Claim, right: Claim, assumed: list[str]) -> bool:
    """Return whether two numbers that differ can be of one period; note what that takes."""
    mine, other = days_of(left.time), days_of(right.time)
    if mine and other:
        lengths = sorted((mine[1] - mine[0], other[1] - other[0]))
        return lengths[1] < LONG or lengths[1] < 2 * lengths[0]
    if _apart(left, right) and not (mine or other):
        return False  # a number can grow from day to day
    told = left.article.published and right.article.published
    if not left.people and left.article.id != right.article.id and not told:
        return False
    assume_period(left, right, assumed)
    return True


def _superseded(left: Claim, right: Claim, order: int, assumed: list[str]) -> Comparison:
    if order == 0:
        order = 1 if (left.low or left.high or 0) > (right.low or right.high or 0) else -1
        assumed.append("the larger number is the later one")
    newer, older = (left, right) if order > 0 else (right, left)
    return given("supersedes", newer, older, "same origin", assumed)


def _same_place(left: Claim, right: Claim, wholes: Mapping[str, str], assumed: list[str]) -> bool:
    if left.place is None or right.place is None:
        if left.place or right.place:
            assumed.append("the same place, which one of them leaves out")
        return True
    for inner, outer in ((left.place, right.place), (right.place, left.place)):
        iri, seen = inner.known, set()
        while iri is not None and iri not in seen and iri != outer.known:
            seen.add(iri)
            iri = wholes.get(iri)
        if iri is not None and iri == outer.known and seen:
            assumed.append(f"{outer.name} means {inner.name}")
            return True
    return left.place.key == right.place.key


def _overlap(left: Claim, right: Claim) -> bool:
    lows = [low for low in (left.low, right.low) if low is not None]
    highs = [high for high in (left.high, right.high) if high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _totals(ontology: Ontology) -> Mapping[str, str]:
    """Return variable -> the widest one above it that means the same total.

    Only what has narrower variables is a total: killed-or-wounded and casualties, but not killed.
    """
    variables = ontology.variables
    totals = {above for one in variables.values() for above in one.broader - {one.name}}
    return {
        name: min(variables[name].broader & totals, key=lambda up: len(variables[up].broader))
        for name in sorted(totals)
    }
