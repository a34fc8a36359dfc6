"""Relations: who is deployed where, captured by whom, president of what; any of the ontology.

A word of the lexicon evokes a relation and names the roles of its arguments; an argument counts if
the relation's shape allows its class. Adding a relation takes no code: docs/ontology.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extractors.attribution import attribution, combine
from kg.extractors.dates import dates
from kg.extractors.evoked import Evoked, Found
from kg.extractors.words import words
from kg.lang import grammar
from kg.lang.layers import CueMatch, Layers, layers
from kg.model import Entity, Figure, Relation, Span, TimeSpan
from kg.ontology import Ontology


def extract(doc: Doc, ontology: Ontology) -> Iterator[Relation]:
    """Yield the relations that an article states, with polarity, certainty, source and evidence."""
    known = layers(doc)
    entities, called = {one.id: one for one in known.entities}, _called(known)
    taken: dict[tuple[object, ...], Relation] = {}
    for sentence in _by_sentence(doc, known):
        for found in _best(list(_found(doc, sentence, known, ontology, entities, called))):
            time = _time(found.match, doc, known, ontology)
            relation = _relation(doc, found, known, time)
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


def _called(known: Layers) -> Mapping[str, frozenset[str]]:
    """Return the classes that the common nouns for each entity stand for."""
    found: dict[str, frozenset[str]] = {}
    for match in known.matches("NominalCue"):
        if match.head in known.heads and match.cue.denotes:
            entity = known.heads[match.head][0]
            found[entity] = found.get(entity, frozenset()) | {match.cue.denotes}
    return found


def _found(
    doc: Doc,
    sentence: Iterable[CueMatch],
    known: Layers,
    ontology: Ontology,
    entities: Mapping[str, Entity],
    called: Mapping[str, frozenset[str]],
) -> Iterator[Found]:
    for match in sentence:
        relation = ontology.relations.get(match.cue.evokes or "")
        if relation is not None and relation.enabled:
            evoked = Evoked(
                doc=doc,
                match=match,
                relation=relation,
                known=known,
                ontology=ontology,
                entities=entities,
                called=called,
            )
            yield from evoked.found()


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


def _relation(doc: Doc, found: Found, known: Layers, time: TimeSpan | None) -> Relation:
    evidence = _evidence(doc, found)
    predicate = doc[found.match.head]
    whose = attribution(known.quotes, evidence)
    polarity, certainty = combine(known.assertion(predicate), whose)
    if found.implied and certainty == "certain":
        certainty = "probable"
    return Relation(
        id="",
        predicate=found.relation.name,
        subject=found.subject.entity,
        object=found.object.entity if found.object else None,
        evidence=evidence,
        subject_span=found.subject.span,
        object_span=found.object.span if found.object else None,
        figure=_strength(predicate, found, known.figures),
        time=time,
        source=whose.source,
        further_sources=whose.further_sources,
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


def _time(match: CueMatch, doc: Doc, known: Layers, ontology: Ontology) -> TimeSpan | None:
    """Return the first date of the predicate's own clause: not that of "said on Friday that …".

    What somebody is, a title says at all times: "met the envoy on Friday" dates no envoy.
    """
    predicate, text = doc[match.head], doc.text
    titled = "self" in (match.cue.subject_role or "").split("|")
    sentence, clause = predicate.sent, predicate if titled else grammar.verb_of(predicate)
    read = dates(ontology, doc.lang_ or "en").read(
        text, words(text, sentence.start_char, sentence.end_char), known.published
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


def _strength(predicate: Token, found: Found, figures: Iterable[Figure]) -> str | None:
    """Return the figure that says how many: of the subject, the object, or what is done to.

    That is the 40 of "90 men", "40 casualties", "trained 40 men" and "sent 40 tanks to Aven".
    """
    counted = [found.subject.token, predicate]
    counted += [found.object.token] if found.object else []
    for goods in grammar.own_object(predicate):
        if not {one.i for one in grammar.conjuncts(goods)} & {one.i for one in counted}:
            counted.append(goods)
    read = (_figure(one, figures) for one in counted)
    return next((figure for figure in read if figure is not None), None)


def _figure(counted: Token, figures: Iterable[Figure]) -> str | None:
    """Return the figure in a noun phrase: it counts the subject, or "90 casualties"."""
    if counted.pos_ in {"VERB", "AUX"}:
        return None
    phrase = grammar.phrase(counted)
    return next((figure.id for figure in figures if figure.span in phrase), None)
