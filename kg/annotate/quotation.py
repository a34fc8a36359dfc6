"""Quotation marks -> quotations: pairs, nesting, apostrophes, marks repeated at a new paragraph."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from kg import lang
from kg.lang.layers import Quotation, layers
from kg.model import Span

Pairs = tuple[tuple[str, str], ...]
SINGLE = frozenset("‘’'‚‛")
"""Marks that may be apostrophes."""
GUILLEMETS = frozenset("«»‹›")
DECADE = re.compile(r"\d\ds?\b")
"""What follows the apostrophe of '90s."""
LOOK_AHEAD = 20
"""Marks that are looked at to tell a quotation from an apostrophe."""
DEEPEST = 5
"""Marks that may be open at once."""
OPENERS = "([{-–—/“‘\"'«‹„"


@dataclass(frozen=True, slots=True)
class Open:
    """An opening mark that has not been closed yet."""

    mark: str
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
        reader = _Paragraph(text[paragraph.start : paragraph.end], pairs, left_open)
        found += (_shifted(one, paragraph.start) for one in reader.quotations())
        left_open = reader.left_open
    return tuple(_nested(found))


class _Paragraph:
    """Reads one paragraph; offsets are those within it."""

    def __init__(self, text: str, pairs: Pairs, left_open: frozenset[str]) -> None:
        self.text = text
        self.left_open: frozenset[str] = frozenset()
        """Closing marks that the next paragraph may owe to this one."""
        self._before = left_open
        self._first = len(text) - len(text.lstrip())
        self._closings = {
            opening: frozenset(end for start, end in pairs if start == opening)
            for opening, _ in pairs
        }
        marks = {mark for pair in pairs for mark in pair}
        self._marks = [i for i, letter in enumerate(text) if letter in marks]
        self._ends = [i for i in self._marks if text[i] in SINGLE and self._may_end(i)]

    def quotations(self) -> Iterator[Quotation]:
        """Yield the quotations; what is left open ends with the paragraph."""
        stack: list[Open] = []
        for at in self._marks:
            depth = self._closes(at, stack)
            if depth is not None:
                if at > stack[depth].at + 1:
                    yield _quotation(stack[depth], at, at + 1)
                del stack[depth:]
            elif len(stack) < DEEPEST and self._opens(at, stack):
                stack.append(self._open(at))
        double = [one for one in stack if one.mark not in SINGLE]
        end = len(self.text.rstrip())
        for one in double[:1]:  # a mark within an open quotation may be a slip
            if one.at + 1 < end:
                yield _quotation(one, end, end)
                self.left_open = one.closing

    def _open(self, at: int) -> Open:
        closing = self._closings[self.text[at]]
        continues = at == self._first and bool(closing & self._before)
        return Open(self.text[at], closing, at, continues)

    def _closes(self, at: int, stack: list[Open]) -> int | None:
        """Return the index of the open mark that the one at ``at`` closes."""
        mark = self.text[at]
        found = [i for i, one in enumerate(stack) if mark in one.closing]
        if not found and self._at_back(at) and not self._at_front(at):
            found = [i for i, one in enumerate(stack) if _are_alike(mark, one.mark)]
        if not found:
            return None
        if mark in SINGLE and not self._ends_single(at):
            return None
        is_straight = mark in self._closings.get(mark, ())
        if is_straight and self._at_front(at) and not self._at_back(at):
            return None
        return found[-1]

    def _opens(self, at: int, stack: list[Open]) -> bool:
        mark = self.text[at]
        if mark not in self._closings or not self._at_front(at):
            return False
        if mark not in SINGLE:
            return not any(mark == one.mark for one in stack) or not self._at_back(at)
        return not DECADE.match(self.text, at + 1) and self._has_end(at, self._closings[mark])

    def _has_end(self, at: int, closing: frozenset[str]) -> bool:
        """Return whether a single mark that ends a quotation follows."""
        return any(self.text[i] in closing and self._ends_single(i) for i in _after(self._ends, at))

    def _ends_single(self, at: int) -> bool:
        """Return whether a single mark ends a quotation, and is not the apostrophe of a plural.

        In ‘the soldiers’ diary’ a later mark ends it.
        """
        if not self._may_end(at):
            return False
        if self.text[at - 1] != "s" or not re.match(r" [a-z]", self.text[at + 1 : at + 3]):
            return True
        later = next(_after(self._ends, at), None)
        return later is None or self._opened_between(at, later)

    def _opened_between(self, start: int, end: int) -> bool:
        return any(
            i < end and self.text[i] in SINGLE and self._at_front(i) and not self._at_back(i)
            for i in _after(self._marks, start)
        )

    def _may_end(self, at: int) -> bool:
        return at > 0 and self._at_back(at)

    def _at_front(self, at: int) -> bool:
        """Return whether the mark stands before a word: after a space or an opening mark."""
        before, after = self.text[at - 1 : at] if at else " ", self.text[at + 1 : at + 2] or " "
        return (before.isspace() or before in OPENERS) and not after.isspace()

    def _at_back(self, at: int) -> bool:
        """Return whether the mark stands after a word."""
        before, after = self.text[at - 1 : at] if at else " ", self.text[at + 1 : at + 2] or " "
        return not before.isspace() and not after.isalnum()


def _are_alike(one: str, other: str) -> bool:
    """Return whether two marks differ in shape only: “text" is closed as it should be opened."""
    return (one in SINGLE) == (other in SINGLE) and not {one, other} & GUILLEMETS


def _after(places: list[int], at: int) -> Iterator[int]:
    """Yield the next few places after ``at``."""
    first = bisect_right(places, at)
    yield from (places[i] for i in range(first, min(first + LOOK_AHEAD, len(places))))


def _nested(found: list[Quotation]) -> Iterator[Quotation]:
    """Yield the quotations in text order, each with the number of those around it as depth."""
    around: list[Quotation] = []
    for one in sorted(found, key=lambda one: (one.whole.start, -one.whole.end)):
        while around and one.whole not in around[-1].whole:
            around.pop()
        yield replace(one, depth=len(around))
        around.append(one)


def _quotation(opened: Open, end: int, whole_end: int) -> Quotation:
    return Quotation(
        content=Span(opened.at + 1, end),
        whole=Span(opened.at, whole_end),
        continues=opened.continues,
    )


def _shifted(one: Quotation, by: int) -> Quotation:
    content = Span(one.content.start + by, one.content.end + by)
    return replace(one, content=content, whole=Span(one.whole.start + by, one.whole.end + by))


def _paragraphs(text: str) -> Iterator[Span]:
    for found in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield Span(found.start(), found.end())
