"""What is promised of resolution: pairs of mentions of different articles that are one."""

import sys

import pytest
from measure import GOLD, ROOT, SEED_GOLD, SEEDS

from kg.config import Config
from kg.extracted import extract_records
from kg.score import read_gold

sys.path.append(str(ROOT / "benchmarks"))
import same

pytestmark = [pytest.mark.model, pytest.mark.slow]
PRECISION, RECALL = 98, 85


def check(placed):
    row = same.cells(placed)["pairs of mentions"]
    assert row["P"] >= PRECISION
    assert row["R"] >= RECALL


def test_pairs_of_the_corpus(pipeline):
    found = extract_records([ROOT / "corpus"], Config())
    gold = read_gold(GOLD, split="train")
    check(same.of_corpus(gold, found.rows, found.texts, GOLD / "same.tsv"))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the reference articles are not here")
def test_pairs_of_the_reference_articles(pipeline):
    gold = read_gold(SEED_GOLD / "gold.jsonl")
    found = extract_records([SEEDS], Config())
    check(same.of_seeds(gold, found.rows, found.texts))
