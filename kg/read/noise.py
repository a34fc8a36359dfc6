"""Article -> article with its body marked; and title, date and publisher if the text states them.

Nothing is cut: what is no body stays in the text, so that offsets are exact. A doubtful line stays
body, and so does everything where nothing would be left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.model import Article, Span
from kg.ontology import Ontology
from kg.read.dates import find_dates
from kg.read.furniture import Furniture
from kg.read.paragraphs import Paragraph, paragraphs
from kg.read.teasers import Teasers

OUTSIDE_ONLY = frozenset({"section", "byline", "date", "revision", "publisher"})
"""Kinds of noise that only stand before and after the text: "12 May 2024" may be a subheading."""
LABEL = 3
"""Words of the longest name of a section, author or agency that stands alone."""
OWNER = re.compile(r"(?:©|\(c\)|copyright)[\s©\d–,-]*(?:by\s+)?(?P<name>[^|·•©.,/\d]+)", re.I)
OWNED = re.compile(r"\b(?:19|20)\d\d\b|[|·•]")
DATELINE = re.compile(r"(?=[A-Z]{3})[^—–-]{3,80}?\s*(?:[—–]|\s-\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article's paragraphs, with what each is if it is not body."""

    lines: tuple[Paragraph, ...]
    kinds: tuple[str | None, ...]
    noise: frozenset[int]
    first: int
    """Index of the first paragraph of running text; the number of paragraphs if there is none."""
    last: int
    """Index of the last one; -1 if there is none."""

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """What the article says."""
        return tuple(line for i, line in enumerate(self.lines) if i not in self.noise)


class Marker:
    """Marks the body of articles with the noise cues of an ontology."""

    def __init__(self, ontology: Ontology):
        self._furniture = Furniture(ontology)

    def mark(self, article: Article) -> Article:
        """Return the article with body, and with the title, date and publisher that it states.

        What the article already has stays; so does a body.
        """
        page, published = self._lead(self._page(article.text))
        body = tuple(line.span for line in page.body)
        return replace(
            article,
            body=article.body or body,
            title=article.title or title(page),
            published=article.published or published or self._published(page),
            publisher=article.publisher or self._publisher(page),
        )

    def _page(self, text: str) -> Page:
        lines = paragraphs(text)
        kinds = tuple(self._furniture.kind(line) for line in lines)
        teasers = Teasers(lines, kinds).find()
        prose = [
            i for i, line in enumerate(lines) if line.prose and not kinds[i] and i not in teasers
        ]
        first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
        anywhere = {
            i
            for i, kind in enumerate(kinds)
            if kind and (kind not in OUTSIDE_ONLY or (prose and not first < i < last))
        }
        noise = anywhere | teasers
        if prose:
            noise |= _labels(lines, noise, first) | _tail(lines, noise, last)
        noise |= _repeated(lines, noise)
        if len(noise) == len(lines):
            noise = set()
        return Page(lines=tuple(lines), kinds=kinds, noise=frozenset(noise), first=first, last=last)

    def _lead(self, page: Page) -> tuple[Page, date | None]:
        """Return the page without the date that is stuck to its first line, and that date."""
        for i, line in enumerate(page.lines[: page.first + 1]):
            if i not in page.noise:
                at, day = self._stuck(line.text)
                if at:
                    rest = replace(
                        line,
                        span=Span(line.span.start + at, line.span.end),
                        text=line.text[at:],
                    )
                    lines = (*page.lines[:i], rest, *page.lines[i + 1 :])
                    return replace(page, lines=lines), day
        return page, None

    def _stuck(self, text: str) -> tuple[int, date | None]:
        """Return where the text begins after a date, 0 if it does not begin with one."""
        at, label = self._furniture.label(text)
        word = re.compile(r"(\w+)[.,]?\s+").match(text, at)
        if word and self._furniture.is_time(word[1]):
            at = word.end()
        dated = next((one for one in find_dates(text[at : at + 80]) if one.span.start == 0), None)
        if dated is None:
            return 0, None
        after = re.compile(r"[\s|,:;·•–—-]*").match(text, at + dated.span.end)
        start = after.end() if after else at + dated.span.end
        rest = text[start:]
        stuck = len(rest.split()) >= LABEL and re.match(r"[“‘\"'(\[]*[^\W_a-z]", rest)
        return (start, None if label == "revision" else dated.day) if stuck else (0, None)

    def _published(self, page: Page) -> date | None:
        for i, line in enumerate(page.lines):
            if page.kinds[i] == "date" and (i < page.first or self._furniture.label(line.text)[1]):
                day = next((one.day for one in find_dates(line.text) if one.day), None)
                if day:
                    return day
        if page.first < len(page.lines):
            dateline = DATELINE.match(page.lines[page.first].text)
            if dateline:
                return next((one.day for one in find_dates(dateline[0]) if one.day), None)
        return None

    def _publisher(self, page: Page) -> str | None:
        for i, line in enumerate(page.lines):
            if page.kinds[i] == "publisher" and i in page.noise:
                return line.text.partition(":")[2].strip() or None
            if page.kinds[i] == "copyright" and i > page.last >= 0 and OWNED.search(line.text):
                match = OWNER.search(line.text)
                if match and len(match["name"].split()) <= 6:
                    return match["name"].strip() or None
        return None


def title(page: Page) -> str | None:
    """Return the first line of the body if it is a headline: longer text follows."""
    body = page.body
    if len(body) < 2 or not body[0].headline or body[0].words < 2:
        return None
    longer = any(line.prose and len(line.text) > len(body[0].text) for line in body[1:])
    return " ".join(body[0].text.split()) if longer else None


def _labels(lines: Sequence[Paragraph], noise: set[int], first: int) -> set[int]:
    """Return the short lines around the title that name a section, an author or an agency."""
    open_ = [i for i in range(first) if i not in noise and not lines[i].final]
    if first < len(lines) and lines[first].headline:  # a title that ends in a question
        return {i for i in open_ if lines[i].words <= LABEL}
    longest = [i for i in open_ if lines[i].words > LABEL]
    if not longest:
        return {i for i in open_ if lines[i].words == 1} if len(open_) == 1 else set(open_[:-1])
    headline = longest[0]
    return {
        i for i in open_ if lines[i].words <= LABEL and (i < headline or lines[i].text.istitle())
    }


def _tail(lines: Sequence[Paragraph], noise: set[int], last: int) -> set[int]:
    """Return what follows the first line of noise after the text, unless it ends like a sentence."""
    after = [i for i in range(last + 1, len(lines))]
    start = next((i for i in after if i in noise), len(lines))
    return {i for i in after if i > start and not lines[i].final}


def _repeated(lines: Sequence[Paragraph], noise: set[int]) -> set[int]:
    """Return the lines other than sentences that stood in the body before."""
    seen: set[str] = set()
    found = set()
    for i, line in enumerate(lines):
        if i in noise or line.prose or line.words < LABEL:
            continue
        if line.text in seen:
            found.add(i)
        seen.add(line.text)
    return found
