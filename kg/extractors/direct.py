"""Quotation marks -> direct quotes: whole, split, over paragraphs; the source on either side."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extractors.cueing import cue_span, hedged_between, mode_of, said_at, stance
from kg.extractors.drafts import ALONE, SIGNED, Draft
from kg.extractors.reports import DASHES, Report, Reports
from kg.extractors.sources import can_speak
from kg.extractors.stretches import STOPS, Piece, Stretches
from kg.extractors.subjects import nominal_in, speaker
from kg.ontology import Ontology

LEAD = 8
"""A signature has at most so many words."""


class Direct:
    """The direct quotes of one Doc."""

    def __init__(self, stretches: Stretches, ontology: Ontology) -> None:
        self.ontology = ontology
        self.text = stretches
        self.doc = stretches.doc
        self.reports = Reports(stretches)

    def drafts(self) -> list[Draft]:
        """Return the direct quotes in text order; a split one is one."""
        found: list[Draft] = []
        before: Piece | None = None
        waiting: list[Piece] = []
        for piece in self.text.pieces:
            if not piece.quotation.continues:
                waiting = []
            if not waiting and self._joined(piece, before, found):
                found[-1] = self._longer(found[-1], piece)
                before = piece
                continue
            draft = self._draft(piece)
            if waiting and draft is not None:
                if found and found[-1].rule == ALONE and found[-1].covers(waiting[0].first_char):
                    found.pop()
                draft = self._after(waiting, draft)
            waiting = [*waiting, piece] if draft is None or draft.rule == ALONE else []
            before = piece if draft is not None else None
            if draft is not None:
                found.append(draft)
        return found

    def _after(self, waiting: list[Piece], draft: Draft) -> Draft:
        """Return a draft with the paragraphs of its quotation that come before its report."""
        parts = (self.text.content(piece) for piece in waiting)
        return replace(draft, content=(*(part for part in parts if part), *draft.content))

    def _draft(self, piece: Piece) -> Draft | None:
        left, right = self.text.left_of(piece), self.text.right_of(piece)
        report = self.reports.before(left, piece)
        if report is None and self.reports.opens_sentence(left):
            report = self.reports.behind(right, piece)
        if report is not None:
            return self._reported(piece, report)
        if self.reports.opens_sentence(left) and self.text.stands_alone(piece):
            return self._neighboured(piece)
        return None

    def _reported(self, piece: Piece, report: Report) -> Draft | None:
        content = self.text.content(piece)
        if content is None:
            return None
        plain = not self._is_hedged(report.anchor)
        polarity, certainty = stance(report.match, report.anchor, plain=plain)
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

    def _is_hedged(self, anchor: Token) -> bool:
        """Return whether a report denies or hedges; what its quotation does is not its own."""
        start = stop = anchor.i
        sentence = self.text.sentence(anchor.i)
        while start > sentence.start and self.text.piece_at(start - 1) is None:
            start -= 1
        while stop < sentence.stop and self.text.piece_at(stop) is None:
            stop += 1
        return hedged_between(self.doc, start, stop)

    def _joined(self, piece: Piece, before: Piece | None, found: list[Draft]) -> bool:
        if before is None or not found:
            return False
        if piece.quotation.continues:
            return self._next_paragraph(before, piece) and not self._is_reported_behind(piece)
        between = range(before.end, piece.start)
        words = [self.doc[i] for i in between if not self.doc[i].is_space]
        if any(self.text.starts_paragraph(i) for i in range(before.end, piece.start + 1)):
            return self._whole_paragraph(piece) and self._next_paragraph(before, piece)
        last = words[-1] if words else None
        if last is None or not self._own_report(found[-1], between):
            return last is None and self.text.stands_alone(piece)
        if sum(self.text.is_stop(i) for i in between) and last.text not in STOPS:
            return False  # “…,” she told us. His claim was, in her words, “…”
        joined = len(words) > 1 and last.pos_ == "CCONJ" and words[-2].text == ","
        if joined or last.text in {",", "—", "–", "―", "-", "--"}:
            return self._last_cue(between) in {None, found[-1].anchor.i}
        return (
            last.text in STOPS
            and sum(word.text in STOPS for word in words) == 1
            and self.text.stands_alone(piece)
            and self.reports.behind(self.text.right_of(piece), piece) is None
        )

    def _is_reported_behind(self, piece: Piece) -> bool:
        """Return whether a quotation has a report of its own: “Nobody came,” she added."""
        report = self.reports.behind(self.text.right_of(piece), piece)
        return report is not None and report.match is not None

    def _own_report(self, draft: Draft, between: range) -> bool:
        return draft.anchor.i in between

    def _last_cue(self, part: range) -> int | None:
        heads = [i for i in part if said_at(self.doc[i], "verb")]
        return heads[-1] if heads else None

    def _next_paragraph(self, before: Piece, piece: Piece) -> bool:
        starts = [i for i in range(before.end, piece.start + 1) if self.text.starts_paragraph(i)]
        return len(starts) == 1

    def _whole_paragraph(self, piece: Piece) -> bool:
        right = self.text.right_of(piece)
        first = piece.start
        while first > 0 and not self.text.starts_paragraph(first) and self.doc[first - 1].is_space:
            first -= 1
        opens = self.text.starts_paragraph(first)
        ends = piece.end >= len(self.doc) or self.text.starts_paragraph(
            next((i for i in range(piece.end, len(self.doc)) if not self.doc[i].is_space), 0)
        )
        return opens and ends and not right and self.text.stands_alone(piece)

    def _longer(self, draft: Draft, piece: Piece) -> Draft:
        content = self.text.content(piece)
        return replace(draft, content=(*draft.content, content)) if content else draft

    def _neighboured(self, piece: Piece) -> Draft | None:
        content = self.text.content(piece)
        signed = self._signed(piece)
        source = signed or self._neighbour(piece)
        if content is None:
            return None
        anchor = source or self.doc[piece.first]
        rule = ALONE if signed is None else SIGNED
        return Draft(kind="direct", content=(content,), anchor=anchor, rule=rule, source=source)

    def _signed(self, piece: Piece) -> Token | None:
        """Return the name behind a dash below a quotation: — Mira Doran."""
        stop = min(piece.end + 2 * LEAD, len(self.doc))
        places = [i for i in range(piece.end, stop) if not self.doc[i].is_space][:LEAD]
        if not places or self.doc[places[0]].text not in DASHES:
            return None
        stop = next((i for i in places[1:] if self._ends_signature(i)), places[-1] + 1)
        part = range(places[0] + 1, stop)
        return None if self.text.has_finite_verb(part) else nominal_in(self.doc, part)

    def _ends_signature(self, index: int) -> bool:
        begins = self.text.starts_paragraph(index) or self.text.piece_at(index) is not None
        return begins or self.text.is_stop(index)

    def _neighbour(self, piece: Piece) -> Token | None:
        """Return the subject of the sentence before, be it in the paragraph before."""
        end = piece.start
        while end > 0 and (self.doc[end - 1].is_space or self.doc[end - 1].is_punct):
            end -= 1
        if end == 0:
            return None
        root = self.doc[end - 1].sent.root
        found = speaker(root)
        return found if can_speak(found, self.ontology) else None
