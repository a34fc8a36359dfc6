"""Entities of the statistical model -> names without what does not belong to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.annotate.gazetteer import Lexicon, Overlaps, is_bare, kind_of, labelled
from kg.lang.layers import CueMatch, layers
from kg.lang.told import PLACES

COMMON = ("NominalCue", "VariableCue", "MagnitudeCue", "MeasureCue", "NoiseCue")
LONGEST = 6
"""Tokens of a person's name, hyphens included."""
AROUND = frozenset({"DET", "AUX", "VERB", "PRON", "ADP", "SCONJ", "CCONJ", "ADV", "PART"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a Doc says about where names begin and end."""

    titles: Mapping[int, CueMatch]
    """Longest title over each token."""
    common: frozenset[int]
    """Tokens of common nouns."""
    vague: frozenset[int]
    """Tokens of words such as hundreds."""
    demonyms: Mapping[int, DocSpan]
    """By first token."""
    words: frozenset[str]
    """All that stand in the Doc, as they are written."""
    lexicon: Lexicon


def guessed_names(
    doc: Doc, lexicon: Lexicon, known: list[DocSpan], demonyms: list[DocSpan]
) -> list[DocSpan]:
    """Return the entities of the model as names.

    Cut at line ends; without articles, titles and whatever else stands before a name; none that is
    a common noun, a demonym, or nothing but known names and what joins them.
    """
    around = _surroundings(doc, demonyms, lexicon)
    parts = Overlaps([*known, *demonyms])
    found = []
    for entity in doc.ents:
        mapped = lexicon.labels.get(entity.label_, "")
        lines = _parts(entity, mapped, around, lexicon) if mapped else ()
        for line, label in (_after_place(line, label, parts, lexicon) for line, label in lines):
            start, end = _start(line, label, around), _end(line, around)
            name = trimmed(labelled(doc, start, end, label)) if start < end else None
            if name and not (
                _is_adjective(name)
                or _is_date(name, lexicon.months)
                or _is_common(name, around)
                or _is_office(name, around)
                or _is_made_of(name, parts.inside(name))
            ):
                found.append(name)
    return found


def titled_names(doc: Doc) -> list[DocSpan]:
    """Return what stands after a title and must be a person, whether the model saw it or not."""
    found = []
    for title in layers(doc).matches("HonorificCue"):
        end = title.end
        while end < len(doc) and end - title.end < LONGEST and _goes_on(doc[end], title.end):
            end += 1
        while end > title.end and not doc[end - 1].text[0].isupper():
            end -= 1
        if end > title.end and doc[end - 1].pos_ == "PROPN":
            found.append(labelled(doc, title.end, end, "Person"))
    return found


def particled_names(names: list[DocSpan], particles: frozenset[str]) -> list[DocSpan]:
    """Return the names of people that a model cut at a small word: Ada van | Dorn."""
    after = {span.start: span for span in names if not span.kb_id_}
    found = []
    for span in names:
        other = after.get(span.end + 1)
        if span.label_ != "Person" or span.kb_id_ or other is None:
            continue
        if span.doc[span.end].text in particles:
            found.append(labelled(span.doc, span.start, other.end, "Person"))
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


def _parts(
    entity: DocSpan, label: str, around: Surroundings, lexicon: Lexicon
) -> Iterator[tuple[DocSpan, str]]:
    """Yield the lines of an entity; of "Ruritania Bank Chairman Ada Dorn" both names."""
    for line in _lines(entity):
        inner = [around.titles[token.i] for token in line[1:-1] if token.i in around.titles]
        inner = [one for one in inner if line.start < one.start and one.end < line.end]
        if not inner or kind_of(line, lexicon) or any(token.lower_ == "of" for token in line):
            yield line, label
            continue
        first, last = inner[0], inner[-1]
        yield line.doc[line.start : first.start], "Organization" if label == "Person" else label
        yield line.doc[last.end : line.end], "Person"


def _after_place(
    line: DocSpan, label: str, parts: Overlaps, lexicon: Lexicon
) -> tuple[DocSpan, str]:
    """Return whom a model takes for part of a place: envoy to the Middle East | Ada Dorn."""
    ends = [one.end for one in parts.inside(line) if one.start == line.start and one.kb_id_]
    rest = line[max(ends) - line.start :] if ends else line
    if label not in PLACES or not 2 <= len(rest) < len(line) or kind_of(line, lexicon):
        return line, label
    named = all(token.pos_ == "PROPN" and token.text[0].isupper() for token in rest)
    return (rest, "Person") if named else (line, label)


def _surroundings(doc: Doc, demonyms: list[DocSpan], lexicon: Lexicon) -> Surroundings:
    titles: dict[int, CueMatch] = {}
    for match in layers(doc).matches("HonorificCue"):
        for i in range(match.start, match.end):
            if i not in titles or titles[i].end < match.end:
                titles[i] = match
    return Surroundings(
        titles=titles,
        common=_covered(layers(doc).matches(*COMMON)),
        vague=_covered(layers(doc).matches("MagnitudeCue")),
        demonyms={span.start: span for span in demonyms},
        words=frozenset(token.text for token in doc),
        lexicon=lexicon,
    )


def _covered(matches: Iterable[CueMatch]) -> frozenset[int]:
    return frozenset(i for match in matches for i in range(match.start, match.end))


def _start(line: DocSpan, label: str, around: Surroundings) -> int:
    """Return where the name begins: after Prime Minister, Is, 1950, Ruritanian (of a person)."""
    start = line.start
    for token in line:
        title, demonym = around.titles.get(token.i), around.demonyms.get(token.i)
        if token.i < start:
            continue
        if title and title.end < line.end and _is_person(title, label):
            start = title.end
        elif demonym and demonym.end < line.end and label in PLACES | {"Person"}:
            start = demonym.end
        elif _is_sort(token, line, around):
            start = token.i + 1
        elif token.i not in around.vague and _may_begin(token, label):
            break
        else:
            start = token.i + 1
    return _first_name(line.doc, start, around) if start == line.start else start


def _first_name(doc: Doc, start: int, around: Surroundings) -> int:
    """Return where the name begins that stands between a title and ``start``: Mayor Ada | Dorn."""
    first = start
    while first > 0 and start - first < 2 and first - 1 not in around.titles:
        if not doc[first - 1].text[0].isupper():
            return start
        first -= 1
    return first if first - 1 in around.titles else start


def _is_person(title: CueMatch, label: str) -> bool:
    """Return whether a title makes a person of the name, whatever the model took it for."""
    return label == "Person" or bool(title.cue.denotes) or title.end - title.start > 1


def _is_sort(token: Token, line: DocSpan, around: Surroundings) -> bool:
    """Return whether a sentence begins with a noun for what the name after it is: Rival Om."""
    follows = token.i + 1 < line.end and token.nbor().text[0].isupper()
    return follows and _opens(token) and token.lower_ in around.lexicon.apart


def _opens(token: Token) -> bool:
    """Return whether a word has the capital of a sentence's first word."""
    return bool(token.is_sent_start) or token.i == 0 or token.nbor(-1).is_quote


def _stands_inside(token: Token) -> bool:
    """Return whether a word has its capital within a sentence, too."""
    return any(one.orth == token.orth and not _opens(one) for one in token.doc)


def _may_begin(token: Token, label: str) -> bool:
    if token.text[0].isdigit():
        return token.tag_ != "CD"
    if label == "Person" and (token.tag_ == "NNP" or not token.is_sent_start):
        return token.tag_ == "NNP" or token.text[0].isupper()  # bin Omar
    named = token.tag_ in {"NNP", "NNPS"} or token.pos_ == "PROPN"
    return token.text[0].isupper() and (named or token.pos_ not in AROUND)


def _end(line: DocSpan, around: Surroundings) -> int:
    """Return where the name ends: before a title that goes on, Ruritanian | Defence Minister."""
    end = line.end
    title = around.titles.get(end - 1)
    if title and title.end > end:
        end = max(title.start, line.start)
    while end > line.start and line.doc[end - 1].is_lower and line.doc[end - 1].pos_ in AROUND:
        end -= 1
    return end


def _is_common(name: DocSpan, around: Surroundings) -> bool:
    """Return whether the name is a common noun with the capital of a sentence's first word."""
    if len(name) > 1:
        return all(token.is_lower or not token.text[0].isupper() for token in name)
    token = name[0]
    if not token.text[0].isupper():
        return not any(letter.isupper() for letter in token.text)
    is_proper, is_noun = token.tag_ in {"NNP", "NNPS"}, token.i in around.common
    if is_noun and not is_proper:
        return True
    if not _opens(token):
        return False
    owner = name.end < len(name.doc) and name.doc[name.end].tag_ == "POS"  # Labour's leader
    bare = not owner and is_bare(token, around.lexicon) and not _stands_inside(token)
    return not is_proper or is_noun or bare or token.lower_ in around.words


def _is_office(name: DocSpan, around: Surroundings) -> bool:
    """Return whether the name is only a title: Supreme Commander, GOC; Staff of Chief of Staff."""
    last = around.titles.get(name.end - 1)
    if last is None or last.end != name.end:
        return False
    if all(token.i in around.titles or token.i in around.common for token in name):
        return len(name) > 1 or name.text.isupper() or last.start < name.start
    return False


def _is_adjective(name: DocSpan) -> bool:
    """Return whether a group's name is not the plural noun for its people."""
    return name.label_ == "Group" and name[-1].tag_ not in {"NNPS", "NNS"}


def _is_date(name: DocSpan, months: frozenset[str]) -> bool:
    """Return whether the name is a month with a number: Jun 10."""
    beside = [token for token in name[1:]] + list(name.doc[name.end : name.end + 1])
    first = name[0].lower_.rstrip(".") in months
    return first and all(one.like_num for one in name[1:]) and any(one.like_num for one in beside)


def _is_made_of(name: DocSpan, parts: list[DocSpan]) -> bool:
    """Return whether a known name is all there is, or several and what joins them."""
    if any(one.end == name.end and one.start == _after_demonym(name, parts) for one in parts):
        return True
    covered = {i for one in parts for i in range(one.start, one.end)}
    rest = [token for token in name if token.i not in covered]
    return bool(parts and rest) and all(not token.text[0].isupper() for token in rest)


def _after_demonym(name: DocSpan, parts: list[DocSpan]) -> int:
    """Return where the name goes on after a demonym: the Ruritanian | Leopard 9."""
    ends = [one.end for one in parts if one.start == name.start and one.end < name.end]
    return max(ends, default=name.start)


def _goes_on(token: Token, start: int) -> bool:
    """Return whether a token is part of the person's name that begins at ``start``."""
    if token.i > start and token.text in {"-", "–", "'", "’"} and not token.whitespace_:
        return not token.nbor(-1).whitespace_
    joined = token.i > start and token.nbor(-1).text in {"-", "–"}
    named = token.pos_ == "PROPN" and (token.text[0].isupper() or joined)
    return named and token.text[0].isalpha()


def _is_loose(token: Token) -> bool:
    return token.is_space or token.is_punct
