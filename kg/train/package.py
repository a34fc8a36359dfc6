"""Two trained halves -> one pipeline folder that plain spaCy loads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import spacy
import srsly  # type: ignore[import-untyped]  # it has no stubs
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.tokens import DocBin

from kg.train.fold import fold_feature
from kg.train.prune import prune_lemmatizer
from kg.train.recipe import register
from kg.train.tokenizer import set_tokenizer

LANGUAGE = "en"
NAME = "kg_news_sm"
VERSION = "0.1.0"
LICENSE = "CC BY-SA 4.0"
SHRINK = 9 / 11
"""Share of the recogniser's weights that is left: more precise and better on other texts."""


def assemble(syntax: Path, entities: Path, corpus: Path) -> Language:
    """Return the pipeline of both halves.

    ``corpus`` is what the syntax half was trained on; it says which lemmatizer labels are rare.
    """
    register()
    nlp = spacy.load(syntax)
    set_tokenizer(nlp)
    half = spacy.load(entities, vocab=nlp.vocab)
    half.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=half)
    docs = DocBin().from_disk(corpus).get_docs(spacy.blank(LANGUAGE).vocab)
    prune_lemmatizer(nlp, docs)
    for component, feature in (("tok2vec", "IS_SPACE"), ("ner", "IS_SPACE"), ("ner", "SPACY")):
        fold_feature(nlp, component, feature)  # of halves that were trained with it
    shrink(nlp, "ner")
    return nlp


def shrink(nlp: Language, component: str) -> None:
    """Make a component less sure of itself: all its weights by ``SHRINK``.

    The recogniser learns from few kinds of text and is too sure of names in others.
    """
    for node in nlp.get_pipe(component).model.walk():  # type: ignore[attr-defined]  # trainable
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name) * SHRINK)


def save(nlp: Language, out: Path, *, meta: Mapping[str, object]) -> None:
    """Write ``nlp`` to ``out`` so that it loads without any code of ours.

    Of the strings only those stay that a component needs: what training read is left behind.
    """
    nlp.meta.update(
        {
            "lang": LANGUAGE,
            "name": NAME,
            "version": VERSION,
            "license": LICENSE,
            "description": "Small English news pipeline (UD labels) from openly licensed corpora",
            **meta,
        }
    )
    config = nlp.config
    config["nlp"]["after_pipeline_creation"] = None
    config["paths"] = {name: None for name in config["paths"]}
    nlp.config = config
    out.mkdir(parents=True, exist_ok=True)
    for folder in sorted(path for path in out.iterdir() if path.is_dir()):
        shutil.rmtree(folder)
    nlp.to_disk(out)
    strings = sorted(_needed_strings(nlp))
    (out / "vocab" / "strings.json").write_text(
        json.dumps(strings, ensure_ascii=False, indent=0), encoding="utf-8"
    )


def _needed_strings(nlp: Language) -> set[str]:
    needed: set[str] = set()
    for _, component in nlp.pipeline:
        needed |= {label for label in getattr(component, "labels", ()) if isinstance(label, str)}
        if isinstance(component, EditTreeLemmatizer):
            needed |= _tree_strings(component, nlp)
    return needed


def _tree_strings(lemmatizer: EditTreeLemmatizer, nlp: Language) -> set[str]:
    strings = nlp.vocab.strings
    held = srsly.msgpack_loads(lemmatizer.trees.to_bytes())
    sides = (tree[side] for tree in held["trees"] for side in ("orig", "subst") if side in tree)
    return {strings[side] for side in sides if side in strings}
