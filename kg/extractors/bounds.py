"""Where a reported clause ends: with the sentence, unless what follows is no part of it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extractors.clauses import OPENERS, PARTS, marks, parts, sentence_end
from kg.extractors.cueing import frames, leads_in, media_at, media_between, said_at, starting_at
from kg.extractors.stretches import FINITE, Stretches
from kg.lang.grammar import (
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    CLAUSAL_MODIFIER,
    COMPLEMENT_CLAUSE,
    CONJUNCT,
    OBLIQUE,
    PASSIVE_SUBJECT,
    RELATIVE_CLAUSE,
    RELATIVE_PRONOUN,
    SUBJECT,
    children,
)
from kg.lang.layers import layers

NEAR = 6
"""A subject before a verb of speech, or a time behind a place, is at most so long."""
LIGHT = frozenset({"AUX", "PART", "ADV"})
OPEN = frozenset({"AUX", "ADP", "DET", "PART"})
NEGATION = frozenset({"neg", "advmod"})
INDEFINITE = frozenset({"a", "an"})


def limit(text: Stretches, cue: Token, start: int, head: Token | None) -> int:
    """Return where content that starts at ``start`` ends: with the sentence, or before it."""
    stop = sentence_end(text, cue, start)
    inner = (cue.pos_ not in {"VERB", "AUX"} or _embedded(cue)) and not reads_as_verb(cue)
    if inner:
        below = max(cue.right_edge.i, head.right_edge.i if head else 0) + 1
        bare = below < stop and is_predicate(text.doc[below])  # insisted its troops | were there
        bare = bare and not text.has_finite_verb(range(start, below))
        if below > start and not bare:  # else the parse has nothing below the cue
            stop = min(stop, _over_marks(text, _whole(text, below, start), stop))
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
        if text.doc[i].text == ";" and text.piece_at(i) is None and _says_apart(text, i + 1, stop):
            return i
        done = inner and text.has_finite_verb(range(start, i))
        if done and parts(text, i) and _main_clause(text, start, i + 1, stop):
            return i if text.piece_at(i) is None else i + 1
        if parts(text, i) and is_comment(text, i + 1):
            return i if text.piece_at(i) is None else i + 1
        if parts(text, i) and _new_report(text, i + 1, stop, done=done):
            return i if text.piece_at(i) is None else i + 1
    return stop


def is_comment(text: Stretches, index: int) -> bool:
    """Return whether a noun follows that sums up what was said: …, a claim that he denies."""
    if index + 1 >= len(text.doc) or text.doc[index].lower_ not in INDEFINITE:
        return False
    noun, behind = text.doc[index].head, text.doc[index + 1]
    if said_at(behind, "noun"):
        return True
    clauses = children(noun, RELATIVE_CLAUSE) if noun.left_edge.i == index else []
    return any(said_at(one, "verb") for one in clauses)


def _main_clause(text: Stretches, start: int, index: int, stop: int) -> bool:
    """Return whether the clause starts to which a sentence leads up: While he said no, they left.

    Args:
        text: the stretches of the Doc.
        start: first token of what was said before.
        index: the token behind a comma.
        stop: end of the sentence.
    """
    whole = text.sentence(start)
    opening = text.doc[whole.start]
    leads = opening.tag_ == "IN" or (opening.tag_ == "VBG" and bool(said_at(opening, "verb")))
    between = range(whole.start, start)
    if not leads or index >= stop or any(text.doc[i].text == "," for i in between):
        return False
    end = next((i for i in range(index, stop) if text.doc[i].text in PARTS), stop)
    return text.doc[index].pos_ in OPENERS and text.has_finite_verb(range(index, end))


def is_predicate(word: Token | None) -> bool:
    """Return whether a word is a finite verb or an auxiliary."""
    return word is not None and (word.tag_ in FINITE or word.pos_ == "AUX")


def reads_as_verb(noun: Token) -> bool:
    """Return whether a "noun" is a verb that the tagger missed: The Courier reports that."""
    if noun.tag_ != "NNS" or noun.i == 0 or noun.nbor(-1).pos_ != "PROPN":
        return False
    bare = not any(child.dep_ in {"det", "amod", "nmod:poss"} for child in noun.children)
    return bare and noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "that"


def _speaks(text: Stretches, index: int) -> bool:
    """Return whether a quotation of a sentence or more starts at a token."""
    piece = text.piece_at(index)
    return piece is not None and piece.start == index and text.stands_alone(piece)


def _place(text: Stretches, cue: Token, head: Token | None, stop: int) -> int:
    """Return where the words start that say where it was said: … in an interview on Monday."""
    for match in media_between(text.doc, cue.i, stop):
        first = match.start - 1
        while first > cue.i and text.doc[first].pos_ in {"ADJ", "NOUN", "PROPN"}:
            first -= 1
        if text.doc[first].lower_ not in INDEFINITE or not cue.i + 2 < first < stop:
            continue
        preposition = leads_in(match, text.doc[first - 1].lower_)
        rest = range(match.end, stop)
        at_end = len(rest) <= NEAR and not text.has_finite_verb(rest)
        noun = text.doc[match.head]
        behind = head is not None and noun.head in {cue, head} and text.piece_at(first) is None
        if preposition and at_end and behind:
            return first - 1
    return stop


def _coordinated(text: Stretches, cue: Token, start: int, stop: int, head: Token | None) -> int:
    """Return where a second verb of speech goes on: said he likes it and praised the mayor."""
    if _tense(cue) not in {"VBD", "VBZ", "VBP"}:
        return stop
    for i in range(start, stop - 1):
        again = _says_again(text, i, cue)
        apart = text.doc[i].text in PARTS or (i > start and text.doc[i - 1].text in PARTS)
        if again and (apart or (text.doc[i].pos_ == "CCONJ" and head and head.tag_ != cue.tag_)):
            return i
    return stop


def _says_again(text: Stretches, index: int, cue: Token) -> bool:
    """Return whether a verb of speech in the tense of the cue follows: … but did not say that."""
    doc = text.doc
    verb = index + 1
    if doc[index].tag_ in RELATIVE_PRONOUN:  # "in the fighting, which began at two"
        return False
    while verb < len(doc) - 1 and doc[verb].pos_ in LIGHT and doc[index].pos_ == "CCONJ":
        verb += 1
    if text.piece_at(verb) is not None or not said_at(doc[verb], "verb"):
        return False
    alike = doc[index + 1].tag_ == _tense(cue)
    apart = doc[index].pos_ == "CCONJ" and index > 0 and doc[index - 1].text in PARTS
    negated = layers(doc).assertion(doc[verb]).polarity == "denied"
    modal = negated and doc[index + 1].tag_ == "MD"  # but could not say when
    perfect = cue.tag_ == "VBD" and doc[verb].tag_ == "VBN"
    return alike or (apart and (modal or perfect))


def _tense(cue: Token) -> str:
    """Return the tag of the finite part of a verb: is of "is telling us that"."""
    finite = [one.tag_ for one in children(cue, AUXILIARY) if one.tag_ in FINITE]
    return finite[0] if finite and cue.tag_ not in FINITE else cue.tag_


def _whole(text: Stretches, stop: int, start: int) -> int:
    """Return ``stop``, moved behind the quotation that it would cut."""
    piece = text.piece_at(stop - 1) if stop > 0 else None
    return max(stop, piece.end) if piece is not None and piece.start >= start else stop


def _over_marks(text: Stretches, stop: int, end: int) -> int:
    """Return ``stop``, moved behind a quotation that the words before it need: there were “many”.

    Args:
        text: the stretches of the Doc.
        stop: where the parse ends what was said.
        end: end of the sentence.
    """
    piece = text.piece_at(stop) if stop < end else None
    if piece is None or piece.start != stop or text.doc[stop - 1].pos_ not in OPEN:
        return stop
    last = min(piece.end, end)
    while last < end and text.doc[last].pos_ not in {"PUNCT", "CCONJ", "VERB", "AUX"}:
        last += 1
    return min(piece.end, end) if last < end and not text.doc[last].is_punct else last


def _shares_subject(cue: Token, verb: Token) -> bool:
    """Return whether a coordinated verb goes on with the cue rather than with its content."""
    if verb.pos_ not in {"VERB", "AUX"} or any(marks(one) for one in verb.children):
        return False
    first = verb.left_edge
    if first.pos_ == "CCONJ" and first.nbor().lower_ == "that":  # and that it might rain
        return False
    if children(verb, SUBJECT | PASSIVE_SUBJECT):
        return bool(said_at(verb, "verb"))
    return verb.tag_ == cue.tag_ and not children(verb, AUXILIARY)


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
            leads_in(match, first.lower_) for match in media_at(child)
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
    starts = starting_at(text.doc, index)
    if any(match.cue.pos == "adposition" for match in starts):
        return True
    if text.doc[index].tag_ == "VBG" and any(match.cue.pos == "verb" for match in starts):
        return True
    if says_again(text, index) or _resumes(text, index, stop) or _told(text, index, stop):
        return True
    return done and is_predicate(text.doc[index])


def _told(text: Stretches, index: int, stop: int) -> bool:
    """Return whether a sentence ends with who was told it: …, the jury was told."""
    verb = stop - 1
    while verb > index and text.doc[verb].is_punct:
        verb -= 1
    short = verb - index < NEAR and text.doc[verb].tag_ == "VBN" and verb > index + 1
    cues = [match.cue for match in said_at(text.doc[verb], "verb")]
    return (
        short
        and any("addressee" in {cue.subject_role, *frames(cue)} for cue in cues)
        and text.doc[verb - 1].pos_ == "AUX"
        and all(text.doc[i].pos_ in OPENERS for i in range(index, verb - 1))
    )


def _resumes(text: Stretches, index: int, stop: int) -> bool:
    """Return whether a further verb of speech with "that" follows: …, and later told that."""
    if text.doc[index].pos_ != "CCONJ":
        return False
    verb = index + 1
    while verb < stop - 1 and text.doc[verb].pos_ in LIGHT:
        verb += 1
    told = verb < stop - 1 and bool(said_at(text.doc[verb], "verb"))
    return told and marks(text.doc[verb + 1])


def says_again(text: Stretches, index: int) -> bool:
    """Return whether a clause starts in which somebody else says something: though they insist."""
    stop = text.sentence(index).stop
    word = text.doc[index]
    joins = word.pos_ in {"CCONJ", "SCONJ"} or word.dep_ == "mark"
    joins = joins and word.lower_ != "that"
    return joins and _says(text, index + 1, stop)


def _says_apart(text: Stretches, index: int, stop: int) -> bool:
    """Return whether the clause behind a semicolon has a verb of speech: …; kin of the men said."""
    for i in range(index, min(index + 3 * NEAR, stop)):
        token = text.doc[i]
        if text.piece_at(i) is not None or token.tag_ in RELATIVE_PRONOUN or token.tag_ == "TO":
            return False
        if token.pos_ == "VERB" and (token.tag_ in FINITE or token.tag_ == "VBN"):
            before = token.nbor(-1).pos_ in LIGHT or token.tag_ in FINITE
            said = any(match.cue.mode == "speech" for match in said_at(token, "verb"))
            return said and before and i > index
    return False


def _unconfirmed(text: Stretches, index: int, stop: int) -> bool:
    """Return whether a finite auxiliary leads to what nobody vouches for: could not be verified."""
    verb, words = index, []
    while verb < min(index + NEAR, stop - 1) and text.doc[verb].pos_ in LIGHT:
        words.append(text.doc[verb])
        verb += 1
    vouched = any(match.cue.subject_role == "speaker" for match in said_at(text.doc[verb], "verb"))
    passive = text.doc[verb].tag_ == "VBN" and any(word.lemma_ == "be" for word in words)
    return vouched and passive and any(word.dep_ in NEGATION for word in words)


def _says(text: Stretches, index: int, stop: int) -> bool:
    """Return whether a short subject with a verb of speech follows: … and they say that it is."""
    apart = 0
    for i in range(index, min(index + 2 * NEAR, stop)):
        token = text.doc[i]
        if token.text == "," and i > index:  # but the minister, Mira Doran, said
            apart += 1
            continue
        if token.tag_ in FINITE:
            said = any(match.cue.mode == "speech" for match in said_at(token, "verb"))
            said = said or _unconfirmed(text, i, stop)
            return i > index and said and apart != 1
        if i >= index + NEAR and not apart:
            return False
        if token.pos_ not in OPENERS:
            return False
    return False
