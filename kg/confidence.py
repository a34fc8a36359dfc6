"""Judged records -> how often each construction is right: counts, precision, interval.

A construction is a path, such as ``quote/direct/verb/named-source``; what is above it is its
family. How sure a text is ("may", "reportedly") is another thing: that is ``certainty``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

LEAST = 20
"""Judged records that a construction needs, else its family speaks for it: twenty of twenty right
may still be 84 % (Wilson), ten of ten 72 %."""
Z = 1.96
"""Of a 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Construction:
    """A way in which records are found, and how many of them were right."""

    name: str
    iri: str = ""
    judged: int = 0
    right: int = 0

    @property
    def label(self) -> str:
        """The name in words: direct, verb, named source.

        >>> Construction(name="quote/direct/verb/named-source").label
        'quote: direct, verb, named source'
        """
        first, _, rest = self.name.partition("/")
        return ": ".join(filter(None, (first, ", ".join(_words(rest)))))

    @property
    def precision(self) -> Decimal:
        """Share of the judged records that were right; 0 without any."""
        return _rounded(self.right / self.judged) if self.judged else Decimal(0)

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """Wilson's 95 % interval of the precision.

        >>> Construction(name="quote", judged=10, right=10).interval
        (Decimal('0.72'), Decimal('1.00'))
        """
        if not self.judged:
            return Decimal(0), Decimal(1)
        n, p = self.judged, self.right / self.judged
        middle = p + Z**2 / (2 * n)
        spread = Z * sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
        scale = 1 + Z**2 / n
        low, high = (middle - spread) / scale, (middle + spread) / scale
        return _rounded(max(0.0, low)), _rounded(min(1.0, high))


def family(name: str) -> Iterator[str]:
    """Yield a construction and all above it, the narrowest first.

    >>> list(family("figure/number/unit"))
    ['figure/number/unit', 'figure/number', 'figure']
    """
    while name:
        yield name
        name = name.rpartition("/")[0]


def tally(judged: Iterable[tuple[str, bool]]) -> dict[str, Construction]:
    """Return the constructions of judged records and their families, by name, sorted.

    Args:
        judged: (name of the construction, whether the record is right).
    """
    every, right = Counter[str](), Counter[str]()
    for construction, is_right in judged:
        for name in family(construction):
            every[name] += 1
            right[name] += is_right
    return {
        name: Construction(name=name, judged=every[name], right=right[name])
        for name in sorted(every)
    }


def measured(name: str, constructions: Mapping[str, Construction]) -> Construction | None:
    """Return who speaks for a construction: itself, else the nearest family judged often enough.

    Args:
        name: path of the construction.
        constructions: those that were judged, by name.
    """
    return next(
        (
            found
            for one in family(name)
            if (found := constructions.get(one)) and found.judged >= LEAST
        ),
        None,
    )


def _words(path: str) -> list[str]:
    return [part.replace("-", " ").replace("_", " ") for part in path.split("/") if part]


def _rounded(share: float) -> Decimal:
    return Decimal(f"{share:.2f}")
