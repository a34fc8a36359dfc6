"""Articles as read -> articles with ids of their own, exact duplicates joined."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.model import Article

SHORT_DIGEST = 8


def identified(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return one article a text, sorted by id; the order of ``articles`` does not matter.

    Of duplicates the one with the most metadata stays, under the smallest id, with the origins of
    all. Where different texts have one id, a part of its text's digest is added to every one.
    """
    # forms of one id that differ in Unicode normalisation would be one IRI
    normal = [replace(one, id=unicodedata.normalize("NFC", one.id)) for one in articles]
    found = [_joined(group) for group in _grouped(normal, lambda one: one.digest).values()]
    length = SHORT_DIGEST
    while clashes := {i for i, group in _grouped(found, lambda a: a.id).items() if len(group) > 1}:
        found = [
            replace(one, id=f"{one.id}~{one.digest[:length]}") if one.id in clashes else one
            for one in found
        ]
        length *= 2
    return tuple(sorted(found, key=lambda one: one.id))


def _grouped(
    articles: Iterable[Article], key: Callable[[Article], str]
) -> Mapping[str, list[Article]]:
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[key(article)].append(article)
    return groups


def _joined(copies: Iterable[Article]) -> Article:
    ordered = sorted(copies, key=lambda one: (-_stated(one), one.path, one.id, repr(one)))
    origins = {origin for one in ordered for origin in (one.path, *one.origins)}
    smallest = min(one.id for one in ordered)
    return replace(ordered[0], id=smallest, origins=tuple(sorted(origins)))


def _stated(article: Article) -> int:
    fields = (article.title, article.publisher, article.published, article.url)
    return sum(value is not None for value in fields)
