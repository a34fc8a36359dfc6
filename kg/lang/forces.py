"""Phrases for the forces of a country as a whole: "North Korean troops" -> the country.

Such phrases are names in all but form: every article means the same army by them, unlike by "two
soldiers" or "the 3rd Brigade".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
        words = (word for cue in ontology.cues("ForceCue") for word in cue.words)
        return cls(countries, leaders, frozenset(map(folded, words)))

    def country(self, phrase: str) -> str | None:
        """Return the IRI of the country whose forces as a whole a phrase stands for.

        None for everything else, forces of their own name included.
        """
        words = re.sub(r"\b s\b", "", folded(phrase)).split()
        if words and " ".join(words) in self.countries:
            return self.countries[" ".join(words)]
        return next(
            (
                country
                for at in range(1, len(words))
                for country in self._split(words[:at], words[at:])
                if country
            ),
            None,
        )

    def _split(self, before: list[str], after: list[str]) -> Iterable[str | None]:
        if " ".join(after) in self.nouns:
            yield self.countries.get(" ".join(before)) or self.leaders.get(" ".join(before))
        if " ".join(before) in self.nouns:  # "soldiers from North Korea"
            yield self.countries.get(" ".join(after[1:]))
