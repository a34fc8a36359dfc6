"""A training configuration and its ``.spacy`` files -> a trained half of the pipeline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.util import registry

from kg.train.fold import fold_feature
from kg.train.tokenizer import set_tokenizer

CONFIGS = Path(__file__).parent
HALVES = ("syntax", "entities")
TOKENIZER_CALLBACK = "kg.set_tokenizer.v1"


def register() -> None:
    """Make the callback known that the configurations name: it sets our tokenizer."""

    def make_callback() -> Callable[[Language], Language]:
        def set_rules(nlp: Language) -> Language:
            set_tokenizer(nlp)
            return nlp

        return set_rules

    registry.callbacks(TOKENIZER_CALLBACK, func=make_callback)


def train_half(half: str, work: Path, *, max_steps: int | None = None) -> None:
    """Train one half of the pipeline from ``work/corpus``; its best model is in ``work/half``.

    The entities half starts from the tok2vec of the best syntax half there is, less a feature that
    names do not need.
    """
    register()
    overrides = _corpus_files(half, work)
    if max_steps is not None:
        overrides["training.max_steps"] = max_steps
    if half == "entities":
        overrides["components.tok2vec.source"] = str(_start_of_entities(work))
    train(CONFIGS / f"{half}.cfg", work / half, overrides=overrides)


def best_model(*, half: str, work: Path) -> Path:
    """Return the model of a half that scored best on the development part so far."""
    return work / half / "model-best"


def _start_of_entities(work: Path) -> Path:
    nlp = spacy.load(best_model(half="syntax", work=work))
    for feature in ("IS_SPACE", "SPACY"):
        fold_feature(nlp, "tok2vec", feature)
    start = work / "entities_start"
    nlp.to_disk(start)
    return start


def _corpus_files(half: str, work: Path) -> dict[str, object]:
    return {
        f"paths.{part}": str(work / "corpus" / f"{half}_{part}.spacy") for part in ("train", "dev")
    }
