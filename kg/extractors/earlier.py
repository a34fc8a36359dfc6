"""The figures before one: which of them an elliptic number may go on from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.extractors.amounts import LIVING
from kg.extractors.counting import Counted, sentence
from kg.extractors.words import Table
from kg.lang.layers import Layers
from kg.model import Figure
from kg.ontology import Ontology

OTHER, PERSON, COUNT = "other", "person", "count"
"""Variable of what no word says; measure of people; of a number whose noun is not said."""
NEAR = 2
"""How many counts back one of the dead or arrested is meant rather than another: of cities."""
MONEY, SHARE, DISTANCE = "money", "share", "distance"
"""Variables that units of measure mean."""


class FigureWords:
    """The words that rules for figures look for."""

    def __init__(self, ontology: Ontology) -> None:
        measures = ontology.cues("MeasureCue")
        self.living = Table((cue for cue in measures if cue.measure in LIVING), plurals=True)
        units = [cue for cue in measures if cue.measure not in LIVING]
        self.units = frozenset(name for cue in units for name in (cue.measure, cue.words[0]))
        times = ontology.cues("TimeCue")
        spans = {word for cue in times if cue.evokes == "unit" for word in cue.words}
        self.scales = self.units - spans - {cue.measure for cue in units if cue.evokes == MONEY}
        self.human = frozenset(cue.evokes for cue in ontology.cues("VariableCue"))
        self.prices = Table(ontology.cues("PriceCue"))
        self.subsets = Table(ontology.cues("SubsetCue"))
        self.nots = Table(c for c in ontology.cues("NumeralCue") if c.evokes == "not")
        more = (c for c in ontology.cues("NumeralCue") if c.evokes == "more")
        self.mores = frozenset(word for cue in more for word in cue.words)
        reports = ontology.cues("TallyCue", "SpeechCue")
        self.reports = frozenset(word for cue in reports for word in cue.words)


@lru_cache(maxsize=8)
def figure_words(ontology: Ontology) -> FigureWords:
    """Return the words of an ontology's lexicon, made once."""
    return FigureWords(ontology)


class Earlier:
    """Looks back over figures; those given are in text order."""

    def __init__(self, known: Layers, words: FigureWords) -> None:
        self._known, self._words = known, words

    def has_unit(self, figure: Figure) -> bool:
        """Return whether a figure measures, rather than counts, something."""
        return figure.variable in {MONEY, SHARE, DISTANCE} or figure.measure in self._words.units

    def last(self, what: Counted, before: Sequence[Figure]) -> Figure | None:
        """Return the figure before it in its sentence."""
        within = sentence(what.number)
        if before and within.start_char <= before[-1].span.start < within.end_char:
            return before[-1]
        return None

    def peer(self, what: Counted, before: Sequence[Figure]) -> Figure | None:
        """Return the figure of the same sentence that another value is compared with."""
        within = sentence(what.number)
        sources = [one.source_span for one in self._known.quotes if one.source_span is not None]
        near = [one for one in before if within.start_char <= one.span.start < within.end_char]
        inner = _insides(near)
        for one in reversed(near):
            if one.id not in inner and not any(one.span in source for source in sources):
                return one
        return None

    def counted_last(self, before: Sequence[Figure]) -> Figure | None:
        """Return the last figure that counts something."""
        counts = [one for one in reversed(before) if not self.has_unit(one)]
        last = counts[0] if counts else None
        if last is not None and last.measure.partition("/")[0] not in {PERSON, COUNT}:
            last = next((one for one in counts[:NEAR] if one.variable != OTHER), last)
        return last if last is not None and last.measure.partition("/")[0] != COUNT else None


def _insides(found: Sequence[Figure]) -> set[str | None]:
    """Return the ids of the later ones of two figures of which one is a part of the other."""
    places = {one.id: at for at, one in enumerate(found)}
    pairs = [(one.id, one.part_of) for one in found if one.part_of in places]
    return {max(pair, key=lambda id: places[id or ""]) for pair in pairs}
