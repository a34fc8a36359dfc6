"""Reporting word -> to whom something was said, and where: told reporters, wrote on X."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extractors.drafts import CueTable, Draft
from kg.lang.grammar import (
    CLAUSAL_MODIFIER,
    INDIRECT_OBJECT,
    OBJECT,
    Attached,
    children,
    obliques,
    subject,
)
from kg.lang.layers import CueMatch


def addressee(anchor: Token, match: CueMatch | None) -> Token | None:
    """Return the head of the noun phrase that names who is told: told reporters, said to her."""
    if match is not None and match.cue.subject_role == "addressee":
        return subject(anchor)
    told = children(anchor, INDIRECT_OBJECT)
    if match is not None and "addressee" in (match.cue.object_role or ""):
        told += [one for one in children(anchor, OBJECT) if one.i > anchor.i]
        told += [one.noun for one in obliques(anchor) if one.noun.i == match.end and not one.case]
    told += [one.noun for one in obliques(anchor) if one.case == "to" and one.noun.pos_ != "VERB"]
    return told[0] if told else None


def medium(draft: Draft, cues: CueTable) -> str | None:
    """Return where it was said, in the words of the text: Telegram, interview, social media."""
    attached = obliques(draft.anchor)
    for noun in [draft.source] if draft.source is not None else []:
        for clause in children(noun, CLAUSAL_MODIFIER):
            attached += obliques(clause)
        attached += obliques(noun)
    for one in sorted(attached, key=lambda found: found.noun.i):
        found = _medium_of(one, cues)
        if found is not None and not draft.covers(one.noun.idx):
            return found
    return _behind(draft, cues)


def _behind(draft: Draft, cues: CueTable) -> str | None:
    """Return the medium right behind the content, wherever the parse hangs it."""
    end = draft.content[-1].end
    for match in cues.media:
        first = match.start - 1
        while first > 0 and cues.doc[first].pos_ in {"DET", "ADJ", "NOUN", "PROPN"}:
            first -= 1
        gap = cues.doc.text[end : cues.doc[first].idx]
        if cues.doc[first].idx >= end and not gap.strip(" ,"):
            return _medium_of(Attached(cues.doc[first].lower_, cues.doc[match.head]), cues)
    return None


def _medium_of(attached: Attached, cues: CueTable) -> str | None:
    fitting = [
        match
        for match in cues.media
        if match.head == attached.noun.i and attached.case in (match.cue.direction or "").split()
    ]
    if not fitting:
        return None
    longest = max(fitting, key=lambda match: match.end - match.start)
    return cues.doc[longest.start : longest.end].text
