"""What an article says of a named entity beside its names: its class, a gender, offices.

The class of a name is sometimes no more than a guess; common nouns, pronouns and titles that the
article uses for it are evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.lang.spelling import SMALL, folded
from kg.model import Article, Entity, Mention
from kg.ontology import Ontology

PERSON, COUNTRY = "Person", "Country"
PLACES = frozenset({"Country", "Region", "City", "Place"})
GENDERS = frozenset({"masculine", "feminine"})
BEFORE = 40
"""Letters before a name in which its title is looked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one article tells of one entity."""

    sure: bool = False
    """Whether something beside the name speaks for the class."""
    genders: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    """Folded nouns and titles for a person: minister, director."""

    @classmethod
    def of_all(cls, parts: Iterable[Told]) -> Told:
        """Return what several articles, or mentions, tell together."""
        every = list(parts)
        return cls(
            sure=any(one.sure for one in every),
            genders=frozenset(gender for one in every for gender in one.genders),
            offices=frozenset(office for one in every for office in one.offices),
        )


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of the lexicon that tell something."""

    ontology: Ontology
    nouns: Mapping[str, frozenset[str]]
    """Folded common noun -> the classes that it can denote."""
    titles: frozenset[str]
    pronouns: Mapping[str, str]
    """Pronoun -> gender."""
    genders: Mapping[str, str]
    """Noun or title -> gender."""

    @classmethod
    def of_ontology(cls, ontology: Ontology) -> Telling:
        """Return what an ontology says."""
        nouns: dict[str, set[str]] = {}
        for cue in ontology.cues("NominalCue"):
            for word in cue.words if cue.denotes else ():
                nouns.setdefault(folded(word), set()).add(cue.denotes or "")
        return cls(
            ontology=ontology,
            nouns={word: frozenset(classes) for word, classes in nouns.items()},
            titles=frozenset(
                folded(word) for cue in ontology.cues("HonorificCue") for word in cue.words
            ),
            pronouns=_gendered(ontology, "PronounCue"),
            genders=_gendered(ontology, "GenderCue"),
        )

    def of(self, entity: Entity, article: Article) -> Told:
        """Return what an article tells of one of its entities."""
        known = Told(sure=entity.known is not None)
        return Told.of_all(
            [known, *(self._of(mention, entity, article) for mention in entity.mentions)]
        )

    def _of(self, mention: Mention, entity: Entity, article: Article) -> Told:
        if mention.kind == "demonym":
            return Told(sure=entity.type == COUNTRY)
        if mention.kind == "pronoun":
            gender = self.pronouns.get(folded(mention.text))
            return Told(entity.type == PERSON and gender is not None, _some(gender))
        text = mention.text
        if mention.kind == "name":
            start = mention.span.start
            text = article.text[max(0, start - BEFORE) : start]
            text = "" if re.search(r"[\n.,;:!?”\"]\s*$", text) else re.split(r"[\n,;:!?]", text)[-1]
        words = folded(text).split()
        if mention.kind == "name":
            words = words[-2:] if entity.type == PERSON else words[-1:]
        offices = [word for word in words if self._fits(word, entity.type)]
        genders = (self.genders.get(word) for word in words if entity.type == PERSON)
        return Told(
            bool(offices),
            frozenset(gender for gender in genders if gender),
            frozenset(offices) - SMALL if entity.type == PERSON else frozenset(),
        )

    def _fits(self, word: str, type: str) -> bool:
        classes = self.nouns.get(word, frozenset())
        fitting = any(
            self.ontology.is_a(one, type) or self.ontology.is_a(type, one) for one in classes
        )
        return fitting or (type == PERSON and word in self.titles)


def _gendered(ontology: Ontology, kind: str) -> dict[str, str]:
    return {
        folded(word): cue.evokes
        for cue in ontology.cues(kind)
        if cue.evokes in GENDERS
        for word in cue.words
    }


def _some(gender: str | None) -> frozenset[str]:
    return frozenset({gender}) if gender else frozenset()
