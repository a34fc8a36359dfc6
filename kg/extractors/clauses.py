"""Where a reported clause starts: the parse proposes, the words around it decide."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Span, Token

from kg.extractors.cueing import SAID, frames, mode_of, said_at
from kg.extractors.stretches import FINITE, Stretches
from kg.lang.grammar import (
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    CLAUSAL_MODIFIER,
    COMPLEMENT_CLAUSE,
    INDIRECT_OBJECT,
    MARKER,
    OBJECT,
    OBLIQUE,
    OPEN_COMPLEMENT,
    PARATAXIS,
    PASSIVE_SUBJECT,
    RELATIVE_CLAUSE,
    SUBJECT,
    children,
)

CLAUSAL = COMPLEMENT_CLAUSE | OPEN_COMPLEMENT | ADVERBIAL_CLAUSE | CLAUSAL_MODIFIER | PARATAXIS
FAR = 12
"""A "that" may stand so many tokens behind its cue."""
OPENERS = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})
LONG = 5
"""So many words beside a word like "say" are content."""
PLACED = frozenset({"ADP", "DET", "NOUN", "PROPN", "NUM", "ADJ"})
TIMES = frozenset({"DATE", "TIME"})
PARTS = frozenset({",", "—", "–", "―", "--", "-"})


class Reported(NamedTuple):
    """What a cue reports."""

    ranges: tuple[range, ...]
    head: Token | None
    """Head of the content, where the parse gives it."""
    source: Token | None = None
    """Head of the source, where the words beside the cue give it."""


def clause_head(cue: Token, end: int) -> Token | None:
    """Return the head of the clause behind a cue, where the parse gives it."""
    within = (below for token in cue.doc[cue.i + 1 : end] for below in token.children)
    for child in (*cue.children, *within):  # the words of "were led to believe" may be several
        if child.i < end:
            continue
        if child.dep_ in COMPLEMENT_CLAUSE and not is_infinitive(child):
            return child
        if child.dep_ in CLAUSAL and any(
            one.lower_ in {"that", "whether"} and one.dep_ == "mark" for one in child.children
        ):
            return child
        bare = _bare_relative(child) if "addressee" in _roles(cue) else None
        if bare is not None:
            return bare
    return None


def clause_start(text: Stretches, cue: Token, end: int, head: Token | None) -> int | None:
    """Return where the clause behind a cue starts, without "that"; None if there is no clause."""
    stop = sentence_end(text, cue, end)
    for i in range(end, min(stop, end + FAR)):
        token = text.doc[i]
        if token.lower_ == "that" and _is_extracted(text, i + 1, stop):
            return None
        if token.lower_ == "that" and cue.pos_ == "NOUN" and text.doc[i + 1].tag_ in FINITE:
            return None  # a banner that hangs there
        if token.lower_ == "that" and end < i and _has_gap(text, i):
            return None  # railed against rules that favour banks
        if (marks(token) or _misread(token, cue)) and text.piece_at(i) is None:
            return i + 1
        asked = token.tag_ == "VBG" and text.doc[min(i + 1, stop - 1)].lower_ == "that"
        if asked and text.doc[i - 1].tag_ == "IN":
            continue  # admitted under questioning that
        if token.tag_ in FINITE or token.tag_ == "TO" or _is_verb(token):
            break
    behind = _pronoun_behind_place(text, cue, end, stop)
    if behind is not None:
        return behind
    if head is not None:
        told = _behind_told(cue, end, head)
        if told is not None:
            return told
        return _behind_place(text, end, _pulled_left(text, cue, end, head.left_edge.i), head)
    misread = _misread_object(text, cue, end)
    if misread is not None:
        return misread
    if end < stop and _is_asked(text, cue, range(end, stop)):
        return end
    bare = end < stop and text.doc[end].pos_ in OPENERS and _is_active(cue)
    goes_on = _goes_on(text, end, stop)
    if goes_on is not None:
        return goes_on
    comma = next((i for i in range(end, stop) if parts(text, i)), stop)
    if bare and not _takes_objects(cue) and text.has_finite_verb(range(end, comma)):
        return end
    return end if bare and says_all(cue) and comma - end >= LONG else None


def _has_gap(text: Stretches, that: int) -> bool:
    """Return whether "that" is the subject of the verb right behind it, and tells of a noun."""
    noun, verb = text.doc[that - 1], text.doc[min(that + 1, len(text.doc) - 1)]
    common = noun.pos_ == "NOUN" and not noun.ent_type_
    return common and verb.tag_ in {"VBD", "VBZ", "VBP"} and verb.pos_ in {"VERB", "AUX"}


def _is_asked(text: Stretches, cue: Token, part: range) -> bool:
    """Return whether a clause with "how" or "who" is what is reported: told how to cross it."""
    first = text.doc[part.start]
    tells = _tells(first) and any(
        mode_of(match.cue) in SAID and match.cue.subject_role != "addressee"
        for match in said_at(cue, "verb")
    )
    if first.tag_ not in {"WRB", "WP", "WDT"} or not ("question" in _roles(cue) or tells):
        return False
    follows = text.doc[min(part.start + 1, part.stop - 1)]
    return text.has_finite_verb(part) or follows.tag_ == "TO"


def _tells(word: Token) -> bool:
    """Return whether a word asks for more than the time or place of speaking."""
    return word.lower_ in {"how", "why", "what", "who"}


def _behind_told(cue: Token, end: int, head: Token) -> int | None:
    """Return the start of a clause that the parse begins with whom it is told to: told us he left.

    The verb has two subjects then, the second right behind the first.
    """
    own = children(head, SUBJECT | PASSIVE_SUBJECT)
    if len(own) < 2 or "addressee" not in _roles(cue) or own[0].left_edge.i != end:
        return None
    return own[1].left_edge.i if own[1].left_edge.i == own[0].i + 1 else None


def _behind_place(text: Stretches, end: int, start: int, head: Token) -> int:
    """Return the start of a clause without when or where it was said: said at noon it was over.

    What belongs to the clause itself would be followed by a comma.
    """
    own = children(head, SUBJECT | PASSIVE_SUBJECT)
    if start == end and text.doc[start].tag_ == "IN" and len(own) > 1:
        second = own[1].left_edge.i  # said after the vote she would go: read as two subjects
        return second if second == own[0].right_edge.i + 1 else start
    first = own[0].left_edge.i if own else start
    when = text.doc[start : max(first, start)]
    if len(when) and text.doc[first].tag_ == "PRP" and _is_time(when):
        return first  # told them this week she would go
    if start != end or text.doc[start].pos_ != "ADP" or first <= start:
        return start
    return start if any(text.doc[i].is_punct for i in range(start, first)) else first


def _is_time(words: Span) -> bool:
    """Return whether words without preposition say when: this week."""
    last = words[-1]
    bare = all(one.pos_ in OPENERS for one in words)
    return bare and (last.ent_type_ in TIMES or last.dep_ in OBLIQUE)


def _pronoun_behind_place(text: Stretches, cue: Token, end: int, stop: int) -> int | None:
    """Return where the subject of a clause stands that the parse hangs on a noun before it."""
    if not _is_active(cue) or end >= stop or text.doc[end].pos_ != "ADP":
        return None
    place = end
    while place < stop - 1 and text.doc[place].pos_ in PLACED:
        place += 1
    token, verb = text.doc[place], text.doc[min(place + 1, stop - 1)]
    subjects = token.tag_ == "PRP" and token.dep_ in SUBJECT | PASSIVE_SUBJECT
    again = any(marks(text.doc[i]) for i in range(place, min(place + FAR, stop)))
    return place if subjects and verb.tag_ in FINITE and not again else None


def _misread_object(text: Stretches, cue: Token, end: int) -> int | None:
    """Return the start of a clause whose subject the parse takes for an object: admitted he was."""
    for noun in children(cue, OBJECT):
        after = noun.right_edge.i + 1
        stop = text.sentence(cue.i).stop
        if after < stop - 1 and text.doc[after].text == "," and children(noun, RELATIVE_CLAUSE):
            after += 1  # said the wind, which felled two masts, would drop
        if noun.left_edge.i == end and after < text.sentence(cue.i).stop:
            follows = text.doc[after]
            if follows.tag_ in FINITE and _is_active(cue):
                return end
    return None


def says_all(cue: Token) -> bool:
    """Return whether what stands beside a cue is content, though the parse finds no verb in it."""
    return "whole" in _roles(cue)


def marks(token: Token) -> bool:
    """Return whether a token is the "that" which only marks a clause."""
    plural = token.tag_ == "DT" and token.head.tag_ in {"NNS", "NNPS"}  # that prices rose
    sure = token.dep_ in MARKER or token.tag_ == "IN" or token.pos_ == "SCONJ"
    return token.lower_ == "that" and (sure or plural)


def is_infinitive(head: Token) -> bool:
    """Return whether a verb stands behind "to", with no finite auxiliary."""
    finite = head.tag_ in FINITE or any(one.tag_ in FINITE for one in head.children)
    return not finite and any(child.tag_ == "TO" and child.i < head.i for child in head.children)


def is_part(token: Token) -> bool:
    """Return whether a token is a comma or dash, and no hyphen within a name."""
    hyphen = token.text == "-" and token.i > 0 and not token.nbor(-1).whitespace_
    return token.text in PARTS and not hyphen


def parts(text: Stretches, index: int) -> bool:
    """Return whether a token is a comma or dash, or closes a quotation that ends in a comma."""
    piece = text.piece_at(index)
    if piece is None:
        return is_part(text.doc[index])
    return index == piece.end - 1 and text.doc[piece.last - 1].text == ","


def _is_active(cue: Token) -> bool:
    """Return whether somebody reports by the verb: said, have said, saying; not: was told."""
    perfect = cue.tag_ == "VBN" and any(one.lemma_ == "have" for one in children(cue, AUXILIARY))
    return cue.tag_ in FINITE or perfect or cue.tag_ == "VBG"


def _goes_on(text: Stretches, end: int, stop: int) -> int | None:
    """Return where a quotation takes up an interrupted sentence: The dam, he said, “will hold”."""
    for piece in text.pieces:
        if end < piece.start < min(stop, end + FAR) and piece.first < len(text.doc):
            between = range(end, piece.start)
            after_comma = text.doc[piece.start - 1].text in PARTS
            if after_comma and text.doc[piece.first].is_lower and not text.has_finite_verb(between):
                return piece.start
    return None


def _misread(token: Token, cue: Token) -> bool:
    """Return whether a "that" which the parse takes for a relative pronoun marks the content.

    It follows whom the cue tells something, or a time or place of its own: said on Monday that …
    """
    if token.lower_ != "that" or token.i == 0:
        return False
    subjects = children(token.head, SUBJECT | PASSIVE_SUBJECT)
    if token in subjects and len(subjects) > 1:
        return True
    if token.tag_ != "WDT":
        return False
    if token.i == cue.i + 1 and cue.pos_ == "VERB":
        return True  # no relative clause tells of a verb
    noun = token.nbor(-1)
    while noun.head.i != cue.i and noun.head.i != noun.i and noun.head.i > cue.i:
        noun = noun.head
    beside = noun.head.i == cue.i and noun.dep_ in OBLIQUE
    return beside or "addressee" in _roles(cue)


def _is_extracted(text: Stretches, index: int, stop: int) -> bool:
    """Return whether "that" stands for what others say of it: a vote that observers say was lost.

    Args:
        text: the stretches of the Doc.
        index: the token behind "that".
        stop: end of the sentence.
    """
    verb = index
    while verb < stop - 1 and text.doc[verb].pos_ in OPENERS:
        verb += 1
    told = verb > index and verb + 1 < stop and bool(said_at(text.doc[verb], "verb"))
    return told and text.doc[verb].tag_ in FINITE and text.doc[verb + 1].tag_ in FINITE


def _takes_objects(cue: Token) -> bool:
    takes = _roles(cue) & {"object", "addressee", "infinitive", "as"}
    return bool(takes) and bool(children(cue, OBJECT))


def _roles(cue: Token) -> frozenset[str]:
    return frozenset(role for match in said_at(cue) for role in frames(match.cue))


def _pulled_left(text: Stretches, cue: Token, end: int, start: int) -> int:
    """Return the start of a clause whose first words the parse may have hung on the cue."""
    for piece in text.pieces:
        if end <= piece.start < start <= piece.end + 1:
            lead = range(end, piece.start)  # said his “start-up capital” was small
            light = all(text.doc[i].pos_ in {"DET", "PRON", "ADJ", "NUM"} for i in lead)
            return end if light else piece.start
    lost = [one for one in children(cue, OBJECT) if end <= one.i < start]
    if lost and not _takes_objects(cue) and text.has_finite_verb(range(lost[0].i, start + 1)):
        return max(end, lost[0].left_edge.i)
    return max(end, start)


def sentence_end(text: Stretches, cue: Token, start: int) -> int:
    """Return where the sentence of a cue ends, whole quotations included."""
    stop = text.sentence(cue.i).stop
    while True:
        piece = text.piece_at(stop - 1)
        if piece is None or piece.end <= stop or piece.start < start:
            return max(stop, start)
        stop = max(piece.end, text.doc[piece.end - 1].sent.end)


def _bare_relative(noun: Token) -> Token | None:
    """Return a clause that the parse took for a relative one: told the forum he was against it."""
    if noun.dep_ not in OBJECT | INDIRECT_OBJECT:
        return None
    for clause_head in children(noun, RELATIVE_CLAUSE):
        own = children(clause_head, SUBJECT | PASSIVE_SUBJECT)
        gap = any(one.tag_ in {"WDT", "WP", "WP$", "WRB"} for one in clause_head.subtree)
        if own and not gap and own[0].lower_ != "that" and own[0].tag_ == "PRP":
            return clause_head
    return None


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" and not said_at(token, "adposition")
