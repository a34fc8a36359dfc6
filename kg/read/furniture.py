"""Lines of a page that the lexicon knows as furniture: menus, links, credits (kg:NoiseCue)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.ontology import Ontology
from kg.terms import Cue
from kg.read.dates import TIME, Dated, find_dates
from kg.read.paragraphs import Paragraph

SEPARATOR = re.compile(r"\s*[|›»•·→⋅‧]+\s*|\s+[/>~]\s+|\s+[-–—]\s+")
ADDRESSES = re.compile(r"(?:(?:(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+)(?:[\s,|]+|$))+")
DOUBLE_MARKS = frozenset('“”„"«»')
SHORT = 20
"""Words of the longest line that its beginning can give away."""
MEDIUM = 40
"""Words of the longest line that its end, or words within, can give away."""
NAME = 12
"""Words of the longest byline."""
SEGMENT = 4
"""Words of the longest item of a menu."""
REST = 6
"""Words that may stand beside a date in a line that only says when and by whom."""
OPENING = "([{*•-–—▶►» "
"""Marks that may come before the first word."""
LABELS = frozenset({"date", "revision"})


class Furniture:
    """The noise cues of an ontology, ready to be looked up."""

    def __init__(self, ontology: Ontology) -> None:
        cues = ontology.cues("NoiseCue")
        self._lines = {
            fold(phrase): kind
            for kind, phrases in _by_kind(cues, "line").items()
            for phrase in phrases
        }
        self._starts = _patterns(cues, "start", r"{}")
        self._ends = _patterns(cues, "end", r".*?{}$")
        self._within = _patterns(cues, "within", r".*?{}")
        starts = _by_kind(cues, "start")
        self._labels = {kind: _pattern(starts[kind], r"{}[\s:]*", verbatim=True) for kind in LABELS}
        items = sorted((phrase for phrase in self._lines if phrase), key=len, reverse=True)
        alternatives = "|".join(re.escape(item) for item in items)
        self._row = re.compile(rf"(?:(?:{alternatives})(?:[\s,/]+|$)){{2,}}") if items else None

    def kind(self, paragraph: Paragraph) -> str | None:
        """Return what the lexicon takes a line for (kg:denotes), None for nothing."""
        text, folded = paragraph.text, fold(paragraph.text)
        if ADDRESSES.fullmatch(text):
            return "share"
        return (
            self._lines.get(folded)
            or self._beginning(paragraph.text, final=paragraph.final)
            or self._elsewhere(paragraph, folded)
            or self._caption(paragraph)
            or self._dated(paragraph.text)
            or self._menu(paragraph, folded)
        )

    def label(self, text: str) -> tuple[int, str | None]:
        """Return where a text goes on after the label of a date, and what the label denotes.

        "Published: 3 May 2025" goes on after the colon; (0, None) if there is no label.
        """
        found = [(m.end(), kind) for kind, p in self._labels.items() if (m := p.match(text))]
        return max(found, default=(0, None))

    def is_time(self, word: str) -> bool:
        """Return whether a word can stand before a date, such as the day of the week."""
        return self._lines.get(fold(word)) == "date"

    def _beginning(self, text: str, *, final: bool) -> str | None:
        words = len(text.split())
        if words > MEDIUM:
            return None
        folded = _folded(text)
        variants = (folded, folded.lstrip(OPENING))
        found = [
            (match.group(), kind)
            for kind, pattern in self._starts.items()
            for variant in variants
            if (match := pattern.match(variant))
        ]
        if not found:
            return None
        phrase, kind = max(found, key=lambda pair: len(pair[0]))
        return kind if _is_beginning(text, phrase, kind, final=final) else None

    def _elsewhere(self, paragraph: Paragraph, folded: str) -> str | None:
        if paragraph.words > MEDIUM or DOUBLE_MARKS & set(paragraph.text):
            return None
        ends = {} if paragraph.final else self._ends
        patterns = (*ends.items(), *self._within.items())
        return next((kind for kind, pattern in patterns if pattern.match(folded)), None)

    def _caption(self, paragraph: Paragraph) -> str | None:
        """Return "credit" for a sentence under a picture that ends in who made the picture."""
        before, space, credit = paragraph.text.rpartition(". ")
        if paragraph.words > MEDIUM or not space or not before or len(credit.split()) > NAME:
            return None
        kind = self._beginning(credit, final=paragraph.final)
        return kind if kind == "credit" and not paragraph.final else None

    def _dated(self, text: str) -> str | None:
        """Return "date" or "revision" for a line that says nothing but when, and by whom."""
        if len(text.split()) > SHORT:
            return None
        at, label = self.label(text)
        rest = text[at:]
        if label and self.is_time(rest):
            return label
        dates = list(find_dates(rest))
        if not dates:
            return None
        words = [word for word in _without(rest, dates).split() if not self.is_time(word)]
        names = len(words) <= REST and _all_names(" ".join(words))
        return (label or "date") if names else None

    def _menu(self, paragraph: Paragraph, folded: str) -> str | None:
        """Return what a row of short items is; one without any known item may be a table's."""
        if self._row and self._row.fullmatch(folded):
            return "menu"
        parts = [part for part in SEPARATOR.split(paragraph.text) if part]
        if len(parts) < 2 or paragraph.final:
            return None
        kinds = [self._lines.get(fold(part)) or self._dated(part) for part in parts]
        unknown = [part for part, kind in zip(parts, kinds, strict=True) if not kind]
        if any(len(p.split()) > SEGMENT or any(map(str.isdigit, p)) for p in unknown):
            return None
        when = next((kind for kind in kinds if kind in LABELS), None)
        if when or any(kinds):
            return when or "menu"
        return "section" if len(parts) > 2 else None


def _is_beginning(text: str, phrase: str, kind: str, *, final: bool) -> bool:
    """Return whether a line that begins with a phrase is furniture, and no sentence of its own."""
    words = len(text.split())
    rest = text.lstrip(OPENING)[len(phrase) :].lstrip()
    if kind in LABELS:  # "published" may begin a sentence, "this article was first published" not
        return len(phrase.split()) > 3
    if not phrase[-1].isalnum():
        return words <= (MEDIUM if kind == "credit" else SHORT)
    if kind == "byline":
        return words <= NAME and not final and _all_names(rest)
    if final and (kind == "heading" or (kind == "credit" and rest[:1].islower())):
        return False  # "Photo by photo the archive was saved."
    return words <= SHORT and not DOUBLE_MARKS & set(text)


def fold(text: str) -> str:
    """Return a line as the lexicon writes it: lower case, numbers as #, no marks at the ends.

    >>> fold("» Sign-in (3)"), fold("5 min read")
    ('sign in (#', '# min read')
    """
    return re.sub(r"^[^\w©#]+|[^\w#]+$", "", _folded(text))


def _folded(text: str) -> str:
    text = " ".join(text.lower().replace("’", "'").split())
    return re.sub(r"\d(?:[\d.,:/]*\d)?", "#", re.sub(r"(?<=\w)-(?=\w)", " ", text))


def _by_kind(cues: Iterable[Cue], direction: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for cue in cues:
        if cue.direction == direction and cue.denotes:
            found[cue.denotes] += cue.words
    return found


def _patterns(cues: Iterable[Cue], direction: str, form: str) -> Mapping[str, re.Pattern[str]]:
    phrases = _by_kind(cues, direction)
    return {kind: _pattern(phrases[kind], form) for kind in sorted(phrases)}


def _pattern(phrases: Iterable[str], form: str, *, verbatim: bool = False) -> re.Pattern[str]:
    """Return a pattern of phrases, the longest first, over folded or over unaltered text."""
    known = sorted({phrase if verbatim else _folded(phrase) for phrase in phrases})
    parts = [_regex(phrase) for phrase in sorted(known, key=len, reverse=True)]
    return re.compile(form.format(f"(?:{'|'.join(parts) or '(?!)'})"), re.IGNORECASE)


def _regex(phrase: str) -> str:
    words = re.escape(phrase).replace(r"\*", r"\S+(?: \S+){0,4}?").replace(r"\ ", " ")
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    return before + words + (r"(?!\w)" if phrase[-1].isalnum() else "")


def _all_names(text: str) -> bool:
    """Return whether every word but the shortest has a capital."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    return all(word[0].isupper() or not word[0].islower() or len(word) <= 3 for word in words)


def _without(text: str, dates: Iterable[Dated]) -> str:
    for dated in sorted(dates, key=lambda one: one.span, reverse=True):
        text = f"{text[: dated.span.start]} {text[dated.span.end :]}"
    return re.sub(rf"{TIME}|[^\w\s'’.-]|(?<!\w)[-–—.]+(?!\w)", " ", text)
