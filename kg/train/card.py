"""A packaged pipeline and the data it came from -> its model card and attribution notice."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import spacy

from kg.train.entities import universal_passages
from kg.train.evaluate import (
    Share,
    folder_size,
    measure_speed,
    score_entities,
    score_treebank,
)
from kg.train.gazetteer import read_gazetteer
from kg.train.prepare import CORPUS
from kg.train.sentences import labelled, read_sentences, split_of

SOURCES_FILE = Path(__file__).with_name("sources.toml")

TREEBANKS = (
    ("EWT test", "ewt", None),
    ("GUM test", "gum", None),
    ("GUM test, news", "gum", "news"),
    ("PUD", "pud", None),
)
ENTITY_SETS = (
    ("UNER-EWT test", "uner_ewt/en_ewt-ud-test"),
    ("UNER-PUD", "uner_pud/en_pud-ud-test"),
)
OWN = "corpus, test part"
OWN_TREES = CORPUS / "trees" / "test-articles.conllu"
UNIVERSAL_LABELS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One corpus, as the card and the notice name it."""

    name: str
    url: str
    by: str
    licence: str
    used_for: str
    files: Mapping[str, tuple[str, ...]]
    """Part ("train", "dev", "test") to its files below the data folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured of a pipeline."""

    syntax: Mapping[str, Mapping[str, float]]
    entities: Mapping[str, Mapping[str, Share]]
    words_per_second: float
    megabytes: float


def read_sources(path: Path = SOURCES_FILE) -> tuple[Source, ...]:
    """Return the corpora of the data file."""
    with path.open("rb") as file:
        listed = tomllib.load(file)["source"]
    return tuple(
        Source(
            **{name: entry[name] for name in ("name", "url", "by", "licence", "used_for")},
            files={part: tuple(entry[part]) for part in ("train", "dev", "test") if part in entry},
        )
        for entry in listed
    )


def digests(source: Source, data: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a corpus, of all together for one split of a folder."""
    return {
        name: hashlib.sha256(_content(name, data)).hexdigest()
        for part in source.files.values()
        for name in part
    }


def _content(name: str, data: Path) -> bytes:
    folder, _, split = name.partition(":")
    if not split:
        return (data / name).read_bytes()
    files = sorted((CORPUS.parent / folder).iterdir())
    held = ((path.name, path.read_bytes()) for path in files)
    return b"".join(
        content
        for title, content in held
        if split in {title.partition("-")[0], split_of(content.decode("utf-8"))}
    )


def measure(pipeline: Path, data: Path) -> Measured:
    """Score a pipeline on the test parts; nothing of them was used to train or to choose."""
    nlp = spacy.load(pipeline)
    syntax = {
        title: score_treebank(nlp, data / "treebanks" / folder / "test.conllu.xz", genre=genre)
        for title, folder, genre in TREEBANKS
    }
    syntax[OWN] = score_treebank(nlp, OWN_TREES)
    passages = {
        title: list(universal_passages(data / "entities" / f"{name}.iob2.xz"))
        for title, name in ENTITY_SETS
    }
    texts = [passage.text for passage in passages["UNER-PUD"]]
    entities = {
        title: score_entities(nlp, listed, UNIVERSAL_LABELS) for title, listed in passages.items()
    }
    gazetteer = read_gazetteer()
    marked = [
        labelled(each, gazetteer) for each in read_sentences(CORPUS / "sentences", split="test")
    ]
    names = {label: label for label in nlp.get_pipe("ner").labels}  # type: ignore[attr-defined]
    return Measured(
        syntax=syntax,
        entities={**entities, OWN: score_entities(nlp, marked, names)},
        words_per_second=measure_speed(nlp, texts),
        megabytes=folder_size(pipeline),
    )


def describe(pipeline: Path, data: Path) -> None:
    """Write README.md and ATTRIBUTION.md beside the weights, and the scores into meta.json."""
    sources = read_sources()
    measured = measure(pipeline, data)
    meta_file = pipeline / "meta.json"
    meta = json.loads(meta_file.read_text(encoding="utf-8"))
    meta["sources"] = [
        {
            "name": source.name,
            "url": source.url,
            "author": source.by,
            "license": source.licence,
            "sha256": digests(source, data),
        }
        for source in sources
    ]
    meta["performance"] = _rounded(measured)
    meta_file.write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (pipeline / "README.md").write_text(card(meta, sources, measured), encoding="utf-8")
    (pipeline / "ATTRIBUTION.md").write_text(notice(meta, sources), encoding="utf-8")


def card(meta: Mapping[str, object], sources: Sequence[Source], measured: Measured) -> str:
    """Return the model card."""
    labels = ", ".join(sorted(_entity_labels(meta)))
    versions = ", ".join(f"{name} {version(name)}" for name in ("spacy", "thinc"))
    lines = [
        f"# en_{meta['name']} {meta['version']}",
        "",
        f"{meta['description']}. Licence of the weights: {meta['license']}; who to thank: "
        "ATTRIBUTION.md.",
        "",
        "Components: tokenizer with UD words, tok2vec, tagger (Penn), morphologizer (UD), "
        "edit-tree lemmatizer, parser (UD; also sets the sentences), and a recogniser with a "
        f"tok2vec of its own for {labels}.",
        "Convolutional, width 96, depth 4. Plain spaCy loads it: `spacy.load(<this folder>)`.",
        "",
        'DATE is a calendar date ("3 June", "Monday", "2014"), not a span of time ("last '
        'week", "two years"). Names come without an article and without titles.',
        "",
        f"Made with `kg.train` and {versions}, in the stretches that docs/pipeline.md tells of; "
        "configurations `kg/train/syntax.cfg` and `kg/train/entities.cfg`.",
        "",
        "## Scores",
        "",
        "Raw text, a paragraph at a time, spaCy's scorer: tags and lemmas of the words that the "
        "tokenizer got right, attachment without punctuation and with label subtypes.",
        "",
        *_syntax_table(measured),
        "",
        "Names, F1 by exact span (GPE, LOC and FAC taken as LOC in the first two):",
        "",
        *_entity_table({title: measured.entities[title] for title, _ in ENTITY_SETS}),
        "",
        *_entity_table({OWN: measured.entities[OWN]}),
        "",
        f"Size {measured.megabytes:.1f} MB; {measured.words_per_second:.0f} words a second on one "
        "core of the machine that made this card.",
        "",
        "## Data",
        "",
        *_data_list(sources, meta),
        "",
        "## Limits",
        "",
        "Trained mostly on encyclopaedic and web text; names of firms, buildings and products that "
        "are new to it are its weakest classes. Corpora that lack a label were not taken to say "
        "that it is absent. English only.",
    ]
    return "\n".join(lines) + "\n"


def notice(meta: Mapping[str, object], sources: Sequence[Source]) -> str:
    """Return the attributions that the licences ask for."""
    lines = [
        f"# Attribution for en_{meta['name']}",
        "",
        f"The weights are offered under {meta['license']} "
        "(https://creativecommons.org/licenses/by-sa/4.0/). They were derived, by training, from "
        "the corpora below; none of them is contained in this folder. Changes made: selection of "
        "documents, mapping of labels, replacement of names and quotation marks. Contains public "
        "sector information licensed under the Open Government Licence v3.0.",
        "",
    ]
    for source in sources:
        if "train" in source.files or "dev" in source.files:
            lines.append(f"* **{source.name}** ({source.url}), by {source.by}. {source.licence}.")
    return "\n".join(lines) + "\n"


def _rounded(measured: Measured) -> dict[str, object]:
    return {
        "syntax": {
            title: {name: round(value, 1) for name, value in scores.items()}
            for title, scores in measured.syntax.items()
        },
        "entities": {
            title: {label: round(share.f1, 1) for label, share in shares.items()}
            for title, shares in measured.entities.items()
        },
        "words_per_second": round(measured.words_per_second),
        "megabytes": round(measured.megabytes, 1),
    }


def _entity_labels(meta: Mapping[str, object]) -> list[str]:
    labels = meta.get("labels")
    return list(labels["ner"]) if isinstance(labels, dict) else []


def _syntax_table(measured: Measured) -> list[str]:
    names = list(next(iter(measured.syntax.values())))
    rows = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for title, scores in measured.syntax.items():
        rows.append(f"| {title} | " + " | ".join(f"{scores[name]:.1f}" for name in names) + " |")
    return rows


def _entity_table(entities: Mapping[str, Mapping[str, Share]]) -> list[str]:
    labels = list(next(iter(entities.values())))
    rows = ["| | " + " | ".join(labels) + " |", "|---" * (len(labels) + 1) + "|"]
    for title, shares in entities.items():
        cells = (f"{shares[label].f1:.1f}" for label in labels)
        rows.append(f"| {title} | " + " | ".join(cells) + " |")
    return rows


def _data_list(sources: Sequence[Source], meta: Mapping[str, object]) -> list[str]:
    listed = meta["sources"]
    sums = {
        entry["name"]: entry["sha256"] for entry in (listed if isinstance(listed, list) else [])
    }
    lines: list[str] = []
    for source in sources:
        lines.append(f"* {source.name} ({source.licence}): {source.used_for}")
        for part, names in source.files.items():
            lines += [f"  * {part}: `{name}` sha256 {sums[source.name][name]}" for name in names]
    return lines
