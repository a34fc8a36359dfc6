"""The lexicon's words of numerals, by the part that they play in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from kg.extractors.words import Table, Word
from kg.lang import load as load_language
from kg.ontology import Ontology
from kg.terms import Cue

JOINS = frozenset("-–‑")
"""Marks that make one word of two."""
OPENING = frozenset({"article", "minus", "dash", "single"})
"""Parts of numerals that they may begin with."""
Values = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral: words ``first`` to ``last`` (half-open), and the interval it allows."""

    first: int
    last: int
    low: Decimal
    high: Decimal | None
    """None: open, as of "thousands"."""
    scale: Decimal = Decimal(1)
    """What its last word multiplies by: a number before it in a range may share that."""
    share: bool = False
    """Whether it is a part of one, such as "two-thirds"."""
    spelled: bool = False

    @property
    def vague(self) -> bool:
        """Whether the words name an order of magnitude only."""
        return self.high is None

    def times(self, factor: Decimal, last: int) -> Number:
        """Return the number multiplied, and ended at word ``last``."""
        high = None if self.high is None else self.high * factor
        return replace(self, low=self.low * factor, high=high, scale=factor, last=last)


class Vocabulary:
    """Words by what they do in a numeral."""

    def __init__(self, ontology: Ontology, language: str) -> None:
        values = load_language(language).numbers
        magnitudes = ontology.cues("MagnitudeCue")
        self.scales: Values = {word: Decimal(n) for word, n in values.items() if n >= 100}
        self.scales |= _factors(magnitudes, "noun")
        self.ones = {word: Decimal(n) for word, n in values.items() if word not in self.scales}
        self.suffixes = _factors(magnitudes, "symbol")
        self.parts = _factors(magnitudes, "fraction")
        self.plurals: Values = {
            w: c.low for c in magnitudes if c.low and not c.pos for w in c.words
        }
        self.few = Table(cue for cue in magnitudes if cue.pos == "determiner")
        small = ontology.cues("NumeralCue")
        self.out_of = Table(cue for cue in small if cue.evokes == "out of")
        self._roles: dict[str, set[str]] = {}
        for cue in small:
            for word in cue.words:
                self._roles.setdefault(word, set()).add(cue.evokes or "")
        measures = ontology.cues("MeasureCue")
        self.units = _words(measures)
        self.powers = Table(c for c in measures if any(w[-1:].isdecimal() for w in c.words))
        self.money = Table(cue for cue in measures if cue.evokes == "money")
        self.hedges = _words(ontology.cues("QualifierCue"))
        labels = ontology.cues("LabelCue")
        self.metres = _words(cue for cue in labels if cue.measure == "metre")
        times = ontology.cues("TimeCue")
        self.times = _words(cue for cue in times if cue.evokes == "unit")

        joins = [w for w, roles in self._roles.items() if roles & OPENING]
        opening = [self.ones, self.scales, self.parts, self.plurals, self.few.openers, joins, JOINS]
        self.openers = frozenset(word for words in opening for word in words)
        """Words that may begin a numeral, beside digits and marks."""

    def may_begin(self, word: Word) -> bool:
        """Return whether a numeral may begin with a word."""
        return word.kind == "digits" or word.lower in self.openers or not word.text.isalnum()

    def plays(self, word: Word, role: str) -> bool:
        """Return whether a word can have this part in a numeral: and, to, per."""
        return role in self._roles.get(word.lower, ())

    def priced(self, found: Sequence[Word], at: int) -> bool:
        """Return whether the words before word ``at`` are a currency."""
        return self.money.before(found, at) is not None


@lru_cache(maxsize=8)
def vocabulary(ontology: Ontology, language: str = "en") -> Vocabulary:
    """Return the vocabulary of an ontology's lexicon, made once."""
    return Vocabulary(ontology, language)


def after_dash(found: Sequence[Word], at: int) -> int:
    """Return ``at``, or the word after it if that is a dash within one word."""
    if at + 1 < len(found) and found[at].text in JOINS and found[at].glued and found[at + 1].glued:
        return at + 1
    return at


def _factors(cues: Iterable[Cue], pos: str) -> Values:
    return {word: cue.factor for cue in cues if cue.pos == pos and cue.factor for word in cue.words}


def _words(cues: Iterable[Cue]) -> frozenset[str]:
    return frozenset(word for cue in cues for word in cue.words)
