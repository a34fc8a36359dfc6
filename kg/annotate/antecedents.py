"""Pronouns and definite nouns -> whom the text spoke of before: agreement, then salience.

After Lappin and Leass (1994) and Raghunathan et al. (2010), with few weights: how near, subject or
not, in the same quotation or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.annotate.draft import COUNTRY, GROUP, PERSON, UNIT, Draft
from kg.lang.grammar import (
    CLAUSES,
    CONJUNCT,
    COPULA,
    POSSESSOR,
    RELATIVE_CLAUSE,
    RELATIVE_PRONOUN,
    children,
    is_passive,
)
from kg.lang.layers import layers

REACH = {"masculine": 4, "feminine": 4, "neuter": 2, "several": 3}
"""Sentences that a pronoun looks back."""
NEAR, FAR = 2, 5
"""Sentences that a noun looks back where only its class tells: people, and named bodies."""
AT_MOST = 60
"""Mentions that are looked at for one pronoun."""
PEOPLE = frozenset({PERSON, GROUP, UNIT})
COLLECTIVE = frozenset({UNIT, "Organization", "NewsOutlet", COUNTRY})


@dataclass(slots=True, kw_only=True)
class Place:
    """Where a mention stands."""

    sentence: int
    paragraph: int
    quotation: int
    """Start of the quotation around it; -1 outside."""


def candidates(
    trail: Sequence[Draft], reach: int, places: dict[int, Place], at: Draft
) -> Iterator[Draft]:
    """Yield the mentions before ``at``, the nearest first, up to ``reach`` sentences away."""
    here = places[at.head.i]
    for before in trail[: -AT_MOST - 1 : -1]:
        if here.sentence - places[before.head.i].sentence > reach:
            return
        if before.tokens.end <= at.start or before.head.i < at.start:
            yield before


def agrees(pronoun: str, *, type: str, many: bool, gender: str) -> bool:
    """Return whether a pronoun can stand for an entity.

    Args:
        pronoun: masculine, feminine, neuter or several.
        type: entity class.
        many: whether it is named in the plural.
        gender: masculine, feminine, or "" if unknown.
    """
    if pronoun == "several":
        return many or type in COLLECTIVE
    if pronoun == "neuter":
        return not many and type not in {PERSON, GROUP}
    return type == PERSON and not many and gender in {"", pronoun}


def salience(pronoun: Draft, before: Draft, places: dict[int, Place], uses: int) -> float:
    """Return how readily a pronoun is taken for an earlier mention; higher is better."""
    here, there = places[pronoun.head.i], places[before.head.i]
    score = -1.5 * (here.sentence - there.sentence) + min(uses, 4) * 0.25
    score += 0.5 * (here.paragraph == there.paragraph)
    if before.is_subject:
        score += 2.0 if pronoun.is_subject or pronoun.head.dep_ in POSSESSOR else 1.0
    if before.kind == "demonym" and not before.special:
        score -= 3.0
    if before.head.dep_ in POSSESSOR:
        score -= 0.5
    if pronoun.agrees == "several" and before.many and before.type not in PEOPLE | {""}:
        score -= 1.5
    if before.type == COUNTRY:
        score -= 1.0
    if pronoun.agrees == "several" and not before.many:
        score -= 3.0 if before.type == COUNTRY else 1.5
    if here.quotation != there.quotation:
        score -= 2.0 if there.quotation >= 0 else 0.5
    return score


def is_expletive(draft: Draft) -> bool:
    """Return whether an "it" stands for nothing: it is clear that, it seems that."""
    head = draft.head.head
    if draft.head.dep_ == "expl":
        return True
    if not draft.is_subject:
        return False
    clause = any(child.dep_ in CLAUSES and child.i > head.i for child in head.children)
    return clause and (bool(children(head, COPULA)) or is_passive(head))


def same_clause(one: Token, other: Token) -> bool:
    """Return whether both are arguments of one verb: then a plain pronoun is somebody else."""
    if one.dep_ in POSSESSOR or other.dep_ in POSSESSOR:
        return False
    clause = one.head  # "soldiers who were killed by the rebels" are not the rebels
    if clause.dep_ in RELATIVE_CLAUSE and clause.head.i == other.i:
        return any(child.tag_ in RELATIVE_PRONOUN for child in clause.children)
    head, above = one.head, other.head
    while other.dep_ in CONJUNCT and above.i != other.i:
        other, above = above, above.head
    reflexive = one.morph.get("Reflex", []) == ["Yes"]
    return head.i == above.i and not reflexive and {one.dep_, other.dep_}.isdisjoint(CLAUSES)


def places_of(drafts: Iterable[Draft]) -> dict[int, Place]:
    """Return where the heads of mentions stand."""
    found: dict[int, Place] = {}
    doc = next((draft.tokens.doc for draft in drafts), None)
    if doc is None:
        return found
    known = layers(doc)
    sentence_of = {token.i: n for n, sent in enumerate(doc.sents) for token in sent}
    edges = sorted((span.start, span.end) for span in known.body)
    quotations = [one.whole for one in known.quotations if one.depth == 0]
    paragraph = quoted = 0
    for draft in sorted(drafts, key=lambda one: one.head.i):
        at = draft.head.idx
        while paragraph < len(edges) and edges[paragraph][1] <= at:
            paragraph += 1
        while quoted < len(quotations) and quotations[quoted].end <= at:
            quoted += 1
        inside = quoted < len(quotations) and quotations[quoted].start <= at
        found[draft.head.i] = Place(
            sentence=sentence_of[draft.head.i],
            paragraph=paragraph,
            quotation=quotations[quoted].start if inside else -1,
        )
    return found
