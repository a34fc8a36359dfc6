"""Capitals: the city, or the government that sits there? "In Ruritania's capital" or "it said"."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from kg.annotate.draft import UNIT, Reading
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

PEOPLE_AND_PLACES = frozenset({"Person", "Group", "Place", "City", "Region", "NewsOutlet"})


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
        return case[0] in text.words.prepositions or _denotes(case[1], {UNIT}, text)
    if token.dep_ in SUBJECT:
        verb = token.head
        said_to_be = verb.pos_ != "VERB" and bool(children(verb, COPULA))
        return not is_passive(verb) and not said_to_be
    if token.dep_ in OBJECT:
        return _deals_with(token.head, text)
    return token.dep_ in INDIRECT_OBJECT


def _denotes(noun: Token, classes: Set[str], text: Reading) -> bool:
    """Return whether a noun stands for one of these: cities have streets and mayors, no army."""
    return any(cue.denotes in classes for cue in text.at(noun, "NominalCue"))


def _deals_with(verb: Token, text: Reading) -> bool:
    """Return whether what is done by the verb is done to governments: told, supplied."""
    acts = text.at(verb, "RelationCue")
    if acts:
        named = {cue.iri for cue in acts}
        return bool(named & text.words.dealings) and not named & text.words.visits
    return bool(text.at(verb, "SpeechCue"))
