"""Words -> dates and periods: "early January", "12 March 2024", "over the weekend", "so far".

Also finds what only looks like a number: years, decades, times of day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kg.extractors import periods
from kg.extractors.calendar_dates import CalendarDates, DateRead, skip, year_after, year_at
from kg.extractors.numbers import number_at
from kg.extractors.periods import Period
from kg.extractors.vocabulary import vocabulary
from kg.extractors.words import Reading, Table, Word, span_of, words
from kg.lang import load as load_language
from kg.model import Span, TimeSpan
from kg.ontology import Ontology
from kg.terms import Cue

HOURS = 24
REACH = 3
"""Words of a date within which it says that it counts from another: in the previous month."""
ENDS = frozenset(".!?")
MOST = 10_000
"""Units beyond which "N years ago" is not worked out."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Words ``first`` to ``last`` (half-open) that read a date; ``time`` None for a time of day."""

    first: int
    last: int
    time: TimeSpan | None


class Dates:
    """Reads dates with the vocabulary of one language."""

    def __init__(self, ontology: Ontology, language: str) -> None:
        self._vocabulary = vocabulary(ontology, language)
        self._calendar = CalendarDates(load_language(language).months, self._vocabulary)
        kinds: dict[str, list[Cue]] = {}
        for cue in ontology.cues("TimeCue"):
            kinds.setdefault(cue.evokes or "", []).append(cue)
        self._tables = {kind: Table(cues, plurals=kind == "unit") for kind, cues in kinds.items()}
        self._openers = frozenset(w for table in self._tables.values() for w in table.openers)

    def read(
        self, text: str, found: Sequence[Word], published: date | None = None
    ) -> Iterator[Dated]:
        """Yield the dates and times of day in text order; none of them overlap.

        Args:
            text: what ``found`` are the words of.
            found: words in text order.
            published: what "yesterday" and "in March" are relative to.
        """
        at, last = 0, None
        while at < len(found):
            dated = None
            if self._may_begin(found[at]):
                near = range(at, min(at + REACH, len(found)))
                base = last if any(self._is("previous", found, one) for one in near) else None
                dated = self._led(text, found, at, base or published) or self._clock(found, at)
            if dated is not None:
                yield dated
                last = dated.time.earliest if dated.time is not None else last
            elif found[at].text in ENDS:
                last = None
            at = at + 1 if dated is None else dated.last

    def back_from(self, day: date, text: str) -> Period:
        """Return when "two days earlier" was, counted from a day."""
        found = words(text)
        count, last = self._count(found, 0)
        unit = self._is("unit", found, last)
        if unit is None or (unit.cue.measure or "") not in periods.SPANS:
            return periods.UNKNOWN
        return periods.ago(unit.cue.measure or "", count, day)

    def _may_begin(self, word: Word) -> bool:
        known = word.lower in self._openers or self._vocabulary.may_begin(word)
        return known or self._calendar.is_month(word)

    def _is(self, kind: str, found: Sequence[Word], at: int) -> Reading | None:
        return self._tables[kind].at(found, at) if kind in self._tables else None

    def _led(
        self, text: str, found: Sequence[Word], at: int, published: date | None
    ) -> Dated | None:
        """Read a date with the "since", "by" or "in" before it, which says how it bounds."""
        bound = self._is("since", found, at) or self._is("by", found, at)
        within = bound or self._is("within", found, at)
        lead = within or self._is("loose", found, at)
        start = self._past_the(found, lead.last if lead else at)
        read = self._parted(found, start, published)
        if read is None or not (read.sure or lead):
            return None
        if not read.sure and not within and year_at(found, start):
            return None  # "an average of 1500"
        period = read.period
        if bound and bound.cue.evokes == "since":
            period = replace(period, latest=published)
        first = at if bound else start
        return Dated(first, read.last, _time(text, span_of(found, first, read.last), period))

    def _past_the(self, found: Sequence[Word], at: int) -> int:
        article = self._is("the", found, at)
        return article.last if article else at

    def _parted(self, found: Sequence[Word], at: int, published: date | None) -> DateRead | None:
        """Read a date with "early" or "the end of" before it."""
        if at >= len(found):
            return None
        part = self._is("part", found, at)
        if part is not None:
            start = self._past_the(found, skip(found, part.last))
            read = self._whole(found, start, published)
            if read is None and (unit := self._is("unit", found, start)):  # the start of the year
                period = periods.calendar(unit.cue.measure or "", 0, published)
                read = DateRead(unit.last, period)
            if read is not None:
                low, high = _numbers(part.cue, 0, 3)
                return DateRead(read.last, periods.third(read.period, low, high))
        return self._whole(found, at, published)

    def _whole(self, found: Sequence[Word], at: int, published: date | None) -> DateRead | None:
        if at >= len(found):
            return None
        return (
            self._calendar.read(found, at, published)
            or self._named(found, at, published)
            or self._season(found, at, None, published)
            or self._shifted(found, at, published)
            or self._ago(found, at, published)
        )

    def _named(self, found: Sequence[Word], at: int, published: date | None) -> DateRead | None:
        """Read "yesterday", "so far", "Monday evening", "the weekend", "Christmas Day"."""
        if day := self._is("day", found, at):
            return DateRead(day.last, periods.days(*_numbers(day.cue, 0, 0), published))
        if until := self._is("until", found, at):
            return DateRead(until.last, Period(None, published))
        if feast := self._is("feast", found, at):
            month, number = divmod(_numbers(feast.cue, 101, 0)[0], 100)
            year, last = year_after(found, feast.last)
            return DateRead(last, periods.on(year, month, number, published) or periods.UNKNOWN)
        if (named := self._is("weekday", found, at)) and found[at].text[0].isupper():
            late = self._is("daytime", found, named.last)
            period = periods.weekday(int(named.cue.factor or 0), None, published)
            return DateRead(late.last if late else named.last, period)
        if weekend := self._is("weekend", found, at):
            return DateRead(weekend.last, periods.weekend(None, published), sure=False)
        return None

    def _season(
        self, found: Sequence[Word], at: int, shift: int | None, published: date | None
    ) -> DateRead | None:
        season = self._is("season", found, at)
        if season is None:
            return None
        year, last = year_after(found, season.last)
        period = periods.in_season(year, *_numbers(season.cue, 1, 12), published)
        return DateRead(last, period, sure=bool(year) or shift is not None)

    def _shifted(self, found: Sequence[Word], at: int, published: date | None) -> DateRead | None:
        """Read "last week", "next Monday", "the past two years", "last March"."""
        shift = self._is("shift", found, at)
        if shift is None:
            return None
        by, start = int(shift.cue.factor or 0), shift.last
        if named := self._is("weekday", found, start):
            return DateRead(named.last, periods.weekday(int(named.cue.factor or 0), by, published))
        if weekend := self._is("weekend", found, start):
            return DateRead(weekend.last, periods.weekend(by, published))
        if unit := self._is("unit", found, start):
            measure = unit.cue.measure or ""
            if shift.cue.direction == "rolling":
                return DateRead(unit.last, periods.rolling(measure, 1, by, published))
            return DateRead(unit.last, periods.calendar(measure, by, published))
        if month := self._calendar.month(found, start):
            return DateRead(start + 1, periods.in_month(None, month, published))
        count, last = self._count(found, start)
        if last > start and (unit := self._is("unit", found, last)):
            period = periods.rolling(unit.cue.measure or "", count, by, published)
            return DateRead(unit.last, period)
        return self._season(found, start, by, published)

    def _ago(self, found: Sequence[Word], at: int, published: date | None) -> DateRead | None:
        count, last = self._count(found, at)
        unit = self._is("unit", found, last) if last > at else None
        before = self._is("ago", found, unit.last) if unit else None
        if unit is None or before is None:
            return None
        period = periods.ago(unit.cue.measure or "", count, published)
        from_today = before.cue.words[0] == found[before.first].lower
        # "three days earlier" counts from another day than that of publication
        return DateRead(before.last, period if from_today else periods.UNKNOWN)

    def _count(self, found: Sequence[Word], at: int) -> tuple[int | None, int]:
        """Return how many, None for a few, and the word after; the same word if nothing is said."""
        article = at < len(found) and self._vocabulary.plays(found[at], "article")
        if few := self._is("few", found, at + article):
            return None, few.last
        number = number_at(self._vocabulary, found, at)
        if number is not None and number.high is not None and number.high <= MOST:
            return int(number.low), number.last
        return (1, at + 1) if article else (None, at)

    def _clock(self, found: Sequence[Word], at: int) -> Dated | None:
        """Read "10:30", "2 p.m.", "six" of "as of six this evening"."""
        last = at + 1
        while last + 1 < len(found) and found[last].text == ":" and _digits_run(found, last - 1):
            last += 2
        if found[at].kind == "digits":
            mark = self._is("clock", found, last)
            if mark is not None or last > at + 1:
                return Dated(at, mark.last if mark else last, None)
        number = number_at(self._vocabulary, found, at)
        led = at > 0 and self._tables["loose"].before(found, at)
        if number is None or number.low > HOURS or not led:
            return None
        after = self._is("day", found, number.last) or self._is("weekday", found, number.last + 1)
        return Dated(at, number.last, None) if after else None


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


def _numbers(cue: Cue, low: int, high: int) -> tuple[int, int]:
    return (
        low if cue.low is None else int(cue.low),
        high if cue.high is None else int(cue.high),
    )


def _digits_run(found: Sequence[Word], at: int) -> bool:
    """Return whether digits, a mark and digits are written as one from word ``at`` on."""
    chunk = found[at : at + 3]
    kinds = [word.kind for word in chunk]
    return kinds == ["digits", "mark", "digits"] and all(word.glued for word in chunk[1:])
