"""How often each construction is right: what the confidence of records is taken from.

    python benchmarks/confidence.py [--write] [--pipeline NAME] [--wrong]

Judges every record that is found in the development part of the corpus (gold/, quotations/ and
judged/, split "train") and prints how many of each construction are right; --write puts the counts
into ontology/confidence.ttl. Then prints whether the confidence that records carry holds: in the
development part, by what was judged in other articles, and in the test part, which is only scored.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import marked
from measured import CORPUS, Cells, Json, print_table

from kg import score
from kg.confidence import LEAST, Construction, family, measured, tally
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
    right: bool
    part: str
    """Folder of the corpus that it was judged in."""
    article: str
    words: str
    """For people: what was found."""


Rated = tuple[Judged, Decimal]
"""A record, and the confidence that it has."""


def main() -> int:
    """Measure, print, and write if asked to; return the exit status."""
    options = _arguments()
    known = list(judged("train", options.pipeline))
    counts = _counts(known)
    _print_constructions(counts)
    for one in known if options.wrong else ():
        if not one.right:
            print(f"wrong: {one.construction}: {one.article}: {one.words}")
    if options.write:
        FILE.write_text(turtle(counts), encoding="utf-8")
    _print_reliability("development part, each article by the others", _by_the_others(known))
    tested = judged("test", options.pipeline)
    _print_reliability("test part, by the development part", _rated(tested, counts))
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
    part = "gold" if gold.get("complete", True) else "judged"
    for record, right in score.verdicts(gold, mine, text):
        if right is not None:
            yield _one(record, right, part, gold["id"], text)


def _of_marked(split: str, language: Language) -> Iterator[Judged]:
    for line in marked.read_lines(CORPUS / "quotations", split):
        found = language.extract(Article(id=line.id, path=line.id, text=line.text))
        right = {mine.id for gold, mine in marked.right(line, found.quotes)}
        for record in to_json(found)["quotes"]:
            yield _one(record, record["id"] in right, "quotations", line.id, line.text)


def _one(record: Json, right: bool, part: str, article: str, text: str) -> Judged:
    return Judged(
        construction=record["construction"],
        right=right,
        part=part,
        article=article,
        words=_words(record, text),
    )


def _counts(judged: Iterable[Judged]) -> dict[str, Construction]:
    return tally((one.construction, one.right) for one in judged)


def _by_the_others(judged: Sequence[Judged]) -> Iterator[Rated]:
    """Yield the records with the confidence that they have by the records of other articles."""
    for article in sorted({one.article for one in judged}):
        counts = _counts(one for one in judged if one.article != article)
        yield from _rated((one for one in judged if one.article == article), counts)


def _rated(judged: Iterable[Judged], counts: dict[str, Construction]) -> Iterator[Rated]:
    for one in judged:
        found = measured(one.construction, counts)
        yield one, found.precision if found else Decimal(0)


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


def _print_reliability(title: str, rated: Iterable[Rated]) -> None:
    """Print what was promised beside what came of it: by confidence, kind of record and part."""
    every = list(rated)
    rows: dict[str, Cells] = {}
    for low, high in pairwise(BINS):
        name = f"{low:.2f} to {min(high, Decimal(1)):.2f}"
        rows[name] = _cells([pair for pair in every if low <= pair[1] < high])
    for kind in ("quote", "figure", "relation"):
        rows[f"{kind}s"] = _cells([p for p in every if p[0].construction.startswith(kind)])
    for part in sorted({one.part for one, _ in every}):
        rows[f"in {part}/"] = _cells([pair for pair in every if pair[0].part == part])
    rows["all"] = _cells(every)
    print_table(title, rows)


def _cells(rated: Sequence[Rated]) -> Cells:
    if not rated:
        return {"records": "0"}
    right = sum(one.right for one, _ in rated)
    promised = sum(confidence for _, confidence in rated) / len(rated)
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
