"""Rare edits lose their label; frequent ones keep their lemma."""

import spacy
from spacy.tokens import Doc
from spacy.training import Example

from kg.train.prune import prune_lemmatizer


def test_rare_labels_go() -> None:
    nlp = spacy.blank("en")
    lemmatizer = nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    words = ["dogs", "cats", "birds", "went"]
    reference = Doc(nlp.vocab, words=words, lemmas=["dog", "cat", "bird", "go"])
    nlp.initialize(lambda: [Example(nlp.make_doc(reference.text), reference)])
    assert len(lemmatizer.labels) == 2
    assert prune_lemmatizer(nlp, [reference], rarest=2) == 1
    assert [token.lemma_ for token in nlp("dogs and birds")] == ["dog", "and", "bird"]
    again = spacy.blank("en")
    again.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1}).from_bytes(
        lemmatizer.to_bytes()
    )
    assert [token.lemma_ for token in again("dogs and birds")] == ["dog", "and", "bird"]


def test_pipeline_without_lemmatizer_is_left_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", name="trainable_lemmatizer")
    assert prune_lemmatizer(nlp, []) == 0
