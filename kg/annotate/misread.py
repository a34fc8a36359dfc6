"""Verbs beside quotations that were taken for nouns -> verbs: “…,” the diary reads."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lang.grammar import COMPOUND

PHRASE = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN"})
NOUNS = frozenset({"NOUN", "PROPN"})
MISREAD = {"NNS": "VBZ", "NN": "VBD"}
AS_SUBJECT, BESIDE = "nsubj", "parataxis"
"""Labels of a subject, and of a verb that no conjunction ties to the sentence."""


def stands_as_verb(token: Token) -> bool:
    """Return whether a noun is what is said of the nouns before it, right beside a quotation."""
    doc, first = token.doc, token.i
    if token.tag_ not in MISREAD or first == 0 or doc[first - 1].pos_ not in NOUNS:
        return False
    after = doc[token.i + 1] if token.i + 1 < len(doc) else token
    while first > 0 and doc[first - 1].pos_ in PHRASE and not doc[first - 1].is_quote:
        first -= 1
    if first > 1 and doc[first - 1].is_quote and doc[first - 2].text == ",":
        return after.is_punct and not after.is_quote
    opens = after.text in {",", ":"} and after.i + 1 < len(doc) and doc[after.i + 1].is_quote
    return opens and token.head.i == token.i


def mend(token: Token) -> None:
    """Make a noun that stands as a verb one, and what is before it its subject."""
    subject = token.nbor(-1)
    for one in [one for one in token.lefts if one.i != subject.i and one.pos_ in PHRASE]:
        one.head = subject
    if subject.head.i == token.i and subject.dep_ in COMPOUND:
        subject.dep_ = AS_SUBJECT
    token.tag_, token.pos_ = MISREAD[token.tag_], "VERB"
    if token.head.i != token.i:
        token.dep_ = BESIDE
