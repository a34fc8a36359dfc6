"""A predicate and a role -> the tokens that may fill it, the most likely first.

Verbs give their logical subject, object and obliques, whether active, passive, participle, relative
clause, coordinated, controlled or raised; nouns ("the deployment of X to Y", "X launched an attack
on Y") those of their own phrase and of the verb that they lean on. Roles: docs/ontology.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from kg.lang import grammar
from kg.lang.forms import base_forms

REACH = 3
"""Words before a title in which its country stands: Ruritanian Deputy Foreign Minister."""
RELATIONAL = frozenset({"according", "because", "contrary", "due", "instead", "owing", "thanks"})
"""First words of prepositions that say nothing of where: according to, because of."""
LISTED = 2
"""Names that may follow a title between commas: its body, and who has it."""
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBS = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
WAYS = frozenset({"to", "into", "onto", "from", "out of"})
"""Prepositions of where a movement leads; two movements rarely share it."""


def fillers(predicate: Token, role: str, *, verbs: frozenset[str] = frozenset()) -> Iterator[Token]:
    """Yield the tokens that fill one role of a predicate, the most likely first."""
    first, _, rest = role.partition(">")
    if rest:
        for inner in fillers(predicate, first, verbs=verbs):
            yield from fillers(inner, rest)
        return
    predicate = grammar.complement(predicate)
    if role == "subj":
        found = _subjects(predicate, verbs)
    elif role in FINDERS:
        found = FINDERS[role](predicate)
    else:
        found = _attached(predicate, role.split())
    seen = set()
    for token in found:
        if token.i not in seen:
            seen.add(token.i)
            yield token


def _is_noun(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"}


def _subjects(predicate: Token, verbs: frozenset[str]) -> Iterator[Token]:
    if _is_noun(predicate) and not grammar.children(predicate, grammar.COPULA):
        yield from _bearers(predicate, verbs)
        return
    if predicate.dep_ == "amod":
        yield from _misread_subjects(predicate)
    found = grammar.logical_subject(predicate)
    if found is not None and not _trails(predicate, found):
        if _is_purpose(predicate, found):
            yield from _controllers(predicate)
        yield found
        if found.i == predicate.head.i:
            yield from _controllers(predicate)
    elif found is not None:
        return
    elif predicate.dep_ in grammar.CLAUSAL_MODIFIER and _is_past(predicate):
        yield predicate.head  # "Aven says five of its men died": read as "men who were died"
    elif grammar.is_passive(predicate):
        yield from _agents_below(predicate)
    elif predicate.tag_ in FINITE:
        yield from _marked_subjects(predicate)


def _is_past(participle: Token) -> bool:
    """Return whether what was read as a participle is a verb: the only one of "The men fired"."""
    if participle.tag_ == "VBD":
        return True
    whole = participle.sent
    verbs = any(one.tag_ in FINITE or one.tag_ == "MD" for one in whole)
    return not verbs and whole.root.i == participle.head.i and whole[-1].text == "."


def _is_purpose(verb: Token, noun: Token) -> bool:
    """Return whether a verb tells what for, not of whom: "fired on the hill to hit the camp"."""
    to = any(child.tag_ == "TO" for child in verb.children)
    tied = grammar.governor(noun)
    return to and noun.i == verb.head.i and tied is not None and tied[0] != "of"


def _agents_below(verb: Token) -> Iterator[Token]:
    """Yield who did it where "by" was tied to a noun before: "were sent to Aven by Norreland"."""
    for attached in grammar.obliques(verb):
        yield from (one.noun for one in grammar.obliques(attached.noun) if one.case == "by")


def _marked_subjects(verb: Token) -> Iterator[Token]:
    """Yield the men of "after the men left, …", where "after" was taken for a preposition."""
    for attached in grammar.obliques(verb):
        if attached.case and attached.noun.right_edge.i == verb.i - 1:
            yield attached.noun


def _misread_subjects(verb: Token) -> Iterator[Token]:
    """Yield the army of "the army (had) lost control of Aven", read as a sort of control."""
    object, before = verb.head, verb.nbor(-1) if verb.i > verb.sent.start else verb
    if object.head.i == before.i and before.lemma_ == "have" and object.dep_ in grammar.OBJECT:
        found = grammar.logical_subject(before)
        yield from () if found is None else (found,)
    elif object.i == verb.sent.root.i and before.dep_ in grammar.COMPOUND:
        yield before


def _trails(participle: Token, subject: Token) -> bool:
    """Return whether a parser gave "a roof fell, killing two, the mayor said" to the mayor."""
    before = participle.doc[participle.sent.start : participle.i]
    late = subject.i > participle.i and participle.tag_ == "VBG"
    return late and any(one.tag_ in FINITE for one in before)


def _bearers(noun: Token, verbs: frozenset[str]) -> Iterator[Token]:
    """Yield whose act a noun is: "X launched an attack", "sanctions were imposed by X"."""
    noun = _first(noun)
    amount = noun.head
    if amount.pos_ == "NOUN" and any(
        one.noun.i == noun.i and one.case == "of" for one in grammar.obliques(amount)
    ):
        noun = amount  # "flew 40 tonnes of tents"
    verb = _giving(noun) or noun.head
    fits = not verbs or _is_one_of(verb, verbs) or _has_own_verb(noun, verbs)
    if verb.pos_ not in VERBS or not fits:
        return
    whole = grammar.logical_object(verb)
    if noun.dep_ in grammar.OBJECT or (whole is not None and whole.i == noun.i):
        found = grammar.logical_subject(verb)
        if found is not None:
            yield found


def _first(noun: Token) -> Token:
    """Return the first of coordinated nouns, on which the verb of them all hangs."""
    while noun.dep_ in grammar.CONJUNCT and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    return noun


def _giving(goods: Token) -> Token | None:
    """Return the verb of "is giving Aven advanced tanks" where "advanced" was taken for one."""
    sort = goods.head
    beside = sort.dep_ in grammar.CONJUNCT | grammar.PARATAXIS
    misread = sort.tag_ in grammar.PARTICIPLE and beside
    if not misread or sort.i + 1 != goods.i or any(True for _ in sort.lefts):
        return None
    for whom in sort.doc[max(sort.sent.start, sort.i - REACH) : sort.i]:
        if whom.dep_ in grammar.OBJECT | grammar.INDIRECT_OBJECT and _ends_at(whom, sort):
            return whom.head
    return None


def _ends_at(noun: Token, after: Token) -> bool:
    return noun.right_edge.i + 1 == after.i and noun.head.i < noun.i


def _is_one_of(verb: Token, verbs: frozenset[str]) -> bool:
    return verb.lemma_ in verbs or not verbs.isdisjoint(base_forms(verb.lower_))


def _has_own_verb(noun: Token, verbs: frozenset[str]) -> bool:
    """Return whether a noun has one of these verbs, read as an adjective: "… and imposed bans"."""
    before = [one for one in noun.children if one.dep_ == "amod" and _is_one_of(one, verbs)]
    return any(one.tag_ in grammar.PARTICIPLE and one.nbor(-1).pos_ == "CCONJ" for one in before)


def _objects(predicate: Token) -> Iterator[Token]:
    found = grammar.logical_object(predicate)
    if found is not None:
        yield from grammar.children(predicate, grammar.OBJECT)[1:]
        yield from _goods_behind(found)
        yield found
        if found.i == predicate.head.i and grammar.is_passive(predicate):
            yield from _controllers(predicate)
    elif predicate.pos_ == "VERB" and not grammar.is_passive(predicate):
        # a name that was taken for a complement: "will supply Aven with tanks"
        yield from (one for one in grammar.bare_complements(predicate) if one.i > predicate.i)


def _goods_behind(whom: Token) -> Iterator[Token]:
    """Yield the tanks of "giving Aven advanced tanks", read as what somebody advanced."""
    after = whom.right_edge.i + 2
    if after < whom.sent.end and _giving(whom.doc[after]) == whom.head:
        yield whom.doc[after]


def _controllers(verb: Token) -> Iterator[Token]:
    """Yield who is meant where a verb hangs on a noun: "know the reason for being sent"."""
    if verb.dep_ not in grammar.CLAUSAL_MODIFIER or not _is_noun(verb.head):
        return
    if grammar.subject(verb) is not None:  # "raids which killed two": the raids did it, no other
        return
    own = grammar.subject(verb.head)  # "the men had no reason to die": reason is the predicate
    if own is not None:
        yield own
    above = verb.head.head
    if above.i != verb.head.i:
        found = grammar.logical_subject(grammar.verb_of(above))
        if found is not None:
            yield found


def _indirect_objects(predicate: Token) -> Iterator[Token]:
    """Yield to whom a verb, or the verb of which a noun is the object, gives something."""
    predicate = _first(predicate)
    verb, misread = predicate, False
    if _is_noun(predicate) and predicate.dep_ in grammar.OBJECT:
        giving = _giving(predicate)
        verb, misread = giving or predicate.head, giving is not None
    found = grammar.indirect_object(verb)
    if found is not None:
        yield found
    elif verb.pos_ in VERBS:
        objects = grammar.children(verb, grammar.OBJECT)
        two = len(objects) > 1 or misread
        if two and objects and objects[0].i != predicate.i:  # "offer them tanks": two objects
            yield grammar.antecedent(objects[0])


def _compounds(noun: Token) -> Iterator[Token]:
    """Yield the nouns before a noun, or before its number: "gave the army forty tanks"."""
    noun = _first(noun)
    for site in (noun, *grammar.children(noun, grammar.NUMERAL)):
        yield from (one for one in grammar.children(site, grammar.COMPOUND) if one.i < noun.i)


def _selves(predicate: Token) -> Iterator[Token]:
    """Yield what a noun stands for or describes: itself, a name that follows it, an apposition."""
    yield from _following_name(predicate)
    yield from grammar.described(predicate)
    yield from _name_between_commas(predicate)
    yield from _name_before_comma(predicate)
    for attached in grammar.obliques(predicate):  # "the head of the bank, Ada Holt, said"
        yield from grammar.children(attached.noun, grammar.APPOSITION)
    yield predicate


def _following_name(title: Token) -> Iterator[Token]:
    # parsers lose their way in "Ruritanian Defence Minister Ana Holt and ..."
    for token in title.doc[title.i + 1 : title.sent.end]:
        if token.pos_ != "PROPN":
            return
        yield token


def _name_between_commas(noun: Token) -> Iterator[Token]:
    """Yield the name in "its head, Ada Holt, said" where the parser takes it for a subject."""
    doc, end = noun.doc, noun.sent.end
    name = noun.i + 2
    if name >= end or doc[noun.i + 1].text != "," or doc[name].pos_ != "PROPN":
        return
    after = name
    while after < end and doc[after].pos_ == "PROPN":
        after += 1
    if after < end and doc[after].is_punct:
        yield from doc[name:after]


def _name_before_comma(noun: Token) -> Iterator[Token]:
    """Yield the name in "Ada Holt, the head of the bank, said" where the title is the subject."""
    doc, comma, after = noun.doc, noun.left_edge.i - 1, noun.right_edge.i + 1
    if noun.left_edge.text == ",":
        comma += 1
    if comma <= noun.sent.start or doc[comma].text != "," or after >= noun.sent.end:
        return
    name = doc[comma - 1]
    while name.dep_ in grammar.NAME_PART and name.head.i < comma:
        name = name.head
    if doc[after].text == "," and name.pos_ == "PROPN" and grammar.governor(name) is None:
        yield name


def _listed(title: Token) -> Iterator[Token]:
    """Yield the names in "commander, Special Task Force, Ada Holt": two that commas set off."""
    doc, end = title.doc, title.sent.end
    comma = title.i + 1
    for _ in range(LISTED):
        after = comma + 1
        while after < end and doc[after].pos_ in {"PROPN", "NUM", "ADJ"}:
            after += 1
        if comma >= end or doc[comma].text != "," or after == comma + 1:
            return
        if after < end and not doc[after].is_punct:
            return
        yield from (one for one in doc[comma + 1 : after] if one.pos_ == "PROPN")
        comma = after


def _verbs(noun: Token) -> Iterator[Token]:
    """Yield the verb of which a noun is the subject: hit, of "the shelling hit two houses"."""
    if noun.dep_ in grammar.SUBJECT and noun.head.pos_ in VERBS:
        yield noun.head


def _clauses(predicate: Token) -> Iterator[Token]:
    """Yield the verbs of what happened then: "were killed when a bus left the road"."""
    for clause in grammar.children(predicate, grammar.ADVERBIAL_CLAUSE):
        if any(child.tag_ == "WRB" for child in clause.children):
            yield clause


def _possessors(predicate: Token) -> Iterator[Token]:
    yield from grammar.possessors(predicate)
    yield from grammar.modifiers(predicate)
    if _is_noun(predicate):
        for before in reversed(predicate.doc[predicate.sent.start : predicate.i][-REACH:]):
            if before.pos_ not in {"PROPN", "ADJ"}:
                return
            yield before


def _attached(predicate: Token, words: list[str]) -> Iterator[Token]:
    """Yield the nouns that a preposition ("to", "on behalf of") ties to a predicate."""
    if grammar.children(predicate, grammar.COPULA):  # "are in the valley"
        yield from _through(grammar.with_case(predicate), words)
    own = words == ["of"] and _is_noun(predicate)  # in "talks with men of Aven", not of Aven
    for site in [predicate] if own else _sites(predicate):
        for attached in grammar.obliques(site):
            if attached.noun.i != predicate.i and not _is_of_first(attached, site, predicate):
                yield from _through(attached, words)
    if words == ["by"] and _is_noun(predicate):
        yield from _misread_agents(predicate)


def _is_of_first(attached: grammar.Attached, site: Token, predicate: Token) -> bool:
    """Return whether only the first of two verbs can own it: went to Aven and left Sarn."""
    second = predicate.dep_ in grammar.CONJUNCT and predicate.head.i == site.i
    return second and attached.case in WAYS and site.i < attached.noun.i < predicate.i


def _misread_agents(noun: Token) -> Iterator[Token]:
    """Yield the rebels of "the capture of Aven by the rebels was …", read as "by" a clause."""
    after = noun.right_edge.i + 1
    if after < noun.sent.end and noun.doc[after].lower_ == "by":
        by = noun.doc[after]
        if by.dep_ in grammar.MARKER:
            own = grammar.children(by.head, grammar.SUBJECT | grammar.PASSIVE_SUBJECT)
            yield from (one for one in own if one.i > by.i)


def _through(attached: grammar.Attached, words: list[str]) -> Iterator[Token]:
    case, *rest = words
    if attached.case == " ".join(words) or (not rest and _fits(attached.case, case)):
        yield attached.noun
    elif len(rest) == 2 and attached.case == case and attached.noun.lower_ == rest[0]:
        yield from grammar.possessors(attached.noun)
        yield from grammar.modifiers(attached.noun)
        for inner in grammar.obliques(attached.noun):
            yield from _through(inner, rest[1:])


def _fits(written: str, wanted: str) -> bool:
    """Return whether a written preposition is the wanted one, alone or after another: out of."""
    first = written.partition(" ")[0]
    return written == wanted or (written.endswith(f" {wanted}") and first not in RELATIONAL)


def _sites(predicate: Token) -> Iterator[Token]:
    """Yield the words on which a prepositional phrase of the predicate may hang, nearest first.

    Parsers often tie it to a noun in between, and in writing it may stand with another verb:
    "were killed or wounded in X", "killed while fighting in X", "seem to have withdrawn from X".
    """
    yield predicate
    below = [child for child in predicate.children if child.i > predicate.i and _open(child)]
    listed = [other for one in below for other in grammar.conjuncts(one) if other.i > one.i]
    below += [one for one in dict.fromkeys(listed) if one not in below and one.pos_ in NOUNS]
    if _is_noun(predicate):  # "the valley of the Orm to schools in Aven": the schools are in Aven
        below = [child for child in below if not _leads_away(child)]
    yield from below
    for child in below:
        inner = (one for one in child.children if one.i > predicate.i and _open(one))
        yield from (one for one in inner if not (_is_noun(predicate) and _leads_away(one)))
    for other in grammar.children(
        predicate, grammar.CONJUNCT
    ):  # "two died and five are missing in"
        whose = grammar.subject(other)
        if whose is not None and whose.pos_ == "NUM":
            yield other
    if predicate.dep_ in grammar.CONJUNCT | grammar.OPEN_COMPLEMENT:
        yield predicate.head
        if predicate.pos_ == "VERB" and predicate.dep_ in grammar.CONJUNCT:
            yield from grammar.own_object(predicate.head)  # "hit the camp in Aven and killed two"
    if predicate.dep_ in grammar.CLAUSAL_MODIFIER or predicate.dep_ == "amod":
        yield predicate.head
        if predicate.head.dep_ in grammar.OBJECT and predicate.head.head.lemma_ == "have":
            yield predicate.head.head  # "seem to have sent tanks": sent, as an adjective
    leans = predicate.dep_ in grammar.OBJECT | grammar.PASSIVE_SUBJECT
    if _is_noun(predicate) and predicate.head.pos_ in VERBS and leans:
        yield predicate.head
        yield from (one.noun for one in grammar.obliques(predicate.head))


def _leads_away(token: Token) -> bool:
    return grammar.with_case(token).case in WAYS


def _open(token: Token) -> bool:
    """Return whether a phrase may hide a prepositional phrase of the word above it."""
    if token.pos_ in VERBS:
        return token.dep_ not in grammar.PARATAXIS and grammar.subject(token) is None
    return token.pos_ in NOUNS or token.pos_ == "ADV"  # "pulled its tanks back to Aven"


def _nothing(_: Token) -> Iterator[Token]:
    return iter(())


FINDERS: Mapping[str, Callable[[Token], Iterator[Token]]] = {
    "obj": _objects,
    "iobj": _indirect_objects,
    "compound": _compounds,
    "list": _listed,
    "modifier": lambda noun: iter(grammar.modifiers(noun)),
    "self": _selves,
    "clause": _clauses,
    "possessor": _possessors,
    "verb": _verbs,
    "none": _nothing,
}
"""What finds each role but "subj"; every other role is a preposition."""
