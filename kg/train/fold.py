"""A feature that is the same at nearly every word -> no feature, and its usual value in the bias.

Every feature of the hash embedding costs time at every word. The layer that mixes the features is
linear before its maxout, so that a constant one is a constant of that layer.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SPACY, intify_attr  # type: ignore[import-not-found]  # compiled
from spacy.language import Language
from thinc.api import Model

USUAL: Mapping[str, tuple[int, int]] = {"IS_SPACE": (IS_SPACE, 0), "SPACY": (SPACY, 1)}
"""Feature to its number and its value at nearly every word: no white space; a space follows."""


def fold_feature(nlp: Language, component: str, feature: str) -> bool:
    """Fold the last feature of a component's own tok2vec into the bias, if it is ``feature``."""
    model = _embedding(nlp.get_pipe(component).model)  # type: ignore[attr-defined]  # trainable
    number, value = USUAL[feature]
    extract = next(node for node in model.walk() if node.name == "extract_features")
    if intify_attr(extract.attrs["columns"][-1]) != number:
        return False
    concat = next(node for node in model.walk() if _joins_features(node))
    mixer = next(node for node in model.walk() if node.name == "maxout")
    wide = concat.get_dim("nO") - concat.layers[-1].get_dim("nO")
    constant = _embedded(concat.layers[-1], value)
    weights, bias = (np.asarray(mixer.get_param(name)) for name in ("W", "b"))
    for name in ("W", "b"):
        _set(mixer, name, None)  # a layer with weights does not change its size
    before = concat.get_dim("nO")
    concat.layers.pop()
    for node in model.walk():
        for name in ("nI", "nO"):
            if node.has_dim(name) and node.get_dim(name) == before:
                node.set_dim(name, wide, force=True)
    _set(mixer, "W", np.ascontiguousarray(weights[:, :, :wide]))
    _set(mixer, "b", bias + weights[:, :, wide:] @ constant)
    extract.attrs["columns"] = extract.attrs["columns"][:-1]
    _shorten(nlp.get_pipe_config(component), feature)
    return True


def _embedding(model: Model[object, object]) -> Model[object, object]:
    """Return the part of a model that embeds words, without what looks around them."""

    def holds(node: Model[object, object], name: str) -> bool:
        return any(inner.name == name for inner in node.walk())

    return next(
        node
        for node in model.walk()
        if holds(node, "extract_features") and not holds(node, "expand_window")
    )


def _joins_features(node: Model[object, object]) -> bool:
    return len(node.layers) > 1 and all(
        any(inner.name == "hashembed" for inner in layer.walk()) and len(layer.layers) == 2
        for layer in node.layers
    )


def _embedded(layer: Model[object, object], value: int) -> NDArray[np.float32]:
    embed = next(node for node in layer.walk() if node.name == "hashembed")
    rows: NDArray[np.float32] = np.asarray(embed.predict(np.asarray([value], dtype="uint64")))
    first: NDArray[np.float32] = rows[0]
    return first


def _set(node: Model[object, object], name: str, value: object) -> None:
    node.set_param(name, value)  # type: ignore[arg-type]


def _shorten(config: dict[str, object], feature: str) -> None:
    found = config.get("attrs")
    if isinstance(found, list) and found[-1] == feature:
        config["attrs"] = found[:-1]
        rows = config["rows"]
        config["rows"] = rows[:-1] if isinstance(rows, list) else rows
    for inner in config.values():
        if isinstance(inner, dict):
            _shorten(inner, feature)
