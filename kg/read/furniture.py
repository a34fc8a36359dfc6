"""A line of a page -> what piece of furniture it is: menu, link, credit …; None for text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.ontology import Ontology
from kg.read.dates import TIME, Dated, find_dates
from kg.read.paragraphs import Paragraph
from kg.read.phrases import LABELS, OPENING, Phrases

OUTSIDE_ONLY = frozenset({"section", "byline", "date", "revision", "publisher"})
"""Kinds of noise that only stand before and after the text: "12 May 2024" may be a subheading."""
SEPARATOR = re.compile(r"\s*[|›»•·→⋅‧]+\s*|\s+[/>~]\s+|\s+[-–—]\s+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+|[@#]\w+|\|+")
DOUBLE_MARKS = frozenset('“”„"«»')
LONGEST = 2_000
"""Characters of the longest line that is looked at."""
ROW = 150
"""Words of the longest menu."""
MEDIUM = 40
"""Words of the longest line that its end, or words within, can give away."""
SHORT = 20
"""Words of the longest line that its beginning can give away."""
NAME = 12
"""Words of the longest byline."""
SEGMENT = 4
"""Words of the longest item of a menu."""
REST = 6
"""Words that may stand beside a date in a line that only says when and by whom."""


class Furniture:
    """Tells furniture by the noise cues of an ontology, and by the form of dates and menus."""

    def __init__(self, ontology: Ontology) -> None:
        self.phrases = Phrases(ontology)

    def kind(self, line: Paragraph) -> str | None:
        """Return what a line is (kg:denotes), None for what may be the article's."""
        text = line.text
        if len(text) > LONGEST or line.words > ROW:
            return None
        if line.words > MEDIUM:
            return self._menu(line)
        if all(ADDRESS.fullmatch(word.strip(",")) for word in text.split()):
            return "share"
        return (
            self._whole(line)
            or self._start(text, final=line.final)
            or self._elsewhere(line)
            or self._caption(line)
            or self._dated(text, final=line.final)
            or self._menu(line)
        )

    def stands_below(self, line: Paragraph, kind: str | None) -> bool:
        """Return whether a line is furniture below a text; a mere date may be a signature's."""
        return kind != "date" or self.phrases.label(line.text)[1] is not None

    def _whole(self, line: Paragraph) -> str | None:
        kind = self.phrases.whole(line.text)
        return None if line.final and kind in OUTSIDE_ONLY else kind

    def _start(self, text: str, *, final: bool) -> str | None:
        found = self.phrases.start(text)
        return found[1] if found and _is_start(text, *found, final=final) else None

    def _elsewhere(self, line: Paragraph) -> str | None:
        if DOUBLE_MARKS & set(line.text):
            return None
        ending = None if line.final else self.phrases.end(line.text)
        return ending or self.phrases.within(line.text)

    def _caption(self, line: Paragraph) -> str | None:
        """Return "credit" for a sentence under a picture that ends in who made the picture."""
        before, _, credit = line.text.rpartition(". ")
        if not before or line.final or len(credit.split()) > NAME:
            return None
        return "credit" if self._start(credit, final=False) == "credit" else None

    def _dated(self, text: str, *, final: bool) -> str | None:
        """Return "date" or "revision" for a line that says nothing but when, and by whom."""
        if len(text.split()) > SHORT:
            return None
        at, label = self.phrases.label(text)
        if label is None and final:
            return None
        rest = text[at:]
        if label and self.phrases.is_time(rest):
            return label
        dates = list(find_dates(rest))
        if not dates:
            return None
        words = [w for w in _without(rest, dates).split() if not self.phrases.is_time(w)]
        names = len(words) <= REST and _are_names(words)
        return (label or "date") if names else None

    def _menu(self, line: Paragraph) -> str | None:
        """Return what a row of short items is; one without any known item may be a table's."""
        if self.phrases.is_row(line.text):
            return "menu"
        parts = [part for part in SEPARATOR.split(line.text) if part]
        if len(parts) < 2 or line.final:
            return None
        kinds = [self.phrases.whole(part) or self._dated(part, final=False) for part in parts]
        unknown = [part for part, kind in zip(parts, kinds, strict=True) if not kind]
        if any(len(p.split()) > SEGMENT or any(map(str.isdigit, p)) for p in unknown):
            return None
        when = next((kind for kind in kinds if kind in LABELS), None)
        if when or any(kinds):
            return when or "menu"
        return "section" if len(parts) > 2 else None


def _is_start(text: str, phrase: str, kind: str, *, final: bool) -> bool:
    """Return whether a line that begins with a phrase is furniture, and no sentence of its own."""
    words = len(text.split())
    rest = text.lstrip(OPENING)[len(phrase) :].lstrip()
    if kind in LABELS:  # "published" may begin a sentence, "this article was first published" not
        return len(phrase.split()) > 3
    if kind == "byline" or kind == "publisher":
        return words <= NAME and not final and _are_names(rest.split())
    if not phrase[-1].isalnum():
        return words <= (MEDIUM if kind == "credit" else SHORT)
    if final and (kind == "heading" or (kind == "credit" and rest[:1].islower())):
        return False  # "Photo by photo the archive was saved."
    return words <= SHORT and not DOUBLE_MARKS & set(text)


def _are_names(words: Iterable[str]) -> bool:
    """Return whether every word but the shortest has a capital, and none a digit."""
    bare = [word.strip("()[]{},;:.'\"&|") for word in words]
    return all(
        not any(map(str.isdigit, word)) and (len(word) <= 3 or not word[0].islower())
        for word in bare
        if word
    )


def _without(text: str, dates: Iterable[Dated]) -> str:
    for dated in sorted(dates, key=lambda one: one.span, reverse=True):
        text = f"{text[: dated.span.start]} {text[dated.span.end :]}"
    return re.sub(rf"{TIME}|[^\w\s'’.-]|(?<!\w)[-–—.]+(?!\w)", " ", text)
