"""Mentions of one entity of the article, and the keys by which its names find each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.annotate.draft import PERSON, PLACE, Draft
from kg.lang.spelling import acronym, folded, initials, is_acronym, joined
from kg.lang.told import GENDERS, PLACES

KIND = "kind "
"""Key of a name by the word that says what it names; short for it only if no other has it."""


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions of one entity of the article."""

    drafts: list[Draft] = field(default_factory=list)
    types: Counter[str] = field(default_factory=Counter)
    iri: str = ""
    gender: str = ""
    told: str = ""
    """Its gender, if a title before its name says so."""
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
        self.told = self.told or (gender if draft.kind == "name" else "")
        self.country = self.country or draft.country
        self.whole = self.whole or draft.whole
        self.lemmas |= draft.roles | ({draft.lemma} if draft.lemma else set())
        if draft.kind == "name":
            self.words |= set(folded(draft.tokens.text).split())


def sought(draft: Draft) -> Iterator[str]:
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
        yield f"tail {joined(text)}"
    elif len(words) == 1 and len(words[0]) > 3:
        yield f"{'of ' if draft.type == PLACE else 'first '}{words[0]}"
        if draft.type not in PLACES and not draft.iri:
            yield f"{KIND}{words[0]}"


def given(draft: Draft) -> Iterator[str]:
    """Yield the keys under which later, shorter names find the chain of this one."""
    short = ("part ", "first ", "tail ", KIND)
    yield from (key for key in sought(draft) if not key.startswith(short))
    words = folded(draft.tokens.text).split()
    if draft.kind == "demonym" or draft.whole or len(words) == 1:
        return
    if draft.type == PERSON:
        yield f"part {words[-1]}"
        yield f"part {words[0]}"
        yield from (f"tail {joined(' '.join(words[i:]))}" for i in range(1, len(words)))
        return
    yield from (f"initials {one}" for one in sorted(initials(draft.tokens.text)))
    if draft.type == PLACE:  # Om, of the Om Pass; not of Port Om
        yield f"of {words[0]}"
    if draft.type not in PLACES:
        yield f"first {words[0]}"
        yield f"{KIND}{head_word(draft)}"


def head_word(draft: Draft) -> str:
    """Return the folded word that says what a named body is: the Council of a Council for Ports."""
    tokens = [token for token in draft.tokens if not token.is_punct]
    cut = next((i for i, one in enumerate(tokens) if i and one.pos_ == "ADP"), len(tokens))
    return folded(tokens[cut - 1].text)
