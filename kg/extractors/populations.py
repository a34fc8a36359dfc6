"""A figure of people -> whose number it is: as said, else as of the figures before it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.counting import Counted
from kg.extractors.earlier import PERSON, Earlier, FigureWords
from kg.extractors.surroundings import bearer, loser, population, sufferer
from kg.extractors.variables import Measured
from kg.extractors.words import words
from kg.lang import grammar
from kg.lang.layers import Layers
from kg.model import Figure, Span
from kg.ontology import Ontology

SUBJECTS = grammar.SUBJECT | grammar.PASSIVE_SUBJECT


class Populations:
    """Tells of whom the figures of one Doc are."""

    def __init__(
        self, known: Layers, ontology: Ontology, earlier: Earlier, words: FigureWords
    ) -> None:
        self._known, self._ontology = known, ontology
        self._earlier, self._words = earlier, words

    def of(
        self, what: Counted, said: Measured | None, measure: str, before: Sequence[Figure]
    ) -> str | None:
        """Return whose number it is: as said, else as of the figure that it goes on from."""
        if measure != PERSON:
            return None
        reading = self._words.living.at(words(what.noun.lower_), 0) if what.noun else None
        anyone = reading is not None and reading.cue.evokes is not None
        people = reading is not None and reading.cue.measure == PERSON and not anyone
        found = population(what, said, self._known, self._ontology, anyone=anyone, people=people)
        total = said is not None and said.match.cue.subject_role == "self"
        if said is not None and (found is None or not self._is_named(found)):
            found = loser(said, self._known, self._ontology) or found
        if found is None and said is not None and total:
            found = sufferer(said, self._known, self._ontology, self._words.reports)
        if found is None and (what.noun is None or total):
            found = self._before(what, said, before)
        if found is None and people and what.noun is not None:
            return bearer(what.noun, self._known, self._ontology)
        return found

    def of_part(self, what: Counted, whole: Figure | None, found: str | None) -> str | None:
        """Return the people of the figure that "four of them" are a part of.

        Args:
            what: the figure.
            whole: the figure that it is a part of.
            found: the people that its own words tell, which stay if they have a name.
        """
        again = what.noun is not None and what.noun.pos_ == "PRON"
        if not again or whole is None or self._is_named(found):
            return found
        return whole.population or found

    def _before(self, what: Counted, said: Measured | None, before: Sequence[Figure]) -> str | None:
        last = self._earlier.last(what, before)
        if last is not None and last.measure == PERSON and last.population is not None:
            return last.population
        only = self._only_sufferers(before) if said else None
        return only or self._same_people(what, before)

    def _same_people(self, what: Counted, before: Sequence[Figure]) -> str | None:
        """Return the people of the figure before: 90 men were missing. It said 58 were safe."""
        if what.noun is not None or what.root.dep_ not in SUBJECTS:
            return None
        last = self._earlier.counted_last(before[-1:])
        if last is None or last.measure != PERSON or not self._is_beside(what, last):
            return None
        return last.population

    def _is_beside(self, what: Counted, figure: Figure) -> bool:
        """Return whether a figure is of the same paragraph."""
        number = Span(what.number.idx, what.number.idx + 1)
        around = [one for one in self._known.body if number in one]
        return not self._known.body or any(figure.span in one for one in around)

    def _only_sufferers(self, before: Sequence[Figure]) -> str | None:
        """Return the people that an article reports losses of, if they have a name."""
        found = {one.population for one in before if one.variable in self._words.human}
        found.discard(None)
        only = found.pop() if len(found) == 1 else None
        return only if self._is_named(only) else None

    def _is_named(self, id: str | None) -> bool:
        entity = self._known.entity(id)
        kinds = {one.kind for one in entity.mentions} if entity is not None else set()
        return bool(kinds & {"name", "demonym"})
