"""Folding a feature that is the same at every word changes no vector."""

import numpy as np
import spacy
from spacy.language import Language

from kg.train.fold import fold_feature

TEXT = "Ada Roux left Lima ."


def vectors(nlp: Language) -> np.ndarray:
    return np.asarray(nlp.get_pipe("tok2vec").predict([nlp.make_doc(TEXT)])[0])


def set_features(nlp: Language, features: list[str]) -> Language:
    model = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 8,
            "attrs": features,
            "rows": [20] * len(features),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 8,
            "depth": 1,
            "window_size": 1,
            "maxout_pieces": 2,
        },
    }
    nlp.add_pipe("tok2vec", config={"model": model})
    nlp.initialize()
    return nlp


def test_vectors_of_words_stay(tmp_path) -> None:
    nlp = set_features(spacy.blank("en"), ["NORM", "SHAPE", "IS_SPACE"])
    before = vectors(nlp)
    assert fold_feature(nlp, "tok2vec", "IS_SPACE")
    assert np.allclose(before, vectors(nlp), atol=1e-5)
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert np.allclose(before, vectors(loaded), atol=1e-5)
    assert loaded.config["components"]["tok2vec"]["model"]["embed"]["attrs"] == ["NORM", "SHAPE"]


def test_only_the_last_feature_is_folded() -> None:
    nlp = set_features(spacy.blank("en"), ["NORM", "IS_SPACE", "SHAPE"])
    assert not fold_feature(nlp, "tok2vec", "IS_SPACE")
