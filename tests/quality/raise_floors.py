"""Measure, and raise the floors to what was measured (less one point, for other machines)."""

import argparse
import json
import sys
from pathlib import Path

from measure import RE3D, SEEDS, corpus_scores, gold_digest, re3d_scores, seed_scores

FILE = Path(__file__).parent / "floors.json"
SLACK = 0.01


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--allow-lower", metavar="REASON", help="why a floor may go down")
    arguments = parser.parse_args()
    old = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
    new = {"gold": gold_digest()}
    for split in ("train", "test"):
        new[f"corpus {split}"] = _floors(corpus_scores(split))
    new["seeds"] = _floors(seed_scores()) if SEEDS.is_dir() else old.get("seeds", {})
    new["re3d"] = _floors(re3d_scores()) if RE3D.is_file() else old.get("re3d", {})
    lower = [
        f"{part}: {row} {floor} -> {new[part].get(row)}"
        for part, rows in old.items()
        if isinstance(rows, dict)
        for row, floor in rows.items()
        if new[part].get(row, 0) < floor
    ]
    if lower and not arguments.allow_lower:
        sys.exit("floors would go down; say why with --allow-lower:\n" + "\n".join(lower))
    FILE.write_text(json.dumps(new, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _floors(scores):
    return {row: max(0.0, round(f1 - SLACK, 3)) for row, f1 in sorted(scores.items())}


if __name__ == "__main__":
    main()
