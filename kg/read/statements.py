"""Article -> article with its body marked, and title, date and publisher if its text has them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import islice

from kg.model import Article, Span
from kg.read.dates import find_dates
from kg.read.furniture import Furniture
from kg.read.noise import LABEL, Page, page
from kg.read.paragraphs import paragraph

OWNER = re.compile(r"(?:©|\(c\)|copyright)[\s©\d–,-]*(?:by\s+)?(?P<name>[^|·•©.,/\d]+)", re.I)
OWNED = re.compile(r"\b(?:19|20)\d\d\b|[|·•]")
OWNER_WORDS = 6
DATELINE = re.compile(r"(?=[A-Z]{2})[^—–\n]{2,60}?[,)\d][^—–\n]{0,40}?(?:[—–]|\s--?(?:\s|$))")
SEPARATORS = re.compile(r"[\s|,:;·•–—-]*")
HEAD = 10
"""Lines above the text, its first included, that a date may be stuck to."""
REACH = 80
"""Characters within which a date at the start of a line ends."""


def marked(article: Article, furniture: Furniture) -> Article:
    """Return the article with its body, and with the title, date and publisher that it states.

    What the article has already stays; so does a body.
    """
    found, stuck = _without_date(page(article.text, furniture), article.text, furniture)
    return replace(
        article,
        body=article.body or tuple(line.span for line in found.body),
        title=article.title or title(found),
        published=article.published or stuck or published(found, furniture),
        publisher=article.publisher or publisher(found),
    )


def title(found: Page) -> str | None:
    """Return the first line of the body if it is a headline: longer text follows."""
    body = found.body
    if len(body) < 2 or not body[0].headline or body[0].words < 2:
        return None
    runs_on = not body[1].gap and body[1].text[0].islower()
    if runs_on or DATELINE.match(body[0].text):
        return None
    longer = any(line.prose and len(line.text) > len(body[0].text) for line in body[1:])
    return " ".join(body[0].text.split()) if longer else None


def published(found: Page, furniture: Furniture) -> date | None:
    """Return the date of a line before the text, of a labelled one after it, or of a dateline."""
    for i, line in enumerate(found.lines):
        if found.kinds[i] != "date" or i not in found.noise:
            continue
        if i < found.first or furniture.phrases.label(line.text)[1] == "date":
            day = _first_day(line.text)
            if day is not None:
                return day
    if found.first < len(found.lines):
        dateline = DATELINE.match(found.lines[found.first].text)
        return _first_day(dateline[0]) if dateline else None
    return None


def publisher(found: Page) -> str | None:
    """Return who is named as publisher, or as owner of the page in a line below the text."""
    for i, line in enumerate(found.lines):
        if i not in found.noise:
            continue
        if found.kinds[i] == "publisher":
            return line.text.partition(":")[2].strip() or None
        if found.kinds[i] == "copyright" and i > found.last >= 0 and OWNED.search(line.text):
            match = OWNER.search(line.text)
            if match and len(match["name"].split()) <= OWNER_WORDS:
                return match["name"].strip() or None
    return None


def _without_date(found: Page, text: str, furniture: Furniture) -> tuple[Page, date | None]:
    """Return the page without a date that is stuck to a line above its text, and that date."""
    above = (i for i in range(min(found.first + 1, len(found.lines))) if i not in found.noise)
    for i in islice(above, HEAD):
        line = found.lines[i]
        at, day = _stuck(line.text, furniture)
        if at:
            span = Span(line.span.start + at, line.span.end)
            rest = paragraph(text, span, gap=line.gap)
            return replace(found, lines=(*found.lines[:i], rest, *found.lines[i + 1 :])), day
    return found, None


def _stuck(text: str, furniture: Furniture) -> tuple[int, date | None]:
    """Return where a line goes on after the date that it begins with, 0 if it does not."""
    at, label = furniture.phrases.label(text)
    word = re.compile(r"(\w+)[.,]?\s+").match(text, at)
    if word and furniture.phrases.is_time(word[1]):
        at = word.end()
    dated = next((one for one in find_dates(text[at : at + REACH]) if one.span.start == 0), None)
    if dated is None:
        return 0, None
    separators = SEPARATORS.match(text, at + dated.span.end)
    start = separators.end() if separators else 0
    rest = text[start:]
    # "12 May 2024 was a Sunday" does not only begin with a date, it is about it
    whole = len(rest.split()) >= LABEL and re.match(r"[“‘\"'(\[]*[^\W_a-z]", rest)
    return (start, None if label == "revision" else dated.day) if whole else (0, None)


def _first_day(text: str) -> date | None:
    return next((dated.day for dated in find_dates(text) if dated.day is not None), None)
