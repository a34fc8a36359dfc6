"""Amounts that are no figures: names, labels, ages, scores, "one" as a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.extractors.amounts import LIVING
from kg.extractors.ranges import Amount
from kg.extractors.vocabulary import Vocabulary, after_dash, vocabulary
from kg.extractors.words import Table, Word
from kg.ontology import Ontology

OLDEST = 130
SENTENCE_ENDS = frozenset(".!?:;“”\"‘’'(—–•…")
RUN = 3
"""Groups of digits in a row that are no number."""
CAPITALS = 0.6
"""Share of long words with a capital from which on a line is a headline in title case."""


class NonFigures:
    """Tells numbers that name, date or score from those that count."""

    def __init__(self, ontology: Ontology, language: str) -> None:
        labels = ontology.cues("LabelCue")
        self._vocabulary: Vocabulary = vocabulary(ontology, language)
        names = (c for c in labels if c.direction == "before" and c.measure != "age")
        self._names = Table(names, plurals=True)
        self._ages = Table(c for c in labels if c.direction == "before" and c.measure == "age")
        self._aged = Table(c for c in labels if c.direction == "after" and c.measure == "age")
        living = [cue for cue in ontology.cues("MeasureCue") if cue.measure in LIVING]
        self._living = Table(living, plurals=True)
        self._scores = Table(c for c in labels if c.direction == "after" and c.measure == "score")
        self._postal = Table(c for c in labels if c.direction == "after" and not c.measure)
        self._kinds = Table(c for c in labels if c.direction == "after" and c.measure == "kind")

    def refuses(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether an amount is no figure, as far as its neighbours tell."""
        if amount.unit is not None and not self.is_age(found, amount):
            return False
        return (
            self.is_age(found, amount)
            or self.is_rest(found, amount)
            or self._is_label(found, amount)
            or _in_run(found, amount)
            or (amount.spelled and self._is_name(found, amount))
            or self._kinds.at(found, amount.last) is not None
            or self._postal.at(found, amount.last) is not None
            or self._is_compound(found, amount)
            or (amount.range and not amount.spelled and self._is_score(found, amount))
        )

    def _is_compound(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether it says of what kind something is: a three-bed flat, zero-shot."""
        inner = after_dash(found, amount.last)
        if inner == amount.last or found[inner].kind != "letters":
            return False
        return self._living.at(found, inner) is None  # but an 11-member crew counts

    def is_age(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether the number is somebody's age."""
        if self._aged.at(found, amount.last) or (
            self._aged.at(found, amount.last + 1) and found[amount.last].text == "-"
        ):
            return True
        if amount.unit is not None or amount.high is None or amount.high > OLDEST:
            return False
        return (
            self._ages.before(found, amount.start) is not None
            or self._bounds_age(found, amount)
            or self._in_apposition(found, amount)
        )

    def _bounds_age(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether it says how old people are: "children under five", "men over 60"."""
        if amount.start + 1 != amount.first or amount.qualifier not in {"less_than", "more_than"}:
            return False
        return self._living.before(found, amount.start) is not None

    def is_pronoun(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether "one" stands for a noun or is a part of one: no one, one of them."""
        one = found[amount.first]
        if one.kind != "letters" or amount.low != 1 or amount.last - amount.first > 1:
            return False
        if self.is_single(found, amount):
            return False
        after = found[amount.last] if amount.last < len(found) else None
        before = found[amount.first - 1] if amount.first else None
        plays = self._vocabulary.plays
        return (after is not None and plays(after, "of")) or (
            before is not None and (plays(before, "definite") or plays(before, "one"))
        )

    def is_single(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether the word for one says that there is no other: the lone survivor."""
        return self._vocabulary.plays(found[amount.first], "single")

    def points_back(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether the number says how many were named before: "those two", "at five"."""
        before = found[amount.first - 1] if amount.first and amount.start == amount.first else None
        plays = self._vocabulary.plays
        if before is None:
            return False
        hour = amount.low is not None and amount.low <= 24 and plays(before, "clock")
        return hour or plays(before, "definite")

    def is_rest(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether the number repeats one that was given: the other two."""
        before = [word for word in found[max(0, amount.first - 2) : amount.first]]
        return (
            len(before) == 2
            and self._vocabulary.plays(before[0], "definite")
            and self._vocabulary.plays(before[1], "more")
        )

    def _in_apposition(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether it is written as in "Ana Rell, 25, said" or "Ana Rell (25)"."""
        first, last = amount.first - 1, amount.last
        if amount.spelled or first < 1 or amount.start != amount.first:
            return False
        opens, closes = found[first].text, found[last].text if last < len(found) else "."
        return found[first - 1].text[:1].isupper() and (opens, closes) in {
            (",", ","),
            (",", "."),
            ("(", ")"),
            (",", ";"),
        }

    def _is_label(self, found: Sequence[Word], amount: Amount) -> bool:
        if amount.start != amount.first:
            return False
        bracket = amount.first > 0 and found[amount.first - 1].text == "("  # No. (20)
        at = amount.first - bracket
        while at > 1 and self._is_listed(found, at):
            at -= 2  # Articles 12, 14 and 15
        label = self._names.before(found, at)
        if label is None or (amount.spelled and not found[label.first].text[0].isupper()):
            return False
        return label.cue.measure != "capital" or found[label.first].text[0].isupper()

    def _is_listed(self, found: Sequence[Word], at: int) -> bool:
        """Return whether digits stand before word ``at``, with nothing but an "and" between."""
        joins = found[at - 1].text == "," or self._vocabulary.plays(found[at - 1], "and")
        return joins and found[at - 2].kind == "digits"

    def follows_name(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether digits may go with the name before them: Boeing 787, Resolution 12."""
        at = amount.first
        if amount.spelled or at < 2 or amount.start != at or found[at - 1].kind != "letters":
            return False
        before, earlier = found[at - 1], found[at - 2]
        named = before.text[0].isupper() or before.text[1:] != before.lower[1:]
        return named and earlier.text not in SENTENCE_ENDS and not _in_title_case(found, at)

    def _is_name(self, found: Sequence[Word], amount: Amount) -> bool:
        """Return whether a number word is part of a name: the Big Ten, Channel Four."""
        at, last = amount.first, amount.last
        after = found[last] if last < len(found) else None
        if not found[at].text[0].isupper() or at == 0 or found[at - 1].text in SENTENCE_ENDS:
            return False
        return not _in_title_case(found, at) and (
            (after is not None and after.text[0].isupper()) or found[at - 1].text[0].isupper()
        )

    def _is_score(self, found: Sequence[Word], amount: Amount) -> bool:
        return self._scores.at(found, amount.last) is not None


@lru_cache(maxsize=8)
def nonfigures(ontology: Ontology, language: str = "en") -> NonFigures:
    """Return the judge of an ontology's lexicon, made once."""
    return NonFigures(ontology, language)


def _in_run(found: Sequence[Word], amount: Amount) -> bool:
    """Return whether digits stand in a row of groups, as those of a telephone do."""
    groups, before, behind = 1, amount.first, amount.last
    while before > 0 and found[before - 1].kind == "digits":
        groups, before = groups + 1, before - 1
    while behind < len(found) and found[behind].kind == "digits":
        groups, behind = groups + 1, behind + 1
    return not amount.spelled and groups >= RUN


def _in_title_case(found: Sequence[Word], at: int) -> bool:
    long = [
        word
        for word in found[max(0, at - 12) : at + 12]
        if word.kind == "letters" and len(word.text) > 3
    ]
    return sum(word.text[0].isupper() for word in long) > CAPITALS * len(long)
