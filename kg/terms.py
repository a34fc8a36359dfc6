"""The values that the ontology hands out: classes, relations, cues, names, variables, queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityClass:
    """A class of entities, under the name that records use."""

    name: str
    iri: str
    label: str
    broader: frozenset[str]
    """Names of all the classes above it, itself included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """A relation that articles may state."""

    name: str
    """Snake case."""
    iri: str
    label: str
    definition: str
    subjects: frozenset[str]
    """Names of the classes that its shape allows as subject; empty: any."""
    objects: frozenset[str]
    symmetric: bool
    opposite: str | None
    """Name of the relation that undoes it: fighting in, withdrew from."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    contradicts: frozenset[str] = frozenset()
    """Names of the relations that cannot hold of the same pair at the same time."""
    excludes: frozenset[str] = frozenset()
    """Names of those that cannot hold of one and the same person, whatever their objects are."""
    rivals: frozenset[str] = frozenset()
    """Names of those that cannot hold of the same object for another subject at the same time."""
    enabled: bool = True
    """Whether articles are searched for it."""


def _term(name: str) -> dict[str, str]:
    return {"term": name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words of the lexicon that mean something to a rule.

    A field with a ``term`` is read from the property of that name in our namespace; several values
    of one property are joined by "|".
    """

    iri: str
    kind: str
    """Local name of its class: SpeechCue, RelationCue, QualifierCue."""
    words: tuple[str, ...]
    """Lower-case lemmas, several joined by a space; the preferred one first."""
    pos: str | None = field(default=None, metadata=_term("partOfSpeech"))
    """verb, noun, adjective, adposition, adverb; None: any."""
    evokes: str | None = field(default=None, metadata=_term("evokes"))
    """Name of the relation (snake case) or of the variable or concept that it evokes."""
    subject_role: str | None = field(default=None, metadata=_term("subjectRole"))
    """subj, obj, possessor, or a preposition."""
    object_role: str | None = field(default=None, metadata=_term("objectRole"))
    with_role: str | None = field(default=None, metadata=_term("withRole"))
    """Role of a further argument that must be there, as an entity of with_class."""
    with_class: str | None = field(default=None, metadata=_term("withClass"))
    with_verb: str | None = field(default=None, metadata=_term("withVerb"))
    """Lemmas, separated by "|", of the verbs whose subject is also the noun's: launch an attack."""
    itself: str | None = field(default=None, metadata=_term("itself"))
    """"object" where the object is the thing itself, never its owner or the place that it is in."""
    mode: str | None = field(default=None, metadata=_term("mode"))
    polarity: str | None = field(default=None, metadata=_term("polarity"))
    certainty: str | None = field(default=None, metadata=_term("certainty"))
    qualifier: str | None = field(default=None, metadata=_term("qualifier"))
    direction: str | None = field(default=None, metadata=_term("direction"))
    """Which way it works: before, after, governs."""
    denotes: str | None = field(default=None, metadata=_term("denotes"))
    """Name of the class of what a common noun stands for."""
    measure: str | None = field(default=None, metadata=_term("measure"))
    factor: Decimal | None = field(default=None, metadata=_term("factor"))
    low: Decimal | None = field(default=None, metadata=_term("low"))
    high: Decimal | None = field(default=None, metadata=_term("high"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A well-known entity of the lexicon, or of a user's gazetteer."""

    iri: str
    name: str
    type: str
    names: tuple[str, ...]
    """All spellings, the preferred one first."""
    demonyms: tuple[str, ...]
    """Adjectives and nouns of belonging: Ukrainian, Ukrainians."""
    metonyms: tuple[str, ...]
    """Names of other things that can stand for it, such as its capital for its government."""
    part_of: str | None
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What a figure measures: killed, deployed, distance."""

    name: str
    iri: str
    label: str
    broader: frozenset[str]
    """Names of all the variables above it, itself included."""
    loose: bool = False
    """Whether it does not say what is measured: unequal values need not conflict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A named SPARQL query of ontology/queries/."""

    name: str
    title: str
    text: str
    parameters: tuple[tuple[str, str], ...]
    """(variable name, what it means); unset ones stay variables."""
