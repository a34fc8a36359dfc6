"""Drafts of mentions -> chains: which of them are one person, place, force, document.

Names first, the longest first, each by a key; then the rest in text order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from kg.annotate.chain import KIND, Chain, given, sought
from kg.annotate.draft import CITY, COUNTRY, GROUP, PERSON, UNIT, Draft, Words, lemma
from kg.annotate.trail import Trail
from kg.lang.grammar import (
    APPOSITION,
    OBJECT,
    POSSESSOR,
    children,
    described,
    governor,
    is_passive,
    logical_object,
    obliques,
)
from kg.lang.spelling import acronym, folded, initials
from kg.lang.told import PLACES

LONGEST = 9
"""Words of a name that an acronym in brackets stands for."""
OF = frozenset({"of"})
"""Preposition between a common noun and the name of the place itself: the town of Sarn."""
AS = frozenset({"as"})


class Chains:
    """The chains of one article, while they grow."""

    def __init__(self, drafts: Sequence[Draft], words: Words) -> None:
        self._all: list[Chain] = []
        self._drafts, self._words = drafts, words
        self._of: dict[Draft, Chain] = {}
        self._keys: dict[str, list[Chain]] = defaultdict(list)
        self._trail = Trail(drafts, words)
        self._main = _main_force(drafts, words)
        self._headed: dict[int, list[Draft]] = defaultdict(list)
        self._ending: dict[int, list[Draft]] = defaultdict(list)
        self._starting: dict[int, list[Draft]] = defaultdict(list)
        for draft in drafts:
            self._starting[draft.start].append(draft)
            self._headed[draft.head.i].append(draft)
            self._ending[draft.tokens.end].append(draft)

    def link(self) -> list[Chain]:
        """Return the chains of all drafts that could be resolved."""
        named = [one for one in self._drafts if one.kind in {"name", "demonym"}]
        for draft in sorted(named, key=_length):
            self._put(draft, self._chain_of_name(draft))
        for draft in self._drafts:
            chain = self._of.get(draft) or self._chain_of(draft)
            if chain is not None and draft.same_as is None:
                self._put(draft, chain)
                self._trail.add(draft, chain)
        for draft in self._drafts:
            whole = self._of.get(draft.same_as) if draft.same_as else None
            if whole is not None:
                self._put(draft, whole)
        return [chain for chain in self._all if chain.drafts and chain.type]

    def _put(self, draft: Draft, chain: Chain) -> None:
        if draft in self._of:
            return
        if not chain.drafts:
            self._all.append(chain)
        chain.add(draft)
        self._of[draft] = chain
        for key in given(draft) if draft.kind in {"name", "demonym"} else ():
            if chain not in self._keys[key]:
                self._keys[key].append(chain)

    def _chain_of_name(self, draft: Draft) -> Chain:
        if draft.special and draft.kind == "name":
            return Chain()  # two of the soldiers: nobody has spoken of just them
        if draft.type == GROUP and draft.country and draft.country == self._main:
            draft.type, draft.whole = UNIT, True
        if filed := self._filed_from(draft):
            return filed
        for key in sought(draft):
            found = [one for one in self._keys[key] if self._may_name(draft, one)]
            if key.startswith(KIND) and (len(found) > 1 or not self._is_of_a_kind(draft)):
                continue  # "the Commission", after two of them
            if found:
                return self._best(draft, found)
        return self._explained(draft) or Chain()

    def _best(self, draft: Draft, found: Sequence[Chain]) -> Chain:
        """Return the chain that a name is short for: that of its title, else the nearest.

        A new one if all have but the surname, and other offices: General Roux, President Roux.
        """
        titles = {folded(title) for title in draft.roles} & self._words.offices
        if draft.type != PERSON or not titles:
            return found[0] if len(found) == 1 else self._nearest(draft, found)
        same = [one for one in found if _same_office(titles, self._offices(one))]
        apart = [one for one in found if one not in same and self._offices(one)]
        bare = all(" " not in folded(one.tokens.text) for each in apart for one in each.drafts)
        if not same and len(apart) == len(found) and bare:
            return Chain()
        fitting = same or found
        return fitting[0] if len(fitting) == 1 else self._nearest(draft, fitting)

    def _offices(self, chain: Chain) -> set[str]:
        """Return the offices that titles, and nouns beside its names, say that somebody has."""
        beside = {lemma(one) for draft in chain.drafts for one in children(draft.head, APPOSITION)}
        return {folded(title) for title in chain.lemmas | beside} & self._words.offices

    def _filed_from(self, draft: Draft) -> Chain | None:
        """Return the city that a dateline means, not its region: OM, of Om city."""
        doc, text = draft.tokens.doc, draft.tokens.text
        opens = draft.start == 0 or doc[draft.start - 1].is_space
        if draft.type not in PLACES - {COUNTRY} or draft.iri or not text.isupper() or not opens:
            return None
        city = f"{folded(text)} "
        for chain in self._all if len(text) > 1 else ():
            names = (folded(one.tokens.text) for one in chain.drafts if one.kind == "name")
            if chain.type == CITY and any(name.startswith(city) for name in names):
                draft.type = CITY
                return chain
        return None

    def _is_of_a_kind(self, draft: Draft) -> bool:
        """Return whether a name is a word for a body, or has an article as such words have."""
        before = draft.tokens.doc[draft.start - 1] if draft.start else None
        known = folded(draft.tokens.text) in self._words.bodies
        return known or (before is not None and before.morph.get("PronType", []) == ["Art"])

    def _explained(self, draft: Draft) -> Chain | None:
        """Return the chain of the name before a bracket: Directorate of Ports (PORD)."""
        doc, before = draft.tokens.doc, draft.start - 1
        if before < 1 or doc[before].text not in "([" or draft.tokens.end >= len(doc):
            return None
        if doc[draft.tokens.end].text not in ")]":
            return None
        spelled_out = [  # the Mission in Om (MIO)
            one
            for start in range(max(0, before - LONGEST), before)
            for one in self._starting.get(start, ())
            if acronym(draft.tokens.text) in initials(doc[start:before].text)
        ]
        for one in [*self._ending.get(before, ()), *spelled_out]:
            chain = self._of.get(one)
            if chain is not None and self._may_name(draft, chain):
                return chain
        return None

    def _may_name(self, draft: Draft, chain: Chain) -> bool:
        if draft.iri and chain.iri:
            return draft.iri == chain.iri
        if draft.whole != chain.whole:
            return False
        return self._words.related(draft.type, chain.type)

    def _nearest(self, draft: Draft, found: Sequence[Chain]) -> Chain:
        """Return the chain whose last mention before the draft is nearest, else the first after."""

        def distance(chain: Chain) -> tuple[bool, int]:
            before = [draft.start - one.start for one in chain.drafts if one.start <= draft.start]
            return (not before, min(before, default=chain.drafts[0].start))

        return min(found, key=distance)

    def _chain_of(self, draft: Draft) -> Chain | None:
        if draft.kind == "pronoun":
            return self._of_pronoun(draft)
        if forces := self._owned_forces(draft):
            return forces
        chain = self._described(draft)
        again = draft.definite or draft.whole or _is_some(draft)
        before = self._trail.known_thing(draft) if again else None
        if chain is not None and before is not None and not before.named:
            self._join(chain, before)  # a soldier … the soldier was named John Doe
        return chain or before or Chain()

    def _of_pronoun(self, draft: Draft) -> Chain | None:
        """Return whom a pronoun means; who "he" was, once he is identified as John Doe."""
        chain = self._spelled_out(draft) or self._trail.antecedent(draft)
        told = [one for token in self._christened(draft.head) for one in self._headed[token.i]]
        chains = [self._of[one] for one in told if one in self._of]
        named = next((one for one in chains if one.type == PERSON), None)
        if chain is None or named is None or chain.named or chain.type != PERSON:
            return chain
        self._join(named, chain)
        return named

    def _spelled_out(self, draft: Draft) -> Chain | None:
        """Return whom the brackets behind a pronoun name: they [the Tarvians] left."""
        doc, after = draft.tokens.doc, draft.tokens.end
        if after >= len(doc) or doc[after].text != "[":
            return None
        close = next((one.i for one in doc[after : after + LONGEST] if one.text == "]"), None)
        told = self._ending.get(close, ()) if close is not None else ()
        return next((self._of[one] for one in told if one in self._of), None)

    def _owned_forces(self, draft: Draft) -> Chain | None:
        """Return the forces of the country that "its" means: its troops."""
        if draft.type != UNIT or draft.kind != "nominal" or draft.special or draft.country:
            return None
        if folded(draft.head.text) not in self._words.forces.nouns:
            return None
        own = (one for child in children(draft.head, POSSESSOR) for one in self._headed[child.i])
        pronoun = next((one for one in own if one.kind == "pronoun"), None)
        owner = self._trail.antecedent(pronoun) if pronoun is not None else None
        if owner is None or owner.type != COUNTRY:
            return None
        names = {one.iri or folded(one.tokens.text) for one in owner.drafts if one.kind == "name"}
        found = [one for name in sorted(names) for one in self._keys.get(f"forces {name}", ())]
        return found[0] if found else None

    def _join(self, chain: Chain, other: Chain) -> None:
        if chain is not other:
            for draft in other.drafts:
                chain.add(draft)
                self._of[draft] = chain
            self._trail.join(chain, other)
            other.drafts = []

    def _described(self, draft: Draft) -> Chain | None:
        """Return the chain of what the noun is in apposition to, or said to be."""
        places = [
            one.noun for one in obliques(draft.head) if one.case in OF and draft.type in PLACES
        ]
        of = [one.noun for one in obliques(draft.head) if one.case in OF]
        beside = [name for noun in of for name in children(noun, APPOSITION)]
        tokens = [*described(draft.head), *self._christened(draft.head), *places, *beside]
        told = [one for token in tokens for one in self._headed.get(token.i, ())]
        for one in [*told, *self._beside(draft)]:
            chain = self._of.get(one)
            if chain is None or chain.many != draft.many or one.kind == "demonym":
                continue
            if self._words.related(chain.type, draft.type) and chain.type != COUNTRY:
                return chain
        return None

    def _beside(self, draft: Draft) -> list[Draft]:
        """Return the name before the comma in "Ada Moll, the mayor," where the parser lost it."""
        doc, comma = draft.tokens.doc, draft.start - 1
        if comma < 1 or doc[comma].text != "," or draft.kind != "nominal":
            return []
        after = doc[draft.tokens.end] if draft.tokens.end < len(doc) else None
        if after is None or not (after.is_punct or after.pos_ == "ADP"):
            return []
        names = [one for one in self._ending.get(comma, ()) if one.kind == "name"]
        if draft.is_subject:  # "Ada Moll, the mayor of Sarn, resigned": with a comma behind
            close = draft.head.right_edge.i
            closed = "," in {doc[close].text, doc[min(close + 1, len(doc) - 1)].text}
            names = [one for one in names if closed and _is_loose(one.head)]
        return names

    def _christened(self, head: Token) -> Iterator[Token]:
        """Yield the name in "the soldier was named John Doe", "they named him as John Doe"."""
        verb = head.head
        if verb.lemma_ not in self._words.naming or logical_object(verb) != head:
            return
        if is_passive(verb):
            yield from (
                child for child in verb.children if child.i > verb.i and child.pos_ == "PROPN"
            )
        yield from (one.noun for one in obliques(verb) if one.case in AS)


def _is_some(draft: Draft) -> bool:
    """Return whether soldiers are some of those that the text is about: some soldiers fled."""
    first = draft.tokens[0]
    some = first.pos_ == "DET" and first.morph.get("PronType", []) == ["Ind"]
    return some and draft.many and draft.type == UNIT and len(draft.tokens) == 2


def _is_loose(name: Token) -> bool:
    """Return whether a name is neither object nor after a preposition: it stands in front."""
    return name.dep_ not in OBJECT and governor(name) is None


def _length(draft: Draft) -> tuple[int, int, int]:
    """Return what sorts names, the longest first: a double surname is shorter than a full name."""
    return -len(draft.tokens.text.split()), -len(draft.tokens), draft.start


def _main_force(drafts: Iterable[Draft], words: Words) -> str:
    """Return the country whose soldiers the article is about: "the North Koreans" are they."""
    uses = Counter(
        one.country
        for one in drafts
        if one.country
        if (one.kind == "name" and (one.whole or one.special))
        or f"{one.lemma}s" in words.forces.nouns  # a North Korean soldier
    )
    first, second = [*uses.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] > second[1] and first[1] > 1 else ""


def _same_office(titles: Iterable[str], offices: Iterable[str]) -> bool:
    """Return whether two people may have one office: Gov. is short for Governor."""
    return any(one.startswith(two) or two.startswith(one) for one in titles for two in offices)
