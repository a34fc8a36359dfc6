"""What a reader is: a function from one file to its articles, and the suffixes that it reads.

    @reads(".eml")
    def read(path: Path, *, id: str) -> Iterator[Article | ArticleRefused]: ...

An article needs ``id``, ``path`` and ``text``, and whatever the file states of title, publisher,
date, url and language; leave ``body`` empty, and noise is marked later, the same for every format.
What cannot be read is yielded (one of many articles) or raised (the file) as ArticleRefused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import update_wrapper
from pathlib import Path
from typing import Protocol

from kg import registry
from kg.errors import ArticleRefused, PluginError
from kg.model import Article


class ReadFile(Protocol):
    """Reads one file."""

    def __call__(self, path: Path, *, id: str) -> Iterator[Article | ArticleRefused]:
        """Yield the articles of ``path`` and what is refused of it; ``id`` names the file."""


class Reader:
    """A reading function with its suffixes; made by ``reads``."""

    def __init__(self, function: ReadFile, suffixes: tuple[str, ...]) -> None:
        update_wrapper(self, function)
        self.function = function
        self.suffixes = suffixes
        """Lower case, with the dot."""

    def __call__(self, path: Path, *, id: str) -> Iterator[Article | ArticleRefused]:
        """Read a file."""
        return self.function(path, id=id)


def reads(*suffixes: str) -> Callable[[ReadFile], Reader]:
    """Make a reader of a function: it gets the files with one of these suffixes."""

    def wrap(function: ReadFile) -> Reader:
        return Reader(function, tuple(suffix.lower() for suffix in suffixes))

    return wrap


def readers() -> Mapping[str, Reader]:
    """Return the registered readers by suffix.

    Raises:
        PluginError: a registered one was not made by ``reads``, or two want the same suffix.
    """
    found: dict[str, Reader] = {}
    for name in registry.names("readers"):
        reader = registry.load("readers", name)
        if not isinstance(reader, Reader):
            raise PluginError(f"reader {name!r} names no suffixes: decorate it with kg.read.reads")
        for suffix in reader.suffixes:
            if suffix in found:
                raise PluginError(f"reader {name!r} wants {suffix}, which another reader has")
            found[suffix] = reader
    return found
