"""How often each construction is right: what the confidence of records is taken from.

    python benchmarks/confidence.py [--write] [--pipeline NAME] [--wrong]

Judges every record that is found in the development part of the corpus (gold/, quotations/ and
judged/, split "train") and prints how many of each construction are right; --write puts the counts
into ontology/confidence.ttl. Then prints whether the confidence that records carry holds: on the
development part, and on the test part, which is only measured.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import marked
from measured import CORPUS, Cells, Json, print_table

from kg import score
from kg.confidence import LEAST, Construction, family, tally
from kg.config import Config
from kg.extracted import extract_records
from kg.model import Article
from kg.ontology import shipped
from kg.pipeline import Language
from kg.records import to_json

FILE = shipped() / "confidence.ttl"
BASE = "https://kg.example/construction/"
BINS = (
    Decimal("0"),
    Decimal("0.7"),
    Decimal("0.8"),
    Decimal("0.9"),
    Decimal("0.95"),
    Decimal("1.01"),
)
HEAD = """\
# How many records of each construction were judged on the development part, how many were right.
# Written by: python benchmarks/confidence.py --write
@prefix kg: <https://kg.example/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One record that was found, and whether it is right."""

    construction: str
    confidence: Decimal | None
    right: bool
    where: str
    """For people: the article, and the words."""


def main() -> int:
    """Measure, print, and write if asked to; return the exit status."""
    options = _arguments()
    parts = {split: list(judged(split, options.pipeline)) for split in ("train", "test")}
    counts = tally((one.construction, one.right) for one in parts["train"])
    _print_constructions(counts)
    if options.wrong:
        for one in parts["train"]:
            if not one.right:
                print(f"wrong: {one.construction}: {one.where}")
    if options.write:
        FILE.write_text(turtle(counts), encoding="utf-8")
    for split, records in parts.items():
        _print_reliability(split, [_rated(one, counts) for one in records])
    return 0


def judged(split: str, pipeline: str | None) -> Iterator[Judged]:
    """Yield the records that are found in one part of the corpus, judged."""
    config = Config(pipeline=pipeline)
    found = extract_records([CORPUS], config)
    rows = {row["id"]: row for row in found.rows}
    for gold in score.read_gold(CORPUS / "gold", split=split):
        if gold["id"] in rows:
            yield from _of(gold, rows[gold["id"]], found.texts[gold["id"]])
    language = Language.of(config)
    for gold in _partial(split):
        text = "\n\n".join(gold["text"])
        yield from _of(gold, _extracted(language, gold["id"], text), text)
    yield from _of_marked(split, language)


def turtle(constructions: dict[str, Construction]) -> str:
    """Return the counts as a file of the ontology."""
    return HEAD + "".join(_node(one) for one in constructions.values())


def _node(one: Construction) -> str:
    low, high = one.interval
    above = list(family(one.name))[1:2]
    broader = "".join(f" ; skos:broader <{BASE}{name}>" for name in above)
    return (
        f'\n<{BASE}{one.name}> a kg:Construction ; skos:notation "{one.name}" ;\n'
        f'    skos:prefLabel "{one.label}"@en{broader} ;\n'
        f"    kg:judged {one.judged} ; kg:judgedRight {one.right} ; kg:precision {one.precision} ;"
        f" kg:precisionLow {low} ; kg:precisionHigh {high} .\n"
    )


def _partial(split: str) -> list[Json]:
    folder = CORPUS / "judged"
    rows = score.read_gold(folder) if folder.is_dir() else []
    return [row for row in rows if row["split"] == split]


def _extracted(language: Language, id: str, text: str) -> Json:
    return to_json(language.extract(Article(id=id, path=id, text=text)))


def _of(gold: Json, mine: Json, text: str) -> Iterator[Judged]:
    for record, right in score.verdicts(gold, mine, text):
        if right is not None:
            yield _one(record, right, f"{gold['id']}: {_words(record, text)}")


def _of_marked(split: str, language: Language) -> Iterator[Judged]:
    for line in marked.read_lines(CORPUS / "quotations", split):
        found = language.extract(Article(id=line.id, path=line.id, text=line.text))
        right = {mine.id for gold, mine in marked.right(line, found.quotes)}
        for record in to_json(found)["quotes"]:
            words = f"{line.id}: {_words(record, line.text)}"
            yield _one(record, record["id"] in right, words)


def _one(record: Json, right: bool, where: str) -> Judged:
    given = record["confidence"]
    return Judged(
        construction=record["construction"],
        confidence=None if given is None else Decimal(str(given)),
        right=right,
        where=where,
    )


def _rated(one: Judged, counts: dict[str, Construction]) -> tuple[Decimal, bool]:
    """Return what was promised of a record, by the counts of this run, and what came of it."""
    found = next((counts[name] for name in family(one.construction)
                  if name in counts and counts[name].judged >= LEAST), None)  # fmt: skip
    return (found.precision if found else Decimal(0)), one.right


def _words(record: Json, text: str) -> str:
    spans = record.get("content") or [
        record.get("phrase") or record.get("span") or record["evidence"]
    ]
    words = " … ".join(text[start:end] for start, end in spans)
    return f"{record['id']} {record.get('predicate') or record.get('variable') or ''} {words!r}"


def _print_constructions(counts: dict[str, Construction]) -> None:
    rows: dict[str, Cells] = {}
    for name, one in counts.items():
        low, high = one.interval
        rows[name] = {
            "right/judged": f"{one.right} / {one.judged}",
            "P": f"{one.precision:.0%}",
            "95 %": f"{100 * low:.0f}-{100 * high:.0f}",
            "own": "yes" if one.judged >= LEAST else "family's",
        }
    print_table("constructions, development part", rows)


def _print_reliability(split: str, rated: Iterable[tuple[Decimal, bool]]) -> None:
    """Print what was promised beside what came of it, by bins of confidence."""
    rated = list(rated)
    rows: dict[str, Cells] = {}
    for low, high in pairwise(BINS):
        rows[f"{low:.2f} to {min(high, Decimal(1)):.2f}"] = _cells(
            [one for one in rated if low <= one[0] < high]
        )
    rows["all"] = _cells(rated)
    print_table(f"confidence and precision, {split} part", rows)


def _cells(rated: list[tuple[Decimal, bool]]) -> Cells:
    if not rated:
        return {"records": "0"}
    right = sum(is_right for _, is_right in rated)
    promised = sum(confidence for confidence, _ in rated) / len(rated)
    low, high = Construction(name="bin", judged=len(rated), right=right).interval
    return {
        "records": str(len(rated)),
        "confidence": f"{100 * promised:.1f}",
        "precision": f"{100 * right / len(rated):.1f}",
        "95 %": f"{100 * low:.0f}-{100 * high:.0f}",
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write ontology/confidence.ttl")
    parser.add_argument("--wrong", action="store_true", help="list what was judged wrong (train)")
    parser.add_argument("--pipeline", help="spaCy pipeline; default: the shipped one")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
