"""A figure in its sentence -> what it measures: killed, wounded, deployed, missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.extractors.counting import Counted, sentence, values
from kg.extractors.roles import fillers
from kg.lang import grammar
from kg.lang.layers import CueMatch, Layers
from kg.ontology import Ontology

NEAR = 10
"""Tokens from a figure within which a cue counts where the parse does not tie them."""
FAR = 25
"""The same, of a noun that a number without one puts a value to: "the toll ... rose to 11"."""
SHORT = 3
"""Tokens before a cue that its sentence begins with: Of the, Among the."""
PERSON = "Person"
LOSSES = "casualties"
NOMINAL = frozenset({"DET", "PRON", "NOUN", "PROPN", "NUM"})
LIGHT = frozenset({"ADP", "DET", "PRON"})
Fits = Callable[[CueMatch], bool]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures, and the words that say so."""

    variable: str
    match: CueMatch
    token: Token
    """The word of the cue that carries the meaning."""
    tied: bool
    """Whether the words themselves tie the cue to the figure, rather than its being near."""


def measured(
    found: Counted, known: Layers, ontology: Ontology, numbers: frozenset[int]
) -> Measured | None:
    """Return what the sentence says of the figure; None if it has no cue for it.

    Args:
        found: the figure in the parse.
        known: what annotate found.
        ontology: the variables.
        numbers: tokens of all numbers of the article: none may stand between figure and cue.
    """
    cues = [
        match for match in _in_sentence(found, known) if _allowed(match, found, known, ontology)
    ]
    tests: list[Fits] = [
        lambda match: _beside(match, found),  # "30 wounded", however a parser hangs up the 30
        lambda match: _argument(match, found),
        lambda match: _said_of(match, found),
        lambda match: _total(match, found),
        lambda match: _near(match, found, numbers),
    ]
    for fits in tests:
        hits = [match for match in cues if fits(match)]
        if hits:
            hit = min(hits, key=lambda match: (_distance(match, found), match.cue.iri))
            names = [hit.cue.evokes, *_coordinated(hit, cues, found, numbers)]
            joint = _joint([name for name in names if name], ontology)
            return Measured(joint, hit, found.number.doc[hit.head], fits is not tests[-1])
    return None


def losses(found: Counted, known: Layers) -> Iterator[Token]:
    """Yield the nouns that mean what the figure counts: losses of "put their losses at 30"."""
    for match in _in_sentence(found, known):
        if match.cue.subject_role == "self" and (_said_of(match, found) or _total(match, found)):
            yield found.number.doc[match.head]


def _in_sentence(found: Counted, known: Layers) -> Iterator[CueMatch]:
    within = sentence(found.number)
    for match in known.matches("VariableCue"):
        if within.start <= match.head < within.end:
            yield match


def _allowed(match: CueMatch, found: Counted, known: Layers, ontology: Ontology) -> bool:
    """Return whether the cue says something of such a noun: men are deployed, and books are not."""
    wanted = match.cue.denotes
    someone = wanted == PERSON and (found.noun is None or found.noun.lemma_ in _people(ontology))
    if wanted is not None and not someone and not denotes(found.noun, wanted, known):
        return False
    if match.cue.object_role != "place":
        return True
    verb = grammar.complement(found.number.doc[match.head])
    return any(_is_place(one.noun, known, ontology) for one in _obliques(verb))


@lru_cache(maxsize=8)
def _people(ontology: Ontology) -> frozenset[str]:
    cues = ontology.cues("MeasureCue")
    return frozenset(word for cue in cues if cue.measure == "person" for word in cue.words)


def denotes(noun: Token | None, name: str, known: Layers) -> bool:
    """Return whether a noun stands for something of a class."""
    if noun is None:
        return False
    entity = known.entity(known.entity_at(noun))
    if entity is not None and entity.type == name:
        return True
    return any(
        match.head == noun.i and match.cue.denotes == name for match in known.matches("NominalCue")
    )


def _obliques(verb: Token) -> Iterator[grammar.Attached]:
    yield grammar.with_case(verb)
    for site in (verb, *(child for child in verb.children if child.i > verb.i)):
        yield from grammar.obliques(site)


def _is_place(noun: Token, known: Layers, ontology: Ontology) -> bool:
    entity = known.entity(known.entity_at(noun))
    return entity is not None and ontology.is_a(entity.type, "Place")


def _argument(match: CueMatch, found: Counted) -> bool:
    """Return whether the figure is the logical subject or object that the verb counts."""
    role = match.cue.subject_role
    if role not in {"obj", "subj"}:
        return False
    verb = found.number.doc[match.head]
    tied = {token.i for token in fillers(verb, role)}
    first = grammar.conjuncts(found.root)[0]
    return bool(tied & found.heads) or first.i in tied


def _beside(match: CueMatch, found: Counted) -> bool:
    """Return whether the cue touches the figure: "30 wounded", "killing 12"."""
    verb = found.number.doc[match.head]
    if match.start == _next_content(found, verb):
        if match.cue.subject_role == "mod":
            return True
        objects = [token for token in fillers(verb, "obj") if token.i > verb.i]
        return match.cue.subject_role == "obj" and verb.tag_ in grammar.PARTICIPLE and not objects
    if match.cue.subject_role == "self":  # "the murder of six nuns", "the loss of its 12 boats"
        gap = verb.doc[match.end : found.start]
        return bool(gap) and gap[0].lower_ == "of" and all(t.pos_ in LIGHT for t in gap)
    return match.end == found.start and match.cue.subject_role == "obj" and verb.tag_ != "NN"


def _next_content(found: Counted, verb: Token) -> int:
    """Return the token after a figure, auxiliaries passed over: "37 are still missing"."""
    doc, at = verb.doc, found.end
    passed = {"AUX", "ADV", "PART"}
    if verb.tag_ in grammar.PARTICIPLE and at < len(doc) and doc[at].text == ",":
        at += 1  # "two soldiers, captured alive"
    while at < min(verb.i, found.end + 4) and (doc[at].pos_ in passed or doc[at].tag_ == "VBN"):
        at += 1
    return at


def _said_of(match: CueMatch, found: Counted) -> bool:
    """Return whether the figure counts what the cue means, or is described by it."""
    token = found.number.doc[match.head]
    if match.cue.subject_role == "self":
        return token.i in found.heads
    if match.cue.subject_role != "mod":
        return False
    if token.head.i in found.heads and token.head.i != token.i:
        return True
    described = {one.i for one in grammar.described(token)}
    above = grammar.logical_object(token.head) if token.dep_ in grammar.OPEN_COMPLEMENT else None
    return bool(described & found.heads) or (above is not None and above.i in found.heads)


def _total(match: CueMatch, found: Counted) -> bool:
    """Return whether the cue is a noun that the figure puts a number to: "the toll rose to 11"."""
    if match.cue.subject_role != "self":
        return False
    noun = found.number.doc[match.head]
    tie = grammar.governor(noun)
    if tie is not None and tie[0] == "among":  # "two officers are among the dead"
        subject = grammar.subject(tie[1]) or grammar.subject(noun)
        return subject is not None and subject.i in found.heads
    tied = {token.i for token in values(noun)}
    return bool(tied & found.heads) or grammar.conjuncts(found.root)[0].i in tied


def _near(match: CueMatch, found: Counted, numbers: frozenset[int]) -> bool:
    """Return whether the cue stands near, and nothing between says that it is of another."""
    value = found.noun is None and match.cue.subject_role == "self" and match.head < found.start
    if match.cue.denotes is not None or _distance(match, found) > (FAR if value else NEAR):
        return False
    if found.noun is None and match.cue.evokes == LOSSES and match.cue.measure != "person":
        return False  # "22,000 strong, has lost a fifth"
    governor = grammar.governor(found.root)
    if governor is not None and governor[0] == "by":
        return False
    doc, word = found.number.doc, found.number.doc[match.head]
    if _is_of_another(match, found):
        return False
    if match.head < found.start and found.end < len(doc) and _is_fate(doc[found.end]):
        return False  # "were killed and four others trapped"
    if found.noun is None and _opens_with(match, found):
        return True
    named = word.pos_ != "VERB" or grammar.children(word, frozenset({"det"}))  # the wounded
    if match.head < found.start and not named and found.opens_clause:
        return False  # "six have died and 18 are still held"
    low, high = sorted((match.head, found.number.i))
    between = range(low + 1, high)
    return not numbers & set(between) and not any(doc[i].text in ";:.—–" for i in between)


def _is_of_another(match: CueMatch, found: Counted) -> bool:
    """Return whether the parse says that a cue is of other people than the figure."""
    word = found.number.doc[match.head]
    if match.cue.subject_role == "obj" and _suffered_by_others(word, found):
        return True  # "a ferry with 212 men sank, killing 34 people"
    if word.pos_ == "VERB":
        own = grammar.children(word, grammar.OBJECT | grammar.PASSIVE_SUBJECT)
    else:  # "14 remained missing of a crew of 30"
        verb = word.head if word.dep_ in grammar.OPEN_COMPLEMENT else word
        labels = grammar.SUBJECT | grammar.PASSIVE_SUBJECT
        own = grammar.children(verb, labels) if match.cue.subject_role == "mod" else []
    if own and not any(_contains(one, found.number) for one in own):
        return True
    if word.dep_ not in grammar.MODIFIER or word.head.i in found.heads:
        return False
    ties = (grammar.governor(word), grammar.governor(word.head))
    return not any(tie and tie[0] == "of" for tie in ties)  # the number of homeless people


def _contains(noun: Token, number: Token) -> bool:
    """Return whether a number stands in a noun phrase: eight people (five of them pupils)."""
    return noun.left_edge.i <= number.i <= noun.right_edge.i


def _opens_with(match: CueMatch, found: Counted) -> bool:
    """Return whether a sentence tells first whom it counts: "Of the dead, 12 were …, two were"."""
    first = sentence(found.number).start
    led = {token.lower_ for token in found.number.doc[first : match.start]}
    return bool(led & {"of", "among"}) and match.start - first <= SHORT


def _is_fate(word: Token) -> bool:
    """Return whether a word behind people says what became of them."""
    return word.tag_ == "VBN" and word.pos_ == "VERB"


def _coordinated(
    hit: CueMatch, cues: Iterable[CueMatch], found: Counted, numbers: frozenset[int]
) -> Iterator[str | None]:
    """Yield what the cues evoke that are joined to one: killed or wounded."""
    doc = found.number.doc
    joined = {token.i for token in grammar.conjuncts(doc[hit.head])}
    for match in cues:
        if match.head == hit.head or match.cue.evokes == hit.cue.evokes:
            continue
        low, high = sorted((match.head, hit.head))
        adjacent = high - low == 2 and doc[low + 1].pos_ == "CCONJ"
        if _suffered_by_others(doc[match.head], found) or _names_another(doc, low, high):
            continue
        if (match.head in joined or adjacent) and not numbers & set(range(low, high)):
            yield match.cue.evokes


def _names_another(doc: Doc, low: int, high: int) -> bool:
    """Return whether somebody else is named behind an "and": shot, and another was wounded."""
    joins = [i for i in range(low + 1, high) if doc[i].pos_ == "CCONJ"]
    return any(doc[i].pos_ in NOMINAL for i in range(joins[0] + 1, high)) if joins else False


def _suffered_by_others(word: Token, found: Counted) -> bool:
    """Return whether a word has a sufferer of its own: "killing a woman and wounding seven"."""
    if word.pos_ == "VERB":
        own = grammar.children(word, grammar.OBJECT | grammar.PASSIVE_SUBJECT)
    else:  # "after the capture of the town, 300 people ..."
        own = [one.noun for one in grammar.obliques(word) if one.case == "of"]
    return bool(own) and not found.heads & {one.i for one in own}


def _joint(names: list[str], ontology: Ontology) -> str:
    """Return the narrowest variable above all of them, else the first."""
    variables = ontology.variables
    common = frozenset.intersection(*(variables[name].broader | {name} for name in names))
    return max(sorted(common), key=lambda name: len(variables[name].broader), default=names[0])


def _distance(match: CueMatch, found: Counted) -> int:
    return abs(match.head - found.number.i)
