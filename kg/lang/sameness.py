"""Entities -> groups that share a name: spelled alike, transliterated, reordered, abbreviated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.lang.forces import Forces
from kg.lang.spelling import (
    SMALL,
    acronym,
    content_words,
    folded,
    initials,
    is_acronym,
    joined,
    loose,
    transliterated,
)
from kg.model import Entity
from kg.ontology import Ontology

PERSON, UNIT, GROUP, ORGANIZATION = "Person", "MilitaryUnit", "Group", "Organization"
NAMED_BY_NOUNS = frozenset({ORGANIZATION, "NewsOutlet", UNIT})
"""Classes whose names are made of common nouns, which are translated in several ways."""
Keyed = tuple[str | None, int]


class Shared(NamedTuple):
    """Entities that have a key in common, and why that makes them one."""

    places: Sequence[int]
    reason: str
    exact: bool = True
    """Whether the key is the name, or the thing, itself; else the names are more or less alike."""


def shared(entities: Sequence[Entity], ontology: Ontology) -> Iterator[Shared]:
    """Yield the entities that share a name, the surest evidence first.

    Args:
        entities: of any articles; the places that are yielded count in this sequence.
        ontology: knows countries, their forces, and titles.
    """
    named = [(place, one) for place, one in enumerate(entities) if one.named or one.known]
    forces = Forces.of_ontology(ontology)
    titles, nouns = titles_of(ontology), _words(ontology, "NominalCue")
    common = _common_words(ontology)
    known = ((one.known, place) for place, one in named if one.known)
    yield from _groups(known, "the lexicon has one entry for them")
    country = ((forces_of([one], forces), place) for place, one in named)
    yield from _groups(country, "the forces of one country as a whole")
    yield from _groups(_other_forces(named, forces), "the forces of one country as a whole")
    spelled = [
        (name, place)
        for place, one in named
        for name in full_names(one, titles)
        # "Parliament", "Ministry of Defence": every country has them
        if folded(name) not in nouns and not set(folded(name).split()) <= common
        if one.type != GROUP or len(name.split()) == 1 or folded(name) in forces.countries
    ]
    yield from _groups(((folded(name), place) for name, place in spelled), "the same name")
    yield from _groups(
        ((joined(name), place) for name, place in spelled),
        "the same name, spelled differently",
        exact=False,
    )
    bodies = [pair for pair in spelled if entities[pair[1]].type in NAMED_BY_NOUNS]
    same_words = ((" ".join(_several(content_words(name))), place) for name, place in bodies)
    yield from _groups(same_words, "the same name but for small words", exact=False)
    people = [pair for pair in spelled if entities[pair[1]].type == PERSON]
    in_any_order = ((" ".join(sorted(transliterated(n).split())), place) for n, place in people)
    yield from _groups(in_any_order, "the same name, in another order", exact=False)
    yield from _groups(
        ((loose(name), place) for name, place in spelled),
        "the same name, transliterated differently",
        exact=False,
    )
    yield from _middle_names(people)
    yield from _acronyms(named)


def all_names(entity: Entity) -> list[str]:
    """Return every name that an article gives an entity, sorted."""
    found = {" ".join(one.text.split()) for one in entity.mentions if one.kind == "name"}
    return sorted(found) or ([] if entity.known else [entity.name])


def forces_of(entities: Iterable[Entity], forces: Forces) -> str | None:
    """Return the IRI of the country whose forces as a whole the entities are; None for others."""
    found = Counter(
        country
        for entity in entities
        if entity.type == UNIT and entity.named
        for name in all_names(entity)
        if (country := forces.country(name))
    )
    return min(found, key=lambda country: (-found[country], country), default=None)


def titles_of(ontology: Ontology) -> frozenset[str]:
    """Return the folded titles that stand before names."""
    return _words(ontology, "HonorificCue")


def _common_words(ontology: Ontology) -> frozenset[str]:
    """Return the words of which the names of bodies consist that every country has."""
    bodies = [cue for cue in ontology.cues("NominalCue") if cue.denotes in {ORGANIZATION, UNIT}]
    phrases = [word for cue in (*bodies, *ontology.cues("StateCue")) for word in cue.words]
    return SMALL | {part for phrase in phrases for part in folded(phrase).split()}


def _words(ontology: Ontology, kind: str) -> frozenset[str]:
    return frozenset(folded(word) for cue in ontology.cues(kind) for word in cue.words)


def _other_forces(named: Iterable[tuple[int, Entity]], forces: Forces) -> Iterator[Keyed]:
    """Yield the forces as a whole of the countries that the lexicon does not know, but a text."""
    every = list(named)
    countries = {
        folded(name)
        for _, one in every
        if one.type == "Country" and not one.known
        for name in all_names(one)
    }
    for place, one in every if countries else ():
        if one.type == UNIT:
            found = {forces.owner(name, countries) for name in all_names(one)} - {None}
            yield (found.pop() if len(found) == 1 else None), place


def _several(words: Sequence[str]) -> Sequence[str]:
    return words if len(words) > 1 else ()


def _groups(keyed: Iterable[Keyed], why: str, *, exact: bool = True) -> Iterator[Shared]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, place in keyed:
        if key:
            found[key].append(place)
    for key in sorted(found):
        places = sorted(set(found[key]))
        if len(places) > 1:
            yield Shared(places, f"{why}: {key}", exact)


def full_names(entity: Entity, titles: frozenset[str]) -> list[str]:
    """Return the names that are enough to tell an entity by: of people no bare surname."""
    found = []
    for name in all_names(entity):
        words = name.split()
        while len(words) > 1 and folded(words[0]) in titles:
            words.pop(0)
        if entity.type != PERSON or len(words) > 1:
            found.append(" ".join(words))
    spelled = [name for name in found if not is_acronym(name)]
    if entity.type != PERSON or len(spelled) == 1:
        return spelled
    plain = {name: folded(name) for name in spelled}
    return [  # not El Sayed, of somebody whom the article also calls Nadia El Sayed
        name
        for name in spelled
        if not any(one.endswith(f" {plain[name]}") for one in plain.values())
    ]


def _middle_names(people: Iterable[tuple[str, int]]) -> Iterator[Shared]:
    """Yield people of one first and last name, if at most one of them has a name between."""
    found: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(dict)
    for name, place in people:
        words = transliterated(name).split()
        found[words[0], words[-1]].setdefault(" ".join(words[1:-1]), []).append(place)
    for (first, last), middles in sorted(found.items()):
        between = [middle for middle in middles if middle]
        if "" in middles and len(between) == 1:
            places = sorted({place for group in middles.values() for place in group})
            yield Shared(
                places, f"the same first and last name: {first} {between[0]} {last}", exact=False
            )


def _acronyms(named: Iterable[tuple[int, Entity]]) -> Iterator[Shared]:
    """Yield those that only have an acronym, with those that an article gives both names of."""
    spelled_out: dict[str, dict[str, list[int]]] = defaultdict(dict)
    bare: dict[str, list[int]] = defaultdict(list)
    for place, entity in named:
        names = all_names(entity)
        short = {acronym(name) for name in names if is_acronym(name)}
        long = [name for name in names if not is_acronym(name)]
        for one in () if long else short:
            bare[one].append(place)
        for one in short if long else ():
            fitting = [name for name in long if one in initials(name)] or [max(long, key=len)]
            for name in fitting:
                spelled_out[one].setdefault(folded(name), []).append(place)
    for one in sorted({*bare, *spelled_out}):
        if len(spelled_out[one]) < 2:  # two names of one acronym: nobody can tell which is meant
            places = sorted(
                {*bare[one], *(p for found in spelled_out[one].values() for p in found)}
            )
            yield Shared(places, f"the same acronym: {one.upper()}", exact=False)
