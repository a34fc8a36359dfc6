"""Figures: numbers that count or measure, their hedge, what they count, and who reports them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.extractors.amounts import LIVING, Amounts, amounts
from kg.extractors.attribution import Attribution, attribution, combine
from kg.extractors.candidates import Found, candidates, number_tokens
from kg.extractors.counting import CLAUSAL, Counted, led_to, sentence
from kg.extractors.dates import dates
from kg.extractors.nonfigures import NonFigures, nonfigures
from kg.extractors.ranges import WAYS
from kg.extractors.reading import Read, compared, reads
from kg.extractors.surroundings import BEARERS, bearer, loser, place, population, sufferer
from kg.extractors.tallies import trailing, vouched
from kg.extractors.timing import Timing
from kg.extractors.variables import Measured
from kg.extractors.words import Table, words
from kg.lang import grammar
from kg.lang.layers import PLAIN, Assertion, Layers, layers
from kg.model import Figure, Span, TimeSpan
from kg.ontology import Ontology

OTHER, PERSON = "other", "person"
DISTANCE = "distance"
MONEY, MILLION = "money", 1_000_000
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
    read = [reads(doc, found, known, ontology, numbers) for found in paragraphs]
    maker = Maker(doc, known, ontology, numbers, compared(one for some in read for one in some))
    every: list[Figure] = []
    for some in read:
        made: list[Figure] = []
        parts: dict[Span, str] = {}
        for one in some:
            figure = maker.figure(one, made, every)
            if figure is not None:
                made = moved(made, one, maker.peer(one.what, made))
                made.append(replace(figure, id=f"f{len(every) + len(made) + 1}"))
                made = parted(made, parts.pop(one.found.span, None))
                if one.whole is not None:
                    parts[one.whole.span] = made[-1].id
        every += made
    yield from every


class _Lexicon:
    """The words that the rules below look for."""

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
        reports = ontology.cues("TallyCue", "SpeechCue")
        self.reports = frozenset(word for cue in reports for word in cue.words)


@lru_cache(maxsize=8)
def _lexicon(ontology: Ontology) -> _Lexicon:
    return _Lexicon(ontology)


class Maker:
    """Makes figures of the amounts of one Doc."""

    def __init__(
        self,
        doc: Doc,
        known: Layers,
        ontology: Ontology,
        numbers: frozenset[int],
        compared: frozenset[int],
    ) -> None:
        self._doc, self._known, self._ontology = doc, known, ontology
        self._numbers, self._compared = numbers, compared
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
        base, _, shared = measure.partition("/")
        per = self._per(found, what, priced=variable == MONEY) or shared
        return Figure(
            id="",
            span=found.span,
            low=found.amount.low,
            high=found.amount.high,
            qualifier=found.amount.qualifier,
            measure=f"{base}/{per}" if per else base,
            variable=variable,
            counted=self._doc.text[what.words.start : what.words.end] if what.words else None,
            phrase=Span(found.phrase.start, end),
            population=goes_on.population
            if goes_on
            else self._population(what, said, measure, [*every, *before]),
            place=None if found.amount.unit else self._place(what, said, [*every, *before]),
            as_of=self._time(read, own, self.peer(what, before)),
            source=own.source,
            further_sources=own.further_sources,
            source_span=own.source_span,
            via=own.via,
            polarity=polarity,
            certainty=certainty,
            change=None if self._is_no_change(read, measure) else found.amount.change,
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
        price = self._price(read, before, every)
        if price is not None:
            return price
        if not read.bare:
            return None
        if read.baseline is not None:
            return self.peer(read.what, before)
        if read.total is not None and read.total.evokes == "limit":
            return self.peer(read.what, before)
        if read.total is None and not _is_said_of_it(read.what):
            return self._of_unit(read, before)
        if read.total is not None and read.total.measure is not None:
            return None
        return self._counted_last([*every, *before])

    def _price(
        self, read: Read, before: Sequence[Figure], every: Sequence[Figure]
    ) -> Figure | None:
        """Return the sum whose currency a bare million shares: 12 million crowns … 36 million."""
        amount = read.found.amount
        people = read.said is not None and read.said.match.cue.measure == PERSON
        if amount.scale < MILLION or people or read.what.noun is not None or amount.unit:
            return None
        priced = self._words.prices.before(read.found.words, amount.start) is not None
        for one in reversed([*every, *before] if priced else before):
            if one.variable == MONEY:
                return one
            if not priced and not self._has_unit(one):
                return None
        return None

    def _of_unit(self, read: Read, before: Sequence[Figure]) -> Figure | None:
        """Return the figure whose unit a bare number shares: at 95 km/h where only 60 are allowed.

        Not one of time ("after two days 12 were left") or of a level that a number led up to.
        """
        last = self._last(read.what, before)
        if last is None or led_to(read.what) or last.measure not in self._words.scales:
            return None
        subject = read.what.root.dep_ in CLAUSAL
        percent = last.measure == "percent" and (
            last.change is None or not read.found.amount.change
        )
        return None if percent or (last.variable == DISTANCE and subject) else last

    def _counted_last(self, before: Sequence[Figure]) -> Figure | None:
        """Return the last figure that counts something."""
        counts = (one for one in reversed(before) if not self._has_unit(one))
        last = next(counts, None)
        return last if last is not None and last.measure.partition("/")[0] != COUNT else None

    def _time(self, read: Read, own: Attribution, peer: Figure | None) -> TimeSpan | None:
        quote = next((one for one in self._known.quotes if one.id == own.quote), None)
        within = quote.content if quote is not None else None
        times = read.found.times
        if read.baseline is not None:  # "up from 287 a day earlier"
            times = tuple(one for one in times if one.span and one.span.start > read.found.span.end)
        found = Timing(
            found=read.what,
            doc=self._doc,
            known=self._known,
            numbers=self._numbers,
            compared=self._compared,
            ontology=self._ontology,
            times=times,
            within_quote=within,
        ).time()
        return found if found is None or read.baseline is None else self._earlier(found, peer)

    def _earlier(self, found: TimeSpan, peer: Figure | None) -> TimeSpan:
        """Return "a day earlier", counted from the day of the figure that it is compared with."""
        day = peer.as_of.latest if peer is not None and peer.as_of is not None else None
        base = day or self._known.published
        if found.latest is not None or base is None:
            return found
        period = dates(self._ontology, self._doc.lang_).back_from(base, found.text)
        why = None if day else "day of publication"
        return replace(found, earliest=period.earliest, latest=period.latest, inferred=why)

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
            last = self._last(what, before)
            thing = last is not None and not self._has_unit(last) and last.measure != PERSON
            loose = said is not None and said.match.cue.measure != PERSON
            if said is not None and not (loose and (thing or goes_on is not None)):
                return PERSON
            return self._bare_measure(read, before, goes_on)
        named = noun.pos_ in {"PRON", "PROPN"} or noun.text[0].isupper()  # Ruritanians
        if (named and not self._names_a_thing(noun)) or (
            said is not None and said.token.i == noun.i
        ):
            return PERSON
        mention = self._known.mention_at(noun)
        if mention is not None and mention.kind == "demonym":
            return PERSON
        living = self._words.living.at(words(noun.lower_), 0)
        if living is None and said is not None and said.tied and said.match.cue.measure == PERSON:
            return PERSON  # "killed six Jesuits"
        return PERSON if living and living.cue.measure == PERSON else noun.lemma_.lower()

    def _names_a_thing(self, noun: Token) -> bool:
        """Return whether a name is no people's: three AK-47s, 40 Leopards."""
        entity = self._known.entity(self._known.entity_at(noun))
        thing = entity is not None and not any(
            self._ontology.is_a(entity.type, name) for name in BEARERS
        )
        return thing or any(letter.isdigit() for letter in noun.text)

    def _bare_measure(self, read: Read, before: Sequence[Figure], goes_on: Figure | None) -> str:
        """Return the measure of a number whose noun an earlier figure may give."""
        if goes_on is not None:
            base, _, per = goes_on.measure.partition("/")
            return goes_on.measure if per and read.baseline is not None else base
        if read.total is not None and read.total.measure is not None:
            return read.total.measure
        last = self._last(read.what, before)
        if read.what.root.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT:
            of_things = before and not self._has_unit(before[-1]) and before[-1].measure != COUNT
            return before[-1].measure if of_things else PERSON
        if last is None or self._has_unit(last):
            last = self._counted_last(before)  # "ten tanks have left. It had asked for 120."
        return last.measure.partition("/")[0] if last is not None else COUNT

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
        people = reading is not None and reading.cue.measure == PERSON and not anyone
        found = population(what, said, self._known, self._ontology, anyone=anyone, people=people)
        total = said is not None and said.match.cue.subject_role == "self"
        if said is not None and (found is None or not self._is_named(found)):
            found = loser(said, self._known, self._ontology) or found
        if found is None and said is not None and total:
            found = sufferer(said, self._known, self._ontology, self._words.reports)
        if found is None and (what.noun is None or total):
            found = self._before(what, said, before)
        if found is None and people and what.noun is not None:
            return bearer(what.noun, self._known, self._ontology)
        return found

    def _before(self, what: Counted, said: Measured | None, before: Sequence[Figure]) -> str | None:
        last = self._last(what, before)
        if last is not None and last.measure == PERSON and last.population is not None:
            return last.population
        return self._only_sufferers(before) if said else self._same_people(what, before)

    def _same_people(self, what: Counted, before: Sequence[Figure]) -> str | None:
        """Return the people of the figure before: 90 men were missing. It said 58 were safe."""
        if what.noun is not None or what.root.dep_ not in CLAUSAL:
            return None
        last = self._counted_last(before[-1:])
        return last.population if last is not None and last.measure == PERSON else None

    def _only_sufferers(self, before: Sequence[Figure]) -> str | None:
        """Return the people that an article reports losses of, if they have a name."""
        found = {one.population for one in before if one.variable in self._words.human}
        found.discard(None)
        only = found.pop() if len(found) == 1 else None
        return only if self._is_named(only) else None

    def _is_named(self, id: str | None) -> bool:
        entity = self._known.entity(id)
        kinds = {one.kind for one in entity.mentions} if entity is not None else set()
        return bool(kinds & {"name", "demonym"})

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
        near = [one for one in before if within.start_char <= one.span.start < within.end_char]
        inner = _insides(near)
        for one in reversed(near):
            if one.id not in inner and not any(one.span in source for source in sources):
                return one
        return None

    def _per(self, found: Found, what: Counted, *, priced: bool) -> str | None:
        """Return the day of "92 casualties every day", the tonne of "$241 a tonne"."""
        end = self._doc[what.end - 1]
        stop = end.idx + len(end)
        at = next((n for n, word in enumerate(found.words) if word.start >= stop), len(found.words))
        per = self._reader.per(found.words, max(at, found.amount.end), priced=priced)
        return per or next(self._rates(found, what), None)

    def _rates(self, found: Found, what: Counted) -> Iterator[str]:
        """Yield "day" of "300 patients are admitted every day"."""
        verb = what.root.head
        before = what.root.dep_ in CLAUSAL or what.root.i < verb.i
        if found.amount.unit is not None or not before:
            return
        places = {word.start: at for at, word in enumerate(found.words)}
        for child in verb.children:
            first = child.left_edge
            at = places.get(first.idx)
            if first.i < child.i and first.i > max(verb.i, what.end) and at is not None:
                per = self._reader.per(found.words, at)
                if per is not None and first.morph.get("PronType", []) == ["Tot"]:
                    yield per

    def _whole(self, read: Read, variable: str, before: Sequence[Figure]) -> str | None:
        """Return the figure of people that this one is a part of: "12 of them", "including six"."""
        if not before or read.found.amount.unit is not None:
            return None
        led = self._words.subsets.before(read.found.words, read.found.amount.start)
        noun = read.what.noun
        again = noun is not None and noun.pos_ in {"PRON", "DET"}
        last = next((one for one in reversed(before) if one.part_of is None), before[-1])
        near = again or self._last(read.what, before) is not None or last.variable == variable
        things = led is not None and not self._has_unit(last)
        return last.id if (led or again) and near and (last.measure == PERSON or things) else None

    def _is_no_change(self, read: Read, measure: str) -> bool:
        """Return whether the word before changes no number: shot down 17 drones, lost 30 men."""
        before = read.what.start - 1
        if read.found.amount.unit is not None or before < 0:
            return False
        people = measure == PERSON and self._is_loss(before)
        return people or grammar.is_particle(self._doc[before])

    def _is_loss(self, token: int) -> bool:
        matches = self._known.matches("VariableCue")
        return any(one.head == token and one.cue.evokes == "casualties" for one in matches)

    def _attribution(self, found: Found, what: Counted) -> Attribution:
        own = attribution(self._known.quotes, found.span)
        if own.quote is None:
            other = vouched(what, self._known, self._ontology)
            return other or trailing(what, self._known) or own
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


def parted(made: Sequence[Figure], part: str | None) -> list[Figure]:
    """Return the figures, one of them as a part of the last: nine of 12 drones."""
    whole = made[-1].id
    return [replace(one, part_of=whole) if one.id == part else one for one in made]


def _insides(found: Sequence[Figure]) -> set[str | None]:
    """Return the ids of the later ones of two figures of which one is a part of the other."""
    places = {one.id: at for at, one in enumerate(found)}
    pairs = [(one.id, one.part_of) for one in found if one.part_of in places]
    return {max(pair, key=lambda id: places[id or ""]) for pair in pairs}


def _is_said_of_it(what: Counted) -> bool:
    """Return whether a number is what "it" or "that" is said to be: it was at least 45."""
    subject = grammar.subject(what.root)
    return subject is not None and subject.tag_ == "PRP" and subject.i < what.start
