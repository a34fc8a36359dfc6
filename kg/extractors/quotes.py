"""Quotes: who said what, in which words. Direct, indirect and mixed; after Pareti (2015)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extractors.circumstances import addressee, medium
from kg.extractors.direct import Direct
from kg.extractors.drafts import CueTable, Draft
from kg.extractors.indirect import Indirect
from kg.extractors.relays import addressed_outlet, asides_dropped, outermost, with_citations
from kg.extractors.sources import author_of, entity_of, named_span
from kg.extractors.stretches import Stretches
from kg.extractors.succession import continued
from kg.lang.layers import layers
from kg.model import Quote
from kg.ontology import Ontology


def extract(doc: Doc, ontology: Ontology) -> Iterator[Quote]:
    """Yield who said (wrote, thinks, plans, orders) what, in text order."""
    stretches, cues = Stretches(doc), CueTable(doc)
    said = Direct(stretches, cues).drafts()
    taken = frozenset(draft.anchor.i for draft in said)
    reported = list(Indirect(stretches, cues, ontology).drafts(taken, tuple(said)))
    cited = with_citations([*said, *reported], cues)
    kept = [one for one in asides_dropped(outermost(cited, ontology)) if _in_body(doc, one)]
    ordered = sorted(kept, key=lambda one: (one.start, one.content[-1].end, one.anchor.i))
    for number, draft in enumerate(continued(ordered, stretches), 1):
        yield _quote(draft, f"q{number}", cues, ontology)


def _in_body(doc: Doc, draft: Draft) -> bool:
    return all(layers(doc).in_body(part) for part in draft.content)


def _quote(draft: Draft, id: str, cues: CueTable, ontology: Ontology) -> Quote:
    author = author_of(draft.source, ontology)
    source = entity_of(author) or entity_of(draft.source)
    told = addressee(draft.anchor, cues.best(draft.anchor.i, "verb"))
    relays = [entity_of(token) for token in (*draft.relays, *addressed_outlet(told, ontology))]
    return Quote(
        id=id,
        kind=draft.kind,
        mode=draft.mode,
        content=draft.content,
        source=source,
        source_span=named_span(draft.source, [*draft.content, *([draft.cue] if draft.cue else [])]),
        cue=draft.cue,
        via=tuple(dict.fromkeys(one for one in relays if one is not None and one != source)),
        medium=medium(draft, cues),
        addressee=entity_of(told),
        polarity=draft.polarity,
        certainty=draft.certainty,
        rule=draft.rule,
    )
