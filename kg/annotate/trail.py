"""What the text has spoken of so far -> whom a pronoun or a definite noun means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.annotate.antecedents import (
    AT_MOST,
    FAR,
    NEAR,
    REACH,
    agrees,
    candidates,
    is_expletive,
    places_of,
    salience,
    same_clause,
)
from kg.annotate.chain import Chain, head_word
from kg.annotate.draft import COUNTRY, GROUP, PERSON, UNIT, Draft, Words, texts
from kg.annotate.nominals import SAID
from kg.lang.grammar import COMPOUND, children, logical_object
from kg.lang.layers import layers
from kg.lang.spelling import acronym, folded, is_acronym

PEOPLE = frozenset({PERSON, GROUP, UNIT})
BODIES = frozenset({"NewsOutlet", "Organization", UNIT})
BY_CLASS = frozenset({"NewsOutlet", "Organization", COUNTRY, "Region", "City"})
"""Classes of which a definite noun is the last one named: the outlet, the company, the country."""
LAST = 4
"""Mentions of a chain that its salience is taken from."""
TOLD = 2.5
"""What it adds to salience that a title has told the gender."""
FLOOR = -3.0
"""Salience under which a pronoun stays unresolved."""


class Trail:
    """The mentions that the text has come past, with their chains."""

    def __init__(self, drafts: Sequence[Draft], words: Words) -> None:
        self._words = words
        self._places = places_of(drafts)
        self._said = _said(drafts)
        self._drafts: list[Draft] = []
        self._of: dict[Draft, Chain] = {}
        self._seen: dict[Chain, list[Draft]] = defaultdict(list)
        self._called: dict[str, list[Chain]] = defaultdict(list)
        """Noun, title or word of a name -> chains that the text has called so."""

    def add(self, draft: Draft, chain: Chain) -> None:
        """Remember that the text has come past a mention."""
        self._drafts.append(draft)
        self._of[draft] = chain
        self._seen[chain].append(draft)
        name = texts(draft.tokens) if draft.kind == "name" else []
        for noun in {self._noun(draft), *draft.roles, *name} - {""}:
            if chain not in self._called[noun][-1:]:
                self._called[noun].append(chain)

    def join(self, chain: Chain, other: Chain) -> None:
        """Give the mentions of ``other`` to ``chain``."""
        self._of.update(dict.fromkeys(self._seen[other], chain))
        self._seen[chain] += self._seen.pop(other)
        for noun in other.lemmas:
            self._called[noun].append(chain)

    def antecedent(self, draft: Draft) -> Chain | None:
        """Return whom a pronoun means, None if nothing fits well enough."""
        if draft.agrees == "neuter" and is_expletive(draft):
            return None
        best: tuple[float, Chain] | None = None
        for before in candidates(self._drafts, REACH[draft.agrees], self._places, draft):
            chain = self._of[before]
            fits = agrees(draft.agrees, type=chain.type, many=chain.many, gender=chain.gender)
            if not fits or same_clause(draft.head, before.head) or _owns(draft, before):
                continue
            score = self._salience(draft, before) + TOLD * (chain.told == draft.agrees)
            if best is None or score > best[0]:
                best = score, chain
        if best is None or best[0] < FLOOR:
            return None
        if not best[1].type and draft.is_subject and draft.head.head.i in self._said:
            best[1].types[GROUP if draft.many else PERSON] += 1  # the parents … they said
        return best[1]

    def known_thing(self, draft: Draft) -> Chain | None:
        """Return what a definite noun means; not if its own words say it: the men sent by Kim."""
        if draft.restricted:
            return None if draft.many else self._same_noun(draft)
        if draft.type in BY_CLASS and not draft.many and not draft.country and not _named(draft):
            return self._last_of_class(draft) or self._same_noun(draft)
        return self._same_noun(draft) or self._last_people(draft) or self._countryman(draft)

    def _same_noun(self, draft: Draft) -> Chain | None:
        """Return whom the text last called so: the diary, the minister (of Minister Ada Moll)."""
        best: tuple[float, Chain] | None = None
        nouns = dict.fromkeys((self._noun(draft), *self._plural(draft)))
        called = [chain for noun in nouns for chain in self._called[noun][: -AT_MOST - 1 : -1]]
        for chain in called:
            if chain.many != draft.many or not _one_country(draft, chain):
                continue
            fits = self._words.related(chain.type, draft.type) or self._is_headed(chain, draft)
            if (chain.named and not fits) or (_is_anybody(chain) and draft.definite):
                continue
            for before in self._seen[chain][-LAST:]:
                if self._is_dead(before) and draft.many and draft.is_subject:
                    continue
                score = self._salience(draft, before)
                if before.special >= draft.special and (best is None or score > best[0]):
                    best = score, chain
        return best[1] if best else None

    def _plural(self, draft: Draft) -> Iterator[str]:
        """Yield the noun as it stands in a name: the engineers, of the 5th Engineers."""
        if draft.many and draft.definite and draft.type in PEOPLE:
            yield folded(draft.head.text)

    def _is_headed(self, chain: Chain, draft: Draft) -> bool:
        """Return whether a noun is the last word of a name: the survey, of the Geological Survey.

        Not where the text has spoken of another survey.
        """
        if not draft.type:
            return False
        others = self._called[draft.lemma]
        named = [one for one in chain.drafts if one.kind == "name" and one.type in BODIES]
        headed = any(head_word(one) in {draft.lemma, folded(draft.head.text)} for one in named)
        return headed and draft.definite and all(one.named for one in others)

    def _is_dead(self, before: Draft) -> bool:
        """Return whether somebody is said to be dead: 40 rebels were killed, if not all of them."""
        verb = before.head.head
        if verb.lemma_ not in self._words.fates or before.definite or before.kind != "nominal":
            return False
        whom = logical_object(verb)
        return before.is_subject if whom is None else whom.i == before.head.i

    def _last_of_class(self, draft: Draft) -> Chain | None:
        """Return the outlet, company, country … that was named last, or called so."""
        best: tuple[bool, float, Chain] | None = None
        for before in candidates(self._drafts, FAR, self._places, draft):
            chain = self._of[before]
            if chain.type != draft.type or not (chain.named or before.special):
                continue
            other = self._nouns_of(chain) - {draft.lemma}
            if draft.lemma not in chain.words and other and draft.type == "Organization":
                continue  # the company is no Union of Port Workers
            if _is_other_acronym(chain, draft) or self._is_of_a_state(chain, draft):
                continue
            score = self._salience(draft, before)
            if best is None or (draft.lemma in chain.words, score) > best[:2]:
                best = draft.lemma in chain.words, score, chain
        return best[2] if best else None

    def _is_of_a_state(self, chain: Chain, draft: Draft) -> bool:
        """Return whether only a state has such a thing: the ministry is no club."""
        return draft.lemma in self._words.states - chain.words - chain.lemmas

    def _nouns_of(self, chain: Chain) -> set[str]:
        """Return the common nouns for bodies in the names of a chain."""
        return chain.words & self._words.bodies

    def _countryman(self, draft: Draft) -> Chain | None:
        """Return whom "the Ruritanian leader" means: who was named, if it is only one."""
        soldier = f"{draft.lemma}s" in self._words.forces.nouns
        if draft.type != PERSON or not draft.country or soldier:
            return None
        found: list[Chain] = []
        for before in candidates(self._drafts, FAR, self._places, draft):
            chain = self._of[before]
            named = chain.named and chain.type == PERSON and chain.country == draft.country
            if named and chain not in found:
                found.append(chain)
        return found[0] if len(found) == 1 else None

    def _last_people(self, draft: Draft) -> Chain | None:
        """Return the last unnamed people: two soldiers … the prisoners."""
        if draft.type not in PEOPLE or not draft.many or draft.country:
            return None
        for before in candidates(self._drafts, NEAR, self._places, draft):
            chain = self._of[before]
            if chain.type == GROUP and before.special and chain.many:
                return None if same_clause(draft.head, before.head) else chain
        return None

    def _salience(self, draft: Draft, before: Draft) -> float:
        return salience(draft, before, self._places, len(self._of[before].drafts))

    def _noun(self, draft: Draft) -> str:
        """Return the noun of a draft; one for all that mean a force."""
        many = draft.many and draft.kind != "name"
        if draft.whole or (many and folded(draft.head.text) in self._words.forces.nouns):
            return "/forces"
        return draft.lemma


def _said(drafts: Sequence[Draft]) -> frozenset[int]:
    """Return the words of saying, whose subject is a person or people."""
    if not drafts:
        return frozenset()
    matches = layers(drafts[0].tokens.doc).matches("SpeechCue")
    return frozenset(
        match.head for match in matches if match.cue.mode in SAID and match.cue.subject_role is None
    )


def _is_anybody(chain: Chain) -> bool:
    """Return whether a chain is of nobody in particular: soldiers who see a drone."""
    first = next(iter(chain.drafts), None)
    if first is None or chain.named:
        return False
    return first.many and first.restricted and len(first.tokens) == 1


def _named(draft: Draft) -> bool:
    """Return whether a noun phrase begins with a name of its own: the Harbour Workers union."""
    own = children(draft.head, COMPOUND)
    return any(one.pos_ == "PROPN" and one.text[0].isupper() for one in own)


def _one_country(draft: Draft, chain: Chain) -> bool:
    return not draft.country or not chain.country or draft.country == chain.country


def _is_other_acronym(chain: Chain, draft: Draft) -> bool:
    """Return whether all that is known of a body is an acronym, and not of such a noun."""
    names = [one.tokens.text for one in chain.drafts if one.kind == "name"]
    known = chain.iri or draft.lemma in chain.lemmas or draft.type != "Organization"
    if known or not names or not all(map(is_acronym, names)):
        return False
    return all(draft.lemma[:1] not in acronym(name) for name in names)


def _owns(draft: Draft, before: Draft) -> bool:
    """Return whether the pronoun stands in the noun phrase itself: his comrades."""
    return before.tokens.start <= draft.start < before.tokens.end
