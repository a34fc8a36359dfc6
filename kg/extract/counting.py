"""An amount in its sentence -> what it counts: the noun, its phrase, who and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.extract.arguments import referents
from kg.lang import grammar
from kg.lang.layers import Layers, char_span
from kg.model import Span
from kg.ontology import Ontology

NOUNS = frozenset({"NOUN", "PROPN"})
REACH = 7
"""Tokens after a number within which the noun that it counts stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number counts; all tokens are of one sentence."""

    number: Token
    """Head of the numeral, or of its unit."""
    noun: Token | None
    """Head of what is counted: men, of "two of the men"."""
    root: Token
    """What the sentence says something of: the noun, or thousands of "thousands of men"."""
    words: Span | None
    """The noun phrase without the number."""
    start: int
    """First token of the phrase, its qualifier included."""
    end: int
    """Token after the phrase."""

    @property
    def heads(self) -> frozenset[int]:
        """Tokens that stand for the figure in the parse."""
        noun = {self.noun.i} if self.noun is not None else set()
        return frozenset({self.number.i, self.root.i} | noun)


def counted(doc: Doc, span: Span, start: int, *, measured: bool) -> Counted | None:
    """Return what the number in ``span`` counts.

    Args:
        doc: parsed.
        span: the number, with its unit if it has one.
        start: where the phrase starts, with its qualifier.
        measured: whether it has a unit: then only "of" ties it to a noun.
    """
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    whole = doc.char_span(start, span.end, alignment_mode="expand")
    if tokens is None or whole is None:
        return None
    number, last = tokens.root, tokens[-1].i
    part = _after_of(doc, last, number, loose=measured)
    if part is not None:
        return _made(number, part, number, whole)
    head = next((one for token in tokens if (one := _quantified(token, last)) is not None), None)
    if not measured:
        noun = head if head is not None and head.pos_ in NOUNS else _following(doc, last)
        if noun is not None:
            return _made(number, noun, noun, whole)
    root = number if head is None else head
    return Counted(
        number=number, noun=None, root=root, words=None, start=whole.start, end=last + 1
    )


def population(found: Counted, known: Layers) -> str | None:
    """Return the entity that the figure is about, None if the text names none."""
    if found.noun is None:
        return None
    return next((one.entity for one in referents(found.noun, known)), None)


def place(found: Counted, verb: Token, known: Layers, ontology: Ontology) -> str | None:
    """Return where it is: of the clause, else of the sentence, else of the paragraph before it."""
    sites = [found.root, found.number, verb, *verb.ancestors]
    for site in sites[:5]:
        for attached in grammar.obliques(site):
            entity = _place_at(attached.noun, known, ontology)
            if entity is not None and attached.case:
                return entity
    for token in _backwards(found.number, known):
        entity = _place_at(token, known, ontology)
        if entity is not None and grammar.governor(token) is not None:
            return entity
    return None


def _made(number: Token, noun: Token, root: Token, whole: DocSpan) -> Counted:
    start, doc = whole.end, noun.doc
    if noun.i != root.i:
        start = max(whole.end + 1, noun.left_edge.i)
    words = char_span(doc[start : noun.i + 1]) if start <= noun.i else None
    return Counted(
        number=number,
        noun=noun,
        root=root,
        words=words,
        start=whole.start,
        end=max(whole.end, noun.i + 1),
    )


def _quantified(number: Token, last: int) -> Token | None:
    """Return the word that the parse says the number counts: men, wounded, "3 killed"."""
    token = number
    for _ in range(3):
        if token.dep_ in grammar.NUMERAL and token.head.i > last:
            return token.head if token.head.i - last <= REACH else None
        token = token.head
    return None


def _after_of(doc: Doc, last: int, number: Token, *, loose: bool) -> Token | None:
    """Return the men of "dozens of men", "two of his men", "half the men"."""
    if last + 2 >= len(doc) or doc[last + 1].lower_ != "of":
        after = doc[last + 1] if last + 1 < len(doc) else None
        whole = loose and after is not None and after.pos_ in {"DET", "PRON"}
        return _following(doc, last, loose=True) if whole else None
    for attached in grammar.obliques(number):
        if attached.case == "of" and attached.noun.i > last:
            return attached.noun
    return _following(doc, last + 1, loose=True)


def _following(doc: Doc, last: int, *, loose: bool = False) -> Token | None:
    """Return the head of the nouns right after a number, whatever the parse says."""
    passed = {"ADJ", "ADV", "NUM", "CCONJ"} | ({"DET", "PRON"} if loose else set())
    noun: Token | None = None
    for token in doc[last + 1 : last + 1 + REACH]:
        if token.is_sent_start and token.i > last + 1:
            break
        if token.pos_ in NOUNS:
            noun = token
        elif noun is not None and token.tag_ != "POS":  # Kim's men
            break
        elif noun is None and token.pos_ not in passed and token.text != "-":
            break
        elif noun is None and token.pos_ == "CCONJ" and doc[token.i - 1].pos_ != "ADJ":
            break
    return noun


def _place_at(token: Token, known: Layers, ontology: Ontology) -> str | None:
    mention = known.mention_at(token)
    entity = known.entity(known.entity_at(token))
    if entity is None or mention is None or mention.kind not in {"name", "nominal"}:
        return None
    return entity.id if ontology.is_a(entity.type, "Place") else None


def _backwards(number: Token, known: Layers) -> Iterator[Token]:
    paragraph = next((p for p in known.body if p.start <= number.idx < p.end), None)
    sentence = number.sent
    yield from (token for token in sentence if token.i in known.heads)
    start = paragraph.start if paragraph else sentence.start_char
    for token in reversed(number.doc[: sentence.start]):
        if token.idx < start:
            return
        if token.i in known.heads:
            yield token
