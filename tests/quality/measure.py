"""F1 of every layer, on the corpus' own gold and on the reference articles if they are there."""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from kg import score
from kg.config import Config
from kg.extracted import extract_records

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "corpus" / "gold"
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
SEED_GOLD = SHARED / "gold"
RE3D = SHARED / "bench" / "relations" / "re3d_dev.jsonl"


@lru_cache(maxsize=2)
def records(folder):
    """Return the checked records of a folder."""
    return extract_records([folder], Config())


def corpus_scores(split):
    """Return row -> F1 on one part of the corpus."""
    found = records(ROOT / "corpus")
    rows = score.score(score.read_gold(GOLD, split=split), found.rows, found.texts)
    return {row.name: row.f1 for row in rows}


def seed_scores():
    """Return row -> F1 on the reference articles, by the scorer that comes with their gold."""
    found = records(SEEDS)
    with tempfile.TemporaryDirectory() as name:
        predicted, out = Path(name) / "predicted.jsonl", Path(name) / "scores.json"
        lines = (json.dumps(row, ensure_ascii=False) for row in found.rows)
        predicted.write_text("\n".join(lines), encoding="utf-8")
        scorer = [sys.executable, str(SEED_GOLD / "score_records.py")]
        arguments = [SEED_GOLD / "gold.jsonl", predicted, "--texts", SEEDS, "--json", out]
        subprocess.run([*scorer, *map(str, arguments)], check=True, capture_output=True)
        rows = json.loads(out.read_text(encoding="utf-8"))["all articles"]
    return {name: row["f1"] for name, row in rows.items() if row["f1"] and "trap" not in name}


def re3d_scores():
    """Return relation -> F1 on the development part of re3d, as the benchmark prints it."""
    command = [sys.executable, "benchmarks/relations.py", "--shared", str(SHARED)]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    table = next(part for part in printed.split("\n\n") if part.lstrip().startswith("re3d"))
    rows = re.findall(r"^relation, (\w+) +[\d.]+ +[\d.]+ +([\d.]+)", table, re.MULTILINE)
    return {name: float(f1) / 100 for name, f1 in rows if float(f1)}


def gold_digest():
    """Return a digest over the corpus' gold, so that floors and gold belong together."""
    digest = hashlib.sha256()
    for path in sorted(GOLD.glob("*.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
