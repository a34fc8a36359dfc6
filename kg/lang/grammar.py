"""Grammatical roles of a spaCy parse, whatever its label scheme: UD or Stanford-style (ClearNLP).

The one adapter between parsers and rules: no rule outside this module names a dependency label.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kg.model import Span

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
OBJECT = frozenset({"obj", "dobj"})
INDIRECT_OBJECT = frozenset({"iobj", "dative"})
OBLIQUE = frozenset({"obl", "obl:agent", "obl:unmarked", "obl:tmod", "obl:npmod", "npadvmod"})
NOMINAL_MODIFIER = frozenset({"nmod", "nmod:desc", "nmod:unmarked", "nmod:tmod", "nmod:npmod"})
POSSESSOR = frozenset({"nmod:poss", "poss"})
COMPOUND = frozenset({"compound", "nn", "flat", "flat:name", "nmod:desc"})
APPOSITION = frozenset({"appos"})
CONJUNCT = frozenset({"conj"})
RELATIVE_CLAUSE = frozenset({"acl:relcl", "relcl"})
CLAUSAL_MODIFIER = frozenset({"acl", "acl:relcl", "relcl"})
COMPLEMENT_CLAUSE = frozenset({"ccomp"})
OPEN_COMPLEMENT = frozenset({"xcomp"})
ADVERBIAL_CLAUSE = frozenset({"advcl", "advcl:relcl"})
PARATAXIS = frozenset({"parataxis"})
AUXILIARY = frozenset({"aux", "aux:pass", "auxpass", "cop"})
MARKER = frozenset({"mark"})
CASE = frozenset({"case"})
ADPOSITION = frozenset({"prep", "agent"})  # Stanford-style: the preposition heads its object
ADPOSITION_OBJECT = frozenset({"pobj", "pcomp"})
NUMERAL = frozenset({"nummod", "nummod:gov"})
CLAUSES = (
    SUBJECT & {"csubj"} | COMPLEMENT_CLAUSE | OPEN_COMPLEMENT | ADVERBIAL_CLAUSE | CLAUSAL_MODIFIER
)


class Attached(NamedTuple):
    """A noun that a preposition ties to a word; ``case`` is the lower-case preposition."""

    case: str
    noun: Token


def children(token: Token, labels: frozenset[str]) -> list[Token]:
    """Return the children of ``token`` with one of these labels, in text order."""
    return [child for child in token.children if child.dep_ in labels]


def subject(token: Token) -> Token | None:
    """Return the subject as written (active or passive), None if it has none of its own."""
    found = children(token, SUBJECT | PASSIVE_SUBJECT)
    return found[0] if found else None


def is_passive(token: Token) -> bool:
    """Return whether the verb is passive: by its subject, its auxiliary, or as a bare participle."""
    if children(token, PASSIVE_SUBJECT | frozenset({"aux:pass", "auxpass"})):
        return True
    bare = token.tag_ == "VBN" and not children(token, AUXILIARY | SUBJECT)
    return bare and (token.dep_ in CLAUSAL_MODIFIER or token.dep_ in {"amod", "ROOT"})


def logical_subject(token: Token) -> Token | None:
    """Return who does it: the subject, the by-agent of a passive, or whom control hands down.

    Relative clauses give their head noun, conjoined and open-complement verbs the subject of the
    verb above.
    """
    if is_passive(token):
        return agent(token)
    own = children(token, SUBJECT)
    if own:
        return antecedent(own[0])
    return _inherited_subject(token)


def logical_object(token: Token) -> Token | None:
    """Return whom it is done to: the object, or the subject of a passive."""
    if is_passive(token):
        own = children(token, PASSIVE_SUBJECT)
        if own:
            return antecedent(own[0])
        if token.dep_ in CLAUSAL_MODIFIER or token.dep_ == "amod":
            return token.head
        return _inherited_subject(token)
    found = children(token, OBJECT)
    if found:
        return antecedent(found[0])
    if token.dep_ in RELATIVE_CLAUSE and children(token, SUBJECT) and not _has_gap_filler(token):
        return token.head
    return None


def agent(token: Token) -> Token | None:
    """Return the noun after the "by" of a passive."""
    for attached in obliques(token):
        if attached.case == "by":
            return attached.noun
    return None


def obliques(token: Token) -> list[Attached]:
    """Return the nouns that prepositions tie to a verb or noun, in text order.

    A noun without preposition (tomorrow, last week) has the case "".
    """
    found = [_with_case(child) for child in children(token, OBLIQUE | NOMINAL_MODIFIER)]
    for preposition in children(token, ADPOSITION):
        found += [
            Attached(preposition.lower_, noun) for noun in children(preposition, ADPOSITION_OBJECT)
        ]
    return sorted(found, key=lambda attached: attached.noun.i)


def governor(token: Token) -> tuple[str, Token] | None:
    """Return the preposition of a noun and the word that it hangs on; None without preposition."""
    if token.dep_ in ADPOSITION_OBJECT and token.head.dep_ in ADPOSITION:
        return token.head.lower_, token.head.head
    case = _with_case(token).case
    return (case, token.head) if case else None


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the token itself."""
    if token.tag_ not in {"WDT", "WP"} and token.lower_ != "that":
        return token
    for verb in (token.head, token.head.head):
        if verb.dep_ in RELATIVE_CLAUSE:
            return verb.head
    return token


def conjuncts(token: Token) -> list[Token]:
    """Return the token and everything coordinated with it, in text order."""
    first = token
    while first.dep_ in CONJUNCT and first.head.i != first.i:
        first = first.head
    found, queue = [first], [first]
    while queue:
        more = children(queue.pop(), CONJUNCT)
        found += more
        queue += more
    return sorted(found, key=lambda one: one.i)


def appositions(token: Token) -> list[Token]:
    """Return the nouns in apposition to this one, and the one that it is in apposition to."""
    found = children(token, APPOSITION)
    if token.dep_ in APPOSITION:
        found.append(token.head)
    return found


def phrase(token: Token, *, with_clauses: bool = False) -> Span:
    """Return the characters of a noun phrase, without determiner-free trimming.

    Args:
        token: head of the phrase.
        with_clauses: keep relative clauses, appositions and conjuncts.
    """
    leave = frozenset() if with_clauses else CLAUSES | APPOSITION | CONJUNCT | PARATAXIS
    tokens = sorted(subtree(token, leave=leave), key=lambda one: one.i)
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].is_space) and tokens[0].i != token.i:
        tokens.pop(0)
    while len(tokens) > 1 and _closes(tokens[-1]) and tokens[-1].i != token.i:
        tokens.pop()
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def subtree(token: Token, *, leave: frozenset[str] = frozenset()) -> Iterator[Token]:
    """Yield the token and all below it, but for branches that hang on by a label of ``leave``."""
    yield token
    for child in token.children:
        if child.dep_ not in leave and not (child.dep_ in {"cc", "punct"} and leave):
            yield from subtree(child, leave=leave)


def verb_of(token: Token) -> Token:
    """Return the nearest verb at or above the token, the root if there is none."""
    while token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
        token = token.head
    return token


def _inherited_subject(token: Token) -> Token | None:
    if token.dep_ in CLAUSAL_MODIFIER:
        return token.head if not _object_relative(token) else None
    if token.dep_ in CONJUNCT | OPEN_COMPLEMENT | ADVERBIAL_CLAUSE and token.head.i != token.i:
        above = token.head
        if token.dep_ in OPEN_COMPLEMENT and children(above, OBJECT):
            return children(above, OBJECT)[0]
        if above.pos_ in {"VERB", "AUX", "ADJ"}:
            if is_passive(above):
                found = children(above, PASSIVE_SUBJECT)
                return antecedent(found[0]) if found else None
            return logical_subject(above)
    return None


def _object_relative(token: Token) -> bool:
    return bool(children(token, SUBJECT))


def _has_gap_filler(token: Token) -> bool:
    subject_token = children(token, SUBJECT)[0]
    return subject_token.tag_ in {"WDT", "WP"} or (
        subject_token.lower_ == "that" and subject_token.dep_ in SUBJECT
    )


def _with_case(token: Token) -> Attached:
    words = [child.lower_ for child in children(token, CASE)]
    return Attached(" ".join(words), token)


def _closes(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in {")", "]", "%"})
