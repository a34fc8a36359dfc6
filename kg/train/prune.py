"""A lemmatizer with a label for every rare edit -> one with the frequent ones only.

The corpus tells each treebank several times, so that ``min_tree_freq`` lets typos in; a label costs
time at every word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.tokens import Doc
from thinc.api import Model

RAREST = 36
"""How often an edit stands at least in the training corpus, which repeats its sentences."""


def prune_lemmatizer(nlp: Language, docs: Iterable[Doc], *, rarest: int = RAREST) -> int:
    """Drop the labels of edits that are rare in ``docs``; return how many stay."""
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    if not isinstance(lemmatizer, EditTreeLemmatizer):
        return 0
    pairs = Counter((token.text, token.lemma_) for doc in docs for token in doc)
    trees: Counter[int] = Counter()
    for (form, lemma), times in sorted(pairs.items()):
        trees[lemmatizer.trees.add(form, lemma)] += times
    labels = list(lemmatizer.cfg["labels"])
    kept = [place for place, tree in enumerate(labels) if trees[tree] >= rarest]
    lemmatizer.cfg["labels"] = [labels[place] for place in kept]
    _keep_outputs(lemmatizer.model, kept, len(labels))
    return len(kept)


def _keep_outputs(model: Model[list[Doc], list[object]], kept: list[int], before: int) -> None:
    for node in model.walk():
        if node.has_dim("nO") and node.get_dim("nO") == before:
            params = {name: node.get_param(name) for name in ("W", "b") if node.has_param(name)}
            for name in params:
                node.set_param(name, None)  # a layer with weights does not change its size
            node.set_dim("nO", len(kept), force=True)
            for name, value in params.items():
                node.set_param(name, value[kept])
