"""Who says it: from a reporting word to the noun phrase, the entity, the author of a document."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.stretches import NOMINAL
from kg.lang.grammar import (
    ADVERBIAL_CLAUSE,
    CLAUSAL_MODIFIER,
    COMPOUND,
    CONJUNCT,
    OBJECT,
    OPEN_COMPLEMENT,
    PASSIVE_SUBJECT,
    POSSESSOR,
    SUBJECT,
    agent,
    antecedent,
    children,
    is_passive,
    obliques,
    phrase,
)
from kg.lang.layers import layers
from kg.model import Span
from kg.ontology import Ontology

SPEAKERS = ("Person", "Organization", "Group", "Country", "Document")
INHERITS = CONJUNCT | OPEN_COMPLEMENT | ADVERBIAL_CLAUSE
OF_AUTHOR = frozenset({"of", "by", "from"})
DEPTH = 6
"""How many verbs up a subject may be handed down from."""


def speaker(verb: Token, depth: int = DEPTH) -> Token | None:
    """Return the head of the noun phrase that fills the source slot of a verb."""
    if is_passive(verb) and verb.dep_ not in INHERITS:
        return agent(verb)
    own = children(verb, SUBJECT)
    if own:
        return antecedent(own[0])
    if any(child.dep_ == "expl" for child in verb.children) or not depth:
        return None
    after = inverted(verb)
    if after is not None:
        return after
    return _handed_down(verb, depth)


def inverted(verb: Token) -> Token | None:
    """Return the noun phrase right behind a verb: “…,” added one of the prisoners."""
    if verb.tag_ == "VBG" or any(
        child.i > verb.i and child.dep_ == "ccomp" for child in verb.children
    ):
        return None
    following = [child for child in verb.children if child.i > verb.i and not child.is_punct]
    nominal = next((child for child in following if child.pos_ in NOMINAL | {"NUM"}), None)
    if nominal is None or nominal.left_edge.i != verb.i + 1:
        return None
    before = verb.i - 1
    if before < verb.sent.start or not (verb.doc[before].is_punct or verb.doc[before].is_space):
        return None
    return None if _has_case(nominal) else nominal


def beside(verb: Token) -> Token | None:
    """Return the noun phrase right before a finite verb to which the parse gives no subject."""
    if is_passive(verb) or verb.tag_ in {"VB", "VBG"}:
        return None
    doc, first = verb.doc, verb.sent.start
    last = verb.i - 1
    while last >= first and doc[last].pos_ in {"ADV", "AUX", "PART"}:
        last -= 1
    if last < first or doc[last].pos_ not in NOMINAL:
        return None
    start = last
    while start > first and doc[start - 1].pos_ in NOMINAL | {"DET", "ADJ", "NUM"}:
        start -= 1
    if start > first and doc[start - 1].pos_ in {"ADP", "VERB"}:
        return None
    return nominal_in(doc, range(start, last + 1))


def nominal_in(doc: Doc, part: range) -> Token | None:
    """Return the head of the first noun phrase of a stretch, whether or not the parse agrees."""
    first = next((doc[i] for i in part if doc[i].pos_ in NOMINAL), None)
    while first is not None and first.head.i in part and first.head.i != first.i:
        if first.head.pos_ not in NOMINAL | {"NUM", "DET"} or first.dep_ in CONJUNCT:
            break
        first = first.head
    return first


def entity_of(token: Token | None) -> str | None:
    """Return the id of the entity that a noun phrase names, by its head or what is around."""
    if token is None:
        return None
    known = layers(token.doc)
    for part in (token, *children(token, COMPOUND)):
        found = known.entity_at(part)
        if found is not None:
            return found
    around = [
        (mention.span.end - mention.span.start, id)
        for id, mention in known.heads.values()
        if mention.span.start <= token.idx < mention.span.end
    ]
    return min(around)[1] if around else None


def named_span(token: Token | None, inside: range | None = None) -> Span | None:
    """Return the characters of the noun phrase of a source, without clauses that trail it.

    Args:
        token: its head.
        inside: the tokens that it may reach over, where the parse may err.
    """
    if token is None:
        return None
    found = phrase(token)
    case = [child for child in token.children if child.dep_ == "case" and child.i < token.i]
    if case and case[0].idx == found.start and case[-1].i + 1 < len(token.doc):
        found = Span(token.doc[case[-1].i + 1].idx, found.end)
    if inside is not None and token.i in inside:
        first, last = token.doc[inside.start], token.doc[inside.stop - 1]
        found = Span(max(found.start, first.idx), min(found.end, last.idx + len(last)))
    return found


def can_speak(token: Token | None, ontology: Ontology) -> bool:
    """Return whether a noun phrase is known to name people, an organization or a document."""
    if token is None:
        return False
    entity = layers(token.doc).entity(entity_of(token))
    if entity is not None:
        return any(ontology.is_a(entity.type, above) for above in SPEAKERS)
    return token.pos_ == "PRON" and token.tag_ == "PRP" and token.lower_ != "it"


def author_of(token: Token | None, ontology: Ontology) -> Token | None:
    """Return who wrote the document that a noun phrase names, where the phrase says so."""
    if token is None:
        return None
    entity = layers(token.doc).entity(entity_of(token))
    if entity is None or not ontology.is_a(entity.type, "Document"):
        return None
    owners = children(token, POSSESSOR)
    owners += [one.noun for one in obliques(token) if one.case in OF_AUTHOR]
    for clause in children(token, CLAUSAL_MODIFIER):
        owners += [one for one in [agent(clause)] if one is not None]
    return next((one for one in owners if _is_author(one, ontology)), None)


def _is_author(token: Token, ontology: Ontology) -> bool:
    entity = layers(token.doc).entity(entity_of(token))
    return entity is not None and any(
        ontology.is_a(entity.type, above) for above in SPEAKERS if above != "Document"
    )


def _handed_down(verb: Token, depth: int) -> Token | None:
    above = verb.head
    if above.i == verb.i:
        return None
    if verb.dep_ in CLAUSAL_MODIFIER:
        return above
    handed = verb.dep_ in OPEN_COMPLEMENT or (verb.dep_ == "ccomp" and verb.tag_ == "VBG")
    if verb.dep_ not in INHERITS and not handed:
        return None
    if handed and children(above, OBJECT):
        return children(above, OBJECT)[0]
    if above.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return None
    passive = children(above, PASSIVE_SUBJECT)
    return antecedent(passive[0]) if passive else speaker(above, depth - 1)


def _has_case(token: Token) -> bool:
    return any(child.dep_ == "case" and child.i < token.i for child in token.children)
