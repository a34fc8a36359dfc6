"""Product -> CSV tables for spreadsheets: quotes, figures, relations, entities, articles."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.iris import Iris
from kg.model import Article, Extraction, Figure, Product, Quote, Record, Relation, Span
from kg.ontology import Ontology

Cells = Mapping[str, object]


def export(product: Product, folder: Path, *, ontology: Ontology) -> None:
    """Write CSV tables for spreadsheets: quotes, figures, relations, entities, comparisons."""
    target = folder / "tables"
    target.mkdir(exist_ok=True)
    iris = Iris(product.base)
    claims = [
        (extraction, record) for extraction in product.extractions for record in extraction.records
    ]
    _write(target / "articles.csv", (_article(one.article, iris) for one in product.extractions))
    _write(target / "quotes.csv", (_quote(x, r, iris) for x, r in claims if isinstance(r, Quote)))
    figures = (_figure(x, r, iris) for x, r in claims if isinstance(r, Figure))
    _write(target / "figures.csv", figures)
    relations = (_relation(x, r, iris) for x, r in claims if isinstance(r, Relation))
    _write(target / "relations.csv", relations)
    _write(target / "entities.csv", _entities(product, iris))
    _write(target / "comparisons.csv", _comparisons(product, iris))


def _article(article: Article, iris: Iris) -> Cells:
    return {
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "url": article.url,
        "language": article.lang,
        "words": sum(len(article.exact(span).split()) for span in article.body),
        "origins": "; ".join(article.origins),
        "iri": iris.article(article.id),
    }


def _quote(extraction: Extraction, quote: Quote, iris: Iris) -> Cells:
    article = extraction.article
    return {
        "source": _names(extraction, quote.sources),
        "cue": _words(article, quote.cue),
        "words": article.words(quote.content),
        "kind": quote.kind,
        "mode": quote.mode,
        "medium": quote.medium,
        "addressee": extraction.name(quote.addressee),
        **_claim(extraction, quote, iris, quote.content),
    }


def _figure(extraction: Extraction, figure: Figure, iris: Iris) -> Cells:
    span = figure.phrase or figure.span
    time = figure.as_of
    return {
        "variable": figure.variable,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "measure": figure.measure,
        "words": extraction.article.exact(span),
        "counted": figure.counted,
        "population": extraction.name(figure.population),
        "place": extraction.name(figure.place),
        "change": figure.change,
        "moved_from": figure.moved_from,
        "as_of": time.text if time else None,
        "earliest": time.earliest if time else None,
        "latest": time.latest if time else None,
        "source": _names(extraction, figure.sources),
        **_claim(extraction, figure, iris, (span,)),
    }


def _relation(extraction: Extraction, relation: Relation, iris: Iris) -> Cells:
    figure = next((one for one in extraction.figures if one.id == relation.figure), None)
    return {
        "subject": extraction.name(relation.subject),
        "relation": relation.predicate,
        "object": extraction.name(relation.object),
        "words": extraction.article.exact(relation.evidence),
        "number": extraction.article.exact(figure.span) if figure else None,
        "time": relation.time.text if relation.time else None,
        "source": _names(extraction, relation.sources),
        **_claim(extraction, relation, iris, (relation.evidence,)),
    }


def _claim(
    extraction: Extraction, record: Record, iris: Iris, spans: Iterable[Span]
) -> dict[str, object]:
    article = extraction.article
    return {
        "polarity": record.polarity,
        "certainty": record.certainty,
        "confidence": record.confidence,
        "via": _names(extraction, record.via),
        "article": article.id,
        "title": article.title,
        "published": article.published,
        "offsets": "; ".join(f"{span.start}-{span.end}" for span in spans),
        "rule": record.rule,
        "construction": record.construction,
        "iri": iris.record(article.id, record),
    }


def _entities(product: Product, iris: Iris) -> Iterator[Cells]:
    for one in product.resolved:
        yield {
            "name": one.name,
            "class": one.type,
            "other_names": "; ".join(name for name in one.names if name != one.name),
            "named": "yes" if one.named else "no",
            "articles": len({article for article, _ in one.members}),
            "merged_because": " ".join(one.reasons),
            "iri": iris.entity(one.key),
        }


def _comparisons(product: Product, iris: Iris) -> Iterator[Cells]:
    claims = {
        (extraction.article.id, record.id): (extraction, record)
        for extraction in product.extractions
        for record in extraction.records
    }
    for comparison in product.comparisons:
        sides = (("left", claims[comparison.left]), ("right", claims[comparison.right]))
        row: dict[str, object] = {"verdict": comparison.verdict, "reason": comparison.reason}
        for side, (extraction, record) in sides:
            row[f"{side}_words"] = extraction.article.words(record.spans[:1])
            row[f"{side}_source"] = _names(extraction, record.sources)
            row[f"{side}_article"] = extraction.article.id
            row[f"{side}_iri"] = iris.record(extraction.article.id, record)
        yield row


def _names(extraction: Extraction, ids: Iterable[str]) -> str:
    return "; ".join(extraction.names(ids))


def _words(article: Article, span: Span | None) -> str | None:
    return article.exact(span) if span else None


def _write(path: Path, rows: Iterable[Cells]) -> None:
    """Write RFC 4180 with a heading; an empty table is an empty file."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        for number, row in enumerate(rows):
            if not number:
                writer.writerow(row)
            writer.writerow([_cell(value) for value in row.values()])


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    # an apostrophe is what spreadsheets themselves put before such text; numbers stay numbers
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" and text else text
