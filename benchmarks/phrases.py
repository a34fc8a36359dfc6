"""Mentions as re3d marks them: the longest of nested phrases, and states that act as bodies.

We mark a name within a longer phrase as well (the government of Ruritania), re3d the phrase alone.
A country is one thing for us; re3d calls it a location where something is, an organisation
where it does something. Which it is, `kg.annotate.metonyms` tells, as it does for capitals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.annotate.draft import Reading
from kg.annotate.metonyms import stands_for_government
from kg.annotate.names import DEMONYMS, NAMES
from kg.lang.grammar import (
    CASE,
    COMPOUND,
    CONJUNCT,
    MODIFIER,
    NOMINAL_MODIFIER,
    POSSESSOR,
    children,
)
from kg.model import Entity, Mention, Span

WITHIN = COMPOUND | MODIFIER | NOMINAL_MODIFIER | POSSESSOR
TIES = frozenset({"of", "for", "'s", "’s", "'", "’"})
"""Between the head of a phrase and a name in it: people of Ruritania; not troops in Ruritania."""
COUNTRY, BODY = "Country", "Organization"
Marked = tuple[Span, str]


def marked(
    doc: Doc, nlp: Language, entities: Iterable[Entity], kinds: Mapping[str, str]
) -> tuple[Marked, ...]:
    """Return what is compared: the span and the benchmark's type of each mention, each once.

    Args:
        doc: the text, annotated by ``nlp``.
        nlp: a pipeline of kg.
        entities: what was found in it.
        kinds: our classes -> the benchmark's types.
    """
    text = Reading.of_doc(doc, nlp.get_pipe("kg_coreference").words, doc.spans[DEMONYMS])
    names = {Span(one.start_char, one.end_char): one for one in doc.spans[NAMES]}
    found: dict[Marked, Token | None] = {}
    for entity in entities:
        for mention in entity.mentions:
            kind = _kind(entity, mention, names.get(mention.span), text)
            if kind in kinds:
                tokens = doc.char_span(mention.span.start, mention.span.end)
                found[mention.span, kinds[kind]] = tokens.root if tokens else None
    heads = {token.i for token in found.values() if token is not None}
    return tuple(one for one, head in found.items() if heads.isdisjoint(map(_index, _above(head))))


def _kind(entity: Entity, mention: Mention, name: DocSpan | None, text: Reading) -> str:
    """Return the class under which a mention is compared; "" for adjectives: Ruritanian."""
    if mention.kind == "demonym":
        return BODY if name is not None else ""  # a capital that acts
    if entity.type == COUNTRY and name is not None and _acts(name, text):
        return BODY
    return entity.type


def _acts(name: DocSpan, text: Reading) -> bool:
    """Return whether a country does something, or what it does is named after it: a U.S. strike."""
    before = name.root.dep_ in COMPOUND | MODIFIER and name.root.head.i >= name.end
    return before or stands_for_government(name, text)


def _above(token: Token | None) -> Iterator[Token]:
    """Yield the heads of the phrases that a mention is a part of, by its own head."""
    while token is not None:
        if token.dep_ in CONJUNCT and token.head.i < token.i:
            token = token.head
            continue
        cases = [case.lower_ for case in children(token, CASE)]
        if token.dep_ not in WITHIN or (cases and cases[0] not in TIES):
            return
        token = token.head
        yield token


def _index(token: Token) -> int:
    return token.i
