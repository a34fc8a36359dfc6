"""A figure in its sentence -> of whom, where and when it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.extractors.arguments import referents
from kg.extractors.counting import Counted, sentence
from kg.extractors.variables import Measured, losses
from kg.lang import grammar
from kg.lang.layers import Layers
from kg.model import Span, TimeSpan
from kg.ontology import Ontology

BEARERS = ("Person", "Group", "Organization", "Country")
"""Classes of what can be counted in persons, or suffer losses."""
SITES = 3


def population(
    found: Counted, said: Measured | None, known: Layers, ontology: Ontology, *, anyone: bool
) -> str | None:
    """Return the entity that people are counted of, None if the sentence names none.

    Of losses it is whose losses they are: "Ruritanian losses", "the army suffered 40 casualties".

    Args:
        found: the figure.
        said: what is said of it.
        known: what annotate found.
        ontology: the classes of entities.
        anyone: whether the noun says nothing of whom, as "people" does.
    """
    own = said is not None and said.match.cue.subject_role == "self"
    if found.noun is not None and not own and not anyone:
        return _bearer(found.noun, known, ontology)
    for noun in [found.noun] if anyone and found.noun is not None else losses(found, known):
        owners = [*grammar.possessors(noun), *grammar.modifiers(noun)]
        owners += [one.noun for one in grammar.obliques(noun) if one.case in {"of", "among"}]
        for owner in owners:
            if (entity := _bearer(owner, known, ontology)) is not None:
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
    return _bearer(subject, known, ontology) if subject is not None else None


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


def time(
    found: Counted,
    times: Iterable[TimeSpan],
    doc: Doc,
    within_quote: Sequence[Span] | None,
    numbers: frozenset[int],
    ontology: Ontology,
) -> TimeSpan | None:
    """Return the date of the figure's clause, or of a clause around it.

    Args:
        found: the figure.
        times: the dates of its paragraph.
        doc: parsed.
        within_quote: the reported words that the figure is part of: the day on which they were
            said is not when it was.
        numbers: tokens of all numbers; a date that hangs on another is of that one.
        ontology: the days of the week.
    """
    others = numbers - found.heads
    around = {found.root.i, found.number.i, *(one.i for one in found.root.ancestors)}
    within = sentence(found.number)
    around.add(within.root.i)
    near = []
    for one in times:
        if one.span is None or not within.start_char <= one.span.start < within.end_char:
            continue
        apart = within_quote and not any(one.span in part for part in within_quote)
        if apart and _is_day(one, ontology):
            continue
        tokens = doc.char_span(one.span.start, one.span.end, alignment_mode="expand")
        if tokens is not None and _leads_to(tokens.root, around, others):
            near.append((abs(tokens.root.i - found.number.i), one.span, one))
    return min(near)[2] if near else None


@lru_cache(maxsize=8)
def _where(ontology: Ontology) -> frozenset[str]:
    return frozenset(word for cue in ontology.cues("PlaceCue") for word in cue.words)


def _is_day(time: TimeSpan, ontology: Ontology) -> bool:
    """Return whether it is a day, as news tell when somebody spoke: on Friday, on 3 May."""
    if time.earliest is not None and time.earliest == time.latest:
        return True
    found = time.text.lower().replace(",", " ").split()
    return any(word in _days(ontology) or (word.isdigit() and len(word) < 3) for word in found)


@lru_cache(maxsize=8)
def _days(ontology: Ontology) -> frozenset[str]:
    cues = ontology.cues("TimeCue")
    return frozenset(w for cue in cues if cue.evokes in {"weekday", "day"} for w in cue.words)


def _leads_to(token: Token, around: set[int], others: frozenset[int]) -> bool:
    """Return whether a date is of the figure's clause, one around it, or "when" it was."""
    while token.i not in around and token.head.i != token.i:
        if token.dep_ in grammar.CLAUSAL_MODIFIER or token.i in others:
            return False  # "the mission, which has been there since May, counted 11 bodies"
        token = token.head
    return token.i in around


def _below(site: Token) -> Iterator[grammar.Attached]:
    """Yield what hangs on the nouns of a verb: "fighting in Russia's border region"."""
    for child in site.children:
        if child.i > site.i and child.pos_ in {"NOUN", "PROPN", "ADJ"}:
            yield from grammar.obliques(child)


def _elsewhere(found: Counted, known: Layers, ontology: Ontology) -> str | None:
    """Return the place that another part of the sentence names, nearest first."""
    near = []
    for token in sentence(found.number):
        tied = grammar.governor(token) if token.i in known.heads else None
        entity = _place_at(token, known, ontology) if tied else None
        if tied and entity is not None and tied[0] in _where(ontology):
            near.append((abs(token.i - found.number.i), entity))
    return min(near)[1] if near else None


def _bearer(token: Token, known: Layers, ontology: Ontology) -> str | None:
    for one in referents(token, known):
        entity = known.entity(one.entity)
        if entity is not None and any(ontology.is_a(entity.type, name) for name in BEARERS):
            return entity.id
    return None


def _place_at(token: Token, known: Layers, ontology: Ontology) -> str | None:
    entity = known.entity(known.entity_at(token))
    return entity.id if entity is not None and ontology.is_a(entity.type, "Place") else None
