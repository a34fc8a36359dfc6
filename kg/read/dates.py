"""Dates as news pages print them -> date: 2025-02-28, 28 February 2025, Feb. 28, 2025."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.lang import load
from kg.model import Span

TIME = r"(?:,?\s*(?:T|at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?(?!\w))?)"
ZONE = r"(?:\s*(?:Z|[+-]\d{2}:?\d{2}|[A-Z]{2,4})(?!\w))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date in a text, with the time of day that follows it."""

    span: Span
    day: date | None
    """None where day and month cannot be told apart: 03/04/2025."""


def parse_date(text: str) -> date | None:
    """Return the date that the whole text is, a weekday before and a time after it allowed.

    >>> parse_date("2025-05-19T07:30:00+00:00"), parse_date("Monday, May 19, 2025")
    (datetime.date(2025, 5, 19), datetime.date(2025, 5, 19))
    >>> parse_date("03/04/2025") is None
    True
    """
    match = re.fullmatch(rf"(?:[A-Za-z]{{3,9}}\.?,?\s+)?(?:{_pattern().pattern})\s*", text.strip())
    return _day(match) if match else None


def find_dates(text: str) -> Iterator[Dated]:
    """Yield the dates of a short text, from left to right."""
    for match in _pattern().finditer(text):
        yield Dated(span=Span(*match.span()), day=_day(match))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    months = "|".join(sorted(load().months, key=len, reverse=True))
    month = rf"(?P<m{{n}}>(?i:{months}))\b\.?,?"
    day = r"(?P<d{n}>\d{{1,2}})(?:st|nd|rd|th)?"
    forms = (
        r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)",
        rf"{day.format(n=2)}(?:\s+of)?[\s-]{month.format(n=2)}[\s-]\s*(?P<y2>\d{{4}})(?!\d)",
        rf"{month.format(n=3)}\s*{day.format(n=3)},?\s+(?P<y3>\d{{4}})(?!\d)",
        r"(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})(?!\d)",
        r"(?P<s1>\d{1,2})/(?P<s2>\d{1,2})/(?P<y5>\d{4})(?!\d)",
    )
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(forms)})(?:{TIME}{ZONE}?)?")


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    for n in "1234":
        if parts[f"y{n}"]:
            return _date(parts[f"y{n}"], _month(parts[f"m{n}"]), int(parts[f"d{n}"]))
    first, second = int(parts["s1"]), int(parts["s2"])
    if first == second or first > 12:
        return _date(parts["y5"], second, first)
    return _date(parts["y5"], first, second) if second > 12 else None


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else load().months[text.lower()]


def _date(year: str, month: int, day: int) -> date | None:
    try:
        return date(int(year), month, day)
    except ValueError:  # 31 February
        return None
