"""Negation and hedging: cues of the lexicon -> how each verb, noun and number is put.

After ConText (cue, direction, scope; Harkema et al. 2009), with the parse as scope: what a cue says
goes down the tree, but not into clauses that are asserted on their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate.scope import CLAUSAL_COMPLEMENT, Effect, is_finite, is_nominal, passed_on, put
from kg.lang.grammar import (
    ADVERBIAL_CLAUSE,
    APPOSITION,
    AUXILIARY,
    CASE,
    CLAUSAL_MODIFIER,
    MODIFIER,
    OBJECT,
    PARATAXIS,
    PASSIVE_SUBJECT,
    RELATIVE_PRONOUN,
    SUBJECT,
    children,
    is_passive,
    verb_of,
)
from kg.lang.layers import PLAIN, Assertion, CueMatch, layers

ARGUMENT = SUBJECT | PASSIVE_SUBJECT | OBJECT
NOUN = frozenset({"NOUN", "PROPN"})
SAID = frozenset({"speech", "writing"})
KINDS = ("AssertionCue", "SpeechCue")
CARRIED = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM", "PRON"})
WINDOW = 6
"""Tokens to the right of a cue in which its scope is looked for where the parse gives none."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the cues of a Doc take effect."""

    on: dict[int, list[Effect]] = field(default_factory=lambda: defaultdict(list))
    """Token -> what is said of the token itself."""
    below: dict[int, tuple[Effect, CueMatch]] = field(default_factory=dict)
    """Token -> what it says of its complement, which lies outside the words of the cue."""
    determined: set[int] = field(default_factory=set)
    """Nouns with a negative determiner."""
    speech: frozenset[int] = frozenset()


@Language.factory("kg_assertion")
def assertion(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that says what is denied and what is hedged."""
    return assert_all


def assert_all(doc: Doc) -> Doc:
    """Fill ``layers(doc).asserted``: verbs, nouns and numbers that are not put plainly."""
    reach = _reach(doc)
    asserted: dict[int, Assertion] = {}
    waiting = [(sent.root, PLAIN) for sent in doc.sents] if doc.has_annotation("DEP") else []
    while waiting:
        token, above = waiting.pop()
        own = put(above, reach.on.get(token.i, ()))
        if own != PLAIN and token.pos_ in CARRIED:
            asserted[token.i] = own
        for child in token.children:
            waiting.append((child, _passed(child, own, above, reach)))
    layers(doc).asserted = dict(sorted(asserted.items()))
    return doc


def _passed(child: Token, own: Assertion, above: Assertion, reach: Reach) -> Assertion:
    parent = child.head
    effect, match = reach.below.get(parent.i, (None, None))
    if effect is not None and match is not None and _governs(effect, match, child):
        return effect.applied(own, nominal=is_nominal(parent))
    return passed_on(
        child,
        own,
        above,
        speech=parent.i in reach.speech,
        determined=parent.i in reach.determined,
        shared=[one for one in reach.on.get(parent.i, ()) if one.shared],
    )


def _reach(doc: Doc) -> Reach:
    matches = [  # a Northern Command orders nothing
        one
        for one in layers(doc).matches(*KINDS)
        if (one.cue.kind != "SpeechCue" or doc[one.head].pos_ != "PROPN")
        and not (one.cue.pos == "adjective" and _is_active(doc[one.head]))
    ]
    said = frozenset(match.head for match in matches if match.cue.mode in SAID)
    reach = Reach(speech=said)
    for head, group in _by_head(matches).items():
        effect = Effect.of_all(match.cue for match in group)
        if effect is None:
            continue
        match = group[0]
        match effect.direction:
            case "governs" | "raises":
                _govern(doc[head], match, effect, reach)
            case "determines":
                _determine(doc[head], effect, reach)
            case "marks":
                _mark(doc[head], match, effect, reach)
            case "follows":
                _set(_following(match, doc[head]), effect, reach)
            case _:
                _set(_modified(doc[head], match), effect, reach)
    for token in doc:
        if token.text == "?" and token.head.i != token.i and token.head.i not in reach.speech:
            reach.on[token.head.i].append(Effect(certainty="possible"))
    return reach


def _is_active(token: Token) -> bool:
    """Return whether a word is a verb with who does it: the paper reported, no reported attack."""
    return token.pos_ == "VERB" and bool(children(token, SUBJECT)) and not is_passive(token)


def _by_head(matches: Iterable[CueMatch]) -> dict[int, list[CueMatch]]:
    """Return the matches at each head; a cue of assertion takes the place of one of speech."""
    found: dict[int, list[CueMatch]] = {}
    for match in matches:
        found.setdefault(match.head, []).append(match)
    return {
        head: [match for match in group if match.cue.kind == "AssertionCue"] or group
        for head, group in found.items()
    }


def _set(target: Token | None, effect: Effect, reach: Reach) -> None:
    if target is not None:
        reach.on[target.i].append(effect)


def _govern(token: Token, match: CueMatch, effect: Effect, reach: Reach) -> None:
    """Put the complement into the scope; without one, what the cue describes or what follows."""
    softened = Effect(certainty=effect.certainty)
    if any(_governs(effect, match, child) for child in token.children):
        reach.below[token.i] = effect, match
        if effect.direction == "raises" and _is_impersonal(token, effect):
            _set(token, softened, reach)  # "are estimated to be": the whole clause is
        return
    if token.dep_ in MODIFIER:
        _set(token.head, effect, reach)
    elif token.dep_ in PARATAXIS:  # "The army, he claimed, has left."
        _set(token.head, softened, reach)
    elif _is_put_in(token):
        _set(verb_of(token.head), softened, reach)
    elif token.dep_ in CLAUSAL_MODIFIER and effect.certainty == "probable":
        _set(token.head, softened, reach)  # "messages attributed to the general"
        _set(_loose(token), softened, reach)
    else:
        _set(_marked_after(token, match, effect), effect, reach)


def _is_put_in(token: Token) -> bool:
    """Return whether commas set a report off that the parse ties to the noun before it."""
    own = children(token, SUBJECT)
    first, after = token.left_edge.i, token.doc[min(token.i + 1, len(token.doc) - 1)]
    apart = first > 0 and token.doc[first - 1].is_punct and after.is_punct
    relative = any(one.tag_ in RELATIVE_PRONOUN for one in token.lefts)
    return token.dep_ in CLAUSAL_MODIFIER | APPOSITION and bool(own) and apart and not relative


def _loose(participle: Token) -> Token | None:
    """Return the verb of "messages attributed to her, in which she thanks them" tied elsewhere."""
    for one in participle.doc[participle.i + 1 : participle.sent.end]:
        if one.tag_ == "WDT" and children(one, CASE):
            tied = one.head.dep_ in CLAUSAL_MODIFIER and one.head.head.i > participle.i
            return None if tied or participle.is_ancestor(one) else one.head
        if one.pos_ == "VERB" and children(one, SUBJECT):
            return None
    return None


def _is_impersonal(token: Token, effect: Effect) -> bool:
    """Return whether nobody is said to think or plan it: is believed to, seems to, is likely to."""
    if token.pos_ != "VERB" or is_passive(token):
        return True
    that = [child for child in children(token, CLAUSAL_COMPLEMENT) if is_finite(child)]
    return effect.certainty == "probable" and not that


def _governs(effect: Effect, match: CueMatch, child: Token) -> bool:
    return not match.start <= child.i < match.end and effect.governs(child)


def _determine(token: Token, effect: Effect, reach: Reach) -> None:
    stands_at = token.head.i > token.i and token.head.pos_ in NOUN
    noun = token.head if stands_at else token
    reach.determined.add(noun.i)
    _set(noun, effect, reach)
    if noun.dep_ in ARGUMENT:
        reach.on[noun.head.i].append(effect)


def _mark(token: Token, match: CueMatch, effect: Effect, reach: Reach) -> None:
    clause = token.head if token.head.i > token.i else _following(match, token)
    _set(clause, effect, reach)
    if clause is not None and clause.dep_ in ADVERBIAL_CLAUSE:
        _set(clause.head, effect, reach)


def _modified(token: Token, match: CueMatch) -> Token | None:
    if token.head.i == token.i:
        return _following(match, token)
    target = token.head
    while target.dep_ in AUXILIARY and target.head.i != target.i:
        target = target.head
    return target


def _following(match: CueMatch, token: Token) -> Token | None:
    """Return what the words of the cue introduce: what they hang on, else the next verb or noun."""
    if token.head.i >= match.end:
        return token.head
    for place in range(match.end, min(match.end + WINDOW, token.sent.end)):
        found = token.doc[place]
        if found.is_punct:
            return None
        if found.pos_ == "VERB" or (found.pos_ in NOUN and found.dep_ not in MODIFIER):
            return found
    return None


def _marked_after(token: Token, match: CueMatch, effect: Effect) -> Token | None:
    """Return the verb of the clause that starts right after the cue, where the parser lost it."""
    for place in range(match.end, min(match.end + WINDOW, token.sent.end)):
        found = token.doc[place]
        if found.is_punct:
            return None
        if found.tag_ == "VBG":
            return found
        if found.tag_ == "TO" or (found.tag_ == "IN" and found.head.i > found.i):
            verb = found.head
            fits = verb.i > found.i and verb.pos_ in {"VERB", "AUX"}
            return verb if fits and not (effect.infinitive and is_finite(verb)) else None
    return None
