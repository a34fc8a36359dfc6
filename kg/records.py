"""Extraction -> one JSON object of the records format (docs/records.md), and back without loss."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kg.model import (
    Article,
    Entity,
    Extraction,
    Figure,
    Mention,
    Quote,
    Relation,
    Span,
    TimeSpan,
)

Json = dict[str, Any]


def to_json(extraction: Extraction) -> Json:
    """Return the object that `kg extract` prints for one article."""
    return {
        **_article_to_json(extraction.article),
        "entities": [_entity_to_json(entity) for entity in extraction.entities],
        "quotes": [_quote_to_json(quote) for quote in extraction.quotes],
        "figures": [_figure_to_json(figure) for figure in extraction.figures],
        "relations": [_relation_to_json(relation) for relation in extraction.relations],
    }


def from_json(row: Json, text: str) -> Extraction:
    """Return the extraction that ``row`` was made of.

    Args:
        row: an object made by ``to_json``.
        text: the article's text, which the format leaves out.
    """
    article = Article(
        id=row["id"],
        path=row["path"],
        text=text,
        title=row["title"],
        publisher=row["publisher"],
        published=_day(row["published"]),
        url=row["url"],
        lang=row["lang"],
        body=_spans(row["body"]),
        origins=tuple(row["origins"]),
    )
    return Extraction(
        article=article,
        entities=tuple(_entity(entity, text) for entity in row["entities"]),
        quotes=tuple(_quote(quote) for quote in row["quotes"]),
        figures=tuple(_figure(figure) for figure in row["figures"]),
        relations=tuple(_relation(relation) for relation in row["relations"]),
    )


def _article_to_json(article: Article) -> Json:
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "lang": article.lang,
        "origins": list(article.origins),
        "body": [_pair(span) for span in article.body],
    }


def _entity_to_json(entity: Entity) -> Json:
    others = [mention for mention in entity.mentions if mention.kind != "name"]
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "mentions": [_pair(mention.span) for mention in entity.mentions if mention.kind == "name"],
        "nominal_mentions": [_pair(mention.span) for mention in others],
        "nominal_kinds": [mention.kind for mention in others],
        "known": entity.known,
    }


def _quote_to_json(quote: Quote) -> Json:
    return {
        "id": quote.id,
        "kind": quote.kind,
        "mode": quote.mode,
        "content": [_pair(span) for span in quote.content],
        "source": quote.source,
        "further_sources": list(quote.further_sources),
        "source_span": _pair(quote.source_span),
        "cue": _pair(quote.cue),
        "via": list(quote.via),
        "medium": quote.medium,
        "addressee": quote.addressee,
        **_assertion_to_json(quote),
    }


def _figure_to_json(figure: Figure) -> Json:
    return {
        "id": figure.id,
        "span": _pair(figure.span),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "qualifier": figure.qualifier,
        "measure": figure.measure,
        "variable": figure.variable,
        "counted": figure.counted,
        "phrase": _pair(figure.phrase),
        "population": figure.population,
        "place": figure.place,
        "change": figure.change,
        "moved_from": _number(figure.moved_from),
        "part_of": figure.part_of,
        "as_of": _time_to_json(figure.as_of),
        "source": figure.source,
        "further_sources": list(figure.further_sources),
        "source_span": _pair(figure.source_span),
        "via": list(figure.via),
        **_assertion_to_json(figure),
    }


def _relation_to_json(relation: Relation) -> Json:
    return {
        "id": relation.id,
        "predicate": relation.predicate,
        "subject": relation.subject,
        "object": relation.object,
        "evidence": _pair(relation.evidence),
        "subject_span": _pair(relation.subject_span),
        "object_span": _pair(relation.object_span),
        "figure": relation.figure,
        "time": _time_to_json(relation.time),
        "source": relation.source,
        "further_sources": list(relation.further_sources),
        "via": list(relation.via),
        **_assertion_to_json(relation),
    }


def _assertion_to_json(record: Quote | Figure | Relation) -> Json:
    return {
        "polarity": record.polarity,
        "certainty": record.certainty,
        "confidence": _number(record.confidence),
        "rule": record.rule,
        "construction": record.construction,
    }


def _time_to_json(time: TimeSpan | None) -> Json | None:
    if time is None:
        return None
    return {
        "text": time.text,
        "span": _pair(time.span),
        "earliest": time.earliest.isoformat() if time.earliest else None,
        "latest": time.latest.isoformat() if time.latest else None,
        "inferred": time.inferred,
    }


def _entity(row: Json, text: str) -> Entity:
    kinds = ["name"] * len(row["mentions"]) + row["nominal_kinds"]
    spans = _spans([*row["mentions"], *row["nominal_mentions"]])
    mentions = [
        Mention(span=span, text=text[span.start : span.end], kind=kind)
        for span, kind in zip(spans, kinds, strict=True)
    ]
    return Entity(
        id=row["id"],
        name=row["name"],
        type=row["type"],
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span)),
        known=row["known"],
    )


def _quote(row: Json) -> Quote:
    return Quote(
        id=row["id"],
        kind=row["kind"],
        mode=row["mode"],
        content=_spans(row["content"]),
        source=row["source"],
        further_sources=tuple(row["further_sources"]),
        source_span=_span(row["source_span"]),
        cue=_span(row["cue"]),
        via=tuple(row["via"]),
        medium=row["medium"],
        addressee=row["addressee"],
        **_assertion(row),
    )


def _figure(row: Json) -> Figure:
    return Figure(
        id=row["id"],
        span=Span(*row["span"]),
        low=_decimal(row["low"]),
        high=_decimal(row["high"]),
        qualifier=row["qualifier"],
        measure=row["measure"],
        variable=row["variable"],
        counted=row["counted"],
        phrase=_span(row["phrase"]),
        population=row["population"],
        place=row["place"],
        change=row["change"],
        moved_from=_decimal(row["moved_from"]),
        part_of=row["part_of"],
        as_of=_time(row["as_of"]),
        source=row["source"],
        further_sources=tuple(row["further_sources"]),
        source_span=_span(row["source_span"]),
        via=tuple(row["via"]),
        **_assertion(row),
    )


def _relation(row: Json) -> Relation:
    return Relation(
        id=row["id"],
        predicate=row["predicate"],
        subject=row["subject"],
        object=row["object"],
        evidence=Span(*row["evidence"]),
        subject_span=_span(row["subject_span"]),
        object_span=_span(row["object_span"]),
        figure=row["figure"],
        time=_time(row["time"]),
        source=row["source"],
        further_sources=tuple(row["further_sources"]),
        via=tuple(row["via"]),
        **_assertion(row),
    )


def _assertion(row: Json) -> Json:
    return {
        "polarity": row["polarity"],
        "certainty": row["certainty"],
        "confidence": _decimal(row["confidence"]),
        "rule": row["rule"],
        "construction": row["construction"],
    }


def _time(row: Json | None) -> TimeSpan | None:
    if row is None:
        return None
    return TimeSpan(
        text=row["text"],
        span=_span(row["span"]),
        earliest=_day(row["earliest"]),
        latest=_day(row["latest"]),
        inferred=row["inferred"],
    )


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value) if isinstance(value, float) else value)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
