"""Reporting clause behind or within a sentence -> the words around it: The dam fell, Doran said.

Found by commas and by what stands between them, for this is where small parsers err most.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from kg.extractors.bounds import cut, is_comment, is_predicate, says_again
from kg.extractors.clauses import CLAUSAL, LONG, PARTS, Reported, is_part, says_all
from kg.extractors.cueing import SAID, frames, media_at, mode_of, said_at
from kg.extractors.stretches import FINITE, Stretches
from kg.extractors.subjects import TIMES, nominal_in, speaker
from kg.lang.grammar import (
    AUXILIARY,
    CASE,
    OBJECT,
    OPEN_COMPLEMENT,
    PASSIVE_SUBJECT,
    SUBJECT,
    agent,
    children,
)

RELATIVE = frozenset({"WP", "WDT", "WP$", "WRB"})
SUBJECTS = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})
PASSIVE = PASSIVE_SUBJECT | {"aux:pass", "auxpass"}
ARTICLES = frozenset({"a", "an", "the"})
LIGHT = frozenset({"ADV", "AUX", "PART"})


class Aside(NamedTuple):
    """A reporting clause that commas set off: its first token, and the head of its subject."""

    start: int
    source: Token | None


def sentence_around(text: Stretches, cue: Token, end: int) -> Reported | None:
    """Return the sentence that a reporting clause is put behind or into."""
    whole = text.sentence(cue.i)
    found = aside(text, cue, end)
    if found is None or found.start <= whole.start:
        return None
    left = _behind_colon(text, whole.start, found.start)
    if sum(not text.doc[i].is_punct for i in left) < 2 or _has_content(
        text, cue, found, end, whole
    ):
        return None
    ranges = [left]
    goes_on = _goes_on(text, end, whole)
    if _leads_up(text, left, range(end, whole.stop)) and goes_on >= whole.stop:
        return None
    follows = text.doc[goes_on] if goes_on < whole.stop else None
    verbal = any(text.doc[i].pos_ in {"VERB", "AUX"} for i in left)
    rest = text.has_finite_verb(range(goes_on, whole.stop))
    if not is_predicate(follows) and (not verbal or (rest and not text.has_finite_verb(left))):
        if rest and follows is not None and _opens(text, left, follows):
            ranges.append(range(goes_on, cut(text, goes_on, whole.stop)))
            return Reported(tuple(ranges), None, found.source)
        if rest or len(left) <= LONG or not says_all(cue):
            return None
    if follows is not None and _belongs(text, left, goes_on) and not says_again(text, goes_on):
        ranges.append(range(goes_on, cut(text, goes_on, whole.stop)))
    return Reported(tuple(ranges), None, found.source)


def _leads_up(text: Stretches, left: range, right: range) -> bool:
    """Return whether a clause leads up to what is reported: While they agreed, he blamed them."""
    first = text.doc[left.start]
    own = sum(not text.doc[i].is_punct for i in right) > 1
    return own and first.tag_ == "IN" and first.dep_ == "mark"


def _opens(text: Stretches, left: range, follows: Token) -> bool:
    """Return whether few words open what is said: In some cases, he said, they stayed."""
    told = any(media_at(text.doc[i]) or text.doc[i].ent_type_ in TIMES for i in left)
    return not told and text.doc[left.start].pos_ in {"ADP", "ADV"} and _starts_subject(follows)


def _belongs(text: Stretches, left: range, goes_on: int) -> bool:
    """Return whether a sentence goes on behind the report in it: It was, he said, “a mistake”."""
    follows, piece = text.doc[goes_on], text.piece_at(goes_on)
    if piece is not None:
        return piece.start == goes_on and text.doc[piece.first].is_lower
    if is_predicate(follows) or follows.pos_ == "CCONJ":
        return True
    if (follows.pos_ in {"ADP", "SCONJ"} or follows.dep_ in CASE) and _is_of_clause(text, goes_on):
        return True
    main = text.doc[left.start].tag_ == "IN" and text.doc[left.start].dep_ == "mark"
    return follows.dep_ == "mark" or main  # Even if it fails, he said, the work is done


def _is_of_clause(text: Stretches, start: int) -> bool:
    """Return whether a phrase at the end belongs to what was said: It fell, he said, after rain."""
    rest = range(start, text.sentence(start).stop)
    words = [text.doc[i] for i in rest]
    told = any(media_at(one) or one.ent_type_ in TIMES or one.text in PARTS for one in words)
    cues = any(said_at(one) for one in words)
    return not told and not cues and not text.has_finite_verb(rest)


def as_clause(text: Stretches, cue: Token) -> Reported | None:
    """Return the sentence that a clause with "as" is put to: It fell, as Doran reported."""
    start = cue.left_edge.i
    start += text.doc[start].is_punct
    if text.doc[start].lower_ != "as" and cue.i > 0 and text.doc[cue.i - 1].lower_ == "as":
        start = cue.i - 1
    put = _as_before(text, cue)
    if put is not None:
        found = rest_of_sentence(text, range(put, text.sentence(cue.i).stop))
        source = nominal_in(text.doc, range(put + 1, cue.i))
        return found._replace(source=source) if found is not None else None
    if text.doc[start].lower_ != "as" or cue.dep_ not in CLAUSAL or cue.tag_ == "VBG":
        return None
    whole = text.sentence(cue.i)
    found = rest_of_sentence(text, range(start, min(cue.right_edge.i + 1, whole.stop)))
    source = agent(cue) or _misread_subject(cue)
    if source is None and cue.tag_ == "VBN" and _ends(text, cue):
        return None  # the roof fell, as predicted
    return found._replace(source=source) if found is not None else None


def _ends(text: Stretches, cue: Token) -> bool:
    """Return whether a participle right behind "as" has nothing behind it."""
    after = cue.i + 1
    return text.doc[cue.i - 1].lower_ == "as" and (
        after >= len(text.doc) or text.doc[after].is_punct or text.doc[after].is_space
    )


def _misread_subject(cue: Token) -> Token | None:
    """Return the subject of a past tense that the parse takes for a passive participle."""
    passive = children(cue, PASSIVE_SUBJECT)
    return passive[0] if passive and not children(cue, AUXILIARY) else None


def _as_before(text: Stretches, cue: Token) -> int | None:
    """Return the "as" of a clause at the end of its sentence: …, as a memo puts it."""
    whole = text.sentence(cue.i)
    rest = [text.doc[i] for i in range(cue.i + 1, whole.stop)]
    start = cue.i - 1
    while start > whole.start and text.doc[start].pos_ in SUBJECTS | LIGHT:
        if text.doc[start].lower_ == "as":
            break
        start -= 1
    bare = sum(not one.is_punct for one in rest) <= 1
    apart = start > whole.start and _set_off(text, start - 1, whole.start)
    return start if bare and apart and text.doc[start].lower_ == "as" else None


def rest_of_sentence(text: Stretches, hole: range) -> Reported | None:
    """Return the sentence without a phrase: According to Doran, the bridge fell."""
    whole = text.sentence(hole.start)
    behind = range(hole.stop, cut(text, hole.stop, whole.stop))
    if text.has_finite_verb(range(whole.start, hole.start)) and _describes_before(text, behind):
        behind = range(hole.stop, hole.stop)
    ranges = tuple(
        part
        for part in (range(whole.start, hole.start), behind)
        if sum(not text.doc[i].is_punct for i in part) > (hole.stop not in whole)
    )
    return Reported(ranges, None) if ranges else None


def _describes_before(text: Stretches, part: range) -> bool:
    """Return whether words tell of whom a phrase names: according to Hale, a painter of boats."""
    words = [text.doc[i] for i in part if not text.doc[i].is_punct]
    if not words or text.doc[part.start].text != "," or words[0].lower_ not in ARTICLES:
        return False
    verbs = [one for one in words if one.tag_ in FINITE]
    return not verbs or any(one.tag_ in RELATIVE for one in words if one.i < verbs[0].i)


def interrupted(text: Stretches, cue: Token, end: int, start: int) -> range | None:
    """Return the words before a reporting clause that is put into a sentence after a few of them.

    The bridge, Doran said, is closed. If it falls, he said, “we go home.”

    Args:
        text: the stretches of the Doc.
        cue: the reporting verb.
        end: token after the cue.
        start: first token of the content behind it.
    """
    doc, whole = text.doc, text.sentence(cue.i)
    apart = start > end and any(doc[i].text in PARTS for i in range(end, min(start + 1, len(doc))))
    if not (apart or (end < len(doc) and doc[end].text in PARTS)):
        return None
    found = aside(text, cue, end)
    if found is None or found.start - 1 <= whole.start:
        return None
    word = next((doc[i] for i in range(start, whole.stop) if not doc[i].is_punct), None)
    goes_on = text.piece_at(start) is not None and word is not None and word.is_lower
    before = _behind_colon(text, whole.start, found.start)
    return before if goes_on or is_predicate(word) or _is_condition(text, before) else None


def _behind_colon(text: Stretches, start: int, stop: int) -> range:
    """Return the stretch behind its last colon: They left: the dam, he said, will break."""
    colons = [i for i in range(start, stop) if text.doc[i].text in {":", ";"}]
    outside = [i for i in colons if text.piece_at(i) is None]
    return range(outside[-1] + 1 if outside else start, stop)


def _is_condition(text: Stretches, part: range) -> bool:
    """Return whether the words before a reporting clause limit what is said: Set against that."""
    first = text.doc[part.start]
    told = any(media_at(text.doc[i]) or text.doc[i].ent_type_ in TIMES for i in part)
    return not told and len(part) > 3 and first.tag_ in {"IN", "VBN", "VBG", "WRB"}


def aside(text: Stretches, cue: Token, end: int) -> Aside | None:
    """Return the reporting clause of a cue, if a comma, dash or quotation ends right before it."""
    if cue.tag_ in {"VB", "VBG"} or children(cue, PASSIVE) or _has_infinitive(cue):
        return None
    first, doc = text.sentence(cue.i).start, text.doc
    given = _is_object(cue, end)
    if given and not any("addressee" in frames(match.cue) for match in said_at(cue, "verb")):
        return None  # campaigning in May, he mentioned the climate
    speaks = any(mode_of(match.cue) in SAID for match in said_at(cue, "verb"))
    subject = speaks and end < len(doc) and _starts_subject(doc[end]) and not given
    if subject and _set_off(text, cue.i - 1, first) and not _is_subject(text, first, cue.i):
        return Aside(cue.i, nominal_in(doc, range(end, text.sentence(cue.i).stop)))
    last = cue.i - 1
    while last > first and doc[last].pos_ in LIGHT:
        last -= 1
    if _set_off(text, last, first):  # Doran, who runs the shelter, said
        last = next((i for i in range(last - 1, first, -1) if _set_off(text, i, first)), first) - 1
    start = last
    while start > first and not _set_off(text, start - 1, first):
        start -= 1
    part = range(start + (start < last and _is_led(doc[start])), last + 1)
    if start <= first or text.has_finite_verb(part) or not _starts_subject(doc[part.start]):
        return None
    if any(doc[i].tag_ in RELATIVE or doc[i].lower_ == "that" for i in part[1:]):
        return None  # raids in Aven, Sarn and elsewhere that he blamed on the army
    if is_comment(text, start) and doc[start + 2].pos_ in SUBJECTS:  # a claim Doran denied
        return None
    own = speaker(cue)
    source = own if own is not None and own.i in part else nominal_in(doc, part)
    return Aside(start, source) if source is not None else None


def _is_subject(text: Stretches, start: int, stop: int) -> bool:
    """Return whether a noun with a relative clause is all that stands before a verb.

    Malawi, which the storm hit, reported 36 deaths.
    """
    commas = [i for i in range(start, stop) if is_part(text.doc[i])]
    if not commas or commas[0] + 1 >= stop or text.doc[commas[0] + 1].tag_ not in RELATIVE:
        return False
    second = commas[1] if len(commas) > 1 else stop
    before, behind = range(start, commas[0]), range(second, stop)
    return not text.has_finite_verb(before) and not text.has_finite_verb(behind)


def _is_led(word: Token) -> bool:
    """Return whether a participle opens a noun phrase: retired captain Lloyd Orme said."""
    return word.tag_ in {"VBD", "VBN"} and word.nbor().pos_ in {"NOUN", "PROPN", "ADJ"}


def _is_object(cue: Token, end: int) -> bool:
    """Return whether what follows a verb is its object: the firms, Om among them, declared war."""
    before = [one for one in children(cue, SUBJECT) if one.i < cue.i]
    return bool(before) and any(one.left_edge.i == end for one in children(cue, OBJECT))


def _has_infinitive(cue: Token) -> bool:
    """Return whether an infinitive is what a verb reports: Ruritania, he knows, urged us to go."""
    complements = children(cue, OPEN_COMPLEMENT)
    return any(one.tag_ == "TO" for head in complements for one in head.children if one.i > cue.i)


def _starts_subject(token: Token) -> bool:
    return token.pos_ in SUBJECTS and token.tag_ not in RELATIVE and token.lower_ != "that"


def _set_off(text: Stretches, index: int, first: int) -> bool:
    """Return whether a comma, dash or closing quotation mark stands at a token."""
    if index < first:
        return False
    piece = text.piece_at(index)
    return is_part(text.doc[index]) if piece is None else index == piece.end - 1


def _has_content(text: Stretches, cue: Token, found: Aside, end: int, whole: range) -> bool:
    """Return whether what follows the cue, up to a comma, is a clause and thus its content."""
    stop = next((i for i in range(end, whole.stop) if text.doc[i].text in PARTS), whole.stop)
    pronouns = 0
    for i in range(end, stop):
        token = text.doc[i]
        if token.tag_ in RELATIVE:
            pronouns += 1
        elif token.lower_ == "that" or (token.tag_ in FINITE and pronouns == 0):
            return True
        elif token.tag_ in FINITE and found.start != cue.i:  # said a man who came and left
            pronouns -= 1
    return text.piece_at(min(end, whole.stop - 1)) is not None


def _goes_on(text: Stretches, end: int, whole: range) -> int:
    """Return where the sentence goes on behind a reporting clause that is put into it."""
    for i in range(end, whole.stop):
        if text.doc[i].text in PARTS:
            following = text.doc[i + 1 : i + 3]
            if not len(following) or following[0].tag_ in RELATIVE:
                return whole.stop
            if following[0].tag_ == "VBG" and following[0].dep_ not in CASE:
                return whole.stop  # but: including old ships
            verb = following[-1].pos_ in {"VERB", "AUX", "ADV"} or following[-1].tag_ in FINITE
            return whole.stop if following[0].tag_ == "CC" and verb else i + 1
    return whole.stop
