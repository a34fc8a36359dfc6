"""Records -> records that name their construction, with the precision measured for it.

A path from the kind of record to what decides how often it is right: how its parts were found, and
by what words its source or its ends are called. docs/quality.md shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from kg.lang.layers import Layers
from kg.model import Entity, Figure, MentionKind, Quote, Record, Relation
from kg.ontology import Ontology
from kg.terms import Cue

CALLED: Mapping[MentionKind, str] = {
    "name": "named-source",
    "demonym": "described-source",
    "nominal": "described-source",
    "pronoun": "pronoun-source",
}

PEOPLE = frozenset({"person", "count"})
"""Measures of numbers that may count people."""


def rated(record: Record, known: Layers, ontology: Ontology) -> Record:
    """Return a record with its construction, and the confidence that was measured for it."""
    name = _construction(record, known, _cues(ontology).get(record.rule))
    measure = ontology.measure(name)
    return replace(record, construction=name, confidence=measure.precision if measure else None)


def _construction(record: Record, known: Layers, cue: Cue | None) -> str:
    match record:
        case Quote():
            how = record.construction or (cue.pos if cue else None) or record.rule
            parts = ["quote", record.kind, how, _source(record, known)]
        case Figure():
            parts = ["figure", _bounds(record), _counted(record, cue), _source(record, known)]
        case Relation():
            how = (cue.pos if cue else None) or record.rule
            parts = ["relation", _ends(record, known), how, record.predicate]
    return "/".join(part.replace("/", "-") for part in parts if part)


def _bounds(figure: Figure) -> str:
    """Return how a number is put: "over", "within" and "up to" have other senses as well."""
    if figure.qualifier in {"more_than", "less_than", "at_most"}:
        return "comparison"
    return "range" if figure.qualifier == "between" else "number"


def _counted(figure: Figure, cue: Cue | None) -> str:
    """Return what says what a number measures: a word such as "killed", a unit, or only a noun."""
    if cue is None:
        return "people" if figure.measure in PEOPLE else "things"
    return "unit" if cue.kind == "MeasureCue" else "word"


def _source(record: Quote | Figure, known: Layers) -> str:
    """Return what the source is called where it speaks."""
    entity = known.entity(record.source)
    if entity is None:
        return "no-source"
    where = record.source_span
    kinds = [one.kind for one in entity.mentions if where is not None and one.span.overlaps(where)]
    found = [name for kind, name in CALLED.items() if kind in kinds]
    return found[0] if found else "distant-source"


def _ends(record: Relation, known: Layers) -> str:
    """Return whether both ends of a relation have names."""
    if record.object is None:
        return "one-end"
    ends = (known.entity(record.subject), known.entity(record.object))
    named = sum(_is_named(one) for one in ends)
    return ("described-ends", "one-named-end", "named-ends")[named]


def _is_named(entity: Entity | None) -> bool:
    return entity is not None and entity.named


@lru_cache(maxsize=8)
def _cues(ontology: Ontology) -> Mapping[str, Cue]:
    """Return the cues that records name as their rule, by IRI."""
    kinds = ("SpeechCue", "RelationCue", "VariableCue", "MeasureCue")
    return {cue.iri: cue for cue in ontology.cues(*kinds)}
