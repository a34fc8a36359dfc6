"""Claims -> a search index in small files: a page loads those that a query needs, and no others.

Scripts, not JSON: a page that was opened from a disk may load nothing else. The words of all texts
are there; ``site.js`` folds and cuts what is typed in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.export.addresses import article_page
from kg.export.claims import Claim, Claims
from kg.model import Article, Extraction

WORDS = 180  # characters of a quote that are shown
PART = 150  # entries of a file
BUCKET = 24_000  # numbers and letters of a file of words, on average
BUCKETS = 512

SIGNS = re.compile("[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")  # a word each
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that can be found."""

    title: str
    note: str
    path: str
    texts: tuple[str, ...]
    """What it is found by."""

    @property
    def row(self) -> list[str]:
        """What a page shows of it."""
        return [self.title, self.note, self.path]


def files(claims: Claims) -> Iterator[tuple[str, Any]]:
    """Yield (name, content) of every file of the index; what to begin with is called "start"."""
    groups = {
        "Entities": list(_entities(claims)),
        "Articles": [_article(one.article) for one in _latest(claims)],
        "Quotes": [_quote(c) for one in _latest(claims) for c in claims.by_article[one.article.id]
                   if c.kind == "quote"],
    }  # fmt: skip
    entries = [entry for group in groups.values() for entry in group]
    for number in range(0, len(entries), PART):
        yield f"part-{number // PART}", [one.row for one in entries[number : number + PART]]
    found = _postings(entries)
    size = sum(len(word) + 3 * len(ids) for word, ids in found.items())
    count = next(n for n in (2**k for k in range(20)) if n * BUCKET >= size or n == BUCKETS)
    buckets: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for word in sorted(found):
        buckets[_bucket(word, count)][word] = _steps(found[word])
    for number, bucket in enumerate(buckets):
        yield f"words-{number}", bucket
    sizes = [[title, len(group)] for title, group in groups.items()]
    yield "start", {"groups": sizes, "part": PART, "buckets": count}


def fold(text: str) -> str:
    """Return a text without case, accents and compatibility forms.

    >>> fold("Zoë Ⅳ")
    'zoe iv'
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.category(c).startswith("M")).lower()


def words(text: str) -> list[str]:
    """Return the words that a text can be found by.

    >>> words("Varga’s 北湾, 4th")
    ['varga', 's', '北', '湾', '4th']
    """
    return WORD.findall(SIGNS.sub(r" \g<0> ", fold(text)))


def _latest(claims: Claims) -> list[Extraction]:
    def order(one: Extraction) -> tuple[int, str]:
        day = one.article.published
        return (-day.toordinal() if day else 0, one.article.id)

    return sorted(claims.product.extractions, key=order)


def _entities(claims: Claims) -> Iterator[Entry]:
    active = [one for one in claims.product.resolved if one.key in claims.active]
    active.sort(key=lambda one: (-len(claims.by_entity.get(one.key, ())), one.name, one.key))
    for one in active:
        ref = claims.ref(one.key)
        others = [name for name in one.names if name != one.name]
        also = f", also {', '.join(others)}" if others else ""
        path = ref.path or ""
        yield Entry(title=one.name, note=f"{ref.label}{also}", path=path, texts=(one.name, *others))


def _article(article: Article) -> Entry:
    day = article.published.isoformat() if article.published else ""
    title = article.title or article.id
    return Entry(
        title=title,
        note=", ".join(filter(None, (article.publisher, day))),
        path=article_page(article.id),
        texts=(title, article.publisher or "", *(article.exact(span) for span in article.body)),
    )


def _quote(claim: Claim) -> Entry:
    who = claim.by
    day = claim.article.published.isoformat() if claim.article.published else ""
    return Entry(
        title=claim.exact if len(claim.exact) <= WORDS else f"{claim.exact[:WORDS]}…",
        note=", ".join(filter(None, (who, day))),
        path=claim.path,
        texts=(claim.exact, who),
    )


def _postings(entries: Sequence[Entry]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for word in sorted({word for text in entry.texts for word in words(text)}):
            found.setdefault(word, []).append(number)
    return found


def _bucket(word: str, count: int) -> int:
    first, second = ord(word[0]), ord(word[1]) if len(word) > 1 else 0
    return (first * 31 + second) % count


def _steps(numbers: Iterable[int]) -> list[int]:
    """Return the first number, and how far each is from the one before it."""
    ordered = [0, *numbers]
    return [second - first for first, second in pairwise(ordered)]
