"""The noise cues of the lexicon (kg:NoiseCue), ready to be looked up in a line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.ontology import Ontology
from kg.terms import Cue

FIRST_WORD = re.compile(r"\w+|\S")
OPENING = "([{*•-–—▶►» "
"""Marks that may come before the first word."""
LABELS = frozenset({"date", "revision"})


class Phrases:
    """The words of noise, by where in a line they stand (kg:direction); kinds are kg:denotes."""

    def __init__(self, ontology: Ontology) -> None:
        cues = ontology.cues("NoiseCue")
        self._lines = {fold(phrase): kind for phrase, kind in _worded(cues, "line")}
        self._longest = max((phrase.count(" ") + 1 for phrase in self._lines), default=0)
        self._starts: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        self._labels: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        for phrase, kind in _worded(cues, "start"):
            words = folded(phrase)
            self._starts[_first_word(words)].append((re.compile(_regex(words)), kind))
            if kind in LABELS:
                label = re.compile(rf"{_regex(phrase)}[\s:]*", re.IGNORECASE)
                self._labels[_first_word(phrase)].append((label, kind))
        self._ends = _kinds(cues, "end", "(?:{})$")
        self._within = _kinds(cues, "within", "{}")

    def whole(self, text: str) -> str | None:
        """Return what a text is that is one of the phrases, marks at its ends aside."""
        return self._lines.get(fold(text))

    def start(self, text: str) -> tuple[str, str] | None:
        """Return the longest phrase that a text begins with, and what it denotes."""
        words = folded(text)
        found = [
            (match.group(), kind)
            for variant in {words, words.lstrip(OPENING)}
            for pattern, kind in self._starts.get(_first_word(variant), ())
            if (match := pattern.match(variant))
        ]
        return max(found, key=lambda pair: (len(pair[0]), pair[1]), default=None)

    def end(self, text: str) -> str | None:
        """Return what a phrase denotes that a text ends with."""
        match = self._ends.search(folded(text))
        return match.lastgroup if match else None

    def within(self, text: str) -> str | None:
        """Return what a phrase denotes that stands anywhere in a text."""
        match = self._within.search(folded(text))
        return match.lastgroup if match else None

    def label(self, text: str) -> tuple[int, str | None]:
        """Return where a text goes on after the label of a date, and what the label denotes.

        "Published: 3 May 2024" goes on after the colon; (0, None) if there is no label.
        """
        patterns = self._labels.get(_first_word(text[:50].lower()), ())
        found = [(m.end(), kind) for pattern, kind in patterns if (m := pattern.match(text))]
        return max(found, default=(0, None))

    def is_time(self, word: str) -> bool:
        """Return whether a word can stand before a date, such as the day of the week."""
        return self.whole(word) == "date"

    def is_row(self, text: str) -> bool:
        """Return whether a text is two or more whole phrases, the longest taken first."""
        words = fold(text).replace(",", " ").split()
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
    return re.sub(r"^[^\w©#]+|[^\w#]+$", "", folded(text))


def folded(text: str) -> str:
    """Return a text in lower case with single spaces, numbers as #."""
    text = " ".join(text.lower().replace("’", "'").split())
    return re.sub(r"\d(?:[\d.,:/]*\d)?", "#", re.sub(r"(?<=\w)-(?=\w)", " ", text))


def _worded(cues: Iterable[Cue], direction: str) -> list[tuple[str, str]]:
    known = [cue for cue in cues if cue.direction == direction and cue.denotes]
    return [(word, cue.denotes or "") for cue in known for word in cue.words]


def _kinds(cues: Iterable[Cue], direction: str, form: str) -> re.Pattern[str]:
    """Return a pattern over folded text with a group for every kind."""
    groups: Mapping[str, list[str]] = defaultdict(list)
    for phrase, kind in _worded(cues, direction):
        groups[kind].append(_regex(folded(phrase)))
    parts = [f"(?P<{kind}>{'|'.join(sorted(groups[kind]))})" for kind in sorted(groups)]
    return re.compile(form.format("|".join(parts) or "(?!)"))


def _regex(phrase: str) -> str:
    words = re.escape(phrase).replace(r"\*", r"\S+(?: \S+){0,4}?").replace(r"\ ", " ")
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    return before + words + (r"(?!\w)" if phrase[-1].isalnum() else "")


def _first_word(text: str) -> str:
    match = FIRST_WORD.match(text)
    return match.group() if match else ""
