"""A predicate and a role -> the entities that may fill it, the most likely first.

Verbs give their logical subject, object and obliques, whether active, passive, participle, relative
clause, coordinated, controlled or raised; nouns ("the deployment of X to Y", "X launched an attack
on Y") those of their own phrase and of the verb that they lean on. Roles: docs/ontology.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.lang import grammar
from kg.lang.layers import Layers
from kg.model import Span

NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


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
) -> Iterator[tuple[Argument, ...]]:
    """Yield groups of coordinated arguments, the preferred role and nearest place first.

    Args:
        predicate: the token that carries the meaning of a cue.
        roles: names of roles, separated by "|", in order of preference.
        known: what annotate found in the Doc.
        verbs: lemmas of the verbs that a noun may share its subject with; none: any.
        owned: whether a thing may stand for its owner: "they shelled Aven's walls".
    """
    for role in roles.split("|"):
        nested = role != "subj" and role not in FINDERS
        for token in fillers(predicate, role, verbs=verbs):
            group = (
                referents(one, known, nested=nested, owned=owned) for one in coordinated(token)
            )
            yield from _rows(group)


def fillers(predicate: Token, role: str, *, verbs: frozenset[str] = frozenset()) -> Iterator[Token]:
    """Yield the tokens that fill one role of a predicate, the most likely first."""
    predicate = grammar.complement(predicate)
    if role == "subj":
        found = _subjects(predicate, verbs)
    elif role in FINDERS:
        found = FINDERS[role](predicate)
    else:
        found = _attached(predicate, role.split())
    seen = set()
    for token in found:
        if token.i not in seen:
            seen.add(token.i)
            yield token


def coordinated(token: Token) -> list[Token]:
    """Return the token and what is coordinated with it further on."""
    found = [token]
    for one in found:
        found += grammar.children(one, grammar.CONJUNCT)
    return sorted(found, key=lambda one: one.i)


def referents(
    token: Token, known: Layers, *, nested: bool = False, owned: bool = False
) -> list[Argument]:
    """Return what a phrase stands for: its own entity, else those that it is a part or matter of.

    "Thousands of soldiers" stands for the soldiers, "Ruritanian shelling" for Ruritania.

    Args:
        token: head of the phrase.
        known: what annotate found in the Doc.
        nested: whether it may also stand for what follows it: "to schools in Aven".
        owned: whether it may also stand for its owner, even where it is an entity itself.
    """
    own = mention_over(token, known)
    if own is not None and not owned:
        return [own]
    inner = list(_owners(token)) if own is not None else list(_parts(token, nested=nested))
    if own is None and owned:
        inner += _owners(token)
    others = [
        Argument(entity=one.entity, token=token, span=one.span, direct=False)
        for other in inner
        for one in _shallow(other, known)
    ]
    return [own, *others] if own is not None else others


def mention_over(token: Token, known: Layers) -> Argument | None:
    """Return the entity whose mention the token heads or, in a misparsed name, stands in."""
    entity, mention = known.entity_at(token), known.mention_at(token)
    if entity is not None and mention is not None:
        return Argument(entity=entity, token=token, span=mention.span)
    around = [
        (mention.span.end - mention.span.start, head, entity, mention)
        for head, (entity, mention) in known.heads.items()
        if mention.kind == "name" and mention.span.start <= token.idx < mention.span.end
    ]
    if not around or token.pos_ not in NOUNS:
        return None
    _, _, entity, mention = min(around, key=lambda found: found[:2])
    return Argument(entity=entity, token=token, span=mention.span)


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


def _parts(token: Token, *, nested: bool = False) -> Iterator[Token]:
    """Yield what a noun that is no entity is called, counts, or is a part of."""
    if token.pos_ == "NUM":
        yield from _counted(token)
    yield from grammar.name_parts(token)
    yield from grammar.appositions(token)
    if grammar.in_complex_preposition(token):
        return
    attached = grammar.obliques(token)
    yield from (one.noun for one in attached if one.case == "of")
    if nested:
        yield from (one.noun for one in attached if one.case != "of")


def _counted(numeral: Token) -> Iterator[Token]:
    """Yield what a bare number counts: "killed two soldiers and captured three"."""
    verb = numeral.head
    while verb.dep_ in grammar.CONJUNCT:
        verb = verb.head
        found = grammar.logical_object(verb)
        if found is not None and found.i < numeral.i:
            yield found


def _rows(group: Iterator[list[Argument]]) -> Iterator[tuple[Argument, ...]]:
    """Yield the first readings of all coordinated phrases, then the second ones, and so on."""
    readings = list(group)
    for depth in range(max(map(len, readings), default=0)):
        yield tuple(reading[depth] for reading in readings if depth < len(reading))


def _is_noun(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"}


def _subjects(predicate: Token, verbs: frozenset[str]) -> Iterator[Token]:
    if _is_noun(predicate) and not grammar.children(predicate, grammar.COPULA):
        yield from _bearers(predicate, verbs)
        return
    found = grammar.logical_subject(predicate)
    if found is not None:
        yield found
        if found.i == predicate.head.i:
            yield from _controllers(predicate)


def _bearers(noun: Token, verbs: frozenset[str]) -> Iterator[Token]:
    """Yield whose act a noun is: "X launched an attack", "sanctions were imposed by X"."""
    verb = noun.head
    if verb.pos_ not in {"VERB", "AUX"} or (verbs and verb.lemma_ not in verbs):
        return
    whole = grammar.logical_object(verb)
    if noun.dep_ in grammar.OBJECT or (whole is not None and whole.i == noun.i):
        found = grammar.logical_subject(verb)
        if found is not None:
            yield found


def _objects(predicate: Token) -> Iterator[Token]:
    found = grammar.logical_object(predicate)
    if found is not None:
        yield found
        if found.i == predicate.head.i and grammar.is_passive(predicate):
            yield from _controllers(predicate)


def _controllers(verb: Token) -> Iterator[Token]:
    """Yield who is meant where a verb hangs on a noun: "know the reason for being sent"."""
    if verb.dep_ not in grammar.CLAUSAL_MODIFIER or not _is_noun(verb.head):
        return
    own = grammar.subject(verb.head)  # "the men had no reason to die": reason is the predicate
    if own is not None:
        yield own
    above = verb.head.head
    if above.i != verb.head.i:
        found = grammar.logical_subject(grammar.verb_of(above))
        if found is not None:
            yield found


def _indirect_objects(predicate: Token) -> Iterator[Token]:
    found = grammar.indirect_object(predicate)
    if found is not None:
        yield found


def _selves(predicate: Token) -> Iterator[Token]:
    """Yield what a noun stands for or describes: itself, a name that follows it, an apposition."""
    yield from _following_name(predicate)
    yield from grammar.described(predicate)
    yield predicate


def _following_name(title: Token) -> Iterator[Token]:
    # parsers lose their way in "Ruritanian Defence Minister Ana Holt and ..."
    for token in title.doc[title.i + 1 : title.sent.end]:
        if token.pos_ != "PROPN":
            return
        yield token


def _possessors(predicate: Token) -> Iterator[Token]:
    yield from grammar.possessors(predicate)
    yield from grammar.modifiers(predicate)
    if predicate.i > predicate.sent.start and _is_noun(predicate):
        before = predicate.nbor(-1)
        if before.pos_ in {"PROPN", "ADJ"}:
            yield before


def _attached(predicate: Token, words: list[str]) -> Iterator[Token]:
    """Yield the nouns that a preposition ("to", "on behalf of") ties to a predicate."""
    if grammar.children(predicate, grammar.COPULA):  # "are in the valley"
        yield from _through(grammar.with_case(predicate), words)
    for site in _sites(predicate):
        for attached in grammar.obliques(site):
            if attached.noun.i != predicate.i:
                yield from _through(attached, words)


def _through(attached: grammar.Attached, words: list[str]) -> Iterator[Token]:
    case, *rest = words
    if attached.case == " ".join(words) or (not rest and _fits(attached.case, case)):
        yield attached.noun
    elif len(rest) == 2 and attached.case == case and attached.noun.lower_ == rest[0]:
        yield from grammar.possessors(attached.noun)
        for inner in grammar.obliques(attached.noun):
            yield from _through(inner, rest[1:])


def _fits(written: str, wanted: str) -> bool:
    """Return whether a written preposition is the wanted one, alone or after another: out of."""
    return written == wanted or written.endswith(f" {wanted}")


def _sites(predicate: Token) -> Iterator[Token]:
    """Yield the words on which a prepositional phrase of the predicate may hang, nearest first.

    Parsers often tie it to a noun in between, and in writing it may stand with another verb:
    "were killed or wounded in X", "killed while fighting in X", "seem to have withdrawn from X".
    """
    yield predicate
    below = [child for child in predicate.children if child.i > predicate.i and _open(child)]
    yield from below
    for child in below:
        yield from (inner for inner in child.children if inner.i > predicate.i and _open(inner))
    if predicate.dep_ in grammar.CONJUNCT | grammar.OPEN_COMPLEMENT:
        yield predicate.head
    if predicate.dep_ in grammar.CLAUSAL_MODIFIER or predicate.dep_ == "amod":
        yield predicate.head
    if _is_noun(predicate) and predicate.head.pos_ in {"VERB", "AUX"}:
        yield predicate.head
        yield from (one.noun for one in grammar.obliques(predicate.head))


def _open(token: Token) -> bool:
    """Return whether a phrase may hide a prepositional phrase of the word above it."""
    if token.pos_ in {"VERB", "AUX"}:
        return token.dep_ not in grammar.PARATAXIS and grammar.subject(token) is None
    return token.pos_ in NOUNS


def _nothing(_: Token) -> Iterator[Token]:
    return iter(())


FINDERS: Mapping[str, Callable[[Token], Iterator[Token]]] = {
    "obj": _objects,
    "iobj": _indirect_objects,
    "self": _selves,
    "possessor": _possessors,
    "none": _nothing,
}
"""What finds each role but "subj"; every other role is a preposition."""
