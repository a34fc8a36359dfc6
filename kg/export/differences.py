"""Two wordings of one utterance -> the words of the second that are not those of the first."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

PART = re.compile(r"\s+|[^\W_]+(?:['’][^\W_]+)*|.", re.DOTALL)
LONG = 4000  # characters beyond which no differences are looked for

Marked = tuple[tuple[str, bool], ...]


def differences(first: str, second: str) -> Marked:
    """Return the second text in pieces, each with whether it differs from the first.

    Case and punctuation do not count.

    >>> differences("We had no power", "we had hardly any power.")
    (('we had ', False), ('hardly any', True), (' power.', False))
    """
    if max(len(first), len(second)) > LONG:
        return ((second, False),)
    old = [part.casefold() for part in PART.findall(first) if part[0].isalnum()]
    parts = PART.findall(second)
    places = [index for index, part in enumerate(parts) if part[0].isalnum()]
    words = [parts[index].casefold() for index in places]
    new: set[int] = set()
    for verdict, _, _, start, end in SequenceMatcher(a=old, b=words, autojunk=False).get_opcodes():
        if verdict in {"replace", "insert"}:
            new.update(range(places[start], places[end - 1] + 1))
    found: list[tuple[str, bool]] = []
    for index, part in enumerate(parts):
        if found and found[-1][1] == (index in new):
            part = found.pop()[0] + part
        found.append((part, index in new))
    return tuple(found)
