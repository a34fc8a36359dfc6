"""A training configuration and its ``.spacy`` files -> a trained half of the pipeline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.cli.train import train
from spacy.language import Language
from spacy.util import registry

from kg.train.tokenizer import set_tokenizer

CONFIGS = Path(__file__).parent
HALVES = ("syntax", "entities")


def register() -> None:
    """Make the callback known that the configurations name: it sets our tokenizer."""

    def make_callback() -> Callable[[Language], Language]:
        def set_rules(nlp: Language) -> Language:
            set_tokenizer(nlp)
            return nlp

        return set_rules

    registry.callbacks("kg.set_tokenizer.v1", func=make_callback)


def train_half(half: str, work: Path, *, max_steps: int | None = None) -> Path:
    """Train one half of the pipeline from ``work/corpus`` and return its best model.

    The entities half starts from the tok2vec of the best syntax half there is.
    """
    register()
    overrides: dict[str, object] = {
        "paths.train": str(work / "corpus" / f"{half}_train.spacy"),
        "paths.dev": str(work / "corpus" / f"{half}_dev.spacy"),
    }
    if max_steps is not None:
        overrides["training.max_steps"] = max_steps
    if half == "entities":
        overrides["components.tok2vec.source"] = str(work / "syntax" / "model-best")
    out = work / half
    train(CONFIGS / f"{half}.cfg", out, overrides=overrides)
    return out / "model-best"
