"""A training configuration and its ``.spacy`` files -> a trained half of the pipeline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.cli.train import train
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.util import load_config, registry

from kg.train.tokenizer import set_tokenizer

CONFIGS = Path(__file__).parent
HALVES = ("syntax", "entities")
TOKENIZER_CALLBACK = "kg.set_tokenizer.v1"
LEMMATIZER_CALLBACK = "kg.restore_tree_labels.v1"

SETTLING_STEPS = {"syntax": 1000, "entities": 1600}
SETTLING_RATE = 0.0005


def register() -> None:
    """Make the callback known that the configurations name: it sets our tokenizer."""

    def make_callback() -> Callable[[Language], Language]:
        def set_rules(nlp: Language) -> Language:
            set_tokenizer(nlp)
            return nlp

        return set_rules

    registry.callbacks(TOKENIZER_CALLBACK, func=make_callback)
    registry.callbacks(LEMMATIZER_CALLBACK, func=lambda: restore_tree_labels)


def restore_tree_labels(nlp: Language) -> Language:
    """Tell a loaded lemmatizer again which tree has which label, without which it unlearns all.

    spaCy 3.8 saves the trees and the labels, but not the way from one to the other.
    """
    for name in nlp.component_names:
        component = nlp.get_pipe(name)
        if isinstance(component, EditTreeLemmatizer):
            component.tree2label = {tree: place for place, tree in enumerate(component.labels)}
    return nlp


def train_half(half: str, work: Path, *, max_steps: int | None = None) -> None:
    """Train one half of the pipeline from ``work/corpus``; its best model is in ``work/half``.

    The entities half starts from the tok2vec of the best syntax half there is.
    """
    register()
    overrides = _corpus_files(half, work)
    if max_steps is not None:
        overrides["training.max_steps"] = max_steps
    if half == "entities":
        overrides["components.tok2vec.source"] = str(best_model(half="syntax", work=work))
    train(CONFIGS / f"{half}.cfg", work / half, overrides=overrides)


def settle_half(half: str, work: Path) -> None:
    """Go on from the last model of a half with steps that shrink to nothing."""
    register()
    first = work / half / "model-last"
    config = load_config(first / "config.cfg")
    config["components"] = {name: {"source": str(first)} for name in config["nlp"]["pipeline"]}
    config["nlp"]["after_pipeline_creation"] = {"@callbacks": TOKENIZER_CALLBACK}
    config["initialize"]["after_init"] = {"@callbacks": LEMMATIZER_CALLBACK}
    steps = SETTLING_STEPS[half]
    config["training"].update(max_steps=steps, eval_frequency=steps // 4)
    config["training"]["batcher"]["size"] = 1000
    config["training"]["optimizer"]["learn_rate"] = {
        "@schedules": "warmup_linear.v1",
        "warmup_steps": 100,
        "total_steps": steps,
        "initial_rate": SETTLING_RATE,
    }
    path = work / f"{half}_settling.cfg"
    config.to_disk(path)
    train(path, work / f"{half}_settled", overrides=_corpus_files(half, work))


def best_model(*, half: str, work: Path) -> Path:
    """Return the best model of a half so far, settled if it has been."""
    settled = work / f"{half}_settled" / "model-best"
    return settled if settled.is_dir() else work / half / "model-best"


def _corpus_files(half: str, work: Path) -> dict[str, object]:
    return {
        f"paths.{part}": str(work / "corpus" / f"{half}_{part}.spacy") for part in ("train", "dev")
    }
