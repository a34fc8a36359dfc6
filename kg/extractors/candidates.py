"""Doc -> the amounts of its body that may be figures, each with the dates of its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extractors.amounts import amounts
from kg.extractors.dates import dates
from kg.extractors.nonfigures import nonfigures
from kg.extractors.ranges import Amount
from kg.extractors.words import Word, span_of, words
from kg.lang.layers import Layers
from kg.model import Span, TimeSpan
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Found:
    """An amount in its paragraph."""

    amount: Amount
    words: Sequence[Word]
    span: Span
    phrase: Span
    times: tuple[TimeSpan, ...]
    """The dates of its paragraph."""


def candidates(doc: Doc, known: Layers, ontology: Ontology) -> Iterator[list[Found]]:
    """Yield the amounts of each paragraph of the body, in text order."""
    text = doc.text
    for paragraph in known.body or (Span(0, len(text)),):
        line = words(text, paragraph.start, paragraph.end)
        yield list(_amounts(text, line, known, ontology, doc.lang_))


def number_tokens(doc: Doc, paragraphs: Sequence[Sequence[Found]]) -> frozenset[int]:
    """Return the tokens of all the numbers."""
    spans = [found.span for paragraph in paragraphs for found in paragraph]
    tokens = [doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans]
    return frozenset(token.i for one in tokens if one is not None for token in one)


def _amounts(
    text: str, line: Sequence[Word], known: Layers, ontology: Ontology, language: str
) -> Iterator[Found]:
    reader, judge = amounts(ontology, language), nonfigures(ontology, language)
    dated = list(dates(ontology, language).read(text, line, known.published))
    times = tuple(one.time for one in dated if one.time is not None)
    for amount in reader.read(line, [range(one.first, one.last) for one in dated]):
        if not judge.refuses(line, amount):
            span = span_of(line, amount.first, amount.last)
            phrase = span_of(line, amount.start, amount.end)
            yield Found(amount, line, span, phrase, times)
