"""What the quote rules hand to each other: quotes whose source and relays are still tokens."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Certainty, Mode, Polarity, QuoteKind, Span

ALONE = "quotation-alone"
"""Rule of a quotation that has no report of its own."""

SIGNED = "quotation-signed"
"""Rule of a quotation below which a dash puts a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Somebody said something, found at its cue."""

    kind: QuoteKind
    content: tuple[Span, ...]
    anchor: Token
    """Head of the cue, or of the source where there is no cue."""
    rule: str
    frame: str = ""
    """How the content stands to its cue: clause, infinitive, object …"""
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
