"""What the quote rules hand to each other: quotes whose source and relays are still tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from spacy.tokens import Doc, Token

from kg.lang.layers import CueMatch, char_span, layers
from kg.model import Certainty, Mode, Polarity, QuoteKind, Span
from kg.terms import Cue

ALONE = "quotation-alone"
"""Rule of a quotation that has no report of its own."""
SAID = ("speech", "writing")
SURENESS: tuple[Certainty, ...] = ("certain", "probable", "possible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Somebody said something, found at its cue."""

    kind: QuoteKind
    content: tuple[Span, ...]
    anchor: Token
    """Head of the cue, or of the source where there is no cue."""
    rule: str
    mode: Mode = "speech"
    cue: Span | None = None
    source: Token | None = None
    """Head of the noun phrase that names the source."""
    relays: tuple[Token, ...] = ()
    """Heads of the noun phrases that name who passed it on, nearest to the source first."""
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    relaying: bool = False
    """Whether the source only passes on or shows what others say."""
    complement: Token | None = None
    """Head of the content, where the parse gives it."""

    @property
    def start(self) -> int:
        """Where the content starts."""
        return self.content[0].start

    def covers(self, offset: int) -> bool:
        """Return whether a character lies in the content."""
        return any(part.start <= offset < part.end for part in self.content)


class CueTable:
    """The speech cues of a Doc by the token that carries them."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.matches = tuple(layers(doc).matches("SpeechCue"))
        self.media = tuple(layers(doc).matches("MediumCue"))
        self._at: dict[int, list[CueMatch]] = {}
        for match in self.matches:
            self._at.setdefault(match.head, []).append(match)

    def at(self, index: int, *parts_of_speech: str) -> tuple[CueMatch, ...]:
        """Return the cues that a token carries; of these parts of speech, if any are given."""
        found = self._at.get(index, [])
        return tuple(m for m in found if not parts_of_speech or m.cue.pos in parts_of_speech)

    def best(self, index: int, *parts_of_speech: str) -> CueMatch | None:
        """Return the cue of a token that most likely introduces a quotation: one of speech."""
        found = self.at(index, *parts_of_speech)
        return min(found, key=lambda match: mode_of(match.cue) not in SAID, default=None)


def frames(cue: Cue) -> frozenset[str]:
    """Return what can follow a cue as content: clause, infinitive, gerund, object, as, of."""
    return frozenset((cue.object_role or "").split())


def mode_of(cue: Cue) -> Mode:
    """Return the mode of a cue, speech if the lexicon names none."""
    return next((mode for mode in get_args(Mode) if mode == cue.mode), "speech")


def stance(match: CueMatch | None, anchor: Token) -> tuple[Polarity, Certainty]:
    """Return how a source puts the content: by the cue, and by how the cue itself is put."""
    own = layers(anchor.doc).assertion(anchor)
    denied = bool(match and match.cue.polarity == "denied") != (own.polarity == "denied")
    given = [one for one in SURENESS if match and one == match.cue.certainty]
    weakest = max([own.certainty, *given], key=SURENESS.index)
    return ("denied" if denied else "affirmed"), weakest


def cue_span(match: CueMatch | None, anchor: Token) -> Span:
    """Return the characters of a cue, those of its token where the lexicon has none."""
    doc = anchor.doc
    return char_span(doc[match.start : match.end] if match else doc[anchor.i : anchor.i + 1])
