"""Pipelines side by side: tags, trees, lemmas, sentences, names, speed, memory, load time, size.

    python benchmarks/pipeline.py --shared ../shared kg/lang/en_kg_news_sm en_core_web_sm

Every pipeline runs in a process of its own, on one core. The data are those of the project's
``shared`` folder (treebanks and name corpora, test parts, and the worldwide newswire) and the test
part of ``corpus/``: its trees, its marked sentences and the names of its gold articles.
"""

from __future__ import annotations

import argparse
import json
import lzma
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ontology
from kg.read.articles import read
from kg.train.passages import Mention, Passage, from_tags

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
CORPUS = Path(__file__).parents[1] / "corpus"
CORPUS_CLASSES = {
    "Person": "Person",
    "Organization": "Organization",
    "NewsOutlet": "Organization",
    "MilitaryUnit": "Organization",
    "Country": "Location",
    "Region": "Location",
    "City": "Location",
    "Place": "Location",
    "Facility": "Facility",
    "Nationality": "NORP",
    "Date": "Date",
    "Weapon": "Product",
    "Product": "Product",
    "Event": "Event",
    "Document": "Document",
}
CORPUS_LABELS = {
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "MILUNIT": "Organization",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Facility",
    "NORP": "NORP",
    "DATE": "Date",
    "PRODUCT": "Product",
    "WEAPON": "Product",
    "EVENT": "Event",
    "WORK_OF_ART": "Document",
    "LAW": "Document",
}
GOLD_LABELS = {
    label: kind
    for label, kind in CORPUS_LABELS.items()
    if kind in {"Person", "Organization", "Location"}
}
"""The gold knows units, groups and weapons by description too: those are left out."""

TREEBANKS = (("EWT", "ewt", None), ("GUM", "gum", None), ("GUM news", "gum", "news"))
TREEBANKS += (("PUD", "pud", None), ("corpus", "", None))
BOUNDARIES = "kg_boundaries"
"""kg's own component, which it puts before the parser of any pipeline."""

Scores = Mapping[str, float]

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.train.evaluate import Share


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
        path = _treebank(shared, folder)
        for score, value in score_treebank(nlp, path, genre=genre).items():
            rows[f"{title}: {score}"] = value
    rows |= _as_read(nlp, shared)
    entity_sets = {
        "newswire": (newswire, NEWSWIRE_LABELS),
        "UNER-PUD": (read_universal(shared, "uner_pud/en_pud-ud-test"), UNIVERSAL_LABELS),
        "UNER-EWT": (read_universal(shared, "uner_ewt/en_ewt-ud-test"), UNIVERSAL_LABELS),
        "corpus": (read_marked(CORPUS), CORPUS_LABELS),
        "corpus gold": (read_gold(CORPUS), GOLD_LABELS),
    }
    for title, (passages, labels) in entity_sets.items():
        shares = score_entities(nlp, passages, labels, spare=title == "corpus gold")
        for label, share in shares.items():
            rows[f"{title}: {label} F1"] = share.f1
        if "Misc" in shares:
            rows[f"{title}: all but Misc F1"] = _together(shares, leave_out="Misc")
        share = shares["all"]
        rows[f"{title}: all P"], rows[f"{title}: all R"] = share.precision, share.recall
    return rows


def _as_read(nlp: Language, shared: Path) -> dict[str, float]:
    """Return the sentences and trees of the pipeline with the component that kg adds to it."""
    from kg.train.evaluate import score_treebank

    rows = {}
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == "ner"]):
        nlp.add_pipe(BOUNDARIES, before="parser")
        for title, folder, genre in TREEBANKS:
            scores = score_treebank(nlp, _treebank(shared, folder), genre=genre)
            for score in ("sentences", "LAS"):
                rows[f"{title}: {score}, with {BOUNDARIES}"] = scores[score]
        nlp.remove_pipe(BOUNDARIES)
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


def read_marked(corpus: Path) -> list[Passage]:
    """Return the marked paragraphs of the project's own test part, classes drawn together."""
    from kg.train.sentences import read_sentences

    return [_coarse(each) for each in read_sentences(corpus / "sentences", split="test")]


def read_gold(corpus: Path) -> list[Passage]:
    """Return the paragraphs of the gold articles of the test part with the names in them."""
    golds = [json.loads(path.read_text("utf-8")) for path in sorted(corpus.glob("gold/*.json"))]
    tests = {gold["id"]: gold for gold in golds if gold.get("split") == "test"}
    return [
        _coarse(passage)
        for article in read([corpus], ontology=ontology.load()).articles
        if article.id in tests
        for passage in _gold_paragraphs(article.text, tests[article.id])
    ]


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


def _gold_paragraphs(text: str, gold: Mapping[str, object]) -> Iterator[Passage]:
    names = [
        (start, end, entity["type"])
        for entity in gold["entities"]
        for start, end in entity["mentions"]
    ]
    for first, last in gold["body"]:
        inside = (
            Mention(start=start - first, end=end - first, label=kind)
            for start, end, kind in names
            if first <= start and end <= last
        )
        yield Passage(text=text[first:last], mentions=tuple(sorted(inside)))


def _coarse(passage: Passage) -> Passage:
    mentions = tuple(
        replace(each, label=CORPUS_CLASSES.get(each.label, each.label)) for each in passage.mentions
    )
    return replace(passage, mentions=mentions)


def _together(shares: Mapping[str, Share], *, leave_out: str) -> float:
    kept = [share for label, share in shares.items() if label not in {leave_out, "all"}]
    counted = sum(share.gold + share.found for share in kept)
    return 200 * sum(share.right for share in kept) / counted if counted else 0.0


def _treebank(shared: Path, folder: str) -> Path:
    """Return the test part of a treebank; the one without a folder is the project's own."""
    if not folder:
        return CORPUS / "trees" / "test-articles.conllu"
    return shared / "train" / "treebanks" / folder / "test.conllu.xz"


def _data_files(shared: Path) -> list[Path]:
    treebanks = [_treebank(shared, folder) for _, folder, _ in TREEBANKS]
    return [*treebanks, shared / "bench" / "entities" / "ww_dev.jsonl.xz"]


if __name__ == "__main__":
    sys.exit(main())
