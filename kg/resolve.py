"""Entities of articles -> entities across articles; every merge has its reason, and can be undone.

Near-linear: only entities that share a key (a lexicon entry, a spelling, an acronym, a country's
forces) are ever joined. Nothing depends on the order of the articles.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from kg.errors import ConfigError
from kg.lang.forces import Forces
from kg.lang.sameness import PERSON, Shared, all_names, forces_of, shared
from kg.lang.spelling import SMALL, folded, is_acronym
from kg.model import Entity, Extraction, Resolved
from kg.ontology import Ontology
from kg.terms import KnownName
from kg.turtle import local_name

Verdict = Literal["same", "not_same"]
RESERVED = str.maketrans({"%": "%25", "#": "%23", "~": "%7E"})
"""Letters of keys that have a meaning in them, in names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's word on whether two keys are one entity."""

    verdict: Verdict
    left: str
    """Key of an entity across articles, or of one article's: "<article id>#e-12-30"."""
    right: str


class Member(NamedTuple):
    """One entity of one article."""

    article: str
    entity: Entity
    local: str
    """The key that only this one has."""
    roles: frozenset[tuple[str, str]] = frozenset()
    """Of people: class and folded name of what the article says that they lead or serve."""


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Return the judgements of a file: verdict, key, key, with tabs between; # starts a comment.

    Raises:
        ConfigError: a line is something else.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#"):
            continue
        if len(cells) < 3 or cells[0] not in {"same", "not_same"} or not all(cells[1:3]):
            raise ConfigError(
                f"{path}, line {number}: write same or not_same and two keys, with tabs between"
            )
        verdict: Verdict = "same" if cells[0] == "same" else "not_same"
        found.append(Judgement(verdict=verdict, left=cells[1], right=cells[2]))
    return tuple(found)


def resolve(
    extractions: Iterable[Extraction],
    ontology: Ontology,
    judgements: Iterable[Judgement] = (),
) -> tuple[Resolved, ...]:
    """Return the entities across articles, sorted by key.

    Args:
        extractions: one an article, in any order.
        ontology: gives the well-known entities and the classes.
        judgements: what people have said; they win over every rule.
    """
    members = sorted(_members(extractions, ontology), key=lambda one: (one.article, one.local))
    alike = list(shared([member.entity for member in members], ontology))
    joining = Joining(members, ontology)
    joining.join_all(alike)
    judged = sorted(judgements, key=lambda one: (one.verdict, one.left, one.right))
    if judged:
        meant = joining.meant()
        joining = Joining(members, ontology)
        joining.judge(judged, meant)
        joining.join_all(alike)
    return joining.resolved()


class Joining:
    """Sets of members: those joined so far, those never to be joined."""

    def __init__(self, members: Sequence[Member], ontology: Ontology) -> None:
        self._members, self._ontology = members, ontology
        self._known = {one.iri: one for one in ontology.names}
        self._known_keys = _known_keys(self._known)
        self._forces = Forces.of_ontology(ontology)
        self._above = list(range(len(members)))
        self._below = [[place] for place in self._above]
        self._apart: list[set[int]] = [set() for _ in members]
        self._reasons: list[set[str]] = [set() for _ in members]
        self._types = [member.entity.type for member in members]
        self._iris = [member.entity.known for member in members]
        self._roles = [member.roles for member in members]

    def join_all(self, alike: Iterable[Shared]) -> None:
        """Join the members that share a key, as far as their classes and judgements let them."""
        for places, reason in alike:
            firsts: list[int] = []
            for place in places:
                if not any(self.join(first, place, reason) for first in firsts):
                    firsts.append(place)

    def judge(self, judged: Iterable[Judgement], meant: Mapping[str, Sequence[int]]) -> None:
        """Join what people say is the same, and keep apart what they say is not."""
        for one in judged:  # not_same comes first
            left, right = meant.get(one.left, ()), meant.get(one.right, ())
            for place in left:
                for other in right:
                    if one.verdict == "not_same" and place != other:
                        self._apart[self._root(place)].add(other)
                        self._apart[self._root(other)].add(place)
            everybody = [*left, *right] if left and right and one.verdict == "same" else []
            for place in everybody[1:]:
                self.join(everybody[0], place, "judged to be the same", judged=True)

    def join(self, place: int, other: int, reason: str, *, judged: bool = False) -> bool:
        """Join the sets of two members unless something forbids it; return whether they are one."""
        one, two = sorted((self._root(place), self._root(other)))
        if one == two:
            return True
        if not (judged or self._compatible(one, two)) or self._kept_apart(one, two):
            return False
        if len(self._below[one]) < len(self._below[two]):
            one, two = two, one
        self._above[two] = one
        self._below[one] += self._below[two]
        self._apart[one] |= self._apart[two]
        self._reasons[one] |= {reason, *self._reasons[two]}
        self._iris[one] = self._iris[one] or self._iris[two]
        self._roles[one] |= self._roles[two]
        if self._ontology.is_a(self._types[two], self._types[one]):
            self._types[one] = self._types[two]
        return True

    def meant(self) -> dict[str, list[int]]:
        """Return the members that each key of these sets, or of a single member, means."""
        found = {member.local: [place] for place, member in enumerate(self._members)}
        for place in range(len(self._members)):
            found.setdefault(self._key([place]), []).append(place)
        return found | dict(self._keyed())

    def resolved(self) -> tuple[Resolved, ...]:
        """Return the sets as entities, sorted by key."""
        found = (self._resolved(key, places) for key, places in self._keyed())
        return tuple(sorted(found, key=lambda one: one.key))

    def _root(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = place = self._above[self._above[place]]
        return place

    def _compatible(self, one: int, two: int) -> bool:
        if self._iris[one] and self._iris[two]:
            return self._iris[one] == self._iris[two]
        left, right = self._types[one], self._types[two]
        if _disagree(self._roles[one], self._roles[two]):
            return False
        return self._ontology.is_a(left, right) or self._ontology.is_a(right, left)

    def _kept_apart(self, one: int, two: int) -> bool:
        return any(self._root(place) == two for place in self._apart[one])

    def _keyed(self) -> Iterator[tuple[str, list[int]]]:
        roots = sorted({self._root(place) for place in range(len(self._members))})
        groups = [sorted(self._below[root]) for root in roots]
        keys = [self._key(group) for group in groups]
        uses = Counter(keys)
        for key, group in zip(keys, groups, strict=True):
            first = min(self._members[place].local for place in group)
            yield (f"{key}~{_digest(first)}" if uses[key] > 1 else key), group

    def _key(self, places: Sequence[int]) -> str:
        members = [self._members[place] for place in places]
        root = self._root(places[0])
        iri = self._iris[root] if len(places) > 1 else members[0].entity.known
        if iri:
            return self._known_keys.get(iri) or f"known/{_escaped(iri)}"
        if not any(member.entity.named for member in members):
            return min(member.local for member in members)
        country = forces_of([member.entity for member in members], self._forces)
        if country:
            return f"forces/{self._known_keys[country].removeprefix('known/')}"
        type = self._types[root] if len(places) > 1 else members[0].entity.type
        return f"{type}/{_escaped(_best_name(members))}"

    def _resolved(self, key: str, places: Sequence[int]) -> Resolved:
        members = [self._members[place] for place in places]
        root = self._root(places[0])
        known = self._known.get(self._iris[root] or "")
        name = known.name if known else _best_name(members)
        return Resolved(
            key=key,
            name=name,
            type=known.type if known else self._types[root],
            names=tuple(
                sorted({name, *(text for one in members for text in all_names(one.entity))})
            ),
            members=tuple(sorted((member.article, member.entity.id) for member in members)),
            named=known is not None or any(member.entity.named for member in members),
            known=self._iris[root],
            reasons=tuple(sorted(self._reasons[root])),
        )


def _disagree(left: frozenset[tuple[str, str]], right: frozenset[tuple[str, str]]) -> bool:
    """Return whether two people of one name have offices that have nothing in common."""
    words = [
        {word for _, name in roles for word in name.split()} - SMALL for roles in (left, right)
    ]
    kinds = {kind for kind, _ in left} & {kind for kind, _ in right}
    return bool(kinds) and words[0].isdisjoint(words[1])


def _roles(extraction: Extraction, ontology: Ontology) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return what people lead or serve, by the relations that only people can have."""
    found: dict[str, frozenset[tuple[str, str]]] = {}
    by_id = {entity.id: entity for entity in extraction.entities}
    for one in extraction.relations:
        kind, of = ontology.relations.get(one.predicate), by_id.get(one.object or "")
        if kind is None or of is None or kind.subjects != {PERSON} or one.polarity == "denied":
            continue
        if of.named:
            role = frozenset({(of.type, folded(of.name))})
            found[one.subject] = found.get(one.subject, frozenset()) | role
    return found


def _members(extractions: Iterable[Extraction], ontology: Ontology) -> Iterator[Member]:
    taken: set[str] = set()
    for extraction in extractions:
        roles = _roles(extraction, ontology)
        for entity in extraction.entities:
            first = entity.mentions[0].span
            local = f"{extraction.article.id}#e-{first.start}-{first.end}"
            local = local if local not in taken else f"{local}-{entity.id}"
            taken.add(local)
            whose = roles.get(entity.id, frozenset()) if entity.type == PERSON else frozenset()
            yield Member(extraction.article.id, entity, local, whose)


def _best_name(members: Sequence[Member]) -> str:
    """Return the commonest of the members' names, of equals the longest; no acronym if possible."""
    uses = Counter(unicodedata.normalize("NFC", member.entity.name) for member in members)
    whole = [name for name in uses if not is_acronym(name)] or list(uses)
    return min(whole, key=lambda name: (-uses[name], -len(name), name))


def _known_keys(known: Mapping[str, KnownName]) -> dict[str, str]:
    uses = Counter(local_name(iri) for iri in known)
    names = {iri: _escaped(local_name(iri)) for iri in known}
    return {
        iri: f"known/{name}" if uses[local_name(iri)] == 1 else f"known/{name}~{_digest(iri)}"
        for iri, name in names.items()
    }


def _escaped(name: str) -> str:
    return unicodedata.normalize("NFC", name).translate(RESERVED)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
