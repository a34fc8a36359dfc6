"""A plain text file -> one article, unaltered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import ArticleRefused
from kg.model import Article
from kg.read.encoding import decode
from kg.read.loading import load, shown, usable
from kg.read.reader import reads


@reads(".txt", ".text")
def read(path: Path, *, id: str) -> Iterator[Article | ArticleRefused]:
    """Plain text, one article a file: UTF-8, or UTF-16 and UTF-32 with a byte order mark.

    Raises:
        ArticleRefused: the file is empty, binary, undecodable or too large.
    """
    where = shown(path)
    text = usable(decode(load(path), where=where), where=where)
    yield Article(id=id, path=id, text=text)
