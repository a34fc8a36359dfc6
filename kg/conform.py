"""Extraction -> what of it the ontology allows, and rejects with reasons for the rest."""

from __future__ import annotations

import hashlib
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pyshacl
from pyoxigraph import Quad

from kg.encode.encoder import Encoder
from kg.encode.nodes import Terms, name
from kg.errors import EvidenceMismatch, KgError
from kg.iris import Iris
from kg.model import Entity, Extraction, Figure, Quote, Record, Reject, Relation, Resolved, Span
from kg.ontology import load
from kg.validate import Violation, validate
from kg.version import __version__

Claim = tuple[Record, list[Quad]]
Verdicts = MutableMapping[str, tuple[Reject, ...]]
"""Digest of everything a validation looked at -> what it rejected."""
R = TypeVar("R", Quote, Figure, Relation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An article after validation."""

    extraction: Extraction
    """What conforms."""
    rejects: tuple[Reject, ...]
    lines: frozenset[str]
    """The article's graph as N-Quads lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One article to check, with all that is needed of others: can be sent to a process."""

    extraction: Extraction
    entities: Mapping[tuple[str, str], Resolved]
    """(article id, entity id) -> entity across articles, for this article."""

    @classmethod
    def of(cls, extraction: Extraction, resolved: Mapping[tuple[str, str], Resolved]) -> Case:
        """Return an article with those of all entities that it names."""
        ids = [(extraction.article.id, entity.id) for entity in extraction.entities]
        named = {one: resolved[one] for one in ids if one in resolved}
        return cls(extraction=extraction, entities=named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """What checking any article takes."""

    terms: Terms
    """Without entities."""
    verdicts: dict[str, tuple[Reject, ...]]
    """What earlier validations found."""

    @classmethod
    def of(
        cls, folders: Sequence[Path], base: str, verdicts: dict[str, tuple[Reject, ...]]
    ) -> Checker:
        """Load what is added to the ontology from some folders; IRIs begin with the base."""
        terms = Terms(ontology=load(*folders), iris=Iris(base), entities={})
        return cls(terms=terms, verdicts=verdicts)


def check(checker: Checker, case: Case) -> tuple[Checked, dict[str, tuple[Reject, ...]]]:
    """Return what of an article conforms, and the verdict with its digest."""
    encoder = Encoder(terms=replace(checker.terms, entities=case.entities))
    used: dict[str, tuple[Reject, ...]] = {}
    checked = conforming(case.extraction, encoder, ChainMap(used, checker.verdicts))
    return checked, used


def conforming(extraction: Extraction, encoder: Encoder, verdicts: Verdicts) -> Checked:
    """Take out of an extraction what a shape forbids.

    Repeats until the shapes have nothing to say: taking out a figure changes what refers to it.

    Args:
        extraction: of one article.
        encoder: knows ontology, IRIs and entities.
        verdicts: what it holds is not validated again; every verdict that was used is set.
    """
    extraction, claims, misquoted = _quoting(extraction, encoder)
    key = _key(extraction, claims, encoder)
    rejects = verdicts.get(key)
    if rejects is None:
        rejects = _rejects(extraction, claims, encoder)
    verdicts[key] = rejects
    if rejects:
        extraction = _without(extraction, {reject.record for reject in rejects})
        claims = _claims(extraction, encoder)
    lines = frozenset(line_of(quad) for quad in _graph(extraction, claims, encoder))
    return Checked(extraction=extraction, rejects=misquoted + rejects, lines=lines)


def line_of(quad: Quad) -> str:
    """Return a quad as a line of N-Quads, without the newline."""
    return f"{quad} ."


def _quoting(
    extraction: Extraction, encoder: Encoder
) -> tuple[Extraction, list[Claim], tuple[Reject, ...]]:
    """Take out the records that cannot be said at all; a broken extractor makes such."""
    claims: list[Claim] = []
    rejects: list[Reject] = []
    for record in extraction.records:
        try:
            claims.append((record, list(encoder.claim(extraction, record))))
        except (KgError, KeyError, ValueError, TypeError) as error:
            rejects.append(_unsayable(extraction, record, error, encoder))
    if rejects:
        extraction = _without(extraction, {reject.record for reject in rejects})
        claims = _claims(extraction, encoder)
    return extraction, claims, tuple(rejects)


def _unsayable(
    extraction: Extraction, record: Record, error: Exception, encoder: Encoder
) -> Reject:
    shape = "EvidenceShape" if isinstance(error, EvidenceMismatch) else "ClaimShape"
    return Reject(
        article=extraction.article.id,
        record=record.id,
        kind=type(record).__name__.lower(),
        focus=encoder.terms.iris.record(extraction.article.id, record),
        shape=encoder.terms.own(shape),
        path=None,
        value=None,
        reason=str(error) or repr(error),
        sentence="",
    )


def _claims(extraction: Extraction, encoder: Encoder) -> list[Claim]:
    return [(record, list(encoder.claim(extraction, record))) for record in extraction.records]


def _rejects(
    extraction: Extraction, claims: Sequence[Claim], encoder: Encoder
) -> tuple[Reject, ...]:
    rejects: list[Reject] = []
    while violations := validate(_context(extraction, claims, encoder), encoder.terms.ontology):
        blamed = _blamed(violations, extraction, claims, encoder)
        if not blamed:
            raise KgError(f"no record explains the violation {violations[0]}: report it")
        rejects += [_reject(extraction, *one, encoder) for one in blamed.values()]
        extraction = _without(extraction, blamed)
        claims = _claims(extraction, encoder)
    return tuple(sorted(rejects, key=lambda reject: (reject.kind, reject.record)))


def _graph(extraction: Extraction, claims: Sequence[Claim], encoder: Encoder) -> Iterator[Quad]:
    yield from encoder.article(extraction)
    for _, quads in claims:
        yield from quads
    yield from (quad for _, quad in encoder.shortcuts(extraction))


def _context(extraction: Extraction, claims: Sequence[Claim], encoder: Encoder) -> Iterator[Quad]:
    """Yield what shapes look at: claims, the plain triple of each, the classes of entities."""
    yield from encoder.article(extraction)
    for _, quads in claims:
        yield from quads
    yield from (quad for _, quad in encoder.stated(extraction))
    article_id = extraction.article.id
    named = {encoder.terms.entities[article_id, entity.id] for entity in extraction.entities}
    for one in sorted(named, key=lambda resolved: resolved.key):
        yield from encoder.entity_class(one)


def _key(extraction: Extraction, claims: Sequence[Claim], encoder: Encoder) -> str:
    lines = sorted({line_of(quad) for quad in _context(extraction, claims, encoder)})
    made_by = [encoder.terms.ontology.digest, __version__, pyshacl.__version__]
    return hashlib.sha256("\n".join([*made_by, *lines]).encode()).hexdigest()


def _blamed(
    violations: Iterable[Violation],
    extraction: Extraction,
    claims: Sequence[Claim],
    encoder: Encoder,
) -> dict[str, tuple[Record, Violation]]:
    """Return record id -> record to take out: its node or its plain triple violates a shape."""
    nodes = {id(record): {name(quad.subject) for quad in quads} for record, quads in claims}
    stated = list(encoder.stated(extraction))
    found: dict[str, tuple[Record, Violation]] = {}
    for violation in violations:
        for record, _ in claims:
            if violation.focus in nodes[id(record)]:
                found.setdefault(record.id, (record, violation))
        for record, quad in stated:
            if name(quad.subject) == violation.focus and _explains(quad, violation, encoder):
                found.setdefault(record.id, (record, violation))
    return found


def _explains(quad: Quad, violation: Violation, encoder: Encoder) -> bool:
    if violation.path:
        value = violation.value in {"", name(quad.object)}
        return quad.predicate.value == violation.path and value
    return encoder.terms.ontology.shape_target(violation.shape) == quad.predicate.value


def _reject(
    extraction: Extraction, record: Record, violation: Violation, encoder: Encoder
) -> Reject:
    article = extraction.article
    first, last = record.spans[0], record.spans[-1]
    return Reject(
        article=article.id,
        record=record.id,
        kind=type(record).__name__.lower(),
        focus=violation.focus,
        shape=violation.shape,
        path=violation.path or None,
        value=violation.value or None,
        reason=_reason(extraction, record, violation, encoder),
        sentence=article.sentence(Span(first.start, max(first.end, last.end))),
    )


def _reason(extraction: Extraction, record: Record, violation: Violation, encoder: Encoder) -> str:
    """Say it in the words of the ontology where a relation has arguments of the wrong class."""
    target = encoder.terms.ontology.shape_target(violation.shape)
    if not isinstance(record, Relation) or target is None:
        return violation.reason
    relation = encoder.terms.ontology.relations[record.predicate]
    entity = extraction.entity(record.object if violation.path else record.subject)
    allowed = relation.objects if violation.path else relation.subjects
    role = "object" if violation.path else "subject"
    return f"{_described(entity)} cannot be the {role} of {relation.label!r}: " + (
        f"it takes {', '.join(sorted(allowed))}"
    )


def _described(entity: Entity | None) -> str:
    return f"{entity.name} ({entity.type})" if entity else "nothing"


def _without(extraction: Extraction, rejected: Collection[str]) -> Extraction:
    figures = _kept(extraction.figures, rejected)
    ids = {figure.id for figure in figures}
    relations = (
        relation if relation.figure in ids else replace(relation, figure=None)
        for relation in _kept(extraction.relations, rejected)
    )
    return replace(
        extraction,
        quotes=_kept(extraction.quotes, rejected),
        figures=figures,
        relations=tuple(relations),
    )


def _kept(records: Iterable[R], rejected: Collection[str]) -> tuple[R, ...]:
    return tuple(record for record in records if record.id not in rejected)
