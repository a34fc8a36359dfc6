"""Words -> dates of the calendar: 12 March 2024, March, 1994, the 1990s, 2014-15."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.extractors import periods
from kg.extractors.periods import Period
from kg.extractors.vocabulary import JOINS, Vocabulary
from kg.extractors.words import Word

FIRST_YEAR, LAST_YEAR = 1500, 2200
PLAIN_FROM = 1900
"""Earlier years are read as such only after a word like "in"."""
LONG_NAME = 5
"""Letters from which on the name of a month is no other word: not May, not March."""
SEPARATORS = frozenset("-/.–")
STOPS = frozenset(",.;:()[]'’\"“”‘—–-")


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date that ends before word ``last``."""

    last: int
    period: Period
    sure: bool = True
    """Whether it is a date even without a word like "in" or "since" before it."""


class CalendarDates:
    """Reads dates that name a day, month or year."""

    def __init__(self, months: Mapping[str, int], vocabulary: Vocabulary) -> None:
        self._months = months
        self._vocabulary = vocabulary

    def read(self, found: Sequence[Word], at: int, published: date | None) -> DateRead | None:
        """Return the date that begins with word ``at``."""
        return (
            _numeric(found, at)
            or self._day_month(found, at, published)
            or self._month_day(found, at, published)
            or self._whole_month(found, at, published)
            or _whole_year(found, at)
        )

    def is_month(self, word: Word) -> bool:
        """Return whether a word names a month."""
        return word.lower in self._months

    def month(self, found: Sequence[Word], at: int) -> int:
        """Return the number of the month that word ``at`` names, 0 if none."""
        if at >= len(found) or not found[at].text[0].isupper():
            return 0
        return self._months.get(found[at].lower, 0)

    def _day_month(self, found: Sequence[Word], at: int, published: date | None) -> DateRead | None:
        """Read "12 March 2024" and "12th of March"."""
        day, last = _day(found, at)
        last += last < len(found) and self._vocabulary.plays(found[last], "of")
        month = self.month(found, last) if day else 0
        if not month:
            return None
        year, end = year_after(found, last + 1)
        period = periods.on(year, month, day, published)
        return DateRead(end, period) if period else None

    def _month_day(self, found: Sequence[Word], at: int, published: date | None) -> DateRead | None:
        """Read "March 12, 2024" and "March 12-14"."""
        month = self.month(found, at)
        day, last = _day(found, skip(found, at + 1, ".")) if month else (0, at)
        if not day:
            return None
        until = 0
        if last < len(found) and found[last].glued and found[last].text in JOINS:
            until, end = _day(found, last + 1)
            last = end if until > day else last
        year, end = year_after(found, last)
        if until > day:
            period = periods.between(year, month, day, until, published)
        else:
            period = periods.on(year, month, day, published)
        return DateRead(end, period) if period else None

    def _whole_month(
        self, found: Sequence[Word], at: int, published: date | None
    ) -> DateRead | None:
        month = self.month(found, at)
        if not month:
            return None
        year, last = year_after(found, skip(found, at + 1, "."))
        sure = year is not None or len(found[at].text) > LONG_NAME
        period = periods.in_month(year, month, published)
        return DateRead(last if year else at + 1, period, sure)


def year_at(found: Sequence[Word], at: int) -> int | None:
    """Return the year that word ``at`` can be."""
    if at >= len(found) or len(found[at].text) != 4 or not found[at].text.isdecimal():
        return None
    return year if FIRST_YEAR <= (year := int(found[at].text)) < LAST_YEAR else None


def year_after(found: Sequence[Word], at: int) -> tuple[int | None, int]:
    """Return the year at word ``at``, over a comma, and the word after it; ``at`` if none."""
    start = skip(found, at, ",")
    year = year_at(found, start)
    return (year, start + 1) if year else (None, at)


def skip(found: Sequence[Word], at: int, mark: str = "-") -> int:
    """Return ``at``, or the word after it if that is a mark."""
    return at + 1 if at < len(found) and found[at].text == mark else at


def _numeric(found: Sequence[Word], at: int) -> DateRead | None:
    """Read 2024-03-12, 12/03/2024 and 12.03.2024."""
    chunk = found[at : at + 5]
    in_address = at > 0 and found[at].glued and found[at - 1].text in SEPARATORS
    if len(chunk) < 5 or in_address or not all(word.glued for word in chunk[1:]):
        return None
    marks = {chunk[1].text, chunk[3].text}
    values = [int(word.text) for word in chunk[::2] if word.text.isdecimal()]
    if len(marks) > 1 or not marks <= SEPARATORS or len(values) < 3:
        return None
    year, month, day = values if len(chunk[0].text) == 4 else values[::-1]
    if month > 12 >= day:
        month, day = day, month
    period = periods.on(year, month, day, None) if FIRST_YEAR <= year < LAST_YEAR else None
    if period is None:
        return None
    ambiguous = len(chunk[0].text) != 4 and month != day and day <= 12
    why = "order of day and month" if ambiguous else None
    return DateRead(at + 5, replace(period, inferred=why))


def _whole_year(found: Sequence[Word], at: int) -> DateRead | None:
    """Read 1994, 1990s, 1950-1953 and 2014-15."""
    year = year_at(found, at)
    if year is None:
        return None
    after = found[at + 1 : at + 3]
    if after and after[0].glued:
        if after[0].lower == "s" and year % 10 == 0:
            return DateRead(at + 2, periods.in_years(year, year + (99 if year % 100 == 0 else 9)))
        until = _year_end(year, after)
        if until is not None:
            return DateRead(at + 3, periods.in_years(year, until))
        if after[0].kind != "mark":
            return None
    return DateRead(at + 1, periods.in_years(year, year), sure=_is_year(found, at, year))


def _is_year(found: Sequence[Word], at: int, year: int) -> bool:
    """Return whether a bare 4-digit number is a year: 2,000 people are seldom written so."""
    if at and found[at - 1].kind == "mark" and found[at - 1].text not in STOPS:
        return False  # $2019
    if at > 1 and found[at - 1].kind == "letters" and year_at(found, at - 2):
        return True  # "between 1600 and 1900"
    return year % 50 != 0 and year >= PLAIN_FROM


def _day(found: Sequence[Word], at: int) -> tuple[int, int]:
    """Return the day of a month that word ``at`` can be, 0 if none, and the word after."""
    if at >= len(found) or not found[at].text.isdecimal() or not 1 <= int(found[at].text) <= 31:
        return 0, at
    after = found[at + 1] if at + 1 < len(found) else None
    if after is not None and after.glued and after.kind == "letters":  # 12th
        return (int(found[at].text), at + 2) if len(after.text) == 2 else (0, at)
    return int(found[at].text), at + 1


def _year_end(year: int, after: Sequence[Word]) -> int | None:
    """Return the last year of 1950-1953 and 2014-15."""
    if len(after) < 2 or after[0].text not in JOINS or not after[1].glued:
        return None
    if not after[1].text.isdecimal() or len(after[1].text) not in {2, 4}:
        return None
    end = int(after[1].text) + (year // 100 * 100 if len(after[1].text) == 2 else 0)
    return end if year < end < LAST_YEAR else None
