"""Capitals: the city, or the government that sits there? "In Ruritania's capital" or "it said"."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from kg.annotate.draft import UNIT, Reading, lemma
from kg.lang.grammar import (
    APPOSITION,
    CLAUSAL_MODIFIER,
    COMPLEMENT_CLAUSE,
    CONJUNCT,
    COPULA,
    INDIRECT_OBJECT,
    OBJECT,
    OPEN_COMPLEMENT,
    PASSIVE_SUBJECT,
    POSSESSOR,
    SUBJECT,
    antecedent,
    children,
    governor,
    is_passive,
    subject,
)

PEOPLE_AND_PLACES = frozenset({"Person", "Group", "Place", "City", "Region", "NewsOutlet"})
STATES = frozenset({"Country", "Organization", UNIT})
"""Classes of common nouns for what a government may be named as one of."""


def stands_for_government(span: DocSpan, text: Reading) -> bool:
    """Return whether the name of a capital means the government."""
    token = span.root
    while token.dep_ in CONJUNCT and token.head.i < token.i and token.head.pos_ == "PROPN":
        token = token.head
    if children(token, APPOSITION):
        return False
    if token.dep_ in POSSESSOR:
        return not _denotes(token.head, PEOPLE_AND_PLACES, text)
    case = governor(token)
    if case is not None:
        given, above = case
        if given in text.words.prepositions:  # talks with X; but the road between X and Y
            return not _denotes(above, {"Place"}, text)
        return _denotes(above, STATES if given in text.words.examples else {UNIT}, text)
    if token.dep_ in PASSIVE_SUBJECT and _has_plan(token.head):  # X is expected to protest
        return True
    if token.dep_ in SUBJECT:
        return not is_passive(token.head) and not _is_described(token.head, text)
    if token.dep_ in OBJECT:
        return _deals_with(token.head, text)
    return token.dep_ in INDIRECT_OBJECT


def _is_described(said: Token, text: Reading) -> bool:
    """Return whether a clause says what a place is like; but governments are ready to do things."""
    if said.pos_ == "VERB" or not children(said, COPULA):
        return False
    if said.pos_ == "ADJ":
        return not _has_plan(said) and not children(said, CLAUSAL_MODIFIER | COMPLEMENT_CLAUSE)
    return not _denotes(said, STATES | {"Person", "Group"}, text)


def _has_plan(word: Token) -> bool:
    """Return whether somebody is to do something: ready to sign, expected to sign."""
    return any(child.tag_ == "VB" for child in children(word, OPEN_COMPLEMENT))


def _denotes(noun: Token, classes: Set[str], text: Reading) -> bool:
    """Return whether a noun stands for one of these: cities have streets and mayors, no army."""
    return any(cue.denotes in classes for cue in text.at(noun, "NominalCue"))


def _deals_with(verb: Token, text: Reading) -> bool:
    """Return whether what is done by the verb is done to governments: told, supplied, made act."""
    if _has_plan(verb):  # urged X to sign
        return True
    whole = subject(verb)
    if lemma(verb) in text.words.listings and whole is not None:
        return _denotes(antecedent(whole), STATES, text)
    acts = text.at(verb, "RelationCue")
    if acts:
        named = {cue.iri for cue in acts}
        return bool(named & text.words.dealings) and not named & text.words.visits
    return bool(text.at(verb, "SpeechCue"))
