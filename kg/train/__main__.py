"""``python -m kg.train``: corpora -> a trained, scored and packaged pipeline.

    python -m kg.train --data ../shared/train --work training
    python -m kg.train --data ../shared/train --work training prepare
    python -m kg.train --data ../shared/train --work training train --half syntax

The steps are prepare, train, package and evaluate; without a step all four run. The halves
(syntax, entities) can be trained at the same time in two processes.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kg.train.card import describe
from kg.train.package import assemble, save
from kg.train.prepare import prepare_entities, prepare_syntax
from kg.train.recipe import HALVES, best_model, train_half

PACKAGE = Path(__file__).parents[1] / "lang" / "en_kg_news_sm"

logger = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the steps named, in order; return the exit status."""
    options = _options(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if not (options.data / "treebanks").is_dir():
        logger.error("%s holds no treebanks/: name the data folder with --data", options.data)
        return 2
    steps: Mapping[str, Callable[[argparse.Namespace], None]] = {
        "prepare": _prepare,
        "train": _train,
        "package": _package,
        "evaluate": _evaluate,
    }
    for step in options.steps or steps:
        logger.info("%s", step)
        steps[step](options)
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kg.train", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("steps", nargs="*", help="prepare, train, package, evaluate")
    parser.add_argument("--data", type=Path, required=True, help="treebanks and entity corpora")
    parser.add_argument("--work", type=Path, default=Path("training"), help="working folder")
    parser.add_argument("--out", type=Path, default=PACKAGE, help="folder of the pipeline")
    parser.add_argument("--half", choices=HALVES, help="only this half")
    parser.add_argument("--max-steps", type=int, help="stop training after so many batches")
    options = parser.parse_args(argv)
    unknown = set(options.steps) - {"prepare", "train", "package", "evaluate"}
    if unknown:
        parser.error(f"no step {sorted(unknown)[0]!r}: prepare, train, package, evaluate")
    return options


def _prepare(options: argparse.Namespace) -> None:
    for half, prepare in (("syntax", prepare_syntax), ("entities", prepare_entities)):
        if options.half in {None, half}:
            logger.info("%s", prepare(options.data, options.work / "corpus"))


def _train(options: argparse.Namespace) -> None:
    for half in HALVES:
        if options.half in {None, half}:
            train_half(half, options.work, max_steps=options.max_steps)


def _package(options: argparse.Namespace) -> None:
    syntax, entities = (best_model(half=half, work=options.work) for half in HALVES)
    corpus = options.work / "corpus" / "syntax_train.spacy"
    save(assemble(syntax, entities, corpus), options.out, meta={})


def _evaluate(options: argparse.Namespace) -> None:
    describe(options.out, options.data)


if __name__ == "__main__":
    sys.exit(main())
