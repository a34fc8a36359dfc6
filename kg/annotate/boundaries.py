"""Sentence boundaries: a paragraph at a time, and only after final punctuation.

Runs before the parser, which keeps what is set here and decides where nothing is set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import lang
from kg import ontology as ontologies
from kg.lang.layers import layers

FINAL = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!", "??", "....", "。", "！", "？"})
CALLING = frozenset({"!", "?", "?!", "!?", "!!", "??", "…", "...", "...."})
SURE = 1
VALUES = {True: SURE, False: 2**64 - 1, None: 0}
"""What spaCy writes for a start of a sentence, for none, and for an open question."""
REACH = 8
"""Marks that may stand between final punctuation and the next sentence."""
BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The component kg_boundaries."""

    closing: frozenset[str]
    """Marks that may stand between final punctuation and the end of the sentence."""
    abbreviations: frozenset[str]
    """Lower-case, with their full stop."""

    def __call__(self, doc: Doc) -> Doc:
        """Set whether each token starts a sentence."""
        paragraphs = _paragraph_starts(doc)
        starts = [SURE if token.i in paragraphs else VALUES[self._starts(token)] for token in doc]
        if starts:  # at once: spaCy reads the whole Doc for every token that is set by itself
            column = np.array(starts, dtype="uint64").reshape(-1, 1)
            doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]  # NumPy's own array
        return doc

    def _starts(self, token: Token) -> bool | None:
        if token.i == 0 or token.is_space or not _may_open(token):
            return False
        last, closed = self._end(token)
        if last is None:
            return False
        if closed and last.text in CALLING:  # “Where?” Kim asked.
            return None
        if last.text in {"…", "...", "...."}:
            return None
        if last.text == ".":
            return self._after_full_stop(last, token)
        if last.text in FINAL:
            return True
        return self._after_abbreviation(last, token)

    def _end(self, token: Token) -> tuple[Token | None, bool]:
        """Return the word or mark that may end the sentence before ``token``."""
        closed = False
        for before in _backwards(token):
            if before.text in self.closing and not _opens(before):
                closed = True
            elif before.text in FINAL or (before.text.endswith(".") and len(before) > 1):
                return before, closed
            elif not before.is_space:
                return None, closed
        return None, closed

    def _after_full_stop(self, stop: Token, token: Token) -> bool | None:
        word = stop.nbor(-1) if stop.i > 0 and not stop.nbor(-1).whitespace_ else None
        if word is None:
            return True
        if (len(word) == 1 and word.is_upper) or f"{word.lower_}." in self.abbreviations:
            return False
        if word.is_title and len(word) <= 4 and token.like_num:  # No. 5; but: by Mr Kim. 5 boats
            return None if len(word) > 2 else False
        return True

    def _after_abbreviation(self, word: Token, token: Token) -> bool | None:
        if word.lower_ in self.abbreviations or len(word) == 2:  # Gen. Lee, J. Smith
            return False
        return False if token.like_num else None  # No. 5, ca. 1600


@Language.factory(
    "kg_boundaries", default_config={"language": "en", "ontology_path": None}, retokenizes=False
)
def boundaries(nlp: Language, name: str, language: str, ontology_path: str | None) -> Boundaries:
    """Return the component that says where sentences may start."""
    ontology = ontologies.load(*([Path(ontology_path)] if ontology_path else []))
    marks = {mark for pair in lang.load(language).quotation_marks for mark in pair}
    titles = {word for cue in ontology.cues("HonorificCue") for word in cue.words}
    return Boundaries(
        closing=frozenset(marks | set(BRACKETS) | {"''"}),
        abbreviations=frozenset(word for word in titles if word.endswith(".")),
    )


def _paragraph_starts(doc: Doc) -> frozenset[int]:
    body = layers(doc).body
    starts = set(_line_starts(doc, blank_only=bool(body)))
    edges = sorted({edge for span in body for edge in (span.start, span.end)})
    position = 0
    for edge in edges:
        while position < len(doc) and (doc[position].idx < edge or doc[position].is_space):
            position += 1
        if position < len(doc):
            starts.add(position)
    return frozenset(starts)


def _line_starts(doc: Doc, *, blank_only: bool) -> Iterator[int]:
    gap = "\n\n"
    for token in doc:
        if token.is_space:
            gap += token.text
            continue
        newlines = gap.count("\n")
        if newlines > 1 or (newlines == 1 and not blank_only and not token.text[0].islower()):
            yield token.i
        gap = ""


def _may_open(token: Token) -> bool:
    """Return whether a sentence can begin with the token: a capital, a number, an opening mark."""
    if token.is_punct or token.is_quote or token.is_bracket:
        return _opens(token)
    return not token.text[0].islower()


def _opens(token: Token) -> bool:
    """Return whether a mark stands at the front of a word rather than at its back."""
    if token.text in BRACKETS or token.text in {"”", "»", "›", "’"}:
        return False
    if token.text in {"“", "„", "«", "‹", "‘", "(", "[", "{", "-", "–", "—", "•", "¿", "¡"}:
        return True
    before = token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space
    return token.is_quote and before and not token.whitespace_


def _backwards(token: Token) -> Iterator[Token]:
    for position in range(token.i - 1, max(-1, token.i - 1 - REACH), -1):
        yield token.doc[position]
