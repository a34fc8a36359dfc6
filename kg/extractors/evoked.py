"""A cue of a relation -> pairs of arguments whose classes the cue and the relation allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

from spacy.tokens import Doc, Token

from kg.extractors.arguments import Argument, arguments, mention_over
from kg.extractors.roles import fillers
from kg.lang import grammar
from kg.lang.layers import CueMatch, Layers
from kg.model import Entity, Span
from kg.ontology import Ontology
from kg.terms import RelationType

ANY = frozenset[str]()
MISSING = "none"
"""The role of an argument that a text may leave out."""
PLACE, COUNTRY = "Place", "Country"
REACH = 60
"""Tokens before its sentence in which the place of something may have been named."""
LEAVING = ("from", "of")
"""Ends of prepositions that say what somebody left."""
Group = tuple[Argument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A relation between two arguments, before anything else is asked about it."""

    match: CueMatch
    relation: RelationType
    subject: Argument
    object: Argument | None
    fits: bool
    """Whether the relation allows the classes of both."""
    implied: bool = False
    """Whether the object stands in a sentence before: "… in Aven. Now they have withdrawn"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evoked:
    """A relation that a cue evokes, and the text in which to look for its arguments."""

    doc: Doc
    match: CueMatch
    relation: RelationType
    known: Layers
    ontology: Ontology
    entities: Mapping[str, Entity]
    """By id."""
    called: Mapping[str, frozenset[str]]
    """Entity id -> the classes that the common nouns for it stand for."""

    @property
    def predicate(self) -> Token:
        """The token that carries the cue's meaning."""
        return self.doc[self.match.head]

    def found(self) -> Iterator[Found]:
        """Yield the pairs of arguments; those that do not fit only if the cue means no other."""
        cue = self.match.cue
        subjects, objects = cue.subject_role or MISSING, cue.object_role or MISSING
        if not self._has_company() or self._has_another_object():
            return
        first, first_fits = self._choose(subjects, self._classes("subject"))
        if self._is_of_another_sense("subject", first_fits):
            return
        if subjects == objects:
            yield from self._pairs(combinations(first, 2), fits=first_fits)
            return
        second, second_fits = self._choose(
            objects,
            self._classes("object"),
            without=frozenset(one.entity for one in first),
            owned=not cue.itself,
            nested=not cue.itself,
        )
        if self._is_of_another_sense("object", second_fits):
            return
        if second_fits or MISSING not in objects.split("|"):
            yield from self._pairs(product(first, second), fits=first_fits and second_fits)
        elif first_fits:
            place = self._place_before()
            for found in self._pairs(((one, place) for one in first), fits=True):
                yield replace(found, implied=place is not None)

    def _is_of_another_sense(self, argument: str, fits: bool) -> bool:
        """Return whether the cue asks for a class that an argument has not: took the train."""
        cue = self.match.cue
        return not fits and cue.with_role == argument and cue.with_class is not None

    def _pairs(
        self, pairs: Iterable[tuple[Argument, Argument | None]], *, fits: bool
    ) -> Iterator[Found]:
        for subject, object in pairs:
            if object is not None and object.entity == subject.entity:
                continue
            if fits or not self._conforms(subject, object):
                yield Found(
                    match=self.match,
                    relation=self.relation,
                    subject=subject,
                    object=object,
                    fits=fits,
                )

    def _place_before(self) -> Argument | None:
        """Return the place that was named last, in this or an earlier sentence, not a country."""
        objects = self.relation.objects
        if not objects or not all(self.ontology.is_a(name, PLACE) for name in objects):
            return None
        if any(one.case.endswith(LEAVING) for one in grammar.obliques(self.predicate)):
            return None  # what it left is said, though it is no entity
        here = self.predicate.sent.start
        for i in range(self.match.start - 1, max(-1, here - REACH), -1):
            entity = self.entities.get(self.known.entity_at(self.doc[i]) or "")
            mention = self.known.mention_at(self.doc[i])
            if entity is None or mention is None or entity.type == COUNTRY or not entity.named:
                continue
            if self._is_goal(self.doc[i]):
                continue
            span = Span(mention.span.start, self.predicate.idx)
            if self.ontology.is_a(entity.type, PLACE):
                near = self.known.in_body(span)
                argument = Argument(
                    entity=entity.id, token=self.doc[i], span=mention.span, direct=False
                )
                return argument if near else None
        return None

    def _is_goal(self, place: Token) -> bool:
        """Return whether the same verb went there: "has withdrawn to Aven. … had withdrawn"."""
        tied = grammar.governor(place)
        while tied is not None and tied[1].pos_ in {"NOUN", "PROPN"}:
            tied = grammar.governor(tied[1])
        return tied is not None and tied[1].lemma_ == self.predicate.lemma_

    def _conforms(self, subject: Argument, object: Argument | None) -> bool:
        """Return whether the relation allows both; where its cue does not, it means another."""
        return self._is_a(subject, self.relation.subjects) and (
            object is None or self._is_a(object, self.relation.objects)
        )

    def _classes(self, argument: str) -> frozenset[str]:
        """Return the classes of the subject or object: those of the cue where it narrows them."""
        cue, relation = self.match.cue, self.relation
        if cue.with_class is not None and cue.with_role == argument:
            return frozenset(cue.with_class.split("|"))
        return relation.subjects if argument == "subject" else relation.objects

    def _has_company(self) -> bool:
        """Return whether the further argument that the cue asks for is there."""
        cue = self.match.cue
        if cue.with_role is None or cue.with_role in {"subject", "object"}:
            return True
        roles = cue.with_role.split("|")
        if cue.with_class is None:
            return any(True for role in roles for _ in fillers(self.predicate, role))
        return self._choose(cue.with_role, frozenset(cue.with_class.split("|")))[1]

    def _has_another_object(self) -> bool:
        """Return whether the verb is used with an object that the cue has no use for.

        "Soldiers fight in Aven", but not "firefighters fight the flames in Aven".
        """
        cue = self.match.cue
        roles = f"{cue.subject_role}|{cue.object_role}|{cue.with_role}".split("|")
        inside = range(self.match.start, self.match.end)
        return not {"obj", "iobj"} & set(roles) and any(
            mention_over(one, self.known) is None and one.i not in inside
            for one in grammar.children(self.predicate, grammar.OBJECT)
        )

    def _choose(
        self,
        roles: str,
        wanted: frozenset[str],
        *,
        without: frozenset[str] = ANY,
        owned: bool = False,
        nested: bool = True,
    ) -> tuple[Group, bool]:
        """Return the first coordinated arguments of a wanted class, else the first there are."""
        other: Group = ()
        verbs = frozenset((self.match.cue.with_verb or "").split("|")) - {""}
        nested = nested and all(self.ontology.is_a(name, PLACE) for name in wanted)
        found = arguments(
            self.predicate, roles, self.known, verbs=verbs, owned=owned, nested=nested
        )
        for group in found:
            if "self" in roles.split("|"):
                group = tuple(one for one in group if self._is_named(one))
            group = tuple(self._named(one) for one in group if self._is_eligible(one))
            group = tuple(one for one in group if one.entity not in without)
            fitting = tuple(one for one in group if self._is_a(one, wanted))
            if fitting:
                return fitting, True
            other = other or tuple(one for one in group if one.direct)
        return other, False

    def _is_eligible(self, argument: Argument) -> bool:
        """Return whether the argument is more than the cue's own words: "taken prisoner"."""
        inside = self.match.start <= argument.token.i < self.match.end
        return not inside or self._is_named(argument)

    def _is_named(self, argument: Argument) -> bool:
        """Return whether some text names it: "the mayor" alone holds no position."""
        entity = self.entities.get(argument.entity)
        return entity is not None and entity.named

    def _named(self, argument: Argument) -> Argument:
        """Return the named whole of an unnamed part: the brigade of "soldiers of the brigade"."""
        entity = self.entities.get(argument.entity)
        if entity is None or entity.named:
            return argument
        for attached in grammar.obliques(argument.token):
            whole = mention_over(attached.noun, self.known)
            if attached.case == "of" and whole is not None and self._is_like(whole, entity.type):
                return whole
        return argument

    def _is_like(self, argument: Argument, name: str) -> bool:
        entity = self.entities.get(argument.entity)
        return entity is not None and entity.named and self.ontology.is_a(entity.type, name)

    def _is_a(self, argument: Argument, wanted: frozenset[str]) -> bool:
        """Return whether an argument is of a wanted class, or goes by a noun for one.

        A group can be deployed where the text calls it soldiers, but not where it is a team.
        """
        entity = self.entities.get(argument.entity)
        if entity is None or self.ontology.allows(wanted, entity.type):
            return entity is not None
        called = self.called.get(argument.entity, ANY)
        allowed = self.relation.subjects | self.relation.objects
        return (
            entity.type not in called
            and self.ontology.allows(allowed, entity.type)
            and any(self.ontology.allows(wanted, name) for name in called)
        )
