"""The judged articles: what was found is marked where it stands, and whether it is right."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "corpus" / "judged"
FILES = sorted(FOLDER.glob("*.json"))
REFERENCES = ("source", "subject", "object")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_and_entities_are_there(path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    text, entities = "\n\n".join(gold["text"]), {one["id"] for one in gold["entities"]}
    assert (gold["id"], gold["split"], gold["complete"]) == (path.stem, "train", False)
    for layer in ("quotes", "figures", "relations"):
        for record in gold[layer]:
            assert {record.get(name) for name in REFERENCES} - {None} <= entities
            for start, end in record.get("content") or [record.get("span") or record["evidence"]]:
                assert text[start:end] and text[start:end] == text[start:end].strip()
    for entity in gold["entities"]:
        spans = entity["mentions"] + entity["nominal_mentions"]
        assert spans and all(0 <= start < end <= len(text) for start, end in spans)


def test_every_kind_of_record_is_judged_right_and_wrong():
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
    for layer in ("quotes", "figures", "relations"):
        verdicts = [record.get("right", True) for gold in golds for record in gold[layer]]
        assert verdicts.count(True) > 50 and verdicts.count(False) > 3
