"""Names and common nouns -> what they name together: Ruritanian troops, the 9th Brigade."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.annotate.gazetteer import labelled
from kg.lang.layers import CueMatch, layers
from kg.lang.told import PLACES

UNIT = "MilitaryUnit"
MANY = frozenset({UNIT, "Group", "Organization", "Weapon"})
"""Classes of which "Ruritanian" and a common noun name one."""
SHAREABLE = frozenset({"Country", "Organization", UNIT})
"""Classes whose names stand before such a noun as they are: NATO troops."""
ORDINAL = re.compile(r"\d+(st|nd|rd|th|d)")
NUMBER = re.compile(r"\d{1,3}")
MODEL = re.compile(r"[A-Z][A-Za-z]{0,9}[-–]\d{1,4}[A-Za-z]{0,3}\d?")
REACH = 5
ADJECTIVE = "adjective"
"""Part of speech of a word that means a force only by what it does: Kim's elite withdraw."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """The common nouns of a Doc, by their first token."""

    at: dict[int, list[CueMatch]]

    def starting(self, token: int, *classes: str) -> CueMatch | None:
        """Return the longest noun that begins at a token and denotes one of the classes."""
        fitting = [match for match in self.at.get(token, ()) if match.cue.denotes in classes]
        return max(fitting, key=lambda match: match.end, default=None)


def described(doc: Doc, names: list[DocSpan], demonyms: list[DocSpan]) -> list[DocSpan]:
    """Return the mentions that are made of a name or number and a common noun."""
    nouns = _nouns(doc)
    found = [one for span in demonyms for one in _of_demonym(span, nouns)]
    found += [one for span in names for one in _of_name(span, nouns)]
    found += _best_of(doc, names)
    found += [one for span in [*names, *demonyms] for one in _named_after(span, nouns)]
    found += [*_from_place(doc, names, nouns), *_numbered(doc, nouns), *_models(doc, nouns)]
    found += _events(doc, names)
    return found


def _nouns(doc: Doc) -> Nouns:
    at: dict[int, list[CueMatch]] = {}
    for match in layers(doc).matches("NominalCue"):
        if match.cue.pos != ADJECTIVE:
            at.setdefault(match.start, []).append(match)
    return Nouns(at)


def _of_demonym(span: DocSpan, nouns: Nouns) -> Iterator[DocSpan]:
    found = _noun_after(span.doc, span.end, nouns, *MANY)
    if found and _is_head(span.doc, found):
        yield labelled(span.doc, span.start, found.end, found.cue.denotes or "")


def _of_name(span: DocSpan, nouns: Nouns) -> Iterator[DocSpan]:
    """Yield Kim's army, Strelsau's men; but of Ruritania's Special Forces only Special Forces."""
    doc, end = span.doc, span.end
    if end < len(doc) and doc[end].tag_ == "POS":
        found = _noun_after(doc, end + 1, nouns, UNIT, "Group")
        if found is None or not _is_head(doc, found):
            return
        capital = doc[end + 1].text[0].isupper()
        if found.cue.denotes == UNIT or (span.label_ in PLACES and not capital):
            yield labelled(
                doc,
                end + 1 if capital else span.start,
                found.end,
                UNIT if found.cue.denotes == UNIT else "Group",
            )
    elif span.label_ in SHAREABLE:
        found = _noun_after(doc, end, nouns, UNIT, "Group")
        if found and _is_head(doc, found) and doc[found.end - 1].tag_ in {"NNS", "NNPS"}:
            yield labelled(doc, span.start, found.end, found.cue.denotes or "")


def _best_of(doc: Doc, names: list[DocSpan]) -> Iterator[DocSpan]:
    """Yield the elite of "Kim's elite withdraw from the Om front": who does what forces do."""
    known = layers(doc)
    best = {one.start: one for one in known.matches("NominalCue") if one.cue.pos == ADJECTIVE}
    fronts = {
        one.start
        for one in known.matches("NominalCue")
        if one.cue.direction == "after" and one.cue.denotes in PLACES
    }
    acts = {
        one.start: one.end
        for one in known.matches("RelationCue")
        if one.cue.with_role == "subject" and UNIT in (one.cue.with_class or "").split("|")
    }
    for span in names:
        found = best.get(span.end + 1)
        if found is None or doc[span.end].tag_ != "POS":
            continue
        after = found.end
        while after < len(doc) and doc[after].pos_ in {"ADV", "AUX"}:
            after += 1
        goal = range(acts.get(after, len(doc)), min(acts.get(after, 0) + REACH, len(doc)))
        if any(i in fronts and doc[i].sent == doc[after].sent for i in goal):
            yield labelled(doc, span.start, found.end, found.cue.denotes or "")


def _named_after(span: DocSpan, nouns: Nouns) -> Iterator[DocSpan]:
    """Yield what a noun makes a name of: the Om region, the Ruritania-Norland war."""
    for match in nouns.at.get(span.end, ()):
        denotes = match.cue.denotes or ""
        is_part = denotes in PLACES - {"Place"} and span.label_ in {"Country", "Event", "Document"}
        if match.cue.direction == "after" and not is_part and _is_head(span.doc, match):
            yield labelled(span.doc, _joined_start(span), match.end, denotes)


def _events(doc: Doc, names: list[DocSpan]) -> Iterator[DocSpan]:
    """Yield the war in Ruritania, Norland's long war with Ruritania."""
    starts = {span.start: span for span in names if span.label_ in PLACES}
    ends = {span.end: span for span in names}
    for match in layers(doc).matches("NominalCue"):
        if match.cue.direction != "after" or match.cue.denotes != "Event":
            continue
        named = starts.get(match.end + 1)
        if named is None or doc[match.end].pos_ != "ADP":
            continue
        start = match.start
        while start > 0 and _describes(doc[start - 1]) and start not in ends:
            start -= 1
        owner = ends.get(start - 1) if start and doc[start - 1].tag_ == "POS" else None
        yield labelled(doc, owner.start if owner else match.start, named.end, "Event")


def _joined_start(span: DocSpan) -> int:
    """Return where the pair begins of which the span is the second: Ruritania-Norland."""
    doc, start = span.doc, span.start
    if start > 1 and doc[start - 1].text in {"-", "–"} and doc[start - 2].text[0].isupper():
        start -= 2
        while (
            start > 0
            and doc[start - 1].text[0].isupper()
            and doc[start - 1].pos_ in {"PROPN", "ADJ"}
        ):
            start -= 1
    return start


def _from_place(doc: Doc, names: list[DocSpan], nouns: Nouns) -> Iterator[DocSpan]:
    """Yield troops from Strelsau."""
    for span in names:
        if span.label_ not in {"Country", "City"} or span.start < 2:
            continue
        if doc[span.start - 1].lower_ == "from":
            for start in range(max(0, span.start - 3), span.start - 1):
                match = nouns.starting(start, UNIT)
                if match and match.end == span.start - 1 and not _is_named(doc, start):
                    yield labelled(doc, start, span.end, UNIT)


def _is_named(doc: Doc, start: int) -> bool:
    """Return whether a noun has a name before it: the 9th Brigade came from Strelsau, is not so."""
    before = doc[start - 1] if start else None
    return before is not None and (before.pos_ == "PROPN" or bool(ORDINAL.fullmatch(before.text)))


def _numbered(doc: Doc, nouns: Nouns) -> Iterator[DocSpan]:
    """Yield the 9th Mountain Brigade, 9 Brigade; but not 9 soldiers."""
    for token in doc:
        bare = NUMBER.fullmatch(token.text) is not None
        if bare or ORDINAL.fullmatch(token.text):
            end = token.i + 1
            while end < len(doc) and doc[end].text[0].isupper():
                end += 1
            ends = [
                found.end
                for i in range(token.i + 1, end + 1 - bare)
                if (found := nouns.starting(i, UNIT)) and not (bare and _is_many(doc, found))
            ]
            if ends:
                yield labelled(doc, token.i, max(ends), UNIT)


def _is_many(doc: Doc, match: CueMatch) -> bool:
    last = doc[match.end - 1]
    return last.tag_ in {"NNS", "NNPS"} or not last.text[0].isupper()


def _models(doc: Doc, nouns: Nouns) -> Iterator[DocSpan]:
    """Yield the AK-12 of "AK-12 and RG-3 assault rifles"."""
    for token in doc:
        if MODEL.fullmatch(token.text):
            near = range(token.i + 1, min(len(doc), token.i + REACH + 2))
            if any(nouns.starting(i, "Weapon") for i in near if doc[i].sent == token.sent):
                yield labelled(doc, token.i, token.i + 1, "Weapon")


def _noun_after(doc: Doc, start: int, nouns: Nouns, *classes: str) -> CueMatch | None:
    """Return the first fitting noun from ``start`` on, with only modifiers before it."""
    for position in range(start, min(len(doc), start + REACH)):
        if found := nouns.starting(position, *classes):
            return found
        if not _modifies(doc[position]):
            return None
    return None


def _modifies(token: Token) -> bool:
    named = token.pos_ in {"ADJ", "NOUN", "PROPN"} or token.tag_ == "HYPH"
    return named or (token.tag_ in {"VBN", "VBG"} and token.dep_ == "amod")


def _describes(token: Token) -> bool:
    return _modifies(token) or token.pos_ == "NUM"


def _is_head(doc: Doc, match: CueMatch) -> bool:
    """Return whether the phrase ends with the noun: not in "army commanders", "army unit Om"."""
    if match.end == len(doc):
        return True
    following = doc[match.end]
    return following.pos_ not in {"NOUN", "PROPN"} or following.head.i < match.start
