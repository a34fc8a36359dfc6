"""Amounts of a paragraph -> what each counts and what is said of it, before figures are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.extractors.candidates import Found
from kg.extractors.counting import Counted, counted, totalled
from kg.extractors.variables import Measured, measured
from kg.extractors.vocabulary import vocabulary
from kg.extractors.words import Reading, Table, span_of
from kg.lang import grammar
from kg.lang.layers import Layers
from kg.ontology import Ontology
from kg.terms import Cue

TIES = frozenset({"CCONJ", "DET", "PRON"})
"""Parts of speech that may stand between two counts of one list: six nuns and their two maids."""
TIMES = frozenset({"second", "month", "night"})
"""Base units of time."""
BEFORE_OVER = frozenset({"NOUN", "PROPN", "NUM", "SYM", "PRON"})
GAP = 5
"""Words that may stand between a number and what it is out of: twelve of the region's 45."""
OWNS = ("'s", "’s", "s'", "s’")


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
    whole: Found | None = None
    """The number that it is out of: 12, of "nine of 12 drones"."""

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
    kept = [one for one in every if one is not None]
    for n in range(len(kept) - 1):
        if _is_part(kept[n], kept[n + 1], doc.lang_, ontology):
            kept[n : n + 2] = _part_of(kept[n], kept[n + 1], known, ontology, numbers)
    return _shared(kept)


def compared(found: Iterable[Read]) -> frozenset[int]:
    """Return the first tokens of the numbers that those before are compared with: up from 41."""
    return frozenset(
        one.what.start
        for one in found
        if one.baseline is not None and (one.what.noun is None or one.found.amount.unit is not None)
    )


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
        end=found.phrase.end,
        dates=_tokens(doc, found),
    )
    if what is None:
        return None
    if _lasts(found, what):
        amount = replace(amount, qualifier="exactly", high=amount.low)
        found = replace(found, amount=amount)
    before = words.baseline(found)
    read = Read(found=found, what=what, said=None, baseline=before.cue if before else None)
    if amount.unit is not None:
        return read
    said = measured(what, known, ontology, numbers)
    if said is None and what.noun is None and before is None:
        return _of_total(read, known, ontology, numbers)
    return replace(read, said=said)


def _tokens(doc: Doc, found: Found) -> frozenset[int]:
    """Return the tokens of the dates of a paragraph."""
    spans = [one.span for one in found.times if one.span is not None]
    tokens = [doc.char_span(one.start, one.end, alignment_mode="expand") for one in spans]
    return frozenset(token.i for one in tokens if one is not None for token in one)


def _lasts(found: Found, what: Counted) -> bool:
    """Return whether "over" says how long: 86 witnesses over 41 days, but "took over 41 days"."""
    amount = found.amount
    if amount.qualifier != "more_than" or amount.unit is None or what.start == 0:
        return False
    opening = what.number.doc[what.start]
    alone = opening.tag_ == "IN" and amount.start + 1 == amount.first
    return alone and amount.unit.measure in TIMES and opening.nbor(-1).pos_ in BEFORE_OVER


def _is_part(left: Read, right: Read, language: str, ontology: Ontology) -> bool:
    """Return whether one number is out of the next: nine of 12 drones, two of his six sons."""
    number, whole, found = left.found.amount, right.found.amount, left.found.words
    if number.unit is not None and not (whole.unit and number.measure == whole.measure):
        return False
    plays = vocabulary(ontology, language).plays
    gap = found[max(number.last, number.end) : whole.start]
    if not 1 <= len(gap) <= GAP or not plays(gap[0], "of"):
        return False
    if len(gap) == 1:
        return True
    owner = gap[-1].text.endswith(OWNS) and all(word.kind == "letters" for word in gap)
    return owner or (len(gap) == 2 and plays(gap[1], "definite"))


def _part_of(
    left: Read, right: Read, known: Layers, ontology: Ontology, numbers: frozenset[int]
) -> list[Read]:
    """Return a number and the one that it is out of, both of the same things."""
    noun, unit = right.what.noun, right.found.amount.unit
    what = replace(left.what, noun=noun, words=right.what.words, end=right.what.end)
    amount = replace(left.found.amount, unit=left.found.amount.unit or unit)
    part = replace(left, what=what, found=replace(left.found, amount=amount), whole=right.found)
    if unit is None:
        part = replace(part, said=measured(what, known, ontology, numbers))
    own = right.said is not None and (
        right.said.match.cue.subject_role in {"self", "mod"}
        or right.said.token.head.i in right.what.heads
    )
    return [part, right if own else replace(right, said=None)]


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
        own = grammar.SUBJECT | grammar.PASSIVE_SUBJECT
        lacks = _lacks(right) or (right.bare and right.what.root.dep_ not in own)
        if left.said is None or not (lacks and _listed(left, right)) or _is_participle(right):
            continue
        if not _has_verb_of_its_own(right.what.root, left.said):
            shared[n] = replace(right, said=left.said)
    for n in range(len(shared) - 1, 0, -1):
        left, right = shared[n - 1], shared[n]
        if right.said is None or not (_lacks(left) and _listed(left, right)):
            continue
        apart = grammar.OBJECT | grammar.OBLIQUE | grammar.NOMINAL_MODIFIER
        if right.said.tied and left.what.root.dep_ not in apart:
            shared[n - 1] = replace(left, said=right.said)
    return shared


def _lacks(read: Read) -> bool:
    alone = read.said is None and read.total is None and read.whole is None
    return alone and read.what.noun is not None and read.found.amount.unit is None


def _listed(left: Read, right: Read) -> bool:
    """Return whether nothing but an "and" or a comma stands between two counts."""
    doc = left.what.number.doc
    dated = _tokens(doc, left.found)
    within = range(left.what.end, right.what.start)
    gap: list[Token] = [doc[i] for i in within if i not in dated]
    joined = any(token.pos_ == "CCONJ" or token.text == "," for token in gap)
    return joined and all(token.pos_ in TIES or token.text == "," for token in gap)


def _is_participle(read: Read) -> bool:
    """Return whether the word behind says what became of them: four others trapped."""
    doc, behind = read.what.number.doc, read.what.end
    return behind < len(doc) and doc[behind].tag_ in grammar.PARTICIPLE


def _has_verb_of_its_own(noun: Token, said: Measured) -> bool:
    """Return whether a noun is the subject of another verb than the one before says it of."""
    if noun.dep_ not in grammar.SUBJECT | grammar.PASSIVE_SUBJECT:
        return False
    return noun.head.i not in {said.token.i, said.token.head.i}
