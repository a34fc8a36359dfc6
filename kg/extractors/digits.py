"""Words -> a number in digits: 4,000, 7.2bn, 2½; not those of MiG-29, 22nd or 10:30."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extractors.vocabulary import JOINS, Number, Vocabulary, after_dash
from kg.extractors.words import Word

LONGEST = 15
"""Digits without separators beyond which a run is an account or an id."""
DENOMINATORS = frozenset({*range(2, 11), 12, 16, 20, 32, 64, 100, 128})
STICKY = frozenset("./:#@_\\*^№")
"""Marks that, glued to digits, make a date, a score, a version or a handle of them."""
SLASHES = frozenset("/⁄")
CAPITAL_SUFFIXES = frozenset("KMBT")


def digits(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> Number | None:
    """Return the number in digits that begins with word ``at``."""
    word = found[at]
    vulgar = _vulgar(word)
    if vulgar is not None:
        return Number(at, at + 1, vulgar, vulgar, share=True)
    if word.kind != "digits" or not _stands_alone(vocabulary, found, at):
        return None
    value = Decimal("".join(c for c in word.text if c.isdecimal() or c == "."))
    number = Number(at, at + 1, value, value)
    extra = _vulgar(found[at + 1]) if at + 1 < len(found) and found[at + 1].glued else None
    if extra is not None:
        number = replace(number, last=at + 2, low=value + extra, high=value + extra)
    return scaled(vocabulary, found, _suffixed(vocabulary, found, number))


def scaled(vocabulary: Vocabulary, found: Sequence[Word], number: Number) -> Number:
    """Return the number times the scales after it: 5 of "5 hundred thousand"."""
    at = after_dash(found, number.last)
    word = found[at].lower if at < len(found) else ""
    scale = vocabulary.scales.get(word) or vocabulary.plurals.get(word)  # three dozens
    return scaled(vocabulary, found, number.times(scale, at + 1)) if scale else number


def fraction(numerator: Word, denominator: Word) -> Decimal | None:
    """Return the value of "3/4"; None for what is rather a date or a score."""
    if not (numerator.text.isdecimal() and denominator.text.isdecimal()):
        return None
    upper, lower = int(numerator.text), int(denominator.text)
    return Decimal(upper) / lower if 0 < upper < lower and lower in DENOMINATORS else None


def _suffixed(vocabulary: Vocabulary, found: Sequence[Word], number: Number) -> Number:
    at = number.last
    factor = vocabulary.suffixes.get(found[at].lower) if at < len(found) else None
    if factor is None:
        return number
    if len(found[at].text) == 1:
        if not _is_scale(vocabulary, found, number):
            return number
        if not found[at].glued and not vocabulary.priced(found, number.first):
            return number
    return number.times(factor, at + 1)


def _is_scale(vocabulary: Vocabulary, found: Sequence[Word], number: Number) -> bool:
    """Return whether one letter after digits is a scale: 35m of them, but a 100m wall."""
    letter, after = found[number.last], found[number.last + 1 : number.last + 2]
    if vocabulary.priced(found, number.first) or letter.text in {"k", "K", "M"}:
        return True
    if letter.text != "m" or not after or after[0].kind != "letters":
        return letter.text == "B" and bool(after)
    return after[0].lower not in vocabulary.metres


def _stands_alone(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> bool:
    text = found[at].text
    if text.isdecimal() and (len(text) > LONGEST or (text[0] == "0" and len(text) > 1)):
        return False
    return _free_before(vocabulary, found, at) and _free_after(vocabulary, found, at)


def _free_before(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> bool:
    """Return whether nothing glued to the front makes a name or a date of the digits."""
    if not found[at].glued or at == 0:
        return True
    before = found[at - 1]
    if before.kind == "digits":
        return False
    if before.kind == "letters":  # RM79, but not G7
        capital = before.text != before.lower and len(before.text) > 1
        return capital and vocabulary.priced(found, at)
    if not before.glued or at < 2:
        return before.text not in STICKY - {"."}
    earlier = found[at - 2]
    if before.text in JOINS and earlier.kind == "letters":
        if len(earlier.text) == 1 and not earlier.glued:
            return False  # T-72, but "5m-7m"
        return _may_join(vocabulary, earlier)
    return before.text not in STICKY


def _may_join(vocabulary: Vocabulary, word: Word) -> bool:
    """Return whether a word before "-7" leaves it a number: to-7, sub-7, 5m-7m; not MiG-7."""
    if vocabulary.plays(word, "to") or vocabulary.plays(word, "minus"):
        return True
    numeral = {*vocabulary.ones, *vocabulary.scales, *vocabulary.suffixes}
    return word.lower in numeral | vocabulary.units or f"{word.lower}-" in vocabulary.hedges


def _free_after(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> bool:
    """Return whether nothing glued to the end makes a name, a date or an ordinal of the digits."""
    after = found[at + 1 : at + 4]
    if not after or not after[0].glued:
        return True
    then = after[1] if len(after) > 1 and after[1].glued else None
    digits_follow = then is not None and then.kind == "digits"
    if after[0].kind == "letters":
        if vocabulary.powers.at(found, at + 1):
            return True
        fits = after[0].lower in vocabulary.suffixes or after[0].lower in vocabulary.units
        return fits and _is_small(after[0]) and not digits_follow
    if after[0].text in SLASHES and then is not None and digits_follow:
        last = after[2].text if len(after) > 2 and after[2].glued else ""
        return fraction(found[at], then) is not None and last not in SLASHES
    if after[0].text in JOINS and then is not None and then.kind == "letters":
        return _is_small(then)
    return after[0].kind != "digits" and not (after[0].text in STICKY and digits_follow)


def _is_small(word: Word) -> bool:
    """Return whether letters after digits can be a unit: 5g and 5km are, 5G and 787-B are not."""
    return len(word.text) > 1 or word.text.islower() or word.text in CAPITAL_SUFFIXES


def _vulgar(word: Word) -> Decimal | None:
    if word.kind == "mark" and unicodedata.category(word.text) == "No":
        value = unicodedata.numeric(word.text, None)
        if value is not None and 0 < value < 1:
            return Decimal(str(value))
    return None
