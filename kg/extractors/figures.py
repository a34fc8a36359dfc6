"""Figures: numbers that count or measure, their hedge, what they count, and who reports them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from kg.extractors.amounts import LIVING, Amounts, amounts
from kg.extractors.attribution import Attribution, attribution, combine
from kg.extractors.candidates import Found, candidates, number_tokens
from kg.extractors.counting import Counted, counted, sentence
from kg.extractors.nonfigures import NonFigures, nonfigures
from kg.extractors.surroundings import place, population, sufferer, time
from kg.extractors.tallies import vouched
from kg.extractors.variables import Measured, measured
from kg.extractors.words import Table, span_of, words
from kg.lang import grammar
from kg.lang.layers import PLAIN, Assertion, Layers, layers
from kg.model import Figure, Span
from kg.ontology import Ontology

OTHER, PERSON = "other", "person"
COUNT = "count"
"""Measure of a number whose noun is not said."""


def extract(doc: Doc, ontology: Ontology) -> Iterator[Figure]:
    """Find numbers with what they count, how they are hedged, and who reports them.

    Digits, number words, ranges, shares, rates, money and measures; dates, ages, scores, ordinals
    and the numbers in names are left out.
    """
    known = layers(doc)
    paragraphs = list(candidates(doc, known, ontology))
    maker = Maker(doc, known, ontology, number_tokens(doc, paragraphs))
    count = 0
    for found in paragraphs:
        made: list[Figure] = []
        for one in found:
            figure = maker.figure(one, made)
            if figure is not None:
                count += 1
                made.append(replace(figure, id=f"f{count}"))
        yield from made


class _Lexicon:
    """The words that the rules below look for."""

    def __init__(self, ontology: Ontology) -> None:
        measures = ontology.cues("MeasureCue")
        self.living = Table((cue for cue in measures if cue.measure in LIVING), plurals=True)
        units = [cue for cue in measures if cue.measure not in LIVING]
        self.units = frozenset(name for cue in units for name in (cue.measure, cue.words[0]))
        self.subsets = Table(ontology.cues("SubsetCue"))
        self.nots = Table(c for c in ontology.cues("NumeralCue") if c.evokes == "not")
        reports = ontology.cues("TallyCue", "SpeechCue")
        self.reports = frozenset(word for cue in reports for word in cue.words)


@lru_cache(maxsize=8)
def _lexicon(ontology: Ontology) -> _Lexicon:
    return _Lexicon(ontology)


class Maker:
    """Makes figures of the amounts of one Doc."""

    def __init__(
        self, doc: Doc, known: Layers, ontology: Ontology, numbers: frozenset[int]
    ) -> None:
        self._doc, self._known, self._ontology, self._numbers = doc, known, ontology, numbers
        self._reader: Amounts = amounts(ontology, doc.lang_)
        self._judge: NonFigures = nonfigures(ontology, doc.lang_)
        self._words = _lexicon(ontology)

    def figure(self, found: Found, before: Sequence[Figure]) -> Figure | None:
        """Return the figure that an amount is, None if it is none.

        Args:
            found: the amount.
            before: the figures before it in its paragraph, which an elliptic one goes on from.
        """
        what = self._counted(found)
        if what is None:
            return None
        said = None
        if found.amount.unit is None:
            said = measured(what, self._known, self._ontology, self._numbers)
        measure = self._measure(found, what, said, before)
        said = said if measure == PERSON else None
        variable = self._variable(found, said, before)
        if self._is_none(found, what, variable):
            return None
        own = self._attribution(found, what)
        polarity, certainty = combine(self._assertion(found, said), own)
        end = max(found.phrase.end, what.words.end if what.words else 0)
        return Figure(
            id="",
            span=found.span,
            low=found.amount.low,
            high=found.amount.high,
            qualifier=found.amount.qualifier,
            measure=measure + self._per(found, what),
            variable=variable,
            counted=self._doc.text[what.words.start : what.words.end] if what.words else None,
            phrase=Span(found.phrase.start, end),
            population=self._population(what, said, measure, before),
            place=None if found.amount.unit else self._place(what, said, before),
            as_of=time(what, found.times, self._doc),
            source=own.source,
            source_span=own.source_span,
            via=own.via,
            polarity=polarity,
            certainty=certainty,
            rule=said.match.cue.iri
            if said
            else found.amount.unit.iri
            if found.amount.unit
            else "number",
        )

    def _counted(self, found: Found) -> Counted | None:
        amount = found.amount
        unit = span_of(found.words, amount.first, max(amount.last, amount.end))
        return counted(
            self._doc,
            unit if amount.unit else found.span,
            found.phrase.start,
            measured=amount.unit is not None,
            part=amount.unit is not None and amount.end == amount.last,
        )

    def _is_none(self, found: Found, what: Counted, variable: str) -> bool:
        """Return whether an amount, seen with what it counts, is no figure after all."""
        amount = found.amount
        if self._judge.is_pronoun(found.words, amount):
            return True
        if amount.unit is None and amount.low == 1 == amount.high and amount.spelled:
            known = what.noun is None or self._words.living.at(words(what.noun.lower_), 0)
            return variable == OTHER or not known
        if amount.unit is not None or variable != OTHER:
            return False
        named = what.noun is None or what.noun.tag_ == "NNP"
        if named and self._judge.follows_name(found.words, amount):
            return True
        return what.noun is None and self._judge.points_back(found.words, amount)

    def _measure(
        self, found: Found, what: Counted, said: Measured | None, before: Sequence[Figure]
    ) -> str:
        if found.amount.measure is not None:
            return found.amount.measure
        noun = what.noun
        if noun is None:
            last = self._last(what, before)
            subject = what.root.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT
            if said is not None or subject:
                return PERSON
            return last.measure if last is not None and not self._has_unit(last) else COUNT
        people = noun.pos_ in {"PRON", "PROPN"} or noun.text[0].isupper()  # Ruritanians
        if people or (said is not None and said.token.i == noun.i):
            return PERSON
        mention = self._known.mention_at(noun)
        if mention is not None and mention.kind == "demonym":
            return PERSON
        living = self._words.living.at(words(noun.lower_), 0)
        if living is None and said is not None and said.tied and said.match.cue.measure == PERSON:
            return PERSON  # "killed six Jesuits"
        return PERSON if living and living.cue.measure == PERSON else noun.lemma_.lower()

    def _variable(self, found: Found, said: Measured | None, before: Sequence[Figure]) -> str:
        unit = found.amount.unit
        if unit is not None:
            return unit.evokes or OTHER
        part = self._words.subsets.before(found.words, found.amount.start)
        if said is None and part and before and before[-1].measure == PERSON:
            return before[-1].variable
        return said.variable if said is not None else OTHER

    def _population(
        self, what: Counted, said: Measured | None, measure: str, before: Sequence[Figure]
    ) -> str | None:
        """Return whose number it is: as said, else as of the figure that it goes on from."""
        if measure != PERSON:
            return None
        reading = self._words.living.at(words(what.noun.lower_), 0) if what.noun else None
        anyone = reading is not None and reading.cue.evokes is not None
        found = population(what, said, self._known, self._ontology, anyone=anyone)
        total = said is not None and said.match.cue.subject_role == "self"
        if found is None and said is not None and total:
            found = sufferer(said, self._known, self._ontology, self._words.reports)
        if found is None and (what.noun is None or total):
            last = self._last(what, before) if said is None else before[-1] if before else None
            return last.population if last is not None and last.measure == PERSON else None
        return found

    def _place(self, what: Counted, said: Measured | None, before: Sequence[Figure]) -> str | None:
        found = place(what, said, self._known, self._ontology)
        last = self._last(what, before)
        if found is None and said is not None and last is not None and last.variable != OTHER:
            return last.place
        return found

    def _has_unit(self, figure: Figure) -> bool:
        return (
            figure.variable in {"money", "share", "distance"} or figure.measure in self._words.units
        )

    def _last(self, what: Counted, before: Sequence[Figure]) -> Figure | None:
        """Return the figure before it in its sentence."""
        within = sentence(what.number)
        if before and within.start_char <= before[-1].span.start < within.end_char:
            return before[-1]
        return None

    def _per(self, found: Found, what: Counted) -> str:
        """Return "/day" of "92 casualties every day"."""
        end = self._doc[what.end - 1]
        stop = end.idx + len(end)
        at = next((n for n, word in enumerate(found.words) if word.start >= stop), len(found.words))
        per = self._reader.per(found.words, max(at, found.amount.end))
        return f"/{per}" if per else ""

    def _attribution(self, found: Found, what: Counted) -> Attribution:
        own = attribution(self._known.quotes, found.span)
        if own.quote is None:
            return vouched(what, self._known, self._ontology) or own
        return own

    def _assertion(self, found: Found, said: Measured | None) -> Assertion:
        if self._words.nots.before(found.words, found.amount.start):
            return Assertion(polarity="denied")
        return self._known.assertion(said.token) if said is not None else PLAIN
