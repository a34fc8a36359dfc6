"""Paths -> files to read: folders are walked, what is no article is left out.

The id of a file is its path below the folder that was named, with forward slashes; of a file that
was named itself, its name. It does not depend on how or in which order the paths are spelled.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ArticleRefused
from kg.outputs import MANIFEST, QUADS
from kg.read.loading import shown, unreadable

SIDE_FILE = "metadata.csv"
NOT_AN_ARTICLE = re.compile(
    r"\..*|(readme|licen[cs]e)([._-].*)?|__init__\.py|metadata\.csv|judgements\.tsv",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Source:
    """A file to be read."""

    id: str
    file: Path
    sides: tuple[tuple[Path, str], ...]
    """Side files that may describe it, the nearest first, each with its path from there."""


@dataclass(slots=True, kw_only=True)
class Found:
    """What paths lead to."""

    sources: dict[str, Source] = field(default_factory=dict)
    """By real path, so that a file is read once, however many ways lead to it."""
    refused: list[ArticleRefused] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    """Files of folders whose suffix nobody reads."""

    def add(self, source: Source) -> None:
        """Add a file; of several ways to it the one with the smallest id stays."""
        real = os.path.realpath(source.file)
        self.sources[real] = min(source, self.sources.get(real, source))


def find(paths: Iterable[Path], suffixes: Collection[str]) -> Found:
    """Return the files that ``paths`` name or hold.

    Args:
        paths: files and folders; folders are searched with all that is in them.
        suffixes: of the files that somebody reads, lower case, with the dot.
    """
    found = Found()
    for path in sorted({Path(path) for path in paths}):
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:  # ValueError: NUL or a lone surrogate in the name
            found.refused.append(unreadable(path, error))
            continue
        if stat.S_ISDIR(mode):
            _folder(path, suffixes, found)
        elif path.suffix.lower() not in suffixes:
            found.refused.append(_unknown(path, suffixes))
        elif not stat.S_ISREG(mode):
            found.refused.append(
                ArticleRefused(shown(path), "is no ordinary file", "copy it into one")
            )
        else:
            name = portable(path.resolve().name if path.name in {"", ".."} else path.name)
            side = path.parent / SIDE_FILE
            found.add(Source(id=name, file=path, sides=((side, name),)))
    return found


def portable(name: str) -> str:
    """Return a path with forward slashes as text, whatever bytes its names have."""
    return name.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode("utf-8")


def _folder(root: Path, suffixes: Collection[str], found: Found) -> None:
    holds_articles = False
    for folder, names in _walk(root, found):
        readable = [name for name in names if Path(name).suffix.lower() in suffixes]
        holds_articles |= bool(readable)
        for name in names:
            file = folder / name
            id = portable(str(file.relative_to(root)))
            if name in readable and _is_ordinary(file):
                found.add(Source(id=id, file=file, sides=tuple(_sides(file, root))))
            elif readable or folder == root:
                found.skipped.add(id)
    if not holds_articles:
        kinds = ", ".join(sorted(suffixes))
        found.refused.append(
            ArticleRefused(shown(root), "holds no article", f"name a folder with {kinds} files")
        )


def _walk(root: Path, found: Found) -> Iterator[tuple[Path, list[str]]]:
    """Yield folders with the names of their files; links are followed, but never in circles."""
    seen: set[str] = set()

    def refuse(error: OSError) -> None:
        found.refused.append(unreadable(Path(error.filename or root), error))

    for folder, below, names in os.walk(root, followlinks=True, onerror=refuse):
        real = os.path.realpath(folder)
        if real in seen or (folder != str(root) and {MANIFEST, QUADS} <= set(names)):
            below.clear()  # a circle, or the pages of an earlier build
            continue
        seen.add(real)
        below[:] = sorted(name for name in below if not NOT_AN_ARTICLE.fullmatch(name))
        yield Path(folder), sorted(name for name in names if not NOT_AN_ARTICLE.fullmatch(name))


def _is_ordinary(file: Path) -> bool:
    """Return whether opening the file cannot hang; a broken link can be opened and refused."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return True


def _sides(file: Path, root: Path) -> Iterator[tuple[Path, str]]:
    folder = file.parent
    while True:
        yield folder / SIDE_FILE, portable(str(file.relative_to(folder)))
        if folder == root:
            return
        folder = folder.parent


def _unknown(path: Path, suffixes: Collection[str]) -> ArticleRefused:
    kind = f"{path.suffix} files" if path.suffix else "files without a suffix"
    return ArticleRefused(
        shown(path), f"nothing reads {kind}", f"make it one of {', '.join(sorted(suffixes))}"
    )
