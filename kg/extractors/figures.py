"""Figures: numbers that count or measure, their hedge, what they count, and who reports them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extractors.amounts import Amounts, amounts
from kg.extractors.attribution import Attribution, attribution, combine
from kg.extractors.candidates import Found, candidates, number_tokens
from kg.extractors.counting import CLAUSAL, Counted, led_to
from kg.extractors.dates import dates
from kg.extractors.earlier import MONEY, OTHER, PERSON, Earlier, figure_words
from kg.extractors.ellipsis import Ellipsis
from kg.extractors.gapping import is_gapped
from kg.extractors.moves import Parts, moved, parted
from kg.extractors.nonfigures import NonFigures, nonfigures
from kg.extractors.populations import Populations
from kg.extractors.reading import Read, compared, reads
from kg.extractors.surroundings import BEARERS, place
from kg.extractors.tallies import trailing, vouched
from kg.extractors.timing import Timing
from kg.extractors.variables import Measured
from kg.extractors.words import words
from kg.lang import grammar
from kg.lang.layers import PLAIN, Assertion, Layers, layers
from kg.model import Figure, Span, TimeSpan
from kg.ontology import Ontology


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
        reached: set[str] = set()
        for one in some:
            figure = maker.figure(one, made, every)
            if figure is not None:
                made = moved(made, one, maker.earlier.peer(one.what, made), reached)
                made.append(replace(figure, id=f"f{len(every) + len(made) + 1}"))
                reached |= {made[-1].id} if led_to(one.what) else set()
                made = parted(made, parts.pop(one.found.span, None))
                if one.whole is not None:
                    parts[one.whole.span] = made[-1].id
        every += made
    yield from every


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
        self._words = figure_words(ontology)
        self.earlier = Earlier(known, self._words)
        self._ellipsis = Ellipsis(self.earlier, self._words)
        self._parts = Parts(self.earlier, self._words)
        self._populations = Populations(known, ontology, self.earlier, self._words)

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
        goes_on = self._ellipsis.goes_on_from(read, before, every)
        measure = self._measure(read, before, goes_on)
        said = read.said if measure == PERSON else None
        variable = goes_on.variable if goes_on else self._variable(read, said, before)
        if self._is_none(found, what, said, variable):
            return None
        own = self._attribution(found, what)
        polarity, certainty = combine(self._assertion(found, said), own)
        end = max(found.phrase.end, what.words.end if what.words else 0)
        base, _, shared = measure.partition("/")
        per = self._per(found, what, said, priced=variable == MONEY) or shared
        whole = self._parts.whole(read, variable, before)
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
            else self._populations.of_part(
                what,
                next((one for one in before if one.id == whole), None),
                self._populations.of(what, said, measure, [*every, *before]),
            ),
            place=None if found.amount.unit else self._place(what, said, [*every, *before]),
            as_of=self._time(read, own, self.earlier.peer(what, before)),
            source=own.source,
            further_sources=own.further_sources,
            source_span=own.source_span,
            via=own.via,
            polarity=polarity,
            certainty=certainty,
            change=None if self._is_no_change(read, measure) else found.amount.change,
            moved_from=found.amount.moved_from,
            part_of=whole,
            rule=said.match.cue.iri
            if said
            else found.amount.unit.iri
            if found.amount.unit
            else "number",
        )

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
            single = self._judge.is_single(found.words, amount) and what.noun is not None
            return (variable == OTHER and not single) or not (known or tied)
        if amount.unit is not None or variable != OTHER:
            return False
        named = what.noun is None or what.noun.tag_ == "NNP"
        opens = not amount.spelled and self._opens_with_name(what)
        if named and (opens or self._judge.follows_name(found.words, amount)):
            return True
        return what.noun is None and self._judge.points_back(found.words, amount)

    def _opens_with_name(self, what: Counted) -> bool:
        """Return whether a sentence opens with a name that ends in the number: Windows 11."""
        before = self._doc[max(0, what.start - 1)]
        opens = what.start > 0 and bool(before.is_sent_start)
        return opens and before.pos_ == "PROPN" and what.noun is None

    def _measure(self, read: Read, before: Sequence[Figure], goes_on: Figure | None) -> str:
        what, said = read.what, read.said
        if read.found.amount.measure is not None:
            return read.found.amount.measure
        noun = what.noun
        if noun is None:
            last = self.earlier.last(what, before)
            thing = last is not None and not self.earlier.has_unit(last) and last.measure != PERSON
            loose = said is not None and said.match.cue.measure != PERSON
            if said is not None and not (loose and (thing or goes_on is not None)):
                return PERSON
            return self._ellipsis.measure(read, before, goes_on)
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

    def _variable(self, read: Read, said: Measured | None, before: Sequence[Figure]) -> str:
        found, unit = read.found, read.found.amount.unit
        if unit is not None:
            return unit.evokes or OTHER
        part = self._words.subsets.before(found.words, found.amount.start)
        if said is None and part and before and before[-1].measure == PERSON:
            return before[-1].variable
        if said is not None:
            return said.variable
        last = self.earlier.last(read.what, before)
        goes_on = last is not None and self._is_gapped(read.what, last)
        return last.variable if last is not None and goes_on else OTHER

    def _is_gapped(self, what: Counted, last: Figure) -> bool:
        """Return whether a number shares the verb of the one before: and nine more in Lorvik."""
        noun = what.noun
        own = noun is not None and noun.pos_ != "PRON" and noun.lemma_ not in self._words.mores
        same = last.measure == PERSON and last.variable in self._words.human
        return same and not own and is_gapped(what, (last.phrase or last.span).end)

    def _place(self, what: Counted, said: Measured | None, before: Sequence[Figure]) -> str | None:
        found = place(what, said, self._known, self._ontology)
        last = self.earlier.last(what, before)
        if found is None and said is not None and last is not None and last.variable != OTHER:
            return last.place
        return found

    def _per(
        self, found: Found, what: Counted, said: Measured | None, *, priced: bool
    ) -> str | None:
        """Return the day of "92 casualties every day", the tonne of "$241 a tonne"."""
        behind = said is not None and said.token.i == what.end  # "92 wounded a day"
        end = self._doc[what.end if behind else what.end - 1]
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
                if per is not None and first.morph.get("PronType", []) != ["Art"]:
                    yield per

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
