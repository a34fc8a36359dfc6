"""What figures and relations of all articles have in common when they are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.model import Article, Comparison, Figure, Relation, Resolved, TimeSpan, Verdict

JOINTS: Mapping[Verdict, str] = {"agrees": "and", "conflicts": "against", "supersedes": "after"}
UNNAMED = "\1"
"""What the keys of sources begin with that no text names: the coast guard."""
Entities = Mapping[tuple[str, str], Resolved]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure or relation in the terms that all articles share."""

    id: tuple[str, str]
    article: Article
    name: str
    """The variable or relation."""
    about: str
    """What it is about, for people; the next one, too."""
    said: str
    origin: str
    """Key of its source; where it names none, of the publisher or the article."""
    denied: bool
    time: TimeSpan | None
    place: Resolved | None = None
    people: bool = True
    """Whether it is said whom it counts."""
    low: Decimal | None = None
    high: Decimal | None = None
    """In the base unit; "about" widened."""
    past: tuple[Decimal, ...] = ()
    """What it is said to have been before, in the base unit."""
    sentence: str = ""
    """The words around it, where it names no source: copies of one report have one origin."""
    sure: bool = True
    """Whether it says more than that something may be."""
    loose: bool = False
    """Whether the variable does not say what is measured: unequal values need not conflict."""


def claim_of(
    article: Article,
    record: Figure | Relation,
    name: str,
    about: str,
    words: tuple[str, str],
    entities: Entities,
) -> Claim:
    """Return a record in the terms that all articles share."""
    source = entities.get((article.id, record.source or ""))
    own = article.publisher or article.id
    time = record.as_of if isinstance(record, Figure) else record.time
    by = f"{'denied by ' if record.polarity == 'denied' else ''}{source.name if source else own}"
    said, how = words
    return Claim(
        id=(article.id, record.id),
        article=article,
        name=name,
        about=about,
        said=f"{said} ({', '.join(filter(None, (how, by, time.text if time else '')))})",
        origin=_origin(source, own),
        denied=record.polarity == "denied",
        time=time,
        sentence="" if source or not article.text else article.sentence(record.spans[0]),
        sure=record.certainty != "possible",
    )


def _origin(source: Resolved | None, own: str) -> str:
    """Return the key of a source; of one that no text names, what it is called."""
    if source is None:
        return f"\0{own}"
    return source.key if source.named else f"{UNNAMED}{source.name.casefold()}"


def given(verdict: Verdict, left: Claim, right: Claim, why: str, assumed: list[str]) -> Comparison:
    """Return a verdict over two claims, with its reason in a sentence."""
    if verdict != "supersedes" and right.id < left.id:
        left, right = right, left
    notes = dict.fromkeys(assumed)
    for time in (left.time, right.time):
        if time is not None and time.inferred:
            notes[f'"{time.text}" by the {time.inferred}'] = None
    about = left.about if left.about == right.about else f"{left.about}, and {right.about}"
    reason = f"{about}: {left.said} {JOINTS[verdict]} {right.said}; {why}"
    if notes:
        reason += "; assumed: " + ", ".join(notes)
    return Comparison(verdict=verdict, left=left.id, right=right.id, reason=reason)


def order_of(left: Claim, right: Claim) -> int:
    """Return 1 if the left one is of later days, -1 of earlier ones, 0 if that is not known."""
    mine, other = days_of(left.time), days_of(right.time)
    if mine is None or other is None:
        return 0
    return int(mine[0] > other[1]) - int(other[0] > mine[1])


def days_of(time: TimeSpan | None) -> tuple[date, date] | None:
    """Return the first and last day of a time, None if it has none."""
    if time is None or time.latest is None:
        return None
    return time.earliest or time.latest, time.latest


def assume_period(left: Claim, right: Claim, assumed: list[str]) -> None:
    """Say that two claims are taken for claims about the same days."""
    undated = [claim for claim in (left, right) if days_of(claim.time) is None]
    if undated:
        assumed.append(f"the same period: {'neither' if len(undated) == 2 else 'one'} is dated")
