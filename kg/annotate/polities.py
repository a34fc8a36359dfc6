"""Places that no lexicon knows -> country or city, by what the article does with their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.lang.grammar import CONJUNCT, OBJECT, SUBJECT, conjuncts, governor, is_passive
from kg.lang.layers import layers
from kg.lang.spelling import is_acronym
from kg.ontology import Ontology

COUNTRY, CITY, PLACE, PERSON, ORGANIZATION = "Country", "City", "Place", "Person", "Organization"


@dataclass(frozen=True, slots=True)
class Polities:
    """What tells a country from a city."""

    labels: frozenset[str]
    """Labels of the statistical model for what may be a country or city: no hill, no hall."""
    endings: Mapping[str, str]
    """Last letters of a name -> entity class: Ruritania, Norland, Strelsburg."""
    quarters: frozenset[str]
    """Words before the name of a country or region: western."""
    acts: frozenset[str]
    """IRIs of the cues for what states do and cities do not, and of saying."""
    sayings: frozenset[str]
    """IRIs of the cues for saying, which bodies do as well."""
    dealings: frozenset[str]
    """IRIs of the cues for what is done to states and people and not to cities: met."""
    goals: Mapping[str, frozenset[str]]
    """IRI of a cue -> prepositions after which nothing but a place fits: deployed to."""

    @classmethod
    def of_ontology(cls, ontology: Ontology, labels: Iterable[str]) -> Polities:
        """Return what an ontology says."""
        sayings = {cue.iri for cue in ontology.cues("SpeechCue") if cue.pos == "verb"}
        acts = set(sayings)
        goals: dict[str, frozenset[str]] = {}
        dealings = set()
        for cue in ontology.cues("RelationCue"):
            relation = ontology.relations.get(cue.evokes or "")
            if relation is None:
                continue
            if ontology.allows(relation.subjects, COUNTRY) and not ontology.allows(
                relation.subjects, CITY
            ):
                acts.add(cue.iri)
            if "obj" in (cue.object_role or "").split("|") and not ontology.allows(
                relation.objects, CITY
            ):
                dealings.add(cue.iri)
            if all(ontology.is_a(name, PLACE) for name in relation.objects):
                goals[cue.iri] = frozenset((cue.object_role or "").split("|"))
        return cls(
            labels=frozenset(labels),
            endings={
                word: cue.denotes or PLACE
                for cue in ontology.cues("EndingCue")
                for word in cue.words
            },
            quarters=frozenset(w for cue in ontology.cues("QuarterCue") for w in cue.words),
            acts=frozenset(acts),
            sayings=frozenset(sayings),
            dealings=frozenset(dealings),
            goals=goals,
        )


@dataclass(frozen=True, slots=True)
class Doings:
    """One article's cues, by the token that carries their meaning."""

    polities: Polities
    at: Mapping[int, Sequence[str]]

    @classmethod
    def of_doc(cls, doc: Doc, polities: Polities) -> Doings:
        """Return the cues of a Doc."""
        at: dict[int, list[str]] = {}
        for match in layers(doc).matches("SpeechCue", "RelationCue"):
            at.setdefault(match.head, []).append(match.cue.iri)
        return cls(polities, at)

    def is_goal(self, name: DocSpan) -> bool:
        """Return whether the name stands where only a place can: deployed to X, stationed in X."""
        tied = governor(name.root)
        if tied is None:
            return False
        case, above = tied
        goals = self.polities.goals
        return any(case in goals[iri] for iri in self.at.get(above.i, ()) if iri in goals)

    def kind(
        self, spans: Sequence[DocSpan], countries: frozenset[int], *, placed: bool = True
    ) -> str:
        """Return the class of a place of which only its name is known.

        Args:
            spans: everywhere that the name stands.
            countries: tokens of names of countries.
            placed: whether the article says that it is a place: in X, sailed to X.
        """
        labels = {one.root.ent_type_ for one in spans} - {""}
        if labels and labels.isdisjoint(self.polities.labels):
            return PLACE
        if any(one.start and one.doc[one.start - 1].lower_ == "the" for one in spans):
            return PLACE
        if len(spans[0]) == 2 and any(self._acts(one.root) for one in spans):
            return PERSON  # Ada Hill said
        if not placed and is_acronym(spans[0].text):
            return ORGANIZATION
        if any(self._is_country(one, countries) for one in spans):
            return COUNTRY
        ending = self._ending(spans[0].text.casefold())
        acts = {iri for one in spans for iri in self._acts(one.root)}
        if acts:
            state = placed or ending == COUNTRY or not acts <= self.polities.sayings
            return COUNTRY if state else ORGANIZATION
        return ending or CITY

    def _ending(self, name: str) -> str:
        """Return the class that the last letters of a name are typical of."""
        fitting = [word for word in self.polities.endings if name.endswith(word) and name != word]
        return self.polities.endings[max(fitting, key=len)] if fitting else ""

    def _is_country(self, name: DocSpan, countries: frozenset[int]) -> bool:
        root = name.root
        if name.start and name.doc[name.start - 1].lower_ in self.polities.quarters:
            return True
        return any(one.i in countries for one in conjuncts(root) if one.i != root.i)

    def _acts(self, token: Token) -> frozenset[str]:
        """Return the cues for what it does, or what is done to it, as a city does not."""
        while token.dep_ in CONJUNCT and token.head.i < token.i:
            token = token.head
        verb = token.head
        told = frozenset(self.at.get(verb.i, ()))
        if token.dep_ in OBJECT:
            return told & self.polities.dealings
        if token.dep_ not in SUBJECT or verb.pos_ != "VERB" or is_passive(verb):
            return frozenset()
        return told & self.polities.acts
