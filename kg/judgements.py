"""The text file of same / not same decisions: found beside the articles, added to, undone.

A line has a verdict, two keys and, for people, the two names, with tabs between; ``kg.resolve``
reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kg.config import JUDGEMENTS, Config
from kg.errors import ConfigError

HEADING = "# same or not_same, two keys, names; kg review adds lines, and you may too\n"


def place(paths: Iterable[Path]) -> Path:
    """Return where the judgements on the articles of some paths live: beside the first of them."""
    first = min((Path(path) for path in paths), default=Path())
    return (first if first.is_dir() else first.parent) / JUDGEMENTS


def with_judgements(config: Config, paths: Iterable[Path]) -> Config:
    """Return the configuration with the file that lies beside the articles, if it names none."""
    beside = place(paths)
    if config.judgements is None and beside.is_file():
        return replace(config, judgements=beside)
    return config


def record(path: Path, verdict: str, keys: tuple[str, str], names: tuple[str, str]) -> None:
    """Add a decision to the file, which is made if need be; what it says of the pair so far goes.

    Raises:
        ConfigError: the file cannot be written, or a key or a name holds a tab or a line end.
    """
    line = "\t".join(
        (verdict, *keys, " = ".join(names) if verdict == "same" else " / ".join(names))
    )
    if line.count("\t") != 3 or line.splitlines() != [line]:
        raise ConfigError(f"{path}: a key or a name has a tab or a line end in it: {line!r}")
    _write(path, [*_without(_lines(path), keys), line + "\n"])


def undo(path: Path, keys: tuple[str, str]) -> bool:
    """Take back what the file says of a pair; return whether it said anything.

    Raises:
        ConfigError: the file cannot be written.
    """
    lines = _lines(path)
    kept = _without(lines, keys)
    if len(kept) == len(lines):
        return False
    _write(path, kept)
    return True


def judged(path: Path) -> list[frozenset[str]]:
    """Return the pairs of keys that the file has a decision on, in its order."""
    return [pair for line in _lines(path) if (pair := _pair(line))]


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return [HEADING]
    try:
        return path.read_text(encoding="utf-8").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the judgements {path} cannot be read: {error}") from error


def _without(lines: Iterable[str], keys: tuple[str, str]) -> list[str]:
    return [line for line in lines if _pair(line) != frozenset(keys)]


def _pair(line: str) -> frozenset[str]:
    cells = line.rstrip("\n").split("\t")
    return frozenset(cells[1:3]) if len(cells) > 2 and not line.startswith("#") else frozenset()


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"the judgements {path} cannot be written: {error.strerror}") from error
