"""A figure and the dates of its paragraph -> when it is, as its own clause says."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.extractors.counting import Counted, sentence
from kg.extractors.cueing import frames, said_at
from kg.extractors.dates import dates
from kg.extractors.words import Table, words
from kg.lang import grammar
from kg.lang.layers import Layers, char_span
from kg.model import Span, TimeSpan
from kg.ontology import Ontology

GUESSED, NEXT = "year before publication", "year of publication"
"""What is assumed of a month without a year; of one that a forecast speaks of."""
REACH = 2
"""Tokens after "from" or "against" within which the number of a comparison stands: from $19 bn."""
COMMA = 5
"""Tokens that a comma between a figure and a date counts for."""
CLAUSE = 15
"""The same, of what parts clauses."""
WEEK = "week of publication"
PRESENT = frozenset({"VBZ", "VBP"})


class _Lexicon:
    def __init__(self, ontology: Ontology) -> None:
        times = ontology.cues("TimeCue")
        self.days = frozenset(
            word for cue in times if cue.evokes in {"weekday", "day"} for word in cue.words
        )
        self.than = Table(cue for cue in times if cue.evokes == "than")
        self.since = frozenset(w for cue in times if cue.evokes == "since" for w in cue.words)
        self.future = frozenset(w for cue in times if cue.evokes == "future" for w in cue.words)
        self.clauses = frozenset(w for cue in times if cue.evokes == "clause" for w in cue.words)
        self.baselines = Table(ontology.cues("BaselineCue"))


@lru_cache(maxsize=8)
def _lexicon(ontology: Ontology) -> _Lexicon:
    return _Lexicon(ontology)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Where the date of one figure is looked for."""

    found: Counted
    doc: Doc
    known: Layers
    numbers: frozenset[int]
    """Tokens of all numbers; a date that hangs on another is of that one."""
    compared: frozenset[int]
    """Tokens of the numbers that those before them are compared with: up from 41."""
    ontology: Ontology
    times: Sequence[TimeSpan]
    """The dates of its paragraph that may be its own."""
    within_quote: Sequence[Span] | None
    """The reported words that the figure is part of: not the day on which they were said."""

    def time(self) -> TimeSpan | None:
        """Return the date of the figure's clause, or of a clause around it."""
        within = sentence(self.found.number)
        near = []
        for one in self.times:
            if one.span is None or not within.start_char <= one.span.start < within.end_char:
                continue
            tokens = self.doc.char_span(one.span.start, one.span.end, alignment_mode="expand")
            if tokens is not None and self._is_its(one, tokens, within):
                near.append((self._distance(tokens), one.span, one, tokens))
        if not near:
            return self._open_since(within)
        _, _, best, tokens = min(near, key=lambda found: found[:2])
        if self._is_when(tokens):
            best = self._then(best)
        return self._begun(self._forecast(best, tokens), tokens)

    def _distance(self, tokens: DocSpan) -> int:
        low, high = sorted((tokens.root.i, self.found.number.i))
        between = [token.text for token in self.doc[low:high]]
        parted = between.count(";") + self._starts_clause(low, high)
        return high - low + COMMA * between.count(",") + CLAUSE * parted

    def _starts_clause(self, low: int, high: int) -> bool:
        """Return whether the figure's clause is joined on to that of a date before it."""
        joined = high == self.found.number.i and any(
            token.pos_ == "CCONJ" for token in self.doc[low:high]
        )
        return joined and self.found.opens_clause

    def _is_its(self, time: TimeSpan, tokens: DocSpan, within: DocSpan) -> bool:
        """Return whether a date is of the figure, as far as its place tells."""
        quoted = self.within_quote
        spoken = quoted and not any(time.span in part for part in quoted if time.span)
        begun = self._since(tokens) is not None
        said = spoken or (not quoted and self._is_of_saying(tokens.root))
        if said and not begun and self._is_day(time):
            return False
        if self._is_compared(tokens) or self._is_in_another_clause(tokens):
            return False
        return self._leads_to(tokens.root, within)

    def _is_day(self, time: TimeSpan) -> bool:
        """Return whether it is a day, as news tell when somebody spoke: on Friday, on 3 May."""
        if time.earliest is not None and time.earliest == time.latest:
            return True
        found = time.text.lower().replace(",", " ").split()
        days = _lexicon(self.ontology).days
        return any(word in days or (word.isdigit() and len(word) < 3) for word in found)

    def _is_of_saying(self, day: Token) -> bool:
        """Return whether a day hangs on a verb of speech that does not have the number itself."""
        verb = day.head
        said = any("clause" in frames(match.cue) for match in said_at(verb, "verb"))
        return said and verb.tag_ in grammar.FINITE and not self._is_in_object(verb)

    def _is_in_object(self, verb: Token) -> bool:
        """Return whether a verb has the number in its object, not in a clause: read 41 names."""
        token = self.found.root
        while token.i != verb.i and token.dep_ in grammar.OBJECT | grammar.NOMINAL_MODIFIER:
            token = token.head
        return token.i == verb.i

    def _is_compared(self, tokens: DocSpan) -> bool:
        """Return whether the date is of what the figure is compared with: more than in May."""
        lexicon, end = _lexicon(self.ontology), self.found.end
        if tokens.start < end:
            before = words(
                self.doc.text, self.doc[max(0, tokens.start - REACH)].idx, tokens.start_char
            )
            return any(lexicon.than.at(before, at) is not None for at in range(len(before)))
        last = self.doc[end - 1]
        between = words(self.doc.text, last.idx + len(last), tokens.start_char)
        for at in range(len(between)):
            if lexicon.than.at(between, at) is not None:
                return True
            hit = lexicon.baselines.at(between, at)
            if hit is not None and self._is_compared_after(between[hit.last - 1].end):
                return True
        return False

    def _is_compared_after(self, offset: int) -> bool:
        near = (i for i in self.compared if self.doc[i].idx >= offset)
        first = min(near, default=None)
        return (
            first is not None and len(self.doc.text[offset : self.doc[first].idx].split()) < REACH
        )

    def _is_in_another_clause(self, tokens: DocSpan) -> bool:
        """Return whether the date is of a clause behind with a number of its own.

        "Cut 300 jobs after sales fell 4 per cent last year" tells when sales fell; "who employ 80
        people, left in May" when they left.
        """
        gap = range(self.found.end, tokens.start)
        lexicon, verb, led = _lexicon(self.ontology), False, False
        if any(self.doc[i].tag_ == "WRB" for i in gap):
            return False
        if any(self.doc[i].text == ";" for i in gap) or self._is_coordinated(gap):
            return True
        for i in gap:
            token = self.doc[i]
            led = led or token.lower_ in lexicon.clauses
            verb = led and (verb or token.tag_ in grammar.FINITE | {"VBG"})
            if verb and i in self.numbers:
                return True
        return any(self.doc[i].text == "," for i in gap) and self._is_in_aside()

    def _is_coordinated(self, gap: range) -> bool:
        """Return whether a clause is joined on with a number and a finite verb of its own.

        "It employs 80 men and dug 900 tonnes in May", "40 fell ill, and nine have died since May".
        """
        own = grammar.verb_of(self.found.root).tag_
        joins = [i for i in gap if self.doc[i].pos_ == "CCONJ"]
        for join in joins[:1]:
            rest = range(join + 1, gap.stop)
            verb = next((i for i in rest if self.doc[i].tag_ in grammar.FINITE), None)
            number = next((i for i in rest if i in self.numbers), None)
            if verb is None or number is None:
                continue
            other = verb == join + 1 and own in grammar.FINITE and own != self.doc[verb].tag_
            if other or (number < verb and self.doc[join - 1].text == ","):
                return True
        return False

    def _is_in_aside(self) -> bool:
        """Return whether the figure is in a relative clause of how things are."""
        start = sentence(self.found.number).start
        for i in range(self.found.start - 1, start, -1):
            token = self.doc[i]
            if token.tag_ in grammar.RELATIVE_PRONOUN:
                return token.nbor(-1).text == "," and self.doc[i + 1].tag_ in PRESENT
            if token.text == ",":
                return False
        return False

    def _leads_to(self, day: Token, within: DocSpan) -> bool:
        """Return whether a date is of the figure's clause, one around it, or "when" it was."""
        found = self.found
        others = self.numbers - found.heads
        around = {found.root.i, found.number.i, within.root.i}
        around |= {one.i for one in found.root.ancestors}
        token = day
        while token.i not in around and token.head.i != token.i:
            clause = token.dep_ in grammar.CLAUSAL_MODIFIER and not _is_only_verb(token)
            if clause or token.i in others:
                return False  # "the mission, which has been there since May, counted 11 bodies"
            token = token.head
        return token.i in around

    def _begun(self, time: TimeSpan, tokens: DocSpan) -> TimeSpan:
        """Return the time from a date on if it says since when: since the war began in May."""
        since = self._since(tokens)
        if since is None or time.span is None or time.earliest is None:
            return time
        text = self.doc.text[since.idx : time.span.end]
        span = Span(since.idx, time.span.end)
        return replace(time, text=text, span=span, latest=self.known.published)

    def _since(self, tokens: DocSpan) -> Token | None:
        """Return the "since" of the clause that a date behind the figure is in."""
        verb = False
        first = self.found.end if tokens.start >= self.found.end else 0
        for i in range(tokens.start - 1, first - 1, -1):
            token = self.doc[i]
            verb = verb or token.tag_ in grammar.FINITE
            if token.lower_ in _lexicon(self.ontology).since:
                return token if verb else None
            dated = any(
                one.span and one.span.start <= token.idx < one.span.end for one in self.times
            )
            if token.is_punct or dated:
                return None
        return None

    def _open_since(self, within: DocSpan) -> TimeSpan | None:
        """Return the time up to publication of "since the fighting began", which names no date."""
        for i in range(self.found.end, within.end - 1):
            if i in self.numbers or self.doc[i].is_punct:
                return None
            if self.doc[i].lower_ in _lexicon(self.ontology).since:
                return self._up_to_now(i, within.end)
        return None

    def _up_to_now(self, start: int, stop: int) -> TimeSpan | None:
        end = next((i for i in range(start, stop) if self.doc[i].is_punct), stop)
        if not any(token.tag_ in grammar.FINITE for token in self.doc[start:end]):
            return None
        span = char_span(self.doc[start:end])
        text = self.doc.text[span.start : span.end]
        return TimeSpan(text=text, span=span, latest=self.known.published)

    def _is_when(self, tokens: DocSpan) -> bool:
        """Return whether the figure is of the date itself: the worst since 2008, when 119 died."""
        gap = self.doc[tokens.end : self.found.start]
        return len(gap) <= REACH + 1 and any(token.tag_ == "WRB" for token in gap)

    def _then(self, time: TimeSpan) -> TimeSpan:
        """Return the date of "since 2008" without the time from then on."""
        found = words(time.text)
        since = _lexicon(self.ontology).since
        if not found or found[0].lower not in since or time.span is None:
            return time
        start = found[1].start
        inner = words(time.text, start)
        read = dates(self.ontology, self.doc.lang_).read(time.text, inner, self.known.published)
        then = next((one.time for one in read if one.time is not None), None)
        if then is None:
            return time
        span = Span(time.span.start + start, time.span.end)
        return replace(then, text=time.text[start:], span=span)

    def _forecast(self, time: TimeSpan, tokens: DocSpan) -> TimeSpan:
        """Return the time a year later if a month lies ahead: they expect 40 in June."""
        if time.inferred not in {GUESSED, WEEK} or time.earliest is None or time.latest is None:
            return time
        future = _lexicon(self.ontology).future
        ahead = any(
            one.lemma_.lower() in future
            for token in (self.found.root, *self.found.root.ancestors, *tokens.root.ancestors)
            for one in (token, *grammar.children(token, grammar.AUXILIARY))
        )
        if not ahead:
            return time
        if time.inferred == WEEK:
            late = self.known.published is not None and time.latest < self.known.published
            later = timedelta(days=7 if late else 0)
            return replace(time, earliest=time.earliest + later, latest=time.latest + later)
        first, last = _year_later(time.earliest), _year_later(time.latest)
        return replace(time, earliest=first, latest=last, inferred=NEXT)


def _is_only_verb(participle: Token) -> bool:
    """Return whether a participle stands for the verb: "Convoy of 30 trucks stopped on Monday"."""
    nominal = participle.sent.root.pos_ in {"NOUN", "PROPN"}
    return nominal and not any(token.tag_ in grammar.FINITE for token in participle.sent)


def _year_later(day: date) -> date:
    """Return the same day of the next year, the last of its month if that was one."""
    last = monthrange(day.year, day.month)[1] == day.day
    days = monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=days if last else min(day.day, days))
