"""How far a cue of negation or hedging reaches: from a word down to the words that hang on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from kg.lang.grammar import (
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    CASE,
    CLAUSAL_MODIFIER,
    CLAUSES,
    CONJUNCT,
    MARKER,
    NOMINAL_MODIFIER,
    OBJECT,
    OPEN_COMPLEMENT,
    PARATAXIS,
    PASSIVE_SUBJECT,
    RELATIVE_PRONOUN,
    SUBJECT,
    children,
    governor,
)
from kg.lang.layers import PLAIN, Assertion
from kg.model import Certainty, Polarity
from kg.terms import Cue

CLAUSAL_COMPLEMENT = CLAUSES - ADVERBIAL_CLAUSE - CLAUSAL_MODIFIER
SURENESS: tuple[Certainty, ...] = ("certain", "probable", "possible")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
INTENDED = frozenset({"intention", "order"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a cue does to the words in its scope."""

    denies: bool = False
    certainty: Certainty = "certain"
    direction: str = "modifies"
    infinitive: bool = False
    """Whether only an infinitive is in the scope: "told them to leave", not "told them that"."""
    prepositions: frozenset[str] = frozenset()
    """Those that lead from a noun to its complement."""
    objects: bool = True
    """Whether an object may be the complement: "rejected the offer", not "told the mayor"."""

    @property
    def shared(self) -> bool:
        """Whether verbs that are coordinated without auxiliaries of their own are meant too."""
        return self.direction == "modifies"

    @classmethod
    def of_all(cls, cues: Iterable[Cue]) -> Effect | None:
        """Return what the cues at one place do together; None if that is nothing."""
        given = list(cues)
        if any(cue.certainty == "certain" for cue in given):
            return None
        found = [effect for effect in map(cls._of, given) if effect is not None]
        if not found:
            return None
        strongest = max(found, key=lambda one: (one.denies, SURENESS.index(one.certainty)))
        return strongest

    @classmethod
    def _of(cls, cue: Cue) -> Effect | None:
        intended = cue.mode in INTENDED and cue.polarity is None
        sureness: Certainty = next((one for one in SURENESS if one == cue.certainty), "certain")
        if intended and sureness == "certain":
            sureness = "possible"
        if cue.polarity != "denied" and sureness == "certain":
            return None
        reports = cue.mode is not None
        raised = cue.mode == "belief" or cue.pos == "noun"  # "rejected claims that" denies them
        direction = ("raises" if raised else "governs") if reports else cue.direction
        roles = frozenset((cue.object_role or "").split())
        return cls(
            denies=cue.polarity == "denied",
            certainty=sureness,
            direction=direction or "modifies",
            infinitive=intended,
            prepositions=roles,
            objects=not reports or "object" in roles,
        )

    def governs(self, child: Token) -> bool:
        """Return whether ``child`` is the complement of the word above, which carries the cue."""
        parent = child.head
        if child.dep_ in CLAUSAL_COMPLEMENT:
            return not self.infinitive or not is_finite(child)
        if parent.pos_ in {"NOUN", "PROPN"}:
            if child.dep_ in CLAUSAL_MODIFIER:
                return _is_complement(child)
            case = governor(child) if child.dep_ in NOMINAL_MODIFIER else None
            return case is not None and case[0] in self.prepositions
        if _has_clause(parent) or self.infinitive or not self.objects:
            return False
        if child.dep_ in ADVERBIAL_CLAUSE:  # "prevented them from leaving"
            apart = child.left_edge.i > 0 and child.left_edge.nbor(-1).is_punct  # denied it, saying
            gerund = child.tag_ == "VBG" and not apart and bool(children(parent, OBJECT))
            return gerund or _resumes(child)
        return child.dep_ in OBJECT and not _has_gerund(parent)

    def applied(self, own: Assertion, *, nominal: bool) -> Assertion:
        """Return how the complement is put, where the word above is itself put as ``own``.

        Args:
            own: how the word with the cue is put.
            nominal: whether it is a noun: what is denied of a claim is denied of its content.
        """
        denied = own.polarity == "denied"
        raised = self.direction == "raises" or nominal
        sureness = unsurer(own.certainty, self.certainty)
        if not denied:
            return Assertion(polarity="denied" if self.denies else "affirmed", certainty=sureness)
        if raised:
            return Assertion(polarity="affirmed" if self.denies else "denied", certainty=sureness)
        # "did not deny that", "did not claim that": neither asserted nor denied
        softest: Certainty = "probable" if self.denies else "possible"
        return Assertion(certainty=unsurer(sureness, softest))


def _resumes(clause: Token) -> bool:
    """Whether a clause says what stands in what is hedged: "attributed to her, in which she …"."""
    pronouns = [child for child in clause.children if child.tag_ == "WDT"]
    return any(children(one, CASE) for one in pronouns)


def put(above: Assertion, effects: Iterable[Effect]) -> Assertion:
    """Return how a word is put, with what comes down to it and what is said of itself."""
    polarity: Polarity = above.polarity
    sureness = above.certainty
    for effect in effects:
        polarity = "denied" if effect.denies else polarity
        sureness = unsurer(sureness, effect.certainty)
    return Assertion(polarity=polarity, certainty=sureness)


def passed_on(
    child: Token,
    own: Assertion,
    above: Assertion,
    *,
    speech: bool,
    determined: bool,
    shared: Iterable[Effect],
) -> Assertion:
    """Return what a word hands down to ``child``, which is no complement of a cue.

    Args:
        child: the word below.
        own: how the word is put.
        above: how it would be put without what is said of itself.
        speech: whether the word reports speech: what is said is not what is hedged.
        determined: whether it has a negative determiner.
        shared: what is said of it and of verbs coordinated with it.
    """
    label, parent = child.dep_, child.head
    reported = label in CLAUSAL_MODIFIER and speech and _is_complement(child)
    if label in OPEN_COMPLEMENT:
        return own
    if label in CLAUSAL_COMPLEMENT or reported:  # "reports that 300 died"
        if speech and own.polarity == "denied":
            if is_nominal(parent):  # "rejected reports that"
                return Assertion(polarity="denied", certainty="probable")
            return Assertion(certainty="possible")  # "did not say that"
        return Assertion(certainty=(above if speech else own).certainty)
    if label in CLAUSAL_MODIFIER:
        if is_finite(child):
            return PLAIN
        return own if determined else Assertion(certainty=own.certainty)
    if label in ADVERBIAL_CLAUSE:
        # "he reportedly thanked the crew, calling it brave": a participle is as sure as its verb
        bound = child.tag_ == "VBG" and not children(child, SUBJECT | MARKER)
        return Assertion(certainty=(own if bound else above).certainty)
    if label in PARATAXIS:
        return PLAIN
    if label in CONJUNCT and parent.pos_ in {"VERB", "AUX"}:
        return put(above, shared if _shares(child, parent) else ())
    if label in SUBJECT and (children(parent, OBJECT) or parent.pos_ not in {"VERB", "AUX"}):
        return Assertion(certainty=above.certainty)
    return own


def unsurer(one: Certainty, other: Certainty) -> Certainty:
    """Return the less sure of two.

    >>> unsurer("probable", "certain")
    'probable'
    """
    return max(one, other, key=SURENESS.index)


def is_nominal(token: Token) -> bool:
    """Return whether a word stands where nouns do, whatever the tagger takes it for."""
    return token.pos_ in {"NOUN", "PROPN"} or token.dep_ in OBJECT | PASSIVE_SUBJECT


def is_finite(token: Token) -> bool:
    """Return whether the verb of a clause, or an auxiliary or copula of it, is finite."""
    return token.tag_ in FINITE or any(child.tag_ in FINITE for child in children(token, AUXILIARY))


def _shares(child: Token, parent: Token) -> bool:
    """Return whether two coordinated verbs share their auxiliaries: "did not attack and kill"."""
    own = children(child, AUXILIARY | SUBJECT | PASSIVE_SUBJECT)
    return not own and child.tag_ == parent.tag_ and child.tag_ not in FINITE


def _is_complement(child: Token) -> bool:
    """Return whether a clause says what the noun is about, and is no relative clause."""
    if children(child, MARKER):  # "reports that 300 died", where a tagger takes "that" for "which"
        return True
    marked = any(one.i < child.i and one.tag_ in {"TO", "IN"} for one in child.children)
    return marked and not any(one.tag_ in RELATIVE_PRONOUN for one in child.children)


def _has_clause(token: Token) -> bool:
    return any(child.dep_ in CLAUSAL_COMPLEMENT for child in token.children)


def _has_gerund(token: Token) -> bool:
    return any(
        child.dep_ in ADVERBIAL_CLAUSE
        and child.tag_ == "VBG"
        and child.i > token.i
        and bool(children(token, OBJECT))
        for child in token.children
    )
