"""Names of an article that settle each other's class: Dorn and Ada Dorn; Om, Aven and Sarn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from spacy.tokens import Span as DocSpan

from kg.lang.forms import acronym
from kg.lang.grammar import conjuncts
from kg.lang.told import PLACES

BODIES = frozenset({"Organization", "NewsOutlet", "MilitaryUnit"})
FAMILIES = (PLACES, BODIES)
SURE, STRONG, GOOD, WEAK = 12, 6, 3, 1
"""Weights: the lexicon's word, the name's own words, the words around it, the model's guess."""
TITLED = frozenset({"Event", "Document", *BODIES})
"""Classes whose names are short for themselves without what follows "of"."""
Votes = dict[str, Counter[str]]


def key(span: DocSpan) -> str:
    """Return what is equal for all occurrences of a name."""
    return span.text.casefold()


def family(name: str) -> frozenset[str]:
    """Return the classes between which a special one wins over a general one."""
    return next((one for one in FAMILIES if name in one), frozenset({name}))


def shortened(
    names: Sequence[DocSpan], chosen: Mapping[str, str], fronts: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield the names that are short for a longer one, with its class: Dorn for Ada Dorn.

    Args:
        names: of the article.
        chosen: class of each, by key.
        fronts: keys of those whose first word says what they are: Radio Om, Camp Om.
    """
    full = {key(span): span for span in names if len(span) > 1}
    people = {word for long in full if chosen[long] == "Person" for word in long.split()}
    for long, span in sorted(full.items()):
        words, kind = long.split(), chosen[long]
        shorter = {
            " ".join(words[start:])
            for start in range(1, len(words))
            if words[start - 1] not in {"of", "for"}
        }
        if kind in PLACES or (kind in TITLED and long in fronts):
            shorter = set()
        if kind in TITLED and "of" in words:
            shorter.add(" ".join(words[: words.index("of")]))
        first = words[0]
        if kind in BODIES and chosen.get(first) == "Person" and first not in people:
            yield first, kind  # Om, where nobody but the Om Trust has the name
        for short in sorted((shorter | {acronym(span.text).casefold()}) & chosen.keys() - {long}):
            yield short, kind


def lengthened(
    names: Sequence[DocSpan], told: Votes, guesses: Votes, weak: Set[str]
) -> Iterator[tuple[str, str, int]]:
    """Yield what the last word of a longer name tells of it, where nothing else does.

    Ada Hill, of whom only a model has an opinion, is a person where Hill is one.
    """
    for long, span in {key(one): one for one in names if len(one) in {2, 3}}.items():
        last = span[-1].text.casefold()
        if long in weak and last in told and last not in weak:
            own = told[last] + guesses[last]
            kinds = [name for name in own if name and name not in PLACES]
            yield from ((long, name, own[name]) for name in kinds)


def companies(names: Sequence[DocSpan], chosen: Mapping[str, str], weak: Set[str]) -> Iterator[str]:
    """Yield the first words of bodies of which nothing but the model says that they are places.

    Om, where the article has Om Shipping, and neither "in Om" nor "the city of Om".
    """
    for span in names:
        short = span[0].text.casefold()
        if len(span) < 2 or chosen[key(span)] != "Organization" or short not in chosen:
            continue
        if chosen[short] in PLACES and short in weak:
            yield short


def coordinated(
    names: Sequence[DocSpan], chosen: Mapping[str, str], weak: Set[str]
) -> Iterator[tuple[str, str]]:
    """Yield the names of which only a model has an opinion, with the class of those beside them.

    Om, Aven and Sarn are of one sort: all of them places, or all of them bodies.
    """
    at = {span.root.i: key(span) for span in names}
    for span in names:
        own = key(span)
        if own not in weak or span.kb_id_:
            continue
        beside = {at[one.i] for one in conjuncts(span.root) if one.i in at} - weak
        kinds = Counter(chosen[one] for one in sorted(beside))
        if kinds and not any(chosen[own] in family(kind) for kind in kinds):
            yield own, max(kinds, key=lambda one: (kinds[one], one))


def regions(
    names: Sequence[DocSpan], votes: Votes, chosen: Mapping[str, str]
) -> dict[str, DocSpan]:
    """Return the short names of regions: Om, where the article has the Om region, not Om city."""
    found: dict[str, DocSpan] = {}
    count = Counter(key(span) for span in names)
    for span in names:
        short = key(span[:-1]) if len(span) > 1 else ""
        if span.label_ != "Region" or chosen.get(short) not in PLACES - {"Country"}:
            continue
        if votes[short]["City"] in {0, SURE * count[short]}:
            found[short] = span
    return found
