"""Entities across articles -> pairs that may be one, or may wrongly be one: for a person to judge.

Rules join only what is sure (kg.resolve). What looks alike beyond that is listed here with a score:
how much of the two names agrees, less if their classes differ or if one article names both. Only
names that share a word are ever compared, so it stays near-linear. What was joined because articles
of one story share more than a name is listed, too, by the two of its members that are least alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from itertools import product as pairs_of

from kg.lang.likely import SHARE
from kg.lang.likeness import likeness
from kg.lang.spelling import folded, initials, is_acronym, loose
from kg.model import Entity, Product, Resolved
from kg.ontology import Ontology

PERSON = "Person"
GROUP = "Group"
"""Class of people who are counted or described: three soldiers of two articles are not compared."""
LEAST = 0.55
"""Score from which a pair is worth a person's time: more than one word of two in common."""
COMMON = 40
"""Entities that may share a word before it says nothing: ministry, party."""
OTHER_CLASS, TOGETHER = 0.8, 0.7
"""What is left of a score when classes differ, or when one article names both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two entities that look alike, kept apart or joined, and why they look alike."""

    left: str
    """Key of an entity across articles, or of one article's; the smaller of the two."""
    right: str
    score: float
    """Likeness of the names in [0, 1], not a probability."""
    reason: str


def doubts(product: Product, ontology: Ontology) -> list[Doubt]:
    """Return the pairs of entities that may be one, the likeliest first.

    Args:
        product: of a build.
        ontology: says which classes can be one.
    """
    named = [one for one in product.resolved if one.named and one.type != GROUP]
    found = (_doubt(*pair, ontology) for pair in _candidates(named))
    sure = [one for one in found if one is not None and one.score >= LEAST]
    sure += _joined(product)
    return sorted(sure, key=lambda one: (-one.score, one.left, one.right))


def local_key(article: str, entity: Entity) -> str:
    """Return the key of an entity of one article, as judgements name it."""
    first = entity.mentions[0].span
    return f"{article}#e-{first.start}-{first.end}"


def _joined(product: Product) -> Iterator[Doubt]:
    """Yield what was joined for more than its names, by the two members that are least alike."""
    wanted = {
        member: one
        for one in product.resolved
        if any(SHARE in reason for reason in one.reasons)
        for member in one.members
    }
    members: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
    for extraction in product.extractions:
        for entity in extraction.entities:
            one = wanted.get((extraction.article.id, entity.id))
            if one is not None and entity.named:
                members[one.key].append((local_key(extraction.article.id, entity), entity))
    reasons = {one.key: one.reasons for one in wanted.values()}
    for key, alike in members.items():
        if len(alike) < 2:
            continue
        pairs = combinations(sorted(alike, key=lambda one: one[0])[:COMMON], 2)
        score, left, right = min((_together(a[1], b[1]), a[0], b[0]) for a, b in pairs)
        why = next(reason for reason in reasons[key] if SHARE in reason)
        yield Doubt(left=left, right=right, score=round(score, 2), reason=f"joined: {why}")


def _together(one: Entity, two: Entity) -> float:
    """Return how alike two entities are, by their most alike names and their classes."""
    names = ([m.text for m in each.mentions if m.kind == "name"] for each in (one, two))
    score = max(likeness(left, right) for left, right in pairs_of(*names))
    return score if one.type == two.type else score * OTHER_CLASS


def _candidates(named: Sequence[Resolved]) -> Iterator[tuple[Resolved, Resolved]]:
    """Yield the pairs that share a word that is rare enough, or an acronym; each once."""
    blocks: dict[str, set[int]] = defaultdict(set)
    for place, one in enumerate(named):
        for key in _keys(one.names):
            blocks[key].add(place)
    pairs = {
        pair
        for key in sorted(blocks)
        if len(blocks[key]) <= COMMON
        for pair in combinations(sorted(blocks[key]), 2)
    }
    for left, right in sorted(pairs):
        yield named[left], named[right]


def _keys(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from (word for word in loose(name).split() if len(word) > 2)
        if is_acronym(name):
            yield f"acronym {folded(name)}"
        yield from (f"acronym {letters}" for letters in initials(name) if len(letters) > 2)


def _telling(one: Resolved) -> Sequence[str]:
    """Return the names to compare: of people no bare surname, if there is more."""
    full = [name for name in one.names if " " in name]
    return full if full and one.type == PERSON else one.names


def _doubt(one: Resolved, two: Resolved, ontology: Ontology) -> Doubt | None:
    if one.known and two.known:
        return None  # the lexicon knows both, and that they are two
    names = [(left, right) for left in _telling(one) for right in _telling(two)]
    score, left, right = max((likeness(*pair), *pair) for pair in names)
    notes = [f"“{left}” and “{right}”"]
    if not (ontology.is_a(one.type, two.type) or ontology.is_a(two.type, one.type)):
        score *= OTHER_CLASS
        notes.append(f"one is taken for {one.type}, the other for {two.type}")
    if {article for article, _ in one.members} & {article for article, _ in two.members}:
        score *= TOGETHER
        notes.append("one article names both")
    first, second = sorted((one.key, two.key))
    return Doubt(left=first, right=second, score=round(score, 2), reason="; ".join(notes))
