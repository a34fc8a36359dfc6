"""What a store elsewhere has of us, noted in the store itself: graphs with their digests.

The notes are graphs of ours, in pages: Virtuoso answers with the first 10,000 triples of a graph
as it is installed, and does not say that it cut the rest (docs/decisions/0007-pushed-graphs.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import DCTERMS

from kg.graphstore import Target
from kg.ontology import SCHEMA

SIZE = 4_000  # graphs a page
DIGEST = str(SCHEMA.sha256)
OURS = str(DCTERMS.isPartOf)


@dataclass(slots=True)
class Notes:
    """The notes in one store."""

    target: Target
    name: str
    """IRI of the first page; the others have a number after it."""
    pages: int = 0
    """How many there are."""
    filled: int = SIZE
    """How many lines the last page has."""

    def read(self) -> dict[str, str | None]:
        """Return the graphs that are ours: IRI -> digest, None where it is not whole.

        Raises:
            PushError: the store cannot be asked.
        """
        found: dict[str, set[str]] = {}
        while rows := list(self.target.triples(self._page(self.pages + 1))):
            self.pages += 1
            for subject, predicate, value in rows:
                digests = found.setdefault(subject, set())
                if predicate == DIGEST:
                    digests.add(value)
        # two digests: two pushes at once, of which nobody knows who was last
        return {iri: next(iter(some)) if len(some) == 1 else None for iri, some in found.items()}

    def write(self, held: Mapping[str, str | None]) -> None:
        """Replace the notes."""
        lines = [self._line(iri, digest) for iri, digest in sorted(held.items())]
        parts = [lines[start : start + SIZE] for start in range(0, len(lines), SIZE)]
        for number, part in enumerate(parts, start=1):
            self.target.put(self._page(number), part)
        for number in range(self.pages, len(parts), -1):
            self.target.delete(self._page(number))
        self.pages, self.filled = len(parts), SIZE  # what is added begins a page

    def add(self, done: Mapping[str, str]) -> None:
        """Note that graphs are whole."""
        if self.filled + len(done) > SIZE:
            self.pages, self.filled = self.pages + 1, 0
        lines = [self._line(iri, digest) for iri, digest in sorted(done.items())]
        self.target.add(self._page(self.pages), lines)
        self.filled += len(lines)

    def _page(self, number: int) -> str:
        return self.name if number == 1 else f"{self.name}/{number}"

    def _line(self, iri: str, digest: str | None) -> str:
        value = f'<{DIGEST}> "{digest}"' if digest else f"<{OURS}> <{self.name}>"
        return f"<{iri}> {value} ."
