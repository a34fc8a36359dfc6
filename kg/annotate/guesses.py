"""Entities of the statistical model -> names without what does not belong to them."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.annotate.gazetteer import Lexicon, labelled, within
from kg.lang.layers import layers

PLACES = frozenset({"Place", "Country", "Region", "City"})
BEFORE_NAMES = frozenset({"DET", "AUX", "VERB", "PRON", "ADP", "SCONJ", "CCONJ", "ADV", "PART"})


def guessed_names(
    doc: Doc, lexicon: Lexicon, known: list[DocSpan], demonyms: list[DocSpan]
) -> list[DocSpan]:
    """Return the entities of the model as names.

    Cut at line ends; without articles, titles and whatever else stands before a name; none that is
    a common noun, a demonym, or nothing but known names and what joins them.
    """
    before = layers(doc).matches("HonorificCue", "MagnitudeCue")
    titles = [(match.start, match.end) for match in before]
    found = []
    for entity in doc.ents:
        label = lexicon.labels.get(entity.label_, "")
        for line in _lines(entity) if label else ():
            start = _start(line, label, titles, demonyms)
            end = _end(line, titles)
            name = trimmed(labelled(doc, start, end, label)) if start < end else None
            if name and not _is_common(name) and not _is_made_of(name, [*known, *demonyms]):
                found.append(name)
    return found


def trimmed(span: DocSpan) -> DocSpan | None:
    """Return the span without article, punctuation and possessive at its ends; None if empty."""
    start, end = span.start, span.end
    while start < end and (_is_loose(span.doc[start]) or span.doc[start].pos_ == "DET"):
        start += 1
    while end > start and (_is_loose(span.doc[end - 1]) or span.doc[end - 1].tag_ == "POS"):
        end -= 1
    return labelled(span.doc, start, end, span.label_, iri=span.kb_id_) if start < end else None


def _lines(entity: DocSpan) -> Iterator[DocSpan]:
    start = entity.start
    for token in entity:
        if token.is_space:
            if token.i > start:
                yield entity.doc[start : token.i]
            start = token.i + 1
    if start < entity.end:
        yield entity.doc[start : entity.end]


def _start(
    line: DocSpan, label: str, titles: list[tuple[int, int]], demonyms: list[DocSpan]
) -> int:
    """Return where the name begins: after Prime Minister, Is, 1950, Ruritanian (of a person)."""
    start = line.start
    for token in line:
        if token.i < start:
            continue
        over = [end for first, end in titles if first <= token.i < end < line.end]
        if over and (label == "Person" or max(over) - token.i > 1):
            start = max(over)
        elif label in PLACES | {"Person"} and (
            ends := [one.end for one in demonyms if one.start == token.i and one.end < line.end]
        ):
            start = ends[0]
        elif _may_begin(token):
            break
        else:
            start = token.i + 1
    return start


def _may_begin(token: Token) -> bool:
    if token.text[0].isdigit():
        return token.tag_ != "CD"
    named = token.tag_ in {"NNP", "NNPS"} or token.pos_ == "PROPN"
    return token.text[0].isupper() and (named or token.pos_ not in BEFORE_NAMES)


def _end(line: DocSpan, titles: list[tuple[int, int]]) -> int:
    """Return where the name ends: before a title that goes on, Ruritanian | Defence Minister."""
    over = [start for start, end in titles if line.start <= start < line.end < end]
    return min(over, default=line.end)


def _is_common(name: DocSpan) -> bool:
    """Return whether the name is a common noun with the capital of a sentence's first word."""
    if len(name) > 1:
        return all(token.is_lower or not token.text[0].isupper() for token in name)
    token = name[0]
    if not token.text[0].isupper():
        return not any(letter.isupper() for letter in token.text)
    nouns = layers(name.doc).matches("NominalCue", "VariableCue", "MagnitudeCue", "NoiseCue")
    if any(match.start <= token.i < match.end for match in nouns):
        return True
    first = token.is_sent_start or name.doc[token.i - 1].is_quote
    return bool(first) and (
        token.tag_ not in {"NNP", "NNPS"} or any(one.text == token.lower_ for one in name.doc)
    )


def _is_made_of(name: DocSpan, known: list[DocSpan]) -> bool:
    """Return whether known names and what joins them, or numbers, are all there is."""
    parts = [one for one in known if within(one, name)]
    covered = {i for one in parts for i in range(one.start, one.end)}
    rest = [token for token in name if token.i not in covered]
    whole = any((one.start, one.end) == (name.start, name.end) for one in parts)
    return whole or (bool(parts) and all(not token.text[0].isupper() for token in rest))


def _is_loose(token: Token) -> bool:
    return token.is_space or token.is_punct
