"""A figure in its sentence -> of whom and where it is; when: timing.py."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from kg.extractors.arguments import referents
from kg.extractors.counting import Counted, sentence
from kg.extractors.variables import Measured, losses
from kg.lang import grammar
from kg.lang.layers import Layers
from kg.ontology import Ontology

BEARERS = ("Person", "Group", "Organization", "Country")
"""Classes of what can be counted in persons, or suffer losses."""
SITES = 3
LOSSES = "casualties"


def population(
    found: Counted,
    said: Measured | None,
    known: Layers,
    ontology: Ontology,
    *,
    anyone: bool,
    people: bool,
) -> str | None:
    """Return the entity that people are counted of, None if the sentence names none.

    Of losses it is whose losses they are: "Ruritanian losses", "the army suffered 40 casualties".

    Args:
        found: the figure.
        said: what is said of it.
        known: what annotate found.
        ontology: the classes of entities.
        anyone: whether the noun says nothing of whom, as "people" does.
        people: whether the noun is one for people of some sort, even if it says what became of
            them: prisoners.
    """
    own = said is not None and said.match.cue.subject_role == "self"
    if people and said is not None and found.noun is not None:
        own = own and said.token.i != found.noun.i
    if found.noun is not None and not own and not anyone:
        return _force(found.noun, known, ontology) or bearer(found.noun, known, ontology)
    for noun in [found.noun] if anyone and found.noun is not None else losses(found, known):
        owners = [*grammar.possessors(noun), *grammar.modifiers(noun)]
        owners += [one.noun for one in grammar.obliques(noun) if one.case in {"of", "among"}]
        owners = [one for one in owners if one.i < noun.i or one.pos_ != "PRON"]  # "among them"
        for owner in owners:
            if (entity := bearer(owner, known, ontology)) is not None:
                return entity
    return None


def sufferer(
    said: Measured, known: Layers, ontology: Ontology, verbs: frozenset[str]
) -> str | None:
    """Return the subject of the verb whose object the losses are, unless the verb reports them."""
    noun = said.token
    verb = grammar.verb_of(noun.head)
    if noun.dep_ not in grammar.OBJECT or verb.lemma_.lower() in verbs or grammar.is_passive(verb):
        return None
    subject = grammar.logical_subject(verb)
    entity = known.entity(bearer(subject, known, ontology) if subject is not None else None)
    force = entity is not None and (entity.named or ontology.is_a(entity.type, "Organization"))
    return entity.id if entity is not None and force else None


def loser(said: Measured, known: Layers, ontology: Ontology) -> str | None:
    """Return whose losses people are whom a verb takes away: the army, of "lost eight men"."""
    if said.match.cue.evokes != LOSSES or said.match.cue.subject_role != "obj":
        return None
    subject = grammar.logical_subject(said.token)
    return bearer(subject, known, ontology) if subject is not None else None


def place(found: Counted, said: Measured | None, known: Layers, ontology: Ontology) -> str | None:
    """Return where it is, as its own clause says; None if that says nothing."""
    verb = said.token if said is not None else grammar.verb_of(found.root)
    where = _where(ontology)
    sites: list[Token] = [verb, found.root]
    if said is None or verb.pos_ not in {"VERB", "AUX"}:
        sites += [one for one in verb.ancestors if one.pos_ in {"VERB", "AUX"}][:SITES]
    for site in dict.fromkeys(sites):
        for attached in (*grammar.obliques(site), *_below(site)):
            if attached.case in where and attached.noun.i not in found.heads:
                entity = _place_at(attached.noun, known, ontology)
                if entity is not None:
                    return entity
    return _elsewhere(found, known, ontology) if said is not None else None


@lru_cache(maxsize=8)
def _where(ontology: Ontology) -> frozenset[str]:
    return frozenset(word for cue in ontology.cues("PlaceCue") for word in cue.words)


def _below(site: Token) -> Iterator[grammar.Attached]:
    """Yield what hangs on the nouns of a verb: "fighting in Russia's border region"."""
    for child in site.children:
        if child.i > site.i and child.pos_ in {"NOUN", "PROPN", "ADJ"}:
            yield from grammar.obliques(child)


def _elsewhere(found: Counted, known: Layers, ontology: Ontology) -> str | None:
    """Return the place that another part of the sentence names, nearest first."""
    near = [
        (abs(token.i - found.number.i), entity)
        for token in sentence(found.number)
        if (entity := _told_place(token, known, ontology)) is not None
    ]
    return min(near)[1] if near else None


def _told_place(token: Token, known: Layers, ontology: Ontology) -> str | None:
    """Return the place that a word names where something happens: at Sarn, the town of Sarn."""
    entity = _place_at(token, known, ontology)
    mention = known.mention_at(token)
    if entity is None or mention is None or token.dep_ in grammar.POSSESSOR:
        return None
    tied = grammar.governor(token)
    if tied is not None and tied[0] == "of":
        return entity if _place_at(tied[1], known, ontology) is not None else None
    lead = tied[0] if tied is not None else _word_before(token, mention.span.start)
    return entity if lead in _where(ontology) else None


def _word_before(token: Token, start: int) -> str:
    """Return the word before a mention, which a parser may have hung on a part of its name."""
    while token.i > 0 and token.idx > start:
        token = token.nbor(-1)
    return token.nbor(-1).lower_ if token.i > 0 and not token.is_sent_start else ""


def _force(noun: Token, known: Layers, ontology: Ontology) -> str | None:
    """Return the named body that people are of: 800 soldiers of the 3rd Engineer Brigade."""
    own = known.entity(known.entity_at(noun))
    if own is not None and own.named:
        return None
    for one in grammar.obliques(noun):
        entity = known.entity(known.entity_at(one.noun)) if one.case == "of" else None
        if entity is not None and entity.named and ontology.is_a(entity.type, "Organization"):
            return entity.id
    return None


def bearer(token: Token, known: Layers, ontology: Ontology) -> str | None:
    """Return the entity that a word stands for, if it can be counted in persons."""
    for one in referents(token, known):
        entity = known.entity(one.entity)
        if entity is not None and any(ontology.is_a(entity.type, name) for name in BEARERS):
            return entity.id
    return None


def _place_at(token: Token, known: Layers, ontology: Ontology) -> str | None:
    """Return the place that a word names, or that is part of its name: Sarn, of the Sarn delta."""
    own = known.entity_at(token)
    named = [one for one in grammar.children(token, grammar.COMPOUND) if one.i < token.i]
    for id in [own] if own is not None else map(known.entity_at, named[-1:]):
        entity = known.entity(id)
        if entity is not None and ontology.is_a(entity.type, "Place"):
            return entity.id
    return None
