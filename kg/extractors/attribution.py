"""Quotes + a place in the text -> Attribution: whose word it is that stands there.

Figures and relations take their source, relays, polarity and certainty from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.lang.layers import Assertion
from kg.model import Certainty, Polarity, Quote, Span

WEAKER: tuple[Certainty, ...] = ("certain", "probable", "possible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who vouches for a stretch of text, and how; the plain one is the author's own word."""

    source: str | None = None
    """Entity id."""
    further_sources: tuple[str, ...] = ()
    """Entity ids of those who say it with the source."""
    source_span: Span | None = None
    via: tuple[str, ...] = ()
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    quote: str | None = None
    """Id of the quote; None: the author's own word."""


OWN_WORD = Attribution()


def attribution(quotes: Sequence[Quote], span: Span) -> Attribution:
    """Return whose word a span is: the source of the innermost quote whose content covers it."""
    around = [quote for quote in quotes if _covers(quote, span)]
    if not around:
        return OWN_WORD
    quote = min(around, key=lambda one: (_size(one), one.id))
    return Attribution(
        source=quote.source,
        further_sources=quote.further_sources,
        source_span=quote.source_span,
        via=quote.via,
        polarity=quote.polarity,
        certainty=quote.certainty,
        quote=quote.id,
    )


def combine(assertion: Assertion, attribution: Attribution) -> tuple[Polarity, Certainty]:
    """Return how a statement stands that its sentence puts one way and its source another.

    Denied by either is denied, for the sentence may have it from the very word that reports:
    "denied that" denies both; a denied denial affirms nothing either. The weaker certainty wins.
    """
    denied = "denied" in {assertion.polarity, attribution.polarity}
    certainty = max(assertion.certainty, attribution.certainty, key=WEAKER.index)
    return ("denied" if denied else "affirmed"), certainty


def _covers(quote: Quote, span: Span) -> bool:
    """Return whether more than half of the span lies in the quote's content."""
    inside = sum(
        max(0, min(part.end, span.end) - max(part.start, span.start)) for part in quote.content
    )
    return 2 * inside > span.end - span.start


def _size(quote: Quote) -> int:
    return sum(part.end - part.start for part in quote.content)
