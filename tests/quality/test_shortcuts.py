"""No plain triple from what the gold of the reference articles has as denied or hedged."""

import json

import pytest
from measure import SEED_GOLD, SEEDS, records

pytestmark = [pytest.mark.model, pytest.mark.slow]
LAYERS = {
    "quotes": ("quotes", "content", "content"),
    "figures": ("figures", "span", "span"),
    "relations": ("deployments", "evidence", "evidence"),
}


def letters(text, spans):
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def spans(value):
    return value if isinstance(value[0], list) else [value]


def is_plain(layer, record):
    spoken = record.get("mode", "speech") in {"speech", "writing"}
    sourced = layer == "relations" or record["source"]
    return (
        spoken and sourced and (record["polarity"], record["certainty"]) == ("affirmed", "certain")
    )


def is_doubted(item):
    return item.get("polarity", "asserted") != "asserted" or item.get("hedged")


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_no_shortcut_from_doubt(pipeline, layer):
    if not SEEDS.is_dir():
        pytest.skip("the reference articles are not here")
    key, mine, theirs = LAYERS[layer]
    lines = (SEED_GOLD / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines)}
    found, doubted, wrong = records(SEEDS), 0, []
    for row in found.rows:
        text = found.texts[row["id"]]
        for item in gold[row["id"]][key]:
            if not is_doubted(item) or item["optional"]:
                continue
            doubted += 1
            wanted = letters(text, spans(item[theirs]))
            for record in row[layer]:
                same = record.get("predicate") == item.get("predicate")
                words = letters(text, spans(record[mine]))
                alike = len(words & wanted) >= 0.6 * len(words | wanted)
                if same and alike and is_plain(layer, record):
                    wrong.append(item["id"])
    assert doubted > 1
    assert wrong == []
