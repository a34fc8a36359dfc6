"""Words -> numbers: digits, number words, fractions, "one in three", "half a million", "dozens".

Single numbers only; ranges, units and qualifiers are read on top of them in amounts.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extractors.digits import SLASHES, digits, fraction, scaled
from kg.extractors.spelled import several, spelled, vague
from kg.extractors.vocabulary import JOINS, Number, Vocabulary, after_dash
from kg.extractors.words import Word

HALF, QUARTER = Decimal("0.5"), Decimal("0.25")


def numbers(vocabulary: Vocabulary, found: Sequence[Word]) -> Iterator[Number]:
    """Yield the numbers in text order; none of them overlap."""
    at = 0
    while at < len(found):
        number = None
        if vocabulary.may_begin(found[at]):
            number = _extended(vocabulary, found, at) or _signed(vocabulary, found, at)
        if number is not None:
            yield number
        at = at + 1 if number is None else number.last


def number_at(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> Number | None:
    """Return the plain number, in digits or words, that begins with word ``at``."""
    if at >= len(found) or not vocabulary.may_begin(found[at]):
        return None
    return digits(vocabulary, found, at) or spelled(vocabulary, found, at)


def _extended(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> Number | None:
    for read in (_single, vague, several, _part):
        if (number := read(vocabulary, found, at)) is not None:
            return number
    plain = number_at(vocabulary, found, at)
    if plain is None:
        return None
    parts = _slashed(vocabulary, found, plain) or _and_a_half(vocabulary, found, plain)
    parts = parts or _thirds(vocabulary, found, plain)
    return parts or _ratio(vocabulary, found, plain) or plain


def _single(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> Number | None:
    """Read "lone" and "sole" before a noun as one."""
    after = found[at + 1] if at + 1 < len(found) else None
    if not vocabulary.plays(found[at], "single") or after is None or after.kind != "letters":
        return None
    return Number(at, at + 1, Decimal(1), Decimal(1), spelled=True)


def _signed(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> Number | None:
    """Read "minus 5" and "-5"."""
    if at + 1 >= len(found):
        return None
    if vocabulary.plays(found[at], "minus"):
        if at and vocabulary.plays(found[at - 1], "or"):
            return None  # "40, plus or minus two"
        dash = found[at + 1].text in JOINS and at + 2 < len(found)
        number = number_at(vocabulary, found, at + 2 if dash else at + 1)
    elif found[at].text in JOINS and found[at + 1].glued and _may_sign(vocabulary, found, at):
        number = number_at(vocabulary, found, at + 1)
    else:
        return None
    return number and replace(number, first=at, low=-number.low, high=-number.low)


def _may_sign(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> bool:
    priced = at > 0 and found[at - 1].kind == "mark" and vocabulary.priced(found, at)
    return not found[at].glued or priced


def _part(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> Number | None:
    """Read "half a million", "a third of the fleet", "half the fleet"."""
    article = vocabulary.plays(found[at], "article")
    first = at + 1 if article and at + 1 < len(found) else at
    part = vocabulary.parts.get(found[first].lower)
    if part is None or (first and found[first].glued and found[first - 1].text in JOINS):
        return None
    number = Number(at, first + 1, part, part, share=True, spelled=True)
    if (whole := _of_scale(vocabulary, found, number)) is not None:
        return whole
    after = found[first + 1] if first + 1 < len(found) else None
    mark = after is not None and after.kind == "mark" and after.text not in JOINS
    if after is None or (after.glued and not mark) or _one_of_two(vocabulary, found, at):
        return None
    plays = vocabulary.plays
    whole_follows = plays(after, "of")
    if part == HALF:
        whole_follows |= plays(after, "definite") or plays(after, "article")
    by = at > 0 and plays(found[at - 1], "by") and not _goes_on(vocabulary, after)
    compared = plays(after, "than")  # a third less than in May
    return number if (whole_follows or by or compared) and (article or part == HALF) else None


def _goes_on(vocabulary: Vocabulary, word: Word) -> bool:
    """Return whether a word after "a third" may be its noun: by a third party."""
    return word.kind == "letters" and not vocabulary.plays(word, "after share")


def _one_of_two(vocabulary: Vocabulary, found: Sequence[Word], at: int) -> bool:
    """Return whether "half" is one of two: the second half of the year."""
    before = [word for word in found[max(0, at - 2) : at] if word.kind == "letters"]
    return any(vocabulary.plays(word, "definite") for word in before)


def _slashed(vocabulary: Vocabulary, found: Sequence[Word], number: Number) -> Number | None:
    """Read "3/4"."""
    at = number.first + 1
    if number.last != at or at + 1 >= len(found) or found[at].text not in SLASHES:
        return None
    value = fraction(found[number.first], found[at + 1]) if found[at].glued else None
    if value is None:
        return None
    done = replace(number, low=value, high=value, last=at + 2, share=True)
    return _of_scale(vocabulary, found, done) or done


def _and_a_half(vocabulary: Vocabulary, found: Sequence[Word], number: Number) -> Number | None:
    """Read "two and a half million"."""
    gap, at = found[number.last : number.last + 2], number.last + 2
    extra = vocabulary.parts.get(found[at].lower) if at < len(found) else None
    plays = vocabulary.plays
    if extra is None or not (plays(gap[0], "and") and plays(gap[1], "article")):
        return None
    value = number.low + extra * number.scale
    return scaled(vocabulary, found, replace(number, low=value, high=value, last=at + 1))


def _thirds(vocabulary: Vocabulary, found: Sequence[Word], number: Number) -> Number | None:
    """Read "two-thirds" and "one fifth of a million"."""
    at = after_dash(found, number.last)
    part = vocabulary.parts.get(found[at].lower) if at < len(found) else None
    if part is None or number.low != int(number.low) or not 1 <= number.low < 1 / part:
        return None
    if number.low > 1 and not found[at].lower.endswith("s") and part != QUARTER:
        return None  # "two third parties"
    value = number.low * part
    done = replace(number, low=value, high=value, last=at + 1, share=True)
    return _of_scale(vocabulary, found, done) or done


def _of_scale(vocabulary: Vocabulary, found: Sequence[Word], number: Number) -> Number | None:
    at = after_dash(found, number.last)
    at += at < len(found) and vocabulary.plays(found[at], "of")
    at += at < len(found) and vocabulary.plays(found[at], "article")
    if at < len(found) and found[at].lower in vocabulary.scales:
        return scaled(vocabulary, found, replace(number, last=at, share=False))
    return None


def _ratio(vocabulary: Vocabulary, found: Sequence[Word], number: Number) -> Number | None:
    """Read "one in three", "nine out of ten"."""
    at = after_dash(found, number.last)
    out_of = vocabulary.out_of.at(found, at)
    if out_of is None and not (at < len(found) and vocabulary.plays(found[at], "in")):
        return None
    whole = number_at(vocabulary, found, after_dash(found, out_of.last if out_of else at + 1))
    if whole is None or not 1 <= number.low < whole.low or whole.low > 1000:
        return None
    after = found[whole.last].lower if whole.last < len(found) else ""
    if not out_of and (
        (whole.low > 10 and number.low > 1) or after.rstrip("s") in vocabulary.times
    ):
        return None
    value = number.low / whole.low
    return replace(number, low=value, high=value, last=whole.last, share=True)
