"""Names of an article -> what each of them names: all its occurrences have a say."""

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from kg.annotate.gazetteer import Lexicon, kind_of, labelled
from kg.annotate.guesses import PLACES
from kg.lang.forms import acronym
from kg.lang.layers import CueMatch, layers

FAMILIES = (PLACES, frozenset({"Organization", "NewsOutlet", "MilitaryUnit"}))
GENERIC = frozenset({"Place", "Organization"})
SURE, STRONG, GOOD, WEAK = 12, 6, 3, 1
"""Weights: the lexicon's word, the name's own words, the words around it, the model's guess."""
Votes = dict[str, Counter[str]]


def settle(
    doc: Doc, names: list[DocSpan], demonyms: list[DocSpan], lexicon: Lexicon
) -> list[DocSpan]:
    """Return the names with the entity class that the whole article speaks for."""
    votes: Votes = {}
    for span in names:
        own = votes.setdefault(_key(span), Counter())
        for name, weight in _evidence(span, lexicon):
            own[name] += weight
    for span in demonyms:
        if span.id_ and span.id_.casefold() in votes:
            votes[span.id_.casefold()]["Country"] += GOOD
    chosen = {key: choose(own) for key, own in votes.items()}
    for short, name in _shortened(names, chosen):
        votes[short][name] += STRONG
    chosen = {key: choose(own) for key, own in votes.items()}
    regions = _regions(names, votes, chosen)
    return [_with_class(regions.get(_key(span), span), span, chosen[_key(span)]) for span in names]


def choose(votes: Counter[str]) -> str:
    """Return the class with the most votes; a special one before the general one of its family.

    >>> choose(Counter(Place=3, City=2, Person=4))
    'City'
    """
    families = {name: family for family in FAMILIES for name in family}
    sums: Counter[frozenset[str]] = Counter()
    for name, number in votes.items():
        sums[families.get(name, frozenset({name}))] += number
    family = max(sums, key=lambda one: (sums[one], sorted(one)))
    return max(
        (name for name in votes if name in family),
        key=lambda name: (name not in GENERIC and votes[name] > WEAK, votes[name], name),
    )


def _key(span: DocSpan) -> str:
    return span.text.casefold()


def _with_class(model: DocSpan, span: DocSpan, name: str) -> DocSpan:
    if model is not span:
        return labelled(span.doc, span.start, span.end, model.label_, iri=model.kb_id_)
    iri = span.kb_id_ if name == span.label_ else ""
    return labelled(span.doc, span.start, span.end, name, iri=iri)


def _regions(names: list[DocSpan], votes: Votes, chosen: dict[str, str]) -> dict[str, DocSpan]:
    """Return the short names of regions: Om, where the article has the Om region, not Om city."""
    found = {}
    for span in names:
        short = _key(span[:-1]) if len(span) > 1 else ""
        if span.label_ != "Region" or chosen.get(short) not in PLACES - {"Country"}:
            continue
        if votes[short]["City"] in {0, SURE * _count(names, short)}:
            found[short] = span
    return found


def _count(names: list[DocSpan], key: str) -> int:
    return sum(_key(span) == key for span in names)


def _evidence(span: DocSpan, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    yield span.label_, SURE if span.kb_id_ else WEAK
    if len(span) > 1 and (kind := kind_of(span, lexicon)):
        yield kind, STRONG
    for match in layers(span.doc).matches("HonorificCue"):
        if match.end == span.start:
            yield "Person", GOOD
    for match in layers(span.doc).matches("NominalCue"):
        if _speaks_of(match, span):
            yield match.cue.denotes or "", GOOD
    if span.start and span.doc[span.start - 1].lower_ == "in":
        yield "Place", WEAK


def _speaks_of(match: CueMatch, span: DocSpan) -> bool:
    """Return whether a noun says what the name is: the daily Om Post; Om, a town; village of Om."""
    doc = span.doc
    if match.end == span.start:
        return True
    if match.end + 1 == span.start and doc[match.end].lower_ == "of":
        return match.cue.denotes in PLACES
    return match.head in {child.i for child in span.root.children if child.dep_ == "appos"}


def _shortened(names: list[DocSpan], chosen: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the names that are short for a longer one, with its class: Dorn for Ada Dorn."""
    full = {_key(span): span for span in names if len(span) > 1}
    for key in chosen:
        for long, span in full.items():
            name = chosen[long]
            if key != long and (
                (long.endswith(" " + key) and name not in PLACES)
                or acronym(span.text) == key.upper()
            ):
                yield key, name
