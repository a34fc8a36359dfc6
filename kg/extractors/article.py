"""Doc -> Extraction: runs the extractors in order and keeps the entities that matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extractors.constructions import rated
from kg.lang.layers import Layers, layers
from kg.model import Article, Entity, Extraction, Figure, Quote, Record, Relation, Span
from kg.ontology import Ontology

Extractor = Callable[[Doc, Ontology], Iterator[Record]]


def extract(
    article: Article, doc: Doc, ontology: Ontology, extractors: Iterable[Extractor]
) -> Extraction:
    """Return everything that the extractors find in an annotated article.

    Args:
        article: what the Doc was made of.
        doc: annotated by ``kg.annotate``.
        ontology: what may be said.
        extractors: run in this order; each sees what those before it found in ``layers(doc)``.
    """
    for extractor in extractors:
        run_extractor(doc, ontology, extractor)
    found = layers(doc)
    records: tuple[Record, ...] = (*found.quotes, *found.figures, *found.relations)
    entities = _kept(found, _references(records), _counted(found.figures, records))
    ids = {entity.id: f"e{number}" for number, entity in enumerate(entities, start=1)}
    return Extraction(
        article=article,
        entities=tuple(replace(entity, id=ids[entity.id]) for entity in entities),
        quotes=tuple(_quote(quote, ids) for quote in found.quotes),
        figures=tuple(_figure(figure, ids) for figure in found.figures),
        relations=tuple(_relation(relation, ids) for relation in found.relations),
    )


def run_extractor(doc: Doc, ontology: Ontology, extractor: Extractor) -> None:
    """Run one extractor and leave what it finds in the body, rated, in ``layers(doc)``."""
    found = layers(doc)
    records = [
        rated(record, found, ontology)
        for record in extractor(doc, ontology)
        if all(found.in_body(span) for span in _core(record))
    ]
    found.quotes += tuple(record for record in records if isinstance(record, Quote))
    found.figures += tuple(record for record in records if isinstance(record, Figure))
    found.relations += tuple(record for record in records if isinstance(record, Relation))


def _core(record: Record) -> Sequence[Span]:
    match record:
        case Quote():
            return record.content
        case Figure():
            return (record.span,)
        case Relation():
            return (record.evidence,)


def _references(records: Iterable[Record]) -> set[str]:
    found: set[str | None] = set()
    for record in records:
        found |= {*record.sources, *record.via}
        match record:
            case Quote():
                found.add(record.addressee)
            case Figure():
                found |= {record.population, record.place}
            case Relation():
                found |= {record.subject, record.object}
    return {id for id in found if id is not None}


def _counted(figures: Iterable[Figure], records: Iterable[Record]) -> dict[str, Figure]:
    """Return entity id -> the figure that counts it, for those who are no source of anything."""
    sources = {id for record in records for id in (record.source, *record.via)}
    found: dict[str, Figure] = {}
    for figure in figures:
        if figure.population is not None and figure.population not in sources:
            found.setdefault(figure.population, figure)
    return found


def _called(entity: Entity, figure: Figure | None) -> str:
    """Return what people are called without their number: miners, of "all 58 miners"."""
    if figure is None or entity.named or figure.counted is None or figure.phrase is None:
        return entity.name
    phrase = figure.phrase
    whole = [one for one in entity.mentions if one.span.overlaps(phrase)]
    first = entity.name.split()[0]
    numbered = any(first in one.text.split() for one in whole)
    noun = any(figure.counted in one.text and one.kind == "nominal" for one in whole)
    return figure.counted if numbered and noun else entity.name


def _kept(found: Layers, referenced: set[str], counted: Mapping[str, Figure]) -> list[Entity]:
    """Return the entities of the body that are named, well-known or part of a record, in order."""
    kept = []
    for entity in found.entities:
        inside = tuple(mention for mention in entity.mentions if found.in_body(mention.span))
        if entity.id in referenced or (inside and (entity.named or entity.known)):
            name = _called(entity, counted.get(entity.id))
            kept.append(replace(entity, name=name, mentions=inside or entity.mentions))
    return sorted(kept, key=lambda entity: (entity.mentions[0].span, entity.id))


def _quote(quote: Quote, ids: dict[str, str]) -> Quote:
    return replace(
        quote,
        source=_id(quote.source, ids),
        further_sources=_ids(quote.further_sources, ids),
        via=_ids(quote.via, ids),
        addressee=_id(quote.addressee, ids),
    )


def _figure(figure: Figure, ids: dict[str, str]) -> Figure:
    return replace(
        figure,
        source=_id(figure.source, ids),
        further_sources=_ids(figure.further_sources, ids),
        via=_ids(figure.via, ids),
        population=_id(figure.population, ids),
        place=_id(figure.place, ids),
    )


def _relation(relation: Relation, ids: dict[str, str]) -> Relation:
    return replace(
        relation,
        source=_id(relation.source, ids),
        further_sources=_ids(relation.further_sources, ids),
        via=_ids(relation.via, ids),
        subject=ids[relation.subject],
        object=_id(relation.object, ids),
    )


def _ids(some: Iterable[str], ids: dict[str, str]) -> tuple[str, ...]:
    return tuple(ids[id] for id in some)


def _id(id: str | None, ids: dict[str, str]) -> str | None:
    return None if id is None else ids[id]
