"""Reporting word -> to whom something was said, and where: told reporters, wrote on X."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extractors.cueing import frames, leads_in, media_at, media_between
from kg.extractors.drafts import Draft
from kg.extractors.subjects import nominal_in, orders
from kg.lang.grammar import (
    CLAUSAL_MODIFIER,
    CONJUNCT,
    INDIRECT_OBJECT,
    OBJECT,
    OPEN_COMPLEMENT,
    Attached,
    children,
    is_passive,
    obliques,
    subject,
)
from kg.lang.layers import CueMatch

BEGINS = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ"})
OCCASION = "during"
"""The preposition that only an occasion on which somebody talks has."""


def addressee(draft: Draft, match: CueMatch | None) -> Token | None:
    """Return the head of the noun phrase that names who is told: told reporters, said to her."""
    anchor = draft.anchor
    if match is not None and match.cue.subject_role == "addressee":
        return subject(anchor) or _told_before(anchor)
    tells = match is not None and (orders(anchor) or "addressee" in frames(match.cue))
    if tells and is_passive(anchor):
        return subject(anchor) or _told_before(anchor)
    told = children(anchor, INDIRECT_OBJECT)
    if match is not None and (orders(anchor) or "addressee" in frames(match.cue)):
        told += [one for one in children(anchor, OBJECT) if one.i > anchor.i]
        told += [one.noun for one in obliques(anchor) if one.noun.i == match.end and not one.case]
    told += [one.noun for one in obliques(anchor) if one.case == "to" and one.noun.pos_ != "VERB"]
    return told[0] if told else _told_behind(draft, match)


def _told_behind(draft: Draft, match: CueMatch | None) -> Token | None:
    """Return who is named between a verb of telling and what is told, whatever the parse says."""
    if match is None or not (orders(draft.anchor) or "addressee" in frames(match.cue)):
        return None
    doc, first = draft.anchor.doc, match.end
    last = first
    while last < len(doc) and doc[last].idx < draft.start and not doc[last].is_punct:
        last += 1
    beside = last < len(doc) and doc[last].idx >= draft.start and doc[first].pos_ in BEGINS
    return nominal_in(doc, range(first, last)) if beside else None


def _told_before(anchor: Token) -> Token | None:
    """Return the subject that a verb shares with the one it is coordinated with."""
    above = anchor.head
    shares = anchor.dep_ in CONJUNCT | OPEN_COMPLEMENT and above.i != anchor.i
    return subject(above) if shares else None


def medium(draft: Draft) -> CueMatch | None:
    """Return the words for where it was said: Telegram, interview, social media."""
    attached = obliques(draft.anchor)
    for noun in [draft.source] if draft.source is not None else []:
        for clause in children(noun, CLAUSAL_MODIFIER):
            attached += obliques(clause)
        attached += obliques(noun)
    for one in sorted(attached, key=lambda found: found.noun.i):
        found = _medium_of(one)
        if found is not None and not draft.covers(one.noun.idx):
            return found
    return _behind(draft) or _occasion(draft)


def _occasion(draft: Draft) -> CueMatch | None:
    """Return the gathering that was told something: told a news conference."""
    told = children(draft.anchor, OBJECT | INDIRECT_OBJECT)
    found = [one for noun in told if not draft.covers(noun.idx) for one in media_at(noun)]
    return next((one for one in found if leads_in(one, OCCASION)), None)


def _behind(draft: Draft) -> CueMatch | None:
    """Return the medium right behind the content, wherever the parse hangs it."""
    doc, end = draft.anchor.doc, draft.content[-1].end
    sentence = draft.anchor.sent
    for match in media_between(doc, sentence.start, sentence.end):
        first = match.start - 1
        while first > 0 and doc[first].pos_ in {"DET", "ADJ", "NOUN", "PROPN"}:
            first -= 1
        gap = [one for one in doc[sentence.start : first] if one.idx >= end]
        if doc[first].idx >= end and all(one.text == "," for one in gap):
            return _medium_of(Attached(doc[first].lower_, doc[match.head]))
    return None


def _medium_of(attached: Attached) -> CueMatch | None:
    fitting = [match for match in media_at(attached.noun) if leads_in(match, attached.case)]
    return max(fitting, key=lambda match: match.end - match.start, default=None)
