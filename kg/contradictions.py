"""Relations -> pairs that cannot both be true: one denies the other, or both exclude each other.

Which relations exclude each other the ontology says: of one subject and place (kg:opposite,
kg:contradicts), of one person (kg:excludes), of one place and several sides (kg:rivals). Places
need not have one name: one may lie in the other, be named after it, or be left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kg.comparable import Claim, Entities, assume_period, claim_of, given, order_of
from kg.model import Comparison, Extraction, Resolved
from kg.ontology import Ontology
from kg.terms import RelationType

PLACES = frozenset({"Place", "City", "Region", "Country"})
PERSON = "Person"
"""The class of what cannot be killed twice, or killed and alive; some of a group can."""
THINGS = frozenset({"Weapon", "Event"})
"""Classes of what one side or another may have used or caused."""
LONG = 4
"""Letters of a word by which one place may be named after another: Sarn front, Sarn region."""
Block = tuple[str, bool, str, str, str]
"""Relation, polarity, origin, article and other end: of equal claims only the first counts."""
BOTH = "both cannot hold at one time"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A claim with both of its ends."""

    claim: Claim
    kind: RelationType
    subject: Resolved
    object: Resolved | None


def contradictions(
    extractions: Iterable[Extraction], entities: Entities, ontology: Ontology
) -> Iterator[Comparison]:
    """Yield the pairs of claims that contradict each other.

    Args:
        extractions: in the order in which the first of equal claims counts.
        entities: what their records are about, across articles.
        ontology: says which relations exclude each other, and what lies where.
    """
    wholes = {known.iri: known.part_of for known in ontology.names if known.part_of}
    stated = list(_stated(list(extractions), entities, ontology))
    yield from _of_one_subject(stated, ontology, wholes)
    yield from _of_rivals(stated, ontology)


def _stated(
    extractions: Sequence[Extraction], entities: Entities, ontology: Ontology
) -> Iterator[_Stated]:
    """Yield the relations that something may contradict."""
    kinds = _excluding(extractions, ontology)
    for extraction in extractions:
        article = extraction.article
        for one in extraction.relations:
            kind = ontology.relations.get(one.predicate)
            subject = entities.get((article.id, one.subject))
            object = entities.get((article.id, one.object or ""))
            if subject is None or kind is None or kind.name not in kinds:
                continue
            about = f"{subject.name} {kind.label}{f' {object.name}' if object else ''}"
            claim = claim_of(article, one, one.predicate, about, ("stated", ""), entities)
            yield _Stated(claim=claim, kind=kind, subject=subject, object=object)


def _excluding(extractions: Sequence[Extraction], ontology: Ontology) -> frozenset[str]:
    """Return the relations that somebody denies or that exclude one another that is stated."""
    stated: set[str] = set()
    denied: set[str] = set()
    for one in (relation for extraction in extractions for relation in extraction.relations):
        (denied if one.polarity == "denied" else stated).add(one.predicate)
    kinds = [ontology.relations[name] for name in stated & ontology.relations.keys()]
    excluded = {
        kind.name for kind in kinds if (kind.contradicts | kind.excludes | kind.rivals) & stated
    }
    return frozenset((stated & denied) | excluded)


def _key(end: Resolved | None) -> str:
    return end.key if end is not None else ""


# ---- one subject ----


def _of_one_subject(
    stated: Iterable[_Stated], ontology: Ontology, wholes: Mapping[str, str]
) -> Iterator[Comparison]:
    blocks: dict[str, dict[Block, tuple[Claim, Resolved]]] = defaultdict(dict)
    for one in stated:
        first, second = one.subject, one.object
        if one.kind.symmetric and second is not None and second.key < first.key:
            first, second = second, first  # a symmetric relation has but one block
        claim = replace(one.claim, place=second)
        rank = (claim.name, claim.denied, claim.origin, claim.article.id, _key(one.object))
        blocks[first.key].setdefault(rank, (claim, first))
    for block in blocks.values():
        for (left, subject), (right, _) in combinations(block.values(), 2):
            if order_of(left, right):
                continue
            assumed: list[str] = []
            why = _why(left, right, subject, ontology, wholes, assumed)
            if why:
                assume_period(left, right, assumed)
                yield given("conflicts", left, right, why, assumed)


def _why(
    left: Claim,
    right: Claim,
    subject: Resolved,
    ontology: Ontology,
    wholes: Mapping[str, str],
    assumed: list[str],
) -> str:
    """Return why two claims of one subject exclude each other, empty if they do not."""
    if left.name == right.name and left.denied != right.denied:
        affirmed = _same_object(left, right, wholes, assumed)
        return "one denies what the other affirms" if affirmed else ""
    if left.denied or right.denied or _is_one_story(left, right):
        return ""
    kind = ontology.relations[left.name]
    if right.name in kind.excludes and subject.type == PERSON and subject.named:
        apart = left.name != right.name or _are_two_sides(left.place, right.place, assumed)
        return "one person cannot be both" if apart else ""
    excluded = right.name in kind.contradicts
    return BOTH if excluded and _same_object(left, right, wholes, assumed) else ""


def _is_one_story(left: Claim, right: Claim) -> bool:
    """Return whether one source tells both in one article: how one followed the other."""
    return left.article.id == right.article.id and left.origin == right.origin


def _same_object(left: Claim, right: Claim, wholes: Mapping[str, str], assumed: list[str]) -> bool:
    one, two = left.place, right.place
    if left.name != right.name:  # an enemy stands for the place where it is fought, and is no other
        one, two = (end if end is not None and end.type in PLACES else None for end in (one, two))
    if one is not None and two is not None:
        if one.key == two.key:
            return True
        narrower = _within(one, two, wholes) or _within(two, one, wholes)
        if narrower and left.name != right.name:
            assumed.append(f"{one.name} and {two.name} are one area")
        return narrower and left.name != right.name
    if left.name == right.name:
        return one is two
    assumed.append("the same place, which one of them leaves out")
    return True


def _within(inner: Resolved, outer: Resolved, wholes: Mapping[str, str]) -> bool:
    """Return whether a place lies in another or is named after it; a country is too large."""
    if not {inner.type, outer.type} <= PLACES - {"Country"}:
        return False
    iri, seen = inner.known, set[str]()
    while iri is not None and iri not in seen:
        if iri == outer.known:
            return True
        seen.add(iri)
        iri = wholes.get(iri)
    first, other = inner.name.split()[0].casefold(), outer.name.split()[0].casefold()
    return len(first) >= LONG and first == other


# ---- several sides ----


def _of_rivals(stated: Iterable[_Stated], ontology: Ontology) -> Iterator[Comparison]:
    """Yield claims that give one place to two sides: one captured it, the other holds it."""
    blocks: dict[str, dict[Block, Claim]] = defaultdict(dict)
    for one in stated:
        if one.kind.rivals and one.object is not None and not one.claim.denied:
            claim = replace(one.claim, place=one.subject)
            rank = (claim.name, claim.denied, claim.origin, claim.article.id, one.subject.key)
            blocks[one.object.key].setdefault(rank, claim)
    for block in blocks.values():
        for left, right in combinations(block.values(), 2):
            rivals = right.name in ontology.relations[left.name].rivals
            assumed: list[str] = []
            if not rivals or order_of(left, right) or _is_one_story(left, right):
                continue
            if _are_two_sides(left.place, right.place, assumed):
                assume_period(left, right, assumed)
                yield given("conflicts", left, right, BOTH, assumed)


def _are_two_sides(one: Resolved | None, two: Resolved | None, assumed: list[str]) -> bool:
    """Return whether names are of different sides: an army and its country share a stem."""
    if one is None or two is None or one.key == two.key or not (one.named and two.named):
        return False
    if {one.type, two.type} & THINGS:
        return False
    mine, other = (
        {word[:LONG] for word in side.name.casefold().split() if len(word) >= LONG}
        for side in (one, two)
    )
    if mine & other:
        return False
    assumed.append(f"{one.name} and {two.name} are not one side")
    return True
