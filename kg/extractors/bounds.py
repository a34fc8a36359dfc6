"""Where a reported clause starts and ends: the parse proposes, the words around it decide."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from kg.extractors.stretches import FINITE, Stretches
from kg.lang.grammar import (
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    CLAUSAL_MODIFIER,
    COMPLEMENT_CLAUSE,
    CONJUNCT,
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
from kg.lang.layers import layers

CLAUSAL = COMPLEMENT_CLAUSE | OPEN_COMPLEMENT | ADVERBIAL_CLAUSE | CLAUSAL_MODIFIER | PARATAXIS
FAR = 12
"""A "that" may stand so many tokens behind its cue."""
OPENERS = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})
NEAR = 6
"""A subject before a verb of speech is at most so long."""
INDEFINITE = frozenset({"a", "an"})
PARTS = frozenset({",", "—", "–", "--", "-"})


class Reported(NamedTuple):
    """What a cue reports."""

    ranges: tuple[range, ...]
    head: Token | None
    """Head of the content, where the parse gives it."""
    source: Token | None = None
    """Head of the source, where the words beside the cue give it."""


def limit(text: Stretches, cue: Token, start: int, head: Token | None) -> int:
    """Return where content that starts at ``start`` ends: with the sentence, or before it."""
    stop = _sentence_end(text, cue, start)
    inner = (cue.pos_ not in {"VERB", "AUX"} or _embedded(cue)) and not reads_as_verb(cue)
    if inner:
        below = max(cue.right_edge.i, head.right_edge.i if head else 0) + 1
        stop = min(stop, _whole(text, below, start))
    for child in cue.children:
        if child.i > start and child is not head and _ends_content(text, cue, child, head):
            stop = min(stop, child.left_edge.i)
    stop = min(stop, _coordinated(text, cue, start, stop, head), _place(text, cue, head, stop))
    return cut(text, start, stop, inner=inner)


def cut(text: Stretches, start: int, stop: int, *, inner: bool = False) -> int:
    """Return where another report starts within a stretch, else its end.

    Args:
        text: the stretches of the Doc.
        start: first token of the content.
        stop: token after the last that may be content.
        inner: whether the sentence goes on behind the report.
    """
    for i in range(start, stop - 1):
        if text.doc[i].text == ":" and _speaks(text, i + 1):
            return i
        done = inner and text.has_finite_verb(range(start, i))
        if parts(text, i) and _new_report(text, i + 1, stop, done=done):
            return i if text.piece_at(i) is None else i + 1
    return stop


def _speaks(text: Stretches, index: int) -> bool:
    """Return whether a quotation of a sentence or more starts at a token."""
    piece = text.piece_at(index)
    return piece is not None and piece.start == index and text.stands_alone(piece)


def _place(text: Stretches, cue: Token, head: Token | None, stop: int) -> int:
    """Return where the words start that say where it was said: … in an interview on Monday."""
    for match in layers(text.doc).matches("MediumCue"):
        first = match.start - 1
        while first > cue.i and text.doc[first].pos_ in {"ADJ", "NOUN", "PROPN"}:
            first -= 1
        if text.doc[first].lower_ not in INDEFINITE or not cue.i + 2 < first < stop:
            continue
        preposition = text.doc[first - 1].lower_ in (match.cue.direction or "").split()
        rest = range(match.end, stop)
        at_end = len(rest) <= NEAR and not text.has_finite_verb(rest)
        behind = head is not None and head.i < first - 1 and text.piece_at(first) is None
        if preposition and at_end and behind:
            return first - 1
    return stop


def _coordinated(text: Stretches, cue: Token, start: int, stop: int, head: Token | None) -> int:
    """Return where a second verb of speech goes on: said he likes it and praised the mayor."""
    if head is None or cue.tag_ not in {"VBD", "VBZ", "VBP"}:
        return stop
    said = {m.head for m in layers(text.doc).matches("SpeechCue") if m.cue.pos == "verb"}
    for i in range(head.i + 1, stop - 1):
        again = i + 1 in said and text.doc[i + 1].tag_ == cue.tag_ and text.piece_at(i) is None
        apart = text.doc[i].text in PARTS or (i > start and text.doc[i - 1].text in PARTS)
        if again and (apart or (text.doc[i].pos_ == "CCONJ" and head.tag_ != cue.tag_)):
            return i
    return stop


def parts(text: Stretches, index: int) -> bool:
    """Return whether a token is a comma or dash, or closes a quotation that ends in a comma."""
    piece = text.piece_at(index)
    if piece is None:
        return text.doc[index].text in PARTS
    return index == piece.end - 1 and text.doc[piece.last - 1].text == ","


def is_predicate(word: Token | None) -> bool:
    """Return whether a word is a finite verb or an auxiliary."""
    return word is not None and (word.tag_ in FINITE or word.pos_ == "AUX")


def marks(token: Token) -> bool:
    """Return whether a token is the "that" which only marks a clause."""
    return token.lower_ == "that" and (token.dep_ in MARKER or token.tag_ == "IN")


def clause_start(text: Stretches, cue: Token, end: int, head: Token | None) -> int | None:
    """Return where the clause behind a cue starts, without "that"; None if there is no clause."""
    stop = _sentence_end(text, cue, end)
    found = layers(text.doc).matches("SpeechCue")
    cited = {match.head for match in found if match.cue.pos == "adposition"}
    for i in range(end, min(stop, end + FAR)):
        token = text.doc[i]
        told = token.lower_ == "that" and token.tag_ == "WDT" and _tells(cue)
        if (told or marks(token)) and text.piece_at(i) is None:
            return i + 1
        if token.tag_ in FINITE or token.tag_ == "TO" or (token.pos_ == "VERB" and i not in cited):
            break
    if head is not None:
        return _pulled_left(text, cue, end, head.left_edge.i)
    bare = end < stop and text.doc[end].pos_ in OPENERS and cue.tag_ in FINITE
    goes_on = _goes_on(text, end, stop)
    if goes_on is not None:
        return goes_on
    comma = next((i for i in range(end, stop) if parts(text, i)), stop)
    if bare and not _takes_objects(cue) and text.has_finite_verb(range(end, comma)):
        return end
    return None


def _goes_on(text: Stretches, end: int, stop: int) -> int | None:
    """Return where a quotation takes up an interrupted sentence: The dam, he said, “will hold”."""
    for piece in text.pieces:
        if end < piece.start < min(stop, end + FAR) and piece.first < len(text.doc):
            between = range(end, piece.start)
            after_comma = text.doc[piece.start - 1].text in PARTS
            if after_comma and text.doc[piece.first].is_lower and not text.has_finite_verb(between):
                return piece.start
    return None


def _tells(cue: Token) -> bool:
    return "addressee" in _roles(cue)


def _takes_objects(cue: Token) -> bool:
    takes = _roles(cue) & {"object", "addressee", "infinitive", "as"}
    return bool(takes) and bool(children(cue, OBJECT))


def _roles(cue: Token) -> set[str]:
    return {
        role
        for match in layers(cue.doc).matches("SpeechCue")
        if match.head == cue.i
        for role in (match.cue.object_role or "").split()
    }


def _pulled_left(text: Stretches, cue: Token, end: int, start: int) -> int:
    """Return the start of a clause whose first words the parse may have hung on the cue."""
    for piece in text.pieces:
        if end <= piece.start < start <= piece.end + 1:
            return piece.start
    lost = [one for one in children(cue, OBJECT) if end <= one.i < start]
    if lost and not _takes_objects(cue) and text.has_finite_verb(range(lost[0].i, start)):
        return max(end, lost[0].left_edge.i)
    return max(end, start)


def _sentence_end(text: Stretches, cue: Token, start: int) -> int:
    stop = text.sentence(cue.i).stop
    while True:
        piece = text.piece_at(stop - 1)
        if piece is None or piece.end <= stop or piece.start < start:
            return max(stop, start)
        stop = max(piece.end, text.doc[piece.end - 1].sent.end)


def _whole(text: Stretches, stop: int, start: int) -> int:
    """Return ``stop``, moved behind the quotation that it would cut."""
    piece = text.piece_at(stop - 1) if stop > 0 else None
    return max(stop, piece.end) if piece is not None and piece.start >= start else stop


def _shares_subject(cue: Token, verb: Token) -> bool:
    """Return whether a coordinated verb goes on with the cue rather than with its content."""
    if verb.pos_ not in {"VERB", "AUX"} or any(marks(one) for one in verb.children):
        return False
    own = children(verb, SUBJECT | PASSIVE_SUBJECT)
    return bool(own) or (verb.tag_ == cue.tag_ and not children(verb, AUXILIARY))


def reads_as_verb(noun: Token) -> bool:
    """Return whether a "noun" is a verb that the tagger missed: The Courier reports that."""
    if noun.tag_ != "NNS" or noun.i == 0 or noun.nbor(-1).pos_ != "PROPN":
        return False
    bare = not any(child.dep_ in {"det", "amod", "nmod:poss"} for child in noun.children)
    return bare and noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "that"


def _embedded(cue: Token) -> bool:
    """Return whether the cue stands in a clause within the sentence, which may go on behind it."""
    token = cue
    while token.head.i != token.i:
        if token.dep_ in CLAUSAL_MODIFIER | COMPLEMENT_CLAUSE | PASSIVE_SUBJECT | {"csubj"}:
            return True
        if token.dep_ in ADVERBIAL_CLAUSE and token.i < token.head.i:
            return True
        token = token.head
    return False


def _ends_content(text: Stretches, cue: Token, child: Token, head: Token | None) -> bool:
    """Return whether what hangs on the cue behind its content is no part of it."""
    first = child.left_edge
    after_comma = first.i > 0 and text.doc[first.i - 1].text in PARTS
    if child.dep_ in CONJUNCT:
        return child.i > (head.i if head else cue.i) and _shares_subject(cue, child)
    if child.dep_ in ADVERBIAL_CLAUSE:
        return after_comma and (child.tag_ == "VBG" or first.tag_ == "IN")
    if child.dep_ in OBLIQUE:
        return first.i > (head.i if head else cue.i) and any(
            match.head == child.i and first.lower_ in (match.cue.direction or "").split()
            for match in layers(text.doc).matches("MediumCue")
        )
    return False


def _new_report(text: Stretches, index: int, stop: int, *, done: bool) -> bool:
    """Return whether a new report starts at a token: “…, adding that”, “…, according to Doran”.

    Args:
        text: the stretches of the Doc.
        index: the token.
        stop: end of the sentence.
        done: whether a finite verb would take the sentence around the content up again.
    """
    starts = [m for m in layers(text.doc).matches("SpeechCue") if m.start == index]
    if any(match.cue.pos == "adposition" for match in starts):
        return True
    if text.doc[index].tag_ == "VBG" and any(match.cue.pos == "verb" for match in starts):
        return True
    if text.doc[index].pos_ == "CCONJ" and _says(text, index + 1, stop):
        return True
    return done and is_predicate(text.doc[index])


def _says(text: Stretches, index: int, stop: int) -> bool:
    """Return whether a short subject with a verb of speech follows: … and they say that it is."""
    said = {m.head for m in layers(text.doc).matches("SpeechCue") if m.cue.mode == "speech"}
    for i in range(index, min(index + NEAR, stop)):
        token = text.doc[i]
        if token.tag_ in FINITE:
            return i > index and i in said and token.pos_ == "VERB"
        if token.pos_ not in OPENERS:
            return False
    return False


def clause_head(cue: Token, end: int) -> Token | None:
    """Return the head of the clause behind a cue, where the parse gives it."""
    for child in cue.children:
        if child.i < end:
            continue
        if child.dep_ in COMPLEMENT_CLAUSE and not is_infinitive(child):
            return child
        if child.dep_ in CLAUSAL and any(
            one.lower_ == "that" and one.dep_ == "mark" for one in child.children
        ):
            return child
        bare = _bare_relative(child)
        if bare is not None:
            return bare
    return None


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


def is_infinitive(head: Token) -> bool:
    """Return whether a verb stands behind "to", with no finite auxiliary."""
    finite = head.tag_ in FINITE or any(one.tag_ in FINITE for one in head.children)
    return not finite and any(child.tag_ == "TO" and child.i < head.i for child in head.children)
