"""Competency questions of the reference articles, answered by shipped queries with parameters."""

import json
import re

import pytest
from reference import GOLD, SEEDS, rows

LIKE = 0.8
pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def gold():
    """Return quote id -> (article id, its words, the quote)."""
    if not GOLD.is_dir():
        pytest.skip("the gold of the reference articles is not here")
    lines = (GOLD / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    found = {}
    for row in map(json.loads, lines):
        text = (SEEDS / f"{row['id'].removesuffix('.txt')}.txt").read_text(encoding="utf-8")
        for quote in row["quotes"]:
            words = " ".join(text[start:end] for start, end in quote["content"])
            found[quote["id"]] = (row["id"], words, quote)
    return found


def answered(rows, gold, ids):
    """Return id -> the row that has its words, of those that have one."""
    found = {}
    for id in ids:
        article, words, _ = gold[id]
        alike = [
            row
            for row in rows
            if row["article"].startswith(article.removesuffix(".txt")) and same(row["words"], words)
        ]
        if alike:
            found[id] = alike[0]
    return found


def same(mine, other):
    mine, other = (set(re.findall(r"\w+", text.lower())) for text in (mine, other))
    return len(mine & other) >= LIKE * len(mine | other)


def names(gold, question):
    """Return the quotes that the answer of a competency question consists of."""
    lines = (GOLD / "competency.jsonl").read_text(encoding="utf-8").splitlines()
    answer = next(row for row in map(json.loads, lines) if row["id"] == question)
    return [id for id in answer["evidence"] if id in gold]


def test_what_were_they_told(reference, gold):
    ids = names(gold, "CQ06")
    found = answered(rows(reference, "told"), gold, ids)
    assert set(found) == set(ids)
    assert not any(row.get("source") for row in found.values())
    assert any(row["certainty"] != "certain" for row in found.values())


def test_every_statement_of_a_source_and_its_documents(reference, gold):
    ids = names(gold, "CQ07")
    found = answered(rows(reference, "statements"), gold, ids)
    assert set(found) == set(ids)
    for id, row in found.items():
        assert row["kind"] == gold[id][2]["kind"]
        assert bool(row["relayed_by"]) >= bool(gold[id][2]["via"])
    sources = sorted({row["source"] for row in found.values()})
    again = answered(rows(reference, "statements", name="|".join(sources)), gold, ids)
    assert set(again) == set(ids)


def test_what_somebody_stated_and_where(reference, gold):
    ids = names(gold, "CQ15")
    found = answered(rows(reference, "statements"), gold, ids)
    (source,) = {row["source"] for row in found.values()}
    again = answered(rows(reference, "statements", name=source.split()[-1][:7]), gold, ids)
    assert set(again) == set(ids)
    media = {id: row.get("medium") for id, row in again.items()}
    assert media == {id: gold[id][2]["medium"] for id in ids}
