"""Claims about the same thing -> agrees, conflicts, supersedes; every verdict with its reason.

Figures are compared where variable, population, measure and place are the same and the periods can
be: deaths never with killed-or-wounded. Relations conflict where one claim denies what another
affirms, or where two of them contradict each other by definition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from kg.model import Article, Comparison, Extraction, Figure, Relation, Resolved, TimeSpan, Verdict
from kg.ontology import Ontology

BLUR = Decimal("0.1")
"""What "about" allows on either side."""
JOINTS: Mapping[Verdict, str] = {"agrees": "and", "conflicts": "against", "supersedes": "after"}
Entities = Mapping[tuple[str, str], Resolved]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure or relation in the terms that all articles share."""

    id: tuple[str, str]
    article: Article
    name: str
    """The variable or relation."""
    about: str
    """What it is about, for people; the next one, too."""
    said: str
    origin: str
    """Key of its source; where it names none, of the publisher or the article."""
    denied: bool
    time: TimeSpan | None
    place: Resolved | None = None
    people: bool = True
    """Whether it is said whom it counts."""
    low: Decimal | None = None
    high: Decimal | None = None
    """In the base unit; "about" widened."""
    loose: bool = False
    """Whether the variable does not say what is measured: unequal values need not conflict."""


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
    for claims in _relations(ordered, entities, ontology).values():
        found += _contradictions(claims, ontology)
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
            kind = "of" if figure.population else "at"
            blocks[variable, kind, population.key, base, per, noun].append(claim)
    return blocks


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
        _claim(article, figure, figure.variable, about, words, entities),
        place=entities.get((article.id, figure.place or "")),
        people=figure.population is not None,
        low=None if figure.low is None else (figure.low - abs(figure.low) * blur) * factor,
        high=None if figure.high is None else (figure.high + abs(figure.high) * blur) * factor,
    )


def _claim(
    article: Article,
    record: Figure | Relation,
    name: str,
    about: str,
    words: tuple[str, str],
    entities: Entities,
) -> Claim:
    source = entities.get((article.id, record.source or ""))
    own = article.publisher or article.id
    time = record.as_of if isinstance(record, Figure) else record.time
    by = f"{'denied by ' if record.polarity == 'denied' else ''}{source.name if source else own}"
    said, how = words
    return Claim(
        id=(article.id, record.id),
        article=article,
        name=name,
        about=about,
        said=f"{said} ({', '.join(filter(None, (how, by, time.text if time else '')))})",
        origin=source.key if source else f"\0{own}",
        denied=record.polarity == "denied",
        time=time,
    )


def _pairs(claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs to compare: the first of equal claims of one origin stands for them all."""
    same: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        place = claim.place.key if claim.place else None
        key = (claim.origin, claim.low, claim.high, claim.denied, place, _days(claim.time))
        same[key].append(claim)
    for group in same.values():
        yield from ((group[0], other) for other in group[1:])
    yield from combinations([group[0] for group in same.values()], 2)


def _verdict(left: Claim, right: Claim, wholes: Mapping[str, str]) -> Comparison | None:
    assumed = [] if left.people else ["the same people, whom neither names"]
    if not _same_place(left, right, wholes, assumed) or (left.denied and right.denied):
        return None
    order, one_origin = _order(left, right), left.origin == right.origin
    one_text = one_origin and left.article.id == right.article.id
    why = "same origin" if one_origin else "different origins"
    denied = left.denied or right.denied
    moved = one_origin and order and (left.low, left.high) != (right.low, right.high)
    if _overlap(left, right) and (denied or not moved):
        if denied:
            why += ", one denies the number"
        verdict: Verdict = "conflicts" if denied else "agrees"
        return None if one_text else _given(verdict, left, right, why, assumed)
    if denied or left.loose or (one_text and not order):
        return None
    if one_origin:
        return _superseded(left, right, order, assumed)
    if order:
        return None  # of different days: both can be right
    _assume_period(left, right, assumed)
    return _given("conflicts", left, right, why, assumed)


def _superseded(left: Claim, right: Claim, order: int, assumed: list[str]) -> Comparison:
    mine, other = left.article.published, right.article.published
    if order == 0 and mine and other and mine != other:
        order = 1 if mine > other else -1
        assumed.append("the article published later gives the later number")
    elif order == 0:
        order = 1 if (left.low or left.high or 0) > (right.low or right.high or 0) else -1
        assumed.append("the larger number is the later one")
    newer, older = (left, right) if order > 0 else (right, left)
    return _given("supersedes", newer, older, "same origin", assumed)


def _relations(
    extractions: Iterable[Extraction], entities: Entities, ontology: Ontology
) -> Mapping[Key, list[Claim]]:
    """Return the relations of each pair of entities, the first of equal ones of one origin."""
    blocks: dict[Key, dict[Key, Claim]] = defaultdict(dict)
    for article, one in ((e.article, relation) for e in extractions for relation in e.relations):
        subject = entities.get((article.id, one.subject))
        object_ = entities.get((article.id, one.object or ""))
        kind = ontology.relations.get(one.predicate)
        if subject is not None and object_ is not None and kind is not None:
            keys = (subject.key, object_.key)
            about = f"{subject.name} {kind.label} {object_.name}"
            claim = _claim(article, one, one.predicate, about, ("stated", ""), entities)
            rank = (one.predicate, one.polarity, claim.origin, article.id)
            blocks[tuple(sorted(keys)) if kind.symmetric else keys].setdefault(rank, claim)
    return {keys: list(claims.values()) for keys, claims in blocks.items()}


def _contradictions(claims: list[Claim], ontology: Ontology) -> Iterator[Comparison]:
    for left, right in combinations(claims, 2):
        same = left.name == right.name and left.denied != right.denied
        opposite = ontology.relations[left.name].opposite == right.name
        if _order(left, right) or not (same or (opposite and not left.denied and not right.denied)):
            continue
        assumed: list[str] = []
        _assume_period(left, right, assumed)
        why = "one denies what the other affirms" if same else "both cannot hold at one time"
        yield _given("conflicts", left, right, why, assumed)


def _given(verdict: Verdict, left: Claim, right: Claim, why: str, assumed: list[str]) -> Comparison:
    if verdict != "supersedes" and right.id < left.id:
        left, right = right, left
    notes = dict.fromkeys(assumed)
    for time in (left.time, right.time):
        if time is not None and time.inferred:
            notes[f'"{time.text}" by the {time.inferred}'] = None
    about = left.about if left.about == right.about else f"{left.about}, and {right.about}"
    reason = f"{about}: {left.said} {JOINTS[verdict]} {right.said}; {why}"
    if notes:
        reason += "; assumed: " + ", ".join(notes)
    return Comparison(verdict=verdict, left=left.id, right=right.id, reason=reason)


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


def _order(left: Claim, right: Claim) -> int:
    """Return 1 if the left one is of later days, -1 of earlier ones, 0 if that is not known."""
    mine, other = _days(left.time), _days(right.time)
    if mine is None or other is None:
        return 0
    return int(mine[0] > other[1]) - int(other[0] > mine[1])


def _days(time: TimeSpan | None) -> tuple[date, date] | None:
    if time is None or time.latest is None:
        return None
    return time.earliest or time.latest, time.latest


def _assume_period(left: Claim, right: Claim, assumed: list[str]) -> None:
    undated = [claim for claim in (left, right) if _days(claim.time) is None]
    if undated:
        assumed.append(f"the same period: {'neither' if len(undated) == 2 else 'one'} is dated")


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
