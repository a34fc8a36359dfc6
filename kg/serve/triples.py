"""Triples -> Turtle, TriG, JSON-LD or RDF/XML with prefixes, cut between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import RdfFormat, Triple, serialize

from kg.serve.cutting import BLOCK, Send
from kg.serve.refusal import Refusal

GRAPH_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


def write_triples(
    triples: Iterable[Triple],
    form: str,
    *,
    prefixes: dict[str, str],
    send: Send,
    rows: int,
    size: int,
) -> bool:
    """Send triples up to a number of them, or of bytes, and return whether there were more."""
    sink = _Sink(send, 2 * size)
    limited = _Limited(triples, sink, rows=rows, size=size)
    serialize(iter(limited), sink, GRAPH_FORMATS[form], prefixes=prefixes)  # type: ignore[arg-type]  # all that it needs of a file
    sink.flush_all()
    return limited.cut


class _Sink:
    """A file that counts its bytes and hands them on in blocks."""

    def __init__(self, send: Send, most: int) -> None:
        self.size = 0
        self._most = most
        self._send = send
        self._parts: list[bytes] = []
        self._held = 0

    def write(self, data: bytes) -> int:
        self._parts.append(data)
        self._held += len(data)
        self.size += len(data)
        if self.size > self._most:
            raise Refusal(400, "a single triple of the result is too large: construct less")
        if self._held >= BLOCK:
            self.flush_all()
        return len(data)

    def flush(self) -> None:
        """Do nothing: the serializer flushes after every triple."""

    def flush_all(self) -> None:
        self._send(b"".join(self._parts))
        self._parts, self._held = [], 0


class _Limited:
    """Triples up to a number of them, or of bytes written."""

    def __init__(self, triples: Iterable[Triple], sink: _Sink, *, rows: int, size: int) -> None:
        self._triples = triples
        self._sink = sink
        self._rows = rows
        self._size = size
        self.cut = False

    def __iter__(self) -> Iterator[Triple]:
        for place, triple in enumerate(self._triples):
            if place == self._rows or self._sink.size > self._size:
                self.cut = True
                return
            yield triple
