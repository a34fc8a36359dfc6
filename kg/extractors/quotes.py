"""Quotes: who said what, in which words. Direct, indirect and mixed; after Pareti (2015)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.extractors.channels import with_channels
from kg.extractors.circumstances import addressee, medium
from kg.extractors.cueing import best_at, said_at
from kg.extractors.direct import Direct
from kg.extractors.drafts import Draft
from kg.extractors.indirect import Indirect
from kg.extractors.labels import Labels
from kg.extractors.pronouns import settle_pronouns
from kg.extractors.relays import addressed_outlet, asides_dropped, outermost, with_citations
from kg.extractors.sources import author_of, entity_of, is_document, named_span, shown_to, together
from kg.extractors.speakers import settle_speakers
from kg.extractors.stretches import Stretches
from kg.extractors.succession import continued, shared
from kg.extractors.transcript import Transcript
from kg.lang.layers import CueMatch, layers
from kg.model import Mode, Quote, Span
from kg.ontology import Ontology


def extract(doc: Doc, ontology: Ontology) -> Iterator[Quote]:
    """Yield who said (wrote, thinks, plans, orders) what, in text order."""
    stretches = Stretches(doc)
    transcript = Transcript(stretches)
    direct = Direct(stretches, ontology).drafts()
    said = [draft for draft in direct if not transcript.covers(draft.anchor.i)]
    said += transcript.drafts()
    said += [
        one for one in Labels(stretches, ontology).drafts() if not transcript.covers(one.anchor.i)
    ]
    taken = frozenset(draft.anchor.i for draft in said)
    reported = list(Indirect(stretches, ontology).drafts(taken))
    cited = with_citations(shared([*said, *reported]), doc)
    single = asides_dropped(outermost(cited, ontology))
    kept = [one for one in with_channels(single, doc, ontology) if _in_body(doc, one)]
    ordered = sorted(kept, key=lambda one: (one.start, one.content[-1].end, one.anchor.i))
    last = continued(ordered, stretches)
    settle_speakers(last, doc, ontology)
    found = (_quote(draft, f"q{number}", ontology) for number, draft in enumerate(last, 1))
    yield from settle_pronouns(found, doc, ontology)


def _in_body(doc: Doc, draft: Draft) -> bool:
    return all(layers(doc).in_body(part) for part in draft.content)


def _mode(draft: Draft, where: CueMatch | None, ontology: Ontology) -> Mode:
    """Return the mode of a quote: what is said by or in a document is written."""
    if draft.mode != "speech":
        return draft.mode
    document = draft.source is not None and is_document(draft.source, ontology)
    written = where is not None and where.cue.mode == "writing"
    return "writing" if document or written else "speech"


def _quote(draft: Draft, id: str, ontology: Ontology) -> Quote:
    doc = draft.anchor.doc
    around = [*draft.content, *([draft.cue] if draft.cue else [])]
    named = together(draft.source, around)
    author = author_of(draft.source, ontology)
    who = [entity_of(one) for one in (together(author, around) if entity_of(author) else named)]
    sources = tuple(dict.fromkeys(one for one in who if one is not None))
    source = next(iter(sources), None)
    where = medium(draft)
    states = any(one.cue.iri == draft.rule for one in said_at(draft.anchor, "adjective"))
    told = addressee(draft, None if states else best_at(draft.anchor, "verb"))
    passing = (*draft.relays, *shown_to(draft.source, ontology), *addressed_outlet(told, ontology))
    relays = [entity_of(token) for token in passing]
    return Quote(
        id=id,
        kind=draft.kind,
        mode=_mode(draft, where, ontology),
        content=draft.content,
        source=source,
        further_sources=sources[1:],
        source_span=_whole(named_span(one, around) for one in named),
        cue=draft.cue,
        via=tuple(dict.fromkeys(one for one in relays if one is not None and one not in sources)),
        medium=doc[where.start : where.end].text.removesuffix(".") if where else None,
        addressee=entity_of(told),
        polarity=draft.polarity,
        certainty=draft.certainty,
        rule=draft.rule,
        construction=draft.frame,
    )


def _whole(parts: Iterable[Span | None]) -> Span | None:
    """Return the characters from the first to the last of several stretches."""
    found = [part for part in parts if part is not None]
    return Span(found[0].start, max(part.end for part in found)) if found else None
