"""Quotation marks -> direct quotes: whole, split, over paragraphs; the source on either side.

Driven by the marks and the words around them; the parse, which errs most right here, only picks
among what they allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from kg.extract.drafts import CueTable, Draft, cue_span, mode_of, stance
from kg.extract.sources import beside, nominal_in, speaker
from kg.extract.stretches import FINITE, NOMINAL, STOPS, Piece, Stretches, finite_verbs
from kg.lang.grammar import PASSIVE_SUBJECT, children
from kg.lang.layers import CueMatch, trimmed
from kg.model import Span

RELATIVE = frozenset({"WP", "WDT", "WP$", "WRB"})
OPENERS = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "ADV"})
DASHES = frozenset({"—", "–", "-", "--"})
LEAD_WORDS = 12
"""At most so many words before a bare colon name a source."""


class Report(NamedTuple):
    """A reporting clause beside a quotation."""

    anchor: Token
    match: CueMatch | None
    source: Token | None


class Direct:
    """The direct quotes of one Doc."""

    def __init__(self, stretches: Stretches, cues: CueTable) -> None:
        self.text = stretches
        self.doc = stretches.doc
        self.cues = cues

    def drafts(self) -> list[Draft]:
        """Return the direct quotes in text order; a split one is one."""
        found: list[Draft] = []
        before: Piece | None = None
        for piece in self.text.pieces:
            if self._joined(piece, before, found):
                found[-1] = self._longer(found[-1], piece)
                before = piece
                continue
            draft = self._draft(piece)
            before = piece if draft is not None else None
            if draft is not None:
                found.append(draft)
        return found

    def _draft(self, piece: Piece) -> Draft | None:
        left, right = self.text.left_of(piece), self.text.right_of(piece)
        report = self._before(left, piece)
        if report is None and self._opens_sentence(left):
            report = self._after(right, piece)
        if report is not None:
            return self._reported(piece, report)
        if self._opens_sentence(left) and self._stands_alone(piece):
            return self._neighboured(piece)
        return None

    def _reported(self, piece: Piece, report: Report) -> Draft | None:
        content = self._content(piece)
        if content is None:
            return None
        polarity, certainty = stance(report.match, report.anchor)
        cue = report.match.cue if report.match else None
        return Draft(
            kind="direct",
            mode=mode_of(cue) if cue else "speech",
            content=(content,),
            anchor=report.anchor,
            cue=cue_span(report.match, report.anchor) if report.anchor.pos_ != "PUNCT" else None,
            rule=cue.iri if cue else "quotation-beside-verb",
            source=report.source,
            polarity=polarity,
            certainty=certainty,
        )

    # ---- a quotation that goes on where another stopped ----

    def _joined(self, piece: Piece, before: Piece | None, found: list[Draft]) -> bool:
        if before is None or not found:
            return False
        if piece.quotation.continues:
            return self._next_paragraph(before, piece)
        between = range(before.end, piece.start)
        words = [self.doc[i] for i in between if not self.doc[i].is_space]
        if any(self.text.starts_paragraph(i) for i in range(before.end, piece.start + 1)):
            return self._whole_paragraph(piece) and self._next_paragraph(before, piece)
        last = words[-1] if words else None
        if last is None or not self._own_report(found[-1], between):
            return last is None and self._stands_alone(piece)
        if last.text in {",", "—", "–", "-", "--"}:
            return self._last_cue(between) in {None, found[-1].anchor.i}
        return (
            last.text in STOPS
            and sum(word.text in STOPS for word in words) == 1
            and self._stands_alone(piece)
            and self._after(self.text.right_of(piece), piece) is None
        )

    def _own_report(self, draft: Draft, between: range) -> bool:
        return draft.anchor.i in between

    def _last_cue(self, part: range) -> int | None:
        heads = [i for i in part if self.cues.at(i, "verb") and self.doc[i].tag_ != "NN"]
        return heads[-1] if heads else None

    def _next_paragraph(self, before: Piece, piece: Piece) -> bool:
        starts = [i for i in range(before.end, piece.start + 1) if self.text.starts_paragraph(i)]
        return len(starts) == 1

    def _whole_paragraph(self, piece: Piece) -> bool:
        right = self.text.right_of(piece)
        opens = not self.text.left_of(piece)
        ends = piece.end >= len(self.doc) or self.text.starts_paragraph(
            next((i for i in range(piece.end, len(self.doc)) if not self.doc[i].is_space), 0)
        )
        return opens and ends and not right and self._stands_alone(piece)

    def _longer(self, draft: Draft, piece: Piece) -> Draft:
        content = self._content(piece)
        return replace(draft, content=(*draft.content, content)) if content else draft

    # ---- the reporting clause before: X said, “…” ----

    def _before(self, left: range, piece: Piece) -> Report | None:
        if not left:
            return None
        last = self.doc[left.stop - 1]
        words = range(left.start, left.stop - 1) if last.is_punct else left
        if last.text == ":":
            return self._introduced(words, "verb", "noun", "adposition") or self._colon(words)
        if last.text == ",":
            return self._introduced(words, "verb")
        if last.is_punct or not self._is_utterance(piece):
            return None
        report = self._introduced(words, "verb")
        return report if report and report.anchor.i >= words.stop - 2 else None

    def _introduced(self, words: range, *parts_of_speech: str) -> Report | None:
        for i in reversed(words):
            token = self.doc[i]
            match = self.cues.best(i, *parts_of_speech)
            if match is not None and match.cue.subject_role != "addressee":
                return Report(token, match, self._source_before(token, match, words))
            if token.pos_ == "VERB" and token.tag_ in FINITE and not self._in_relative(i, words):
                return None
        return None

    def _source_before(self, anchor: Token, match: CueMatch, words: range) -> Token | None:
        if match.cue.pos == "adposition":
            return nominal_in(self.doc, range(match.end, words.stop))
        found = speaker(anchor) or beside(anchor)
        if found is not None and found.i in words:
            return found
        return nominal_in(self.doc, range(words.start, anchor.i))

    def _colon(self, words: range) -> Report | None:
        verbs = finite_verbs(self.doc, words)
        if verbs:
            found = speaker(verbs[0])
            source = found if found is not None and found.i in words else None
            return Report(verbs[0], None, source or nominal_in(self.doc, words))
        source = nominal_in(self.doc, words)
        if source is None or len(words) > LEAD_WORDS:
            return None
        return Report(self.doc[words.stop], None, source)

    # ---- the reporting clause behind: “…,” X said ----

    def _after(self, right: range, piece: Piece) -> Report | None:
        closing = self.doc[piece.last - 1].text if piece.last > piece.first else ""
        comma = bool(right) and self.doc[right.start].text in {",", "—", "–", "-"}
        if not right or (closing == "." and not comma):
            return None
        start = next((i for i in right if not self.doc[i].is_punct), right.stop)
        words = range(start, right.stop)
        preposition = next(
            (m for m in self.cues.matches if m.start == start and m.cue.pos == "adposition"), None
        )
        if preposition is not None:
            source = nominal_in(self.doc, range(preposition.end, words.stop))
            return Report(self.doc[preposition.head], preposition, source)
        if not words:
            return None
        if self.doc[start].pos_ in {"VERB", "AUX"}:
            return self._inverted(words)
        if self.doc[start].pos_ not in OPENERS:
            return None
        return self._subject_first(words, sure=closing == "," or comma)

    def _inverted(self, words: range) -> Report | None:
        anchor = self.doc[words.start]
        match = self.cues.best(anchor.i, "verb")
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

    def _subject_first(self, words: range, *, sure: bool) -> Report | None:
        verbs = [verb for verb in self._candidates(words)]
        match = next((m for verb in verbs if (m := self.cues.best(verb.i, "verb"))), None)
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

    def _quoted(self, anchor: Token, match: CueMatch, words: range) -> Report | None:
        """Read “…,” X was quoted as saying."""
        passive = children(anchor, PASSIVE_SUBJECT)
        source = passive[0] if passive else nominal_in(self.doc, range(words.start, anchor.i))
        return Report(anchor, match, source)

    def _candidates(self, words: range) -> Iterator[Token]:
        for verb in finite_verbs(self.doc, words):
            if not self._in_relative(verb.i, words):
                yield verb

    def _in_relative(self, index: int, words: range) -> bool:
        """Return whether a relative pronoun, not closed off by a comma, claims the verb."""
        open_pronouns = 0
        for i in range(words.start, index):
            token = self.doc[i]
            if token.text in {",", "—", "–"}:
                open_pronouns = 0
            elif token.tag_ in RELATIVE or (token.lower_ == "that" and token.dep_ == "nsubj"):
                open_pronouns += 1
            elif token.tag_ in FINITE and token.pos_ == "VERB" and open_pronouns:
                open_pronouns -= 1
        return open_pronouns > 0

    # ---- a quotation on its own ----

    def _neighboured(self, piece: Piece) -> Draft | None:
        content = self._content(piece)
        source = self._neighbour(piece)
        if content is None or source is None:
            return None
        return Draft(
            kind="direct", content=(content,), anchor=source, rule="quotation-alone", source=source
        )

    def _neighbour(self, piece: Piece) -> Token | None:
        """Return the subject of the sentence before, be it in the paragraph before."""
        end = piece.start
        while end > 0 and (self.doc[end - 1].is_space or self.doc[end - 1].is_punct):
            end -= 1
        if end == 0:
            return None
        root = self.doc[end - 1].sent.root
        found = speaker(root)
        return found if found is not None and found.pos_ in NOMINAL else None

    def _opens_sentence(self, left: range) -> bool:
        words = [self.doc[i] for i in left if not self.doc[i].is_punct]
        light = len(words) <= 2 and all(word.pos_ in {"ADV", "CCONJ", "INTJ"} for word in words)
        return light or self.doc[left.stop - 1].text in DASHES

    def _stands_alone(self, piece: Piece) -> bool:
        return self._is_utterance(piece) and self.doc[piece.last - 1].text in STOPS

    def _is_utterance(self, piece: Piece) -> bool:
        """Return whether the words are a sentence, not a label."""
        words = [self.doc[i] for i in range(piece.first, piece.last) if not self.doc[i].is_punct]
        if len(words) < 2:
            return False
        finite = self.text.has_finite_verb(range(piece.first, piece.last))
        return finite or (words[0].text[0].isupper() and self.doc[piece.last - 1].text in STOPS)

    def _content(self, piece: Piece) -> Span | None:
        span = trimmed(self.doc.text, piece.quotation.content)
        return span if span.end > span.start else None
