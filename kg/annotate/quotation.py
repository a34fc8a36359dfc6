"""Quotation marks -> quotations: pairs, nesting, apostrophes, marks repeated at a new paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg import lang
from kg.lang.layers import Quotation, layers
from kg.model import Span

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Open:
    """An opening mark that has not been closed yet."""

    closing: frozenset[str]
    at: int
    continues: bool


@dataclass(frozen=True, slots=True)
class Quotations:
    """The component kg_quotations."""

    pairs: Pairs

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotations of the body."""
        found = layers(doc)
        paragraphs = found.body or tuple(_paragraphs(doc.text))
        found.quotations = find_quotations(doc.text, paragraphs, self.pairs)
        return doc


@Language.factory("kg_quotations", default_config={"language": "en"})
def quotations(nlp: Language, name: str, language: str) -> Quotations:
    """Return the component that pairs quotation marks."""
    return Quotations(lang.load(language).quotation_marks)


def find_quotations(text: str, paragraphs: tuple[Span, ...], pairs: Pairs) -> tuple[Quotation, ...]:
    """Return the quotations of ``text`` in text order, an outer one before those within."""
    found: list[Quotation] = []
    left_open: frozenset[str] = frozenset()
    for paragraph in paragraphs:
        quotations, left_open = _in_paragraph(text, paragraph, pairs, left_open)
        found += quotations
    return tuple(sorted(found, key=lambda one: (one.whole.start, -one.whole.end)))


def _in_paragraph(
    text: str, paragraph: Span, pairs: Pairs, left_open: frozenset[str]
) -> tuple[list[Quotation], frozenset[str]]:
    stack: list[Open] = []
    found: list[Quotation] = []
    marks = {mark for pair in pairs for mark in pair}
    for at in range(paragraph.start, paragraph.end):
        mark = text[at]
        if mark not in marks:
            continue
        depth = _closes(text, at, paragraph, stack, pairs)
        if depth is not None:
            found.append(_quotation(text, stack[depth], at, at + 1, depth))
            del stack[depth:]
        elif _opens(text, at, paragraph, pairs):
            closing = frozenset(end for start, end in pairs if start == mark)
            first = not text[paragraph.start : at].strip()
            stack.append(Open(closing, at, first and bool(closing & left_open)))
    unclosed = stack[:1]  # what was opened within it may be an apostrophe or a slip
    end = paragraph.start + len(text[paragraph.start : paragraph.end].rstrip())
    found += [
        _quotation(text, one, end, end, 0)
        for one in unclosed
        if end > one.at + 1 and not _is_single(text[one.at])
    ]
    return found, unclosed[0].closing if unclosed else frozenset()


def _quotation(text: str, opened: Open, end: int, whole_end: int, depth: int) -> Quotation:
    return Quotation(
        content=Span(opened.at + 1, end),
        whole=Span(opened.at, whole_end),
        depth=depth,
        continues=opened.continues,
    )


def _closes(text: str, at: int, paragraph: Span, stack: list[Open], pairs: Pairs) -> int | None:
    """Return the index of the open mark that the one at ``at`` closes."""
    depth = next((i for i in reversed(range(len(stack))) if text[at] in stack[i].closing), None)
    if depth is None or (at == stack[depth].at + 1):
        return None
    is_straight = (text[at], text[at]) in pairs
    if is_straight and _at_front(text, at, paragraph) and not _at_back(text, at, paragraph):
        return None
    if _is_single(text[at]) and not _ends_single(text, at, paragraph, pairs):
        return None
    return depth


def _opens(text: str, at: int, paragraph: Span, pairs: Pairs) -> bool:
    mark = text[at]
    starts = [end for start, end in pairs if start == mark]
    if not starts or not _at_front(text, at, paragraph):
        return False
    if not _is_single(mark):
        return True
    rest = text[at + 1 : paragraph.end]
    return any(
        found[0] == closing and _ends_single(text, at + 1 + found.start(), paragraph, pairs)
        for closing in starts
        for found in re.finditer(re.escape(closing), rest)
    )


def _ends_single(text: str, at: int, paragraph: Span, pairs: Pairs) -> bool:
    """Return whether a single mark can end a quotation: not within a word, nor after a plural's s.

    “the soldiers’ diary” in ‘the soldiers’ diary was read’: a later mark ends it.
    """
    if not _at_back(text, at, paragraph):
        return False
    if text[at - 1 : at] != "s" or not re.match(r" [a-z]", text[at + 1 : paragraph.end]):
        return True
    rest = text[at + 1 : paragraph.end]
    later = next(
        (
            found.start()
            for found in re.finditer(re.escape(text[at]), rest)
            if _at_back(text, at + 1 + found.start(), paragraph)
        ),
        None,
    )
    opener = {start for start, end in pairs if end == text[at]} - {text[at]}
    return later is None or any(mark in rest[:later] for mark in opener)


def _at_front(text: str, at: int, paragraph: Span) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return (
        not before.isalnum()
        and not after.isspace()
        and not (before in ".,!?;:" and after in ".,;: ")
    )


def _at_back(text: str, at: int, paragraph: Span) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return not before.isspace() and not after.isalnum()


def _is_single(mark: str) -> bool:
    return mark in "‘’'‚‛"


def _paragraphs(text: str) -> Iterator[Span]:
    for found in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield Span(found.start(), found.end())
