"""Figures: every number that counts or measures, with its hedge, what it counts, and who reports it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extract.amounts import Amount, Amounts, amounts
from kg.extract.attribution import attribution, combine
from kg.extract.counting import Counted, counted, place, population
from kg.extract.dates import dates
from kg.extract.nonfigures import NonFigures, nonfigures
from kg.extract.tallies import vouched
from kg.extract.variables import Measured, measured
from kg.extract.words import Table, Word, span_of, words
from kg.lang import grammar
from kg.lang.layers import PLAIN, Assertion, Layers, layers
from kg.model import Figure, Span, TimeSpan
from kg.ontology import Ontology

OTHER, PERSON = "other", "person"
COUNT = "count"
"""Measure of a number whose noun is not said."""


@dataclass(frozen=True, slots=True)
class Found:
    """An amount in its paragraph."""

    amount: Amount
    words: Sequence[Word]
    span: Span
    phrase: Span
    times: tuple[TimeSpan, ...]
    """The dates of its paragraph."""


def extract(doc: Doc, ontology: Ontology) -> Iterator[Figure]:
    """Find numbers with what they count, how they are hedged, and who reports them.

    Digits, number words, ranges, shares, rates, money and measures; dates, ages, scores, ordinals
    and the numbers in names are left out.
    """
    known = layers(doc)
    found = list(_amounts(doc, known, ontology))
    numbers = frozenset(
        token.i for one in found for token in _tokens(doc, one.span)
    )
    maker = Maker(doc, known, ontology, numbers)
    made: list[Figure] = []
    for one in found:
        figure = maker.figure(one, made[-1] if made else None)
        if figure is not None:
            made.append(replace(figure, id=f"f{len(made) + 1}"))
    yield from made


def _tokens(doc: Doc, span: Span) -> Sequence[Token]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return [] if found is None else list(found)


def _amounts(doc: Doc, known: Layers, ontology: Ontology) -> Iterator[Found]:
    """Yield the amounts of the body that may be figures, in text order."""
    text = doc.text
    reader, judge = amounts(ontology, doc.lang_), nonfigures(ontology, doc.lang_)
    for paragraph in known.body or (Span(0, len(text)),):
        line = words(text, paragraph.start, paragraph.end)
        dated = list(dates(ontology, doc.lang_).read(text, line, known.published))
        times = tuple(one.time for one in dated if one.time is not None)
        for amount in reader.read(line, [range(one.first, one.last) for one in dated]):
            if not judge.refuses(line, amount) and not judge.is_rest(line, amount):
                span = span_of(line, amount.first, amount.last)
                phrase = span_of(line, amount.start, amount.end)
                yield Found(amount, line, span, phrase, times)


class Maker:
    """Makes figures of the amounts of one Doc."""

    def __init__(self, doc: Doc, known: Layers, ontology: Ontology, numbers: frozenset[int]):
        self._doc, self._known, self._ontology, self._numbers = doc, known, ontology, numbers
        self._reader: Amounts = amounts(ontology, doc.lang_)
        self._judge: NonFigures = nonfigures(ontology, doc.lang_)
        self._subsets = Table(ontology.cues("SubsetCue"))
        persons = [cue for cue in ontology.cues("MeasureCue") if cue.measure == "person"]
        self._persons = Table(persons, plurals=True)
        self._nots = Table(c for c in ontology.cues("NumeralCue") if c.evokes == "not")

    def figure(self, found: Found, before: Figure | None) -> Figure | None:
        """Return the figure that an amount is, None if it is none.

        Args:
            found: the amount.
            before: the figure before it in the text, which an elliptic one goes on from.
        """
        amount = found.amount
        unit = span_of(found.words, amount.first, max(amount.last, amount.end))
        what = counted(self._doc, unit if amount.unit else found.span, found.phrase.start, measured=amount.unit is not None)
        if what is None:
            return None
        said = None if amount.unit else measured(what, self._known, self._ontology, self._numbers)
        before = before if before and self._same_sentence(before, what) else None
        measure = self._measure(found, what, said, before)
        if said is not None and measure != PERSON:
            said = None
        variable = self._variable(found, said, before)
        if self._is_none(found, what, variable):
            return None
        verb = said.token if said else grammar.verb_of(what.root)
        own = attribution(self._known.quotes, found.span)
        if own.quote is None:
            own = vouched(what, self._known, self._ontology) or own
        polarity, certainty = combine(self._assertion(found, what, verb), own)
        phrase = Span(found.phrase.start, max(found.phrase.end, what.words.end if what.words else 0))
        return Figure(
            id="",
            span=found.span,
            low=amount.low,
            high=amount.high,
            qualifier=amount.qualifier,
            measure=measure + self._per(found, what),
            variable=variable,
            counted=self._doc.text[slice(what.words.start, what.words.end)] if what.words else None,
            phrase=phrase,
            population=population(what, self._known),
            place=place(what, verb, self._known, self._ontology),
            as_of=self._time(found, what),
            source=own.source,
            source_span=own.source_span,
            via=own.via,
            polarity=polarity,
            certainty=certainty,
            rule=self._rule(amount, said),
        )

    def _is_none(self, found: Found, what: Counted, variable: str) -> bool:
        """Return whether an amount, seen with what it counts, is no figure after all."""
        amount = found.amount
        if self._judge.is_pronoun(found.words, amount):
            return True
        if amount.unit is not None or variable != OTHER:
            return False
        if amount.low == 1 == amount.high and amount.spelled:
            return True
        if what.noun is None or what.noun.tag_ == "NNP":
            if self._judge.follows_name(found.words, amount):
                return True
        return what.noun is None and self._judge.points_back(found.words, amount)

    def _measure(
        self, found: Found, what: Counted, said: Measured | None, before: Figure | None
    ) -> str:
        if found.amount.measure is not None:
            return found.amount.measure
        noun = what.noun
        if noun is None:
            return PERSON if said is not None else before.measure if before else COUNT
        if noun.pos_ in {"PRON", "PROPN"} or (said is not None and said.token.i == noun.i):
            return PERSON
        mention = self._known.mention_at(noun)
        if mention is not None and mention.kind == "demonym":
            return PERSON
        reading = self._persons.at(words(noun.lower_), 0)
        return PERSON if reading else noun.lemma_.lower()

    def _variable(self, found: Found, said: Measured | None, before: Figure | None) -> str:
        unit = found.amount.unit
        if unit is not None:
            return unit.evokes or OTHER
        if said is None and before is not None and self._is_part(found):
            return before.variable
        return said.variable if said is not None else OTHER

    def _is_part(self, found: Found) -> bool:
        return self._subsets.before(found.words, found.amount.start) is not None

    def _per(self, found: Found, what: Counted) -> str:
        """Return "/day" of "92 casualties every day"."""
        end = self._doc[what.end - 1]
        stop = end.idx + len(end)
        at = next((n for n, word in enumerate(found.words) if word.start >= stop), len(found.words))
        per = self._reader.per(found.words, max(at, found.amount.end))
        return f"/{per[0]}" if per else ""

    def _assertion(self, found: Found, what: Counted, verb: Token) -> Assertion:
        if self._nots.before(found.words, found.amount.start):
            return Assertion(polarity="denied")
        for token in (what.number, what.root, verb):
            put = self._known.assertion(token)
            if put != PLAIN:
                return put
        return PLAIN

    def _same_sentence(self, figure: Figure, what: Counted) -> bool:
        sentence = what.number.sent
        return sentence.start_char <= figure.span.start < sentence.end_char

    def _time(self, found: Found, what: Counted) -> TimeSpan | None:
        sentence = what.number.sent
        near = [
            time
            for time in found.times
            if time.span and sentence.start_char <= time.span.start < sentence.end_char
        ]
        return min(near, key=lambda time: abs(time.span.start - found.span.start) if time.span else 0, default=None)

    def _rule(self, amount: Amount, said: Measured | None) -> str:
        if said is not None:
            return said.match.cue.iri
        return amount.unit.iri if amount.unit is not None else "number"
