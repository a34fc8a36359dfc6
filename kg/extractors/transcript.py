"""Transcripts -> one direct quote a turn: MR. DORAN: The dam was old. Q: Who knew?

A turn starts with a label in capitals and a colon at the head of a paragraph, and goes on over the
paragraphs before the next label. Two speakers, one of whom speaks again, make a transcript: WHO,
WHAT and WHEN do not.
"""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from kg.extractors.drafts import Draft
from kg.extractors.stretches import Stretches
from kg.lang.layers import layers
from kg.model import Span

LABEL = 6
"""A label has at most so many words."""
BRACKETS = frozenset("([")


class Transcript:
    """The turns of one Doc."""

    def __init__(self, stretches: Stretches) -> None:
        self.text = stretches
        self.doc = stretches.doc
        starts = stretches.paragraphs
        colons = {start: colon for start in starts if (colon := self._label(start)) is not None}
        words = {self._words(range(start, colon)) for start, colon in colons.items()}
        labels = {self.text.string[one.start : one.end] for one in words if one}
        self._colons = colons if len(colons) > len(labels) > 1 else {}
        self._starts = starts

    def drafts(self) -> list[Draft]:
        """Return a draft a turn, in text order."""
        found = []
        for start, colon in self._colons.items():
            content = tuple(filter(None, map(self._words, self._paragraphs(start, colon))))
            if content:
                anchor, source = self.doc[colon], self._speaker(start, colon)
                found.append(
                    Draft(
                        kind="direct",
                        content=content,
                        anchor=anchor,
                        rule="transcript-turn",
                        source=source,
                    )
                )
        return found

    def covers(self, index: int) -> bool:
        """Return whether a token is part of a turn or its label."""
        if not self._colons or index < min(self._colons):
            return False
        start = max(one for one in self._starts if one <= index)
        return start in self._colons or index < max(self._colons)

    def _label(self, start: int) -> int | None:
        """Return the colon behind the label that a paragraph starts with."""
        words: list[Token] = []
        for i in range(start, min(start + LABEL + 2, len(self.doc) - 1)):
            token = self.doc[i]
            if token.text == ":":
                return i if words and all(_is_capital(word) for word in words) else None
            if token.is_space or (i > start and self.text.starts_paragraph(i)):
                return None
            if not token.is_punct:
                words.append(token)
        return None

    def _paragraphs(self, start: int, colon: int) -> list[range]:
        """Return the paragraphs of a turn: the last one of all ends with its own paragraph."""
        later = [one for one in self._colons if one > start]
        ends = [one for one in self._starts if one > start]
        stop = min(later) if later else (ends[0] if ends else len(self.doc))
        cuts = [one for one in ends if one <= stop]
        edges = [colon + 1, *cuts, *([] if stop in cuts else [stop])]
        parts = [range(*edge) for edge in pairwise(edges)]
        return [part for part in parts if part and self.doc[part.start].text not in BRACKETS]

    def _words(self, part: range) -> Span | None:
        """Return the characters of a paragraph, without space and marks around them."""
        words = [i for i in part if not self.doc[i].is_space and not self.doc[i].is_quote]
        last = self.doc[words[-1]] if words else None
        return Span(self.doc[words[0]].idx, last.idx + len(last)) if last is not None else None

    def _speaker(self, start: int, colon: int) -> Token | None:
        words = [self.doc[i] for i in range(start, colon) if self.doc[i].is_alpha]
        known = [word for word in words if layers(self.doc).entity_at(word)]
        return next(iter([*known, *reversed(words)]), None)


def _is_capital(word: Token) -> bool:
    letters = [letter for letter in word.text if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)
