"""What an input states about an article, checked: a JSON object, or a row of metadata.csv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.errors import ArticleRefused
from kg.model import Article
from kg.read.dates import parse_date

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")
"""Language, script and region of BCP 47: all that an RDF store is sure to take."""
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of an article beside its text; None: not stated."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    lang: str | None = None

    def fill(self, article: Article) -> Article:
        """Return the article with what it lacks; its own values stay."""
        return replace(
            article,
            title=article.title or self.title,
            publisher=article.publisher or self.publisher,
            published=article.published or self.published,
            url=article.url or self.url,
        )


def stated(row: Mapping[str, object], *, where: str) -> Metadata:
    """Return the metadata of a JSON object or table row; blank values count as absent.

    Raises:
        ArticleRefused: a value is not text, no date, or no language tag.
    """
    lang = field(row, "lang", where=where)
    if lang is not None and not LANGUAGE.fullmatch(lang):
        raise ArticleRefused(where, f"lang {lang!r} is no language tag", "write one such as en")
    return Metadata(
        title=field(row, "title", where=where),
        publisher=field(row, "publisher", where=where),
        published=_date(row, where),
        url=field(row, "url", where=where),
        lang=lang,
    )


def field(row: Mapping[str, object], name: str, *, where: str) -> str | None:
    """Return one value with single spaces, None if it is absent or blank.

    Raises:
        ArticleRefused: it is not text that can be written again.
    """
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleRefused(where, f"{name} is not text", f"put {name} into quotation marks")
    if UNPRINTABLE.search(value):
        reason = f"{name} holds a character that no text may hold"
        raise ArticleRefused(where, reason, f"correct {name}")
    return " ".join(value.split()) or None


def _date(row: Mapping[str, object], where: str) -> date | None:
    value = field(row, "published", where=where)
    if value is None:
        return None
    found = parse_date(value)
    if found is None:
        raise ArticleRefused(
            where, f"published {value[:60]!r} is no date", "write it as YYYY-MM-DD, or leave it out"
        )
    return found
