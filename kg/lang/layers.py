"""What annotate leaves on a spaCy Doc and extract reads: the contract between the two stages.

``layers(doc)`` gives the same object for the life of the Doc. Character offsets unless a name says
token; token indices are those of the Doc.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.model import (
    Certainty,
    Entity,
    Figure,
    Mention,
    Polarity,
    Quote,
    Relation,
    Span,
)
from kg.terms import Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch of text between quotation marks."""

    content: Span
    """Without the marks; closing punctuation included."""
    whole: Span
    """With the marks; an unclosed one ends with its paragraph."""
    depth: int = 0
    """0: not inside another quotation."""
    continues: bool = False
    """Whether the quotation of the paragraph before runs on here (opening mark repeated)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueMatch:
    """Words of the text that match a cue of the lexicon."""

    cue: Cue
    start: int
    """First token."""
    end: int
    """Token after the last."""
    head: int
    """Token that carries the meaning: the verb of a phrasal verb, the noun of "in a statement"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """How a word is put: denied or not, how sure; the cues that say so."""

    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"


PLAIN = Assertion()


@dataclass(slots=True)
class Layers:
    """Everything kg knows of one Doc beyond spaCy's own annotation."""

    published: date | None = None
    body: tuple[Span, ...] = ()
    """One range per paragraph; nothing is extracted outside."""
    quotations: tuple[Quotation, ...] = ()
    cues: tuple[CueMatch, ...] = ()
    """All cue matches, in text order; a longer match shadows a shorter one of its kind."""
    entities: tuple[Entity, ...] = ()
    """Mention chains of the article, pronouns and common nouns included."""
    heads: dict[int, tuple[str, Mention]] = field(default_factory=dict)
    """Head token of every mention -> (entity id, mention)."""
    asserted: dict[int, Assertion] = field(default_factory=dict)
    """Token -> how it is put, where that is not plain."""
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()

    def assertion(self, token: Token) -> Assertion:
        """Return how a predicate (verb, noun or number) is put by its own sentence."""
        return self.asserted.get(token.i, PLAIN)

    def entity_at(self, token: Token) -> str | None:
        """Return the id of the entity that the token is the head of a mention of."""
        found = self.heads.get(token.i)
        return found[0] if found else None

    def mention_at(self, token: Token) -> Mention | None:
        """Return the mention that the token is the head of."""
        found = self.heads.get(token.i)
        return found[1] if found else None

    def entity(self, id: str | None) -> Entity | None:
        """Return the entity with this id."""
        return next((entity for entity in self.entities if entity.id == id), None)

    def matches(self, *kinds: str) -> Iterator[CueMatch]:
        """Yield the cue matches of these kinds (SpeechCue, RelationCue …), in text order."""
        return (match for match in self.cues if match.cue.kind in kinds)

    def in_body(self, span: Span) -> bool:
        """Return whether the span lies in one paragraph of the body; True if no body is known."""
        return not self.body or any(span in paragraph for paragraph in self.body)

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the innermost quotation around a character."""
        around = [q for q in self.quotations if q.whole.start <= offset < q.whole.end]
        return max(around, key=lambda quotation: quotation.depth, default=None)


def layers(doc: Doc) -> Layers:
    """Return what kg knows of a Doc; empty at first."""
    found = doc.user_data.get("kg")
    if not isinstance(found, Layers):
        found = doc.user_data["kg"] = Layers()
    return found


def char_span(tokens: DocSpan) -> Span:
    """Return the characters of a spaCy span."""
    return Span(tokens.start_char, tokens.end_char)


def trimmed(text: str, span: Span) -> Span:
    """Return the span without white space at its ends.

    >>> trimmed(" ab ", Span(0, 4))
    Span(start=1, end=3)
    """
    exact = text[span.start : span.end]
    start = span.start + len(exact) - len(exact.lstrip())
    return Span(start, max(start, span.end - len(exact) + len(exact.rstrip())))
