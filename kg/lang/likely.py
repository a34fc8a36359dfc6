"""Entities that names alone do not join -> pairs that are one all the same, for further evidence.

The evidence: the articles have other people, places and bodies in common that no lexicon knows, and
nothing that they tell of the two disagrees. Only entities that share a key are compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from kg.lang.likeness import likeness, same_given_name
from kg.lang.spelling import acronym, american, content_words, folded, is_acronym, joined, loose
from kg.lang.told import PERSON, PLACES, Told
from kg.ontology import Ontology

COMMON = 40
"""Entities that may share a key before it says nothing."""
LOOKED = 12
"""Articles of an entity whose other entities are looked at."""
OTHER_CLASS = 0.8
"""What is left of a score when classes differ."""
SHARE = "the articles share"
"""What the reasons of pairs say that more than their names makes one."""
SHOWN = 3
"""So many entities in common are told."""
BODIES = frozenset({"Organization", "NewsOutlet"})
NAMEABLE = PLACES | BODIES | {PERSON, "Document"}
"""Classes that are taken for one another where only a name is known."""
NUMBERED = re.compile(r"\d{1,3}(st|nd|rd|th|d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Entities of articles that are one so far."""

    place: int
    names: Sequence[str]
    """Without titles; of people only full names, if there are any; acronyms, too."""
    type: str
    articles: Collection[str]


class Likely(NamedTuple):
    """Two clusters that are one, with the likeness of their names, and why."""

    places: tuple[int, int]
    score: float
    reason: str


class Company:
    """Who else is in the articles of a cluster."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._of: dict[str, set[int]] = defaultdict(set)
        self._names: dict[int, str] = {}
        for one in clusters:
            if len(one.articles) > 1 and one.type in NAMEABLE - {"NewsOutlet", "Document"}:
                self._names[one.place] = min(one.names, key=lambda name: (name.isupper(), name))
                for article in one.articles:
                    self._of[article].add(one.place)

    def common(self, one: Cluster, two: Cluster) -> list[str]:
        """Return the names of whom two articles have in common, those that have most of them."""
        best: list[int] = []
        for article in sorted(one.articles)[:LOOKED]:
            for other in sorted(two.articles)[:LOOKED]:
                both = self._of[article] & self._of[other] - {one.place, two.place}
                best = max(best, sorted(both), key=len)
        return sorted(self._names[place] for place in best)


def likely(
    clusters: Sequence[Cluster], told: Callable[[int], Told], ontology: Ontology
) -> list[Likely]:
    """Return the pairs of clusters that are one, the most alike first.

    Args:
        clusters: of named entities that the lexicon does not know.
        told: place of a cluster -> what its articles tell of it.
        ontology: says which classes can be one.
    """
    company = Company(clusters)
    found: dict[tuple[int, int], Likely] = {}
    for rule, one, two in _candidates(clusters):
        if rule is not _numbered and not set(one.articles).isdisjoint(two.articles):
            continue
        common = company.common(one, two)
        if not common and not set(one.articles) & set(two.articles):
            continue
        left, right = told(one.place), told(two.place)
        if len(left.genders) == len(right.genders) == 1 and left.genders != right.genders:
            continue
        made = rule(one, two, (left, right), len(common), ontology)
        if made is not None:
            score, why = made
            shown = ", ".join(common[:SHOWN])
            reason = f"{why}; {SHARE} {shown}" if common else why
            found.setdefault((one.place, two.place), Likely((one.place, two.place), score, reason))
    return sorted(_clear(found, clusters), key=lambda one: (-one.score, one.places))


def _clear(
    found: Mapping[tuple[int, int], Likely], clusters: Iterable[Cluster]
) -> Iterator[Likely]:
    """Yield the pairs but those of a cluster that could as well be one of two others."""
    by_place = {one.place: one for one in clusters}
    partners: dict[int, set[int]] = defaultdict(set)
    for left, right in found:
        partners[left].add(right)
        partners[right].add(left)
    torn = {
        place
        for place, others in partners.items()
        for one, two in combinations(sorted(others), 2)
        if (one, two) not in found and not _may_be_one(by_place[one], by_place[two])
    }
    yield from (one for pair, one in sorted(found.items()) if torn.isdisjoint(pair))


def _may_be_one(one: Cluster, two: Cluster) -> bool:
    """Return whether nothing in two clusters keeps them apart: their names, or an article."""
    if not set(one.articles).isdisjoint(two.articles):
        return False
    left, right = (
        [n for n in each.names if not is_acronym(n)] or each.names for each in (one, two)
    )
    return any(
        joined(name) == joined(other)
        or sorted(content_words(name)) == sorted(content_words(other))
        or _spellings(name, other)
        for name in left
        for other in right
    )


def _spellings(name: str, other: str) -> bool:
    """Return whether two full names of people have one family name, and given names alike."""
    words, others = name.split(), other.split()
    if min(len(words), len(others)) < 2 or loose(words[-1]) != loose(others[-1]):
        return False
    return same_given_name(words[0], others[0])


Evidence = tuple[Told, Told]
Made = tuple[float, str] | None
Rule = Callable[[Cluster, Cluster, Evidence, int, Ontology], Made]


def _candidates(clusters: Sequence[Cluster]) -> Iterator[tuple[Rule, Cluster, Cluster]]:
    """Yield the pairs that share a key of a rule; the same pair may come by several."""
    for rule, keys in RULES:
        blocks: dict[str, dict[int, Cluster]] = defaultdict(dict)
        for one in clusters:
            for key in keys(one):
                blocks[key][one.place] = one
        for key in sorted(blocks):
            block = blocks[key]
            if len(block) <= COMMON and (rule is not _numbered or _one_long_form(block.values())):
                for left, right in combinations(sorted(block), 2):
                    yield rule, block[left], block[right]


def _named_alike(
    one: Cluster, two: Cluster, told: Evidence, common: int, ontology: Ontology
) -> Made:
    """One name, and classes of which at most one is more than a guess: Sarn, a city or a region."""
    types = {one.type, two.type}
    if ontology.is_a(one.type, two.type) or ontology.is_a(two.type, one.type):
        return None
    if (told[0].sure and told[1].sure) or not types <= NAMEABLE:
        return None
    name = min(set(map(joined, one.names)) & set(map(joined, two.names)), default="")
    shown = next((text for text in one.names if joined(text) == name), min(one.names))
    if len(folded(shown).split()) == 1 and not is_acronym(shown):
        if types & BODIES and types & PLACES:
            return None  # Sarn, the town, and Sarn, the club
        if any(
            c.type == PERSON and evidence.sure for c, evidence in zip((one, two), told, strict=True)
        ):
            return None  # a surname
    return OTHER_CLASS, f"the same name, and a class that is a guess: {shown}"


def _people_alike(
    one: Cluster, two: Cluster, told: Evidence, common: int, ontology: Ontology
) -> Made:
    """One family name, and given names that may be spellings of one."""
    offices = sorted(told[0].offices & told[1].offices)
    if common < 2 - bool(offices):
        return None
    best: tuple[float, str, str] | None = None
    for left in one.names:
        for right in two.names:
            if _spellings(left, right):
                best = max(best or (0.0, "", ""), (likeness(left, right), left, right))
    if best is None:
        return None
    score, left, right = best
    both = f", both called {offices[0]}" if offices else ""
    return score, f"names that are alike: {left}, {right}{both}"


def _bodies_alike(
    one: Cluster, two: Cluster, told: Evidence, common: int, ontology: Ontology
) -> Made:
    """One set of words in another order: the Sarn Port Office, the Port Office of Sarn."""
    if common < 2:
        return None
    score, left, right = _nearest(one.names, two.names)
    return score, f"the same words: {left}, {right}"


def _numbered(one: Cluster, two: Cluster, told: Evidence, common: int, ontology: Ontology) -> Made:
    """One number and one sort of unit: the 9th Brigade, the 9th Mountain Brigade."""
    score, left, right = _nearest(one.names, two.names)
    return score, f"the same number and sort of unit: {left}, {right}"


def _nearest(names: Iterable[str], others: Sequence[str]) -> tuple[float, str, str]:
    """Return how alike the two names are that are most alike, and these."""
    return max((likeness(left, right), left, right) for left in names for right in others)


def _one_long_form(block: Iterable[Cluster]) -> bool:
    between = {joined(" ".join(words[1:-1])) for one in block for words in _numbers(one)}
    return len(between - {""}) <= 1


def _numbers(one: Cluster) -> Iterator[list[str]]:
    for name in one.names if one.type == "MilitaryUnit" else ():
        words = american(name).split()
        if len(words) > 1 and NUMBERED.fullmatch(words[0]):
            yield words


def _name_keys(one: Cluster) -> Iterator[str]:
    for name in one.names:
        yield f"acronym {acronym(name)}" if is_acronym(name) else joined(name)


def _family_keys(one: Cluster) -> Iterator[str]:
    if one.type == PERSON:
        yield from (loose(name.split()[-1]) for name in one.names if len(name.split()) > 1)


def _body_keys(one: Cluster) -> Iterator[str]:
    for name in one.names if one.type in BODIES else ():
        words = content_words(name)
        if len(words) > 1:
            yield " ".join(sorted(words))


def _unit_keys(one: Cluster) -> Iterator[str]:
    yield from (f"{words[0]} {words[-1]}" for words in _numbers(one))


RULES: Sequence[tuple[Rule, Callable[[Cluster], Iterator[str]]]] = (
    (_named_alike, _name_keys),
    (_people_alike, _family_keys),
    (_bodies_alike, _body_keys),
    (_numbered, _unit_keys),
)
