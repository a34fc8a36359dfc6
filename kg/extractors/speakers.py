"""Whoever speaks is somebody: sources that name no entity, or one that cannot speak -> entities.

Hale denied it: nothing else may say what Hale is. The Spring Offensive has said it will go on: no
event, then, but those who made it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extractors.cueing import media_at, mode_of, said_at
from kg.extractors.drafts import Draft
from kg.extractors.sources import PROPER, author_of, entity_of, together
from kg.lang.layers import layers
from kg.model import Entity, Mention, MentionKind, Span
from kg.ontology import Ontology

ABLE = ("Person", "Organization", "Group", "Place", "Document")
"""What a source may be: a place stands for its authorities."""
PLURAL = frozenset({"NNS", "NNPS"})
PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def settle_speakers(drafts: Iterable[Draft], doc: Doc, ontology: Ontology) -> None:
    """Make an entity of every source and relay of some quotes that a noun names."""
    for draft in drafts:
        for token in _named_by(draft, ontology):
            known = layers(doc).entity(entity_of(token))
            if known is None:
                _add(token)
            elif not known.named and known.type == "Person" and _is_writing(token):
                _change(doc, known, "Document")
            elif not any(ontology.is_a(known.type, above) for above in ABLE):
                _change(doc, known, _class(token, named=known.named))


def _named_by(draft: Draft, ontology: Ontology) -> list[Token]:
    around = [*draft.content, *([draft.cue] if draft.cue else [])]
    author = author_of(draft.source, ontology)
    return [*together(draft.source, around), *draft.relays, *([author] if author else [])]


def _class(token: Token, *, named: bool) -> str:
    """Return the class of a speaker of whom only its noun is known."""
    if token.tag_ in PLURAL:
        return "Group"
    if named:
        articled = any(one.tag_ == "DT" for one in token.children)
        return "Organization" if articled or token.tag_ not in PROPER else "Person"
    return "Document" if said_at(token, "noun") or media_at(token) else "Person"


def _is_writing(token: Token) -> bool:
    """Return whether a noun stands for something written: the inscription says."""
    return any(mode_of(match.cue) == "writing" for match in said_at(token, "noun"))


def _change(doc: Doc, entity: Entity, kind: str) -> None:
    kind = "Organization" if entity.named and kind == "Person" else kind
    changed = replace(entity, type=kind)
    known = layers(doc)
    known.entities = tuple(changed if one is entity else one for one in known.entities)


def _add(token: Token) -> None:
    """Make a mention of a noun, of an entity of the same name or of a new one."""
    proper = token.tag_ in PROPER and token.text[:1].isupper()
    if not proper and token.pos_ != "NOUN":
        return
    span = _phrase(token)
    text = token.doc.text[span.start : span.end]
    kind: MentionKind = "name" if proper else "nominal"
    mention = Mention(span=span, text=text, kind=kind)
    known = layers(token.doc)
    same = _same(known.entities, text) if proper else None
    if same is None:
        number = len(known.entities) + 1
        new = Entity(id=f"speaker-{number}", name=text, type=_class(token, named=proper),
                     mentions=(mention,))  # fmt: skip
        known.entities += (new,)
        known.heads[token.i] = (new.id, mention)
        return
    longer = replace(same, mentions=tuple(sorted((*same.mentions, mention), key=_start)))
    known.entities = tuple(longer if one is same else one for one in known.entities)
    known.heads[token.i] = (same.id, mention)


def _same(entities: Iterable[Entity], text: str) -> Entity | None:
    """Return the entity that a name stands for: the same name, or the last one of a longer."""
    named = [one for one in entities if one.named]
    exact = [one for one in named if any(mention.text == text for mention in one.mentions)]
    family = [one for one in named if one.type == "Person" and one.name.endswith(f" {text}")]
    return next(iter(exact), family[0] if len(family) == 1 else None)


def _phrase(token: Token) -> Span:
    """Return the characters of a name, or of a noun with the words before it, without article."""
    first = last = token
    own = {"PROPN"} if token.tag_ in PROPER else PHRASE
    doc = token.doc
    while first.i > token.sent.start and doc[first.i - 1].pos_ in own:
        first = doc[first.i - 1]
    while token.tag_ in PROPER and last.i + 1 < token.sent.end and doc[last.i + 1].pos_ == "PROPN":
        last = doc[last.i + 1]
    return Span(first.idx, last.idx + len(last))


def _start(mention: Mention) -> int:
    return mention.span.start
