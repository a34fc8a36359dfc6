"""A web page -> its article: trafilatura finds text, title, date, publisher, address and language.

The text of the article is what trafilatura gives (a paragraph a line, NFC), and offsets are its. Of
metadata only what the page states is taken: no date guessed from its text, no publisher from its host.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import ArticleRefused
from kg.model import Article
from kg.read.encoding import WESTERN, decode, load, shown, usable
from kg.read.metadata import LANGUAGE
from kg.read.reader import reads

MAX_BYTES = 20_000_000
MAX_DEPTH = 250  # the parser gives up at 256
MAX_TAGS = 50_000
MAX_ROWS = 3_000  # the time that the extractor needs for a table grows with their square
MAX_ATTRIBUTES = 1_000
LAST_DAY = "2100-01-01"  # a fixed one: the extractor's own limit is today

TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{%d,}" % MAX_ATTRIBUTES)
HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.S | re.I)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
CLOSED_BY_NEXT = frozenset("p li dt dd option optgroup tr td th thead tbody tfoot colgroup".split())

DECLARED = re.compile(
    rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([^\s\"'/>;]+)|"
    rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']+)",
    re.I,
)
COMMENT = re.compile(rb"<!--.*?-->", re.S)
PROLOGUE = 1024
# browsers read these as their supersets
SUPERSETS = {
    "ascii": WESTERN, "iso8859-1": WESTERN, "iso8859-9": "cp1254", "shift_jis": "cp932",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "tis-620": "cp874",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8", "utf-8-sig": "utf-8",
}  # fmt: skip
TEXTUAL = re.compile(
    r"utf-8|cp125[0-8]|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)|cp866|cp874|cp932|cp949|"
    r"gb18030|big5(hkscs)?|euc_jp|iso2022_jp"
)


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
    _refuse_bomb(page, where)
    yield _article(page, id, where)


def declared_encoding(data: bytes) -> str | None:
    """Return Python's name of the encoding that a page says it has; None if it says none we know.

    >>> declared_encoding(b'<meta http-equiv=x content="text/html; charset=latin-1">')
    'cp1252'
    """
    match = DECLARED.search(COMMENT.sub(b"", data[:PROLOGUE]))
    if match is None:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except (LookupError, ValueError):  # an encoding that Python does not know
        return None
    name = SUPERSETS.get(name, name)
    return name if TEXTUAL.fullmatch(name) else None


def _refuse_bomb(page: str, where: str) -> None:
    """Refuse what would take the parser minutes, before it is parsed."""
    page = HIDDEN.sub("", page)
    depth = deepest = tags = rows = 0
    for match in TAG.finditer(page):
        name = match[2].lower()
        if match[1]:
            depth -= depth > 0 and name not in VOID | CLOSED_BY_NEXT
            continue
        tags += 1
        rows += name == "tr"
        depth += name not in VOID | CLOSED_BY_NEXT
        deepest = max(deepest, depth)
    attributes = max((len(m[0].split()) for m in LONG_TAG.finditer(page)), default=0)
    for count, most, what in (
        (deepest, MAX_DEPTH, "nested tags"),
        (tags, MAX_TAGS, "tags"),
        (rows, MAX_ROWS, "table rows"),
        (attributes, MAX_ATTRIBUTES, "attributes in one tag"),
    ):
        if count > most:
            reason = f"has {count:,} {what}, more than {most:,}"
            raise ArticleRefused(where, reason, "save the text of the article alone")


def _article(page: str, id: str, where: str) -> Article:
    # slow to import, and every reader is loaded to ask for its suffixes
    from trafilatura import bare_extraction

    _silence()
    try:
        found = bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                "max_date": LAST_DAY,
            },  # fmt: skip
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
