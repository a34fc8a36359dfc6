"""Figures: numbers that count or measure, their hedge, what they count, and who reports them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from kg.extractors.amounts import LIVING, Amounts, amounts
from kg.extractors.attribution import Attribution, attribution, combine
from kg.extractors.candidates import Found, candidates, number_tokens
from kg.extractors.counting import CLAUSAL, Counted, sentence
from kg.extractors.nonfigures import NonFigures, nonfigures
from kg.extractors.ranges import WAYS
from kg.extractors.reading import Read, reads
from kg.extractors.surroundings import place, population, sufferer, time
from kg.extractors.tallies import vouched
from kg.extractors.variables import Measured
from kg.extractors.words import Table, words
from kg.lang import grammar
from kg.lang.layers import PLAIN, Assertion, Layers, layers
from kg.model import Figure, Span, TimeSpan
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
    numbers = number_tokens(doc, paragraphs)
    maker = Maker(doc, known, ontology, numbers)
    every: list[Figure] = []
    for found in paragraphs:
        made: list[Figure] = []
        for one in reads(doc, found, known, ontology, numbers):
            figure = maker.figure(one, made, every)
            if figure is not None:
                made = moved(made, one, maker.peer(one.what, made))
                made.append(replace(figure, id=f"f{len(every) + len(made) + 1}"))
        every += made
    yield from every


class _Lexicon:
    """The words that the rules below look for."""

    def __init__(self, ontology: Ontology) -> None:
        measures = ontology.cues("MeasureCue")
        self.living = Table((cue for cue in measures if cue.measure in LIVING), plurals=True)
        units = [cue for cue in measures if cue.measure not in LIVING]
        self.units = frozenset(name for cue in units for name in (cue.measure, cue.words[0]))
        self.human = frozenset(cue.evokes for cue in ontology.cues("VariableCue"))
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

    def figure(
        self, read: Read, before: Sequence[Figure], every: Sequence[Figure]
    ) -> Figure | None:
        """Return the figure that an amount is, None if it is none.

        Args:
            read: the amount and what it counts.
            before: the figures before it in its paragraph, which an elliptic one goes on from.
            every: those of the paragraphs before.
        """
        found, what = read.found, read.what
        goes_on = self._goes_on_from(read, before, every)
        measure = self._measure(read, before, goes_on)
        said = read.said if measure == PERSON else None
        variable = goes_on.variable if goes_on else self._variable(found, said, before)
        if self._is_none(found, what, said, variable):
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
            population=goes_on.population
            if goes_on
            else self._population(what, said, measure, [*every, *before]),
            place=None if found.amount.unit else self._place(what, said, [*every, *before]),
            as_of=self._time(read, own),
            source=own.source,
            further_sources=own.further_sources,
            source_span=own.source_span,
            via=own.via,
            polarity=polarity,
            certainty=certainty,
            change=None if self._is_particle(what) else found.amount.change,
            moved_from=found.amount.moved_from,
            part_of=self._whole(read, variable, before),
            rule=said.match.cue.iri
            if said
            else found.amount.unit.iri
            if found.amount.unit
            else "number",
        )

    def _goes_on_from(
        self, read: Read, before: Sequence[Figure], every: Sequence[Figure]
    ) -> Figure | None:
        """Return the figure that one without a noun is another value of: up from 287."""
        if not read.bare:
            return None
        if read.baseline is not None:
            return self.peer(read.what, before)
        if read.total is None or read.total.measure is not None:
            return None
        last = next((one for one in reversed([*every, *before]) if not self._has_unit(one)), None)
        return last if last is not None and last.measure == PERSON else None

    def _time(self, read: Read, own: Attribution) -> TimeSpan | None:
        quote = next((one for one in self._known.quotes if one.id == own.quote), None)
        within = quote.content if quote is not None else None
        times = read.found.times
        if read.baseline is not None:  # "up from 287 a day earlier"
            times = tuple(one for one in times if one.span and one.span.start > read.found.span.end)
        return time(read.what, times, self._doc, within, self._numbers, self._ontology)

    def _is_none(self, found: Found, what: Counted, said: Measured | None, variable: str) -> bool:
        """Return whether an amount, seen with what it counts, is no figure after all."""
        amount = found.amount
        if self._judge.is_pronoun(found.words, amount):
            return True
        if amount.unit is None and amount.low == 1 == amount.high and amount.spelled:
            known = what.noun is None or self._words.living.at(words(what.noun.lower_), 0)
            tied = said is not None and said.tied and what.root.dep_ in CLAUSAL
            return variable == OTHER or not (known or tied)
        if amount.unit is not None or variable != OTHER:
            return False
        named = what.noun is None or what.noun.tag_ == "NNP"
        if named and self._judge.follows_name(found.words, amount):
            return True
        return what.noun is None and self._judge.points_back(found.words, amount)

    def _measure(self, read: Read, before: Sequence[Figure], goes_on: Figure | None) -> str:
        what, said = read.what, read.said
        if read.found.amount.measure is not None:
            return read.found.amount.measure
        noun = what.noun
        if noun is None:
            if said is not None:
                return PERSON
            return self._bare_measure(read, before, goes_on)
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

    def _bare_measure(self, read: Read, before: Sequence[Figure], goes_on: Figure | None) -> str:
        """Return the measure of a number whose noun an earlier figure may give."""
        if goes_on is not None:
            return goes_on.measure
        if read.total is not None and read.total.measure is not None:
            return read.total.measure
        last = self._last(read.what, before)
        if read.what.root.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT:
            of_things = before and not self._has_unit(before[-1]) and before[-1].measure != COUNT
            return before[-1].measure if of_things else PERSON
        return last.measure if last is not None and not self._has_unit(last) else COUNT

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
            last = self._last(what, before)
            if last is not None and last.measure == PERSON and last.population is not None:
                return last.population
            return (
                _only(one.population for one in before if one.variable in self._words.human)
                if said
                else None
            )
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

    def peer(self, what: Counted, before: Sequence[Figure]) -> Figure | None:
        """Return the figure of the same sentence that another value is compared with."""
        within = sentence(what.number)
        sources = [one.source_span for one in self._known.quotes if one.source_span is not None]
        for one in reversed(before):
            if not within.start_char <= one.span.start < within.end_char:
                return None
            if not any(one.span in source for source in sources):
                return one
        return None

    def _per(self, found: Found, what: Counted) -> str:
        """Return "/day" of "92 casualties every day"."""
        end = self._doc[what.end - 1]
        stop = end.idx + len(end)
        at = next((n for n, word in enumerate(found.words) if word.start >= stop), len(found.words))
        per = self._reader.per(found.words, max(at, found.amount.end))
        return f"/{per}" if per else ""

    def _whole(self, read: Read, variable: str, before: Sequence[Figure]) -> str | None:
        """Return the figure of people that this one is a part of: "12 of them", "including six"."""
        if not before or read.found.amount.unit is not None:
            return None
        led = self._words.subsets.before(read.found.words, read.found.amount.start)
        noun = read.what.noun
        again = noun is not None and noun.pos_ in {"PRON", "DET"}
        last = next((one for one in reversed(before) if one.part_of is None), before[-1])
        near = again or self._last(read.what, before) is not None or last.variable == variable
        return last.id if (led or again) and near and last.measure == PERSON else None

    def _is_particle(self, what: Counted) -> bool:
        """Return whether the word before is part of a verb: "shot down 17 drones"."""
        return what.start > 0 and grammar.is_particle(self._doc[what.start - 1])

    def _attribution(self, found: Found, what: Counted) -> Attribution:
        own = attribution(self._known.quotes, found.span)
        if own.quote is None:
            return vouched(what, self._known, self._ontology) or own
        return own

    def _assertion(self, found: Found, said: Measured | None) -> Assertion:
        if self._words.nots.before(found.words, found.amount.start):
            return Assertion(polarity="denied")
        if said is None:
            return PLAIN
        own = self._known.assertion(said.token)
        if said.match.cue.subject_role == "self" and grammar.is_modal(said.token.head):
            return replace(own, polarity="affirmed")  # "you cannot set 40 deaths beside 90"
        return own


def moved(made: Sequence[Figure], read: Read, peer: Figure | None) -> list[Figure]:
    """Return the figures, one of them with where it moved from if an amount says that."""
    way = WAYS.get(read.baseline.direction or "") if read.baseline else None
    low = read.found.amount.low
    if peer is None or way is None or low is None or peer.moved_from is not None:
        return list(made)
    at = next(n for n, one in enumerate(made) if one.id == peer.id)
    return [*made[:at], replace(peer, change=way, moved_from=low), *made[at + 1 :]]


def _only(ids: Iterable[str | None]) -> str | None:
    """Return the entity if it is the only one."""
    found = {one for one in ids if one is not None}
    return found.pop() if len(found) == 1 else None
