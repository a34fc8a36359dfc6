"""The speech and medium cues of a Doc by token: what a rule may ask of a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import get_args

from spacy.tokens import Doc, Token

from kg.lang.layers import PLAIN, CueMatch, char_span, layers
from kg.model import Certainty, Mode, Polarity, Span
from kg.terms import Cue

SAID = ("speech", "writing")
SURENESS: tuple[Certainty, ...] = ("certain", "probable", "possible")
LONGEST = 8
"""No cue has more tokens."""


def said_at(token: Token, *parts_of_speech: str) -> tuple[CueMatch, ...]:
    """Return the speech cues whose head a token is; of these parts of speech, if any are given."""
    found = _near(token.doc, token.i - LONGEST, token.i, "SpeechCue")
    return tuple(
        match
        for match in found
        if match.head == token.i and (not parts_of_speech or match.cue.pos in parts_of_speech)
    )


def best_at(token: Token, *parts_of_speech: str) -> CueMatch | None:
    """Return the cue of a token that most likely introduces a quotation: one of speech."""
    found = said_at(token, *parts_of_speech)
    return min(found, key=lambda match: mode_of(match.cue) not in SAID, default=None)


def starting_at(doc: Doc, index: int) -> tuple[CueMatch, ...]:
    """Return the speech cues whose first token stands at ``index``."""
    return _near(doc, index, index, "SpeechCue")


def all_said(doc: Doc) -> tuple[CueMatch, ...]:
    """Return all speech cues, in text order."""
    return tuple(layers(doc).matches("SpeechCue"))


def media_at(token: Token) -> tuple[CueMatch, ...]:
    """Return the medium cues whose head a token is."""
    found = _near(token.doc, token.i - LONGEST, token.i, "MediumCue")
    return tuple(match for match in found if match.head == token.i)


def media_between(doc: Doc, start: int, stop: int) -> tuple[CueMatch, ...]:
    """Return the medium cues that start in a stretch of tokens, ``stop`` excluded."""
    return _near(doc, start, stop - 1, "MediumCue")


def hedged_between(doc: Doc, start: int, stop: int) -> bool:
    """Return whether a cue of negation or hedging starts in a stretch, ``stop`` excluded."""
    return bool(_near(doc, start, stop - 1, "AssertionCue"))


def frames(cue: Cue) -> frozenset[str]:
    """Return what can follow a cue as content: clause, infinitive, gerund, object, as, of, at."""
    return frozenset((cue.object_role or "").split())


def mode_of(cue: Cue) -> Mode:
    """Return the mode of a cue, speech if the lexicon names none."""
    return next((mode for mode in get_args(Mode) if mode == cue.mode), "speech")


def leads_in(match: CueMatch, preposition: str) -> bool:
    """Return whether a preposition makes a medium of a noun: on Telegram, in an interview."""
    return preposition in (match.cue.direction or "").split()


def stance(
    match: CueMatch | None, anchor: Token, *, plain: bool = False
) -> tuple[Polarity, Certainty]:
    """Return how a source puts the content: by the cue, and by how the cue itself is put.

    Args:
        match: the cue, if the lexicon has it.
        anchor: its head.
        plain: whether the cue is known to be put plainly, whatever the parse says.
    """
    own = PLAIN if plain else layers(anchor.doc).assertion(anchor)
    before = anchor.nbor(-1) if anchor.i > 0 else None
    apart = before is not None and (before.is_punct or before.lower_ == "for")
    if anchor.tag_ == "VBG" and apart:  # denied it, saying; dismissed for saying
        own = replace(own, polarity="affirmed")
    denies = match is not None and match.cue.polarity == "denied"
    given = [one for one in SURENESS if match and one == match.cue.certainty]
    if match and own.polarity == "denied" and mode_of(match.cue) in SAID and not _refused(anchor):
        given.append("probable" if denies else "possible")  # did not deny it; did not say so
        denies = False
    elif own.polarity == "denied":
        denies = not denies
    weakest = max([own.certainty, *given], key=SURENESS.index)
    return ("denied" if denies else "affirmed"), weakest


def _refused(anchor: Token) -> bool:
    """Return whether somebody will not say so: refused to admit it."""
    above = said_at(anchor.head, "verb") if anchor.head.i < anchor.i else ()
    return any(match.cue.polarity == "denied" for match in above)


def cue_span(match: CueMatch | None, anchor: Token) -> Span:
    """Return the characters of a cue, those of its token where the lexicon has none."""
    doc = anchor.doc
    return char_span(doc[match.start : match.end] if match else doc[anchor.i : anchor.i + 1])


def _near(doc: Doc, first: int, last: int, kind: str) -> tuple[CueMatch, ...]:
    """Return the cues of a kind that start at the tokens ``first`` to ``last``, both included."""
    cues = layers(doc).cues
    low = bisect_left(cues, first, key=lambda match: match.start)
    high = bisect_right(cues, last, key=lambda match: match.start)
    return tuple(match for match in cues[low:high] if match.cue.kind == kind)
