"""Training goes on from a saved half without losing what it knew."""

from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.training import Example

from kg.train.recipe import best_model, restore_tree_labels


def test_loaded_lemmatizer_knows_its_labels_again() -> None:
    nlp = spacy.blank("en")
    lemmatizer = nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    words, lemmas = ["dogs", "barked"], ["dog", "bark"]
    reference = Doc(nlp.vocab, words=words, lemmas=lemmas)
    nlp.initialize(lambda: [Example(nlp.make_doc(reference.text), reference)])
    known = dict(lemmatizer.tree2label)
    again = spacy.blank("en")
    again.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    again.from_bytes(nlp.to_bytes())
    restored = restore_tree_labels(again).get_pipe("trainable_lemmatizer")
    assert known
    assert restored.tree2label == known


def test_settled_half_is_preferred(tmp_path: Path) -> None:
    first = tmp_path / "syntax" / "model-best"
    first.mkdir(parents=True)
    assert best_model(half="syntax", work=tmp_path) == first
    settled = tmp_path / "syntax_settled" / "model-best"
    settled.mkdir(parents=True)
    assert best_model(half="syntax", work=tmp_path) == settled
