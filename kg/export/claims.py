"""Product -> claims as pages show them: entities looked up, exact words cut out, links made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.confidence import Construction
from kg.export.addresses import article_page, entity_page
from kg.iris import Iris
from kg.model import (
    Article,
    Comparison,
    Extraction,
    Figure,
    Product,
    Quote,
    Record,
    Relation,
    Resolved,
    Span,
)
from kg.ontology import Ontology

CONTEXT = 70  # characters of the article on either side of the exact words


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """An entity as claims name it."""

    key: str
    name: str
    type: str
    label: str
    """Of its class."""
    path: str | None
    """Of its page; None if it takes part in no claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A record with everything that it refers to."""

    id: str
    """Fragment of its IRI, and its anchor in the article's page."""
    iri: str
    kind: str
    """quote, figure or relation."""
    label: str
    """What is done: said, a relation's or a variable's label."""
    article: Article
    record: Record
    spans: tuple[Span, ...]
    """What is highlighted: the content, the number with its noun, the evidence."""
    exact: str
    before: str
    """The words before the exact ones, for people; empty for quotes."""
    after: str
    source: Ref | None = None
    sources: tuple[Ref, ...] = ()
    """The source first, then those who say it too."""
    via: tuple[Ref, ...] = ()
    subject: Ref | None = None
    """Of a relation; of a figure, its population."""
    object: Ref | None = None
    """Of a relation; of a figure, its place."""
    measure: Construction | None = None
    """Whose judged records its confidence comes from."""
    about: tuple[Ref, ...] = ()
    """Entities that it mentions or counts, without its source; in order of first mention."""

    @property
    def by(self) -> str:
        """The names of its sources, for people; empty where nobody is named."""
        return " and ".join(ref.name for ref in self.sources)

    @property
    def sure(self) -> int | None:
        """The confidence in percent."""
        confidence = self.record.confidence
        return None if confidence is None else round(100 * confidence)

    @property
    def path(self) -> str:
        """Path to it in its article's page."""
        return f"{article_page(self.article.id)}#{self.id}"

    @property
    def parts(self) -> tuple[Ref, ...]:
        """Every entity that takes part in it, once each."""
        found = (*self.sources, self.subject, self.object, *self.about, *self.via)
        return tuple(dict.fromkeys(ref for ref in found if ref is not None))


class Claims:
    """All claims of a product, in the order of articles and texts."""

    def __init__(self, product: Product, ontology: Ontology) -> None:
        self.product = product
        self.ontology = ontology
        self.iris = Iris(product.base)
        self._entity_of = product.entity_of()
        self.active = frozenset(self._active())
        """Keys of the entities that take part in some claim."""
        self._refs = {one.key: self._make_ref(one) for one in product.resolved}
        self.all = tuple(claim for one in product.extractions for claim in self._claims(one))

    @cached_property
    def by_record(self) -> dict[tuple[str, str], Claim]:
        """Claims by (article id, record id)."""
        return {(claim.article.id, claim.record.id): claim for claim in self.all}

    @cached_property
    def by_iri(self) -> dict[str, Claim]:
        """Claims by IRI."""
        return {claim.iri: claim for claim in self.all}

    @cached_property
    def by_entity(self) -> dict[str, tuple[Claim, ...]]:
        """Claims by the key of every entity that takes part in them."""
        found: dict[str, list[Claim]] = {}
        for claim in self.all:
            for ref in claim.parts:
                found.setdefault(ref.key, []).append(claim)
        return {key: tuple(claims) for key, claims in found.items()}

    @cached_property
    def by_article(self) -> dict[str, tuple[Claim, ...]]:
        """Claims by article id."""
        found: dict[str, list[Claim]] = {one.article.id: [] for one in self.product.extractions}
        for claim in self.all:
            found[claim.article.id].append(claim)
        return {id: tuple(claims) for id, claims in found.items()}

    def ref(self, key: str) -> Ref:
        """Return the entity with this key."""
        return self._refs[key]

    def pair(self, comparison: Comparison) -> tuple[Claim, Claim] | None:
        """Return both sides of a comparison, None if a side is not in the graph."""
        left, right = self.by_record.get(comparison.left), self.by_record.get(comparison.right)
        return (left, right) if left and right else None

    def _active(self) -> Iterator[str]:
        for extraction in self.product.extractions:
            for record in extraction.records:
                for id in _parts(extraction, record):
                    one = self._entity_of.get((extraction.article.id, id))
                    if one:
                        yield one.key

    def _make_ref(self, one: Resolved) -> Ref:
        known = self.ontology.classes.get(one.type)
        return Ref(
            key=one.key,
            name=one.name,
            type=one.type,
            label=known.label if known else one.type,
            path=entity_page(one.key) if one.key in self.active else None,
        )

    def _claims(self, extraction: Extraction) -> Iterator[Claim]:
        for record in sorted(extraction.records, key=lambda one: (_shown(one), one.id)):
            yield self._claim(extraction, record)

    def _claim(self, extraction: Extraction, record: Record) -> Claim:
        article = extraction.article
        iri = self.iris.record(article.id, record)
        spans = _shown(record)
        subject, object = _ends(record)
        found = (self._lookup(article, id) for id in record.sources)
        sources = tuple(dict.fromkeys(ref for ref in found if ref))
        about = (self._lookup(article, id) for id in _about(extraction, record))
        return Claim(
            id=iri.rpartition("#")[2],
            iri=iri,
            kind=type(record).__name__.lower(),
            label=self._label(record),
            article=article,
            record=record,
            spans=spans,
            exact=article.words(spans),
            before=_before(article, spans[0].start) if isinstance(record, Figure) else "",
            after=_after(article, spans[-1].end) if isinstance(record, Figure) else "",
            source=sources[0] if sources else None,
            sources=sources,
            via=tuple(ref for id in record.via if (ref := self._lookup(article, id))),
            measure=self.ontology.measure(record.construction),
            subject=self._lookup(article, subject),
            object=self._lookup(article, object),
            about=tuple(dict.fromkeys(ref for ref in about if ref and ref not in sources)),
        )

    def _lookup(self, article: Article, id: str | None) -> Ref | None:
        one = self._entity_of.get((article.id, id)) if id else None
        return self._refs[one.key] if one else None

    def _label(self, record: Record) -> str:
        match record:
            case Relation():
                return self.ontology.relations[record.predicate].label
            case Figure():
                variable = self.ontology.variables.get(record.variable)
                return variable.label if variable else record.variable
            case Quote():
                return record.mode


def _shown(record: Record) -> tuple[Span, ...]:
    match record:
        case Quote():
            return record.content
        case Figure():
            return (record.phrase or record.span,)
        case Relation():
            return (record.evidence,)


def _ends(record: Record) -> tuple[str | None, str | None]:
    match record:
        case Relation():
            return record.subject, record.object
        case Figure():
            return record.population, record.place
        case Quote():
            return None, None


def _about(extraction: Extraction, record: Record) -> tuple[str, ...]:
    match record:
        case Quote():
            return tuple(
                entity.id
                for entity in extraction.entities
                if any(m.span in span for m in entity.mentions for span in record.content)
            )
        case Figure():
            return tuple(id for id in (record.population, record.place) if id)
        case Relation():
            return ()


def _parts(extraction: Extraction, record: Record) -> tuple[str, ...]:
    found = (*record.sources, *record.via, *_ends(record), *_about(extraction, record))
    return tuple(id for id in found if id)


def _before(article: Article, end: int) -> str:
    start = max(0, end - CONTEXT)
    text = article.text[start:end].rpartition("\n")[2]
    return f"…{text.partition(' ')[2]}" if len(text) == CONTEXT else text


def _after(article: Article, start: int) -> str:
    text = article.text[start : start + CONTEXT].partition("\n")[0]
    return f"{text.rpartition(' ')[0]}…" if len(text) == CONTEXT else text
