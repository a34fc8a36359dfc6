"""Speech cues -> indirect quotes: the reported clause, however the cue is put to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extractors.asides import as_clause, rest_of_sentence, sentence_around
from kg.extractors.bounds import cut, reads_as_verb
from kg.extractors.clauses import Reported
from kg.extractors.cueing import SAID, all_said, cue_span, frames, mode_of, said_at, stance
from kg.extractors.drafts import Draft
from kg.extractors.relays import quoted, quoting
from kg.extractors.reported import (
    clause,
    gerund,
    infinitive,
    noun_object,
    passive_subject,
    with_number,
    with_offence,
    with_predicate,
    with_preposition,
)
from kg.extractors.sources import can_speak, owners_of
from kg.extractors.stretches import FINITE, Stretches
from kg.extractors.subjects import (
    beside,
    is_of_next_noun,
    nominal_before,
    nominal_in,
    of_root,
    orders,
    speaker,
    without_subject,
)
from kg.lang.grammar import (
    COMPLEMENT_CLAUSE,
    EXPLETIVE,
    OBJECT,
    OPEN_COMPLEMENT,
    PASSIVE_SUBJECT,
    POSSESSOR,
    RELATIVE_PRONOUN,
    SUBJECT,
    agent,
    antecedent,
    children,
    governor,
    is_passive,
    subject,
)
from kg.lang.layers import CueMatch, layers
from kg.model import QuoteKind, Span
from kg.ontology import Ontology

Finder = Callable[[Stretches, Token, int], Reported | None]
FINDERS: tuple[tuple[str, Finder], ...] = (
    ("of", with_preposition),
    ("with", with_offence),
    ("clause", clause),
    ("as", with_predicate),
    ("at", with_number),
    ("infinitive", infinitive),
    ("gerund", gerund),
    ("object", noun_object),
    ("object", passive_subject),
)
ABOUT_NOUN = frozenset({"VBN", "VBG", "WDT", "WP", "WP$", "WRB"})
ENDS = frozenset({",", ".", ";", ":", "—", "–"})
DETERMINERS = frozenset({"DT", "PRP$"})
OWNERS = frozenset({"by", "from", "of", "among", "between", "for"})


class Indirect:
    """The indirect and mixed quotes of one Doc."""

    def __init__(self, stretches: Stretches, ontology: Ontology) -> None:
        self.text = stretches
        self.doc: Doc = stretches.doc
        self.ontology = ontology

    def drafts(self, taken: frozenset[int]) -> Iterator[Draft]:
        """Yield the quotes of the cues outside quotations, but for those ``taken`` already."""
        for head in sorted({match.head for match in all_said(self.doc)}):
            anchor = self.doc[head]
            if head not in taken and self.text.piece_at(head) is None:
                draft = self._draft(anchor)
                if draft is not None:
                    yield draft

    def _draft(self, anchor: Token) -> Draft | None:
        capital = anchor.text[:1].isupper() and anchor.i > anchor.sent.start  # says Per Lund
        for match in said_at(anchor, "adposition") if not capital else ():
            return self._according(anchor, match)
        if anchor.dep_ in COMPLEMENT_CLAUSE and _is_put_first(anchor.head):
            return None  # Asked how long he thought it would hold, he shrugged
        verbs = said_at(anchor, "verb")
        if verbs and is_of_next_noun(anchor):
            return None
        states = said_at(anchor, "adjective") if is_passive(anchor) and not agent(anchor) else ()
        if verbs and not states and anchor.pos_ in {"VERB", "AUX"}:
            return self._of_verb(anchor, verbs)
        for match in said_at(anchor, "adjective"):
            if anchor.dep_ != "amod":
                return self._of_adjective(anchor, match)
        for match in said_at(anchor, "noun"):
            return self._of_noun(anchor, match)
        return None

    def _of_verb(self, anchor: Token, matches: tuple[CueMatch, ...]) -> Draft | None:
        for match in sorted(matches, key=lambda one: _rank(one, "clause")):
            if "clause" in frames(match.cue):
                put = as_clause(self.text, anchor)
                if put is not None:
                    draft = self._with_source(anchor, match, put, "clause")
                    return replace(draft, relaying=True, frame="clause") if draft else None
                found = sentence_around(self.text, anchor, max(match.end, anchor.i + 1))
                if found is not None:
                    return _framed(self._with_source(anchor, match, found, "clause"), "clause")
        for frame, finder in (*self._told_to(anchor), *FINDERS):
            for match in sorted(matches, key=lambda one: _rank(one, frame)):
                if frame in frames(match.cue):
                    found = finder(self.text, anchor, max(match.end, anchor.i + 1))
                    if found is not None and not (frame == "clause" and _of_object(found, anchor)):
                        return _framed(self._with_source(anchor, match, found, frame), frame)
        return None

    def _told_to(self, anchor: Token) -> tuple[tuple[str, Finder], ...]:
        """Return what to look for first behind an order: asked her to say that it fell."""
        rest = self.doc[anchor.i + 1 : self.text.sentence(anchor.i).stop]
        first = next((one for one in rest if one.tag_ in FINITE | {"TO"}), None)
        infinitive_first = first is not None and first.tag_ == "TO" and orders(anchor)
        return (("infinitive", infinitive),) if infinitive_first else ()

    def _with_source(
        self, anchor: Token, match: CueMatch, found: Reported, frame: str
    ) -> Draft | None:
        role = match.cue.subject_role
        relay = None
        above = quoting(anchor)
        if found.source is not None:
            source: Token | None = found.source
        elif above is not None:
            source, relay = quoted(anchor, above)
        else:
            source = (
                self._controller(anchor) or speaker(anchor) or beside(anchor) or of_root(anchor)
            )
        source = self._behind_semicolon(source, anchor)
        if _is_put_first(anchor):
            return self._asked(anchor, match, found)
        if role == "speaker" and not can_speak(source, self.ontology):
            return None
        if role == "addressee":
            return self._made(anchor, match, found, agent(anchor) if is_passive(anchor) else None)
        if (role == "relay" and found.source is None) or (
            without_subject(anchor)
            and source is None
            and frame != "clause"
            and not (role is None and self._is_ordered(anchor, frame))
        ):
            return None  # "labelled as", "expected to": nobody says it here
        if source is None and not without_subject(anchor):
            return None
        return self._made(anchor, match, found, source, relay)

    def _controller(self, anchor: Token) -> Token | None:
        """Return whom a verb is about, who did it: jailed Hale for saying, got her to say."""
        verb, own = anchor.head, anchor.children
        blamed = anchor.tag_ == "VBG" and any(
            one.lower_ == "for" for one in own if one.i < anchor.i
        )
        moved = anchor.dep_ in OPEN_COMPLEMENT and any(one.tag_ == "TO" for one in own)
        promises = any(mode_of(match.cue) == "intention" for match in said_at(verb, "verb"))
        if not (blamed or moved) or (moved and promises) or is_passive(verb):
            return None
        found = [one for one in children(verb, OBJECT) if one.i < anchor.i]
        return antecedent(found[0]) if found and can_speak(found[0], self.ontology) else None

    def _asked(self, anchor: Token, match: CueMatch, found: Reported) -> Draft | None:
        asking = agent(anchor)
        return self._made(anchor, match, found, asking) if asking is not None else None

    def _is_ordered(self, anchor: Token, frame: str) -> bool:
        """Return whether people are told to do something, by nobody in particular."""
        told = children(anchor, PASSIVE_SUBJECT) if frame == "infinitive" and orders(anchor) else []
        return bool(told) and can_speak(told[0], self.ontology)

    def _behind_semicolon(self, source: Token | None, anchor: Token) -> Token | None:
        """Return who speaks in a clause of its own: The town fell; residents say it burns."""
        if source is None or source.i > anchor.i:
            return source
        stops = [i for i in range(source.i, anchor.i) if self.doc[i].text == ";"]
        outside = [i for i in stops if self.text.piece_at(i) is None]
        within = range(outside[-1] + 1, anchor.i) if outside else range(0)
        return nominal_in(self.doc, within) or source

    def _of_adjective(self, anchor: Token, match: CueMatch) -> Draft | None:
        found = clause(self.text, anchor, match.end) if "clause" in frames(match.cue) else None
        if found is None and "infinitive" in frames(match.cue):
            found = infinitive(self.text, anchor, match.end)
        source = subject(anchor)
        if found is None or source is None:
            return None
        return self._made(anchor, match, found, antecedent(source))

    def _of_noun(self, anchor: Token, match: CueMatch) -> Draft | None:
        found = clause(self.text, anchor, match.end) if "clause" in frames(match.cue) else None
        if found is None and "infinitive" in frames(match.cue):
            found = infinitive(self.text, anchor, match.end)
        if found is None or self._is_answered(anchor) or _answers(found.head):
            return None
        if reads_as_verb(anchor):
            draft = self._made(anchor, match, found, nominal_before(anchor))
            return replace(draft, certainty="certain") if draft is not None else None
        owner = self._owner(anchor)  # "amid fears that": nobody's; but: there were reports that
        reported = mode_of(match.cue) == "speech" and bool(children(anchor.head, EXPLETIVE))
        return self._made(anchor, match, found, owner) if owner is not None or reported else None

    def _is_answered(self, noun: Token) -> bool:
        """Return whether only a verb of speech says whose the content is: rejected the claim."""
        if owners_of(noun, OWNERS):
            return False
        answers = said_at(noun.head, "verb") if noun.dep_ in OBJECT else ()
        return any("object" in frames(match.cue) for match in answers)

    def _owner(self, noun: Token) -> Token | None:
        owners = owners_of(noun, OWNERS)
        if owners:
            return owners[0]
        verb = noun.head
        tied = governor(noun)
        if tied is not None and tied[0] == "for" and noun.lower_.endswith("ing"):
            return self._blamed(tied[1])  # was praised for warning that
        if noun.dep_ in {"obj", "dobj"} and verb.pos_ == "VERB":
            return agent(verb) if is_passive(verb) else speaker(verb)
        return None

    def _blamed(self, verb: Token) -> Token | None:
        """Return whom a verb is about."""
        found = children(verb, PASSIVE_SUBJECT if is_passive(verb) else OBJECT)
        return antecedent(found[0]) if found else None

    def _according(self, anchor: Token, match: CueMatch) -> Draft | None:
        if match.cue.subject_role == "relay":
            return None
        sentence = self.text.sentence(anchor.i)
        source = nominal_in(self.doc, range(match.end, sentence.stop))
        speaks = match.cue.subject_role != "speaker" or can_speak(source, self.ontology)
        if source is None or not speaks:
            return None
        name, behind = self._named_behind(source, sentence)
        hole = range(match.start, behind or self._end_of_phrase(source, sentence))
        source = name or source
        found = self._of_relative(hole) or rest_of_sentence(self.text, hole)
        return self._made(anchor, match, found, source) if found is not None else None

    def _of_relative(self, hole: range) -> Reported | None:
        """Return the relative clause that a phrase stands in: checks, which, as per Hale, fell."""
        before = hole.start - 1
        before -= self.doc[max(before, 0)].text == ","
        pronoun = self.doc[max(before, 0)]
        behind = next((i for i in hole if self.doc[i].text == ","), hole.stop)
        if pronoun.tag_ not in RELATIVE_PRONOUN or pronoun.sent.start == before:
            return None
        rest = range(max(behind, hole.stop), cut(self.text, hole.stop, pronoun.sent.end))
        return Reported((range(before, before + 1), rest), None)

    def _end_of_phrase(self, source: Token, sentence: range) -> int:
        """Return the token behind the phrase of "according to", which a comma may end."""
        edge = source.right_edge.i + 1
        comma = edge in sentence and self.doc[edge].text == ","
        if comma and not self._goes_on(edge, sentence):
            return edge
        for i in range(source.i + 1, sentence.stop):
            if self.doc[i].text in {",", "—", "–", "―"} and not self._goes_on(i, sentence):
                return i
        if any(self.doc[i].text == "," for i in range(source.i + 1, sentence.stop)):
            return sentence.stop
        return max(edge, source.i + 1) if edge <= sentence.stop else sentence.stop

    def _named_behind(self, person: Token, sentence: range) -> tuple[Token | None, int | None]:
        """Return the head and the end of the name that a comma puts to a description of somebody.

        The parse may make it the subject: according to their head, Ada Roux, it rained.
        """
        marks = (i for i in range(person.i + 1, sentence.stop) if self.doc[i].text in ENDS)
        start, end = next(marks, sentence.stop), next(marks, sentence.stop)
        name = [one for one in self.doc[start + 1 : end] if not one.is_space]
        if not name or not all(one.pos_ == "PROPN" for one in name) or not _describes(person):
            return None, None
        known = layers(self.doc)
        entities = (known.entity(known.entity_at(one)) for one in name)
        if not any(entity is not None and entity.type == "Person" for entity in entities):
            return None, None
        head = next((one for one in name if one.head not in name), name[-1])
        more = self._goes_on(end, sentence)  # "…, Ada Roux, who was there"
        return head, self._end_of_phrase(head, sentence) if more else end

    def _goes_on(self, comma: int, sentence: range) -> bool:
        """Return whether a clause behind a comma tells of the noun: "…, which published it, …"."""
        follows = self.doc[comma + 1] if comma + 1 in sentence else None
        return follows is not None and follows.tag_ in ABOUT_NOUN

    def _made(
        self,
        anchor: Token,
        match: CueMatch,
        found: Reported,
        source: Token | None,
        relay: Token | None = None,
    ) -> Draft | None:
        content = self.text.spans(found.ranges)
        if not content:
            return None
        if source is not None and any(p.start <= source.idx < p.end for p in content):
            source = beside(anchor)
        polarity, certainty = stance(match, anchor)
        if match.cue.pos == "noun":  # what a noun is put under concerns whoever speaks of it
            polarity = "denied" if match.cue.polarity == "denied" else "affirmed"
        return Draft(
            kind=self._kind(content),
            mode=mode_of(match.cue),
            content=content,
            anchor=anchor,
            cue=cue_span(match, anchor),
            rule=match.cue.iri,
            source=source,
            relays=(relay,) if relay is not None else (),
            relaying=match.cue.subject_role == "speaker" and mode_of(match.cue) in SAID,
            polarity=polarity,
            certainty=certainty,
            complement=found.head,
        )

    def _kind(self, content: tuple[Span, ...]) -> QuoteKind:
        held = any(piece.quotation.whole in part for piece in self.text.pieces for part in content)
        return "mixed" if held else "indirect"


def _of_object(found: Reported, cue: Token) -> bool:
    """Return whether a clause tells of what the cue has for its object, which says it."""
    told = children(cue, OBJECT)
    nouns = [one for one in told if one.i < found.ranges[0].start and said_at(one, "noun")]
    return bool(nouns) and _answers(found.head)


def _answers(verb: Token | None) -> bool:
    """Return whether a verb has the noun before it for its object: a claim that the firm denies."""
    if verb is None or verb.pos_ != "VERB" or is_passive(verb):
        return False
    takes = any("object" in frames(match.cue) for match in said_at(verb, "verb"))
    return takes and not children(verb, OBJECT | COMPLEMENT_CLAUSE | OPEN_COMPLEMENT)


def _describes(noun: Token) -> bool:
    """Return whether a common noun tells of one person: their head, the governor."""
    own = children(noun, POSSESSOR) or any(one.tag_ in DETERMINERS for one in noun.children)
    entity = layers(noun.doc).entity(layers(noun.doc).entity_at(noun))
    return noun.tag_ == "NN" and bool(own) and (entity is None or entity.type == "Person")


def _framed(draft: Draft | None, frame: str) -> Draft | None:
    return None if draft is None else replace(draft, frame=frame)


def _is_put_first(verb: Token) -> bool:
    """Return whether a sentence starts with a participle: Asked whether it fell, he shrugged."""
    alone = verb.tag_ in {"VBD", "VBN"} and not children(verb, SUBJECT | PASSIVE_SUBJECT)
    return alone and verb.i == verb.sent.start


def _rank(match: CueMatch, frame: str) -> bool:
    """Return whether another sense of the word is likelier: "told them that" is no order."""
    return (mode_of(match.cue) in SAID) != (frame == "clause")
