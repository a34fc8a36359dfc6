"""Claims about the same thing -> agrees, conflicts, supersedes; every verdict with its reason.

Figures are compared where variable, people or place, and measure are the same (counted.py) and the
periods can be. For relations see contradictions.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from kg.comparable import (
    UNNAMED,
    Claim,
    Entities,
    assume_period,
    days_of,
    given,
    order_of,
)
from kg.contradictions import contradictions
from kg.counted import comparable_figures
from kg.model import Comparison, Extraction, Figure, Resolved, Verdict
from kg.ontology import Ontology
from kg.whereabouts import Whereabouts

NEAR = timedelta(days=3)
"""How far apart articles may appear that speak of the same people without naming them."""
DAY = timedelta(days=1)
SOME = 4
"""How many times smaller a number may be and still be of the same unnamed people."""
MONTH = timedelta(days=31)
"""How far apart the days may be of which they are said to be."""
LONG = timedelta(days=7)
"""A period from which on a number sums up, rather than tells of one day."""
COPIED = 60
"""Characters of a sentence from which on two articles have it from one hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    """What a verdict over two figures depends on, beside them."""

    entities: Entities
    places: Whereabouts
    told: Mapping[tuple[str, str], Figure]
    former: frozenset[tuple[str, str]]
    """Figures that another one of their article has replaced: 41, of "118, up from 41"."""

    def source(self, claim: Claim) -> Resolved | None:
        """Return who reports a number."""
        return self.entities.get((claim.id[0], self.told[claim.id].source or ""))


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
    places = Whereabouts(ordered, entities, ontology)
    world = _World(
        entities=entities,
        places=places,
        told={(one.article.id, figure.id): figure for one in ordered for figure in one.figures},
        former=frozenset(id for one in ordered for id in _former(one)),
    )
    found: dict[tuple[object, object], Comparison | None] = {}
    for claims in comparable_figures(ordered, entities, places, ontology).values():
        for left, right in _pairs(claims):
            if (left.id, right.id) not in found:
                found[left.id, right.id] = _verdict(left, right, world)
    verdicts = [one for one in found.values() if one is not None]
    verdicts += contradictions(ordered, entities, ontology)
    return tuple(sorted(verdicts, key=lambda one: (one.left, one.right, one.verdict)))


def _former(extraction: Extraction) -> Iterator[tuple[str, str]]:
    """Yield the ids of the figures that others say they have moved from."""
    past = {(one.variable, one.moved_from) for one in extraction.figures if one.moved_from}
    for figure in extraction.figures:
        if (figure.variable, figure.low) in past and figure.low == figure.high:
            yield extraction.article.id, figure.id


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


def _verdict(left: Claim, right: Claim, world: _World) -> Comparison | None:
    if left.article.id == right.article.id and (
        _moved(left, right) or _in_one_breath(left, right, world)
    ):
        return None  # "118, up from 41", "44 yesterday and 19 today"
    assumed = [] if left.people else ["the same people, whom neither names"]
    if not _same_place(left, right, world, assumed) or (left.denied and right.denied):
        return None
    if not left.people and (_apart(left, right) > NEAR or _days_apart(left, right) > MONTH):
        return None  # nobody says that they are the same dead
    one_origin = _one_origin(left, right, world, assumed)
    order = order_of(left, right)
    later: list[str] = []
    if one_origin and not order:
        order = _published_order(left, right, later)
    one_text = one_origin and left.article.id == right.article.id
    if not left.people and left.article.id == right.article.id and _is_far(left, right):
        return None  # "three died here", of 22
    why = "same origin" if one_origin else "different origins"
    denied = left.denied or right.denied
    moved = one_origin and order and (left.low or left.high) != (right.low or right.high)
    if _overlap(left, right) and (denied or not moved):
        if denied:
            why += ", one denies the number"
        verdict: Verdict = "conflicts" if denied else "agrees"
        return None if one_text else given(verdict, left, right, why, assumed)
    if denied or left.loose or (one_text and not order) or not (left.sure and right.sure):
        return None
    if one_origin:
        return _superseded(left, right, order, [*assumed, *later])
    if order or _is_past(left, right, world) or not _same_period(left, right, assumed):
        return None  # of different days: both can be right
    return given("conflicts", left, right, why, assumed)


def _in_one_breath(left: Claim, right: Claim, world: _World) -> bool:
    """Return whether one source gives both numbers in one sentence: neither replaces the other."""
    first, second = world.told[left.id], world.told[right.id]
    alike = first.source == second.source and first.polarity == second.polarity
    if not alike or not left.article.text:
        return False
    low, high = sorted((first.span, second.span))
    return high.end <= low.start + len(left.article.sentence(low)) and (
        left.article.sentence(low) == left.article.sentence(high)
    )


def _days_apart(left: Claim, right: Claim) -> timedelta:
    """Return how far apart the days are that two numbers are of; nothing where one has none."""
    mine, other = days_of(left.time), days_of(right.time)
    if mine is None or other is None:
        return timedelta(0)
    return max(mine[0] - other[1], other[0] - mine[1], timedelta(0))


def _moved(left: Claim, right: Claim) -> bool:
    """Return whether one number is what the other is said to have been before."""
    return right.low in left.past or left.low in right.past


def _one_origin(left: Claim, right: Claim, world: _World, assumed: list[str]) -> bool:
    """Return whether both come from one source, or one is a copy of the other."""
    if left.origin == right.origin:
        if left.origin.startswith(UNNAMED) and left.article.id != right.article.id:
            assumed.append(f"the same {left.origin.removeprefix(UNNAMED)} in both articles")
        return True
    mine, other = world.source(left), world.source(right)
    if mine and other and mine.named and mine.name == other.name and mine.type == other.type:
        assumed.append(f"the same {mine.name} in both articles")
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


def _is_past(left: Claim, right: Claim, world: _World) -> bool:
    """Return whether only one number is of today: the other was replaced, or is of long ago."""
    for one, other in ((left, right), (right, left)):
        days, published = days_of(one.time), one.article.published
        old = days is not None and published is not None and published - days[1] > MONTH
        alone = days_of(other.time) is None
        if alone and (one.id in world.former or (old and not one.people)):
            return True
    return False


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
    for dated, undated in ((left, right), (right, left)):
        days, published = days_of(dated.time), undated.article.published
        if days and published and (days[0] > published or _is_stale(dated, days[1], published)):
            return False
    assume_period(left, right, assumed)
    return True


def _is_stale(claim: Claim, day: date, published: date) -> bool:
    """Return whether a toll of unnamed people is of days before an article appeared."""
    return not claim.people and published - day > DAY


def _superseded(left: Claim, right: Claim, order: int, assumed: list[str]) -> Comparison:
    if order == 0:
        order = 1 if (left.low or left.high or 0) > (right.low or right.high or 0) else -1
        assumed.append("the larger number is the later one")
    newer, older = (left, right) if order > 0 else (right, left)
    return given("supersedes", newer, older, "same origin", assumed)


def _same_place(left: Claim, right: Claim, world: _World, assumed: list[str]) -> bool:
    for one in (left, right):
        if one.place is not None and world.told[one.id].place is None and not one.people:
            assumed.append(f"{one.place.name}, which {one.article.id} is about")
    if left.place is None or right.place is None:
        if left.place or right.place:
            assumed.append("the same place, which one of them leaves out")
        return True
    outer = world.places.outer(left.place, right.place)
    if outer is None:
        if left.place.key != right.place.key:
            assumed.append(f"{left.place.name} is one place")
        return world.places.same(left.place, right.place)
    inner = right.place if outer is left.place else left.place
    assumed.append(f"{outer.name} means {inner.name}")
    return True


def _is_far(left: Claim, right: Claim) -> bool:
    """Return whether one number is so much smaller that it may rather be of some of the others."""
    low, high = sorted(abs(one.low or one.high or Decimal(0)) for one in (left, right))
    return low * SOME < high


def _overlap(left: Claim, right: Claim) -> bool:
    lows = [low for low in (left.low, right.low) if low is not None]
    highs = [high for high in (left.high, right.high) if high is not None]
    return not lows or not highs or max(lows) <= min(highs)
