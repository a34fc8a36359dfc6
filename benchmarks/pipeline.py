"""Pipelines side by side: tags, trees, lemmas, sentences, names, speed, memory, load time, size.

    python benchmarks/pipeline.py --shared ../shared kg/lang/en_kg_news_sm en_core_web_sm

Every pipeline runs in a process of its own, on one core. The data are those of the project's
``shared`` folder: treebanks and name corpora (test parts) and the worldwide newswire.
"""

from __future__ import annotations

import argparse
import json
import lzma
import multiprocessing
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.train.passages import Passage, from_tags

NEWSWIRE_LABELS = {
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Facility",
    "NORP": "NORP",
    "DATE": "Date",
    "PRODUCT": "Product",
    "EVENT": "Misc",
    "WORK_OF_ART": "Misc",
    "LAW": "Misc",
    "LANGUAGE": "Misc",
    "MISC": "Misc",
}
UNIVERSAL_LABELS = {
    "PERSON": "PER",
    "PER": "PER",
    "ORG": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
}
TREEBANKS = (("EWT", "ewt", None), ("GUM", "gum", None), ("GUM news", "gum", "news"))
TREEBANKS += (("PUD", "pud", None),)

Scores = Mapping[str, float]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pipelines", nargs="+", help="names or folders of spaCy pipelines")
    parser.add_argument("--shared", type=Path, required=True, help="folder with train/ and bench/")
    parser.add_argument("--json", type=Path, help="also write the scores there")
    options = parser.parse_args(argv)
    missing = [path for path in _data_files(options.shared) if not path.exists()]
    if missing:
        print(f"pipeline: no {missing[0]}: name the folder that holds train/ and bench/ "
              "with --shared", file=sys.stderr)  # fmt: skip
        return 2
    context = multiprocessing.get_context("spawn")
    columns: dict[str, Scores] = {}
    for name in options.pipelines:
        with context.Pool(1) as pool:
            columns[Path(name).name] = pool.apply(measure, (name, options.shared))
    print(table(columns))
    if options.json:
        options.json.write_text(json.dumps(columns, indent=1), encoding="utf-8")
    return 0


def measure(name: str, shared: Path) -> Scores:
    """Return every score of one pipeline, in the order of the table."""
    os.environ["OMP_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    import spacy

    from kg.train.evaluate import (
        folder_size,
        measure_speed,
        peak_memory,
        score_entities,
        score_treebank,
    )

    start = time.process_time()
    nlp = spacy.load(name)
    rows = {"load, CPU s": time.process_time() - start}
    rows["size, MB"] = folder_size(nlp.path)
    newswire = read_newswire(shared)
    texts = [passage.text for passage in newswire]
    rows["words/s"] = measure_speed(nlp, texts)
    rows["memory, MB"] = peak_memory()
    for title, folder, genre in TREEBANKS:
        path = shared / "train" / "treebanks" / folder / "test.conllu.xz"
        for score, value in score_treebank(nlp, path, genre=genre).items():
            rows[f"{title}: {score}"] = value
    entity_sets = {
        "newswire": (newswire, NEWSWIRE_LABELS),
        "UNER-PUD": (read_universal(shared, "uner_pud/en_pud-ud-test"), UNIVERSAL_LABELS),
        "UNER-EWT": (read_universal(shared, "uner_ewt/en_ewt-ud-test"), UNIVERSAL_LABELS),
    }
    for title, (passages, labels) in entity_sets.items():
        for label, share in score_entities(nlp, passages, labels).items():
            rows[f"{title}: {label} F1"] = share.f1
        rows[f"{title}: all P"], rows[f"{title}: all R"] = share.precision, share.recall
    return rows


def read_newswire(shared: Path) -> list[Passage]:
    """Return the articles of the worldwide newswire."""
    path = shared / "bench" / "entities" / "ww_dev.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [from_tags(record["tokens"], record["tags"]) for record in records]


def read_universal(shared: Path, name: str) -> list[Passage]:
    """Return the sentences of a Universal NER file, four at a time, with its own labels."""
    from kg.train.entities import universal_passages

    return list(universal_passages(shared / "train" / "entities" / f"{name}.iob2.xz"))


def table(columns: Mapping[str, Scores]) -> str:
    """Return the scores as lines: one row a score, one column a pipeline."""
    names = list(columns)
    rows = list(next(iter(columns.values())))
    wide = max(len(row) for row in rows)
    lines = [" " * wide + "".join(f"{name[-18:]:>20}" for name in names)]
    for row in rows:
        digits = 0 if row == "words/s" else 2 if row.startswith("load") else 1
        values = "".join(
            f"{columns[name][row]:>20.{digits}f}" if row in columns[name] else f"{'-':>20}"
            for name in names
        )
        lines.append(f"{row:<{wide}}{values}")
    return "\n".join(lines)


def _data_files(shared: Path) -> list[Path]:
    treebanks = [
        shared / "train" / "treebanks" / folder / "test.conllu.xz" for _, folder, _ in TREEBANKS
    ]
    return [*treebanks, shared / "bench" / "entities" / "ww_dev.jsonl.xz"]


if __name__ == "__main__":
    sys.exit(main())
