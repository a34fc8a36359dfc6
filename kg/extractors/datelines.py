"""Where, when and for whom a report was filed, which stands before its first words."""

from __future__ import annotations

import re

from kg.model import Span

NAME = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+)*"
PART = r",\s?[A-Z\d][\w.'’ ]{0,30}"
DAY = r"\s[A-Z][a-z]{2,8}\.?\s\d\d?"
AGENCY = r"\([A-Z][^()\n]{1,40}\)"
DASH = r"(?:\s*—\s*|\s+(?:–|―|--?)\s+)"
DATELINE = re.compile(
    rf"\s*(?:{NAME}(?:(?:{PART}){{1,3}}|{DAY})?(?:\s{AGENCY})?|{AGENCY}){DASH}(?=[“\"‘']?[A-Z\d])"
)
SHORTEST = 3
"""A place in capitals has so many letters."""


def behind_dateline(text: str, paragraph: Span) -> int:
    """Return the offset at which a paragraph starts behind its dateline, its own if it has none.

    >>> behind_dateline("LOMAR, May 3 (Lake News) - Rain fell.", Span(0, 37))
    27
    """
    found = DATELINE.match(text, paragraph.start, paragraph.end)
    letters = sum(letter.isalpha() for letter in found[0]) if found else 0
    return found.end() if found and letters >= SHORTEST else paragraph.start
