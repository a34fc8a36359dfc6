"""Words beside a name that tell what it names: the founder of X, the tanker X, bound for X."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.annotate.phrases import Found, Phrases
from kg.lang.forms import base_forms
from kg.lang.grammar import (
    APPOSITION,
    CASE,
    CLAUSAL_MODIFIER,
    COMPOUND,
    CONJUNCT,
    MODIFIER,
    NAME_PART,
    OBJECT,
    PARTICIPLE,
    PASSIVE_SUBJECT,
    POSSESSOR,
    RELATIVE_CLAUSE,
    RELATIVE_PRONOUN,
    SUBJECT,
    appositions,
    children,
    governor,
    is_passive,
)
from kg.ontology import Ontology
from kg.terms import Cue

TITLE, OWNER, BEFORE = "title", "possessor", "compound"
SUBJ, PASS, OBJ = "subj", "pass", "obj"
APART = "apart"
"""Role of nouns that are no part of the name after them."""
LAST = "last"
"""Role of the last word of a name itself."""
BY_CASE = "case"
"""Role of a name after a preposition that tells the class by itself: in, aboard."""
TAGS = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adposition": frozenset({"ADP", "SCONJ", "ADV"}),
}
"""Part of speech of a sign -> those of its tokens, one of which must be that."""


def sign_phrases(nlp: Language, ontology: Ontology) -> Phrases[Cue]:
    """Return the signs of an ontology, cut as ``nlp`` cuts text."""
    return Phrases(nlp, ((word, cue) for cue in ontology.cues("SignCue") for word in cue.words))


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one article."""

    heads: Mapping[int, Sequence[Cue]]
    """Token that carries the meaning -> signs."""
    ends: Mapping[int, int]
    """Token after a noun -> its head."""

    @classmethod
    def of_doc(cls, doc: Doc, phrases: Phrases[Cue]) -> Signs:
        """Return the signs of a Doc; the longest where several end together."""
        known: dict[tuple[int, int, int], tuple[str, ...]] = {}

        def forms(token: Token) -> tuple[str, ...]:
            word = (token.lower, token.lemma, token.pos)
            if word not in known:
                known[word] = _forms(token)
            return known[word]

        found: dict[tuple[int, str], list[Found[Cue]]] = {}
        for one in phrases.find(doc, forms):
            pos = one.value.pos or ""
            head = one.start if pos == "verb" else one.end - 1
            if doc[head].pos_ in TAGS.get(pos, ()):
                found.setdefault((head, pos), []).append(one)
        heads: dict[int, list[Cue]] = {}
        ends: dict[int, int] = {}
        for (head, pos), several in found.items():
            longest = max(one.end - one.start for one in several)
            kept = [one for one in several if one.end - one.start == longest]
            heads.setdefault(head, []).extend(one.value for one in kept)
            if pos == "noun":
                ends[kept[0].end] = head
        return cls(heads, ends)

    def of(self, span: DocSpan) -> Iterator[tuple[str, str]]:
        """Yield in which role, and of which class, a name is; "" for what has no class."""
        own = [
            (role, cue.denotes or "")
            for role, token in _roles(span, self.ends)
            for cue in self.heads.get(token.i, ())
            if role in (cue.subject_role or "").split("|")
        ]
        yield from own
        if own:  # no place: shares in X
            return
        for case in children(_first(span.root), CASE):
            cues = self.heads.get(case.i, ())
            yield from ((BY_CASE, one.denotes or "") for one in cues if one.pos == "adposition")


def _roles(span: DocSpan, ends: Mapping[int, int]) -> Iterator[tuple[str, Token]]:
    """Yield in which role the name stands to which words."""
    doc, root = span.doc, span.root
    if span.start in ends and _is_title(doc[ends[span.start]], span):
        yield TITLE, doc[ends[span.start]]
    yield from ((TITLE, noun) for noun in apposed(span))
    if len(span) > 1:
        yield LAST, span[-1]
    for verb in children(root, CLAUSAL_MODIFIER):
        if verb.dep_ not in RELATIVE_CLAUSE:
            if verb.tag_ in PARTICIPLE:
                yield PASS, verb
        elif any(one.tag_ in RELATIVE_PRONOUN for one in children(verb, SUBJECT)):
            yield SUBJ, verb
    first = _first(root)
    if root.dep_ in POSSESSOR:
        yield OWNER, root.head
    elif root.dep_ in COMPOUND | MODIFIER and root.head.i >= span.end:
        yield BEFORE, root.head
    tied = governor(first)
    if tied is not None:
        yield tied
    elif first.dep_ in SUBJECT | PASSIVE_SUBJECT:
        passive = first.dep_ in PASSIVE_SUBJECT or is_passive(first.head)
        yield PASS if passive else SUBJ, first.head
    elif first.dep_ in OBJECT:
        yield OBJ, first.head


def apposed(span: DocSpan) -> tuple[Token, ...]:
    """Return the nouns that say what a name is: Om, a third moon; the coach, Ada Hill, said."""
    doc, root = span.doc, span.root
    found = [one for one in appositions(root) if one.i >= span.end]
    first = _first(root)
    if first.dep_ in APPOSITION and first.head.pos_ == "NOUN":
        found.append(first.head)
    if first.dep_ in APPOSITION and (tied := governor(first.head)) and tied[0] == "of":
        found.append(tied[1])  # the governor of the province, Ada Dorn
    before = _noun_before(span)
    if before is not None and first.dep_ not in APPOSITION:
        found.append(doc[before])
    return tuple({one.i: one for one in found if one.pos_ == "NOUN"}.values())


def _noun_before(span: DocSpan) -> int | None:
    """Return the noun in "The coach, Ada Hill, ...", however it is parsed."""
    doc, start = span.doc, span.start
    alone = span.end < len(doc) and doc[span.end].text == ","
    if not alone or start < 3 or doc[start - 1].text != "," or doc[start - 2].pos_ != "NOUN":
        return None
    return start - 2 if doc[start - 3].pos_ in {"DET", "ADJ"} else None


def _is_title(noun: Token, span: DocSpan) -> bool:
    """Return whether a noun before a name belongs to it: not "the phone Om recalled"."""
    root = span.root
    if not any(child.pos_ == "DET" for child in noun.children):  # grain exporter Om has sold
        return noun.text[0].islower() or bool(noun.is_sent_start)
    both = SUBJECT | PASSIVE_SUBJECT
    if {noun.dep_, root.dep_} <= both and noun.head.i == root.head.i:
        return True  # "The tug Om sank": read as two subjects
    if noun.head.i == root.i:
        return noun.dep_ not in SUBJECT | PASSIVE_SUBJECT | OBJECT
    return root.head.i == noun.i and root.dep_ in APPOSITION | COMPOUND | NAME_PART | MODIFIER


def _first(token: Token) -> Token:
    """Return the first of the names that are coordinated with one."""
    while token.dep_ in CONJUNCT and token.head.i < token.i and token.head.pos_ == "PROPN":
        token = token.head
    return token


def _forms(token: Token) -> tuple[str, ...]:
    lower = token.lower_
    return tuple(dict.fromkeys((lower, token.lemma_.lower(), *_base_forms(token, lower))))


def _base_forms(token: Token, lower: str) -> Iterable[str]:
    return base_forms(lower) if token.pos_ in {"VERB", "NOUN", "PROPN"} else ()
