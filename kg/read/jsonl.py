"""JSON Lines -> one article a line: text, and any of id, url, title, published, publisher, lang."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import orjson

from kg.errors import ArticleRefused
from kg.model import Article
from kg.read.encoding import MARKS, refuse_binary
from kg.read.loading import MAX_CHARACTERS, shown, unreadable, usable
from kg.read.metadata import field, stated
from kg.read.reader import reads

MAX_LINE = 16 * MAX_CHARACTERS  # a character may take twelve bytes: \ud83d\ude00
MAX_REFUSED = 100
"""Bad lines of one file that are told one by one; of more only the number."""
UTF8 = MARKS[0][0]


@reads(".jsonl", ".ndjson")
def read(path: Path, *, id: str) -> Iterator[Article | ArticleRefused]:
    """JSON Lines, one article a line: text, and any of id, url, title, published, publisher, lang.

    A bad line is refused by its number, the others are read. An article without id is called after
    the file and its line.

    Raises:
        ArticleRefused: the file cannot be read, is no UTF-8 text, or holds no line at all.
    """
    where, lines, bad = shown(path), 0, 0
    for number, line in _lines(path):
        lines += 1
        try:
            yield _article(line, name=f"{id}#{number}", where=f"{where}:{number}")
        except ArticleRefused as refused:
            bad += 1
            if bad <= MAX_REFUSED:
                yield refused
    if not lines:
        raise ArticleRefused(where, "is empty", "write one JSON object a line, or leave it out")
    if bad > MAX_REFUSED:
        more = f"{bad - MAX_REFUSED:,} more lines are refused"
        yield ArticleRefused(where, more, "write one JSON object with a text a line")


def _lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of the lines that are not blank; None for one that is too long."""
    try:
        with path.open("rb") as file:
            _check(file.peek(4096)[:4096], shown(path))
            number = 0
            while line := file.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE and not line.endswith(b"\n"):
                    _skip_line(file)
                    yield number, None
                elif (line := line.removeprefix(UTF8) if number == 1 else line).strip():
                    yield number, line
    except OSError as error:
        raise unreadable(path, error) from error


def _check(start: bytes, where: str) -> None:
    """Refuse a file that is no UTF-8 text as a whole, rather than line by line."""
    for mark, encoding in MARKS[1:]:
        if start.startswith(mark):
            raise ArticleRefused(where, f"is {encoding.upper()}", "save it as UTF-8")
    refuse_binary(start, where=where)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
        pass


def _article(line: bytes | None, *, name: str, where: str) -> Article:
    row = _row(line, where)
    text = row.get("text")
    if not isinstance(text, str):
        raise ArticleRefused(where, "has no text", 'give the object a "text" that is a string')
    metadata = stated(row, where=where)
    return Article(
        id=_id(row, where) or name,
        path=name,
        text=usable(text, where=where),
        title=metadata.title,
        publisher=metadata.publisher,
        published=metadata.published,
        url=metadata.url,
        lang=metadata.lang or "en",
    )


def _row(line: bytes | None, where: str) -> Mapping[str, object]:
    if line is None:
        raise ArticleRefused(where, f"has more than {MAX_LINE:,} bytes", "split the article")
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise ArticleRefused(
            where, f"is not valid JSON: {error}", "write one JSON object a line, as UTF-8"
        ) from error
    if not isinstance(row, dict):
        raise ArticleRefused(where, "is no JSON object", 'write {"text": "…"}')
    return row


def _id(row: Mapping[str, object], where: str) -> str | None:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if field(row, "id", where=where) is not None and isinstance(value, str) else None
