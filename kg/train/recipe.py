"""A training configuration and its ``.spacy`` files -> a trained half of the pipeline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.language import Language

from kg.train.tokenizer import set_tokenizer

CONFIGS = Path(__file__).parent
HALVES = ("syntax", "entities")


@spacy.registry.callbacks("kg.set_tokenizer.v1")
def tokenizer_callback() -> Callable[[Language], Language]:
    """Return the callback that gives a new pipeline our tokenizer."""

    def set_rules(nlp: Language) -> Language:
        set_tokenizer(nlp)
        return nlp

    return set_rules


def train_half(half: str, work: Path, *, max_steps: int | None = None) -> Path:
    """Train one half of the pipeline from ``work/corpus`` and return its best model so far."""
    overrides: dict[str, object] = {
        "paths.train": str(work / "corpus" / f"{half}_train.spacy"),
        "paths.dev": str(work / "corpus" / f"{half}_dev.spacy"),
    }
    if max_steps is not None:
        overrides["training.max_steps"] = max_steps
    out = work / half
    train(CONFIGS / f"{half}.cfg", out, overrides=overrides)
    return out / "model-best"
