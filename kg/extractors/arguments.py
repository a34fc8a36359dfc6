"""A predicate and its roles -> groups of coordinated entities that may fill them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extractors.roles import NOUNS, fillers
from kg.lang import grammar
from kg.lang.layers import Layers
from kg.model import Span

WITHIN = frozenset({"in", "at", "near", "on"})
"""Prepositions that tell where something is: halls in Aven and Sarn."""
SUBJECTS = grammar.SUBJECT | grammar.PASSIVE_SUBJECT
REACH = 8
"""How many tokens a name may have before or after the one that a parser took for its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An entity that fills a role."""

    entity: str
    token: Token
    """Head of the phrase that fills the role."""
    span: Span
    """The mention."""
    direct: bool = True
    """Whether the phrase itself is the mention, not something that it belongs to."""


def arguments(
    predicate: Token,
    roles: str,
    known: Layers,
    *,
    verbs: frozenset[str] = frozenset(),
    owned: bool = False,
    nested: bool = False,
) -> Iterator[tuple[Argument, ...]]:
    """Yield groups of coordinated arguments, the preferred role and nearest place first.

    Args:
        predicate: the token that carries the meaning of a cue.
        roles: names of roles, separated by "|", in order of preference.
        known: what annotate found in the Doc.
        verbs: lemmas of the verbs that a noun may share its subject with; none: any.
        owned: whether a thing may stand for its owner: "they shelled Aven's walls".
        nested: whether a thing may stand for the place that it is in: "to schools in Aven".
    """
    found = roles.split("|")
    if found[:2] == ["obj", "subj"] and grammar.logical_object(predicate) is not None:
        found.remove("subj")  # who pulls somebody out does not go himself
    for role in found:
        tokens = list(fillers(predicate, role, verbs=verbs))
        if role == "self" and _is_named(predicate, known):
            tokens.sort(key=lambda token: token.i != predicate.i)
        for token in tokens:
            if nested and mention_over(token, known) is None:
                yield from _joint(token, known, owned=owned)
            group = (
                referents(one, known, nested=nested, owned=owned) for one in coordinated(token)
            )
            yield from _rows(group)


def _joint(token: Token, known: Layers, *, owned: bool) -> Iterator[tuple[Argument, ...]]:
    """Yield the coordinated places that something is in: to halls in Aven and Sarn."""
    for part in _parts(token, nested=True, owned=owned):
        group = coordinated(part)
        if len(group) > 1 and grammar.with_case(part).case in WITHIN:
            yield from _rows(referents(one, known, nested=True, owned=owned) for one in group)


def _is_named(token: Token, known: Layers) -> bool:
    mention = known.mention_at(token)
    return mention is not None and mention.kind == "name"


def coordinated(token: Token) -> list[Token]:
    """Return the token and what is coordinated with it, before it only in a misparse."""
    found = [*_before(token), token, *_after(token)]
    for one in found:
        found += grammar.children(one, grammar.CONJUNCT)
    return sorted(set(found), key=lambda one: one.i)


def _before(noun: Token) -> Iterator[Token]:
    """Yield the brigade of "the brigade and the division left", read as two clauses."""
    joint = noun.left_edge.i - 1
    verb = noun.head
    if noun.dep_ not in SUBJECTS or joint <= noun.sent.start or noun.doc[joint].pos_ != "CCONJ":
        return
    others = grammar.children(verb, SUBJECTS)
    others += [verb.head] if verb.dep_ in grammar.CONJUNCT else []
    for other in others:
        if other.pos_ in {"NOUN", "PROPN"} and _ends(other) == joint:
            yield other


def _after(noun: Token) -> Iterator[Token]:
    """Yield the division of "neither the brigade nor the division left", read as two subjects."""
    if noun.dep_ in SUBJECTS:
        for other in grammar.children(noun.head, SUBJECTS):
            joints = other.left_edge.i - 1, other.left_edge.i
            joined = any(one > noun.i and noun.doc[one].pos_ == "CCONJ" for one in joints)
            if other.i > noun.i and joined:
                yield other


def _ends(noun: Token) -> int:
    """Return where a noun phrase ends, without what is coordinated with it."""
    below = [one for one in noun.children if one.dep_ not in grammar.CONJUNCT | {"cc", "punct"}]
    return 1 + max((one.right_edge.i for one in below if one.i > noun.i), default=noun.i)


def referents(
    token: Token, known: Layers, *, nested: bool = False, owned: bool = False
) -> list[Argument]:
    """Return what a phrase stands for: its own entity, else those that it is a part or matter of.

    "Thousands of soldiers" stands for the soldiers, "Ruritanian shelling" for Ruritania.

    Args:
        token: head of the phrase.
        known: what annotate found in the Doc.
        nested: whether it may also stand for where it is.
        owned: whether it may also stand for its owner, even where it is an entity itself.
    """
    own = mention_over(token, known)
    inner: list[Token] = []
    if own is None or nested:
        inner += _parts(token, nested=nested, owned=owned)
    if owned:
        inner += _owners(token)
    others = [
        Argument(entity=one.entity, token=token, span=one.span, direct=False)
        for other in inner
        for one in _shallow(other, known)
    ]
    return others if own is None else [own, *others]


def mention_over(token: Token, known: Layers) -> Argument | None:
    """Return the entity whose mention the token heads or, in a misparsed name, stands in."""
    entity, mention = known.entity_at(token), known.mention_at(token)
    if entity is not None and mention is not None:
        return Argument(entity=entity, token=token, span=mention.span)
    if token.pos_ not in NOUNS:
        return None
    around = [
        (one.span.end - one.span.start, i, name, one)
        for i in range(token.i - REACH, token.i + REACH)
        if i in known.heads
        for name, one in [known.heads[i]]
        if one.kind == "name" and one.span.start <= token.idx < one.span.end
    ]
    if not around:
        return None
    _, _, name, one = min(around, key=lambda found: found[:2])
    return Argument(entity=name, token=token, span=one.span)


def _shallow(token: Token, known: Layers) -> Iterator[Argument]:
    own = mention_over(token, known)
    if own is not None:
        yield own
        return
    for inner in _parts(token):
        found = mention_over(inner, known)
        if found is not None:
            yield found


def _owners(token: Token) -> Iterator[Token]:
    """Yield whose a thing is: Russia of "Russia's war", Ruritania of "Ruritanian shelling"."""
    yield from grammar.possessors(token)
    yield from grammar.modifiers(token)


def _parts(token: Token, *, nested: bool = False, owned: bool = False) -> Iterator[Token]:
    """Yield what a noun that is no entity is called, counts, or is a part of."""
    if token.pos_ == "NUM":
        yield from _counted(token)
    yield from grammar.name_parts(token)
    yield from grammar.appositions(token)
    if grammar.in_complex_preposition(token):
        return
    attached = grammar.obliques(token)
    for one in attached:
        if one.case == "of" and (nested or owned or _is_amount(token, one.noun)):
            yield one.noun
    if nested:
        yield from (one.noun for one in attached if one.case != "of")


def _is_amount(token: Token, whole: Token) -> bool:
    """Return whether "X of Y" is some of Y: "any of them", "a group of men", not "a son of"."""
    return token.pos_ not in {"NOUN", "PROPN"} or whole.tag_ in {"NNS", "NNPS"}


def _counted(numeral: Token) -> Iterator[Token]:
    """Yield what a bare number counts: "killed two soldiers and captured three"."""
    verb = numeral.head
    first = numeral.dep_ in grammar.CONJUNCT  # "nine men were killed and four wounded"
    while first or verb.dep_ in grammar.CONJUNCT:
        verb = verb if first else verb.head
        first = False
        found = grammar.logical_object(verb)
        if found is not None and found.i < numeral.i:
            yield found


def _rows(group: Iterable[list[Argument]]) -> Iterator[tuple[Argument, ...]]:
    """Yield the first readings of all coordinated phrases, then the second ones, and so on."""
    readings = list(group)
    for depth in range(max(map(len, readings), default=0)):
        yield tuple(reading[depth] for reading in readings if depth < len(reading))
