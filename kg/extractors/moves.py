"""Figures that belong together: one of which another moved from, or is a part of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.extractors.earlier import PERSON, Earlier, FigureWords
from kg.extractors.ranges import STOPS, WAYS
from kg.extractors.reading import Read
from kg.model import Figure

LISTED = 10
"""Words between a figure and a part of it, with others named before: the driver and four pupils."""


class Parts:
    """Finds what the figures of one Doc are parts of."""

    def __init__(self, earlier: Earlier, words: FigureWords) -> None:
        self._earlier, self._words = earlier, words

    def whole(self, read: Read, variable: str, before: Sequence[Figure]) -> str | None:
        """Return the figure of people that this one is a part of: "12 of them", "including six"."""
        if not before or read.found.amount.unit is not None:
            return None
        led = self._is_led_to_part(read, before[-1])
        noun = read.what.noun
        again = noun is not None and noun.pos_ in {"PRON", "DET"}
        last = next((one for one in reversed(before) if one.part_of is None), before[-1])
        near = (
            again or self._earlier.last(read.what, before) is not None or last.variable == variable
        )
        things = led and not self._earlier.has_unit(last)
        return last.id if (led or again) and near and (last.measure == PERSON or things) else None

    def _is_led_to_part(self, read: Read, last: Figure) -> bool:
        """Return whether "among them" stands before: among them the driver and four pupils."""
        found, at = read.found.words, read.found.amount.start
        if self._words.subsets.before(found, at) is not None:
            return True
        end = (last.phrase or last.span).end
        gap = [n for n in range(at) if found[n].start >= end]
        led = any(self._words.subsets.at(found, n) is not None for n in gap)
        return led and len(gap) <= LISTED and not any(found[n].text in STOPS for n in gap)


def moved(
    made: Sequence[Figure], read: Read, peer: Figure | None, reached: Collection[str]
) -> list[Figure]:
    """Return the figures, one of them with where it moved from if an amount says that.

    Args:
        made: the figures before the amount.
        read: the amount.
        peer: the figure that it is compared with.
        reached: ids of those that something led up to: climbed to 34, from 23.
    """
    direction = read.baseline.direction if read.baseline else None
    low = read.found.amount.low
    if peer is None or low is None or peer.low is None or peer.moved_from is not None:
        return list(made)
    way = WAYS.get(direction or "")
    if direction == "from" and peer.id in reached and low != peer.low and _alike(read, peer):
        way = "up" if low < peer.low else "down"
    if way is None:
        return list(made)
    at = next(n for n, one in enumerate(made) if one.id == peer.id)
    return [*made[:at], replace(peer, change=way, moved_from=low), *made[at + 1 :]]


def _alike(read: Read, peer: Figure) -> bool:
    """Return whether an amount can be another value of a figure: of its unit, or of none."""
    unit = read.found.amount.measure
    own = unit is None and read.what.noun is None
    return own or (unit is not None and unit == peer.measure.partition("/")[0])


def parted(made: Sequence[Figure], part: str | None) -> list[Figure]:
    """Return the figures, one of them as a part of the last: nine of 12 drones."""
    whole = made[-1].id
    return [replace(one, part_of=whole) if one.id == part else one for one in made]
