"""Figures of all articles -> blocks that can be compared: of one variable, people or place, unit.

Deaths never stand beside killed-or-wounded. Where nobody says whom a number counts, it is those of
the place; where it names no place, of the place that its article is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from kg.comparable import Claim, Entities, Key, claim_of
from kg.model import Article, Extraction, Figure, Resolved, Span
from kg.ontology import Ontology
from kg.whereabouts import Whereabouts

BLUR = Decimal("0.1")
"""What "about" allows on either side."""
ENDS = frozenset(".!?…")


def comparable_figures(
    extractions: Iterable[Extraction],
    entities: Entities,
    places: Whereabouts,
    ontology: Ontology,
) -> Mapping[Key, list[Claim]]:
    """Return the comparable figures: by variable, whom or where, unit, and noun where need be."""
    cues = ontology.cues("MeasureCue")
    units = {cue.words[0]: (cue.measure or "", cue.factor) for cue in cues if cue.factor}
    totals = _totals(ontology)
    loose = {name: variable.loose for name, variable in ontology.variables.items()}
    blocks: dict[Key, list[Claim]] = defaultdict(list)
    for extraction in extractions:
        scene = places.scene(extraction)
        for figure in _unrepeated(extraction):
            unit, _, per = figure.measure.partition("/")
            base, factor = units.get(unit, (unit, Decimal(1)))
            population, place = _whose_and_where(extraction, figure, scene, entities)
            size = factor or Decimal(1)
            claim = _figure(extraction.article, figure, size, population, place, entities)
            claim = replace(claim, loose=loose[figure.variable])
            noun = (figure.counted or "").lower() if claim.loose else ""
            variable = totals.get(figure.variable, figure.variable)
            for subject in _subjects(claim, population, places):
                blocks[variable, _kind(figure), *subject, base, per, noun].append(claim)
    return blocks


def _whose_and_where(
    extraction: Extraction, figure: Figure, scene: Resolved | None, entities: Entities
) -> tuple[Resolved | None, Resolved | None]:
    """Return whom a figure counts and where; the scene of the article where no place is told."""
    population = entities.get((extraction.article.id, figure.population or ""))
    place = entities.get((extraction.article.id, figure.place or ""))
    named = population is not None and population.named
    if place is not None or (named and population is not scene):
        return population, place
    return (None if named else population), scene


def _unrepeated(extraction: Extraction) -> Iterator[Figure]:
    """Yield the figures but for those that only repeat another one of their article.

    The number of the headline stands in the text again, and that of the author may be a source's.
    """
    head = _headline(extraction.article)
    plain = [one for one in extraction.figures if one.polarity == "affirmed"]
    below = {_value(one) for one in plain if head is None or one.span not in head}
    sourced = {_value(one) for one in plain if one.source is not None}
    for figure in extraction.figures:
        if head is not None and figure.span in head:
            again = _value(figure) in below
        else:
            again = figure.source is None and _value(figure) in sourced
        if not again:
            yield figure


def _headline(article: Article) -> Span | None:
    """Return the first paragraph if it does not end as a sentence does."""
    first = article.body[0] if len(article.body) > 1 else None
    if first is None or not article.text or article.exact(first).rstrip("\"'”’")[-1:] in ENDS:
        return None
    return first


def _value(figure: Figure) -> tuple[str, Decimal | None]:
    return figure.variable, figure.low or figure.high


def _subjects(
    claim: Claim, population: Resolved | None, places: Whereabouts
) -> Iterator[tuple[str, str]]:
    """Yield what a figure may share with others: whom it counts, else where and what they are."""
    if population is not None and population.key != (claim.place and claim.place.key):
        yield "of", population.key
    if not claim.people and claim.place is not None:
        called = population.name.casefold() if population and not population.named else ""
        for place in sorted(places.around(claim.place)):
            yield f"at {called}", place


def _kind(figure: Figure) -> str:
    """Return what keeps figures of one variable apart: by how much it fell, a part of another."""
    kind = ""
    if figure.change is not None and figure.moved_from is None:
        kind += " by"
    if figure.part_of is not None:
        kind += f" part {(figure.counted or '').lower()}"
    return kind


def _figure(
    article: Article,
    figure: Figure,
    factor: Decimal,
    population: Resolved | None,
    place: Resolved | None,
    entities: Entities,
) -> Claim:
    numbers = dict.fromkeys(n for n in (figure.low, figure.high) if n is not None)
    value = " to ".join(f"{number.normalize():,f}" for number in numbers)
    unit = "" if figure.measure == "person" else f" {figure.measure}"
    words = (f"{value}{unit}", figure.qualifier.replace("_", " "))
    people = population is not None and population is not place and population.named
    whom = population if population is None or people else place or population
    names = dict.fromkeys(one.name for one in (population, whom or place) if one is not None)
    about = f"{figure.variable.replace('_', ' ')}, {', '.join(names)}"
    blur = BLUR if figure.qualifier == "approximately" else Decimal(0)
    return replace(
        claim_of(article, figure, figure.variable, about, words, entities),
        place=place,
        people=people,
        past=() if figure.moved_from is None else (figure.moved_from * factor,),
        low=None if figure.low is None else (figure.low - abs(figure.low) * blur) * factor,
        high=None if figure.high is None else (figure.high + abs(figure.high) * blur) * factor,
    )


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
