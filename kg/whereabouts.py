"""Which place lies in which, and where the numbers of an article are that name no place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.comparable import Entities
from kg.model import Extraction, Resolved
from kg.ontology import Ontology

PLACE = "Place"


class Whereabouts:
    """What the lexicon and the articles say of the places of all articles."""

    def __init__(
        self, extractions: Iterable[Extraction], entities: Entities, ontology: Ontology
    ) -> None:
        self._entities, self._ontology = entities, ontology
        self._above: dict[str, set[str]] = defaultdict(set)
        for known in ontology.names:
            if known.part_of:
                self._above[known.iri].add(known.part_of)
        within = {
            kind.name
            for kind in ontology.relations.values()
            if not kind.symmetric and kind.subjects == kind.objects == {PLACE}
        }
        for extraction in extractions:
            self._learn(extraction, within)

    def _learn(self, extraction: Extraction, within: set[str]) -> None:
        for relation in extraction.relations:
            inner = self._entities.get((extraction.article.id, relation.subject))
            outer = self._entities.get((extraction.article.id, relation.object or ""))
            plain = relation.polarity == "affirmed" and relation.certainty == "certain"
            if relation.predicate in within and plain and inner and outer:
                self._above[_id(inner)].add(_id(outer))

    def around(self, place: Resolved) -> frozenset[str]:
        """Return the ids of a place and of all that it lies in."""
        found, queue = {_id(place)}, [_id(place)]
        while queue:
            new = self._above.get(queue.pop(), set()) - found
            found |= new
            queue += new
        return frozenset(found)

    def same(self, one: Resolved, other: Resolved) -> bool:
        """Return whether two places are one, as far as their names tell."""
        return _id(one) == _id(other)

    def outer(self, one: Resolved, other: Resolved) -> Resolved | None:
        """Return that of two places in which the other lies, None if neither does."""
        if self.same(one, other):
            return None
        if _id(other) in self.around(one):
            return other
        return one if _id(one) in self.around(other) else None

    def scene(self, extraction: Extraction) -> Resolved | None:
        """Return where most of the people are whose fates an article counts; None if nowhere."""
        loose = self._ontology.variables
        places = [
            place
            for figure in extraction.figures
            if figure.measure == "person" and not loose[figure.variable].loose
            for place in [self._entities.get((extraction.article.id, figure.place or ""))]
            if place is not None and place.named
        ]
        counts: Mapping[str, int] = Counter(map(_id, places))
        best = max(places, key=lambda one: counts[_id(one)], default=None)
        return best if best is not None and 2 * counts[_id(best)] > len(places) else None


def _id(place: Resolved) -> str:
    """Return what tells a place: its entry in the lexicon, else its name, whatever its class."""
    return place.known or (place.name.casefold() if place.named else place.key)
