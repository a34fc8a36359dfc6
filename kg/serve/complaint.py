"""What the parser says of a malformed query -> what a person can act on: where, and what it saw."""

from __future__ import annotations

import re

from kg.serve.refusal import Refusal

PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
EXPECTED = re.compile(r"expected (?:one of )?(.*)", re.DOTALL)
SHOWN = 60  # characters of the line, before and after the place
ALTERNATIVES = 12


def explained(refusal: Refusal, query: str) -> Refusal:
    """Return a refusal whose message shows the place in the query, if the parser named one."""
    if not refusal.syntax:
        return refusal
    found = PLACE.search(refusal.message)
    if not found:
        return Refusal(refusal.status, f"the query is malformed: {refusal.message}")
    line, column = int(found[1]), int(found[2])
    message = f"the query is malformed at line {line}, column {column}: {_short(found[3])}"
    return Refusal(refusal.status, f"{message}\n{_shown(query, line, column)}".rstrip())


def _short(text: str) -> str:
    """Return the parser's words; of many alternatives the first.

    >>> _short('expected one of "$", "?", OPTIONAL')
    'expected one of "$", "?", OPTIONAL'
    """
    expected = EXPECTED.fullmatch(text)
    if not expected:
        return text
    words = [one for one in expected[1].split(", ") if not one.lstrip().startswith(("[", "|", "'"))]
    if not words:
        return "the query ends too late" if expected[1] == "[_]" else "this cannot stand here"
    more = ", …" if len(words) > ALTERNATIVES else ""
    several = "one of " if len(words) > 1 else ""
    return f"expected {several}{', '.join(words[:ALTERNATIVES])}{more}"


def _shown(query: str, line: int, column: int) -> str:
    """Return the line of a query with a mark below the place."""
    lines = query.split("\n")
    if not 0 < line <= len(lines):
        return ""
    text = lines[line - 1].rstrip("\r").replace("\t", " ")
    start = max(0, column - 1 - SHOWN)
    return f"{text[start : column - 1 + SHOWN]}\n{' ' * (column - 1 - start)}^"
