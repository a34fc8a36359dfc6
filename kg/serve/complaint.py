"""What the parser says of a malformed query -> what a person can act on: where, and what it saw.

The parser of the store compares keywords as a whole: where it misses one, the place that it names
lies up to a keyword's length behind the mistake. Then the whole stretch is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.serve.refusal import Refusal

PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
EXPECTED = re.compile(r"expected (?:one of )?(.*)", re.DOTALL)
KEYWORD = re.compile(r"[A-Z_]{2,}")
ANYTHING = "[_]"  # expected where the query ends in the midst of a keyword
SHOWN = 60  # characters of the line, before and after the place
ALTERNATIVES = 12


def complaint(message: str, query: str, unknown: Sequence[str]) -> Refusal:
    """Return a refusal whose message shows the place in the query, if the parser named one.

    Args:
        message: what the parser says.
        query: the query.
        unknown: prefixes that nobody declares; a parser only stumbles over them.
    """
    if unknown:
        hint = f"the prefix {unknown[0]}: is not declared; add PREFIX {unknown[0]}: <…>"
        return Refusal(400, f"the query is malformed: {hint}")
    found = PLACE.search(message)
    if not found:
        return Refusal(400, f"the query is malformed: {message}")
    words = _words(found[3])
    end = _offset(query, int(found[1]), int(found[2]))
    only_keywords = all(KEYWORD.fullmatch(word) or word == ANYTHING for word in words)
    reach = max(map(len, words), default=0) if only_keywords else 0
    start = max(0, end - reach)
    line, column = query.count("\n", 0, start) + 1, start - query.rfind("\n", 0, start)
    told = f"the query is malformed at line {line}, column {column}{_hint(words, reach)}"
    shown = _shown(query, start, end - start)
    return Refusal(400, f"{told}\n{shown}", place=(line, column))


def _words(text: str) -> list[str]:
    """Return what the parser expected; nothing if it tells a reason instead.

    >>> _words('expected one of "$", "?", OPTIONAL')
    ['"$"', '"?"', 'OPTIONAL']
    """
    expected = EXPECTED.fullmatch(text)
    return expected[1].split(", ") if expected else []


def _hint(words: Sequence[str], reach: int) -> str:
    named = [word for word in words if not word.startswith(("[", "|", "'"))]
    if reach or not named:
        return ": this, or what follows it, cannot stand here"
    more = ", …" if len(named) > ALTERNATIVES else ""
    several = "one of " if len(named) > 1 else ""
    return f": expected {several}{', '.join(named[:ALTERNATIVES])}{more}"


def _offset(query: str, line: int, column: int) -> int:
    """Return where a line and column are in a query; both count from 1."""
    lines = query.split("\n")
    before = sum(len(text) + 1 for text in lines[: line - 1])
    return min(len(query), before + column - 1)


def _shown(query: str, start: int, length: int) -> str:
    """Return the line of a query with marks below a stretch of it."""
    first = query.rfind("\n", 0, start) + 1
    last = query.find("\n", start)
    text = re.sub(r"\s", " ", query[first : last if last >= 0 else len(query)])
    place = start - first
    left = max(0, place - SHOWN)
    marks = "^" * max(1, min(length, len(text) - place))
    return f"{text[left : place + SHOWN]}\n{' ' * (place - left)}{marks[:SHOWN]}"
