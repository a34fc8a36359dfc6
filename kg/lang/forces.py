"""Phrases for the forces of a country as a whole: "North Korean troops" -> the country.

Such phrases are names in all but form: every article means the same army by them, unlike by "two
soldiers" or "the 3rd Brigade".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.lang.forms import homes
from kg.lang.spelling import folded
from kg.ontology import Ontology
from kg.turtle import local_name


@dataclass(frozen=True, slots=True)
class Forces:
    """What the lexicon knows of countries and of words for their forces."""

    countries: Mapping[str, str]
    """Folded name, demonym or metonym -> IRI."""
    leaders: Mapping[str, str]
    """Folded name of a head of state -> IRI of the country."""
    nouns: frozenset[str]
    """Folded words for a country's forces as a whole: troops, army, soldiers."""
    owned: frozenset[str]
    """Those that mean forces only after a possessive: Strelsau's men."""

    @classmethod
    def of_ontology(cls, ontology: Ontology) -> Forces:
        """Return what an ontology knows."""
        countries: dict[str, str] = {}
        for one in ontology.names:
            if ontology.is_a(one.type, "Country"):
                for name in (*one.metonyms, *one.names, *one.demonyms):
                    countries[folded(name)] = one.iri
        local = {local_name(one.iri): one.iri for one in ontology.names if one.type == "Country"}
        leaders = {
            folded(word): local[cue.evokes]
            for cue in ontology.cues("LeaderCue")
            for word in cue.words
            if cue.evokes in local
        }
        words, owned = (
            frozenset(folded(word) for cue in ontology.cues(kind) for word in cue.words)
            for kind in ("ForceCue", "OwnedForceCue")
        )
        return cls(countries, leaders, words, owned)

    def country(self, phrase: str) -> str | None:
        """Return the IRI of the country whose forces as a whole a phrase stands for.

        None for everything else, forces of their own name included.
        """
        words, nouns = self._parts(phrase)
        if words and " ".join(words) in self.countries:
            return self.countries[" ".join(words)]
        return next(
            (
                country
                for at in range(1, len(words))
                for country in self._split(words[:at], words[at:], nouns)
                if country
            ),
            None,
        )

    def owner(self, phrase: str, countries: Collection[str]) -> str | None:
        """Return which of some countries that the lexicon does not know a phrase names the forces.

        Args:
            phrase: like "Ruritanian army", "Ruritania's troops".
            countries: their folded names.
        """
        words, nouns = self._parts(phrase)
        for at in range(1, len(words)):
            before = " ".join(words[:at])
            if " ".join(words[at:]) in nouns:
                homes_of = (before, *map(folded, homes(before)))
                return next((home for home in homes_of if home in countries), None)
        return None

    def _parts(self, phrase: str) -> tuple[list[str], frozenset[str]]:
        """Return the words of a phrase, and the nouns that mean forces in it."""
        plain = folded(phrase)
        words = re.sub(r"\b s\b", "", plain).split()
        return words, self.nouns | self.owned if len(words) < len(plain.split()) else self.nouns

    def _split(
        self, before: list[str], after: list[str], nouns: frozenset[str]
    ) -> Iterable[str | None]:
        if " ".join(after) in nouns:
            yield self.countries.get(" ".join(before)) or self.leaders.get(" ".join(before))
        if " ".join(before) in self.nouns:  # "soldiers from North Korea"
            yield self.countries.get(" ".join(after[1:]))
