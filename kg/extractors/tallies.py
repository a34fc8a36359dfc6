"""A number that a verb of reporting has as object -> its source: "they put losses at 30"."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from kg.extractors.arguments import mention_over
from kg.extractors.attribution import Attribution
from kg.extractors.counting import Counted, sentence
from kg.lang import grammar
from kg.lang.layers import Layers
from kg.ontology import Ontology

CLAUSAL_TAGS = grammar.FINITE | {"MD", "WDT", "WP"}
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


def trailing(found: Counted, known: Layers) -> Attribution | None:
    """Return whose word the end of a sentence is: "…, the agency said, with 50 missing"."""
    within = sentence(found.number)
    for quote in known.quotes:
        spans = [one for one in (*quote.content, quote.source_span, quote.cue) if one is not None]
        last = max(spans, key=lambda one: one.end)
        own = within.start_char <= quote.content[-1].start and last.end <= found.number.idx
        if not own or last in quote.content or quote.source is None:
            continue
        rest = [token for token in within if last.end <= token.idx and token.i <= found.number.i]
        if rest and rest[0].text == "," and not any(one.tag_ in CLAUSAL_TAGS for one in rest):
            return Attribution(source=quote.source, source_span=quote.source_span, via=quote.via)
    return None


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
