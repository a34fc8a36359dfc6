"""What stands behind a bare colon or before a headline's source -> quotes without marks.

Minister: Dam will hold. Her answer was short: nobody leaves. Dam will hold – minister.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from kg.extractors.cueing import SAID, cue_span, mode_of, said_at, stance
from kg.extractors.drafts import Draft
from kg.extractors.sources import author_of, can_speak, entity_of, is_document, owners_of
from kg.extractors.stretches import NOMINAL, STOPS, Stretches
from kg.extractors.subjects import nominal_in, speaker
from kg.lang.grammar import COPULA, OBJECT, SUBJECT, children
from kg.lang.layers import CueMatch, layers
from kg.model import Entity, Mode, QuoteKind
from kg.ontology import Ontology

LABEL, NAME, TAIL, HEADLINE = 10, 3, 5, 20
"""At most so many words stand before a colon, name somebody unknown there, name the source behind a
headline, and make a headline."""
DASHES = frozenset({"-", "–", "—", "―", "--", ":"})
SPEAKERS = ("Person", "Organization", "Group")
FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me"})
BEHIND = "source-behind-headline"
BEFORE = "source-before-colon"


class Labels:
    """The sources that one Doc sets off by a colon, a dash or a headline's comma."""

    def __init__(self, stretches: Stretches, ontology: Ontology) -> None:
        self.text = stretches
        self.doc = stretches.doc
        self.ontology = ontology

    def drafts(self) -> list[Draft]:
        """Return the quotes that they are the sources of, in text order."""
        found = []
        for part in self._paragraphs():
            headline = self._is_headline(part)
            draft = self._headline(part) if headline else None
            if draft is not None:
                found.append(draft)
                continue
            found += [one for start in self._starts(part) if (one := self._before(start, part))]
        return found

    def _paragraphs(self) -> Iterator[range]:
        starts = [*self.text.paragraphs, len(self.doc)]
        for start, stop in pairwise(starts):
            words = [i for i in range(start, stop) if not self.doc[i].is_space]
            if words:
                yield range(words[0], words[-1] + 1)

    def _starts(self, part: range) -> Iterator[int]:
        """Yield the first tokens of the sentences of a paragraph, outside quotations."""
        for i in part:
            opens = i == part.start or (i - 1 in part and self.text.is_stop(i - 1))
            if opens and self.text.piece_at(i) is None:
                yield i

    def _is_headline(self, part: range) -> bool:
        """Return whether a paragraph is a few words without a full stop."""
        last = self.doc[part.stop - 1]
        return len(part) <= HEADLINE and last.text not in {*STOPS, ":", ",", ";"}

    # ---- Minister: Dam will hold

    def _before(self, start: int, part: range) -> Draft | None:
        """Return the quote of a sentence that a label opens."""
        stop = next((i + 1 for i in range(start, part.stop) if self.text.is_stop(i)), part.stop)
        colon = next((i for i in range(start, stop) if self._is_colon(i)), None)
        if colon is None or colon + 1 >= stop or self.text.piece_at(colon + 1) is not None:
            return None
        start += self.doc[start].lower_ == "from"  # From Mira Doran: We stay
        label, content = range(start, colon), range(colon + 1, stop)
        if not label or not self._is_clause(content):
            return None
        if self.text.has_finite_verb(label):
            return self._announced(label, content)
        if len(label) > LABEL or any(self.doc[i].pos_ == "VERB" for i in label):
            return None
        return self._labelled(label, content, headline=self._is_headline(part))

    def _is_colon(self, index: int) -> bool:
        spaced = bool(self.doc[index].whitespace_)
        return self.doc[index].text == ":" and spaced and self.text.piece_at(index) is None

    def _is_clause(self, content: range) -> bool:
        verbal = (self.doc[i] for i in content)
        return any(one.pos_ in {"VERB", "AUX"} or one.tag_[:2] == "VB" for one in verbal)

    def _labelled(self, label: range, content: range, *, headline: bool) -> Draft | None:
        source = nominal_in(self.doc, label)
        if source is None or min(source.left_edge.i, source.i) > label.start:
            return None
        finite = self.text.has_finite_verb(content)
        urges = self.doc[content.start].tag_ == "VB" or self.doc[content.start].pos_ == "INTJ"
        if not (finite or headline or urges):
            return None
        author = author_of(source, self.ontology)
        nouns = [one for one in said_at(source, "noun") if author and mode_of(one.cue) != "writing"]
        if not nouns and not self._is_speaker(source, label, content, finite=finite):
            return None
        whose = author if nouns else source  # Doran's warning: the bridge is not safe
        return self._made(self.doc[label.stop], whose, content, next(iter(nouns), None), BEFORE)

    def _is_speaker(self, source: Token, label: range, content: range, *, finite: bool) -> bool:
        entity = self._entity(source)
        if entity is None or any(self.doc[i].lower_ in FIRST_PERSON for i in content):
            return self._is_name(source, content)
        if is_document(source, self.ontology):
            return False
        guessed = entity.named and entity.known is None and entity.type != "Person"
        phrase = len(label) > NAME or any(self.doc[i].pos_ == "ADP" for i in label)
        if guessed and phrase:
            return False  # Little Relief for Refugees: …
        kinds = (*SPEAKERS, "Country") if finite else SPEAKERS
        return any(self.ontology.is_a(entity.type, above) for above in kinds)

    def _is_name(self, source: Token, content: range) -> bool:
        """Return whether a label, which may be one such as Update, is a name or one of people."""
        own = any(self.doc[i].lower_ in FIRST_PERSON for i in content)
        again = any(one.text == source.text and one.i not in range(0, content.stop)
                    and one.pos_ == "PROPN" for one in self.doc)  # fmt: skip
        known = self._entity(source)
        named = source.tag_ == "NNP" and (own or again)
        return named or (known is not None and can_speak(source, self.ontology))

    # ---- Her answer was short: nobody leaves

    def _announced(self, label: range, content: range) -> Draft | None:
        """Return the quote whose noun a clause before the colon holds."""
        for i in reversed(label):
            noun = self.doc[i]
            match = next(iter(said_at(noun, "noun")), None)
            if match is None or noun.pos_ not in NOMINAL:
                continue
            source = self._announcer(noun)
            if source is None or is_document(source, self.ontology):
                return None
            if source.tag_ != "PRP$" and not can_speak(source, self.ontology):
                return None
            return self._made(noun, source, content, match, BEFORE)
        return None

    def _announcer(self, noun: Token) -> Token | None:
        """Return whose words a noun announces: Doran's answer was short; Doran had one answer."""
        verb = noun.head
        if said_at(verb, "verb"):
            return None
        if noun.dep_ in OBJECT:
            return speaker(verb)
        owners = owners_of(noun)
        predicate = noun.dep_ in SUBJECT and (verb.lemma_ == "be" or children(verb, COPULA))
        return owners[0] if owners and predicate else None

    # ---- Dam will hold, minister says; Dam will hold – minister

    def _headline(self, part: range) -> Draft | None:
        for i in reversed(part):
            if self.text.piece_at(i) is not None:
                return None
            token, tail = self.doc[i], range(i + 1, part.stop)
            if len(tail) > TAIL:
                return None
            content = range(part.start, i)
            if i > part.start and self.text.piece_at(i - 1) is not None:
                return None  # “We stay” – Mira Doran
            if token.text == "," and len(content) > 1 and tail:
                return self._reporting(content, tail)
            if token.text in DASHES and token.whitespace_ and len(content) > 1 and tail:
                return self._tailed(content, tail, colon=token.text == ":")
        return None

    def _reporting(self, content: range, tail: range) -> Draft | None:
        """Read a headline that ends in a report: Fishing ban illegal, court rules."""
        for i in (tail.stop - 1, tail.start):
            match = next((one for one in said_at(self.doc[i], "verb")
                          if mode_of(one.cue) in SAID), None)  # fmt: skip
            rest = range(tail.start, tail.stop - 1) if i == tail.stop - 1 else tail[1:]
            if match is None or not rest:
                continue
            source = nominal_in(self.doc, rest)
            return self._made(self.doc[i], source, content, match, "") if source else None
        return None

    def _tailed(self, content: range, tail: range, *, colon: bool) -> Draft | None:
        """Read a headline with its source behind a dash or colon: 14 killed in attack – police."""
        source = nominal_in(self.doc, tail)
        entity = self._entity(source)
        if source is None or entity is None or not self._is_clause(content):
            return None
        named = entity.named and entity.known is None
        kinds = ("Person", "Group") if named and not colon else SPEAKERS  # – Lomar Courier
        fits = any(self.ontology.is_a(entity.type, above) for above in kinds)
        if not fits or self._is_clause(tail) or self.ontology.is_a(entity.type, "NewsOutlet"):
            return None
        return self._made(source, source, content, None, BEHIND)

    def _entity(self, source: Token | None) -> Entity | None:
        return layers(self.doc).entity(entity_of(source))

    def _made(
        self, anchor: Token, source: Token | None, content: range, match: CueMatch | None, rule: str
    ) -> Draft | None:
        spans = self.text.spans([content])
        if not spans:
            return None
        polarity, certainty = stance(match, anchor, plain=True)
        mode: Mode = mode_of(match.cue) if match else "speech"
        held = any(piece.quotation.whole in one for piece in self.text.pieces for one in spans)
        kind: QuoteKind = "mixed" if held else "indirect"
        return Draft(
            kind=kind,
            mode=mode,
            content=spans,
            anchor=anchor,
            cue=cue_span(match, anchor) if match else None,
            rule=rule or (match.cue.iri if match else BEFORE),
            source=source,
            polarity=polarity,
            certainty=certainty,
        )
