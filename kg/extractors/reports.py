"""The words beside a quotation -> its report: cue and source, before it or behind it.

Driven by the words; the parse, which errs most right here, only picks among what they allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kg.extractors.asides import aside
from kg.extractors.clauses import marks, says_all
from kg.extractors.cueing import best_at, frames, said_at, starting_at
from kg.extractors.stretches import FINITE, STOPS, Piece, Stretches, finite_verbs
from kg.extractors.subjects import beside, nominal_in, speaker
from kg.lang.grammar import OBJECT, PASSIVE_SUBJECT, POSSESSOR, children, obliques
from kg.lang.layers import CueMatch

RELATIVE = frozenset({"WP", "WDT", "WP$", "WRB"})
OPENERS = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "ADV"})
DASHES = frozenset({"—", "–", "―", "-", "--", ";"})
MISREAD = frozenset({"NN", "NNS", "VB"})
"""What a finite verb that ends a sentence is most often taken for."""
LEAD_WORDS = 12
"""At most so many words before a bare colon name a source."""


class Report(NamedTuple):
    """A reporting clause beside a quotation."""

    anchor: Token
    match: CueMatch | None
    source: Token | None


class Reports:
    """The reports beside the quotations of one Doc."""

    def __init__(self, stretches: Stretches) -> None:
        self.text = stretches
        self.doc = stretches.doc

    def before(self, left: range, piece: Piece) -> Report | None:
        """Return the report that the words left of a quotation end in: X said, “…”."""
        if not left:
            return None
        last = self.doc[left.stop - 1]
        words = range(left.start, left.stop - 1) if last.is_punct else left
        if last.text == ":":
            return self._introduced(words, "verb", "noun", "adposition") or self._colon(words)
        if last.text == ",":
            report = self._introduced(words, "verb")
            if report is not None and self._has_clause(report, words):
                return None
            return None if report and self._goes_on(words, report, piece) else report
        if last.is_punct or not self._may_report(last, piece) or self._runs_on(piece):
            return None
        report = self._introduced(words, "verb")
        return report if report and self._adjoins(report, words.stop) else None

    def _has_clause(self, report: Report, words: range) -> bool:
        """Return whether a clause is reported already: said that he liked the trams, “which …”."""
        first = report.match.end if report.match is not None else words.stop
        return first < words.stop and marks(self.doc[first])

    def _may_report(self, last: Token, piece: Piece) -> bool:
        """Return whether a quotation behind a word is what it reports; a text reads anything."""
        match = best_at(last, "verb")
        reads = match is not None and match.cue.subject_role == "document"
        return reads or self.text.is_utterance(piece)

    def _runs_on(self, piece: Piece) -> bool:
        """Return whether a clause only begins with a quotation: said “no one” saw the blaze."""
        right = self.text.right_of(piece)
        closing = self.text.closing(piece)
        if not right or closing in STOPS or closing == ",":
            return False
        return self.doc[right.start].pos_ not in {"PUNCT", "CCONJ", "SCONJ", "ADP"}

    def _adjoins(self, report: Report, stop: int) -> bool:
        """Return whether nothing but who is told stands between a cue and a quotation."""
        if report.match is None or report.match.end == stop:
            return True
        told = "addressee" in (report.match.cue.object_role or "")
        return (
            told
            and not self.doc[stop + 1].is_lower
            and all(
                self.doc[i].pos_ in {"DET", "NOUN", "PROPN", "ADJ"} or self.doc[i].tag_ == "PRP"
                for i in range(report.match.end, stop)
            )
        )

    def _goes_on(self, words: range, report: Report, piece: Piece) -> bool:
        """Return whether a quotation goes on with a sentence: If it falls, he said, “we go”."""
        if not self.doc[piece.first].is_lower or report.match is None:
            return False
        found = aside(self.text, report.anchor, report.match.end)
        return found is not None and found.start > words.start

    def _introduced(self, words: range, *parts_of_speech: str) -> Report | None:
        for i in reversed(words):
            token = self.doc[i]
            match = best_at(token, *parts_of_speech)
            if match is not None and self._introduces(token, match, words):
                return Report(token, match, self._source_before(token, match, words))
            if token.pos_ == "VERB" and token.tag_ in FINITE and not self._in_relative(i, words):
                return None
        return None

    def _introduces(self, token: Token, match: CueMatch, words: range) -> bool:
        """Return whether a cue leads to the quotation: no object of its own stands between."""
        given = [one for one in children(token, OBJECT) if match.end <= one.i < words.stop]
        within = any(said_at(self.doc[i], "verb") for i in range(words.start, token.i))
        return match.cue.subject_role != "addressee" and not (given and within)

    def _source_before(self, anchor: Token, match: CueMatch, words: range) -> Token | None:
        if match.cue.pos == "adposition":
            return nominal_in(self.doc, range(match.end, words.stop))
        found = speaker(anchor) or beside(anchor)
        if found is not None and (found.i in words or anchor.tag_ == "VBG"):
            return found
        if anchor.i == words.start and match.end in words:  # Said Doran: “…”
            return nominal_in(self.doc, range(match.end, words.stop))
        return nominal_in(self.doc, range(words.start, anchor.i))

    def _colon(self, words: range) -> Report | None:
        verbs = finite_verbs(self.doc, words)
        reports = said_at(verbs[0], "verb") if len(verbs) > 1 else ()
        if any("clause" in frames(match.cue) for match in reports):
            return Report(self.doc[words.stop], None, speaker(verbs[0]))
        if verbs:
            found = speaker(verbs[0])
            source = found if found is not None and found.i in words else None
            return Report(verbs[0], None, source or nominal_in(self.doc, words))
        source = nominal_in(self.doc, words)
        if source is None or len(words) > LEAD_WORDS:
            return None
        return Report(self.doc[words.stop], None, source)

    def behind(self, right: range, piece: Piece) -> Report | None:
        """Return the report that the words right of a quotation start with: “…,” X said."""
        closing = self.doc[piece.last - 1].text if piece.last > piece.first else ""
        comma = bool(right) and self.doc[right.start].text in {",", "—", "–", "―", "-"}
        if not right or (closing == "." and not comma):
            return None
        start = next((i for i in right if not self.doc[i].is_punct), right.stop)
        words = range(start, right.stop)
        preposition = next(
            (m for m in starting_at(self.doc, start) if m.cue.pos == "adposition"), None
        )
        if preposition is not None:
            source = nominal_in(self.doc, range(preposition.end, words.stop))
            return Report(self.doc[preposition.head], preposition, source)
        if not words:
            return None
        if self.doc[start].lemma_ == "be":
            return self._was_answer(words)
        if self._is_led(words):  # “…,” retired captain Lloyd Orme said
            return self._subject_first(words[1:], sure=closing == "," or comma)
        if self.doc[start].pos_ in {"VERB", "AUX"}:
            return self._inverted(words, sure=closing == ",")
        if self.doc[start].pos_ not in OPENERS:
            return None
        report = self._subject_first(words, sure=closing == "," or comma)
        return report or self._headed(piece, right, words)

    def _is_led(self, words: range) -> bool:
        """Return whether a participle opens what is the subject of a verb of speech behind it."""
        first = self.doc[words.start]
        if first.tag_ not in {"VBD", "VBN"} or said_at(first, "verb") or len(words) < 3:
            return False
        last = next(i for i in reversed(words) if not self.doc[i].is_punct)
        nominal = all(self.doc[i].pos_ in OPENERS for i in range(words.start + 1, last))
        return nominal and bool(said_at(self.doc[last], "verb"))

    def _headed(self, piece: Piece, right: range, words: range) -> Report | None:
        """Read a headline: ‘We were robbed’: coach in tears."""
        first = not self.text.left_of(piece) and self.text.starts_paragraph(piece.start)
        colon = self.doc[right.start].text == ":" and first and len(words) <= LEAD_WORDS
        if not colon or not self.text.has_finite_verb(range(piece.first, piece.last)):
            return None
        source = nominal_in(self.doc, words)
        return Report(self.doc[right.start], None, source) if source is not None else None

    def _inverted(self, words: range, *, sure: bool) -> Report | None:
        anchor = self.doc[words.start]
        match = best_at(anchor, "verb")
        if match is None and sure and anchor.tag_ in FINITE and anchor.pos_ == "VERB":
            source = nominal_in(self.doc, range(words.start + 1, words.stop))
            named = source is not None and source.left_edge.i == words.start + 1
            return Report(anchor, None, source) if named else None  # “…,” thundered Doran
        if match is None or anchor.tag_ == "VBG":
            return None
        start = match.end
        if start not in words:
            return None
        found = speaker(anchor)
        if found is not None and found.i >= start and found.i in words:
            return Report(anchor, match, found)
        if self.doc[start].pos_ not in OPENERS:
            return None
        return Report(anchor, match, nominal_in(self.doc, range(start, words.stop)))

    def _was_answer(self, words: range) -> Report | None:
        """Read “…,” was the verdict of Doran."""
        for i in words[1:]:
            match = next(iter(said_at(self.doc[i], "noun")), None)
            if match is not None:
                owners = [one.noun for one in obliques(self.doc[i]) if one.case in {"of", "from"}]
                owners += children(self.doc[i], POSSESSOR)
                return Report(self.doc[i], match, owners[0]) if owners else None
        return None

    def _subject_first(self, words: range, *, sure: bool) -> Report | None:
        verbs = [verb for verb in self._candidates(words)]
        if not verbs and sure:
            return self._misread_verb(words)
        match = next((m for verb in verbs if (m := best_at(verb, "verb"))), None)
        anchor = self.doc[match.head] if match else (verbs[0] if verbs and sure else None)
        if anchor is None or (match is None and anchor.lemma_ in {"be", "have"}):
            return None
        part = range(words.start, anchor.i)
        if match is not None and match.cue.subject_role == "relay":
            return self._quoted(anchor, match, words)
        found = speaker(anchor)
        if found is None or found.i not in part:
            found = nominal_in(self.doc, part)
        return Report(anchor, match, found) if found is not None else None

    def _misread_verb(self, words: range) -> Report | None:
        """Return the report whose last word, a finite verb, is misread: “…,” the diary read."""
        last = next((i for i in reversed(words) if not self.doc[i].is_punct), words.start)
        part = range(words.start, last)
        verbal = any(self.doc[i].pos_ in {"VERB", "AUX", "PUNCT"} for i in part)
        source = nominal_in(self.doc, part)
        alone = self.doc[last].tag_ in MISREAD and source is not None and not verbal
        return Report(self.doc[last], None, source) if alone else None

    def _quoted(self, anchor: Token, match: CueMatch, words: range) -> Report | None:
        """Read “…,” X was quoted as saying."""
        passive = children(anchor, PASSIVE_SUBJECT)
        source = passive[0] if passive else nominal_in(self.doc, range(words.start, anchor.i))
        return Report(anchor, match, source)

    def _candidates(self, words: range) -> Iterator[Token]:
        last = next((i for i in reversed(words) if not self.doc[i].is_punct), words.start)
        said = {i for i in words if self._is_misread(i, last=i == last)}
        finite = {verb.i for verb in finite_verbs(self.doc, words)}
        for verb in (self.doc[i] for i in sorted(finite | said)):
            if not self._in_relative(verb.i, words):
                yield verb

    def _is_misread(self, index: int, *, last: bool) -> bool:
        """Return whether a past tense is taken for a participle: a man, who asked not to, said."""
        token = self.doc[index]
        behind = token.tag_ == "VBN" and index > 0 and self.doc[index - 1].text == ","
        return behind and (says_all(token) or (last and bool(said_at(token, "verb"))))

    def _in_relative(self, index: int, words: range) -> bool:
        """Return whether a relative pronoun, not closed off by a comma, claims the verb."""
        open_pronouns = 0
        for i in range(words.start, index):
            token = self.doc[i]
            if token.text in {",", "—", "–", "―"}:
                open_pronouns = 0
            elif token.tag_ in RELATIVE or (token.lower_ == "that" and token.dep_ == "nsubj"):
                open_pronouns += 1
            elif token.tag_ in FINITE and token.pos_ == "VERB" and open_pronouns:
                open_pronouns -= 1
        return open_pronouns > 0

    def opens_sentence(self, left: range) -> bool:
        """Return whether no words but light ones stand before a quotation in its sentence."""
        words = [self.doc[i] for i in left if not self.doc[i].is_punct]
        light = len(words) <= 2 and all(word.pos_ in {"ADV", "CCONJ", "INTJ"} for word in words)
        return light or self.doc[left.stop - 1].text in DASHES
