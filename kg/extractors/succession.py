"""Quotations without a cue of their own -> the quote that they go on with, or their own speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.extractors.drafts import ALONE, Draft
from kg.extractors.stretches import Stretches
from kg.lang.grammar import PASSIVE_SUBJECT, SUBJECT, children, conjuncts
from kg.model import Span


def continued(drafts: Iterable[Draft], text: Stretches) -> list[Draft]:
    """Return the drafts with quotations that stand alone given to whoever speaks before them.

    Behind a cue they go on with its quote: “…,” Doran said. “…” Behind a reported clause they are
    quotes of their own by the same source: Doran said that … “…”

    Args:
        drafts: in text order.
        text: the stretches of their Doc.
    """
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        if draft.rule != ALONE or before is None or not _follows(draft, before, text):
            found.append(draft)
        elif before.cue is None or before.cue.start > before.start:
            found[-1] = replace(before, content=(*before.content, *draft.content))
        else:
            found.append(replace(draft, source=before.source, anchor=before.anchor))
    return found


def shared(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts, coordinated verbs with one source: told them to leave and vowed to stay.

    Args:
        drafts: in any order.
    """
    found = sorted(drafts, key=lambda one: one.anchor.i)
    for place, draft in enumerate(found[1:], 1):
        before = found[place - 1]
        if before.source is None:
            continue
        if _coordinated(before, draft) or _trails(before, draft):
            found[place] = replace(draft, source=before.source)
    alike: dict[tuple[Span, ...], list[Draft]] = defaultdict(list)
    for draft in found:
        alike[draft.content].append(draft)
    return [one for one in found if not any(_says_same(one, two) for two in alike[one.content])]


def _says_same(draft: Draft, other: Draft) -> bool:
    """Return whether of two words with one clause the other has it.

    Of reports and stories of fans that …, who tells the stories is known; of admitted under
    questioning that …, it is admitted.
    """
    if (
        other.anchor.i < draft.anchor.i
        and draft.anchor.tag_ == "VBG"
        and draft.anchor.nbor(-1).tag_ == "IN"
    ):
        return True
    nouns = draft.anchor.pos_ == other.anchor.pos_ == "NOUN"
    joined = nouns and other.anchor in conjuncts(draft.anchor) and other is not draft
    return joined and draft.source is None


def _trails(before: Draft, draft: Draft) -> bool:
    """Return whether a participle is given a source within another quote: said it fell, noting."""
    verb, source = draft.anchor, draft.source
    if verb.tag_ != "VBG" or source is None or verb.sent.start != before.anchor.sent.start:
        return False
    apart = verb.i > 0 and verb.nbor(-1).is_punct
    return apart and before.covers(source.idx) and before.content[-1].end <= verb.idx


def _coordinated(before: Draft, draft: Draft) -> bool:
    """Return whether a verb without subject follows the content of another, coordinated."""
    verb = draft.anchor
    if verb.sent.start != before.anchor.sent.start or verb.tag_ != before.anchor.tag_:
        return False
    if children(verb, SUBJECT | PASSIVE_SUBJECT) or before.content[-1].end > verb.idx:
        return False
    between = [
        one for one in verb.doc[before.anchor.i : verb.i] if one.idx >= before.content[-1].end
    ]
    return any(one.pos_ == "CCONJ" or one.text == "," for one in between) and all(
        one.pos_ in {"CCONJ", "ADV", "PUNCT"} for one in between
    )


def _follows(draft: Draft, before: Draft, text: Stretches) -> bool:
    """Return whether a quotation starts where the sentence of another quote ends."""
    last = text.sentence(before.anchor.i).stop
    end = max(text.doc[last - 1].idx, before.content[-1].end)
    first = text.token_at(draft.start)
    between = range(text.token_at(end), first)
    return draft.start > end and all(
        text.doc[i].is_punct or text.doc[i].is_space for i in between if i >= last
    )
