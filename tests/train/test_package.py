"""The shipped pipeline loads with plain spaCy, is small, and says where it comes from."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.train.__main__ import PACKAGE

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not (PACKAGE / "config.cfg").exists(), reason="no packaged pipeline"),
]

PROGRAM = """
import json, sys, time
import spacy
start = time.process_time()
nlp = spacy.load(sys.argv[1])
seconds = time.process_time() - start
doc = nlp("Min-ho Park, a baker, left Lima on Monday. “We’ve won,” said Ada Roux of NATO.")
print(json.dumps({
    "seconds": seconds,
    "sentences": [sentence.text for sentence in doc.sents],
    "entities": [(ent.text, ent.label_) for ent in doc.ents],
    "subject": [(t.text, t.head.text) for t in doc if t.dep_ == "nsubj"],
    "lemmas": [t.lemma_ for t in doc if t.pos_ == "VERB"],
    "kg": [name for name in sys.modules if name.split(".")[0] == "kg" and "train" in name],
}))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, str(PACKAGE)],
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return result


def test_loads_fast_without_the_recipe(told: dict[str, float]) -> None:
    assert told["seconds"] < 2
    assert told["kg"] == []


def test_reads_a_sentence(told: dict[str, list[list[str]]]) -> None:
    assert len(told["sentences"]) == 2
    assert ["Lima", "GPE"] in told["entities"]
    assert ["Monday", "DATE"] in told["entities"]
    assert ["We", "won"] in told["subject"]
    assert {"leave", "say"} <= set(map(str, told["lemmas"]))


def test_is_small() -> None:
    assert sum(path.stat().st_size for path in PACKAGE.rglob("*") if path.is_file()) <= 20e6


def test_has_no_pickle() -> None:
    assert not [path for path in PACKAGE.rglob("*") if path.suffix in {".pkl", ".pickle"}]


def test_keeps_no_path_of_the_machine_it_was_made_on() -> None:
    config = (PACKAGE / "config.cfg").read_text(encoding="utf-8")
    assert "training/" not in config
    assert "kg." not in config


def test_names_licences_and_digests() -> None:
    meta = json.loads((PACKAGE / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    assert all(source["license"] for source in meta["sources"])
    assert any(source["sha256"] for source in meta["sources"])
    notice = (PACKAGE / "ATTRIBUTION.md").read_text(encoding="utf-8")
    trained_on = [source["name"] for source in meta["sources"] if "PUD" not in source["name"]]
    assert all(name in notice for name in trained_on if ".toml" not in name)
    card = Path(PACKAGE / "README.md").read_text(encoding="utf-8")
    assert "LAS" in card
