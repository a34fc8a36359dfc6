"""Doc -> drafts of mentions: names, demonyms, common nouns, pronouns, before it is known whose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.annotate.metonyms import stands_for_government
from kg.annotate.names import DEMONYMS, NAMES
from kg.lang.forces import Forces
from kg.lang.grammar import (
    CASE,
    CLAUSAL_MODIFIER,
    COMPOUND,
    MODIFIER,
    NUMERAL,
    PASSIVE_SUBJECT,
    SUBJECT,
    children,
    is_passive,
    logical_subject,
    obliques,
    possessors,
)
from kg.lang.layers import CueMatch, Layers, char_span, layers
from kg.lang.spelling import folded
from kg.model import MentionKind
from kg.ontology import Ontology

UNIT, GROUP, PERSON, COUNTRY = "MilitaryUnit", "Group", "Person", "Country"
NOUN = frozenset({"NOUN", "PROPN"})
SAID = frozenset({"speech", "writing"})
FATES = frozenset({"killed", "wounded", "killed_or_wounded", "captured", "missing", "arrested"})
"""Variables that set people apart from the force that they belong to."""
FEW = 20
"""Up to so many soldiers are people of their own, not the army."""
PARTITIVE = frozenset({"NUM", "PRON", "DET", "ADJ"})


@dataclass(frozen=True, slots=True)
class Words:
    """What the lexicon says of the words by which a text speaks of somebody again."""

    forces: Forces
    pronouns: Mapping[str, str]
    """Pronoun -> masculine, feminine, neuter, several."""
    genders: Mapping[str, str]
    naming: frozenset[str]
    metonyms: Mapping[str, str]
    """Folded name of a capital -> IRI of its country."""
    prepositions: frozenset[str]
    """After which a capital stands for its government."""
    numbers: Mapping[str, int]

    @classmethod
    def of_ontology(cls, ontology: Ontology, numbers: Mapping[str, int]) -> Words:
        """Return what an ontology says."""
        return cls(
            forces=Forces.of_ontology(ontology),
            pronouns=_evoked(ontology, "PronounCue"),
            genders=_evoked(ontology, "GenderCue"),
            naming=frozenset(_evoked(ontology, "NamingCue")),
            metonyms={
                folded(word): one.iri
                for one in ontology.names
                if one.type == COUNTRY
                for word in one.metonyms
            },
            prepositions=frozenset(_evoked(ontology, "MetonymCue")),
            numbers=numbers,
        )


@dataclass(slots=True, kw_only=True)
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
    possessor: Token | None = None
    country: str = ""
    """IRI, or folded name, of the country that the words name: North Korean soldiers."""
    whole: bool = False
    """Whether it stands for a country's forces as a whole."""
    special: bool = False
    """Whether it is some people of a force, a capital for its government: no further mention."""
    roles: set[str] = field(default_factory=set)
    """Lemmas of the titles and offices before a name."""

    @property
    def start(self) -> int:
        """First token."""
        return self.tokens.start


def drafts(doc: Doc, words: Words) -> list[Draft]:
    """Return the drafts of all mentions of the body, in text order, longer ones first."""
    found = layers(doc)
    homes = {
        span.start: span.kb_id_ or folded(span.id_ or span.text) for span in doc.spans[DEMONYMS]
    }
    made = [_name(span, words, homes) for span in doc.spans[NAMES]]
    made += [_demonym(span) for span in doc.spans[DEMONYMS]]
    inside = {i for span in doc.spans[NAMES] for i in range(span.start, span.end)}
    starts = {draft.start: draft for draft in made if draft.kind == "name"}
    made += _nominals(found, doc, words, homes, inside, starts)
    taken = inside | {draft.head.i for draft in made}
    made += _sources(found, doc, words, homes, taken)
    made += _pronouns(doc, words)
    made += _parts({draft.head.i: draft for draft in made}, doc, words)
    kept = [draft for draft in made if found.in_body(char_span(draft.tokens))]
    return sorted(kept, key=lambda one: (one.start, -one.tokens.end))


def _evoked(ontology: Ontology, kind: str) -> dict[str, str]:
    return {word: cue.evokes or "" for cue in ontology.cues(kind) for word in cue.words}


def _name(span: DocSpan, words: Words, homes: Mapping[int, str]) -> Draft:
    draft = Draft(tokens=span, head=span.root, kind="name", type=span.label_, iri=span.kb_id_)
    country = words.metonyms.get(folded(span.text), "") if span.label_ == "City" else ""
    if country and stands_for_government(span, words.prepositions):
        draft.type, draft.iri, draft.kind, draft.special = COUNTRY, country, "demonym", True
    elif span.label_ in {UNIT, GROUP}:
        _describe(draft, words, homes)
        _class_of_people(draft, span, words)
    return draft


def _class_of_people(draft: Draft, span: DocSpan, words: Words) -> None:
    """Tell a country's forces from some of its soldiers, and a people from people."""
    common = not draft.head.text[0].isupper()
    rest = [token.text for token in span if token.text[0].islower() and token.pos_ != "ADP"]
    if span.label_ == GROUP:
        draft.kind = "nominal" if common else "name"
        draft.many = True
    elif common and draft.country and folded(" ".join(rest)) in words.forces.nouns | {"s"}:
        draft.special = _is_some(draft.head, words.numbers)
        draft.whole = not draft.special
        draft.type = GROUP if draft.special else UNIT
    draft.lemma = draft.lemma if common else ""


def _demonym(span: DocSpan) -> Draft:
    home = "" if span.kb_id_ else folded(span.id_ or span.text)
    return Draft(
        tokens=span,
        head=span.root,
        kind="demonym",
        type=span.label_,
        iri=span.kb_id_,
        country=home,
    )


def _nominals(
    found: Layers,
    doc: Doc,
    words: Words,
    homes: Mapping[int, str],
    inside: set[int],
    names: Mapping[int, Draft],
) -> Iterator[Draft]:
    """Yield what common nouns of the lexicon stand for; a title gives its name a role instead."""
    by_head: dict[int, list[CueMatch]] = {}
    for match in found.matches("NominalCue", "HonorificCue"):
        named = names.get(match.end)
        if named is not None and doc[match.head].pos_ in NOUN:
            word = doc[match.start : match.end].text
            named.roles |= {folded(word), _lemma(doc[match.head])}
        elif match.cue.kind == "NominalCue":
            by_head.setdefault(match.head, []).append(match)
    for head, matches in by_head.items():
        token = doc[head]
        if head in inside or token.pos_ not in NOUN or _is_modifier(token):
            continue
        longest = max(matches, key=lambda one: (one.end - one.start, one.cue.denotes != UNIT))
        draft = _nominal(token, longest.end, longest.cue.denotes or GROUP)
        _describe(draft, words, homes)
        yield draft


def _sources(
    found: Layers, doc: Doc, words: Words, homes: Mapping[int, str], taken: set[int]
) -> Iterator[Draft]:
    """Yield who or what speaks, though the lexicon does not know the noun."""
    for match in found.matches("SpeechCue"):
        if match.cue.mode not in SAID:
            continue
        token = (
            _of_preposition(match, doc) if match.cue.pos == "adposition" else _speaker(doc, match)
        )
        if token is None or token.i in taken or token.pos_ not in NOUN or _is_modifier(token):
            continue
        taken.add(token.i)
        document = match.cue.subject_role == "document"
        draft = _nominal(token, token.i + 1, "Document" if document else PERSON)
        draft.type = GROUP if draft.many and not document else draft.type
        _describe(draft, words, homes)
        yield draft


def _speaker(doc: Doc, match: CueMatch) -> Token | None:
    if match.cue.pos != "verb":
        return None
    verb = doc[match.head]
    subject = logical_subject(verb)
    if subject is not None or is_passive(verb) or match.end >= len(doc):
        return subject
    # “…,” added one of the prisoners: the parser takes whoever follows for an object
    after = [one for one in verb.children if one.i > verb.i and one.left_edge.i == match.end]
    return after[0] if after and not children(after[0], CASE) else None


def _of_preposition(match: CueMatch, doc: Doc) -> Token | None:
    for token in doc[match.start : match.end]:
        if token.head.i >= match.end:
            return token.head
        after = [child for child in token.children if child.i >= match.end and child.pos_ in NOUN]
        if after:
            return after[0]
    return None


def _pronouns(doc: Doc, words: Words) -> Iterator[Draft]:
    for token in doc:
        agrees = words.pronouns.get(token.lower_)
        if agrees and token.pos_ in {"PRON", "DET"}:
            yield Draft(
                tokens=doc[token.i : token.i + 1],
                head=token,
                kind="pronoun",
                type="",
                agrees=agrees,
                many=agrees == "several",
            )


def _parts(by_head: Mapping[int, Draft], doc: Doc, words: Words) -> Iterator[Draft]:
    """Yield one of the prisoners, some of them: people apart from those that they are of."""
    for token in doc:
        if token.pos_ not in PARTITIVE or token.i in by_head:
            continue
        whole = next(
            (by_head[one.noun.i] for one in obliques(token) if one.noun.i in by_head), None
        )
        if whole is None or whole.head.i < token.i or whole.start > token.i + 3:
            continue
        if whole.kind == "pronoun" and whole.agrees != "several":
            continue
        one = not is_plural(token) and _number(token, words.numbers) == 1
        people = whole.type in {UNIT, GROUP, PERSON, ""}
        yield Draft(
            tokens=doc[_left(token) : whole.tokens.end],
            head=token,
            kind="nominal",
            type=(PERSON if one else GROUP) if people else whole.type,
            lemma=whole.lemma,
            many=not one,
            country=whole.country,
            special=True,
        )


def _nominal(head: Token, end: int, denotes: str) -> Draft:
    many = is_plural(head)
    type = GROUP if many and denotes == PERSON else denotes
    return Draft(
        tokens=head.doc[_left(head) : max(end, head.i + 1)],
        head=head,
        kind="nominal",
        type=type,
        lemma=_lemma(head),
        many=many or type == GROUP,
    )


def _describe(draft: Draft, words: Words, homes: Mapping[int, str]) -> None:
    """Say what the words of a noun phrase tell: number, gender, definiteness, country, owner."""
    head = draft.head
    draft.lemma = _lemma(head)
    draft.many = is_plural(head) or draft.many
    draft.possessor = next(iter(possessors(head)), None)
    determiners = [
        child for child in head.children if child.pos_ in {"DET", "PRON"} and child.i < head.i
    ]
    draft.definite = any(
        one.morph.get("Definite") == ["Def"] or one.morph.get("PronType") == ["Dem"]
        for one in determiners
    )
    draft.agrees = next(
        (
            words.genders[one.lower_]
            for one in reversed(draft.tokens)
            if one.lower_ in words.genders
        ),
        "",
    )
    within = range(draft.tokens.start, draft.tokens.end)
    home = next((homes[i] for i in within if i in homes), "")
    draft.country = home or words.forces.country(draft.tokens.text) or ""


def is_plural(token: Token) -> bool:
    """Return whether a noun is plural."""
    return token.tag_ in {"NNS", "NNPS"} or token.morph.get("Number") == ["Plur"]


def _is_some(head: Token, numbers: Mapping[str, int]) -> bool:
    """Return whether a noun for soldiers means some of them: counted, captured, killed."""
    if not is_plural(head):
        return False
    counts = [_number(child, numbers) for child in children(head, NUMERAL)]
    if any(count is not None and count <= FEW for count in counts):
        return True
    fates = {
        match.head for match in layers(head.doc).matches("VariableCue") if match.cue.evokes in FATES
    }
    return any(child.i in fates for child in children(head, CLAUSAL_MODIFIER | MODIFIER))


def _number(token: Token, numbers: Mapping[str, int]) -> int | None:
    plain = token.text.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() else numbers.get(token.lower_)


def _left(head: Token) -> int:
    """Return the first token of a noun phrase, after any punctuation and preposition within."""
    start = head.i
    while start > head.left_edge.i:
        before = head.doc[start - 1]
        if before.is_space or (before.is_punct and before.tag_ != "HYPH"):
            break
        start -= 1
    while start < head.i and head.doc[start].pos_ in {"ADP", "CCONJ", "SCONJ", "ADV"}:
        start += 1
    return start


def _is_modifier(token: Token) -> bool:
    return token.head.i > token.i and token.dep_ in COMPOUND | MODIFIER


def _lemma(token: Token) -> str:
    return (token.lemma_ or token.text).casefold()


def subject_of(token: Token) -> bool:
    """Return whether the token is the subject of something."""
    return token.dep_ in SUBJECT | PASSIVE_SUBJECT
