"""Words -> dates and periods: "early January", "12 March 2024", "over the weekend", "two weeks ago".

Also finds what only looks like a number: years, decades, times of day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kg.extract import periods
from kg.extract.numbers import JOINS, numerals
from kg.extract.periods import Period
from kg.extract.words import Reading, Table, Word, span_of
from kg.lang import load as load_language
from kg.model import Span, TimeSpan
from kg.ontology import Cue, Ontology

FIRST_YEAR, LAST_YEAR = 1500, 2200


@dataclass(frozen=True, slots=True)
class Dated:
    """Words ``first`` to ``last`` (half-open) that read a date; ``time`` None for a time of day."""

    first: int
    last: int
    time: TimeSpan | None


@dataclass(frozen=True, slots=True)
class _Read:
    last: int
    period: Period | None
    sure: bool = True
    """Whether it is a date even without a word like "in" or "since" before it."""


class Dates:
    """Reads dates with the vocabulary of one language."""

    def __init__(self, ontology: Ontology, language: str = "en"):
        self._months = load_language(language).months
        self._numerals = numerals(ontology, language)
        kinds: dict[str, list[Cue]] = {}
        for cue in ontology.cues("TimeCue"):
            kinds.setdefault(cue.evokes or "", []).append(cue)
        self._tables = {kind: Table(cues, plurals=kind == "unit") for kind, cues in kinds.items()}

    def read(
        self, text: str, found: Sequence[Word], published: date | None = None
    ) -> Iterator[Dated]:
        """Yield the dates and times of day in text order; none of them overlap.

        Args:
            text: what ``found`` are the words of.
            found: words in text order.
            published: what "yesterday" and "in March" are relative to.
        """
        at = 0
        while at < len(found):
            dated = self._led(text, found, at, published) or self._clock(found, at)
            if dated is not None:
                yield dated
            at = at + 1 if dated is None else dated.last

    def _is(self, kind: str, found: Sequence[Word], at: int) -> Reading | None:
        return self._tables[kind].at(found, at) if kind in self._tables else None

    def _led(
        self, text: str, found: Sequence[Word], at: int, published: date | None
    ) -> Dated | None:
        """Read a date with the "since", "by" or "in" before it, which says how it bounds."""
        lead = self._is("since", found, at) or self._is("by", found, at)
        soft = lead or self._is("within", found, at) or self._is("loose", found, at)
        start = soft.last if soft else at
        start = the.last if (the := self._is("the", found, start)) else start
        read = self._one(found, start, published)
        if read is None or not (read.sure or soft):
            return None
        if not read.sure and _year(found, start) and soft and soft.cue.evokes == "loose":
            return None  # "an average of 1500"
        first = at if lead else start
        period = read.period
        if period is not None and lead and lead.cue.evokes == "since":
            period = replace(period, latest=published)
        span = span_of(found, first, read.last)
        return Dated(first, read.last, period and _time(text, span, period))

    def _one(self, found: Sequence[Word], at: int, published: date | None) -> _Read | None:
        if at >= len(found):
            return None
        part = self._is("part", found, at)
        if part is not None:
            start = _skip(found, part.last)
            start = the.last if (the := self._is("the", found, start)) else start
            read = self._whole(found, start, published)
            if read is not None and read.period is not None:
                low, high = int(part.cue.low or 0), int(part.cue.high or 3)
                return _Read(read.last, periods.third(read.period, low, high))
        return self._whole(found, at, published)

    def _whole(self, found: Sequence[Word], at: int, published: date | None) -> _Read | None:
        if at >= len(found):
            return None
        return (
            self._numeric(found, at)
            or self._day_month(found, at, published)
            or self._month(found, at, published)
            or self._year(found, at)
            or self._relative(found, at, published)
            or self._shifted(found, at, published)
            or self._ago(found, at, published)
        )

    def _numeric(self, found: Sequence[Word], at: int) -> _Read | None:
        """Read 2024-03-12, 12/03/2024 and 12.03.2024."""
        chunk = found[at : at + 5]
        glued = len(chunk) == 5 and all(word.glued for word in chunk[1:])
        marks = {chunk[1].text, chunk[3].text} if glued else set()
        if not glued or len(marks) > 1 or not marks <= {"-", "/", ".", "–"}:
            return None
        numbers = [int(word.text) for word in chunk[::2] if word.text.isdecimal()]
        if len(numbers) < 3:
            return None
        year, month, day = numbers if len(chunk[0].text) == 4 else numbers[::-1]
        if month > 12 >= day:
            month, day = day, month
        if not FIRST_YEAR <= year < LAST_YEAR:
            return None
        ambiguous = len(chunk[0].text) != 4 and month != day and day <= 12
        period = periods.on(year, month, day, None)
        if period is not None and ambiguous:
            period = replace(period, inferred="day before month")
        return _Read(at + 5, period or periods.UNKNOWN)

    def _day_month(self, found: Sequence[Word], at: int, published: date | None) -> _Read | None:
        """Read "12 March 2024", "the 12th of March", "March 12, 2024"."""
        day, last = _day(found, at)
        if day:
            last += last < len(found) and self._numerals.plays(found[last], "of")
            month = self._month_name(found, last)
            if not month:
                return None
            year, end = self._year_after(found, last + 1)
            return _Read(end, periods.on(year, month, day, published))
        month = self._month_name(found, at)
        day, last = _day(found, _skip(found, at + 1, "."))
        if not month or not day:
            return None
        if last < len(found) and found[last].glued and found[last].text in JOINS:
            until, end = _day(found, last + 1)
            if until > day:
                year, end = self._year_after(found, end)
                return _Read(end, periods.between(year, month, day, until, published))
        year, end = self._year_after(found, last)
        return _Read(end, periods.on(year, month, day, published))

    def _month(self, found: Sequence[Word], at: int, published: date | None) -> _Read | None:
        month = self._month_name(found, at)
        if not month:
            return None
        year, last = self._year_after(found, _skip(found, at + 1, "."))
        # "May", "March" and "Sun" are words of other kinds, too
        sure = year is not None or len(found[at].text) > 5
        return _Read(last if year else at + 1, periods.in_month(year, month, published), sure)

    def _year(self, found: Sequence[Word], at: int) -> _Read | None:
        year = _year(found, at)
        if year is None:
            return None
        after = found[at + 1 : at + 3]
        if after and after[0].glued:
            if after[0].lower == "s" and year % 10 == 0:
                return _Read(at + 2, periods.in_years(year, year + (99 if year % 100 == 0 else 9)))
            until = _year_end(year, after)
            if until is not None:
                return _Read(at + 3, periods.in_years(year, until))
            if after[0].kind != "mark":
                return None
        return _Read(at + 1, periods.in_years(year, year), sure=self._reads_as_year(found, at))

    def _reads_as_year(self, found: Sequence[Word], at: int) -> bool:
        """Return whether a bare 4-digit number is a year: 2,000 people are never written so."""
        if at and found[at - 1].kind == "mark" and found[at - 1].text not in set(",.;:()[]'’\"“”‘"):
            return False
        if at > 1 and found[at - 1].kind == "letters" and _year(found, at - 2):
            return True  # "between 1600 and 1900"
        return int(found[at].text) % 50 != 0 and int(found[at].text) >= 1900

    def _relative(self, found: Sequence[Word], at: int, published: date | None) -> _Read | None:
        if day := self._is("day", found, at):
            low, high = int(day.cue.low or 0), int(day.cue.high or 0)
            return _Read(day.last, periods.days(low, high, published))
        if until := self._is("until", found, at):
            return _Read(until.last, Period(None, published))
        if feast := self._is("feast", found, at):
            month, number = divmod(int(feast.cue.low or 101), 100)
            year, last = self._year_after(found, feast.last)
            return _Read(last, periods.on(year, month, number, published))
        if (named := self._is("weekday", found, at)) and found[at].text[0].isupper():
            last = late.last if (late := self._is("daytime", found, named.last)) else named.last
            return _Read(last, periods.weekday(int(named.cue.factor or 0), None, published))
        if weekend := self._is("weekend", found, at):
            return _Read(weekend.last, periods.weekend(None, published), sure=False)
        if season := self._is("season", found, at):
            year, last = self._year_after(found, season.last)
            first, end = int(season.cue.low or 1), int(season.cue.high or 12)
            return _Read(last, periods.in_season(year, first, end, published), sure=bool(year))
        return None

    def _shifted(self, found: Sequence[Word], at: int, published: date | None) -> _Read | None:
        """Read "last week", "this month", "next Monday", "the past two years", "last March"."""
        shift = self._is("shift", found, at)
        if shift is None:
            return None
        by, start = int(shift.cue.factor or 0), shift.last
        if named := self._is("weekday", found, start):
            return _Read(named.last, periods.weekday(int(named.cue.factor or 0), by, published))
        if weekend := self._is("weekend", found, start):
            return _Read(weekend.last, periods.weekend(by, published))
        if unit := self._is("unit", found, start):
            return _Read(unit.last, periods.calendar(unit.cue.measure or "", by, published))
        if season := self._is("season", found, start):
            first, end = int(season.cue.low or 1), int(season.cue.high or 12)
            return _Read(season.last, periods.in_season(None, first, end, published))
        if month := self._month_name(found, start):
            return _Read(start + 1, periods.in_month(None, month, published))
        count, last = self._count(found, start)
        if last > start and (unit := self._is("unit", found, last)):
            measure = unit.cue.measure or ""
            return _Read(unit.last, periods.rolling(measure, count, by, published))
        return None

    def _ago(self, found: Sequence[Word], at: int, published: date | None) -> _Read | None:
        count, last = self._count(found, at)
        if last == at:
            return None
        unit = self._is("unit", found, last)
        before = self._is("ago", found, unit.last) if unit else None
        if unit is None or before is None:
            return None
        period = periods.ago(unit.cue.measure or "", count, published)
        # "three days earlier" counts from another day than that of publication
        return _Read(
            before.last,
            period if before.cue.words[0] == found[before.first].lower else periods.UNKNOWN,
        )

    def _count(self, found: Sequence[Word], at: int) -> tuple[int | None, int]:
        """Return how many, None for a few, and the word after; the same word if nothing is said."""
        if few := self._is("few", found, at):
            return None, few.last
        if at < len(found) and self._numerals.plays(found[at], "article"):
            few = self._is("few", found, at + 1)
            return (None, few.last) if few else (1, at + 1)
        number = self._numerals.number_at(found, at)
        if number is None or number.high is None or number.high > 10_000:
            return None, at
        return int(number.low), number.last

    def _clock(self, found: Sequence[Word], at: int) -> Dated | None:
        if found[at].kind != "digits":
            return self._hour(found, at)
        last = at + 1
        colon = found[last : last + 2]
        exact = len(colon) == 2 and all(word.glued for word in colon) and colon[0].text == ":"
        if exact and colon[1].kind == "digits":
            last += 2
            while last + 1 < len(found) and found[last].text == ":" and found[last].glued:
                last += 2
        hour = self._is("clock", found, last)
        if hour is None and not exact:
            return self._hour(found, at)
        return Dated(at, hour.last if hour else last, None)

    def _hour(self, found: Sequence[Word], at: int) -> Dated | None:
        """Read the six of "as of six this evening", "at 10 on Monday"."""
        number = self._numerals.number_at(found, at)
        led = at and self._tables["loose"].before(found, at)
        if number is None or number.low > 24 or not led:
            return None
        after = self._is("day", found, number.last) or self._is("on", found, number.last)
        return Dated(at, number.last, None) if after else None

    def _month_name(self, found: Sequence[Word], at: int) -> int:
        if at >= len(found) or not found[at].text[0].isupper():
            return 0
        return self._months.get(found[at].lower, 0)

    def _year_after(self, found: Sequence[Word], at: int) -> tuple[int | None, int]:
        start = _skip(found, at, ",")
        year = _year(found, start)
        return (year, start + 1) if year else (None, at)


@lru_cache(maxsize=8)
def dates(ontology: Ontology, language: str = "en") -> Dates:
    """Return the reader of dates of an ontology's lexicon, made once."""
    return Dates(ontology, language)


def _time(text: str, span: Span, period: Period) -> TimeSpan:
    return TimeSpan(
        text=text[span.start : span.end],
        span=span,
        earliest=period.earliest,
        latest=period.latest,
        inferred=period.inferred,
    )


def _day(found: Sequence[Word], at: int) -> tuple[int, int]:
    """Return the day of a month that word ``at`` can be, 0 if none, and the word after."""
    if at >= len(found) or not found[at].text.isdecimal() or not 1 <= int(found[at].text) <= 31:
        return 0, at
    after = found[at + 1] if at + 1 < len(found) else None
    if after is not None and after.glued and after.kind == "letters":
        return (int(found[at].text), at + 2) if len(after.text) == 2 else (0, at)
    return int(found[at].text), at + 1


def _year(found: Sequence[Word], at: int) -> int | None:
    if at >= len(found) or len(found[at].text) != 4 or not found[at].text.isdecimal():
        return None
    return year if FIRST_YEAR <= (year := int(found[at].text)) < LAST_YEAR else None


def _year_end(year: int, after: Sequence[Word]) -> int | None:
    """Return the last year of 1950-1953 and 2014-15."""
    if len(after) < 2 or after[0].text not in JOINS or not after[1].glued:
        return None
    if not after[1].text.isdecimal() or len(after[1].text) not in {2, 4}:
        return None
    end = int(after[1].text) + (year // 100 * 100 if len(after[1].text) == 2 else 0)
    return end if year < end < min(year + 500, LAST_YEAR) else None


def _skip(found: Sequence[Word], at: int, mark: str = "-") -> int:
    return at + 1 if at < len(found) and found[at].text == mark else at
