"""Noun phrase of a source -> its entity, its words, whether it can speak, who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extractors.cueing import media_at, said_at
from kg.extractors.stretches import NOMINAL
from kg.extractors.subjects import TIMES, speaker
from kg.lang.grammar import (
    CLAUSAL_MODIFIER,
    COMPOUND,
    OBJECT,
    POSSESSOR,
    agent,
    children,
    conjuncts,
    obliques,
    phrase,
)
from kg.lang.layers import layers
from kg.model import Span
from kg.ontology import Ontology

SPEAKERS = ("Person", "Organization", "Group", "Country", "Document")
NAMES = frozenset({"flat", "flat:name", "appos"})
LEADS = frozenset({"ADP", "SCONJ", "VERB", "AUX"})
NEAR = 12
"""The head of a name is at most so many tokens from any word of it."""
OF_AUTHOR = frozenset({"of", "by", "from"})


def entity_of(token: Token | None) -> str | None:
    """Return the id of the entity that a noun phrase names, by its head or what is around."""
    if token is None:
        return None
    known = layers(token.doc)
    named = [one for one in children(token, NAMES) if one.i > token.i]
    people = (known.entity_at(one) for one in named)
    person = next((id for id in people if id is not None and _is_person(token, id)), None)
    if person is not None:  # Transport Minister Mira Doran
        return person
    for part in (token, *named, *children(token, COMPOUND)):
        found = known.entity_at(part)
        if found is not None:
            return found
    near = (known.heads.get(i) for i in range(token.i - NEAR, token.i + NEAR))
    around = [
        (mention.span.end - mention.span.start, id)
        for id, mention in filter(None, near)
        if mention.span.start <= token.idx < mention.span.end
    ]
    return min(around)[1] if around else None


def _is_person(token: Token, id: str) -> bool:
    entity = layers(token.doc).entity(id)
    return entity is not None and entity.type == "Person"


def together(token: Token | None, around: Sequence[Span]) -> tuple[Token, ...]:
    """Return the heads of the noun phrases that fill a source slot, the first one first.

    Several are coordinated: Pell and Orme said. One that holds two offices is but one: the chair
    and owner, Pell.

    Args:
        token: the head of the first.
        around: cue and content, which no source is part of.
    """
    if token is None:
        return ()
    later = [one for one in conjuncts(token) if one.i > token.i and _is_another(one)]
    inside = (any(part.start <= one.idx < part.end for part in around) for one in later)
    return (token, *(one for one, within in zip(later, inside, strict=True) if not within))


def _is_another(noun: Token) -> bool:
    """Return whether a coordinated noun names somebody else, and no second office: and owner."""
    bare = noun.tag_ == "NN" and noun.left_edge.pos_ not in {"DET", "PRON", "NUM", "PROPN"}
    return noun.pos_ in NOMINAL and not bare


def named_span(token: Token | None, around: Sequence[Span]) -> Span | None:
    """Return the characters of the noun phrase of a source, without clauses that trail it.

    Args:
        token: its head.
        around: cue and content, over which it must not reach where the parse errs.
    """
    if token is None:
        return None
    found = phrase(token)
    start, end = _first_word(token, found).idx, max(found.end, token.idx + len(token))
    for other in around:
        if other.start > token.idx:
            end = min(end, other.start)
        elif other.end <= token.idx:
            start = max(start, other.end)
    own = Span(token.idx, token.idx + len(token))
    words = [one for one in token.sent if start <= one.idx < end and not one.is_space]
    if token not in words:
        return own
    for one in obliques(token):  # "Ruritania on Tuesday said": no part of its name
        if one.noun.ent_type_ in TIMES and one.noun.i > token.i:
            words = [word for word in words if word.i < one.noun.left_edge.i]
    while words[-1].text in {":", ",", ";"} and words[-1] != token:
        words.pop()
    return Span(words[0].idx, words[-1].idx + len(words[-1]))


def _first_word(token: Token, found: Span) -> Token:
    """Return the first word of a noun phrase, behind what only hangs on its head by error."""
    first = token
    for word in reversed(token.doc[token.sent.start : token.i]):
        if word.idx < found.start or word.pos_ in LEADS or word.text == ",":
            break
        first = word
    return first


def can_speak(token: Token | None, ontology: Ontology) -> bool:
    """Return whether a noun phrase is known to name people, an organization or a document."""
    if token is None:
        return False
    entity = layers(token.doc).entity(entity_of(token))
    if entity is not None:
        return any(ontology.is_a(entity.type, above) for above in SPEAKERS)
    pronoun = token.pos_ == "PRON" and token.tag_ == "PRP" and token.lower_ != "it"
    return pronoun or is_document(token, ontology)


def is_document(token: Token, ontology: Ontology) -> bool:
    """Return whether a noun phrase names a text: by its entity, or as a noun for things said."""
    entity = layers(token.doc).entity(entity_of(token))
    if entity is not None:
        return ontology.is_a(entity.type, "Document")
    return bool(said_at(token, "noun") or media_at(token))


def author_of(token: Token | None, ontology: Ontology) -> Token | None:
    """Return who wrote the document that a noun phrase names, where the phrase says so."""
    if token is None or not is_document(token, ontology):
        return None
    owners = children(token, POSSESSOR)
    owners += [one.noun for one in obliques(token) if one.case in OF_AUTHOR]
    shown = shown_to(token, ontology)
    givers = [agent(clause) for clause in children(token, CLAUSAL_MODIFIER)]
    givers = [one for one in givers if one not in shown]
    givers.append(speaker(token.head) if token.dep_ in OBJECT else None)
    owners += [one for one in givers if one is not None]
    return next((one for one in owners if _is_author(one, ontology)), None)


def shown_to(token: Token | None, ontology: Ontology) -> tuple[Token, ...]:
    """Return the outlets that pass a document on: a memo seen by the Courier."""
    clauses = children(token, CLAUSAL_MODIFIER) if token is not None else []
    given = [agent(one) for one in clauses if not said_at(one, "verb")]
    return tuple(one for one in given if one is not None and _is_outlet(one, ontology))


def _is_outlet(token: Token, ontology: Ontology) -> bool:
    entity = layers(token.doc).entity(entity_of(token))
    return entity is not None and ontology.is_a(entity.type, "NewsOutlet")


def _is_author(token: Token, ontology: Ontology) -> bool:
    entity = layers(token.doc).entity(entity_of(token))
    return entity is not None and any(
        ontology.is_a(entity.type, above) for above in SPEAKERS if above != "Document"
    )
