"""Quotes: who said what, in which words. Direct, indirect and mixed; after Pareti (2015)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from kg.extract.direct import Direct
from kg.extract.drafts import CueTable, Draft
from kg.extract.indirect import Indirect
from kg.extract.sources import author_of, entity_of, named_span
from kg.extract.stretches import Stretches
from kg.extract.succession import continued
from kg.lang.layers import layers
from kg.model import Quote
from kg.ontology import Ontology


def extract(doc: Doc, ontology: Ontology) -> Iterator[Quote]:
    """Yield who said (wrote, thinks, plans, orders) what, in text order."""
    stretches, cues = Stretches(doc), CueTable(doc)
    said = Direct(stretches, cues).drafts()
    taken = frozenset(draft.anchor.i for draft in said)
    reported = list(Indirect(stretches, cues, ontology).drafts(taken, tuple(said)))
    kept = [one for one in _outermost([*said, *reported]) if _in_body(doc, one)]
    ordered = sorted(kept, key=lambda one: (one.start, one.content[-1].end, one.anchor.i))
    for number, draft in enumerate(continued(ordered, stretches), 1):
        yield _quote(draft, f"q{number}", ontology)


def _outermost(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts whose cue does not stand in the content of another."""
    return [
        draft
        for draft in drafts
        if not any(other is not draft and other.covers(draft.anchor.idx) for other in drafts)
    ]


def _in_body(doc: Doc, draft: Draft) -> bool:
    return all(layers(doc).in_body(part) for part in draft.content)


def _quote(draft: Draft, id: str, ontology: Ontology) -> Quote:
    author = author_of(draft.source, ontology)
    source = entity_of(author) or entity_of(draft.source)
    relays = [entity_of(token) for token in draft.relays]
    return Quote(
        id=id,
        kind=draft.kind,
        mode=draft.mode,
        content=draft.content,
        source=source,
        source_span=named_span(draft.source),
        cue=draft.cue,
        via=tuple(dict.fromkeys(one for one in relays if one is not None and one != source)),
        medium=draft.medium,
        addressee=entity_of(draft.addressee),
        polarity=draft.polarity,
        certainty=draft.certainty,
        rule=draft.rule,
    )
