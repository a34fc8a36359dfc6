"""A number whose verb is left out -> it is there: 12 died in Osk and nine more in Lorvik."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extractors.counting import Counted, sentence

VERBAL = frozenset({"VERB", "AUX"})


def is_gapped(what: Counted, since: int) -> bool:
    """Return whether no verb stands between the marks around a number.

    Args:
        what: the number in its sentence.
        since: the character behind the figure that it would go on from, which those marks part.
    """
    within = sentence(what.number)
    before = list(_up_to_mark(reversed(within.doc[within.start : what.start])))
    first = before[-1] if before else within.doc[what.start]
    behind = list(_up_to_mark(within.doc[what.end : within.end]))
    parted = not what.opens_clause and first.i > within.start and first.idx > since
    return parted and not any(one.pos_ in VERBAL for one in (*before, *behind))


def _up_to_mark(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        if token.is_punct or token.pos_ == "CCONJ":
            return
        yield token
