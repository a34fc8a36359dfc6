"""Stretches of tokens: paragraphs, quotations, clauses -> spans without loose marks at the ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extractors.datelines import behind_dateline
from kg.lang.layers import Quotation, layers, trimmed
from kg.model import Span

STOPS = frozenset({".", "!", "?", "…", "...", "?!", "!?"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A quotation in tokens; all ranges are half-open."""

    quotation: Quotation
    start: int
    """The opening mark."""
    first: int
    """First token of the content."""
    last: int
    """Token after the content."""
    end: int
    """Token after the closing mark."""

    @property
    def first_char(self) -> int:
        """Where the content starts."""
        return self.quotation.content.start


class Stretches:
    """The tokens of a Doc, cut by paragraphs and outermost quotations."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.string = doc.text
        """The text, for spaCy puts it together anew at every call."""
        self._offsets = [token.idx for token in doc]
        self.pieces = tuple(self._piece(q) for q in layers(doc).quotations if q.depth == 0)
        self.paragraphs = tuple(sorted(set(self._paragraph_starts())))
        """First token of every paragraph."""
        self._starts = frozenset(self.paragraphs)
        self._datelines = dict(self._in_datelines())
        self._inside = {i: piece for piece in self.pieces for i in range(piece.start, piece.end)}

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after a character."""
        return bisect_left(self._offsets, offset)

    def piece_at(self, index: int) -> Piece | None:
        """Return the outermost quotation around a token."""
        return self._inside.get(index)

    def starts_paragraph(self, index: int) -> bool:
        """Return whether a token is the first of its paragraph."""
        return index in self._starts

    def is_stop(self, index: int) -> bool:
        """Return whether a token ends a sentence outside quotations."""
        if self.doc[index].text not in STOPS:
            return False
        following = index + 1
        if following >= len(self.doc) or following in self._inside:
            return True
        return bool(self.doc[following].is_sent_start) or self.doc[following].is_space

    def left_of(self, piece: Piece) -> range:
        """Return the tokens between the start of the sentence, or a quotation, and a quotation."""
        start = piece.start
        while start > 0 and not self.starts_paragraph(start):
            if self.is_stop(start - 1) or start - 1 in self._inside:
                break
            start -= 1
        return self._without_space(start, piece.start)

    def right_of(self, piece: Piece) -> range:
        """Return the tokens between a quotation and the end of the sentence, or a quotation."""
        end = piece.end
        while end < len(self.doc) and not self.starts_paragraph(end):
            if self.is_stop(end) or end in self._inside:
                break
            end += 1
        return self._without_space(piece.end, end)

    def sentence(self, index: int) -> range:
        """Return the tokens of the sentence of a token; quotations at its edges are whole."""
        sent = self.doc[index].sent
        start, end = sent.start, sent.end
        first, last = self._inside.get(start), self._inside.get(max(start, end - 1))
        if first is not None and first.end < end:
            start = min(start, first.start)
        if last is not None and last.start > start:
            end = max(end, last.end)
        return self._without_space(min(self._datelines.get(start, start), end), end)

    def span(self, start: int, end: int) -> Span | None:
        """Return the characters of tokens, without marks that hang at the ends; None if all do."""
        cut = self._inside.get(end - 1) if end > start else None
        if cut is not None and cut.start >= start:
            end = max(end, cut.end)
        while start < end and self._hangs(start, start, end):
            start += 1
        while end > start and (self._hangs(end - 1, start, end) or self._joins(end - 1)):
            end -= 1
        if start >= end:
            return None
        last = self.doc[end - 1]
        return Span(self.doc[start].idx, last.idx + len(last))

    def spans(self, ranges: Iterable[range]) -> tuple[Span, ...]:
        """Return the characters of several stretches, in text order."""
        found = (self.span(part.start, part.stop) for part in ranges)
        return tuple(sorted(span for span in found if span is not None))

    def content(self, piece: Piece) -> Span | None:
        """Return the characters between the marks of a quotation; None if there are none."""
        span = trimmed(self.string, _undoubled(self.string, piece.quotation))
        return span if span.end > span.start else None

    def stands_alone(self, piece: Piece) -> bool:
        """Return whether a quotation is a whole sentence or several."""
        return self.is_utterance(piece) and self.closing(piece) in STOPS

    def closing(self, piece: Piece) -> str:
        """Return the last word or mark of a quotation, behind which others may close: ‘…’”."""
        last = piece.last - 1
        while last > piece.first and self.doc[last].is_quote:
            last -= 1
        text = self.doc[last].text
        return "." if len(text) > 1 and text[0].isalpha() and text[-1] == "." else text  # do I.

    def is_utterance(self, piece: Piece) -> bool:
        """Return whether the words of a quotation say something, and are no label."""
        words = [self.doc[i] for i in range(piece.first, piece.last) if not self.doc[i].is_punct]
        if len(words) < 2:
            return False
        finite = self.has_finite_verb(range(piece.first, piece.last))
        return finite or (words[0].text[0].isupper() and self.closing(piece) in STOPS)

    def has_finite_verb(self, part: range) -> bool:
        """Return whether a finite verb stands in a stretch."""
        return any(self.doc[i].tag_ in FINITE for i in part)

    def _hangs(self, index: int, start: int, end: int) -> bool:
        token = self.doc[index]
        if token.is_space:
            return True
        if not token.is_punct:
            return False
        piece = self._inside.get(index)
        if piece is not None and index in {piece.start, piece.end - 1}:
            return not (start <= piece.start and piece.end <= end)
        if token.is_bracket:
            return not _paired(self.doc, index, start, end)
        return token.text not in {"%", "°"} and not token.is_currency

    def _joins(self, index: int) -> bool:
        """Return whether a word joins what stands before it to what is no content any more."""
        return self.doc[index].pos_ == "CCONJ" and index not in self._inside

    def _without_space(self, start: int, end: int) -> range:
        while start < end and self.doc[start].is_space:
            start += 1
        while end > start and self.doc[end - 1].is_space:
            end -= 1
        return range(start, end)

    def _piece(self, quotation: Quotation) -> Piece:
        content = _undoubled(self.string, quotation)
        return Piece(
            quotation,
            start=self.token_at(quotation.whole.start),
            first=self.token_at(content.start),
            last=self.token_at(content.end),
            end=self.token_at(quotation.whole.end),
        )

    def _in_datelines(self) -> Iterator[tuple[int, int]]:
        """Yield every token of a dateline with the first one behind it."""
        for start in self.paragraphs:
            if start < len(self.doc):
                offset = self.doc[start].idx
                behind = behind_dateline(self.string, Span(offset, len(self.string)))
                stop = self.token_at(behind)
                yield from ((i, stop) for i in range(start, stop))

    def _paragraph_starts(self) -> Iterator[int]:
        body = layers(self.doc).body
        yield 0
        for span in body:
            yield self.token_at(span.start)
        if not body:
            yield from (t.i + 1 for t in self.doc if t.is_space and "\n" in t.text)


def _undoubled(text: str, quotation: Quotation) -> Span:
    """Return the content of a quotation whose marks may be two single ones each: ''We go''."""
    content, whole = quotation.content, quotation.whole
    first, last = text[content.start : content.start + 1], text[content.end - 1 : content.end]
    marks = text[whole.start], text[whole.end - 1]
    doubled = content.end - content.start > 2 and (first, last) == marks and not first.isalnum()
    return Span(content.start + 1, content.end - 1) if doubled else content


def finite_verbs(doc: Doc, part: range) -> list[Token]:
    """Return the verbs of a stretch that are finite, or have an auxiliary before them."""
    found = []
    for i in part:
        token = doc[i]
        if token.pos_ == "VERB" and (token.tag_ in FINITE or _has_auxiliary(token, part)):
            found.append(token)
    return found


def _has_auxiliary(token: Token, part: range) -> bool:
    before = token.i - 1
    while before in part and token.doc[before].pos_ in {"ADV", "PART"}:
        before -= 1
    infinitive = before - 1 in part and token.doc[before - 1].tag_ == "TO"  # not to be named
    return before in part and token.doc[before].pos_ == "AUX" and not infinitive


def _paired(doc: Doc, index: int, start: int, end: int) -> bool:
    pairs = {"(": ")", "[": "]", "{": "}"}
    text = doc[index].text
    if text in pairs:
        return any(doc[i].text == pairs[text] for i in range(index + 1, end))
    return any(pairs.get(doc[i].text) == text for i in range(start, index))
