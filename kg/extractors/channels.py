"""Interviews -> the outlet through which everything comes that is said in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extractors.circumstances import OCCASION
from kg.extractors.cueing import SAID, leads_in, media_at, media_between
from kg.extractors.drafts import Draft
from kg.extractors.sources import entity_of
from kg.extractors.subjects import speaker
from kg.lang.grammar import OBJECT, appositions, obliques
from kg.lang.layers import layers
from kg.ontology import Ontology

PARTNERS = frozenset({"to", "with", "for", "by"})


def with_channels(drafts: Sequence[Draft], doc: Doc, ontology: Ontology) -> list[Draft]:
    """Return the drafts with the outlets that their sources talked to as relays.

    Said in an interview with the Courier; or, anywhere in an article that tells of the interview,
    said by those who gave it, who are named as a group or as one of them.
    """
    given = _given(drafts, doc, ontology)
    found = []
    for draft in drafts:
        if draft.mode not in SAID or draft.relays or draft.source is None:
            found.append(draft)
            continue
        here = _talked_to(draft.anchor, ontology)
        relays = (here,) if here is not None else given.get(_group(draft.source, given), ())
        found.append(replace(draft, relays=relays))
    return found


def _given(
    drafts: Sequence[Draft], doc: Doc, ontology: Ontology
) -> dict[str | None, tuple[Token, ...]]:
    """Return the relays by the entity that gave an interview."""
    found: dict[str | None, tuple[Token, ...]] = {}
    for match in media_between(doc, 0, len(doc)):
        noun = doc[match.head]
        giver = entity_of(speaker(noun.head)) if noun.dep_ in OBJECT else None
        outlet = _partner(noun, ontology) or _talked_to(noun.head, ontology)
        if giver is None or outlet is None or not _is_talk(noun):
            continue
        told = (draft for draft in drafts if draft.covers(noun.idx) and draft.source is not None)
        outer = next((draft.source for draft in told if draft.source is not None), None)
        found.setdefault(giver, (outlet,) if outer is None else (outlet, outer))
    return found


def _group(source: Token, given: dict[str | None, tuple[Token, ...]]) -> str | None:
    """Return the entity among the givers that a source is, or is one of."""
    entities = [entity_of(source)]
    entities += [entity_of(one.noun) for one in obliques(source) if one.case == "of"]
    return next((one for one in entities if one in given), None)


def _talked_to(verb: Token, ontology: Ontology) -> Token | None:
    """Return the outlet of "in an interview with the Courier" beside a verb."""
    for one in obliques(verb):
        if _is_talk(one.noun):
            return _partner(one.noun, ontology)
    return None


def _partner(noun: Token, ontology: Ontology) -> Token | None:
    """Return the outlet that an interview is with: to journalists from the newspaper, with it."""
    for one in (*obliques(noun), *obliques(noun.head)):
        if one.case in PARTNERS and one.noun.i > noun.i:
            for inner in one.noun.subtree:
                if _is_outlet(inner, ontology):
                    return inner
    return None


def _is_outlet(token: Token, ontology: Ontology) -> bool:
    entity = layers(token.doc).entity(layers(token.doc).entity_at(token))
    named = [one for one in appositions(token) if one.pos_ == "PROPN"]
    return entity is not None and ontology.is_a(entity.type, "NewsOutlet") and not named


def _is_talk(noun: Token) -> bool:
    return any(leads_in(match, OCCASION) for match in media_at(noun))
