"""Amounts of a paragraph -> what each counts and what is said of it, before figures are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.extractors.candidates import Found
from kg.extractors.counting import Counted, counted, totalled
from kg.extractors.variables import Measured, measured
from kg.extractors.words import Reading, Table, span_of
from kg.lang import grammar
from kg.lang.layers import Layers
from kg.ontology import Ontology
from kg.terms import Cue

TIES = frozenset({"CCONJ", "DET", "PRON"})
"""Parts of speech that may stand between two counts of one list: six nuns and their two maids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An amount with what it counts."""

    found: Found
    what: Counted
    said: Measured | None
    """What is said of it; None if nothing, or if it has a unit."""
    total: Cue | None = None
    """The noun for numbers that it is the value of: the figure stood at 9."""
    baseline: Cue | None = None
    """The words that compare the number before with it: up from."""

    @property
    def bare(self) -> bool:
        """Whether nothing but its context tells what it counts."""
        return self.what.noun is None and self.found.amount.unit is None and self.said is None


class _Lexicon:
    def __init__(self, ontology: Ontology) -> None:
        totals = ontology.cues("TotalCue")
        self.totals = {word: cue for cue in totals for word in cue.words}
        self.nouns = frozenset(self.totals)
        self.baselines = Table(ontology.cues("BaselineCue"))
        times = ontology.cues("TimeCue")
        self.the = Table(cue for cue in times if cue.evokes == "the")

    def baseline(self, found: Found) -> Reading | None:
        """Return the words before an amount that compare the one before with it."""
        start = found.amount.start
        the = self.the.before(found.words, start)
        return self.baselines.before(found.words, the.first if the else start)


@lru_cache(maxsize=8)
def _lexicon(ontology: Ontology) -> _Lexicon:
    return _Lexicon(ontology)


def reads(
    doc: Doc,
    found: Sequence[Found],
    known: Layers,
    ontology: Ontology,
    numbers: frozenset[int],
) -> list[Read]:
    """Return the amounts of one paragraph with what they count; those of no token are left out.

    Args:
        doc: parsed.
        found: the amounts.
        known: what annotate found.
        ontology: cues and variables.
        numbers: tokens of all numbers of the article.
    """
    every = [_read(doc, one, known, ontology, numbers) for one in found]
    return _shared([one for one in every if one is not None])


def _read(
    doc: Doc, found: Found, known: Layers, ontology: Ontology, numbers: frozenset[int]
) -> Read | None:
    amount, words = found.amount, _lexicon(ontology)
    unit = span_of(found.words, amount.first, max(amount.last, amount.end))
    what = counted(
        doc,
        unit if amount.unit else found.span,
        found.phrase.start,
        measured=amount.unit is not None,
        part=amount.measure == "percent" and amount.end == amount.last,
    )
    if what is None:
        return None
    before = words.baseline(found)
    read = Read(found=found, what=what, said=None, baseline=before.cue if before else None)
    if amount.unit is not None:
        return read
    said = measured(what, known, ontology, numbers)
    if said is None and what.noun is None and before is None:
        return _of_total(read, known, ontology, numbers)
    return replace(read, said=said)


def _of_total(read: Read, known: Layers, ontology: Ontology, numbers: frozenset[int]) -> Read:
    """Return a number without a noun as the value of a noun for numbers, if there is one."""
    words = _lexicon(ontology)
    hit = totalled(read.what, words.nouns)
    if hit is None:
        return read
    total, what = hit
    cue = words.totals.get(total.lower_) or words.totals.get(total.lemma_.lower())
    said = measured(what, known, ontology, numbers) if what.noun is not None else None
    return replace(read, what=what, said=said, total=cue)


def _shared(found: list[Read]) -> list[Read]:
    """Give what is said of one count to those coordinated with it: the murder of six and two."""
    shared = list(found)
    for n in range(1, len(shared)):
        left, right = shared[n - 1], shared[n]
        if left.said is None or not (_lacks(right) and _listed(left, right)):
            continue
        if not _has_verb_of_its_own(right.what.root, left.said):
            shared[n] = replace(right, said=left.said)
    for n in range(len(shared) - 1, 0, -1):
        left, right = shared[n - 1], shared[n]
        if right.said is None or not (_lacks(left) and _listed(left, right)):
            continue
        if right.said.tied and left.what.root.dep_ not in grammar.OBJECT | grammar.OBLIQUE:
            shared[n - 1] = replace(left, said=right.said)
    return shared


def _lacks(read: Read) -> bool:
    return read.said is None and read.what.noun is not None and read.found.amount.unit is None


def _listed(left: Read, right: Read) -> bool:
    """Return whether nothing but an "and" or a comma stands between two counts."""
    doc = left.what.number.doc
    gap: list[Token] = list(doc[left.what.end : right.what.start])
    joined = any(token.pos_ == "CCONJ" or token.text == "," for token in gap)
    return joined and all(token.pos_ in TIES or token.text == "," for token in gap)


def _has_verb_of_its_own(noun: Token, said: Measured) -> bool:
    """Return whether a noun is the subject of another verb than the one before says it of."""
    if noun.dep_ not in grammar.SUBJECT | grammar.PASSIVE_SUBJECT:
        return False
    return noun.head.i not in {said.token.i, said.token.head.i}
