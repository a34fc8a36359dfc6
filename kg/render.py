"""Answers and summaries -> text for a terminal."""

from __future__ import annotations

import csv as csv_module
import io
import json
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from kg.builder import Summary
from kg.config import Config
from kg.opened import Answer


def table(answer: Answer) -> str:
    """Return an answer as a table that fits the terminal; long cells are cut with an ellipsis."""
    if not answer.rows:
        return "no rows"
    rows = [[_cell(value) for value in row] for row in answer.rows]
    widths = _widths([list(answer.columns), *rows])
    lines = [_line(answer.columns, widths), _line(["-" * width for width in widths], widths)]
    lines += [_line(row, widths) for row in rows]
    return "\n".join([*lines, f"({len(rows)} row{'s' * (len(rows) != 1)})"])


def csv(answer: Answer) -> str:
    """Return an answer as CSV (RFC 4180) with a heading."""
    buffer = io.StringIO()
    writer = csv_module.writer(buffer, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([value if value is not None else "" for value in row] for row in answer.rows)
    return buffer.getvalue().rstrip("\n")


def json_(answer: Answer) -> str:
    """Return an answer as a JSON list of objects; unbound variables are left out."""
    rows = [
        {name: value for name, value in zip(answer.columns, row, strict=True) if value is not None}
        for row in answer.rows
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def summary_text(summary: Summary) -> str:
    """Return the closing lines of a build: counts, and where to look next."""
    counts = (
        ("articles", summary.articles), ("quotes", summary.quotes), ("figures", summary.figures),
        ("relations", summary.relations), ("entities", summary.entities),
        ("conflicts", summary.conflicts), ("agreements", summary.agreements),
        ("supersessions", summary.supersessions), ("rejects", summary.rejects),
        ("quads", summary.quads),
    )  # fmt: skip
    lines = [f"{name:>14} {count:>8,}" for name, count in counts]
    if summary.reused:
        lines[0] += f"   ({summary.reused:,} unchanged since the last build)"
    if summary.rejects:
        lines[8] += f"   (why: {summary.out / 'rejects.jsonl'})"
    out = summary.out
    source = "" if out == Config().out else f" --from {out}"
    return "\n".join(
        [
            *lines,
            *([f"changed: {summary.changes}"] if summary.changes else []),
            f"built in {summary.seconds:.1f} s into {out}",
            f"look:   {out / 'index.html'}",
            f"ask:    kg query who-said-what{source}",
            f"why:    kg explain NAME{source}",
        ]
    )


def records_text(row: Mapping[str, Any], text: str) -> str:
    """Return the records of one article as readable lines."""
    names = {entity["id"]: entity["name"] for entity in row["entities"]}
    lines = [f"== {row['id']} =="]
    for quote in row["quotes"]:
        words = " … ".join(text[start:end] for start, end in quote["content"])
        lines.append(f"  quote    {_who(names, quote)}: {_flat(words)}{_notes(quote)}")
    for figure in row["figures"]:
        start, end = figure["phrase"] or figure["span"]
        what = f"{figure['variable']} [{figure['low']}, {figure['high']}]"
        lines.append(
            f"  figure   {_who(names, figure)}: {_flat(text[start:end])} = {what}{_notes(figure)}"
        )
    for one in row["relations"]:
        value = names.get(one["object"], "?")
        lines.append(f"  relation {names[one['subject']]} {one['predicate']} {value}{_notes(one)}")
    return "\n".join(lines)


def _who(names: Mapping[str, str], record: Mapping[str, Any]) -> str:
    others = (names[one] for one in record["further_sources"])
    sources = " and ".join((names.get(record["source"], "no source"), *others))
    chain = [sources, *(names[one] for one in record["via"])]
    return " via ".join(chain)


def _notes(record: Mapping[str, Any]) -> str:
    notes = [record["polarity"]] if record["polarity"] != "affirmed" else []
    notes += [record["certainty"]] if record["certainty"] != "certain" else []
    notes += [] if record["confidence"] is None else [f"{100 * record['confidence']:.0f} %"]
    return f" ({', '.join(notes)})" if notes else ""


def _cell(value: str | None) -> str:
    return "" if value is None else _flat(value)


def _flat(text: str) -> str:
    """Return one line without control characters, which could drive a terminal."""
    return "".join(
        " " if unicodedata.category(one) in {"Zl", "Zp", "Cc"} else one
        for one in text
        if unicodedata.category(one) not in {"Cf", "Cs"}
    )


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    room = max(60, shutil.get_terminal_size((160, 24)).columns) - 2 * len(widths)
    while sum(widths) > room and max(widths) > 12:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    cut = (
        cell if len(cell) <= width else cell[: width - 1] + "…"
        for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(c.ljust(w) for c, w in zip(cut, widths, strict=True)).rstrip()
