"""Grammatical roles of a spaCy parse, whatever its label scheme: UD or Stanford-style (ClearNLP).

The one adapter between parsers and rules: no rule outside this module names a dependency label.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kg.model import Span

SUBJECT = frozenset({"nsubj", "csubj"})
EXPLETIVE = frozenset({"expl"})
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
PASSIVE_AUXILIARY = frozenset({"aux:pass", "auxpass"})
COPULA = frozenset({"cop"})
AGENT = frozenset({"obl:agent", "agent"})
ATTRIBUTE = frozenset({"attr", "acomp", "oprd"})
MODIFIER = frozenset({"amod", "compound", "nn", "nmod:desc", "nmod"})
NAME_PART = frozenset({"flat", "flat:name", "nmod:desc", "compound", "nn"})
FIXED = frozenset({"fixed", "mwe"})
MARKER = frozenset({"mark"})
CASE = frozenset({"case"})
# Stanford-style: the preposition heads its object
ADPOSITION = frozenset({"prep", "agent", "dative"})
ADPOSITION_OBJECT = frozenset({"pobj", "pcomp"})
PARTICLE = frozenset({"compound:prt", "prt"})
NUMERAL = frozenset({"nummod", "nummod:gov"})
PARTICIPLE = frozenset({"VBN", "VBD"})  # taggers confuse the two in "troops captured in May"
FINITE = frozenset({"VBD", "VBZ", "VBP"})
OBJECT_DOES = frozenset({"of", "from"})
"""Before a gerund that the object of the verb does: accuse him of, keep him from doing it."""
RELATIVE_PRONOUN = frozenset({"WDT", "WP"})
VERB_JOINED = CONJUNCT | COMPLEMENT_CLAUSE | ADVERBIAL_CLAUSE
"""How parsers hang the verb of a sentence on a participle that they took for it."""
NOUN_PLACES = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "obj", "dobj"})
"""Labels of nouns alone: a clause in their place has others."""
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
    """Return whether the verb is passive: by subject, auxiliary or agent, or as a participle."""
    if children(token, PASSIVE_SUBJECT | PASSIVE_AUXILIARY) or is_reduced(token):
        return True
    if token.tag_ not in PARTICIPLE or children(token, AUXILIARY):
        return False
    if children(token, AGENT) and not (children(token, SUBJECT) and children(token, OBJECT)):
        return True  # but: rejected a claim by the rebels
    if children(token, SUBJECT | OBJECT):
        return False
    if token.dep_ in CONJUNCT:  # "were killed or wounded", "captured alive and taken to Aven"
        if token.head.tag_ in PARTICIPLE:
            return is_passive(token.head)
        return token.tag_ == "VBN" and token.head.pos_ == "ADJ"
    if token.dep_ in CLAUSAL_MODIFIER or token.dep_ == "amod":
        return True
    return token.tag_ == "VBN" and (token.dep_ in ADVERBIAL_CLAUSE or token.dep_ == "ROOT")


def is_reduced(token: Token) -> bool:
    """Return whether a participle after its noun was taken for the verb of the sentence.

    "The soldiers captured in May were questioned": parsers hang the real verb on it, without "and".
    """
    whole = children(token, SUBJECT) and not children(token, OBJECT | AUXILIARY | OPEN_COMPLEMENT)
    if not whole or token.tag_ not in PARTICIPLE:
        return False
    if _lends_subject(token):
        return True
    joined = [one for one in children(token, VERB_JOINED) if one.i > token.i]
    later = [one for one in joined if one.pos_ in {"VERB", "AUX"}]
    if not later or any(one.dep_ in COMPLEMENT_CLAUSE for one in later[:-1]):
        return False
    verb = later[-1]
    if verb.dep_ not in CONJUNCT and not _goes_on_without(token, verb):
        return False
    led = any(one.dep_ in MARKER | {"cc"} or one.tag_ == "WRB" for one in verb.lefts)
    between = token.doc[token.i : verb.i]
    alone = not led and subject(verb) is None and not any(one.is_punct for one in between)
    return alone and verb.tag_ in FINITE | PARTICIPLE


def _lends_subject(participle: Token) -> bool:
    """Return whether the verb of the sentence follows without a subject: "the men hurt left"."""
    verb = participle.head
    hangs = (
        participle.dep_ in COMPLEMENT_CLAUSE and participle.tag_ == "VBN" and verb.i > participle.i
    )
    between = participle.doc[participle.i : verb.i]
    apart = any(one.is_punct for one in between)
    return hangs and not apart and verb.tag_ in FINITE and subject(verb) is None


def _goes_on_without(participle: Token, verb: Token) -> bool:
    """Return whether a finite verb that hangs on a participle can only be that of the sentence."""
    auxiliary = any(one.tag_ in FINITE for one in children(verb, AUXILIARY))
    finite = auxiliary or (verb.tag_ in FINITE and participle.tag_ == "VBN")
    alone = all(one.pos_ in {"AUX", "ADV", "PART"} for one in verb.lefts)
    after = participle.nbor(1)
    return finite and alone and (after.pos_ in {"ADP", "ADV"} or after.i == verb.left_edge.i)


def stands_as_noun(token: Token) -> bool:
    """Return whether a noun is tagged as a verb: the testimonies of "testimonies indicate that"."""
    verbal = token.tag_ in {"VB", "VBZ", "VBP"} and not children(
        token, SUBJECT | OBJECT | AUXILIARY
    )
    return verbal and token.dep_ in NOUN_PLACES


def is_verb_of_its_noun(token: Token) -> bool:
    """Return whether what was taken for a participle after a noun is the verb of its clause.

    "The paper quoted experts": what is quoted has no object, and a relative clause has a subject.
    """
    alone = not children(token, SUBJECT | PASSIVE_SUBJECT)
    return token.tag_ in {"VBN", "VBD"} and alone and bool(children(token, OBJECT))


def logical_subject(token: Token) -> Token | None:
    """Return who does it: the subject, the by-agent of a passive, or whom control hands down.

    Relative clauses give their head noun, conjoined and open-complement verbs the subject of the
    verb above.
    """
    if is_passive(token):
        return agent(token)
    own = children(token, SUBJECT) or _misread_subjects(token)
    own = own or [one for aux in children(token, AUXILIARY) for one in children(aux, SUBJECT)]
    if own:
        return antecedent(own[0])
    return _inherited_subject(token)


def _misread_subjects(verb: Token) -> list[Token]:
    """Return the brigade of "the brigade began to leave", read as a compound with its verb."""
    before = children(verb, COMPOUND) if verb.tag_ in FINITE else []
    return [one for one in before if one.i == verb.i - 1 and one.pos_ in {"NOUN", "PROPN"}]


def logical_object(token: Token) -> Token | None:
    """Return whom it is done to: the object, or the subject of a passive."""
    if is_passive(token):
        own = children(token, PASSIVE_SUBJECT | SUBJECT)
        if own:
            return antecedent(own[0])
        if token.dep_ in CLAUSAL_MODIFIER or token.dep_ == "amod":
            return token.head
        return _noun_before(token) or _inherited_subject(token)
    found = children(token, OBJECT)
    if found:
        return antecedent(found[0])
    if token.dep_ in RELATIVE_CLAUSE and children(token, SUBJECT) and not _has_gap_filler(token):
        return token.head
    return None


def _noun_before(participle: Token) -> Token | None:
    """Return the raid of "a raid, never confirmed by Aven", read as a clause of the verb above."""
    place = participle.i - 1
    while place > participle.sent.start and participle.doc[place].pos_ == "ADV":
        place -= 1
    behind = place < participle.i - 1 and participle.dep_ in ADVERBIAL_CLAUSE
    if participle.doc[place].text == ",":
        place -= 1
    noun = participle.doc[place] if place >= participle.sent.start else participle
    return noun if behind and noun.pos_ in {"NOUN", "PROPN"} and agent(participle) else None


def own_object(token: Token) -> list[Token]:
    """Return what stands in the verb's own clause as what it is done to: none that it inherits."""
    return children(token, PASSIVE_SUBJECT if is_passive(token) else OBJECT)[:1]


def bare_complements(token: Token) -> list[Token]:
    """Return the nouns without preposition or verb that a parser took for open complements."""
    found = children(token, OPEN_COMPLEMENT)
    return [one for one in found if one.pos_ == "PROPN" and not children(one, CASE | COPULA)]


def indirect_object(token: Token) -> Token | None:
    """Return the noun without preposition that says to whom something is given."""
    found = [child for child in children(token, INDIRECT_OBJECT) if child.pos_ != "ADP"]
    return antecedent(found[0]) if found else None


def is_modal(verb: Token) -> bool:
    """Return whether a verb says what can, must or should be."""
    return any(child.tag_ == "MD" for child in children(verb, AUXILIARY))


def is_particle(token: Token) -> bool:
    """Return whether a word is the adverb of a phrasal verb: the down of "shot down"."""
    return token.dep_ in PARTICLE


def agent(token: Token) -> Token | None:
    """Return the noun after the "by" of a passive."""
    for attached in obliques(token):
        if attached.case == "by":
            return attached.noun
    after = token.doc[token.i + 1 : token.i + 2]
    if token.dep_ in CLAUSAL_MODIFIER and after and after[0].lower_ == "by":
        return _misread_agent(after[0])
    return None


def _misread_agent(by: Token) -> Token | None:
    """Return the rebels of "the men killed by the rebels were buried", read as a subject."""
    if by.dep_ not in CASE | MARKER:
        return None
    own = children(by.head, SUBJECT | PASSIVE_SUBJECT)
    other = by.head if by.dep_ in CASE else None
    return next((one for one in own if one.left_edge.i == by.i + 1), other)


def obliques(token: Token) -> list[Attached]:
    """Return the nouns that prepositions tie to a verb or noun, in text order.

    A noun without preposition (tomorrow, last week) has the case "".
    """
    found = [with_case(child) for child in children(token, OBLIQUE | NOMINAL_MODIFIER)]
    for preposition in children(token, ADPOSITION):
        found += [
            Attached(preposition.lower_, noun) for noun in children(preposition, ADPOSITION_OBJECT)
        ]
    return sorted(found, key=lambda attached: attached.noun.i)


def with_case(token: Token) -> Attached:
    """Return the noun with the preposition that is its child (UD), empty if it has none."""
    # 's is a case too, but no preposition
    cases = [child for child in children(token, CASE) if child.tag_ != "POS"]
    if not cases:  # "by the daily Om": read as the preposition of what Om is
        titles = [one for one in children(token, NAME_PART) if one.i < token.i]
        cases = [case for one in titles for case in children(one, CASE) if case.pos_ == "ADP"]
    words = sorted([*cases, *(part for case in cases for part in children(case, FIXED))])
    return Attached(" ".join(word.lower_ for word in words), token)


def governor(token: Token) -> tuple[str, Token] | None:
    """Return the preposition of a noun and the word that it hangs on; None without preposition."""
    if token.dep_ in ADPOSITION_OBJECT and token.head.dep_ in ADPOSITION:
        return token.head.lower_, token.head.head
    case = with_case(token).case
    return (case, token.head) if case else None


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the token itself."""
    if token.tag_ not in RELATIVE_PRONOUN and token.lower_ != "that":
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


def possessors(token: Token) -> list[Token]:
    """Return the nouns and pronouns whose possession the noun is: Ruritania's army, their army."""
    return children(token, POSSESSOR)


def name_parts(token: Token) -> list[Token]:
    """Return the words after a title or first name that are joined to it: Rook of General Rook."""
    return [child for child in children(token, NAME_PART) if child.i > token.i]


def in_complex_preposition(token: Token) -> bool:
    """Return whether the noun is but a part of a preposition: behalf of "on behalf of"."""
    found = governor(token)
    bare = token.tag_ == "NN" and token.left_edge.i >= token.i - 1
    return found is not None and bare and any(one.case == "of" for one in obliques(token))


def modifiers(token: Token) -> list[Token]:
    """Return the adjectives and nouns before a noun that say which one it is: Ruritanian army."""
    found = children(token, MODIFIER)
    return [child for child in found if child.i < token.i and not children(child, CASE)]


def complement(token: Token) -> Token:
    """Return the word that a copula ties to its subject (valley of "are in the valley").

    Stanford-style parses have no copula: there and elsewhere the token itself.
    """
    return token.head if token.dep_ in COPULA else token


def described(token: Token) -> list[Token]:
    """Return the words that stand for what a noun describes, nearest first.

    The names it is a title of, what it is in apposition to, and the subject that it is said of.
    """
    found = name_parts(token)
    if token.dep_ in NAME_PART:
        found.append(token.head)
    found += appositions(token)
    if children(token, COPULA):
        found += children(token, SUBJECT)
    if token.dep_ in ATTRIBUTE:
        found += children(token.head, SUBJECT | PASSIVE_SUBJECT)
    return [antecedent(one) for one in found]


def appositions(token: Token) -> list[Token]:
    """Return the nouns in apposition to this one, and the one that it is in apposition to."""
    found = [one for one in children(token, APPOSITION) if apposed_to(one) == token]
    if token.dep_ in APPOSITION:
        found.append(apposed_to(token))
    return found


def apposed_to(noun: Token) -> Token:
    """Return what a noun is in apposition to: the nearest of "Ada, who died in Sarn, a town"."""
    for clause in children(noun.head, RELATIVE_CLAUSE):
        last = clause.right_edge
        if not noun.head.i < clause.i < last.i < noun.i:
            continue
        while last.dep_ in NAME_PART:
            last = last.head
        if last.doc[last.right_edge.i + 1].text == "," and last.pos_ in {"NOUN", "PROPN"}:
            return last
    return noun.head


def number_before_participle(noun: Token) -> Token | None:
    """Return the number of "two badly hurt men", whose participle is taken for a verb of the men.

    Not that of "two later accused men": it opens its clause.
    """
    doc, verb = noun.doc, noun.head
    if noun.dep_ not in OBJECT or verb.tag_ not in PARTICIPLE or not 1 < verb.i < noun.i:
        return None
    at = verb.i - 1
    while at > 0 and doc[at].pos_ == "ADV":
        at -= 1
    if at == verb.i - 1 or doc[at].pos_ != "NUM" or noun.left_edge.pos_ in {"DET", "NUM", "PRON"}:
        return None
    led = at > 0 and doc[at - 1].pos_ in {"ADP", "VERB"}
    return doc[at] if led or doc[at].dep_ in NUMERAL else None


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
    """Return what would be the subject of a verb that has none of its own."""
    above = token.head
    if token.dep_ in CLAUSAL_MODIFIER:
        return _subject_after_for(token) or above
    if token.dep_ in COMPLEMENT_CLAUSE:
        return _subject_outside_quotation(token)
    if token.dep_ not in CONJUNCT | OPEN_COMPLEMENT | ADVERBIAL_CLAUSE or above.i == token.i:
        return None
    if token.dep_ in OPEN_COMPLEMENT and children(above, OBJECT):
        return antecedent(children(above, OBJECT)[0])  # "asked the brigade to withdraw"
    if token.tag_ == "VBG" and token.dep_ in ADVERBIAL_CLAUSE and children(above, OBJECT):
        marks = {one.lower_ for one in children(token, MARKER)}
        if marks & OBJECT_DOES:
            return antecedent(children(above, OBJECT)[0])  # "accused Aven of arming rebels"
    if above.pos_ not in {"VERB", "AUX", "ADJ"} and not children(above, COPULA | SUBJECT):
        return None
    return logical_object(above) if is_passive(above) else logical_subject(above)


def _subject_outside_quotation(token: Token) -> Token | None:
    """Return the noun of ‘told the paper Aven “is losing”’, read as whom it was told."""
    start = token.left_edge.i
    while start > token.sent.start and token.doc[start - 1].is_quote:
        start -= 1
    if start == token.left_edge.i and not token.left_edge.is_quote:
        return None
    told = children(token.head, OBJECT | INDIRECT_OBJECT)
    told += [part for one in told for part in children(one, APPOSITION)]
    return max((one for one in told if one.right_edge.i == start - 1), default=None)


def _subject_after_for(token: Token) -> Token | None:
    """Return the noun of "a reason for the troops to leave"."""
    if not any(child.tag_ == "TO" for child in children(token, MARKER | AUXILIARY)):
        return None
    found = [one.noun for one in obliques(token.head) if one.case == "for"]
    return next((noun for noun in found if noun.i < token.i), None)


def _has_gap_filler(token: Token) -> bool:
    """Return whether the subject of a relative clause is itself the relative pronoun."""
    first = children(token, SUBJECT)[0]
    return first.tag_ in RELATIVE_PRONOUN or first.lower_ == "that"


def _closes(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in {")", "]", "%"})
