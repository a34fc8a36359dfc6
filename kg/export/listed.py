"""Long lists -> pages of them, each with links to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from kg.export.addresses import list_page

ROWS = 1000  # a page of a list

Context = dict[str, Any]


class Whole(Protocol):
    """What stands on one page."""

    @property
    def size(self) -> int:
        """How much room it takes."""


Sized = TypeVar("Sized", bound=Whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be written."""

    path: str
    """Below the output folder."""
    template: str
    context: Context


def list_pages(
    name: str,
    rows: Iterable[object],
    extra: Context | None = None,
    *,
    blocks: Sequence[object] = (),
) -> Iterator[Page]:
    """Yield the pages of a list, ROWS rows each.

    Args:
        name: of the list and of its template.
        rows: all of them.
        extra: what all pages get.
        blocks: what stands above the rows of the first page.
    """
    everything = list(rows)
    batches = _batches(everything, ROWS)
    for number, batch in enumerate(batches, start=1):
        context = {
            "rows": batch,
            **paging(name, number, len(batches), len(everything)),
            "blocks": blocks if number == 1 else (),
            **(extra or {}),
        }
        yield Page(path=list_page(name, number), template=f"{name}.html", context=context)


def paging(name: str, number: int, last: int, total: int) -> Context:
    """Return what a page needs to lead to the others, and how many rows they have together."""
    numbers = [(n, list_page(name, n)) for n in range(1, last + 1)]
    return {"number": number, "numbers": numbers, "total": total}


def by_size(found: Sequence[Sized], most: int) -> list[list[Sized]]:
    """Cut a list where a part would hold more than ``most``; one that is larger stays whole."""
    batches: list[list[Sized]] = [[]]
    held = 0
    for one in found:
        if batches[-1] and held + one.size > most:
            batches.append([])
            held = 0
        batches[-1].append(one)
        held += one.size
    return batches


def _batches(rows: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)] or [()]
