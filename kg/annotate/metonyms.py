"""Capitals: the city, or the government that sits there? "In Ruritania's capital" or "it said"."""

from __future__ import annotations

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from kg.lang.grammar import (
    APPOSITION,
    CONJUNCT,
    COPULA,
    INDIRECT_OBJECT,
    OBJECT,
    POSSESSOR,
    SUBJECT,
    children,
    governor,
    is_passive,
)
from kg.lang.layers import layers

PEOPLE_AND_PLACES = frozenset({"Person", "Group", "Place", "City", "Region", "NewsOutlet"})


def stands_for_government(span: DocSpan, prepositions: frozenset[str]) -> bool:
    """Return whether the name of a capital means the government.

    Args:
        span: the name.
        prepositions: those after which it does; after others it is the city.
    """
    token = span.root
    while token.dep_ in CONJUNCT and token.head.i < token.i and token.head.pos_ == "PROPN":
        token = token.head
    if children(token, APPOSITION):
        return False
    case = governor(token)
    if case is not None:
        return case[0] in prepositions
    if token.dep_ in SUBJECT:
        verb = token.head
        return not is_passive(verb) and not children(verb, COPULA)
    if token.dep_ in POSSESSOR:
        return not _owned_by_city(token.head)
    if token.dep_ in OBJECT:
        return _is_reported_to(token.head)
    return token.dep_ in INDIRECT_OBJECT


def _owned_by_city(owned: Token) -> bool:
    """Return whether a city has such a thing: streets, a mayor; a government has an army."""
    matches = layers(owned.doc).matches("NominalCue")
    return any(one.head == owned.i and one.cue.denotes in PEOPLE_AND_PLACES for one in matches)


def _is_reported_to(verb: Token) -> bool:
    return any(match.head == verb.i for match in layers(verb.doc).matches("SpeechCue"))
