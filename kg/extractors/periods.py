"""Calendar words -> first and last day, relative to the day of publication."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

AHEAD = timedelta(days=45)
"""A date without a year lies before publication, or at most this far after it."""
SPANS = {"hour": 1, "day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365, "decade": 3652}
"""Days, as in "the past two months"."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a date expression allows (both ends included); None: no bound known."""

    earliest: date | None = None
    latest: date | None = None
    inferred: str | None = None


UNKNOWN = Period()


def on(year: int | None, month: int, day: int, published: date | None) -> Period | None:
    """Return a day; the year is inferred where it is None; None if there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000 if year is None else year, month)[1]:
        return None
    if year is not None:
        return Period(date(year, month, day), date(year, month, day))
    found, why = _inferred_year(month, published)
    if found is None or day > monthrange(found, month)[1]:
        return UNKNOWN
    return Period(date(found, month, day), date(found, month, day), why)


def between(
    year: int | None, month: int, first: int, last: int, published: date | None
) -> Period | None:
    """Return the days ``first`` to ``last`` of a month."""
    start, end = on(year, month, first, published), on(year, month, last, published)
    return replace(start, latest=end.latest) if start and end else None


def in_month(year: int | None, month: int, published: date | None) -> Period:
    """Return a whole month; the year is inferred where it is None."""
    why = None
    if year is None:
        year, why = _inferred_year(month, published)
    if year is None:
        return UNKNOWN
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), why)


def in_years(first: int, last: int) -> Period:
    """Return the days of some years."""
    if not MINYEAR <= first <= last <= MAXYEAR:
        return UNKNOWN
    return Period(date(first, 1, 1), date(last, 12, 31))


def in_season(year: int | None, first: int, last: int, published: date | None) -> Period:
    """Return the months ``first`` to ``last``, over the turn of the year where they wrap."""
    start = in_month(year, first, published)
    if start.earliest is None:
        return UNKNOWN
    until = start.earliest.year + (last < first)
    end = in_month(until, last, published).latest if until <= MAXYEAR else None
    why = "seasons of the northern hemisphere"
    return Period(start.earliest, end, f"{start.inferred}, {why}" if start.inferred else why)


def third(period: Period, first: int, last: int) -> Period:
    """Return the thirds ``first`` to ``last`` (half-open, of 0 to 3) of a period: early, late."""
    if period.earliest is None or period.latest is None:
        return period
    if (period.latest - period.earliest).days < 31:
        days = monthrange(period.earliest.year, period.earliest.month)[1]
        start, end = period.earliest.day + 10 * first, 10 * last if last < 3 else days
        month = period.earliest
        if end > start:
            return replace(period, earliest=month.replace(day=start), latest=month.replace(day=end))
        return period
    size = ((period.latest - period.earliest).days + 1) / 3
    return replace(
        period,
        earliest=period.earliest + timedelta(days=round(size * first)),
        latest=period.earliest + timedelta(days=round(size * last) - 1),
    )


def days(low: int, high: int, published: date | None) -> Period:
    """Return the days ``low`` to ``high`` after publication (negative: before)."""
    if published is None:
        return UNKNOWN
    return Period(_shifted(published, low), _shifted(published, high))


def weekday(number: int, shift: int | None, published: date | None) -> Period:
    """Return a day of the week: 0 is Monday; ``shift`` -1 last, 0 this, 1 next, None not said."""
    if published is None:
        return UNKNOWN
    back = (published.weekday() - number) % 7
    if shift == -1 and back == 0:
        back = 7
    if shift == 1:
        back -= 7
    day = _shifted(published, -back)
    return Period(day, day, "week of publication" if shift is None else None)


def weekend(shift: int | None, published: date | None) -> Period:
    """Return Saturday and Sunday of the weekend that publication follows, or lies in."""
    if published is None:
        return UNKNOWN
    back = (published.weekday() - 5) % 7 - (7 if shift == 1 else 0)
    return Period(_shifted(published, -back), _shifted(published, 1 - back), "week of publication")


def calendar(unit: str, shift: int, published: date | None) -> Period:
    """Return this, the last or the next calendar day, week, month, quarter, year or decade."""
    if published is None:
        return UNKNOWN
    if unit == "week":
        monday = _shifted(published, 7 * shift - published.weekday())
        return Period(monday, _shifted(monday, 6))
    if unit in {"month", "quarter"}:
        months = published.year * 12 + published.month - 1
        if unit == "quarter":
            first = months // 3 * 3 + 3 * shift
            end = in_month(*_month(first + 2), published)
            return Period(in_month(*_month(first), published).earliest, end.latest)
        return in_month(*_month(months + shift), published)
    if unit in {"year", "decade"}:
        size = 1 if unit == "year" else 10
        first = published.year // size * size + size * shift
        return in_years(first, first + size - 1)
    return days(shift, shift, published) if unit == "day" else days(min(shift, 0), 0, published)


def rolling(unit: str, count: int | None, shift: int, published: date | None) -> Period:
    """Return "the past two weeks": up to publication, or from it (``shift`` 1)."""
    if published is None or count is None:
        return Period(None, published) if shift < 1 else Period(published)
    size = SPANS.get(unit, 1) * count if unit != "hour" else count // 24 + 1
    return days(-size, 0, published) if shift < 1 else days(0, size, published)


def ago(unit: str, count: int | None, published: date | None) -> Period:
    """Return when something was ``count`` units ago: the blur grows with the unit."""
    if published is None or count is None:
        return Period(None, published)
    if unit in {"month", "year", "decade"}:
        return calendar(unit, -count, published)
    size = count // 24 if unit == "hour" else SPANS.get(unit, 1) * count
    blur = 3 if unit == "week" else int(unit == "hour")
    return days(-size - blur, min(0, -size + (3 if unit == "week" else 0)), published)


def _month(number: int) -> tuple[int, int]:
    return min(max(number // 12, MINYEAR), MAXYEAR), number % 12 + 1


def _inferred_year(month: int, published: date | None) -> tuple[int | None, str | None]:
    if published is None:
        return None, None
    if date(published.year, month, 1) <= _shifted(published, AHEAD.days):
        return published.year, "year of publication"
    return max(published.year - 1, MINYEAR), "year before publication"


def _shifted(day: date, count: int) -> date:
    ordinal = min(max(day.toordinal() + count, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)
