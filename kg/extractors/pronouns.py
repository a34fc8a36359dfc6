"""Quotes whose pronoun was taken for a thing -> the same by who spoke before or is told of.

“…,” says its owner, Anna Doran. “…,” she said: not the house. The agency plans to close the path,
it said: not the path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg.lang.layers import layers
from kg.model import Entity, Quote
from kg.ontology import Ontology

PERSON, BODIES = ("Person",), ("Organization", "Country")
SEXES: Mapping[str, frozenset[str]] = {
    "he": frozenset({"she", "her", "hers"}),
    "she": frozenset({"he", "him", "his"}),
}
"""Pronoun -> those that nobody goes by whom it means."""
NEAR = 24
"""The subject of a clause starts so many characters behind the start of the clause at most."""


def settle_pronouns(quotes: Iterable[Quote], doc: Doc, ontology: Ontology) -> Iterator[Quote]:
    """Yield the quotes, in text order, each pronoun with a speaker that it can mean."""
    before: Quote | None = None
    for quote in quotes:
        one = _Pronoun.of(quote, doc, ontology)
        found = one.speaker(before) if one is not None else None
        before = replace(quote, source=found.id) if found is not None else quote
        yield before


@dataclass(frozen=True, slots=True)
class _Pronoun:
    """The pronoun that a quote has for a source."""

    quote: Quote
    doc: Doc
    ontology: Ontology
    text: str
    start: int

    @classmethod
    def of(cls, quote: Quote, doc: Doc, ontology: Ontology) -> _Pronoun | None:
        span = quote.source_span
        text = doc.text[span.start : span.end].casefold() if span else ""
        if span is None or text not in {"he", "she", "it"}:
            return None
        return cls(quote, doc, ontology, text, span.start)

    def speaker(self, before: Quote | None) -> Entity | None:
        """Return whom the pronoun means rather than what it was taken for; None: just that."""
        known = layers(self.doc).entity(self.quote.source)
        if known is not None and self._fits(known) and (self.text == "it" or known.named):
            return None
        if known is not None and self.text == "it" and self.ontology.is_a(known.type, "Document"):
            return None
        found = self._spoke(before, known) or (self._subject() if self.text == "it" else None)
        return found if found is not None and found != known else None

    def _fits(self, entity: Entity) -> bool:
        kinds = BODIES if self.text == "it" else PERSON
        others = SEXES.get(self.text, frozenset())
        called = {one.text.casefold() for one in entity.mentions if one.kind == "pronoun"}
        return any(self.ontology.is_a(entity.type, kind) for kind in kinds) and not called & others

    def _spoke(self, before: Quote | None, known: Entity | None) -> Entity | None:
        """Return who spoke last in the paragraph, if nothing it may mean was named since."""
        if before is None or before.source_span is None:
            return None
        said = before.source_span.start
        if "\n" in self.doc.text[said : self.start]:
            return None
        since = [one for one in known.mentions if one.kind != "pronoun"] if known else []
        if self.text == "it":  # what somebody tells of does not speak
            since = [one for one in since if not any(one.span in part for part in before.content)]
        found = layers(self.doc).entity(before.source)
        if any(said < one.span.start < self.start for one in since) or found is None:
            return None
        return found if self._fits(found) and (found.named or self.text == "it") else None

    def _subject(self) -> Entity | None:
        """Return the body that the clause before the pronoun begins with."""
        start = self.quote.content[0].start
        if start > self.start:
            return None
        near = [
            (one.span, entity.id, entity)
            for entity in layers(self.doc).entities
            for one in entity.mentions
            if start <= one.span.start < start + NEAR
        ]
        found = min(near)[2] if near else None
        return found if found is not None and self._fits(found) else None
