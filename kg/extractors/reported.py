"""Reporting word -> the stretches of tokens that it reports: clause, infinitive, object, the rest.

Each finder answers for one way in which English puts reported content beside its cue.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extractors.asides import interrupted
from kg.extractors.bounds import cut, limit
from kg.extractors.clauses import CLAUSAL, Reported, clause_head, clause_start, is_infinitive, marks
from kg.extractors.cueing import said_at
from kg.extractors.stretches import FINITE, Stretches
from kg.extractors.subjects import orders
from kg.lang.grammar import (
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    CLAUSAL_MODIFIER,
    INDIRECT_OBJECT,
    OBJECT,
    OPEN_COMPLEMENT,
    PASSIVE_SUBJECT,
    SUBJECT,
    agent,
    antecedent,
    children,
    obliques,
)

NOUNS = frozenset({"NOUN", "PROPN"})
TIES = frozenset({"of", "to", "for", "and", "or"})
"""Words with which a predicate goes on behind a quotation: “a threat” to all."""
NEAR = 4
"""So many words may stand between two quotations of one predicate."""


def clause(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the clause behind a cue: said (that) the bridge fell, asked whether it fell.

    The parse names its first word where it can; it runs on to the end of the sentence unless what
    follows belongs to the cue.
    """
    head = clause_head(cue, end)
    start = clause_start(text, cue, end, head)
    if start is None:
        return None
    if head is None and marks(text.doc[start - 1]) and text.doc[start - 1].head.i >= start:
        head = text.doc[start - 1].head
    found = _from(text, start, limit(text, cue, start, head), head)
    before = interrupted(text, cue, end, start)
    if found is None or before is None:
        return found
    return Reported((before, *found.ranges), found.head)


def infinitive(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the infinitive behind a cue, with its subject unless that is who is told: urged them.

    "expects prices to rise": "prices to rise"; "urged them to leave": "to leave".
    """
    for head in [*cue.children, *_below_told(cue)]:
        if head.i < end or head.dep_ not in CLAUSAL:
            continue
        if any(child.tag_ == "TO" and child.i < head.i for child in head.children):
            start = head.left_edge.i if orders(cue) else _object_start(cue, head, end)
            stop = max(head.right_edge.i, _object_end(cue, head), _end_of_means(cue, head)) + 1
            return _from(text, start, cut(text, start, stop), head)
    return None


def _object_end(noun: Token, head: Token) -> int:
    """Return the end of an object that the parse makes a second subject of the verb behind.

    "Her promise to rebuild the school was kept": one verb has no two subjects.
    """
    after = head.right_edge.i + 1
    own = children(noun.head, SUBJECT | PASSIVE_SUBJECT) if noun.pos_ == "NOUN" else []
    second = [one for one in own if one.left_edge.i == after] if noun in own else []
    return second[0].right_edge.i if second else head.i


def _end_of_means(cue: Token, head: Token) -> int:
    """Return the end of "by doing" behind an infinitive: threatens to stop them, by closing it."""
    after = head.right_edge.i + 1
    for one in children(cue, ADVERBIAL_CLAUSE):
        first = one.left_edge
        first = first.nbor() if first.is_punct else first
        beside = first.i == after or (first.i == after + 1 and first.nbor(-1).is_punct)
        if beside and first.lower_ == "by" and one.tag_ == "VBG":
            return one.right_edge.i
    return head.i


def _below_told(cue: Token) -> list[Token]:
    """Return the clauses that the parse hangs on who is told: urged residents of the town to go."""
    told = children(cue, OBJECT | INDIRECT_OBJECT) if orders(cue) else []
    found = [one for noun in told for one in noun.subtree if one.dep_ in CLAUSAL_MODIFIER]
    doc = cue.doc
    return [
        one
        for one in found
        if is_infinitive(one)
        and not any(doc[i].is_punct or doc[i].tag_ in FINITE for i in range(cue.i + 1, one.i))
    ]


def gerund(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the gerund behind a cue: denied hiding it, admitted to hiding it."""
    first = end
    while first < len(text.doc) - 1 and text.doc[first].pos_ == "ADV":
        first += 1
    having = text.doc[min(first, len(text.doc) - 1)]
    if having.tag_ == "VBG" and having.dep_ in AUXILIARY:  # denied ever having met him
        whole = having.head
        return _from(text, end, cut(text, end, whole.right_edge.i + 1), whole)
    for head in cue.children:
        unbroken = all(not text.doc[i].is_punct for i in range(end, head.i))
        if head.i >= end and head.tag_ == "VBG" and head.dep_ in CLAUSAL and unbroken:
            return _from(text, head.i, cut(text, head.i, head.right_edge.i + 1), head)
    return None


def noun_object(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the object of a cue: rejected the claims, pointed to heavy losses."""
    found = [child for child in children(cue, OBJECT) if child.i >= end]
    if not found and text.doc[end - 1].pos_ in {"ADP", "PART"}:  # "pointed to losses"
        found = [one.noun for one in obliques(cue) if one.noun.i >= end and _follows(one.noun, end)]
    if not found or found[0].tag_ in {"PRP", "WP", "WDT"}:
        return None
    start = max(end, found[0].left_edge.i)
    if start < found[0].i and _is_claim(found[0]):
        proposition = clause(text, found[0], found[0].i + 1)
        if proposition is not None:
            return proposition
    stop = _end_of_demand(text, cue, found[0])
    return _from(text, start, cut(text, start, stop), found[0])


def passive_subject(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the subject of a passive that tells by whom: the raid was denied by the army."""
    by, found = agent(cue), children(cue, PASSIVE_SUBJECT)
    if by is None or by.i < end or not found:
        return None
    noun = antecedent(found[0])
    if noun.i >= cue.i or noun.pos_ not in NOUNS:
        return None
    return Reported((range(noun.left_edge.i, _phrase_end(noun)),), noun, by)


def _phrase_end(noun: Token) -> int:
    """Return the token behind a noun phrase, less a clause that tells of it."""
    clauses = [one.left_edge.i for one in children(noun, CLAUSAL_MODIFIER) if one.i > noun.i]
    stop = min([noun.right_edge.i + 1, *clauses])
    while stop - 1 > noun.i and noun.doc[stop - 1].is_punct:
        stop -= 1
    return stop


def _end_of_demand(text: Stretches, cue: Token, noun: Token) -> int:
    """Return the end of an object with what it should do: called for Doran to go."""
    after = noun.right_edge.i + 1
    verb = text.doc[after].head if after < len(text.doc) else noun
    asked = after < len(text.doc) and text.doc[after].tag_ == "TO" and verb.head in {cue, noun}
    planned = _is_claim(noun) and verb.head.i == cue.i  # announced plans this week to leave
    return verb.right_edge.i + 1 if asked and (orders(cue) or planned) else after


def _is_claim(noun: Token) -> bool:
    """Return whether a noun stands for something said: rejected the claim that the dam failed."""
    return bool(said_at(noun, "noun"))


def with_predicate(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the object of a cue with what it is called: described the plan as a mistake."""
    if cue.tag_ == "VBN" and cue.i > 0 and cue.nbor(-1).text == "," and text.piece_at(end):
        return None  # the feast, called “the Little Thaw”, begins
    found = [child for child in children(cue, OBJECT) if child.i >= end]
    predicate, named = _predicate(cue, end), _quoted_predicate(text, cue, end)
    if predicate is None or (named and named.ranges[0].stop > predicate.right_edge.i):
        return named
    held = any(text.piece_at(i) for i in range(end, predicate.right_edge.i + 1))
    if not found and not held:  # "what critics see as a mistake"
        return None
    start = found[0].left_edge.i if found else predicate.left_edge.i
    stop = _end_of_marked(text, predicate)
    return _from(text, max(end, start), stop, predicate)


def _end_of_marked(text: Stretches, predicate: Token) -> int:
    """Return the token behind a predicate, the closing mark if it is put between marks."""
    piece, stop = text.piece_at(predicate.i), predicate.right_edge.i + 1
    if piece is None or piece.end >= stop or piece.end >= len(text.doc):
        return stop
    return stop if text.doc[piece.end].lower_ in TIES else piece.end


def with_preposition(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the object of a cue with the charge: accused them of lying, blamed them for it."""
    return _with_charge(text, cue, end, {"of", "for"})


def with_offence(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the object of a cue with the offence: charged them with lying."""
    return _with_charge(text, cue, end, {"with"})


def with_number(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the object of a cue with the number it is given: put the toll at 30."""
    found = _with_charge(text, cue, end, {"at"})
    part = found.ranges[0] if found else range(0)
    numbers = any(text.doc[i].like_num or text.doc[i].pos_ == "NUM" for i in part)
    return found if numbers else None


def _with_charge(text: Stretches, cue: Token, end: int, words: set[str]) -> Reported | None:
    found = [child for child in children(cue, OBJECT) if child.i >= end]
    if not found:
        return None
    charge = [one for one in cue.children if one.i > found[0].i and _has_case(one, words)]
    last = charge[0].right_edge.i if charge else found[0].right_edge.i
    if not charge and not any(one.lower_ in words for one in found[0].subtree):
        return None
    start = max(end, found[0].left_edge.i)
    while last + 1 < text.sentence(cue.i).stop and text.doc[last + 1].tag_ in {"VBN", "CC"}:
        last += 1  # put the toll at 30 killed or wounded
    return _from(text, start, cut(text, start, last + 1), found[0])


def _from(text: Stretches, start: int, end: int, head: Token | None) -> Reported | None:
    doc = text.doc
    while start < end and (doc[start].is_punct and text.piece_at(start) is None):
        start += 1
    clausal = head is not None and head.dep_ in CLAUSAL
    if start < end and clausal and marks(doc[start]):
        start += 1
    return Reported((range(start, end),), head) if start < end else None


def _object_start(cue: Token, head: Token, end: int) -> int:
    objects = children(cue, OBJECT | INDIRECT_OBJECT)
    objects += [one.noun for one in obliques(cue) if _follows(one.noun, end)]
    starts = [one.left_edge.i for one in objects if end <= one.i < head.i]
    return max(end, min([head.left_edge.i, *starts]))


def _predicate(cue: Token, end: int) -> Token | None:
    for child in cue.children:
        if child.i < end:
            continue
        if child.dep_ in OPEN_COMPLEMENT and child.pos_ not in {"VERB", "AUX"}:
            return child
        if _has_case(child, {"as"}):
            return child
    for child in children(cue, OBJECT):
        for below in child.subtree:
            if below.i > child.i and _has_case(below, {"as"}):
                return child
    return None


def _quoted_predicate(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return an object with the quotations behind it: called the plan “a joke” and “a mess”."""
    stop, last = text.sentence(cue.i).stop, None
    for i in range(end, stop):
        piece = text.piece_at(i)
        if piece is not None:
            last = piece.end
            continue
        goes_on = _goes_on_quoting(text, i, stop) if last else not _ends_object(text.doc[i])
        if not goes_on:
            break
    return _from(text, end, last, None) if last is not None else None


def _ends_object(token: Token) -> bool:
    """Return whether what a cue is said of cannot reach beyond a word."""
    return token.is_punct or token.pos_ == "VERB" or token.tag_ in FINITE


def _goes_on_quoting(text: Stretches, index: int, stop: int) -> bool:
    """Return whether few words lead to a further quotation: “a joke,” a “mess” and a “shame”."""
    for i in range(index, min(index + NEAR, stop)):
        if text.piece_at(i) is not None:
            return True
        if text.doc[i].pos_ not in {"DET", "CCONJ", "PUNCT", "ADV", "ADJ"}:
            return False
    return False


def _has_case(token: Token, words: set[str]) -> bool:
    return any(
        child.lower_ in words and child.dep_ in {"case", "mark"} and child.i < token.i
        for child in token.children
    )


def _follows(noun: Token, end: int) -> bool:
    return noun.left_edge.i in {end, end - 1}
