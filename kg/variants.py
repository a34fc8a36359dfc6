"""Quotes of several articles -> variants of one utterance: the same words, or a translation's.

Only quotes that share rare words are compared, and copies of one wording stand for each other:
time grows nearly as the number of quotes does.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from kg.model import Article, Comparison, Extraction, Quote, Resolved

SAID = frozenset({"speech", "writing"})
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
RARE, MORE, MOST = 6, 5, 14
"""So many of its rarest words are looked at to find the variants of a quote, one more for every so
many words it has; and at most so many."""
CROWD = 12
"""Wordings that share rare words, beyond which these words tell nothing."""
STEM = 5
"""Words are alike if they start with the same letters, so many of them."""
LEAST = 4
"""A shorter quote is a variant only of the same words by the same source."""
SHOWN = 3
"""So many differences are told."""
ALIKE = {True: 0.5, False: 0.65}
"""Same source or not -> the share of common words from which two quotes are one utterance."""
WITHIN = {True: 0.75, False: 0.85}
"""The same for the words of the shorter quote, which may be a part of the longer one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A quote as it is compared."""

    id: tuple[str, str]
    words: tuple[str, ...]
    told: str
    """Words, source and article, for people."""
    sources: frozenset[str]
    """Keys of its sources."""
    verbatim: bool
    """Whether at least a part of it stands between quotation marks."""
    stems: tuple[str, ...]
    """The beginnings of its words."""


def variants(
    extractions: Iterable[Extraction], resolved: Iterable[Resolved]
) -> tuple[Comparison, ...]:
    """Return which quotes of different articles are variants of one utterance, each pair once.

    Copies of a wording are linked to the first of them, and only that one to other wordings.

    Args:
        extractions: any order.
        resolved: the entities that speak in ``extractions``.
    """
    entities = {member: one for one in resolved for member in one.members}
    copies: dict[tuple[object, ...], list[Wording]] = defaultdict(list)
    for extraction in sorted(extractions, key=lambda one: one.article.id):
        for quote in extraction.quotes:
            if quote.mode in SAID and quote.polarity == "affirmed":
                one = _wording(extraction.article, quote, entities)
                copies[one.words, one.sources if len(one.words) < LEAST else None].append(one)
    found = [_compared(group[0], one) for group in copies.values() for one in group[1:]]
    firsts = [group[0] for group in copies.values() if len(group[0].words) >= LEAST]
    found += [_compared(*pair) for pair in _near(firsts)]
    return tuple(
        sorted((one for one in found if one is not None), key=lambda one: (one.left, one.right))
    )


def _wording(
    article: Article, quote: Quote, entities: Mapping[tuple[str, str], Resolved]
) -> Wording:
    known = (entities.get((article.id, source)) for source in quote.sources)
    sources = [one for one in known if one is not None]
    exact = article.words(quote.content)
    words = tuple(word.casefold().replace("’", "'") for word in WORD.findall(exact))
    by = " and ".join(one.name for one in sources) or "no source"
    return Wording(
        id=(article.id, quote.id),
        words=words,
        stems=tuple(word[:STEM] for word in words),
        told=f"“{exact.strip()}” ({by}, {article.publisher or article.id})",
        sources=frozenset(one.key for one in sources),
        verbatim=quote.kind != "indirect",
    )


def _near(wordings: Sequence[Wording]) -> Iterator[tuple[Wording, Wording]]:
    """Yield the wordings that share two of their rarest words, each pair once."""
    stems = [sorted(set(one.stems)) for one in wordings]
    spread = Counter(stem for one in stems for stem in one)
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(stems):
        shared = sorted((spread[stem], stem) for stem in one if spread[stem] > 1)
        rare = sorted(stem for _, stem in shared[: min(RARE + len(one) // MORE, MOST)])
        for pair in combinations(rare, 2):
            blocks[pair].append(place)
    seen: set[tuple[int, int]] = set()
    for _, places in sorted(blocks.items()):
        if len(places) <= CROWD:
            seen.update(combinations(places, 2))
    yield from ((wordings[left], wordings[right]) for left, right in sorted(seen))


def _compared(left: Wording, right: Wording) -> Comparison | None:
    """Return the comparison of two quotes if they are one utterance."""
    if left.id[0] == right.id[0] or not (left.verbatim or right.verbatim):
        return None
    same = bool(left.sources & right.sources)
    if len(left.words) < LEAST and not same:
        return None
    if left.words != right.words and not _alike(left.stems, right.stems, same=same):
        return None
    left, right = sorted((left, right), key=lambda one: one.id)
    reason = f"{left.told} and {right.told}: {_differences(left.words, right.words)}"
    return Comparison(verdict="variant", left=left.id, right=right.id, reason=reason)


def _alike(left: Sequence[str], right: Sequence[str], *, same: bool) -> bool:
    common = len(set(left) & set(right))
    shorter = min(len(set(left)), len(set(right)))
    whole = common / len(set(left) | set(right))
    part = common / shorter if shorter > LEAST else 0
    return whole >= ALIKE[same] or (part >= WITHIN[same] and _run(left, right) >= LEAST)


def _run(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many words in a row two quotes share at most."""
    return SequenceMatcher(None, left, right, autojunk=False).find_longest_match().size


def _differences(left: Sequence[str], right: Sequence[str]) -> str:
    """Return what one says and the other does not, in words.

    >>> _differences(["we", "go", "home"], ["we", "drive", "home", "now"])
    'the same but for “go” against “drive”, and “now” in the second only'
    """
    told = []
    for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        mine, other = " ".join(left[i:j]), " ".join(right[k:m])
        if kind == "replace":
            told.append(f"“{mine}” against “{other}”")
        elif kind != "equal":
            told.append(f"“{mine or other}” in the {'first' if mine else 'second'} only")
    if not told:
        return "the same words"
    more = [f"{len(told) - SHOWN} more"] if len(told) > SHOWN else []
    return f"the same but for {', and '.join([*told[:SHOWN], *more])}"
