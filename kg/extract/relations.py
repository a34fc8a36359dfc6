"""Relations: who is deployed where, captured by whom, president of what; any of the ontology.

A word of the lexicon evokes a relation and names the roles of its arguments; an argument counts if
the relation's shape allows its class. Adding a relation takes no code: docs/ontology.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from spacy.tokens import Doc, Token

from kg.extract.arguments import Argument, arguments, fillers, mention_over
from kg.extract.attribution import attribution, combine
from kg.extract.dates import dates
from kg.extract.words import words
from kg.lang import grammar
from kg.lang.layers import CueMatch, Layers, layers
from kg.model import Figure, Relation, Span, TimeSpan
from kg.ontology import Ontology, RelationType

ANY = frozenset[str]()
MISSING = "none"
"""The role of an argument that a text may leave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A relation between two arguments, before anything is asked about it."""

    match: CueMatch
    relation: RelationType
    subject: Argument
    object: Argument | None
    fits: bool
    """Whether the relation allows the classes of both."""


def extract(doc: Doc, ontology: Ontology) -> Iterator[Relation]:
    """Yield the relations that an article states, with polarity, certainty, source and evidence."""
    known = layers(doc)
    taken: dict[tuple[object, ...], Relation] = {}
    for sentence in _by_sentence(doc, known):
        for found in _best(list(_all_found(doc, sentence, known, ontology))):
            relation = _relation(doc, found, known, ontology)
            key = (relation.predicate, relation.subject, relation.object, relation.polarity)
            taken.setdefault((*key, sentence[0].start), relation)
    for number, relation in enumerate(sorted(taken.values(), key=_place), start=1):
        yield replace(relation, id=f"r{number}")


def _place(relation: Relation) -> tuple[object, ...]:
    return (relation.evidence, relation.predicate, relation.subject, relation.object or "")


def _by_sentence(doc: Doc, known: Layers) -> Iterator[list[CueMatch]]:
    """Yield the relation cues of every sentence that has some."""
    groups: dict[int, list[CueMatch]] = {}
    for match in known.matches("RelationCue"):
        token = doc[match.head]
        if known.in_body(Span(token.idx, token.idx + len(token))):
            groups.setdefault(token.sent.start, []).append(match)
    yield from groups.values()


def _all_found(
    doc: Doc, sentence: Iterable[CueMatch], known: Layers, ontology: Ontology
) -> Iterator[Found]:
    for match in sentence:
        relation = ontology.relations.get(match.cue.evokes or "")
        if relation is not None:
            evoked = _Evoked(
                doc=doc, match=match, relation=relation, known=known, ontology=ontology
            )
            yield from evoked.found()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evoked:
    """A relation that a cue evokes, and the text in which to look for its arguments."""

    doc: Doc
    match: CueMatch
    relation: RelationType
    known: Layers
    ontology: Ontology

    def found(self) -> Iterator[Found]:
        """Yield the pairs of arguments."""
        cue = self.match.cue
        subjects, objects = cue.subject_role or MISSING, cue.object_role or MISSING
        if not self._has_company() or self._has_another_object():
            return
        first, first_fits = self._choose(subjects, self._classes("subject"))
        if subjects == objects:
            yield from self._pairs(combinations(first, 2), fits=first_fits)
            return
        taken = frozenset(one.entity for one in first)
        second, second_fits = self._choose(
            objects, self._classes("object"), without=taken, owned=True
        )
        if second_fits or MISSING not in objects.split("|"):
            yield from self._pairs(product(first, second), fits=first_fits and second_fits)
        elif first_fits:
            yield from self._pairs(((one, None) for one in first), fits=True)

    def _pairs(
        self, pairs: Iterable[tuple[Argument, Argument | None]], *, fits: bool
    ) -> Iterator[Found]:
        for subject, object in pairs:
            if object is None or object.entity != subject.entity:
                yield Found(
                    match=self.match,
                    relation=self.relation,
                    subject=subject,
                    object=object,
                    fits=fits,
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
        if cue.with_class is None:
            head = self.doc[self.match.head]
            return any(True for role in cue.with_role.split("|") for _ in fillers(head, role))
        return self._choose(cue.with_role, frozenset(cue.with_class.split("|")))[1]

    def _has_another_object(self) -> bool:
        """Return whether the verb is used with an object that the cue has no use for.

        "Soldiers fight in Aven", but not "firefighters fight the flames in Aven".
        """
        cue, head = self.match.cue, self.doc[self.match.head]
        roles = f"{cue.subject_role}|{cue.object_role}|{cue.with_role}".split("|")
        inside = range(self.match.start, self.match.end)
        return not {"obj", "iobj"} & set(roles) and any(
            mention_over(one, self.known) is None and one.i not in inside
            for one in grammar.children(head, grammar.OBJECT)
        )

    def _choose(
        self,
        roles: str,
        wanted: frozenset[str],
        *,
        without: frozenset[str] = ANY,
        owned: bool = False,
    ) -> tuple[tuple[Argument, ...], bool]:
        """Return the first coordinated arguments of a wanted class, else the first there are."""
        other: tuple[Argument, ...] = ()
        cue = self.match.cue
        verbs = frozenset(cue.with_verb.split("|")) if cue.with_verb else ANY
        head = self.doc[self.match.head]
        for group in arguments(head, roles, self.known, verbs=verbs, owned=owned):
            group = tuple(self._named(one) for one in group if self._eligible(one))
            group = tuple(one for one in group if one.entity not in without)
            fitting = tuple(one for one in group if self._is_a(one, wanted))
            if fitting:
                return fitting, True
            other = other or tuple(one for one in group if one.direct)
        return other, False

    def _eligible(self, argument: Argument) -> bool:
        """Return whether the argument is not just the cue: "the mayor" holds what position?"""
        inside = self.match.start <= argument.token.i < self.match.end
        entity = self.known.entity(argument.entity)
        return not inside or (entity is not None and entity.named)

    def _named(self, argument: Argument) -> Argument:
        """Return the named whole of an unnamed part: the brigade of "soldiers of the brigade"."""
        entity = self.known.entity(argument.entity)
        if entity is None or entity.named:
            return argument
        for attached in grammar.obliques(argument.token):
            whole = mention_over(attached.noun, self.known)
            if attached.case == "of" and whole is not None and self._is_like(whole, entity.type):
                return whole
        return argument

    def _is_like(self, argument: Argument, name: str) -> bool:
        entity = self.known.entity(argument.entity)
        return entity is not None and entity.named and self.ontology.is_a(entity.type, name)

    def _is_a(self, argument: Argument, wanted: frozenset[str]) -> bool:
        entity = self.known.entity(argument.entity)
        return entity is not None and self.ontology.allows(wanted, entity.type)


def _best(found: list[Found]) -> Iterator[Found]:
    """Yield what fits, and what does not only where its word evokes nothing that does.

    A relation without object is left out where the same sentence gives it one.
    """
    heads = {one.match.head for one in found if one.fits}
    full = {(one.relation.name, one.subject.entity) for one in found if one.object and one.fits}
    for one in found:
        if one.object is None and (one.relation.name, one.subject.entity) in full:
            continue
        if one.fits or one.match.head not in heads:
            yield one


def _relation(doc: Doc, found: Found, known: Layers, ontology: Ontology) -> Relation:
    evidence = _evidence(doc, found)
    predicate = doc[found.match.head]
    whose = attribution(known.quotes, evidence)
    polarity, certainty = combine(known.assertion(predicate), whose)
    return Relation(
        id="",
        predicate=found.relation.name,
        subject=found.subject.entity,
        object=found.object.entity if found.object else None,
        evidence=evidence,
        subject_span=found.subject.span,
        object_span=found.object.span if found.object else None,
        figure=_figure(found.subject, known.figures),
        time=_time(predicate, known, ontology),
        source=whose.source,
        via=whose.via,
        polarity=polarity,
        certainty=certainty,
        rule=found.match.cue.iri,
    )


def _evidence(doc: Doc, found: Found) -> Span:
    """Return the words from the first to the last of predicate, subject and object."""
    match = doc[found.match.start : found.match.end]
    spans = [Span(match.start_char, match.end_char), found.subject.span]
    spans += [found.object.span] if found.object else []
    if found.subject.token.i != found.match.head:
        spans.append(grammar.phrase(found.subject.token))
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _time(predicate: Token, known: Layers, ontology: Ontology) -> TimeSpan | None:
    """Return the first date of the predicate's own clause: not that of "said on Friday that …"."""
    doc, sentence, clause = predicate.doc, predicate.sent, grammar.verb_of(predicate)
    read = dates(ontology, doc.lang_ or "en").read(
        doc.text, words(doc.text, sentence.start_char, sentence.end_char), known.published
    )
    for dated in read:
        where = dated.time.span if dated.time else None
        tokens = doc.char_span(where.start, where.end, alignment_mode="expand") if where else None
        if tokens is None:
            continue
        above = tokens.root
        while above.i not in {predicate.i, clause.i} and above.head.i != above.i:
            if above.pos_ in {"VERB", "AUX"} and above.i != tokens.root.i:
                break
            above = above.head
        if above.i in {predicate.i, clause.i}:
            return dated.time
    return None


def _figure(subject: Argument, figures: Iterable[Figure]) -> str | None:
    """Return the figure that counts the subject."""
    phrase = grammar.phrase(subject.token)
    for figure in figures:
        if figure.span in phrase and phrase.overlaps(figure.phrase or figure.span):
            return figure.id
    return None
