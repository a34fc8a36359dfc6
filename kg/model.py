"""The values that the stages hand on: articles, entities, records, extractions, products.

All frozen and plain: no spaCy object, no RDF term. Offsets are Unicode code points of
``Article.text``, half-open. Field values are those of docs/records.md, which `kg extract` prints.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from kg.errors import EvidenceMismatch

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-z])")
Polarity = Literal["affirmed", "denied"]
Certainty = Literal["certain", "probable", "possible"]
Mode = Literal["speech", "writing", "belief", "intention", "order"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Qualifier = Literal[
    "exactly", "approximately", "at_least", "more_than", "at_most", "less_than", "between"
]
MentionKind = Literal["name", "demonym", "nominal", "pronoun"]
Change = Literal["up", "down"]
Verdict = Literal["agrees", "conflicts", "supersedes", "variant"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in one article."""

    start: int
    end: int

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as read."""

    id: str
    """Unique in a build: the id that the input gives, else the path below the named folder."""
    path: str
    """Where it was read, for people; never part of an IRI."""
    text: str
    """The decoded text, unaltered: no stripping, no newline or Unicode normalisation."""
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    lang: str = "en"
    """BCP 47."""
    body: tuple[Span, ...] = ()
    """What the article says, a range per paragraph; the rest is white space and site noise."""
    origins: tuple[str, ...] = ()
    """All the paths at which exactly this text was found, sorted; more than one for duplicates."""

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def words(self, spans: Iterable[Span]) -> str:
        """Return the exact words of ``spans``, joined by " … " where there are several.

        Raises:
            EvidenceMismatch: a span is empty or reaches outside the text.
        """
        return " … ".join(self.exact(span) for span in spans)

    def sentence(self, span: Span) -> str:
        """Return the words around a span, from one end of a sentence to the next.

        Sentences end with a full stop, question or exclamation mark, closing marks included, and
        with their paragraph.
        """
        around = next((paragraph for paragraph in self.body if span in paragraph), span)
        before = self.text[around.start : span.start]
        after = self.text[span.end : around.end]
        starts = [match.end() for match in SENTENCE_END.finditer(before)]
        end = SENTENCE_END.search(self.text[span.end - 1 : around.end])
        first = around.start + (starts[-1] if starts else 0)
        last = span.end - 1 + len(end[0].rstrip()) + end.start() if end else span.end + len(after)
        return self.text[first:last].strip()

    def exact(self, span: Span) -> str:
        """Return the exact words of one span.

        Raises:
            EvidenceMismatch: the span is empty or reaches outside the text.
        """
        if not 0 <= span.start < span.end <= len(self.text):
            raise EvidenceMismatch(
                f"{self.path}: [{span.start}, {span.end}) lies outside the text of "
                f"{len(self.text)} characters; an extractor made it: report the article"
            )
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One occurrence of an entity in an article."""

    span: Span
    text: str
    kind: MentionKind = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something, as one article mentions it."""

    id: str
    """Unique within the article: e1, e2 …, in order of first mention."""
    name: str
    type: str
    """Local name of an ontology class: Person, MilitaryUnit …"""
    mentions: tuple[Mention, ...]
    known: str | None = None
    """IRI of the lexicon entry that it is, if it is a known one."""

    @property
    def named(self) -> bool:
        """Whether at least one mention is a proper name."""
        return any(mention.kind == "name" for mention in self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """A date or period: the wording, and the days that it allows (both ends included)."""

    text: str
    span: Span | None = None
    earliest: date | None = None
    latest: date | None = None
    inferred: str | None = None
    """What was assumed to get at the days, such as "year of publication"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody said (wrote, thinks, plans, orders) something."""

    id: str
    kind: QuoteKind
    mode: Mode
    content: tuple[Span, ...]
    source: str | None
    """Entity id; None where the text names no source."""
    further_sources: tuple[str, ...] = ()
    """Entity ids of the others who say it too: Orme, of "Pell and Orme said"; in text order."""
    source_span: Span | None = None
    cue: Span | None = None
    via: tuple[str, ...] = ()
    """Entity ids of the relays, nearest to the source first."""
    medium: str | None = None
    addressee: str | None = None
    """Entity id."""
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    confidence: Decimal | None = None
    """Measured precision of its construction; None where too few such records were judged."""
    rule: str = ""
    """IRI of the cue, or name of the pattern, that found it."""
    construction: str = ""
    """How it was found, as a path: quote/direct/verb/named-source."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Everybody whose word it is, the first named first; empty where nobody is named."""
        return _sources(self)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Everything that is evidence of it, in text order."""
        return _ordered((*self.content, self.source_span, self.cue))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Somebody reports a number of something."""

    id: str
    span: Span
    """The number only, a range included."""
    low: Decimal | None
    high: Decimal | None
    """Closed interval that the wording allows; None where it gives no bound."""
    qualifier: Qualifier = "exactly"
    measure: str = "person"
    variable: str = "other"
    """Local name of a variable of the ontology: killed, deployed …"""
    counted: str | None = None
    """The noun phrase that is counted."""
    phrase: Span | None = None
    """The number with its qualifier, measure and noun."""
    population: str | None = None
    place: str | None = None
    change: Change | None = None
    """Which way the number moved; without ``moved_from`` the number is by how much it did."""
    moved_from: Decimal | None = None
    """What it was before: 41, of "rose from 41 to 118" and of "118, up from 41"."""
    part_of: str | None = None
    """Id of the figure that it is a part of: 90, of "90 dead, among them six firefighters"."""
    as_of: TimeSpan | None = None
    source: str | None = None
    further_sources: tuple[str, ...] = ()
    source_span: Span | None = None
    via: tuple[str, ...] = ()
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    confidence: Decimal | None = None
    rule: str = ""
    construction: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Everybody whose word it is, the first named first; empty where nobody is named."""
        return _sources(self)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Everything that is evidence of it, in text order."""
        return _ordered((self.phrase or self.span, self.source_span))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Somebody states that a relation of the ontology holds, or that it does not."""

    id: str
    predicate: str
    """Name of a relation of the ontology, in snake case."""
    subject: str
    object: str | None
    evidence: Span
    subject_span: Span | None = None
    object_span: Span | None = None
    figure: str | None = None
    """Id of the figure that says how many."""
    time: TimeSpan | None = None
    source: str | None = None
    further_sources: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    confidence: Decimal | None = None
    rule: str = ""
    construction: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Everybody whose word it is, the first named first; empty where nobody is named."""
        return _sources(self)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Everything that is evidence of it, in text order."""
        return _ordered((self.evidence,))


Record = Quote | Figure | Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything that was found in one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    failed: bool = False
    """Whether an extractor broke on the article, so that records may be missing."""

    @property
    def records(self) -> tuple[Record, ...]:
        """Quotes, figures and relations, in this order."""
        return (*self.quotes, *self.figures, *self.relations)

    def entity(self, id: str | None) -> Entity | None:
        """Return the entity with this id, None if there is none."""
        return next((entity for entity in self.entities if entity.id == id), None)

    def name(self, id: str | None) -> str | None:
        """Return the name of the entity with this id, None if there is none."""
        entity = self.entity(id)
        return entity.name if entity else None

    def names(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the names of the entities with these ids."""
        return tuple(name for id in ids if (name := self.name(id)) is not None)

    def named_in(self, spans: Collection[Span]) -> list[str]:
        """Return the ids of the named entities that are mentioned within one of ``spans``."""
        return [
            entity.id
            for entity in self.entities
            if entity.named
            and any(mention.span in span for mention in entity.mentions for span in spans)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """One entity across articles."""

    key: str
    """What its IRI is made of: unique, stable, any script."""
    name: str
    type: str
    names: tuple[str, ...]
    """Every name it goes by, sorted; the canonical one included."""
    members: tuple[tuple[str, str], ...]
    """(article id, entity id), sorted."""
    named: bool = True
    """Whether some text names it; False for analysts, one of the prisoners …"""
    known: str | None = None
    """IRI of the lexicon entry that it is."""
    reasons: tuple[str, ...] = ()
    """Why its members were joined, one sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two comparable claims have to do with each other."""

    verdict: Verdict
    left: tuple[str, str]
    """(article id, record id); of a supersession the newer one."""
    right: tuple[str, str]
    reason: str
    """Why, in a sentence, with what was assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A record that a shape does not allow, and why."""

    article: str
    record: str
    """Id of the record within its article."""
    kind: str
    """quote, figure or relation."""
    focus: str
    """IRI of the node that a shape looked at."""
    shape: str
    path: str | None
    value: str | None
    reason: str
    sentence: str
    """The exact words of the article around the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What made a build; no clock time in it."""

    software: str
    """Name and version of kg."""
    pipeline: str
    """Name and version of the spaCy pipeline."""
    ontology: str
    """Digest of the ontology."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A whole build, as exporters get it: plain values, sorted."""

    base: str
    """What IRIs begin with."""
    run: Run
    extractions: tuple[Extraction, ...]
    """By article id; what shapes reject is left out."""
    resolved: tuple[Resolved, ...]
    comparisons: tuple[Comparison, ...]
    rejects: tuple[Reject, ...]
    quads: tuple[str, ...]
    """The graph as sorted N-Quads lines."""

    def entity_of(self) -> dict[tuple[str, str], Resolved]:
        """Return (article id, entity id) -> entity across articles."""
        return {member: one for one in self.resolved for member in one.members}


def _sources(record: Record) -> tuple[str, ...]:
    return () if record.source is None else (record.source, *record.further_sources)


def _ordered(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    return tuple(sorted({span for span in spans if span is not None}))
