"""Capitals: the city, or the government that sits there? "In Ruritania's capital" or "it said"."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from kg.annotate.draft import UNIT, Words
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


def stands_for_government(span: DocSpan, words: Words) -> bool:
    """Return whether the name of a capital means the government."""
    token = span.root
    while token.dep_ in CONJUNCT and token.head.i < token.i and token.head.pos_ == "PROPN":
        token = token.head
    if children(token, APPOSITION):
        return False
    if token.dep_ in POSSESSOR:
        return not _denotes(token.head, PEOPLE_AND_PLACES)
    case = governor(token)
    if case is not None:
        return case[0] in words.prepositions or _denotes(case[1], {UNIT})
    if token.dep_ in SUBJECT:
        verb = token.head
        return not is_passive(verb) and not children(verb, COPULA)
    if token.dep_ in OBJECT:
        return _deals_with(token.head, words)
    return token.dep_ in INDIRECT_OBJECT


def _denotes(noun: Token, classes: Set[str]) -> bool:
    """Return whether a noun stands for one of these: cities have streets and mayors, no army."""
    matches = layers(noun.doc).matches("NominalCue")
    return any(one.head == noun.i and one.cue.denotes in classes for one in matches)


def _deals_with(verb: Token, words: Words) -> bool:
    """Return whether what is done by the verb is done to governments: told, supplied."""
    matches = list(layers(verb.doc).matches("SpeechCue", "RelationCue"))
    cues = [match.cue for match in matches if match.head == verb.i]
    acts = [cue.iri for cue in cues if cue.kind == "RelationCue"]
    return all(iri in words.dealings for iri in acts) if acts else bool(cues)
