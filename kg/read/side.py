"""metadata.csv of a folder -> metadata of its articles: path, title, publisher, published, url."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path, PurePosixPath

from kg.errors import ArticleRefused
from kg.read.encoding import decode
from kg.read.files import Source, portable
from kg.read.loading import load, shown
from kg.read.metadata import Metadata, field, stated

MAX_BYTES = 64_000_000
NOTHING = Metadata()


class SideFiles:
    """The metadata.csv files beside articles, each read once.

    A row is for the file that ``path`` names, from the folder of the metadata.csv. A bad row is
    refused, the others hold.
    """

    def __init__(self) -> None:
        self._rows: dict[str, Mapping[str, Metadata]] = {}
        self.refused: list[ArticleRefused] = []

    def about(self, source: Source) -> Metadata:
        """Return what the nearest metadata.csv with a row for the file says of it."""
        for side, name in source.sides:
            found = self._table(side).get(name)
            if found is not None:
                return found
        return NOTHING

    def _table(self, side: Path) -> Mapping[str, Metadata]:
        key = str(side.resolve())
        if key not in self._rows:
            self._rows[key] = self._read(side) if side.is_file() else {}
        return self._rows[key]

    def _read(self, side: Path) -> Mapping[str, Metadata]:
        where = shown(side)
        found: dict[str, Metadata] = {}
        try:
            text = decode(load(side, limit=MAX_BYTES), where=where)
            for line, row in _rows(text, where):
                try:
                    name = _path(row, side, where=f"{where}:{line}", known=found)
                    found[name] = stated(row, where=f"{where}:{line}")
                except ArticleRefused as refused:
                    self.refused.append(refused)
        except ArticleRefused as refused:
            self.refused.append(refused)
        return found


def _rows(text: str, where: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield the number of the last line of every row, and its cells by column."""
    reader = csv.DictReader(StringIO(text, newline=""), restkey="", strict=True)
    try:
        names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        if "path" not in names:
            raise ArticleRefused(
                where, "has no column path", "begin it with path,title,publisher,published,url"
            )
        reader.fieldnames = names
        for row in reader:
            yield reader.line_num, {key: value or None for key, value in row.items()}
    except csv.Error as error:
        raise ArticleRefused(
            f"{where}:{reader.line_num}",
            f"is not valid CSV: {error}",
            "correct it; it is read up to here",
        ) from error


def _path(
    row: Mapping[str, object], side: Path, *, where: str, known: Mapping[str, Metadata]
) -> str:
    if row.get(""):
        raise ArticleRefused(where, "has too many cells", "put cells with commas into quotes")
    path = field(row, "path", where=where)
    if path is None:
        raise ArticleRefused(where, "names no path", "name the file that it describes")
    name = str(PurePosixPath(path.replace("\\", "/")))
    if name in known:
        raise ArticleRefused(where, f"{name} has a row already", "keep one of them")
    try:
        names = {portable(one.name) for one in (side.parent / name).parent.iterdir()}
    except (OSError, ValueError):
        names = set()
    if PurePosixPath(name).name not in names:
        raise ArticleRefused(where, f"there is no file {name} here", "correct the path")
    return name
