"""What the benchmarks of single layers share: running kg on texts, scoring, printing rows."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import score
from kg.config import Config
from kg.extracted import Records, extract_records
from kg.model import Article, Extraction
from kg.pipeline import Language

Json = dict[str, Any]
Cells = Mapping[str, float | str | None]

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SPLITS = ("train", "test")


@dataclass(slots=True, kw_only=True)
class Run:
    """The command line of a benchmark, and what it has extracted so far."""

    options: argparse.Namespace
    language: Language
    corpus: Records | None = None
    words: int = 0
    seconds: float = 0.0

    @property
    def shared(self) -> Path:
        """The folder with the data."""
        return self.options.shared

    def extract(self, id: str, text: str) -> Extraction:
        """Return the records of a text all of which is an article's body, and count its time."""
        started = time.perf_counter()
        found = self.language.extract(Article(id=id, path=id, text=text))
        self.seconds += time.perf_counter() - started
        self.words += len(text.split())
        return found

    def records(self, paths: Iterable[Path]) -> Records:
        """Return the checked records of files and folders, as `kg extract` prints them."""
        return extract_records(paths, Config(pipeline=self.options.pipeline))

    def print_speed(self) -> None:
        """Print words per second of reading, annotating and extracting all layers."""
        if self.seconds:
            rate = self.words / self.seconds
            print(f"\nspeed: {rate:,.0f} words/s, all layers ({self.words:,} words)")


def start(doc: str, needed: Sequence[str]) -> Run | None:
    """Read the command line; None, after saying so, if data are missing.

    Args:
        doc: docstring of the command.
        needed: files below the shared folder that the whole benchmark reads.
    """
    options = _arguments(doc)
    own = [options.gold, options.texts] if options.gold else []
    needed = ["gold/score_records.py"] if options.gold else needed
    missing = [path for path in own if not path.exists()]
    missing += [options.shared / name for name in needed if not (options.shared / name).exists()]
    if missing:
        hint = "name the folder that holds bench/, gold/ and seeds/ with --shared"
        print(f"{Path(sys.argv[0]).stem}: no {missing[0]}: {hint}", file=sys.stderr)
        return None
    language = Language.of(Config(pipeline=options.pipeline))
    language.extract(Article(id="warm", path="warm", text="Two ships left the port on Monday."))
    return Run(options=options, language=language)


def read_rows(path: Path) -> list[Json]:
    """Return the objects of a JSON Lines file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def sample(rows: list[Json], limit: int | None) -> list[Json]:
    """Return ``limit`` rows spread evenly, all of them if that is None."""
    if limit is None or limit >= len(rows):
        return rows
    return [rows[n * len(rows) // limit] for n in range(limit)]


def score_rows(scorer: Path, gold: Iterable[Json], found: Iterable[Json], *options: str) -> str:
    """Return what a scorer prints for two lists of objects."""
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / "gold.jsonl", Path(name) / "found.jsonl"]
        for file, rows in zip(files, (gold, found), strict=True):
            lines = (json.dumps(row, ensure_ascii=False) for row in rows)
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, str(scorer), *map(str, files), *options]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def print_gold(run: Run, layers: Sequence[str]) -> tuple[list[Json], Records]:
    """Print the rows of a gold file: the one named with --gold, else that of the seeds.

    Returns:
        The gold, and what was found.
    """
    gold = run.options.gold or run.shared / "gold" / "gold.jsonl"
    texts = run.options.texts or run.shared / "seeds"
    rows = read_rows(gold)
    paths = [texts / f"{row['id'].removesuffix('.txt')}.txt" for row in rows]
    for path in paths:
        if not path.exists():
            sys.exit(f"{path} is missing: {gold} has gold for it")
    found = run.records(paths)
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "scores.json"
        options = ("--texts", str(texts), "--json", str(out))
        score_rows(run.shared / "gold" / "score_records.py", rows, found.rows, *options)
        scores = json.loads(out.read_text(encoding="utf-8"))["all articles"]
    kept = {name: row for name, row in scores.items() if name.split("/")[0] in layers}
    title = gold.name if run.options.gold else "seeds"
    print_table(f"{title}: {len(rows)} articles", {name: _cells(row) for name, row in kept.items()})
    for name, row in scores.items():
        if name.startswith("traps hit/") and name.removeprefix("traps hit/") in layers:
            print(f"{name:<30} {row['right_gold']} of {row['gold']}")
    return rows, found


def print_corpus(run: Run, layers: Sequence[str]) -> None:
    """Print the rows of both parts of the corpus."""
    for split in SPLITS:
        gold, found = corpus(run, split)
        rows = score.score(gold, found.rows, found.texts)
        kept = {row.name: corpus_cells(row) for row in rows if row.name.split("/")[0] in layers}
        print_table(f"corpus, {split} part: {len(gold)} articles", kept)


def corpus(run: Run, split: str) -> tuple[list[Json], Records]:
    """Return the gold of one part of the corpus, and the records of the whole corpus."""
    if run.corpus is None:
        run.corpus = run.records([CORPUS])
    return score.read_gold(CORPUS / "gold", split=split), run.corpus


def corpus_cells(row: score.Row) -> Cells:
    """Return a row of the corpus' own scorer in percent."""
    shares = {"P": row.precision, "R": row.recall, "F1": row.f1}
    counts = f"{row.right} / {row.predicted} / {row.gold}"
    return {name: 100 * value for name, value in shares.items()} | {"right/found/gold": counts}


def print_table(title: str, rows: Mapping[str, Cells]) -> None:
    """Print named rows under the names of their cells; None is a dash."""
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    lines = {name: [_shown(row.get(column)) for column in columns] for name, row in rows.items()}
    widths = [
        max(8, *(len(cell) + 2 for cell in cells))
        for cells in zip(columns, *lines.values(), strict=True)
    ]
    wide = max(30, *map(len, rows))
    print(f"\n{title}")
    for name, cells in {"": columns, **lines}.items():
        print(f"{name:<{wide}}" + "".join(f"{c:>{w}}" for c, w in zip(cells, widths, strict=True)))


def _cells(row: Json) -> Cells:
    shares = {name: row[key] for name, key in (("P", "p"), ("R", "r"), ("F1", "f1"))}
    counts = f"{row['right_pred']:.4g} / {row['pred']} / {row['gold']}"
    percent = {name: None if one is None else 100 * one for name, one in shares.items()}
    return percent | {"right/found/gold": counts}


def _shown(value: float | str | None) -> str:
    return "-" if value is None else value if isinstance(value, str) else f"{value:.1f}"


def _arguments(doc: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="holds bench/, gold/ and seeds/"
    )
    parser.add_argument("--pipeline", help="spaCy pipeline; default: the shipped one")
    parser.add_argument("--limit", type=int, help="how many articles of the large benchmarks")
    parser.add_argument("--gold", type=Path, help="score only this gold file (needs --texts)")
    parser.add_argument("--texts", type=Path, help="folder with the articles of --gold")
    options = parser.parse_args()
    if bool(options.gold) != bool(options.texts):
        parser.error("--gold and --texts go together")
    if options.limit is not None and options.limit < 1:
        parser.error("--limit must be at least 1")
    return options
