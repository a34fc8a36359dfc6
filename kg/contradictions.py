"""Relations of one subject -> pairs that cannot both be true: one denies it, or both exclude it.

Which relations exclude each other the ontology says (kg:opposite, kg:contradicts). Their places
need not have one name: one may lie in the other, be named after it, or be left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kg.comparable import Claim, Entities, Key, assume_period, claim_of, given, order_of
from kg.model import Comparison, Extraction, Resolved
from kg.ontology import Ontology
from kg.terms import RelationType

PLACES = frozenset({"Place", "City", "Region", "Country"})
LONG = 4
"""Letters of a word by which one place may be named after another: Sarn front, Sarn region."""


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
    for claims in _by_subject(extractions, entities, ontology).values():
        for left, right in combinations(claims, 2):
            why = _why(left, right, ontology)
            assumed: list[str] = []
            if why and not order_of(left, right) and _same_object(left, right, wholes, assumed):
                assume_period(left, right, assumed)
                yield given("conflicts", left, right, why, assumed)


def _by_subject(
    extractions: Iterable[Extraction], entities: Entities, ontology: Ontology
) -> Mapping[Key, Sequence[Claim]]:
    """Return the relations of each subject that something may contradict."""
    kinds = _excluding(extractions := list(extractions), ontology)
    blocks: dict[Key, dict[Key, Claim]] = defaultdict(dict)
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
            end = object.key if object else ""
            rank = (one.predicate, one.polarity, claim.origin, article.id, end)
            for key, other in _ends(subject, object, kind):
                blocks[key].setdefault(rank, replace(claim, place=other))
    return {key: list(claims.values()) for key, claims in blocks.items()}


def _excluding(extractions: Iterable[Extraction], ontology: Ontology) -> frozenset[str]:
    """Return the relations that somebody denies or that exclude one another that is stated."""
    stated: set[str] = set()
    denied: set[str] = set()
    for one in (relation for extraction in extractions for relation in extraction.relations):
        (denied if one.polarity == "denied" else stated).add(one.predicate)
    excluded = {
        name
        for name in stated & ontology.relations.keys()
        if ontology.relations[name].contradicts & stated
    }
    return frozenset((stated & denied) | excluded)


def _ends(
    subject: Resolved, object: Resolved | None, kind: RelationType
) -> Iterator[tuple[Key, Resolved | None]]:
    """Yield the key of a block and the other end; a symmetric relation has but one block."""
    if kind.symmetric and object is not None and object.key < subject.key:
        yield (object.key,), subject
    else:
        yield (subject.key,), object


def _why(left: Claim, right: Claim, ontology: Ontology) -> str:
    """Return why two claims of one subject exclude each other, empty if they do not."""
    if left.name == right.name:
        return "one denies what the other affirms" if left.denied != right.denied else ""
    excluded = right.name in ontology.relations[left.name].contradicts
    one_story = left.article.id == right.article.id and left.origin == right.origin
    if not excluded or left.denied or right.denied or one_story:
        return ""
    return "both cannot hold at one time"


def _same_object(left: Claim, right: Claim, wholes: Mapping[str, str], assumed: list[str]) -> bool:
    one, two = left.place, right.place
    if one is not None and two is not None:
        if one.key == two.key:
            return True
        narrower = _within(one, two, wholes) or _within(two, one, wholes)
        if narrower and left.name != right.name:
            assumed.append(f"{one.name} and {two.name} are one area")
        return narrower and left.name != right.name
    known = one or two
    if left.name == right.name or (known is not None and known.type not in PLACES):
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
