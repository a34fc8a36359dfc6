"""Passages: text with the names known in it and the stretches nobody has looked at.

A corpus that knows no dates must not teach that dates are no names: such a stretch is *unknown*,
which spaCy's entity recogniser takes as "anything goes" instead of "nothing here".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

UNKNOWN = ""
"""The label of a stretch that may or may not hold a name."""

NO_SPACE_BEFORE = frozenset(
    {".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "’", "”"}
    | {"'s", "n't", "'ll", "'re", "'ve", "'d", "'m", "’s", "n’t"}
)
NO_SPACE_AFTER = frozenset("([{$£€“‘#")
QUOTES = frozenset("\"'")
CLITICS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
"""What some tokenizers part from the apostrophe before it."""

MACRONS = frozenset("āēīōū")
"""Letters that some tokenizers take for a word within a word: "M ā ori"."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mention:
    """A labelled stretch, half-open, in code points of the passage."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Running text and its mentions, in order, known ones not overlapping."""

    text: str
    mentions: tuple[Mention, ...]


def to_doc(nlp: Language, passage: Passage) -> Doc:
    """Return the passage as a ``Doc`` with entities and missing values set."""
    doc = nlp.make_doc(passage.text)
    known: list[Span] = []
    missing: list[Span] = []
    for mention in passage.mentions:
        exact = doc.char_span(mention.start, mention.end, label=mention.label or "X")
        wide = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if exact is not None and mention.label != UNKNOWN:
            known.append(exact)
        elif wide is not None:
            missing.append(wide)
    known = filter_spans(known)
    taken = {token.i for span in known for token in span}
    free = sorted({token.i for span in missing for token in span} - taken)
    doc.set_ents(known, missing=[doc[place : place + 1] for place in free], default="outside")
    return doc


def from_tokens(tokens: Sequence[str], spans: Iterable[tuple[int, int, str]]) -> Passage:
    """Return a passage from words and half-open word spans, spaced the way text is."""
    text = ""
    offsets: list[tuple[int, int]] = []
    quoted: set[str] = set()
    glue = True
    for token in tokens:
        token = token.replace("U. S.", "U.S.")
        quoted -= {"'"} if text.endswith(".") else set()
        quote = token in QUOTES and (token in quoted or not text.endswith("s") or token == '"')
        closes = quote and token in quoted
        if not (glue or closes or _joined(token, text)):
            text += " "
        offsets.append((len(text), len(text) + len(token)))
        text += token
        glue = token in NO_SPACE_AFTER or token == "-" or (quote and not closes)
        glue |= token in MACRONS
        quoted ^= {token} if quote else set()
    mentions = (
        Mention(start=offsets[start][0], end=offsets[end - 1][1], label=label)
        for start, end, label in spans
    )
    return Passage(text=text, mentions=tuple(sorted(mentions)))


def _joined(token: str, text: str) -> bool:
    """Return whether no space stands between ``text`` and the word after it."""
    if token in NO_SPACE_BEFORE or token in MACRONS or token == "-":
        return True
    if token == "'":
        return text.endswith("s")
    if token in CLITICS:
        return bool(re.search(r"\w['’]$", text))
    return token in {"S.", "K.", "N."} and text.endswith("U.")


def from_tags(tokens: Sequence[str], tags: Sequence[str]) -> Passage:
    """Return a passage from words and BIO tags; an "I" after another label opens a mention."""
    spans: list[tuple[int, int, str]] = []
    for place, tag in enumerate(tags):
        prefix, _, label = tag.partition("-")
        if prefix == "O" or not label:
            continue
        goes_on = prefix == "I" and spans and spans[-1][1:] == (place, label)
        start = spans.pop()[0] if goes_on else place
        spans.append((start, place + 1, label))
    return from_tokens(tokens, spans)


def join(passages: Sequence[Passage], separator: str = " ") -> Passage:
    """Return one passage that holds ``passages`` in order."""
    text = ""
    mentions: list[Mention] = []
    for passage in passages:
        text += separator if text else ""
        shift = len(text)
        text += passage.text
        mentions += [
            replace(mention, start=mention.start + shift, end=mention.end + shift)
            for mention in passage.mentions
        ]
    return Passage(text=text, mentions=tuple(mentions))


def add(passage: Passage, mentions: Iterable[Mention]) -> Passage:
    """Return ``passage`` with those of ``mentions`` that overlap none that is there."""
    kept = list(passage.mentions)
    for mention in mentions:
        if not any(old.start < mention.end and mention.start < old.end for old in kept):
            kept.append(mention)
    return replace(passage, mentions=tuple(sorted(kept)))


def substitute(passage: Passage, texts: Sequence[str | None]) -> Passage:
    """Return ``passage`` with each mention's text replaced, None to leave it."""
    text = ""
    mentions: list[Mention] = []
    place = 0
    for mention, new in zip(passage.mentions, texts, strict=True):
        text += passage.text[place : mention.start]
        written = passage.text[mention.start : mention.end] if new is None else new
        mentions.append(replace(mention, start=len(text), end=len(text) + len(written)))
        text += written
        place = mention.end
    return Passage(text=text + passage.text[place:], mentions=tuple(mentions))
