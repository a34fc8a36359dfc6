"""Lines of a page that the lexicon knows as furniture: menus, links, credits (kg:NoiseCue)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.ontology import Ontology
from kg.read.dates import TIME, Dated, find_dates
from kg.read.paragraphs import Paragraph
from kg.terms import Cue

SEPARATOR = re.compile(r"\s*[|›»•·→⋅‧]+\s*|\s+[/>~]\s+|\s+[-–—]\s+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+|[@#]\w+|\|")
FIRST_WORD = re.compile(r"\w+|\S")
DOUBLE_MARKS = frozenset('“”„"«»')
OPENING = "([{*•-–—▶►» "
"""Marks that may come before the first word."""
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
LABELS = frozenset({"date", "revision"})


class Furniture:
    """The noise cues of an ontology, ready to be looked up."""

    def __init__(self, ontology: Ontology) -> None:
        cues = ontology.cues("NoiseCue")
        self._lines = {fold(phrase): kind for phrase, kind in _phrases(cues, "line")}
        self._longest = max((phrase.count(" ") + 1 for phrase in self._lines), default=0)
        self._starts: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        for phrase, kind in _phrases(cues, "start"):
            folded = _folded(phrase)
            self._starts[_first_word(folded)].append((re.compile(_regex(folded)), kind))
        self._ends = _kinds(cues, "end", "(?:{})$")
        self._within = _kinds(cues, "within", "{}")
        labels = [(phrase, kind) for phrase, kind in _phrases(cues, "start") if kind in LABELS]
        self._labels = [
            (re.compile(rf"{_regex(phrase)}[\s:]*", re.IGNORECASE), kind) for phrase, kind in labels
        ]

    def kind(self, paragraph: Paragraph) -> str | None:
        """Return what the lexicon takes a line for (kg:denotes), None for nothing."""
        text = paragraph.text
        if len(text) > LONGEST or paragraph.words > ROW:
            return None
        folded = fold(text)
        if paragraph.words > MEDIUM:
            return self._menu(paragraph, folded)
        if all(ADDRESS.fullmatch(word.strip(",")) for word in text.split()):
            return "share"
        return (
            self._lines.get(folded)
            or self._beginning(text, final=paragraph.final)
            or self._elsewhere(paragraph, folded)
            or self._caption(paragraph)
            or self._dated(text)
            or self._menu(paragraph, folded)
        )

    def label(self, text: str) -> tuple[int, str | None]:
        """Return where a text goes on after the label of a date, and what the label denotes.

        "Published: 3 May 2024" goes on after the colon; (0, None) if there is no label.
        """
        if _first_word(text.lower()) not in self._starts:
            return 0, None
        found = [(m.end(), kind) for pattern, kind in self._labels if (m := pattern.match(text))]
        return max(found, default=(0, None))

    def is_time(self, word: str) -> bool:
        """Return whether a word can stand before a date, such as the day of the week."""
        return self._lines.get(fold(word)) == "date"

    def _beginning(self, text: str, *, final: bool) -> str | None:
        folded = _folded(text)
        found = [
            (match.group(), kind)
            for variant in {folded, folded.lstrip(OPENING)}
            for pattern, kind in self._starts.get(_first_word(variant), ())
            if (match := pattern.match(variant))
        ]
        if not found:
            return None
        phrase, kind = max(found, key=lambda pair: (len(pair[0]), pair[1]))
        return kind if _is_beginning(text, phrase, kind, final=final) else None

    def _elsewhere(self, paragraph: Paragraph, folded: str) -> str | None:
        if DOUBLE_MARKS & set(paragraph.text):
            return None
        patterns = (self._within,) if paragraph.final else (self._ends, self._within)
        found = next((m for pattern in patterns if (m := pattern.search(folded))), None)
        return found.lastgroup if found else None

    def _caption(self, paragraph: Paragraph) -> str | None:
        """Return "credit" for a sentence under a picture that ends in who made the picture."""
        before, _, credit = paragraph.text.rpartition(". ")
        if not before or paragraph.final or len(credit.split()) > NAME:
            return None
        return "credit" if self._beginning(credit, final=False) == "credit" else None

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
        if self._is_row(folded.replace(",", " ").split()):
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

    def _is_row(self, words: list[str]) -> bool:
        """Return whether words are two or more items of the lexicon, the longest taken first."""
        at = items = 0
        while at < len(words):
            sizes = range(min(self._longest, len(words) - at), 0, -1)
            size = next((n for n in sizes if " ".join(words[at : at + n]) in self._lines), 0)
            if not size:
                return False
            at, items = at + size, items + 1
        return items > 1


def fold(text: str) -> str:
    """Return a line as the lexicon writes it: lower case, numbers as #, no marks at the ends.

    >>> fold("» Sign-in (3)"), fold("5 min read")
    ('sign in (#', '# min read')
    """
    return re.sub(r"^[^\w©#]+|[^\w#]+$", "", _folded(text))


def _folded(text: str) -> str:
    text = " ".join(text.lower().replace("’", "'").split())
    return re.sub(r"\d(?:[\d.,:/]*\d)?", "#", re.sub(r"(?<=\w)-(?=\w)", " ", text))


def _first_word(text: str) -> str:
    match = FIRST_WORD.match(text)
    return match.group() if match else ""


def _phrases(cues: Iterable[Cue], direction: str) -> list[tuple[str, str]]:
    """Return the phrases of cues with what they denote."""
    known = [cue for cue in cues if cue.direction == direction and cue.denotes]
    return [(word, cue.denotes or "") for cue in known for word in cue.words]


def _kinds(cues: Iterable[Cue], direction: str, form: str) -> re.Pattern[str]:
    """Return a pattern over folded text with a group for every kind."""
    groups: Mapping[str, list[str]] = defaultdict(list)
    for phrase, kind in _phrases(cues, direction):
        groups[kind].append(_regex(_folded(phrase)))
    parts = [f"(?P<{kind}>{'|'.join(sorted(groups[kind]))})" for kind in sorted(groups)]
    return re.compile(form.format("|".join(parts) or "(?!)"))


def _regex(phrase: str) -> str:
    words = re.escape(phrase).replace(r"\*", r"\S+(?: \S+){0,4}?").replace(r"\ ", " ")
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    return before + words + (r"(?!\w)" if phrase[-1].isalnum() else "")


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


def _all_names(text: str) -> bool:
    """Return whether every word but the shortest has a capital."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    return all(word[0].isupper() or not word[0].islower() or len(word) <= 3 for word in words)


def _without(text: str, dates: Iterable[Dated]) -> str:
    for dated in sorted(dates, key=lambda one: one.span, reverse=True):
        text = f"{text[: dated.span.start]} {text[dated.span.end :]}"
    return re.sub(rf"{TIME}|[^\w\s'’.-]|(?<!\w)[-–—.]+(?!\w)", " ", text)
