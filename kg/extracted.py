"""Paths -> records, without a graph: what `kg extract` and `kg score` print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import outputs
from kg.config import Config
from kg.errors import ArticleRefused
from kg.judgements import with_judgements
from kg.ontology import load
from kg.pipeline import Progress, assemble, extract_all, run_of, silent
from kg.read.articles import read
from kg.records import to_json

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The records of some articles."""

    rows: tuple[Json, ...]
    """One an article, in the records format, with ``resolved`` ids where they were checked."""
    texts: Mapping[str, str]
    """Article id -> text, which the spans count in."""
    rejects: int
    """How many records the ontology did not allow."""
    refused: tuple[ArticleRefused, ...]
    failed: tuple[str, ...]
    """Ids of the articles on which an extractor broke: they have no records."""


def extract_records(
    paths: Iterable[Path], config: Config, *, checked: bool = True, progress: Progress = silent
) -> Records:
    """Read, annotate and extract the articles of ``paths``.

    Args:
        paths: files and folders.
        config: the settings.
        checked: leave out what the shapes of the ontology reject.
        progress: gets a title and a total, gives a function to call with each step.
    """
    paths = tuple(paths)
    config = with_judgements(config, paths)
    reading = read(paths, ontology=load(*config.folders), step=progress("reading", 0))
    step = progress("extracting", len(reading.articles))
    extractions = tuple(extract_all(reading.articles, config, step=step))
    texts = {article.id: article.text for article in reading.articles}
    failed = tuple(one.article.id for one in extractions if one.failed)
    if not checked:
        rows = tuple(to_json(extraction) for extraction in extractions)
        return Records(rows=rows, texts=texts, rejects=0, refused=reading.refused, failed=failed)
    product = assemble(extractions, config, run_of(config))
    return Records(
        rows=tuple(outputs.rows(product)),
        texts=texts,
        rejects=len(product.rejects),
        refused=reading.refused,
        failed=failed,
    )
