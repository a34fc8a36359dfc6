"""Drafts of mentions -> chains: which of them are one person, place, force, document.

Names first, the longest first, each by a key; then the rest in text order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.annotate.antecedents import (
    AT_MOST,
    FAR,
    NEAR,
    REACH,
    Place,
    agrees,
    candidates,
    is_expletive,
    places_of,
    salience,
    same_clause,
)
from kg.annotate.draft import COUNTRY, GROUP, PERSON, UNIT, Draft, Words, texts
from kg.annotate.nominals import SAID
from kg.lang.grammar import described, is_passive, logical_object, obliques
from kg.lang.layers import layers
from kg.lang.spelling import acronym, folded, initials, is_acronym, joined

PEOPLE = frozenset({PERSON, GROUP, UNIT})
PLACES = frozenset({COUNTRY, "City", "Region", "Place"})
GENDERS = frozenset({"masculine", "feminine"})
BY_CLASS = frozenset({"NewsOutlet", "Organization", COUNTRY, "Region", "City"})
"""Classes of which a definite noun is the last one named: the outlet, the company, the country."""
LAST = 4
"""Mentions of a chain that its salience is taken from."""
OF = frozenset({"of"})
"""Preposition between a common noun and the name of the place itself: the town of Sarn."""
TOLD = 1.5
"""What it adds to salience that a word has told the gender."""
FLOOR = -3.0
"""Salience under which a pronoun stays unresolved."""


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions of one entity of the article."""

    drafts: list[Draft] = field(default_factory=list)
    types: Counter[str] = field(default_factory=Counter)
    iri: str = ""
    gender: str = ""
    told: str = ""
    """Its gender, if a title or common noun says so and not only a pronoun."""
    country: str = ""
    whole: bool = False
    lemmas: set[str] = field(default_factory=set)
    """Common nouns and titles that the text calls it."""
    words: set[str] = field(default_factory=set)
    """Folded words of its names."""

    @property
    def type(self) -> str:
        """Class that most of its mentions speak for; "" for what no class is known of."""
        return min(self.types, key=lambda name: (-self.types[name], name), default="")

    @property
    def named(self) -> bool:
        """Whether it has a proper name."""
        return any(draft.kind == "name" for draft in self.drafts)

    @property
    def many(self) -> bool:
        """Whether it is spoken of in the plural."""
        first = next((one for one in self.drafts if one.kind != "pronoun"), None)
        return first is not None and first.many

    def add(self, draft: Draft) -> None:
        """Take a mention in."""
        self.drafts.append(draft)
        if draft.type and draft.kind != "pronoun":
            self.types[draft.type] += {"name": 3, "demonym": 2}.get(draft.kind, 1)
        self.iri = self.iri or draft.iri
        gender = draft.agrees if draft.agrees in GENDERS else ""
        self.gender = self.gender or gender
        self.told = self.told or (gender if draft.kind != "pronoun" else "")
        self.country = self.country or draft.country
        self.whole = self.whole or draft.whole
        self.lemmas |= draft.roles | ({draft.lemma} if draft.lemma else set())
        if draft.kind == "name":
            self.words |= set(folded(draft.tokens.text).split())


class Chains:
    """The chains of one article, while they grow."""

    def __init__(self, drafts: Sequence[Draft], words: Words) -> None:
        self.all: list[Chain] = []
        self._drafts, self._words = drafts, words
        self._of: dict[int, Chain] = {}
        """Draft (its id) -> chain."""
        self._keys: dict[str, list[Chain]] = defaultdict(list)
        self._places: dict[int, Place] = places_of(drafts)
        self._trail: list[Draft] = []
        self._seen: dict[int, list[Draft]] = defaultdict(list)
        """Chain (its id) -> its mentions as far as the text has been read."""
        self._called: dict[str, list[Chain]] = defaultdict(list)
        """Noun, title or word of a name -> chains that the text has called so."""
        self._main = _main_force(drafts)
        self._said = _said(drafts)
        self._headed: dict[int, list[Draft]] = defaultdict(list)
        self._ending: dict[int, list[Draft]] = defaultdict(list)
        for draft in drafts:
            self._headed[draft.head.i].append(draft)
            self._ending[draft.tokens.end].append(draft)

    def link(self) -> list[Chain]:
        """Return the chains of all drafts that could be resolved."""
        named = [one for one in self._drafts if one.kind in {"name", "demonym"}]
        for draft in sorted(named, key=lambda one: (-len(one.tokens), one.start)):
            self._put(draft, self._chain_of_name(draft))
        for draft in self._drafts:
            if id(draft) not in self._of:
                chain = self._chain_of(draft)
                if chain is not None:
                    self._put(draft, chain)
            if id(draft) in self._of:
                self._saw(draft)
        return [chain for chain in self.all if chain.drafts and chain.type]

    def _put(self, draft: Draft, chain: Chain) -> None:
        if not chain.drafts:
            self.all.append(chain)
        chain.add(draft)
        self._of[id(draft)] = chain
        for key in _given(draft):
            if chain not in self._keys[key]:
                self._keys[key].append(chain)

    # ---- names ----

    def _chain_of_name(self, draft: Draft) -> Chain:
        if draft.special and draft.kind == "name":
            return Chain()  # two of the soldiers: nobody has spoken of just them
        if draft.type == GROUP and draft.country and draft.country == self._main:
            draft.type, draft.whole = UNIT, True
        for key in _sought(draft):
            found = [one for one in self._keys[key] if self._may_name(draft, one)]
            if found:
                return found[0] if len(found) == 1 else self._nearest(draft, found)
        return self._explained(draft) or Chain()

    def _explained(self, draft: Draft) -> Chain | None:
        """Return the chain of the name before a bracket: Directorate of Ports (PORD)."""
        doc, before = draft.tokens.doc, draft.start - 1
        if before < 1 or doc[before].text not in "([" or draft.tokens.end >= len(doc):
            return None
        if doc[draft.tokens.end].text not in ")]":
            return None
        for one in self._ending.get(before, ()):
            chain = self._of.get(id(one))
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

    # ---- the rest ----

    def _chain_of(self, draft: Draft) -> Chain | None:
        if draft.kind == "pronoun":
            return self._antecedent(draft)
        chain = self._described(draft)
        before = self._known_thing(draft) if draft.definite or draft.whole else None
        if chain is not None and before is not None and not before.named:
            self._join(chain, before)  # a soldier … the soldier was named John Doe
        return chain or before or Chain()

    def _join(self, chain: Chain, other: Chain) -> None:
        if chain is not other:
            for draft in other.drafts:
                chain.add(draft)
                self._of[id(draft)] = chain
            self._seen[id(chain)] += self._seen.pop(id(other), [])
            for noun in other.lemmas:
                self._called[noun].append(chain)
            other.drafts = []

    def _known_thing(self, draft: Draft) -> Chain | None:
        """Return what a definite noun means; not if its own words say it: the men sent by Kim."""
        if draft.restricted:
            return None if draft.many else self._same_noun(draft)
        if draft.type in BY_CLASS and not draft.many and not draft.country:
            return self._last_of_class(draft) or self._same_noun(draft)
        return self._same_noun(draft) or self._last_people(draft)

    def _antecedent(self, draft: Draft) -> Chain | None:
        if draft.agrees == "neuter" and is_expletive(draft):
            return None
        best: tuple[float, Chain] | None = None
        for before in candidates(self._trail, REACH[draft.agrees], self._places, draft):
            chain = self._of[id(before)]
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

    def _described(self, draft: Draft) -> Chain | None:
        """Return the chain of what the noun is in apposition to, or said to be."""
        places = [
            one.noun for one in obliques(draft.head) if one.case in OF and draft.type in PLACES
        ]
        tokens = [*described(draft.head), *self._christened(draft.head), *places]
        told = [one for token in tokens for one in self._headed.get(token.i, ())]
        for one in [*told, *self._beside(draft)]:
            chain = self._of.get(id(one))
            if chain is None or chain.many != draft.many or one.kind == "demonym":
                continue
            if self._words.related(chain.type, draft.type) and chain.type != COUNTRY:
                return chain
        return None

    def _beside(self, draft: Draft) -> list[Draft]:
        """Return the name before the comma in "Ada Moll, the mayor," where the parser lost it."""
        doc, comma = draft.tokens.doc, draft.start - 1
        if comma < 1 or doc[comma].text != "," or draft.is_subject or draft.kind != "nominal":
            return []
        after = doc[draft.tokens.end] if draft.tokens.end < len(doc) else None
        if after is None or not (after.is_punct or after.pos_ == "ADP"):
            return []
        return [one for one in self._ending.get(comma, ()) if one.kind == "name"]

    def _christened(self, head: Token) -> Iterator[Token]:
        """Yield the name in "the soldier was named John Doe", of the soldier."""
        verb = head.head
        if verb.lemma_ in self._words.naming and is_passive(verb) and logical_object(verb) == head:
            yield from (
                child for child in verb.children if child.i > verb.i and child.pos_ == "PROPN"
            )

    def _same_noun(self, draft: Draft) -> Chain | None:
        """Return whom the text last called so: the diary, the minister (of Minister Ada Moll)."""
        best: tuple[float, Chain] | None = None
        for chain in self._called[self._noun(draft)][: -AT_MOST - 1 : -1]:
            if chain.many != draft.many or not _one_country(draft, chain):
                continue
            if chain.named and not self._words.related(chain.type, draft.type):
                continue
            for before in self._seen[id(chain)][-LAST:]:
                score = self._salience(draft, before)
                if before.special >= draft.special and (best is None or score > best[0]):
                    best = score, chain
        return best[1] if best else None

    def _saw(self, draft: Draft) -> None:
        """Remember that the text has come past a mention."""
        chain = self._of[id(draft)]
        self._trail.append(draft)
        self._seen[id(chain)].append(draft)
        name = texts(draft.tokens) if draft.kind == "name" else []
        for noun in {self._noun(draft), *draft.roles, *name} - {""}:
            if chain not in self._called[noun][-1:]:
                self._called[noun].append(chain)

    def _salience(self, draft: Draft, before: Draft) -> float:
        return salience(draft, before, self._places, len(self._of[id(before)].drafts))

    def _noun(self, draft: Draft) -> str:
        """Return the noun of a draft; one for all that mean a force."""
        if draft.whole or (draft.many and folded(draft.head.text) in self._words.forces.nouns):
            return "/forces"
        return draft.lemma

    def _last_of_class(self, draft: Draft) -> Chain | None:
        """Return the outlet, company, country … that was named last, or called so."""
        best: tuple[bool, float, Chain] | None = None
        for before in candidates(self._trail, FAR, self._places, draft):
            chain = self._of[id(before)]
            if chain.type != draft.type or not (chain.named or before.special):
                continue
            other = self._nouns_of(chain) - {draft.lemma}
            if draft.lemma not in chain.words and other and draft.type == "Organization":
                continue  # the company is no Union of Port Workers
            score = self._salience(draft, before)
            if best is None or (draft.lemma in chain.words, score) > best[:2]:
                best = draft.lemma in chain.words, score, chain
        return best[2] if best else None

    def _nouns_of(self, chain: Chain) -> set[str]:
        """Return the common nouns for bodies in the names of a chain."""
        return chain.words & self._words.bodies

    def _last_people(self, draft: Draft) -> Chain | None:
        """Return the last unnamed people: two soldiers … the prisoners."""
        if draft.type not in PEOPLE or not draft.many or draft.country:
            return None
        for before in candidates(self._trail, NEAR, self._places, draft):
            chain = self._of[id(before)]
            if chain.type == GROUP and before.special and chain.many:
                return chain
        return None


def _sought(draft: Draft) -> Iterator[str]:
    """Yield the keys under which the chain of a name may be found, the surest first."""
    if draft.whole:
        yield f"forces {draft.country}"
        return
    if draft.iri:
        yield f"iri {draft.iri}"
    text = draft.country if draft.kind == "demonym" else draft.tokens.text
    words = folded(text).split()
    if words:
        yield f"name {joined(text)}"
    if draft.kind == "demonym":
        return
    if is_acronym(text):
        yield f"initials {acronym(text)}"
    if draft.type == PERSON:
        yield f"part {words[0]}" if len(words) == 1 else f"ends {words[0]} {words[-1]}"
    elif len(words) == 1 and len(words[0]) > 3:
        yield f"first {words[0]}"


def _given(draft: Draft) -> Iterator[str]:
    """Yield the keys under which later, shorter names find the chain of this one."""
    yield from (key for key in _sought(draft) if not key.startswith(("part ", "first ")))
    words = folded(draft.tokens.text).split()
    if draft.kind == "demonym" or draft.whole or len(words) == 1:
        return
    if draft.type == PERSON:
        yield f"part {words[-1]}"
        yield f"part {words[0]}"
        return
    yield from (f"initials {one}" for one in sorted(initials(draft.tokens.text)))
    if draft.type not in PLACES:
        yield f"first {words[0]}"


def _main_force(drafts: Iterable[Draft]) -> str:
    """Return the country whose soldiers the article is about: "the North Koreans" are they."""
    forces = (one for one in drafts if one.country and one.kind == "name")
    uses = Counter(one.country for one in forces if one.whole or one.special)
    first, second = [*uses.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] > second[1] and first[1] > 1 else ""


def _said(drafts: Sequence[Draft]) -> frozenset[int]:
    """Return the words of saying, whose subject is a person or people."""
    if not drafts:
        return frozenset()
    matches = layers(drafts[0].tokens.doc).matches("SpeechCue")
    return frozenset(
        match.head for match in matches if match.cue.mode in SAID and match.cue.subject_role is None
    )


def _one_country(draft: Draft, chain: Chain) -> bool:
    return not draft.country or not chain.country or draft.country == chain.country


def _owns(draft: Draft, before: Draft) -> bool:
    """Return whether the pronoun stands in the noun phrase itself: his comrades."""
    return before.tokens.start <= draft.start < before.tokens.end
