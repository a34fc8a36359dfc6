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
from functools import cache
from itertools import starmap
from pathlib import Path
from typing import Literal, NamedTuple

from kg.errors import ConfigError
from kg.lang.forces import Forces
from kg.lang.likely import Cluster, likely
from kg.lang.likeness import likeness
from kg.lang.sameness import (
    GROUP,
    PERSON,
    Shared,
    all_names,
    forces_of,
    full_names,
    shared,
    titles_of,
)
from kg.lang.spelling import SMALL, folded, is_acronym
from kg.lang.told import Telling, Told
from kg.model import Article, Entity, Extraction, Resolved
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

    source: Article
    entity: Entity
    local: str
    """The key that only this one has."""
    roles: frozenset[tuple[str, str]] = frozenset()
    """Of people: class and folded name of what the article says that they lead or serve."""

    @property
    def article(self) -> str:
        """Id of its article."""
        return self.source.id


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
    joining.join_likely()
    judged = sorted(judgements, key=lambda one: (one.verdict, one.left, one.right))
    if judged:
        meant = joining.meant()
        joining = Joining(members, ontology)
        joining.judge(judged, meant)
        joining.join_all(alike)
        joining.join_likely()
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
        self._reasons: list[dict[str, float | None]] = [{} for _ in members]
        self._sure: set[int] = set()
        """Sets whose class is more than a guess; filled where it matters."""
        self._types = [member.entity.type for member in members]
        self._iris = [member.entity.known for member in members]
        self._roles = [member.roles for member in members]

    def join_all(self, alike: Iterable[Shared]) -> None:
        """Join the members that share a key, as far as their classes and judgements let them."""
        for places, reason, exact in alike:
            firsts: list[int] = []
            for place in places:
                if not any(self._join_alike(first, place, reason, exact) for first in firsts):
                    firsts.append(place)

    def _join_alike(self, place: int, other: int, reason: str, exact: bool) -> bool:
        if self._root(place) == self._root(other):
            return True
        left, right = (all_names(self._members[one].entity) for one in (place, other))
        alike = 1.0 if exact else max(likeness(one, two) for one in left for two in right)
        return self.join(place, other, reason, score=alike)

    def join_likely(self) -> None:
        """Join the sets that look alike, where their articles have more in common."""
        telling = Telling.of_ontology(self._ontology)

        def tell(place: int) -> Told:
            whole = [self._members[one] for one in self._below[place]]
            return Told.of_all(telling.of(one.entity, one.source) for one in whole)

        told = cache(tell)
        pairs = likely(list(self._clusters()), told, self._ontology)
        self._sure = {place for pair in pairs for place in pair.places if told(place).sure}
        apart = {pair.places for pair in pairs if not self._meet(*pair.places)}
        for pair in pairs:
            one, two = map(self._root, pair.places)
            if pair.places not in apart or not self._meet(one, two):
                self.join(one, two, pair.reason, score=pair.score, likely=True)

    def _clusters(self) -> Iterator[Cluster]:
        """Yield the sets of named members that the lexicon does not know."""
        titles = titles_of(self._ontology)
        for root in sorted({self._root(place) for place in range(len(self._members))}):
            if self._iris[root] or self._types[root] == GROUP:
                continue
            members = [self._members[place] for place in self._below[root]]
            entities = [one.entity for one in members if one.entity.named]
            full = {name for one in entities for name in full_names(one, titles)}
            short = {name for one in entities for name in all_names(one)}
            if short:
                yield Cluster(
                    place=root,
                    names=sorted(full | set(filter(is_acronym, short)) or short),
                    type=self._types[root],
                    articles=frozenset(one.article for one in members),
                )

    def _meet(self, one: int, two: int) -> bool:
        """Return whether an article has members of both sets."""
        left = {self._members[place].article for place in self._below[one]}
        return any(self._members[place].article in left for place in self._below[two])

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

    def join(
        self,
        place: int,
        other: int,
        reason: str,
        *,
        judged: bool = False,
        likely: bool = False,
        score: float | None = None,
    ) -> bool:
        """Join the sets of two members unless something forbids it; return whether they are one.

        Args:
            place: a member.
            other: another.
            reason: why they are one.
            judged: whether a person says so, against any rule.
            likely: whether a class that is no more than a guess may differ.
            score: likeness of the names in [0, 1]; None for a person's word.
        """
        one, two = sorted((self._root(place), self._root(other)))
        if one == two:
            return True
        if not (judged or self._compatible(one, two, likely)) or self._kept_apart(one, two):
            return False
        if len(self._below[one]) < len(self._below[two]):
            one, two = two, one
        self._types[one] = self._common_type(one, two)
        self._sure |= {one} if two in self._sure else set()
        self._above[two] = one
        self._below[one] += self._below[two]
        self._apart[one] |= self._apart[two]
        self._reasons[one] = _least(self._reasons[one], self._reasons[two], {reason: score})
        self._iris[one] = self._iris[one] or self._iris[two]
        self._roles[one] |= self._roles[two]
        return True

    def _common_type(self, one: int, two: int) -> str:
        """Return the narrower class of two sets; of unlike ones that which is no guess."""
        left, right = self._types[one], self._types[two]
        if self._ontology.is_a(right, left) or self._ontology.is_a(left, right):
            return right if self._ontology.is_a(right, left) else left
        weights = {
            self._types[root]: (root in self._sure, self._uses(root), self._types[root])
            for root in (one, two)
        }
        return max(weights, key=weights.__getitem__)

    def _uses(self, root: int) -> int:
        whole = [self._members[place].entity for place in self._below[root]]
        return sum(mention.kind == "name" for one in whole for mention in one.mentions)

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

    def _compatible(self, one: int, two: int, likely: bool) -> bool:
        if self._iris[one] and self._iris[two]:
            return self._iris[one] == self._iris[two]
        left, right = self._types[one], self._types[two]
        if _disagree(self._roles[one], self._roles[two]):
            return False
        if likely and not {one, two} <= self._sure:
            return True
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
            reasons=tuple(sorted(starmap(_scored, self._reasons[root].items()))),
        )


def _least(*reasons: Mapping[str, float | None]) -> dict[str, float | None]:
    """Return all reasons, each with the lowest of its scores."""
    found: dict[str, float | None] = {}
    for reason, score in (item for one in reasons for item in one.items()):
        known = found.get(reason)
        found[reason] = score if known is None or score is None else min(known, score)
    return found


def _scored(reason: str, score: float | None) -> str:
    return reason if score is None else f"{reason} (score {score:.2f})"


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
            yield Member(extraction.article, entity, local, whose)


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
