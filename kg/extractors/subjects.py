"""Reporting word -> the noun phrase in its source slot, as the parse or the words give it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extractors.cueing import said_at
from kg.extractors.stretches import NOMINAL
from kg.lang.grammar import (
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    CASE,
    CLAUSAL_MODIFIER,
    CONJUNCT,
    OBJECT,
    OPEN_COMPLEMENT,
    PASSIVE_SUBJECT,
    SUBJECT,
    agent,
    antecedent,
    children,
    is_passive,
)
from kg.lang.layers import layers

INHERITS = CONJUNCT | OPEN_COMPLEMENT | ADVERBIAL_CLAUSE
MODIFIES = frozenset({"amod", "compound", "nmod:poss", "flat"}) | CONJUNCT
TIMES = frozenset({"DATE", "TIME"})
DEPTH = 6
"""How many verbs up a subject may be handed down from."""


def speaker(verb: Token, depth: int = DEPTH) -> Token | None:
    """Return the head of the noun phrase that fills the source slot of a verb."""
    if without_subject(verb):
        return agent(verb)
    own = [one for one in children(verb, SUBJECT) if one.ent_type_ not in TIMES]
    if own:
        return antecedent(_likeliest(own, verb))
    if any(child.dep_ == "expl" for child in verb.children) or not depth:
        return None
    return inverted(verb) or _handed_down(verb, depth)


def without_subject(verb: Token) -> bool:
    """Return whether a verb is passive, or a bare participle: asked if it fell, he shrugged."""
    bare = verb.tag_ == "VBN" and verb.dep_ in ADVERBIAL_CLAUSE
    return is_passive(verb) or (bare and not children(verb, AUXILIARY | SUBJECT))


def inverted(verb: Token) -> Token | None:
    """Return the noun phrase right behind a verb: “…,” added one of the prisoners."""
    behind = [child for child in verb.children if child.i > verb.i and not child.is_punct]
    if verb.tag_ == "VBG" or any(child.dep_ in {"ccomp", "xcomp"} for child in behind):
        return None
    nominal = next((child for child in behind if child.pos_ in NOMINAL | {"NUM"}), None)
    if nominal is None or nominal.left_edge.i != verb.i + 1 or children(nominal, CASE):
        return None
    before = verb.i - 1
    if before < verb.sent.start or not (verb.doc[before].is_punct or verb.doc[before].is_space):
        return None
    return nominal


def beside(verb: Token) -> Token | None:
    """Return the noun phrase right before a finite verb to which the parse gives no subject.

    What stands between two commas is skipped: Doran, who leads the party, said.
    """
    if is_passive(verb) or verb.tag_ in {"VB", "VBG"}:
        return None
    doc, first = verb.doc, verb.sent.start
    last = verb.i - 1
    while last >= first and doc[last].pos_ in {"ADV", "AUX", "PART"}:
        last -= 1
    if last > first and doc[last].text == ",":
        commas = [i for i in range(first, last) if doc[i].text == ","]
        last = commas[-1] - 1 if commas else last
    if last > first and doc[last].text == ")":  # Senator Mira Doran (Ind.) said
        last = next((i for i in range(last, first, -1) if doc[i].text == "("), last) - 1
    return _ending_at(doc, last, first)


def of_root(verb: Token) -> Token | None:
    """Return the subject of the main verb, if that reports too: says five died, puts it at 9."""
    root = verb.sent.root
    alike = root.i < verb.i and root.tag_ == verb.tag_ and said_at(root, "verb")
    return speaker(root) if alike and not is_passive(verb) else None


def nominal_in(doc: Doc, part: range) -> Token | None:
    """Return the head of the first noun phrase of a stretch, whether or not the parse agrees."""
    words = (doc[i] for i in part if doc[i].pos_ in NOMINAL and doc[i].ent_type_ not in TIMES)
    first = next(words, None)
    while first is not None and first.head.i in part and first.head.i != first.i:
        above = first.head
        if first.dep_ in CONJUNCT:  # Western and South Korean intelligence
            while above.dep_ in MODIFIES and above.head.i in part:
                above = above.head
            if above.i <= first.i:
                break
        while above.pos_ == "ADJ" and above.dep_ in MODIFIES and above.head.i in part:
            above = above.head
        if above.pos_ not in NOMINAL | {"NUM", "DET"}:
            break
        first = above
    return first


def nominal_before(token: Token) -> Token | None:
    """Return the head of the names right before a token."""
    start = token.i
    while start > token.sent.start and token.doc[start - 1].pos_ == "PROPN":
        start -= 1
    return nominal_in(token.doc, range(start, token.i))


def _likeliest(own: list[Token], verb: Token) -> Token:
    """Return the nearest subject before the verb, one that names somebody if there is any."""
    before = [one for one in own if one.i < verb.i] or own[:1]
    while len(before) > 1 and _is_after_preposition(before[-2], before[-1]):
        before.pop()
    while len(before) > 1 and _is_joined(before[-1]):  # a spokesman for the army and the navy said
        before.pop()
    known = layers(verb.doc).heads
    return next((one for one in reversed(before) if one.i in known), before[-1])


def _is_after_preposition(noun: Token, other: Token) -> bool:
    """Return whether a second subject is in the phrase of the first: talks with its staff show."""
    between = noun.doc[noun.i + 1 : other.i]
    tied = len(between) > 1 and between[0].pos_ == "ADP" and other.pos_ == "NOUN"
    light = all(one.pos_ in {"ADP", "DET", "ADJ", "PROPN", "CCONJ"} for one in between)
    return tied and light and other.i not in layers(noun.doc).heads


def _is_joined(noun: Token) -> bool:
    """Return whether "and" stands before a noun phrase."""
    first = noun.left_edge
    return first.pos_ == "CCONJ" or (first.i > 0 and first.nbor(-1).pos_ == "CCONJ")


def _ending_at(doc: Doc, last: int, first: int) -> Token | None:
    if last >= first and doc[last].pos_ == "ADJ" and doc[last].dep_ in SUBJECT:
        return doc[last]  # the 33-year-old, who was there, said
    if last < first or doc[last].pos_ not in NOMINAL or doc[last].ent_type_ in TIMES:
        return None
    start = last
    while start > first and doc[start - 1].pos_ in NOMINAL | {"DET", "ADJ", "NUM"}:
        start -= 1
    if start > first and doc[start - 1].pos_ in {"ADP", "VERB"}:
        return None
    return nominal_in(doc, range(start, last + 1))


def _handed_down(verb: Token, depth: int) -> Token | None:
    above = verb.head
    if above.i == verb.i:
        return None
    if verb.dep_ in CLAUSAL_MODIFIER:
        return _of_modifier(verb, above, depth)
    gerund = verb.dep_ == "ccomp" and verb.tag_ == "VBG"
    if verb.dep_ not in INHERITS and not gerund:
        return None
    controls = gerund or (verb.dep_ in OPEN_COMPLEMENT and orders(above))
    if controls and children(above, OBJECT):
        return children(above, OBJECT)[0]
    return _of_clause(above, depth)


def _of_modifier(verb: Token, noun: Token, depth: int) -> Token | None:
    """Return whom a clause behind a noun is about: the noun, or the subject of the verb above.

    The paper saying that; but: raised the price, saying that; sought ways to say that.
    """
    relative = any(one.tag_ in {"WDT", "WP"} or one.lower_ == "that" for one in verb.children)
    if verb.tag_ in {"VBD", "VBN"} and not relative:
        return agent(verb)
    first = verb.left_edge.i
    apart = verb.tag_ == "VBG" and first > 0 and verb.doc[first - 1].is_punct
    if not apart and not any(one.tag_ == "TO" for one in verb.children):
        return noun
    above = noun
    while above.pos_ not in {"VERB", "AUX"} and above.head.i != above.i:
        above = above.head
    return _of_clause(above, depth) if above.pos_ in {"VERB", "AUX"} else noun


def _of_clause(verb: Token, depth: int) -> Token | None:
    while verb.pos_ in {"ADV", "ADP", "SCONJ"} and verb.head.i != verb.i:
        verb = verb.head  # "refused to go, aside from saying that"
    if verb.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return None
    passive = children(verb, PASSIVE_SUBJECT)
    return antecedent(passive[0]) if passive else speaker(verb, depth - 1)


def is_of_next_noun(verb: Token) -> bool:
    """Return whether a participle tells of the noun behind it: that reported thefts rose."""
    if verb.i + 1 >= len(verb.doc) or verb.tag_ not in {"VBN", "VBD"}:
        return False
    hyphened = verb.i > 0 and verb.nbor(-1).text == "-" and not verb.nbor(-1).whitespace_
    if hyphened and not verb.nbor(-1).is_sent_start:  # a court-ordered pause
        return True
    noun = verb.nbor(1).pos_ in {"NOUN", "ADJ"}
    marks = [one for one in children(verb, SUBJECT) if one.lower_ == "that"]
    own = verb.nbor(1).dep_ in SUBJECT and verb.nbor(1).head.i > verb.i + 1  # of a verb behind it
    marks = [one for one in marks if own or one.pos_ == "SCONJ"]
    alone = len(marks) == len(children(verb, SUBJECT)) == 1 and marks[0].i == verb.i - 1
    return noun and (alone or (verb.dep_ == "amod" and verb.head.i > verb.i))


def orders(verb: Token) -> bool:
    """Return whether a verb tells somebody to do something."""
    return any(match.cue.mode == "order" for match in said_at(verb, "verb"))
