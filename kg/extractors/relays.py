"""Reports within reports -> one quote with its relays: X said …, according to Y, as Z reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extractors.cueing import SAID, all_said, said_at
from kg.extractors.drafts import Draft
from kg.extractors.sources import entity_of
from kg.extractors.subjects import nominal_in, speaker
from kg.lang.grammar import CLAUSAL_MODIFIER, agent, is_passive, is_verb_of_its_noun, subject
from kg.lang.layers import layers
from kg.ontology import Ontology

OUTLETS = ("NewsOutlet", "Document")
SHARE = 0.6
"""A report fills another if it makes up so much of its content."""


def outermost(drafts: Iterable[Draft], ontology: Ontology) -> list[Draft]:
    """Return one draft for reports within reports.

    A report that fills what an outlet reports takes the outlet as its relay; any other stays part
    of the content around it.
    """
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: (-_size(one), one.start, one.anchor.i)):
        outer = next((one for one in kept if one.covers(draft.anchor.idx)), None)
        if outer is None:
            kept.append(draft)
        elif _fills(draft, outer) and _passes_on(outer, draft, ontology):
            kept.remove(outer)
            kept.append(replace(draft, relays=(*draft.relays, *_relays(outer))))
    return kept


def asides_dropped(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without what only tells of a source: a nurse who asked not to be named."""
    sources = {draft.source.i for draft in drafts if draft.source is not None}
    return [
        draft
        for draft in drafts
        if draft.mode in SAID or not any(one.i in sources for one in draft.anchor.ancestors)
    ]


def with_citations(drafts: Sequence[Draft], doc: Doc) -> list[Draft]:
    """Return the drafts with whom they cite as source: the paper reported …, citing officials."""
    found = list(drafts)
    for match in all_said(doc):
        if match.cue.pos != "adposition" or match.cue.subject_role != "relay":
            continue
        sentence = doc[match.head].sent
        cited = nominal_in(doc, range(match.end, sentence.end))
        for place, draft in enumerate(found):
            if cited is not None and draft.anchor.sent == sentence and draft.mode in SAID:
                relays = (draft.source, *draft.relays) if draft.source else draft.relays
                if not draft.covers(cited.idx) and draft.kind != "direct":
                    found[place] = replace(draft, source=cited, relays=relays)
                break
    return found


def quoting(anchor: Token) -> Token | None:
    """Return the verb of which a cue is the "as saying": quoted the mayor as saying."""
    above = anchor.head
    marked = any(above.doc[i].lower_ == "as" for i in range(above.i + 1, anchor.i))
    relays = any(match.cue.subject_role == "relay" for match in said_at(above, "verb"))
    return above if marked and relays else None


def quoted(anchor: Token, above: Token) -> tuple[Token | None, Token | None]:
    """Return who is quoted as saying something, and who quotes."""
    if is_passive(above):
        return subject(above), agent(above)
    end = next(i for i in range(above.i + 1, anchor.i) if above.doc[i].lower_ == "as")
    # "The paper quoted experts as saying": what quotes is read as the noun of a participle, too
    of_noun = above.dep_ in CLAUSAL_MODIFIER and is_verb_of_its_noun(above)
    who = above.head if of_noun else speaker(above)
    return nominal_in(above.doc, range(above.i + 1, end)), who


def addressed_outlet(token: Token | None, ontology: Ontology) -> tuple[Token, ...]:
    """Return whom a source told something, if it is an outlet, which passed it on."""
    if token is None or (token.left_edge.tag_ == "DT" and token.left_edge.lower_ == "this"):
        return ()  # "told this newspaper" is no relay: the article is its own
    entity = layers(token.doc).entity(entity_of(token))
    outlet = entity is not None and ontology.is_a(entity.type, "NewsOutlet")
    return (token,) if outlet else ()


def _relays(outer: Draft) -> tuple[Token, ...]:
    return (outer.source, *outer.relays) if outer.source is not None else outer.relays


def _passes_on(outer: Draft, inner: Draft, ontology: Ontology) -> bool:
    """Return whether the outer source only relays what the inner one says."""
    if inner.source is None or inner.mode not in SAID or inner.source.lower_ == "it":
        return False
    according = bool(said_at(outer.anchor, "adposition"))
    if not according and layers(inner.anchor.doc).assertion(inner.anchor).polarity == "denied":
        return False  # she stressed that the study could not show that
    if according or outer.anchor.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"} or outer.relaying:
        return True
    source = layers(outer.anchor.doc).entity(entity_of(outer.source))
    return source is not None and any(ontology.is_a(source.type, above) for above in OUTLETS)


def _fills(inner: Draft, outer: Draft) -> bool:
    edges = [inner.anchor.idx, inner.anchor.idx + len(inner.anchor)]
    edges += [edge for part in inner.content for edge in (part.start, part.end)]
    if inner.source is not None:
        edges.append(inner.source.idx)
    return max(edges) - min(edges) >= SHARE * _size(outer)


def _size(draft: Draft) -> int:
    return sum(part.end - part.start for part in draft.content)
