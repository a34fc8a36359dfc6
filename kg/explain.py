"""Why the graph says it: from an IRI, a name or words back to sentence, rule and versions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kg.errors import QueryError
from kg.model import Article, Extraction, Figure, Quote, Record, Relation, Resolved
from kg.opened import Build

PLAIN = frozenset({"affirmed", "certain"})
SHOWN = 20  # claims of one entity


def explain(build: Build, what: str) -> str:
    """Return why the build says something, as text.

    Args:
        build: an opened build.
        what: IRI of a claim, entity or article, name of an entity, id of an article, or words.

    Raises:
        QueryError: the build knows nothing of it.
    """
    claims = build.records
    if what in claims:
        return _claim(build, what, *claims[what])
    entities = list(named(build, what))
    if entities:
        return "\n\n".join(_entity(build, one) for one in entities[:5])
    found = [iri for iri, (x, record) in claims.items() if _matches(build, x, record, what)]
    if not found:
        raise QueryError(
            f"the build knows no claim, entity or words like {what!r}: try a shorter part of it, "
            "or kg query entities"
        )
    shown = [_claim(build, iri, *claims[iri]) for iri in sorted(found)[:SHOWN]]
    if len(found) > SHOWN:
        shown.append(f"… and {len(found) - SHOWN} more claims with these words")
    return "\n\n".join(shown)


def _claim(build: Build, iri: str, extraction: Extraction, record: Record) -> str:
    article, run = extraction.article, build.product.run
    chain = [" and ".join(extraction.names(record.sources)) or "no source named"]
    chain += [f"via {extraction.name(relay)}" for relay in record.via]
    lines = [
        iri,
        f"  claim     {short(extraction, record)}",
        f"  source    {', '.join(chain)}",
        f"  put as    {record.polarity}, {record.certainty}",
        f"  article   {article.id}{_about(article)}",
    ]
    lines += [f"  evidence  [{s.start}, {s.end}) {article.exact(s)!r}" for s in record.spans]
    lines += [f"  sentence  {article.sentence(record.spans[0])!r}"]
    lines += [
        f"  rule      {record.rule or 'unnamed'}",
        f"  sure      {_sure(build, record)}",
        f"  made by   {run.software}, {run.pipeline}, ontology {run.ontology[:12]}",
    ]
    for comparison in build.product.comparisons:
        key = (article.id, record.id)
        if key in (comparison.left, comparison.right):
            lines.append(f"  {comparison.verdict:<9} {comparison.reason}")
    return "\n".join(lines)


def _sure(build: Build, record: Record) -> str:
    """Return the confidence of a record, and how it was measured."""
    measure = build.ontology.measure(record.construction)
    if record.confidence is None or measure is None:
        return f"not measured ({record.construction or 'no construction'})"
    low, high = measure.interval
    return (
        f"{record.confidence:.2f}, for {measure.right} of {measure.judged} were judged right of "
        f"{measure.label} (95 % interval {low} to {high})"
    )


def _entity(build: Build, one: Resolved) -> str:
    members = set(one.members)
    lines = [build.iris.entity(one.key), f"  {one.name} ({one.type})"]
    if len(one.names) > 1:
        lines.append(f"  also      {', '.join(name for name in one.names if name != one.name)}")
    lines += [f"  because   {reason}" for reason in one.reasons]
    claims = [
        f"  {iri}\n            {short(extraction, record)}"
        for iri, (extraction, record) in sorted(build.records.items())
        if any((extraction.article.id, id) in members for id in _parties(record))
    ]
    lines += claims[:SHOWN]
    if len(claims) > SHOWN:
        lines.append(f"  … and {len(claims) - SHOWN} more claims")
    return "\n".join(lines)


def short(extraction: Extraction, record: Record) -> str:
    """Return a record in one line, with what is not plain about it."""
    notes = [one for one in (record.polarity, record.certainty) if one not in PLAIN]
    return _said(extraction, record) + (f" ({', '.join(notes)})" if notes else "")


def _said(extraction: Extraction, record: Record) -> str:
    article = extraction.article
    match record:
        case Quote():
            who = " and ".join(extraction.names(record.sources)) or "?"
            return f"{who} ({record.mode}, {record.kind}): {article.words(record.content)!r}"
        case Figure():
            bounds = f"[{record.low}, {record.high}]"
            words = article.exact(record.phrase or record.span)
            return f"{record.variable} {bounds} {record.qualifier} {record.measure}: {words!r}"
        case Relation():
            ends = (extraction.name(record.subject), extraction.name(record.object))
            return f"{ends[0]} {record.predicate} {ends[1]}"


def _parties(record: Record) -> Iterator[str]:
    ids: list[str | None] = [*record.sources, *record.via]
    match record:
        case Quote():
            ids.append(record.addressee)
        case Figure():
            ids += [record.population, record.place]
        case Relation():
            ids += [record.subject, record.object]
    return (id for id in ids if id)


def named(build: Build, what: str) -> Iterator[Resolved]:
    """Yield the entities with this IRI or name, the most mentioned first."""
    wanted = _folded(what)
    exact = [
        one
        for one in build.product.resolved
        if what == build.iris.entity(one.key) or wanted in {_folded(name) for name in one.names}
    ]
    yield from sorted(exact, key=lambda one: (-len(one.members), one.key))


def _matches(build: Build, extraction: Extraction, record: Record, what: str) -> bool:
    if what in {extraction.article.id, build.iris.article(extraction.article.id)}:
        return True
    words = _folded(" ".join(extraction.article.exact(span) for span in record.spans))
    at = 0
    for part in (_folded(part) for part in what.split("…")):  # tables join and cut with an ellipsis
        at = words.find(part, at)
        if at < 0:
            return False
    return True


def _about(article: Article) -> str:
    parts = [article.title, article.publisher, article.published]
    known = [str(part) for part in parts if part]
    return f" ({'; '.join(known)})" if known else ""


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
