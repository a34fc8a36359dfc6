"""The reference articles and what is asked about them; they are not part of kg."""

from pathlib import Path

import kg
from kg.ontology import load

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEEDS, GOLD = SHARED / "seeds", SHARED / "gold"


def rows(build, query, **parameters):
    """Return the answer of a named query, one mapping a row."""
    answer = build.query(query, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def built(out):
    """Return the opened build of the reference articles."""
    kg.build(SEEDS, out=out, exports=())
    return kg.open(out)


def names_no_entity(name):
    """Return whether a shipped query names nothing that the lexicon knows: it is of no story."""
    query = load().queries[name]
    words = " ".join(line for line in query.text.splitlines() if not line.startswith("#"))
    known = {word for one in load().names for word in one.names if len(word) > 4}
    return not any(f'"{word}"' in words for word in known)
