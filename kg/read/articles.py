"""Paths -> articles: files and folders, duplicates joined, what cannot be read refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ArticleRefused
from kg.model import Article
from kg.ontology import Ontology
from kg.read.files import Source, find
from kg.read.furniture import Furniture
from kg.read.identity import identified
from kg.read.loading import shown, unreadable
from kg.read.reader import Reader, readers
from kg.read.side import SideFiles
from kg.read.statements import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a list of paths holds."""

    articles: tuple[Article, ...]
    """Sorted by id; ids and texts are unique."""
    refused: tuple[ArticleRefused, ...]
    """What cannot be read, sorted; a part of a file has its line after the name."""
    skipped: tuple[str, ...] = ()
    """Files of folders with a suffix that no reader is for, sorted."""


def read(
    paths: Iterable[Path],
    *,
    ontology: Ontology,
    step: Callable[[int], None] = lambda count: None,
) -> Reading:
    """Read every article of files and folders.

    The result does not depend on the order or spelling of the paths. One file that cannot be read
    is refused and never stops the others.

    Args:
        paths: files and folders.
        ontology: has the words of site noise.
        step: called with 1 after every file, for a progress bar.

    Raises:
        PluginError: a registered reader cannot be used.
    """
    by_suffix = readers()
    found = find(paths, by_suffix.keys())
    furniture, sides = Furniture(ontology), SideFiles()
    articles: list[Article] = []
    refused = found.refused
    for source in sorted(found.sources.values()):
        metadata = sides.about(source)
        for one in _read(source, by_suffix[source.file.suffix.lower()]):
            if isinstance(one, ArticleRefused):
                refused.append(one)
            else:
                articles.append(metadata.fill(marked(one, furniture)))
        step(1)
    return Reading(
        articles=identified(articles),
        refused=tuple(sorted([*refused, *sides.refused], key=str)),
        skipped=tuple(sorted(found.skipped)),
    )


def _read(source: Source, reader: Reader) -> Iterator[Article | ArticleRefused]:
    try:
        yield from reader(source.file, id=source.id)
    except ArticleRefused as refused:
        yield refused
    except OSError as error:
        yield unreadable(source.file, error)
    except Exception as error:  # anybody's reader, anything in a file: it must not stop a build
        reason = f"its reader failed: {type(error).__name__}: {error}"
        yield ArticleRefused(shown(source.file), reason, "report the file")
