"""Bytes of a result as the store writes them -> the same, cut after so many rows and still whole.

The store has no limit of its own, and rows in Python would be several times slower; so the borders
of rows are found in what it writes. In its JSON a string that holds `},{"` must close right there,
so a name after it shows a border; rows without any value are not counted, only their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from kg.serve.refusal import Refusal

Send = Callable[[bytes], None]

BLOCK = 64 * 1024
BORDERS = {  # end of a row, with the beginning of the next
    "json": re.compile(rb'\}(?=,\{"[^,}\]:])'),
    "xml": re.compile(rb"</result>(?=<result>)"),
    "csv": re.compile(rb"\n(?=[\s\S])"),
    "tsv": re.compile(rb"\n(?=[\s\S])"),
    "nt": re.compile(rb"\n(?=[\s\S])"),
}
SEEN = {"json": 4, "xml": 16, "csv": 1, "tsv": 1, "nt": 1}  # bytes of a border but its first
CLOSING = {"json": b"]}}", "xml": b"</results></sparql>"}
HEADS = {"csv": 1, "tsv": 1}  # lines that are no rows


class Enough(Exception):
    """The result is cut here."""


class Cutter:
    """A file that passes on what is written to it, up to a number of rows or bytes."""

    def __init__(self, form: str, send: Send, *, rows: int, size: int) -> None:
        self._form = form
        self._send = send
        self._rows = rows + HEADS.get(form, 0)
        self._room = size
        self._hard = 2 * size  # a single row may be long, but not endless
        self._parts: list[bytes] = []
        self._held = 0
        self._tail = b""
        self._quoted = False  # the CSV so far ends inside quotes
        self.cut = False

    def write(self, data: bytes) -> int:
        """Take some bytes.

        Raises:
            Enough: the result is complete as it is, cut.
        """
        self._parts.append(data)
        self._held += len(data)
        if self._held >= BLOCK:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Do nothing: bytes are held until it is sure that they are wanted."""

    def finish(self) -> None:
        """Pass on what is held.

        Raises:
            Enough: the result is complete as it is, cut.
        """
        self._pass_on()
        self._send(self._tail)

    def _pass_on(self) -> None:
        text = b"".join((self._tail, *self._parts))
        self._parts, self._held = [], 0
        self._room -= len(text) - len(self._tail)
        self._hard -= len(text) - len(self._tail)
        count = sum(len(BORDERS[self._form].findall(part)) for part, _ in self._outside(text))
        if count >= self._rows or (self._room < 0 and count):
            ends = [end for part, at in self._outside(text) for end in self._ends(part, at)]
            self._close(text[: ends[min(self._rows, count) - 1]])
        if self._hard < 0:
            raise Refusal(400, "a single row of the result is too large: select less")
        self._rows -= count
        kept = len(text) - SEEN[self._form]
        done, self._tail = text[: max(0, kept)], text[max(0, kept) :]
        if self._form == "csv":
            self._quoted ^= bool(done.count(b'"') % 2)
        self._send(done)

    def _close(self, text: bytes) -> None:
        self.cut = True
        self._send(text + CLOSING.get(self._form, b""))
        raise Enough

    def _ends(self, part: bytes, at: int) -> Iterator[int]:
        return (at + border.end() for border in BORDERS[self._form].finditer(part))

    def _outside(self, text: bytes) -> Iterable[tuple[bytes, int]]:
        """Return the parts of a text that are not quoted, and where they begin."""
        if self._form != "csv" or not (self._quoted or b'"' in text):
            return ((text, 0),)
        parts = text.split(b'"')
        starts = accumulate((len(part) + 1 for part in parts), initial=0)
        # the lookahead of a border must see the quote that follows it
        whole = (
            (text[at : at + len(part) + 1], at) for part, at in zip(parts, starts, strict=False)
        )
        return [one for place, one in enumerate(whole) if place % 2 == self._quoted]
