"""Noun phrase of a source -> its entity, its words, whether it can speak, who wrote it."""

from __future__ import annotations

from collections.abc import Sequence, Set

from spacy.tokens import Token

from kg.extractors.cueing import media_at, said_at
from kg.extractors.stretches import NOMINAL
from kg.extractors.subjects import TIMES, speaker
from kg.lang.grammar import (
    CLAUSAL_MODIFIER,
    COMPOUND,
    OBJECT,
    POSSESSOR,
    SUBJECT,
    agent,
    children,
    conjuncts,
    obliques,
    phrase,
)
from kg.lang.layers import layers
from kg.model import Span
from kg.ontology import Ontology

SPEAKERS = ("Person", "Organization", "Group", "Country", "Document")
NAMES = frozenset({"flat", "flat:name", "appos"})
MARKS = frozenset({":", ",", ";", "-", "–", "—"})
PROPER = frozenset({"NNP", "NNPS"})
LEADS = frozenset({"ADP", "SCONJ", "VERB", "AUX"})
NEAR = 12
"""The head of a name is at most so many tokens from any word of it."""
OF_AUTHOR = frozenset({"of", "by", "from"})


def entity_of(token: Token | None) -> str | None:
    """Return the id of the entity that a noun phrase names, by its head or what is around."""
    if token is None:
        return None
    known = layers(token.doc)
    named = [one for one in children(token, NAMES) if one.i > token.i]
    people = (known.entity_at(one) for one in named)
    person = next((id for id in people if id is not None and _is_person(token, id)), None)
    if person is not None:  # Transport Minister Mira Doran
        return person
    for part in (token, *named, *children(token, COMPOUND)):
        found = known.entity_at(part)
        if found is not None:
            return found
    near = (known.heads.get(i) for i in range(token.i - NEAR, token.i + NEAR))
    around = [
        (mention.span.end - mention.span.start, id)
        for id, mention in filter(None, near)
        if mention.span.start <= token.idx < mention.span.end
    ]
    return min(around)[1] if around else _of_many(token)


def _of_many(token: Token) -> str | None:
    """Return the id of the entity of which a word for many tells: dozens of villagers."""
    vague = any(match.head == token.i for match in layers(token.doc).matches("MagnitudeCue"))
    whole = [one.noun for one in obliques(token) if one.case == "of"] if vague else []
    return layers(token.doc).entity_at(whole[0]) if whole else None


def _is_person(token: Token, id: str) -> bool:
    entity = layers(token.doc).entity(id)
    return entity is not None and entity.type == "Person"


def together(token: Token | None, around: Sequence[Span]) -> tuple[Token, ...]:
    """Return the heads of the noun phrases that fill a source slot, the first one first.

    Several are coordinated: Pell and Orme said. One that holds two offices is but one: the chair
    and owner, Pell.

    Args:
        token: the head of the first.
        around: cue and content, which no source is part of.
    """
    if token is None:
        return ()
    found = [*_joined_before(token), token]
    later = [one for one in conjuncts(token) if one.i > token.i and one.pos_ != "NUM"]
    later += _joined_behind([token, *later])
    for one in later:
        inside = any(part.start <= one.idx < part.end for part in around)
        if inside or not _is_another(one, found[-1], later[-1]):
            break
        found.append(one)
    return tuple(found)


def _joined_before(noun: Token) -> list[Token]:
    """Return the noun with which one is coordinated though the parse has its verb tell of that one.

    "Both the army and the rebels claimed": the rebels claimed is read as a relative clause.
    """
    verb = noun.head
    before = _before_and(noun)
    relative = noun.dep_ in SUBJECT and verb.dep_ in CLAUSAL_MODIFIER and before == verb.head
    return [before] if relative and before is not None else []


def _joined_behind(found: list[Token]) -> list[Token]:
    """Return the nouns that the parse makes second subjects: farmers and their wives said."""
    later = [one for one in children(found[0].head, SUBJECT) if one.i > found[-1].i]
    return [one for one in later if _before_and(one) in found]


def _before_and(noun: Token) -> Token | None:
    """Return the noun that ends right before the "and" before another."""
    first = min(noun.left_edge.i, noun.i)
    first += noun.doc[first].pos_ == "CCONJ"
    if first < 2 or noun.doc[first - 1].pos_ != "CCONJ":
        return None
    before = noun.doc[first - 2]
    while before.head.i < noun.i and before.dep_ in NAMES | COMPOUND and before.head.i != before.i:
        before = before.head
    return before if before.pos_ in NOMINAL else None


def _is_another(noun: Token, before: Token, last: Token) -> bool:
    """Return whether a coordinated noun names somebody else than the one before it.

    Not: Pell, head of the club; the chair and owner of the club.
    """
    told = any(one.pos_ in {"DET", "PRON", "NUM"} for one in noun.children)
    proper = noun.tag_ in PROPER and noun.text[0].isupper()
    one = noun.tag_ == "NN" or (noun.tag_ == "NNP" and not proper)
    names = proper or (noun.pos_ in NOMINAL and (told or not one))
    if noun.tag_ == "NN" and before.tag_ in PROPER and _is_told_of(before):
        return False  # Pell, a fellow of the college and a former judge
    joined = any(one.pos_ == "CCONJ" for one in noun.doc[before.i : noun.i])
    more = any(one.pos_ == "CCONJ" for one in noun.doc[noun.i : last.i])
    return names and (joined or (more and noun.pos_ == before.pos_))


def _is_told_of(name: Token) -> bool:
    """Return whether an apposition follows a name: Tom Pell, a fellow; not: Tom Pell, 44, and."""
    end = name.i
    while end + 2 < len(name.doc) and name.doc[end].pos_ == "PROPN":
        end += 1
    return name.doc[end].text == "," and name.doc[end + 1].pos_ not in {"NUM", "CCONJ", "PROPN"}


def named_span(token: Token | None, around: Sequence[Span]) -> Span | None:
    """Return the characters of the noun phrase of a source, without clauses that trail it.

    Args:
        token: its head.
        around: cue and content, over which it must not reach where the parse errs.
    """
    if token is None:
        return None
    found = phrase(token)
    start, end = _first_word(token, found).idx, max(found.end, token.idx + len(token))
    for other in around:
        if other.start > token.idx:
            end = min(end, other.start)
        elif other.end <= token.idx:
            start = max(start, other.end)
    own = Span(token.idx, token.idx + len(token))
    words = [one for one in token.sent if start <= one.idx < end and not one.is_space]
    if token not in words:
        return own
    for one in obliques(token):  # "Ruritania on Tuesday said": no part of its name
        if one.noun.ent_type_ in TIMES and one.noun.i > token.i:
            words = [word for word in words if word.i < one.noun.left_edge.i]
    while words[-1].text in MARKS and words[-1] != token:
        words.pop()
    while (words[0].text in MARKS or words[0].is_quote) and words[0] != token:
        words.pop(0)
    return Span(words[0].idx, words[-1].idx + len(words[-1]))


def _first_word(token: Token, found: Span) -> Token:
    """Return the first word of a noun phrase, behind what only hangs on its head by error."""
    first = token
    for word in reversed(token.doc[token.sent.start : token.i]):
        if word.idx < found.start or word.pos_ in LEADS or word.text == ",":
            break
        first = word
    return first


def can_speak(token: Token | None, ontology: Ontology) -> bool:
    """Return whether a noun phrase is known to name people, an organization or a document."""
    if token is None:
        return False
    entity = layers(token.doc).entity(entity_of(token))
    if entity is not None:
        return any(ontology.is_a(entity.type, above) for above in SPEAKERS)
    pronoun = token.pos_ == "PRON" and token.tag_ == "PRP" and token.lower_ != "it"
    return pronoun or is_document(token, ontology)


def is_document(token: Token, ontology: Ontology) -> bool:
    """Return whether a noun phrase names a text: by its entity, or as a noun for things said."""
    entity = layers(token.doc).entity(entity_of(token))
    if entity is not None:
        return ontology.is_a(entity.type, "Document")
    return bool(said_at(token, "noun") or media_at(token))


def author_of(token: Token | None, ontology: Ontology) -> Token | None:
    """Return who wrote the document that a noun phrase names, where that or an earlier one says so.

    In "the diary of a guide …, the diary reads" the first mention does.
    """
    if token is None or not is_document(token, ontology):
        return None
    shown = shown_to(token, ontology)
    givers = [agent(clause) for clause in children(token, CLAUSAL_MODIFIER)]
    givers.append(speaker(token.head) if token.dep_ in OBJECT else None)
    beside = [*owners_of(token), *(one for one in givers if one is not None and one not in shown)]
    owners = [*beside, *(owner for one in _mentions_before(token) for owner in owners_of(one))]
    return next((one for one in owners if _is_author(one, ontology)), None)


def owners_of(noun: Token, cases: Set[str] = OF_AUTHOR) -> list[Token]:
    """Return whose something is: his diary, the diary of a guide.

    Args:
        noun: what somebody has.
        cases: prepositions that tie an owner to it.
    """
    tied = [one.noun for one in obliques(noun) if one.case in cases]
    return [*children(noun, POSSESSOR), *tied]


def _mentions_before(noun: Token) -> list[Token]:
    """Return the heads of the earlier mentions of a thing that has no name."""
    known = layers(noun.doc)
    entity = known.entity(known.entity_at(noun))
    if entity is None or entity.named:
        return []
    before = sorted(i for i in known.heads if i < noun.i and known.heads[i][0] == entity.id)
    return [noun.doc[i] for i in before]


def shown_to(token: Token | None, ontology: Ontology) -> tuple[Token, ...]:
    """Return the outlets that pass a document on: a memo seen by the Courier."""
    clauses = children(token, CLAUSAL_MODIFIER) if token is not None else []
    given = [agent(one) for one in clauses if not said_at(one, "verb")]
    return tuple(one for one in given if one is not None and _is_outlet(one, ontology))


def _is_outlet(token: Token, ontology: Ontology) -> bool:
    entity = layers(token.doc).entity(entity_of(token))
    return entity is not None and ontology.is_a(entity.type, "NewsOutlet")


def _is_author(token: Token, ontology: Ontology) -> bool:
    entity = layers(token.doc).entity(entity_of(token))
    return entity is not None and any(
        ontology.is_a(entity.type, above) for above in SPEAKERS if above != "Document"
    )
