"""Two builds of one folder -> what changed between them: articles, claims, conflicts.

Claims are told apart by their words, not by their offsets: a line inserted at the top of an article
moves every claim and changes none.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import outputs
from kg.model import Extraction, Figure, Quote, Record, Relation
from kg.outputs import Json

LISTED = 200  # entries of a list; the counts tell them all

Key = Hashable


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a build says, by keys that the next build has too if it says the same."""

    articles: Mapping[str, tuple[str, Json]]
    """Id -> digest of the text, and how it is told."""
    claims: Mapping[Key, Json]
    verdicts: Mapping[Key, tuple[str, Json]]
    """Pair of claims -> conflicts, agrees or supersedes, and how it is told."""


def snapshot(folder: Path) -> Snapshot:
    """Return what the records of a build say.

    Raises:
        OSError: there are none.
        ValueError, KeyError, TypeError: they are damaged.
    """
    articles: dict[str, tuple[str, Json]] = {}
    claims: dict[Key, Json] = {}
    keys: dict[tuple[str, str], Key] = {}
    for extraction in outputs.read_extractions(folder):
        article = extraction.article
        articles[article.id] = article.digest, {"id": article.id, "title": article.title}
        for record in extraction.records:
            told = _told(extraction, record)
            keys[article.id, record.id] = key = (*told.values(), *_more(extraction, record))
            claims[key] = {**told, "record": record.id}
    verdicts: dict[Key, tuple[str, Json]] = {}
    for one in outputs.read_comparisons(folder):
        pair = frozenset((keys[one.left], keys[one.right]))
        ends = {"left": claims[keys[one.left]], "right": claims[keys[one.right]]}
        verdicts[pair] = one.verdict, {**ends, "reason": one.reason}
    return Snapshot(articles=articles, claims=claims, verdicts=verdicts)


def changes(before: Snapshot, after: Snapshot, *, since: str | None) -> Json:
    """Return what is new, changed and gone, as changes.json has it.

    Args:
        before: what the last build said.
        after: what this one says.
        since: when the last build began.
    """
    old, new = before.articles, after.articles
    found: dict[str, dict[str, list[Json]]] = {
        "articles": {
            "new": _only(new, old),
            "changed": [new[id][1] for id in new if id in old and new[id][0] != old[id][0]],
            "gone": _only(old, new),
        },
        "claims": {
            "new": [told for key, told in after.claims.items() if key not in before.claims],
            "gone": [told for key, told in before.claims.items() if key not in after.claims],
        },
        "conflicts": {"new": _conflicts(after, before), "settled": _conflicts(before, after)},
    }
    return {
        "since": since,
        "counts": {
            kind: {name: len(some) for name, some in parts.items()} for kind, parts in found.items()
        },
        **{
            kind: {name: some[:LISTED] for name, some in parts.items()}
            for kind, parts in found.items()
        },
    }


def changes_text(told: Json) -> str:
    """Return what changed in one line.

    >>> empty = {"articles": {"new": 0}, "claims": {"gone": 0}, "conflicts": {"settled": 0}}
    >>> changes_text({"counts": empty})
    'nothing since the last build'
    >>> changes_text({"counts": {**empty, "articles": {"new": 2, "gone": 1}}})
    'articles: 2 new, 1 gone'
    """
    lines = []
    for kind, counts in told["counts"].items():
        some = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
        lines += [f"{kind}: {some}"] if some else []
    return "; ".join(lines) or "nothing since the last build"


def _told(extraction: Extraction, record: Record) -> Json:
    article = extraction.article
    match record:
        case Quote():
            words = article.words(record.content)
        case Figure():
            words = article.exact(record.phrase or record.span)
        case Relation():
            words = article.exact(record.evidence)
    return {
        "article": article.id,
        "kind": type(record).__name__.lower(),
        "source": "; ".join(extraction.names(record.sources)) or None,
        "words": words,
    }


def _more(extraction: Extraction, record: Record) -> Iterable[Key]:
    """Yield what tells claims with the same words apart, and what makes them other claims."""
    yield from (record.polarity, record.certainty)
    match record:
        case Quote():
            yield record.mode
        case Figure():
            yield from (record.variable, record.low, record.high, record.qualifier)
            yield extraction.name(record.population)
        case Relation():
            yield record.predicate
            yield from (extraction.name(record.subject), extraction.name(record.object))


def _only(some: Mapping[str, tuple[str, Json]], others: Mapping[str, object]) -> list[Json]:
    return [told for id, (_, told) in some.items() if id not in others]


def _conflicts(some: Snapshot, others: Snapshot) -> list[Json]:
    """Return the conflicts of one build that the other does not have, with what it has instead."""
    found = []
    for pair, (verdict, told) in some.verdicts.items():
        other = others.verdicts.get(pair, ("", {}))[0]
        if verdict == "conflicts" != other:
            found.append({**told, "other": other or None})
    return found
