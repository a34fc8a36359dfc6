"""Paths -> a finished build in a folder: incremental, all or nothing, the same bytes each time."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections import ChainMap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg import outputs, registry
from kg.changes import changes, changes_text, snapshot
from kg.config import Config
from kg.errors import ArticleRefused, EvidenceMismatch, NothingToBuild
from kg.judgements import place, with_judgements
from kg.model import Article, Extraction, Product, Reject, Run
from kg.ontology import SUFFIXES, load
from kg.pipeline import Progress, assemble, cache_key, extract_all, run_of, silent
from kg.read.articles import Reading, read
from kg.records import from_json, to_json
from kg.store import write_store
from kg.swap import salvaged, staged

logger = logging.getLogger(__name__)

KEEP = ("README.md", ".gitignore", ".gitkeep")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build came to."""

    out: Path
    articles: int
    reused: int
    """Articles whose records were taken over from the build before."""
    quotes: int
    figures: int
    relations: int
    entities: int
    conflicts: int
    agreements: int
    supersessions: int
    rejects: int
    quads: int
    refused: tuple[ArticleRefused, ...]
    skipped: tuple[str, ...]
    """Files of the folders that no reader takes."""
    failed: tuple[str, ...]
    """Ids of articles on which an extractor broke; they have no claims."""
    seconds: float
    changes: str | None
    """What changed since the last build into the folder, in one line; None if there was none."""


def build(
    paths: Iterable[Path],
    config: Config,
    *,
    progress: Progress = silent,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Summary:
    """Build the graph of all articles below ``paths`` into ``config.out``.

    Args:
        paths: files and folders; together they are the whole graph: what is gone from them is gone.
        config: the settings.
        progress: gets a title and a total, gives a function to call with each step.
        clock: gives the time of day that run.json records; aware, UTC.

    Raises:
        BuildLocked: another build writes to the same folder.
        NothingToBuild: no article can be read; what was built before stays.
        BuildError: the folder is not ours, or the disk is full.
        KgError: the ontology or the pipeline cannot be used.
    """
    started = clock()
    paths = tuple(paths)
    config = with_judgements(config, paths)
    judgements = config.judgements or place(paths)
    ontology = load(*config.folders)
    with staged(config.out, foreign=outputs.foreign, keep=KEEP, salvage=outputs.CACHE) as folder:
        reading = read(paths, ontology=ontology, step=progress("reading", 0))
        if not reading.articles:
            raise NothingToBuild(reading.refused)
        run = run_of(config)
        extractions, reused = _extractions(reading.articles, config, run, folder, progress)
        product = _product(extractions, config, run, folder, progress)
        _write(product, folder, config, progress)
        changed = outputs.read_changes(folder)
        told = changes_text(changed) if changed else None
        ended = clock()
        seconds = (ended - started).total_seconds()
        summary = _summary(product, config.out, reading, reused, seconds, told)
        _write_manifest(product, folder, summary)
        _write_clock(folder, summary, started, ended, judgements)
    return summary


def _extractions(
    articles: Sequence[Article], config: Config, run: Run, folder: Path, progress: Progress
) -> tuple[list[Extraction], int]:
    new = folder / outputs.CACHE
    new.mkdir()
    keys = {article.id: cache_key(article, run, config.language) for article in articles}
    found: dict[str, Extraction] = {}
    for article in articles:
        name = f"{keys[article.id]}.json"
        # a build that was broken off left what it had extracted
        for old in (config.out / outputs.CACHE, salvaged(config.out)):
            cached = _cached(old / name, article)
            if cached:
                found[article.id] = cached
                shutil.copyfile(old / name, new / name)
                break
    missing = [article for article in articles if article.id not in found]
    reused = len(found)
    step = progress("extracting", len(missing))
    for extraction in extract_all(missing, config, step=step):
        path = new / f"{keys[extraction.article.id]}.json"
        # one that failed is tried again by the next build
        found[extraction.article.id] = (
            extraction if extraction.failed else _remembered(extraction, path)
        )
    return [found[article.id] for article in articles], reused


def _remembered(extraction: Extraction, path: Path) -> Extraction:
    """Write an extraction to the cache; return it as a later build reads it back."""
    row = to_json(extraction)
    text = json.dumps(row, ensure_ascii=False)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    return from_json(row, extraction.article.text)


def _cached(path: Path, article: Article) -> Extraction | None:
    try:
        row = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        return from_json(row, article.text)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # absent or damaged: extracted anew


def _product(
    extractions: Sequence[Extraction],
    config: Config,
    run: Run,
    folder: Path,
    progress: Progress,
) -> Product:
    used: dict[str, tuple[Reject, ...]] = {}
    verdicts = ChainMap(used, outputs.read_verdicts(config.out))
    step = progress("checking", len(extractions))
    product = assemble(extractions, config, run, verdicts=verdicts, step=step)
    outputs.write_verdicts(used, folder)
    return product


def _write(product: Product, folder: Path, config: Config, progress: Progress) -> None:
    ontology = load(*config.folders)
    steps: list[tuple[str, Callable[[], object]]] = [
        ("store", lambda: write_store(folder / outputs.STORE, product.quads)),
        ("records", lambda: outputs.write_records(product, folder)),
        ("ontology", lambda: _copy_additions(config, folder)),
        ("changes", lambda: _write_changes(config.out, folder)),  # the pages tell of them
    ]
    for name in dict.fromkeys(("nquads", *config.exports)):
        exporter = registry.load("exporters", name)
        steps.append((name, lambda e=exporter: e(product, folder, ontology=ontology)))  # type: ignore[misc]
    step = progress("writing", len(steps))
    for _, write in steps:
        write()
        step(1)


def _copy_additions(config: Config, folder: Path) -> None:
    """Keep the user's own ontology with the build, which cannot be read without it."""
    for root in config.folders:
        whole = root if root.is_dir() else root.parent
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.suffix in SUFFIXES:
                target = folder / outputs.ONTOLOGY / path.relative_to(whole)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)


def _write_changes(old: Path, folder: Path) -> None:
    """Write what differs from the build that was there, if one was."""
    try:
        before = snapshot(old)
    except (OSError, ValueError, KeyError, TypeError, EvidenceMismatch):
        return  # none was there, or it is damaged
    found = changes(before, snapshot(folder), since=outputs.read_started(old))
    _write_json(folder / outputs.CHANGES, found)


def _summary(
    product: Product,
    out: Path,
    reading: Reading,
    reused: int,
    seconds: float,
    told: str | None,
) -> Summary:
    verdicts = [comparison.verdict for comparison in product.comparisons]
    return Summary(
        out=out,
        articles=len(product.extractions),
        reused=reused,
        quotes=sum(len(one.quotes) for one in product.extractions),
        figures=sum(len(one.figures) for one in product.extractions),
        relations=sum(len(one.relations) for one in product.extractions),
        entities=len(product.resolved),
        conflicts=verdicts.count("conflicts"),
        agreements=verdicts.count("agrees"),
        supersessions=verdicts.count("supersedes"),
        rejects=len(product.rejects),
        quads=len(product.quads),
        refused=reading.refused,
        skipped=reading.skipped,
        failed=tuple(one.article.id for one in product.extractions if one.failed),
        seconds=seconds,
        changes=told,
    )


def _write_manifest(product: Product, folder: Path, summary: Summary) -> None:
    counts = ("articles", "quotes", "figures", "relations", "entities", "conflicts", "agreements",
              "supersessions", "rejects", "quads")  # fmt: skip
    manifest = {
        "format": outputs.FORMAT,
        "base": product.base,
        "run": {
            "software": product.run.software,
            "pipeline": product.run.pipeline,
            "ontology": product.run.ontology,
        },
        **{name: getattr(summary, name) for name in counts},
        "files": sorted(path.name for path in folder.iterdir() if path.name != outputs.CHANGES),
    }
    _write_json(folder / outputs.MANIFEST, manifest)


def _write_clock(
    folder: Path, summary: Summary, started: datetime, ended: datetime, judgements: Path
) -> None:
    """Write what differs between builds of the same input: when, and where things lie."""
    clock = {
        "started": started.isoformat(),
        "ended": ended.isoformat(),
        "seconds": round(summary.seconds, 3),
        "reused": summary.reused,
        "judgements": _relative(judgements, summary.out),
    }
    _write_json(folder / outputs.CLOCK, clock)


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
