"""Ids, keys and URLs in any script -> file names of pages, and links that are safe to follow."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

SITE = "site"
PAGES = (
    ("Figures", "figures"), ("Quotes", "quotes"), ("Relations", "relations"),
    ("Timeline", "timeline"), ("Entities", "entities"), ("Articles", "articles"),
    ("Graph", "graph"), ("Rejected", "rejects"),
)  # fmt: skip
"""The pages that every page leads to: name for people, name of the list."""
SLUG = 60  # characters; with the digest and the suffix a name stays below 120 bytes


def article_page(id: str) -> str:
    """Return the path of an article's page below the output folder."""
    return f"{SITE}/articles/{page_name(id)}"


def entity_page(key: str) -> str:
    """Return the path of an entity's page below the output folder."""
    return f"{SITE}/entities/{page_name(key)}"


def list_page(name: str, number: int = 1) -> str:
    """Return the path of a page of a list: the first has the plain name.

    >>> list_page("quotes"), list_page("quotes", 2)
    ('site/quotes.html', 'site/quotes-2.html')
    """
    return f"{SITE}/{name}.html" if number == 1 else f"{SITE}/{name}-{number}.html"


def page_name(id: str) -> str:
    """Return a file name that no other id has, safe on every file system.

    The readable half is for people; the digest tells apart what differs in case, script or
    normalisation only.

    >>> page_name("../Zoë Müller")
    'zoe-muller-76d7097a3ae30997.html'
    """
    digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{_slug(id)}-{digest}.html".removeprefix("-")


def web_url(url: str | None) -> str | None:
    """Return ``url`` if a browser may be sent there: http or https, with a host; else None.

    >>> web_url("https://news.example/1"), web_url("javascript:alert(1)")
    ('https://news.example/1', None)
    """
    if url is None or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG].strip("-")
