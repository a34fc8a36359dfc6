"""Names of people, places, units, outlets: statistical model and lexicon -> named mentions.

Leaves two span groups, "kg_names" and "kg_demonyms" (label: entity class; kb_id: IRI of the
lexicon entry), and one entity per name until coreference joins them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup, Token
from spacy.tokens import Span as DocSpan

from kg import lang
from kg import ontology as ontologies
from kg.annotate.phrases import Phrases
from kg.lang.layers import char_span, layers
from kg.model import Entity, Mention
from kg.ontology import KnownName, Ontology

NAMES, DEMONYMS = "kg_names", "kg_demonyms"
UNIT = "MilitaryUnit"
ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the ontology knows of names, cut into tokens."""

    names: Phrases[KnownName]
    demonyms: Phrases[KnownName]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """The component kg_names."""

    lexicon: Lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the named mentions, and make one entity of each name."""
        names, demonyms = find_names(doc, self.lexicon)
        doc.spans[NAMES] = SpanGroup(doc, name=NAMES, spans=names)
        doc.spans[DEMONYMS] = SpanGroup(doc, name=DEMONYMS, spans=demonyms)
        entities_by_name(doc)
        return doc


@Language.factory("kg_names", default_config={"language": "en", "ontology_path": None})
def names(nlp: Language, name: str, language: str, ontology_path: str | None) -> Names:
    """Return the component that finds names."""
    extra = [Path(ontology_path)] if ontology_path else []
    return Names(lexicon(nlp, ontologies.load(*extra), lang.load(language).entity_labels))


def lexicon(nlp: Language, ontology: Ontology, labels: Mapping[str, str]) -> Lexicon:
    """Return the names of an ontology, cut into tokens as ``nlp`` cuts text."""
    return Lexicon(
        names=Phrases(nlp, ((word, one) for one in ontology.names for word in one.names)),
        demonyms=Phrases(nlp, ((word, one) for one in ontology.names for word in one.demonyms)),
        labels=labels,
    )


def find_names(doc: Doc, lexicon: Lexicon) -> tuple[list[DocSpan], list[DocSpan]]:
    """Return the named mentions and the demonyms of a Doc, each in text order."""
    known = [
        _labelled(doc, one.start, one.end, one.value.type, one.value.iri)
        for one in lexicon.names.find(doc, _text)
    ]
    demonyms = [
        _labelled(doc, one.start, one.end, one.value.type, one.value.iri)
        for one in lexicon.demonyms.find(doc, _text)
    ]
    demonyms = _without_overlap(demonyms)
    known = _without_overlap(known)
    guessed = [
        span
        for entity in doc.ents
        if (label := lexicon.labels.get(entity.label_, "")) and (span := _trimmed(entity, label))
    ]
    guessed = [span for span in guessed if not _same_as_any(span, demonyms)]
    units = list(_units(doc, [*known, *demonyms, *guessed]))
    whole = _without_overlap([*units, *_preferred(known, guessed)])
    alone = [one for one in demonyms if not any(_within(one, span) for span in whole)]
    inside = [one for one in demonyms if any(_within(one, span) for span in units)]
    return whole, sorted([*alone, *inside], key=lambda span: span.start)


def entities_by_name(doc: Doc) -> None:
    """Make one entity of each name: all that is known without coreference."""
    found = layers(doc)
    groups: dict[tuple[str, str], list[tuple[DocSpan, Mention]]] = {}
    kinds = {NAMES: "name", DEMONYMS: "demonym"}
    spans = [(span, kind) for group, kind in kinds.items() for span in doc.spans.get(group, [])]
    for span, kind in sorted(spans, key=lambda pair: (pair[0].start, pair[0].end)):
        mention = Mention(span=char_span(span), text=span.text, kind=kind)
        groups.setdefault((span.label_, span.kb_id_ or span.text), []).append((span, mention))
    found.entities = tuple(
        Entity(
            id=f"e{number}",
            name=next((m.text for _, m in group if m.kind == "name"), group[0][1].text),
            type=key[0],
            mentions=tuple(mention for _, mention in group),
            known=group[0][0].kb_id_ or None,
        )
        for number, (key, group) in enumerate(groups.items(), 1)
    )
    found.heads = {
        span.root.i: (entity.id, mention)
        for entity, group in zip(found.entities, groups.values(), strict=True)
        for span, mention in sorted(group, key=lambda pair: pair[0].end - pair[0].start)
    }


def _text(token: Token) -> Iterable[str]:
    yield token.text


def _labelled(doc: Doc, start: int, end: int, label: str, iri: str = "") -> DocSpan:
    return DocSpan(doc, start, end, label=label, kb_id=iri)


def _trimmed(span: DocSpan, label: str) -> DocSpan | None:
    """Return the span without article, white space, punctuation and possessive at its ends."""
    start, end = span.start, span.end
    while start < end and (_is_loose(span.doc[start]) or span.doc[start].lower_ in ARTICLES):
        start += 1
    while end > start and (_is_loose(span.doc[end - 1]) or span.doc[end - 1].tag_ == "POS"):
        end -= 1
    return _labelled(span.doc, start, end, label, span.kb_id_) if start < end else None


def _is_loose(token: Token) -> bool:
    return token.is_space or token.is_punct


def _preferred(known: list[DocSpan], guessed: list[DocSpan]) -> list[DocSpan]:
    """Return both; where one span is exactly another, or lies in a longer one, the better."""
    exact = {(span.start, span.end) for span in known}
    return [*known, *(span for span in guessed if (span.start, span.end) not in exact)]


def _units(doc: Doc, names: list[DocSpan]) -> Iterator[DocSpan]:
    """Yield what is named by a name and a common noun for armed forces: Ruritanian soldiers."""
    nouns = {
        match.end - 1: match
        for match in layers(doc).matches("NominalCue")
        if match.cue.denotes == UNIT
    }
    for span in names:
        end = span.end
        while end < len(doc) and end - span.end < 6 and _joins(doc[end]) and end not in nouns:
            end += 1
        if end in nouns:
            yield _labelled(doc, span.start, nouns[end].end, UNIT)


def _joins(token: Token) -> bool:
    return (
        token.tag_ in {"POS", "HYPH"}
        or token.pos_ in {"ADJ", "NOUN", "PROPN"}
        and (token.dep_ in {"amod", "compound", "nmod", "flat"})
    )


def _without_overlap(spans: list[DocSpan]) -> list[DocSpan]:
    """Return the longest spans, of equals the first in the list, in text order."""
    kept: list[DocSpan] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda one: (one.start - one.end, one.start)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            kept.append(span)
            taken.update(places)
    return sorted(kept, key=lambda one: one.start)


def _within(inner: DocSpan, outer: DocSpan) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _same_as_any(span: DocSpan, others: list[DocSpan]) -> bool:
    return any((span.start, span.end) == (one.start, one.end) for one in others)
