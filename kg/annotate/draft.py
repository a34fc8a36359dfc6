"""A mention before it is known whose, and what the lexicon says of words that speak of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.lang.forces import Forces
from kg.lang.grammar import PASSIVE_SUBJECT, SUBJECT
from kg.lang.layers import layers
from kg.lang.spelling import folded
from kg.model import MentionKind
from kg.ontology import Ontology
from kg.terms import Cue, KnownName

UNIT, GROUP, PERSON, ORGANIZATION = "MilitaryUnit", "Group", "Person", "Organization"
COUNTRY, CITY, PLACE, DOCUMENT = "Country", "City", "Place", "Document"


@dataclass(frozen=True, slots=True)
class Words:
    """What the lexicon says of the words by which a text speaks of somebody again."""

    ontology: Ontology
    forces: Forces
    pronouns: Mapping[str, str]
    """Pronoun -> masculine, feminine, neuter, several."""
    genders: Mapping[str, str]
    naming: frozenset[str]
    """Verbs that say who somebody is."""
    fates: frozenset[str]
    """Verbs that say of somebody that he is dead."""
    demonyms: Mapping[str, KnownName]
    """Folded demonym -> what it is of."""
    wholes: frozenset[str]
    """Words before "of" that leave nobody out: all of them."""
    metonyms: Mapping[str, str]
    """Folded name of a capital -> IRI of its country."""
    prepositions: frozenset[str]
    """After which a capital stands for its government."""
    examples: frozenset[str]
    """Prepositions between a class and one of it: powers including X."""
    listings: frozenset[str]
    """Verbs whose objects are of the class of their subject: the powers include X."""
    dealings: frozenset[str]
    """IRIs of relation cues that governments take part in and cities do not."""
    visits: frozenset[str]
    """IRIs of relation cues that cities take part in."""
    persons: frozenset[str]
    """Common nouns for one person: soldier."""
    bodies: frozenset[str]
    """Common nouns for organizations, also in names: company, union, Front; not Inc."""
    countries: Mapping[str, str]
    """IRI of a well-known person -> IRI of the country that the lexicon says is theirs."""
    numbers: Mapping[str, int]
    states: frozenset[str]
    """Folded nouns for what only a state has: ministry, embassy."""
    offices: frozenset[str]
    """Folded titles of ranks and offices, of which nobody has two by chance: not Mr."""

    @classmethod
    def of_ontology(cls, ontology: Ontology, numbers: Mapping[str, int]) -> Words:
        """Return what an ontology says."""
        forces = Forces.of_ontology(ontology)
        metonyms = _evoked(ontology, "MetonymCue")
        return cls(
            ontology=ontology,
            forces=forces,
            pronouns=_evoked(ontology, "PronounCue"),
            genders=_evoked(ontology, "GenderCue"),
            naming=frozenset(_evoked(ontology, "NamingCue")),
            fates=frozenset(_evoked(ontology, "FateCue")),
            wholes=frozenset(_evoked(ontology, "WholeCue")),
            demonyms={folded(word): one for one in ontology.names for word in one.demonyms},
            metonyms={
                folded(word): one.iri
                for one in ontology.names
                if one.type == COUNTRY
                for word in one.metonyms
            },
            prepositions=frozenset(_of_sort(metonyms, "")),
            examples=frozenset(_of_sort(metonyms, "example")),
            listings=frozenset(_of_sort(metonyms, "listing")),
            dealings=frozenset(_dealings(ontology)),
            visits=frozenset(_visits(ontology)),
            persons=frozenset(
                word
                for cue in ontology.cues("NominalCue")
                if cue.denotes == PERSON and cue.pos == "noun"
                for word in cue.words
            ),
            bodies=frozenset(
                folded(word)
                for cue in ontology.cues("NominalCue")
                if cue.denotes and ontology.is_a(cue.denotes, "Organization") and not cue.evokes
                for word in cue.words
            ),
            countries=_leaders(ontology, forces),
            numbers=numbers,
            states=frozenset(
                folded(word) for cue in ontology.cues("StateCue") for word in cue.words
            ),
            offices=frozenset(
                folded(word)
                for cue in ontology.cues("HonorificCue")
                if cue.denotes is None
                for word in cue.words
            ),
        )

    def number(self, token: Token) -> int | None:
        """Return the number that a word is, None if it is none."""
        plain = token.text.replace(",", "")
        if plain.isascii() and plain.isdigit():
            return int(plain)
        return self.numbers.get(token.lower_)

    def related(self, one: str, other: str) -> bool:
        """Return whether one of two classes is the other or below it."""
        return self.ontology.is_a(one, other) or self.ontology.is_a(other, one)


@dataclass(frozen=True, slots=True)
class Reading:
    """One article while its mentions are drafted."""

    doc: Doc
    words: Words
    homes: Mapping[int, str]
    """First token of a demonym -> the country."""
    cues: Mapping[int, Sequence[Cue]]
    """Token -> the cues that it is the head of."""

    @classmethod
    def of_doc(cls, doc: Doc, words: Words, demonyms: Iterable[DocSpan]) -> Reading:
        """Return what the rules need of a Doc."""
        cues: dict[int, list[Cue]] = {}
        for match in layers(doc).cues:
            cues.setdefault(match.head, []).append(match.cue)
        homes = {one.start: one.kb_id_ or folded(one.id_ or one.text) for one in demonyms}
        return cls(doc, words, homes, cues)

    def at(self, token: Token, *kinds: str) -> list[Cue]:
        """Return the cues of these kinds that a token is the head of."""
        return [cue for cue in self.cues.get(token.i, ()) if cue.kind in kinds]


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """A mention, before it is known whose."""

    tokens: DocSpan
    head: Token
    kind: MentionKind
    type: str
    iri: str = ""
    lemma: str = ""
    """Of a common noun; "" for others."""
    many: bool = False
    agrees: str = ""
    """masculine, feminine, neuter or several, where the words tell."""
    definite: bool = False
    country: str = ""
    """IRI, or folded name, of the country that the words name: North Korean soldiers."""
    whole: bool = False
    """Whether it stands for a country's forces as a whole."""
    special: bool = False
    """Whether it is some people of a force, or a capital that stands for a government."""
    restricted: bool = False
    """Whether a clause of its own says which are meant: the soldiers sent by Kim."""
    same_as: Draft | None = None
    """Whom it is all of: the prisoners of "all of the prisoners"."""
    roles: set[str] = field(default_factory=set)
    """Titles and offices before a name."""
    titles: list[Token] = field(default_factory=list)
    """Their heads, which a parser may take for the head of the name."""

    @property
    def start(self) -> int:
        """First token."""
        return self.tokens.start

    @property
    def is_subject(self) -> bool:
        """Whether it is the subject of something."""
        return self.head.dep_ in SUBJECT | PASSIVE_SUBJECT


def lemma(token: Token) -> str:
    """Return the lemma of a word in lower case, the word itself if there is none."""
    return (token.lemma_ or token.text).casefold()


def texts(tokens: Iterable[Token]) -> list[str]:
    """Return the words of tokens, folded."""
    return [folded(token.text) for token in tokens]


def is_plural(token: Token) -> bool:
    """Return whether a noun is plural."""
    return token.tag_ in {"NNS", "NNPS"} or token.morph.get("Number", []) == ["Plur"]


def _evoked(ontology: Ontology, kind: str) -> dict[str, str]:
    return {word: cue.evokes or "" for cue in ontology.cues(kind) for word in cue.words}


def _of_sort(words: Mapping[str, str], sort: str) -> list[str]:
    return [word for word, evoked in words.items() if evoked == sort]


def _leaders(ontology: Ontology, forces: Forces) -> dict[str, str]:
    people = [one for one in ontology.names if one.type == PERSON]
    found = {one.iri: forces.leaders.get(folded(one.name), "") for one in people}
    return {iri: country for iri, country in found.items() if country}


def _dealings(ontology: Ontology) -> list[str]:
    """Return the relation cues whose object may be a country and may not be a place."""
    return [
        cue.iri
        for name, cues in ontology.relation_cues.items()
        if name in ontology.relations
        for objects in [ontology.relations[name].objects]
        if ontology.allows(objects, COUNTRY) and not ontology.allows(objects, CITY)
        for cue in cues
    ]


def _visits(ontology: Ontology) -> list[str]:
    """Return the relation cues whose object may be a city."""
    return [
        cue.iri
        for name, relation in ontology.relations.items()
        if ontology.allows(relation.objects, CITY)
        for cue in ontology.relation_cues.get(name, ())
    ]
