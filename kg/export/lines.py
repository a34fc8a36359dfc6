"""Edges of a network -> one line for all claims of a direction and polarity, with their words.

A line knows of every claim what filters ask: label, certainty, day, confidence. The words of a
claim are written once for each picture, and of a line with very many claims only the latest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.export.claims import Claim, Claims

EVIDENCE = 20  # claims of a line whose words are listed; the entities' pages have all
CERTAINTIES = ("certain", "probable", "possible")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What connects two entities in one direction, affirmed or denied."""

    start: str
    end: str
    polarity: str
    marks: list[list[int]]
    """For every claim, the latest first: indices of label, certainty and day, its confidence in
    percent (-1: unknown), and the index of its words if they are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of a picture, and what their indices mean."""

    lines: tuple[Line, ...]
    labels: list[str]
    days: list[str]
    """In ISO 8601, sorted; "" where an article has no date."""
    claims: list[Json]

    @classmethod
    def of(cls, edges: Iterable[tuple[str, str, Mapping[str, str]]], claims: Claims) -> Lines:
        """Return the lines for edges as (start, end, values), in order of start, end, polarity."""
        merged: dict[tuple[str, str, str], list[Mapping[str, str]]] = {}
        for start, end, values in edges:
            merged.setdefault((start, end, values["polarity"]), []).append(values)
        everything = [values for group in merged.values() for values in group]
        labels = sorted({values["label"] for values in everything})
        days = sorted({values["published"] for values in everything})
        index_of: dict[str, int] = {}
        lines = []
        for (start, end, polarity), group in sorted(merged.items(), key=lambda pair: pair[0]):
            group.sort(key=lambda values: _latest(claims.by_iri[values["iri"]]))
            marks = [
                [
                    labels.index(values["label"]),
                    CERTAINTIES.index(values["certainty"]),
                    days.index(values["published"]),
                    _sure(claims.by_iri[values["iri"]]),
                ]
                for values in group
            ]
            for mark, values in zip(marks[:EVIDENCE], group, strict=False):
                mark.append(index_of.setdefault(values["iri"], len(index_of)))
            lines.append(Line(start=start, end=end, polarity=polarity, marks=marks))
        words = [_words(claims.by_iri[iri]) for iri in index_of]
        return cls(lines=tuple(lines), labels=labels, days=days, claims=words)

    @property
    def count(self) -> int:
        """How many claims the lines stand for."""
        return sum(len(line.marks) for line in self.lines)


def _latest(claim: Claim) -> tuple[int, str]:
    day = claim.article.published
    return (-day.toordinal() if day else 0, claim.iri)


def _sure(claim: Claim) -> int:
    return -1 if claim.sure is None else claim.sure


def _words(claim: Claim) -> Json:
    article = claim.article
    return {
        "exact": claim.exact,
        "before": claim.before,
        "after": claim.after,
        "source": claim.by or None,
        "via": [ref.name for ref in claim.via],
        "polarity": claim.record.polarity,
        "certainty": claim.record.certainty,
        "sure": claim.sure,
        "title": article.title or article.id,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "path": claim.path,
        "spans": [[span.start, span.end] for span in claim.spans],
    }
