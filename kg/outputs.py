"""A finished build on disk: what the files are called, and how to read them back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import BuildError
from kg.model import Comparison, Extraction, Product, Reject, Resolved, Run
from kg.records import from_json, to_json

FORMAT = 1
MANIFEST = "manifest.json"  # what the build is made of: no clock time in it
CLOCK = "run.json"  # when it was made: this and CHANGES alone differ between equal builds
CHANGES = "changes.json"  # what differs from the build that was there before
STORE = "store"
RECORDS = "records.jsonl"
TEXTS = "texts.jsonl"
ENTITIES = "entities.jsonl"
COMPARISONS = "comparisons.jsonl"
REJECTS = "rejects.jsonl"
QUADS = "graph.nq"
CACHE = "cache"
ONTOLOGY = "ontology"  # the user's own additions
VERDICTS = "verdicts.jsonl"

Json = dict[str, Any]


def write_records(product: Product, folder: Path) -> None:
    """Write what ``read_product`` reads: records, texts, entities, comparisons, rejects."""
    _write(folder / RECORDS, rows(product))
    texts = ({"id": one.article.id, "text": one.article.text} for one in product.extractions)
    _write(folder / TEXTS, texts)
    _write(folder / ENTITIES, (_resolved_to_json(one) for one in product.resolved))
    _write(folder / COMPARISONS, (_comparison_to_json(one) for one in product.comparisons))
    _write(folder / REJECTS, (_reject_to_json(one) for one in product.rejects))


def rows(product: Product) -> Iterator[Json]:
    """Yield the articles in the records format, with the ids that entities share across them."""
    shared = product.entity_of()
    for extraction in product.extractions:
        row = to_json(extraction)
        for entity in row["entities"]:
            entity["resolved"] = shared[extraction.article.id, entity["id"]].key
        yield row


def read_product(folder: Path) -> Product:
    """Return the product of a finished build.

    Raises:
        BuildError: the folder holds no finished build, or files of it are damaged.
    """
    manifest = read_manifest(folder)
    try:
        return Product(
            base=manifest["base"],
            run=Run(**manifest["run"]),
            extractions=tuple(read_extractions(folder)),
            resolved=tuple(_resolved(row) for row in _read(folder / ENTITIES)),
            comparisons=tuple(read_comparisons(folder)),
            rejects=tuple(Reject(**row) for row in _read(folder / REJECTS)),
            # no splitlines: a literal may hold U+2028 and the like
            quads=tuple((folder / QUADS).read_text(encoding="utf-8").split("\n")[:-1]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BuildError(f"{folder} is damaged ({error!r}): run kg build again") from error


def read_extractions(folder: Path) -> Iterator[Extraction]:
    """Yield the articles of a build with their records, one at a time."""
    texts = _read(folder / TEXTS)
    for row, text in zip(_read(folder / RECORDS), texts, strict=True):
        if row["id"] != text["id"]:
            raise ValueError(f"{TEXTS} and {RECORDS} have different articles")
        yield from_json(row, text["text"])


def read_comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield the agreements, conflicts and supersessions of a build."""
    yield from (_comparison(row) for row in _read(folder / COMPARISONS))


def read_changes(folder: Path) -> Json | None:
    """Return what changed since the build that was there before; None if there was none.

    Returns:
        since: when that build began, an ISO 8601 time.
        counts: {"articles": {"new", "changed", "gone"}, "claims": {"new", "gone"},
            "conflicts": {"new", "settled"}}, a number each.
        articles, claims, conflicts: the same names, a list each, of 200 entries at most: an article
            has id and title; a claim has article, record, kind, source and words; a conflict has
            the claims left and right, reason, and other: what the other build says of the two
            claims instead (agrees, supersedes, null).
    """
    try:
        told: Json | None = json.loads(
            (folder / CHANGES).read_text(encoding="utf-8", errors="surrogatepass")
        )
    except (OSError, ValueError):
        return None
    return told


def read_started(folder: Path) -> str | None:
    """Return when a build began, as ISO 8601 time; None if it does not say."""
    try:
        started = json.loads((folder / CLOCK).read_text(encoding="utf-8"))["started"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(started)


def read_judgements_place(folder: Path) -> Path | None:
    """Return the file, there or not yet, in which decisions on the entities of a build live."""
    try:
        place = json.loads((folder / CLOCK).read_text(encoding="utf-8"))["judgements"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Path(os.path.normpath(folder / str(place)))


def read_manifest(folder: Path) -> Json:
    """Return what a finished build says of itself.

    Raises:
        BuildError: the folder holds no finished build of this format.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise BuildError(f"{folder} holds no build: run kg build PATH --out {folder}")
    try:
        manifest: Json = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BuildError(f"{path} is damaged ({error}): run kg build again") from error
    if manifest.get("format") != FORMAT:
        raise BuildError(f"{folder} was built by another version of kg: run kg build again")
    return manifest


def write_verdicts(verdicts: Mapping[str, tuple[Reject, ...]], folder: Path) -> None:
    """Write what validation found, for the next build into the same folder."""
    found = (
        {"key": key, "rejects": [_reject_to_json(one) for one in verdicts[key]]}
        for key in sorted(verdicts)
    )
    _write(folder / CACHE / VERDICTS, found)


def read_verdicts(folder: Path) -> dict[str, tuple[Reject, ...]]:
    """Return what earlier validations found; empty if there are none, or the file is damaged."""
    try:
        return {
            row["key"]: tuple(Reject(**one) for one in row["rejects"])
            for row in _read(folder / CACHE / VERDICTS)
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def foreign(folder: Path) -> list[str]:
    """Return the names in a folder that no build wrote; all of them if it holds no build."""
    names = sorted(path.name for path in folder.iterdir())
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        written = {*manifest["files"], MANIFEST, CLOCK, CHANGES}
    except (OSError, ValueError, KeyError, TypeError):
        return names
    if not (folder / QUADS).is_file():
        return names
    return [name for name in names if name not in written]


def _resolved_to_json(one: Resolved) -> Json:
    return {
        "key": one.key,
        "name": one.name,
        "type": one.type,
        "names": one.names,
        "members": one.members,
        "named": one.named,
        "known": one.known,
        "reasons": one.reasons,
    }


def _resolved(row: Json) -> Resolved:
    return Resolved(
        key=row["key"],
        name=row["name"],
        type=row["type"],
        names=tuple(row["names"]),
        members=tuple((article, entity) for article, entity in row["members"]),
        named=row["named"],
        known=row["known"],
        reasons=tuple(row["reasons"]),
    )


def _comparison_to_json(one: Comparison) -> Json:
    return {
        "verdict": one.verdict,
        "left": one.left,
        "right": one.right,
        "reason": one.reason,
    }


def _comparison(row: Json) -> Comparison:
    left, right = row["left"], row["right"]
    return Comparison(
        verdict=row["verdict"],
        left=(left[0], left[1]),
        right=(right[0], right[1]),
        reason=row["reason"],
    )


def _reject_to_json(one: Reject) -> Json:
    return {
        "article": one.article,
        "record": one.record,
        "kind": one.kind,
        "focus": one.focus,
        "shape": one.shape,
        "path": one.path,
        "value": one.value,
        "reason": one.reason,
        "sentence": one.sentence,
    }


def _write(path: Path, rows: Iterable[Json]) -> None:
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _read(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        for line in file:
            yield json.loads(line)
