"""Scores never fall below their floors: F1 on the corpus' test part and on the reference articles.

Raise a floor in the commit that earns it: ``python tests/quality/raise_floors.py``. It refuses to
lower one without ``--allow-lower REASON``.
"""

import json
from pathlib import Path

import pytest
from measure import RE3D, SEEDS, corpus_scores, gold_digest, re3d_scores, seed_scores

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def corpus(pipeline):
    return {split: corpus_scores(split) for split in ("train", "test")}


@pytest.fixture(scope="module")
def seeds(pipeline):
    if not SEEDS.is_dir():
        pytest.skip("the reference articles are not here")
    return seed_scores()


def test_floors_are_those_of_this_gold():
    assert FLOORS["gold"] == gold_digest(), "the gold changed: measure again (raise_floors.py)"


@pytest.mark.parametrize("split", ["train", "test"])
@pytest.mark.parametrize("row", sorted(FLOORS["corpus test"]))
def test_corpus(corpus, split, row):
    assert round(corpus[split][row], 3) >= FLOORS[f"corpus {split}"][row]


@pytest.mark.parametrize("row", sorted(FLOORS["seeds"]))
def test_reference_articles(seeds, row):
    assert round(seeds[row], 3) >= FLOORS["seeds"][row]


@pytest.fixture(scope="module")
def re3d(pipeline):
    if not RE3D.is_file():
        pytest.skip("the benchmark is not here")
    return re3d_scores()


@pytest.mark.parametrize("row", sorted(FLOORS["re3d"]))
def test_relations_of_a_benchmark(re3d, row):
    assert round(re3d[row], 3) >= FLOORS["re3d"][row]
