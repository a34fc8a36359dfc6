"""Who does what to whom in attacks, deaths and movements: arguments of WikiEvents.

Its events have arguments with roles; ours are the ends of relations that tell of such an event. An
argument counts as found if one of ours has its role in an event of the same sort and overlaps it.
WikiEvents gives every argument once, as the most telling mention: recall is a lower bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import measured
from measured import Cells, Json, Run

from kg.model import Extraction, Span

PATH = "bench/relations/wikievents_dev.jsonl"
SORTS = {
    "Conflict.Attack": "attack",
    "Life.Die": "death",
    "Life.Injure": "injury",
    "Movement.Transportation": "movement",
}
ROLES = {
    "Attacker": "doer",
    "Killer": "doer",
    "Injurer": "doer",
    "Target": "victim",
    "Victim": "victim",
    "Place": "place",
    "Destination": "goal",
    "Origin": "origin",
    "PassengerArtifact": "who moves",
    "Transporter": "who moves or sends",
}
ENDS = {
    # relation: (sort, role of its subject, role of its object)
    "attacked": [("attack", "doer", "victim"), ("attack", "doer", "place")],
    "took_control_of": [("attack", "doer", "victim")],
    "killed_by": [("death", "victim", "doer"), ("attack", "victim", "doer")],
    "killed_in": [("death", "victim", "place"), ("attack", "victim", "place")],
    "wounded_in": [("injury", "victim", "place"), ("attack", "victim", "place")],
    "killed_or_wounded_in": [
        ("death", "victim", "place"),
        ("injury", "victim", "place"),
        ("attack", "victim", "place"),
    ],
    "deployed_to": [("movement", "who moves", "goal")],
    "transferred_to": [("movement", "who moves", "goal")],
    "evacuated_to": [("movement", "who moves", "goal")],
    "withdrew_to": [("movement", "who moves", "goal")],
    "withdrew_from": [("movement", "who moves", "origin")],
    "displaced_from": [("movement", "who moves", "origin")],
    "sent_by": [("movement", "who moves", "who moves or sends")],
}
Argument = tuple[str, str, Span]


def print_arguments(run: Run) -> None:
    """Print recall for every sort of event and role, and precision over all roles of a sort."""
    rows = measured.sample(measured.read_rows(run.shared / PATH), run.options.limit)
    right: Counter[tuple[str, str]] = Counter()
    wanted: Counter[tuple[str, str]] = Counter()
    hits, found = Counter[str](), Counter[str]()
    for row in rows:
        ours = set(_found(run.extract(row["id"], row["text"])))
        theirs = set(_wanted(row))
        for one in theirs:
            wanted[one[:2]] += 1
            right[one[:2]] += any(_same(one, other) for other in ours)
        for sort, span in {(sort, span) for sort, _, span in ours}:
            mine = [one for one in ours if (one[0], one[2]) == (sort, span)]
            found[sort] += 1
            hits[sort] += any(_same(one, other) for one in mine for other in theirs)
    cells: dict[str, Cells] = {}
    for sort in dict.fromkeys(SORTS.values()):
        roles = [key for key in sorted(wanted) if key[0] == sort]
        mine, every = (sum(counts[key] for key in roles) for counts in (right, wanted))
        share = {"P": 100 * hits[sort] / found[sort]} if found[sort] else {}
        cells[f"{sort}, all roles"] = share | _recall(mine, found[sort], every)
        cells |= {f"{sort}, {role}": _recall(right[sort, role], None, wanted[sort, role])
                  for _, role in roles}  # fmt: skip
    measured.print_table(f"WikiEvents dev, arguments: {len(rows)} texts, spans overlap", cells)


def _recall(right: int, found: int | None, wanted: int) -> dict[str, float | str]:
    share = 100 * right / wanted if wanted else 0.0
    return {
        "R": share,
        "right/found/gold": f"{right} / {'' if found is None else found} / {wanted}",
    }


def _same(one: Argument, other: Argument) -> bool:
    alike = one[:2] == other[:2] or {one[1], other[1]} == {"who moves", "who moves or sends"}
    span, second = one[2], other[2]
    return one[0] == other[0] and alike and span.start < second.end and second.start < span.end


def _wanted(row: Json) -> Iterator[Argument]:
    for event in row["events"]:
        sort = SORTS.get(event["type"].rsplit(".", 1)[0])
        for argument in event["arguments"] if sort else ():
            role = ROLES.get(argument["role"])
            if sort and role:
                yield sort, role, Span(argument["start"], argument["end"])


def _found(extraction: Extraction) -> Iterator[Argument]:
    for relation in extraction.relations:
        if relation.polarity == "denied":
            continue
        for sort, subject, object in ENDS.get(relation.predicate, ()):
            if relation.subject_span is not None:
                yield sort, subject, relation.subject_span
            if relation.object_span is not None:
                yield sort, object, relation.object_span
