"""A web page -> its article: trafilatura finds text, title, date, publisher, address and language.

The text of the article is what trafilatura gives (a paragraph a line, NFC), and offsets are its. Of
metadata only what the page states is taken: no date from its text, no publisher from its host.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import ArticleRefused
from kg.model import Article
from kg.read.encoding import decode
from kg.read.loading import load, shown, usable
from kg.read.markup import declared_encoding, refuse_bomb
from kg.read.metadata import LANGUAGE
from kg.read.reader import reads

MAX_BYTES = 20_000_000
# the extractor's own last day is today
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


@reads(".html", ".htm", ".xhtml")
def read(path: Path, *, id: str) -> Iterator[Article | ArticleRefused]:
    """A web page with one article: menus and the like are left out of its text.

    Raises:
        ArticleRefused: the page is empty, binary, undecodable, too large, or holds no article.
    """
    where = shown(path)
    data = load(path, limit=MAX_BYTES)
    page = decode(data, where=where, declared=declared_encoding(data))
    if not page.strip():
        raise ArticleRefused(where, "is empty", "leave it out")
    refuse_bomb(page, where=where)
    yield _article(page, id, where)


def _article(page: str, id: str, where: str) -> Article:
    # slow to import, and every reader is loaded to ask for its suffixes
    from trafilatura import bare_extraction

    _silence()
    try:
        found = bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=DATES,
        )
    except Exception as error:  # the parser's and the extractor's own
        raise ArticleRefused(
            where, f"cannot be parsed as HTML: {error}", "save its text"
        ) from error
    text = getattr(found, "text", None)
    if not text:
        raise ArticleRefused(where, "holds no article that stands out", "save its text")
    return Article(
        id=id,
        path=id,
        text=usable(text, where=where),
        title=_stated(found, "title"),
        publisher=_publisher(found),
        published=_date(found),
        url=_stated(found, "url"),
        lang=_language(page),
    )


def _silence() -> None:
    """Keep the extractor's messages off the console where the application has not asked for any."""
    for name in ("trafilatura", "htmldate", "courlan", "readability", "charset_normalizer"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _stated(found: object, name: str) -> str | None:
    value = getattr(found, name, None)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _publisher(found: object) -> str | None:
    """Return the name of the site, unless it is only that of the host."""
    name, url = _stated(found, "sitename"), _stated(found, "url")
    host = urlsplit(url).netloc.removeprefix("www.") if url else None
    return None if name and host and name.lower() in {host, f"www.{host}"} else name


def _date(found: object) -> date | None:
    value = _stated(found, "date")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _language(page: str) -> str:
    match = re.search(r"<html\b[^>]*?\blang\s*=\s*[\"']?([\w-]+)", page[:5000], re.I)
    tag = match[1].replace("_", "-") if match else ""
    return tag if LANGUAGE.fullmatch(tag) else "en"
