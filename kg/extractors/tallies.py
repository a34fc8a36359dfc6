"""A number that a verb of reporting has as object -> its source: "they put losses at 30"."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from kg.extractors.arguments import mention_over
from kg.extractors.attribution import Attribution
from kg.extractors.counting import Counted
from kg.lang import grammar
from kg.lang.layers import Layers
from kg.ontology import Ontology

DEPTH = 4
"""Nouns between a number and the verb that reports it: "spoke of the loss of some 40 men"."""


def vouched(found: Counted, known: Layers, ontology: Ontology) -> Attribution | None:
    """Return who reports the number by a verb that takes it as object; None if nobody does."""
    verb = _reporting(found.root, ontology) or _reporting(found.number, ontology)
    if verb is None or grammar.is_passive(verb):
        return None
    subject = grammar.logical_subject(verb)
    source = mention_over(subject, known) if subject is not None else None
    if source is None or subject is None or subject.i in found.heads:
        return None
    return Attribution(source=source.entity, source_span=source.span)


@lru_cache(maxsize=8)
def _verbs(ontology: Ontology, role: str | None) -> frozenset[str]:
    cues = [cue for cue in ontology.cues("TallyCue") if cue.object_role in {None, role}]
    return frozenset(word for cue in cues for word in cue.words)


def _reporting(token: Token, ontology: Ontology) -> Token | None:
    """Return the verb that the token is an object or oblique of, over nouns only, and reports."""
    for depth in range(DEPTH):
        above = token.head
        if above.i == token.i or token.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT:
            return None
        if above.pos_ in {"VERB", "AUX"}:
            told = depth > 0 or grammar.with_case(token).case == "as"
            verbs = _verbs(ontology, "total" if told else None)
            return above if above.lemma_.lower() in verbs else None
        token = above
    return None
