"""Words -> numbers: digits, number words, fractions, "one in three", "half a million", "tens of thousands".

Single numbers only; ranges, units and qualifiers are read on top of them in amounts.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from kg.extract.words import Table, Word
from kg.lang import load as load_language
from kg.ontology import Cue, Ontology

HUNDRED, HALF = Decimal(100), Decimal("0.5")
DENOMINATORS = frozenset({*range(2, 11), 12, 16, 20, 32, 64, 100, 128})
LONGEST = 15
"""Digits without separators beyond which a run is an account or an id."""
JOINS = frozenset("-–‑")
STICKY = frozenset("./:#@_\\*^№")
"""Marks that, glued to digits, make a date, a score, a version or a handle of them."""


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

    def times(self, factor: Decimal, last: int | None = None) -> Number:
        """Return the number multiplied, and ended at word ``last``."""
        high = None if self.high is None else self.high * factor
        end = self.last if last is None else last
        return replace(self, low=self.low * factor, high=high, scale=factor, last=end)


class Numerals:
    """Reads numbers with the vocabulary of one language."""

    def __init__(self, ontology: Ontology, language: str = "en"):
        values = load_language(language).numbers
        magnitudes = ontology.cues("MagnitudeCue")
        self._scales = {word: Decimal(n) for word, n in values.items() if n >= 100}
        self._scales |= _factors(magnitudes, "noun")
        self._ones = {w: Decimal(n) for w, n in values.items() if w not in self._scales}
        self._suffixes = _factors(magnitudes, "symbol")
        self._parts = _factors(magnitudes, "fraction")
        self._plurals = {w: c.low for c in magnitudes if c.low and not c.pos for w in c.words}
        self._few = Table(cue for cue in magnitudes if cue.pos == "determiner")
        self._roles: dict[str, set[str]] = {}
        for cue in ontology.cues("NumeralCue"):
            for word in cue.words:
                self._roles.setdefault(word, set()).add(cue.evokes or "")
        self._out_of = Table(c for c in ontology.cues("NumeralCue") if c.evokes == "out of")
        measures = ontology.cues("MeasureCue")
        self._units = {word for cue in measures for word in cue.words}
        self._squares = Table(c for c in measures if any(w[-1:].isdecimal() for w in c.words))
        money = [cue for cue in measures if cue.evokes == "money"]
        self._money = Table(money)
        self._short = {word for cue in ontology.cues("QualifierCue") for word in cue.words}
        labels = ontology.cues("LabelCue")
        self._metres = {word for cue in labels if cue.measure == "metre" for word in cue.words}
        times = ontology.cues("TimeCue")
        self._times = {word for cue in times if cue.evokes == "unit" for word in cue.words}

    def plays(self, word: Word, role: str) -> bool:
        """Return whether a word can have this part in a numeral: and, to, per …"""
        return role in self._roles.get(word.lower, ())

    def read(self, found: Sequence[Word]) -> Iterator[Number]:
        """Yield the numbers in text order; none of them overlap."""
        at = 0
        while at < len(found):
            number = self._signed(found, at)
            if number is not None:
                yield number
            at = at + 1 if number is None else number.last

    def number_at(self, found: Sequence[Word], at: int) -> Number | None:
        """Return the plain number, in digits or words, that begins with word ``at``."""
        if at >= len(found):
            return None
        return self._digits(found, at) or self._spelled(found, at)

    def _signed(self, found: Sequence[Word], at: int) -> Number | None:
        number = self._extended(found, at)
        if number is not None or at + 1 >= len(found):
            return number
        after_dash = at + 2 if found[at + 1].text in JOINS and at + 2 < len(found) else at + 1
        if self.plays(found[at], "minus"):
            start = after_dash
        elif found[at].text in JOINS and found[at + 1].glued and self._may_sign(found, at):
            start = at + 1
        else:
            return None
        number = self.number_at(found, start)
        if number is None:
            return None
        return replace(number, first=at, low=-number.low, high=-number.low)

    def _may_sign(self, found: Sequence[Word], at: int) -> bool:
        return not found[at].glued or (found[at - 1].kind == "mark" and self._priced_at(found, at))

    def _extended(self, found: Sequence[Word], at: int) -> Number | None:
        number = self._vague(found, at) or self._several(found, at) or self._part(found, at)
        if number is not None:
            return number
        plain = self.number_at(found, at)
        if plain is None:
            return None
        return self._parts_of_it(found, plain) or self._ratio(found, plain) or plain

    def _digits(self, found: Sequence[Word], at: int) -> Number | None:
        word = found[at]
        vulgar = _vulgar(word)
        if vulgar is not None:
            return Number(at, at + 1, vulgar, vulgar, share=True)
        if word.kind != "digits" or not self._stands_alone(found, at):
            return None
        value = Decimal("".join(c for c in word.text if c.isdecimal() or c == "."))
        number = Number(at, at + 1, value, value)
        extra = _vulgar(found[at + 1]) if at + 1 < len(found) and found[at + 1].glued else None
        if extra is not None:
            number = replace(number, last=at + 2, low=value + extra, high=value + extra)
        return self._scaled(found, self._suffixed(found, number))

    def _suffixed(self, found: Sequence[Word], number: Number) -> Number:
        at = number.last
        factor = self._suffixes.get(found[at].lower) if at < len(found) else None
        if factor is None or (len(found[at].text) == 1 and not self._is_scale(found, number)):
            return number
        if not found[at].glued and len(found[at].text) == 1 and not self._priced(found, number):
            return number
        return number.times(factor, at + 1)

    def _is_scale(self, found: Sequence[Word], number: Number) -> bool:
        """Return whether one letter after digits is a scale: 35m of them, but a 100m wall."""
        letter, after = found[number.last], found[number.last + 1 : number.last + 2]
        if self._priced(found, number) or letter.text in {"k", "K", "M"}:
            return True
        if letter.text != "m" or not after or after[0].kind != "letters":
            return letter.text == "B" and bool(after)
        return after[0].lower not in self._metres

    def _priced(self, found: Sequence[Word], number: Number) -> bool:
        return self._priced_at(found, number.first)

    def _priced_at(self, found: Sequence[Word], at: int) -> bool:
        """Return whether the words before word ``at`` are a currency."""
        return self._money.before(found, at) is not None

    def _scaled(self, found: Sequence[Word], number: Number) -> Number:
        at = _after_dash(found, number.last)
        if at < len(found) and found[at].lower in self._scales:
            return self._scaled(found, number.times(self._scales[found[at].lower], at + 1))
        return number

    def _stands_alone(self, found: Sequence[Word], at: int) -> bool:
        word = found[at]
        digits = word.text.replace(".", "")
        if (len(digits) > LONGEST and digits.isdecimal()) or (
            word.text[0] == "0" and digits == word.text != "0"
        ):
            return False
        return self._free_before(found, at) and self._free_after(found, at)

    def _free_before(self, found: Sequence[Word], at: int) -> bool:
        if not found[at].glued or at == 0:
            return True
        before = found[at - 1]
        if before.kind == "digits":
            return False
        if before.kind == "letters":
            return (
                before.text != before.lower and len(before.text) > 1 and self._priced_at(found, at)
            )
        if not before.glued or at < 2:
            return before.text not in STICKY - {"."}
        earlier = found[at - 2]
        if before.text in JOINS and earlier.kind == "letters":
            return (
                self.plays(earlier, "to") or self.plays(earlier, "minus")
                or f"{earlier.lower}-" in self._short or earlier.lower in self._ones | self._scales
                or earlier.lower in self._suffixes or earlier.lower in self._units
            )  # fmt: skip
        return before.text not in STICKY

    def _free_after(self, found: Sequence[Word], at: int) -> bool:
        after = found[at + 1 : at + 4]
        if not after or not after[0].glued:
            return True
        then = after[1] if len(after) > 1 and after[1].glued else None
        if after[0].kind == "letters":
            if self._squares.at(found, at + 1):
                return True
            fits = after[0].lower in self._suffixes or after[0].lower in self._units
            small = len(after[0].text) > 1 or after[0].text.islower() or after[0].text in "KMBT"
            return fits and small and not (then and then.kind == "digits")
        if after[0].text in "/⁄" and then and then.kind == "digits":
            last = after[2].text if len(after) > 2 and after[2].glued else ""
            return _fraction(found[at], then) is not None and last != "/"
        if after[0].text in JOINS and then and then.kind == "letters":
            return len(then.text) > 1 or then.text.islower() or then.text in "KMBT"
        return after[0].kind != "digits" and not (
            after[0].text in STICKY and then and then.kind == "digits"
        )

    def _spelled(self, found: Sequence[Word], at: int) -> Number | None:
        if at and found[at].glued and found[at - 1].text in JOINS and found[at - 1].glued:
            return None
        start = at
        if self.plays(found[at], "article") and at + 1 < len(found):
            at = _after_dash(found, at + 1)
            if at >= len(found) or found[at].lower not in self._scales:
                return None
        elif found[at].lower in self._scales and not self._scales_on(found, at + 1):
            return None
        total, current, scale = Decimal(0), None, Decimal(1)
        while at < len(found):
            word, size = found[at].lower, Decimal(0)
            if word in self._ones:
                size = self._ones[word]
                if current is not None and not _continues(current, size, scale):
                    break
                current, scale = (current or Decimal(0)) + size, Decimal(1)
            elif word in self._scales:
                size = scale = self._scales[word]
                current = (1 if current is None else current) * size
                if size != HUNDRED:
                    total, current = total + current, None
            else:
                break
            end = at + 1
            at = self._next_word(found, end, scale)
            if current is None and (
                at >= len(found) or not self._ones.get(found[at].lower, scale) < scale
            ):
                break
        else:
            end = at
        if total == 0 and current is None:
            return None
        value = total + (current or 0)
        return self._decimals(found, Number(start, end, value, value, scale, spelled=True))

    def _scales_on(self, found: Sequence[Word], at: int) -> bool:
        return at < len(found) and found[at].lower in self._scales

    def _next_word(self, found: Sequence[Word], at: int, scale: Decimal) -> int:
        at = _after_dash(found, at)
        if scale > 1 and at + 1 < len(found) and self.plays(found[at], "and"):
            small = self._ones.get(found[at + 1].lower)
            return at + 1 if small is not None else at
        return at

    def _decimals(self, found: Sequence[Word], number: Number) -> Number:
        at = number.last
        if at + 1 < len(found) and self.plays(found[at], "point"):
            digits = [self._ones.get(word.lower, HUNDRED) for word in found[at + 1 : at + 2]]
            if digits and digits[0] < 10:
                value = number.low + digits[0] / 10
                return self._scaled(found, replace(number, low=value, high=value, last=at + 2))
        return number

    def _vague(self, found: Sequence[Word], at: int) -> Number | None:
        low = self._plurals.get(found[at].lower)
        if low is None or (
            at and (found[at - 1].kind == "digits" or found[at - 1].lower in self._ones)
        ):
            return None
        last = at + 1
        of = last < len(found) and self.plays(found[last], "of")
        while of and last + 1 < len(found) and found[last + 1].lower in self._plurals:
            low *= self._plurals[found[last + 1].lower]
            last += 2
            of = last < len(found) and self.plays(found[last], "of")
        if last == at + 1 and low in {10, 20} and not of:
            return None
        return Number(at, last, low, None, spelled=True)

    def _several(self, found: Sequence[Word], at: int) -> Number | None:
        few = self._few.at(found, at)
        if few is None or few.last >= len(found):
            return None
        word = found[few.last].lower
        scale = self._scales.get(word) or self._plurals.get(word)
        low = few.cue.low
        if scale is None or low is None:
            return None
        number = Number(at, few.last + 1, low * scale, None, spelled=True)
        return replace(self._scaled(found, number), high=None)

    def _part(self, found: Sequence[Word], at: int) -> Number | None:
        """Read "half a million", "a third of the fleet", "half the fleet"."""
        article = self.plays(found[at], "article")
        first = at + 1 if article and at + 1 < len(found) else at
        part = self._parts.get(found[first].lower)
        if part is None or (first and found[first].glued and found[first - 1].text in JOINS):
            return None
        whole = self._of_scale(found, Number(at, first + 1, part, part, share=True, spelled=True))
        if whole is not None:
            return whole
        after = found[first + 1] if first + 1 < len(found) else None
        if after is None or after.glued or self._one_of_several(found, at):
            return None
        of = self.plays(after, "of")
        half = part == HALF
        whole_follows = of or (
            half and (self.plays(after, "definite") or self.plays(after, "article"))
        )
        if whole_follows and (half or article):
            return Number(at, first + 1, part, part, share=True, spelled=True)
        return None

    def _one_of_several(self, found: Sequence[Word], at: int) -> bool:
        """Return whether "half" is one of two: the second half of the year."""
        before = [word for word in found[max(0, at - 2) : at] if word.kind == "letters"]
        return any(self.plays(word, "definite") for word in before)

    def _parts_of_it(self, found: Sequence[Word], number: Number) -> Number | None:
        """Read "two-thirds", "2 1/2", "3/4", "two and a half million" after the first number."""
        at = number.last
        if at + 1 < len(found) and found[at].text in "/⁄" and found[at].glued:
            value = _fraction(found[number.first], found[at + 1])
            if value is not None and at == number.first + 1:
                done = replace(number, low=value, high=value, last=at + 2, share=True)
                return self._of_scale(found, done) or done
        if (
            at + 2 < len(found)
            and self.plays(found[at], "and")
            and self.plays(found[at + 1], "article")
        ):
            extra = self._parts.get(found[at + 2].lower)
            if extra is not None:
                value = number.low + extra * number.scale
                return self._scaled(found, replace(number, low=value, high=value, last=at + 3))
        at = _after_dash(found, at)
        part = self._parts.get(found[at].lower) if at < len(found) else None
        if part is None or number.low != int(number.low) or not 1 <= number.low < 1 / part:
            return None
        if number.low > 1 and not found[at].lower.endswith("s") and part != Decimal("0.25"):
            return None
        value = number.low * part
        done = replace(number, low=value, high=value, last=at + 1, share=True)
        return self._of_scale(found, done) or done

    def _of_scale(self, found: Sequence[Word], number: Number) -> Number | None:
        at = _after_dash(found, number.last)
        at += at < len(found) and self.plays(found[at], "of")
        at += at < len(found) and self.plays(found[at], "article")
        if at < len(found) and found[at].lower in self._scales:
            return self._scaled(found, replace(number, last=at, share=False))
        return None

    def _ratio(self, found: Sequence[Word], number: Number) -> Number | None:
        """Read "one in three", "nine out of ten"."""
        at = _after_dash(found, number.last)
        out_of = self._out_of.at(found, at)
        if out_of is None and not (at < len(found) and self.plays(found[at], "in")):
            return None
        start = _after_dash(found, out_of.last if out_of else at + 1)
        if start >= len(found):
            return None
        whole = self.number_at(found, start)
        if whole is None or not 1 <= number.low < whole.low or whole.low > 1000:
            return None
        after = found[whole.last].lower if whole.last < len(found) else ""
        if not out_of and (whole.low > 10 and number.low > 1 or after.rstrip("s") in self._times):
            return None
        value = number.low / whole.low
        return replace(number, low=value, high=value, last=whole.last, share=True)


@lru_cache(maxsize=8)
def numerals(ontology: Ontology, language: str = "en") -> Numerals:
    """Return the reader of numbers of an ontology's lexicon, made once."""
    return Numerals(ontology, language)


def _factors(cues: Sequence[Cue], pos: str) -> dict[str, Decimal]:
    return {word: cue.factor for cue in cues if cue.pos == pos and cue.factor for word in cue.words}


def _continues(current: Decimal, size: Decimal, scale: Decimal) -> bool:
    """Return whether a number below 100 goes on from what was read: twenty one, hundred five."""
    if scale == HUNDRED:
        return current % 100 == 0
    return scale == 1 and 20 <= current % 100 and current % 10 == 0 and 0 < size < 10


def _after_dash(found: Sequence[Word], at: int) -> int:
    if at + 1 < len(found) and found[at].text in JOINS and found[at].glued and found[at + 1].glued:
        return at + 1
    return at


def _vulgar(word: Word) -> Decimal | None:
    if word.kind == "mark" and unicodedata.category(word.text) == "No":
        value = unicodedata.numeric(word.text, None)
        if value is not None and 0 < value < 1:
            return Decimal(str(value))
    return None


def _fraction(numerator: Word, denominator: Word) -> Decimal | None:
    if not (numerator.text.isdecimal() and denominator.text.isdecimal()):
        return None
    upper, lower = int(numerator.text), int(denominator.text)
    return Decimal(upper) / lower if 0 < upper < lower and lower in DENOMINATORS else None
