"""Common nouns -> drafts of mentions: the minister, two soldiers, the notes; titles of names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.annotate.draft import (
    COUNTRY,
    DOCUMENT,
    GROUP,
    ORGANIZATION,
    PERSON,
    UNIT,
    Draft,
    Reading,
    Words,
    is_plural,
    lemma,
)
from kg.annotate.names import NAMES
from kg.lang.forms import base_forms
from kg.lang.grammar import (
    ADPOSITION,
    AUXILIARY,
    CASE,
    CLAUSAL_MODIFIER,
    CLAUSES,
    COMPOUND,
    MODIFIER,
    NOMINAL_MODIFIER,
    NUMERAL,
    OBJECT,
    PASSIVE_SUBJECT,
    RELATIVE_CLAUSE,
    SUBJECT,
    children,
    is_passive,
    is_reduced,
    is_verb_of_its_noun,
    logical_object,
    logical_subject,
    number_before_participle,
)
from kg.lang.layers import CueMatch, layers
from kg.lang.spelling import folded

NOUN = frozenset({"NOUN", "PROPN"})
PHRASE = NOUN | {"DET", "ADJ", "NUM", "ADV", "CCONJ", "PRON", "SYM"}
"""Parts of speech before a noun that belong to it."""
SAID = frozenset({"speech", "writing"})
HELD = frozenset({"captured", "missing", "arrested"})
"""Variables that set people apart from the force that they belong to."""
LOST = frozenset({"killed", "wounded", "killed_or_wounded", "casualties"})
"""Variables that are a loss of the force as a whole."""
FEW = 20
"""Up to so many soldiers are people of their own, not the army."""


def nominals(text: Reading, names: list[Draft]) -> Iterator[Draft]:
    """Yield what common nouns of the lexicon stand for; a title gives its name a role instead."""
    inside = {i for name in names for i in range(name.tokens.start, name.tokens.end)}
    starts = {name.start: name for name in names}
    doc, words = text.doc, text.words
    by_head: dict[int, list[CueMatch]] = {}
    for match in layers(doc).matches("NominalCue", "HonorificCue"):
        name = starts.get(match.end)
        if name is not None and _is_title(match, name, words):
            name.roles |= {folded(doc[match.start : match.end].text), lemma(doc[match.head])}
            name.titles.append(doc[match.head])
            told = (words.genders.get(token.lower_) for token in doc[match.start : match.end])
            name.agrees = name.agrees or next((gender for gender in told if gender), "")
        elif match.cue.kind == "NominalCue":
            by_head.setdefault(match.head, []).append(match)
    titles = {token.i for name in names for token in name.titles}
    for head, matches in by_head.items():
        best = min(matches, key=lambda one: (one.start - one.end, _rank(one, doc[head])))
        apart = best.end in starts and doc[head].pos_ == "NOUN"  # told the outlet Sarn was lost
        fitting = apart or _is_noun(doc[head]) or _stands_alone(doc[head])
        if head in inside or head in titles or not fitting:
            continue
        yield _nominal(doc[head], best.end, best.cue.denotes or GROUP, text)


def sources(text: Reading, taken: set[int]) -> Iterator[Draft]:
    """Yield who or what speaks, though the lexicon does not know the noun."""
    for match in layers(text.doc).matches("SpeechCue"):
        if match.cue.mode not in SAID or match.cue.subject_role == "speaker":
            continue
        token = _source(text.doc, match)
        if token is None or token.i in taken or not _is_noun(token):
            continue
        taken.add(token.i)
        kind = DOCUMENT if match.cue.subject_role == "document" else PERSON
        if kind == PERSON and not any(child.pos_ in {"DET", "NUM"} for child in token.children):
            kind = GROUP  # intelligence, command: many, or nobody in particular
        yield _nominal(token, token.i + 1, kind, text)


def counters(text: Reading, taken: set[int]) -> Iterator[Draft]:
    """Yield the people who report a number, though no common noun says so: insurers expect 40."""
    ontology = text.words.ontology
    verbs = {word for cue in ontology.cues("TallyCue") for word in cue.words}
    measures = ontology.cues("MeasureCue")
    people = {word for cue in measures if cue.measure == "person" for word in cue.words}
    for verb in text.doc:
        if verb.pos_ != "VERB" or lemma(verb) not in verbs or is_passive(verb):
            continue
        token = logical_subject(verb)
        if token is None or token.i in taken or not _is_noun(token) or not is_plural(token):
            continue
        numbers = any(one.pos_ == "NUM" for one in verb.subtree if one.i > verb.i)
        if numbers and people & {lemma(token), *base_forms(token.lower_)}:
            taken.add(token.i)
            yield _nominal(token, token.i + 1, GROUP, text)


def others(text: Reading, taken: set[int]) -> Iterator[Draft]:
    """Yield the other noun phrases: of no class, but a pronoun may mean them."""
    for token in text.doc:
        if token.pos_ == "NOUN" and token.i not in taken and _is_noun(token):
            yield _nominal(token, token.i + 1, "", text)


def describe(draft: Draft, text: Reading) -> None:
    """Say what the words of a noun phrase tell: number, gender, definiteness, country."""
    head = draft.head
    draft.lemma = lemma(head)
    draft.many = draft.many or is_plural(head)
    before = [child for child in head.children if child.i < head.i]
    draft.definite = any(
        child.morph.get("Definite", []) == ["Def"] or child.morph.get("PronType", []) == ["Dem"]
        for child in before
    )
    own = [head, *children(head, COMPOUND | MODIFIER)]
    told = (text.words.genders.get(lemma(token)) for token in own)
    draft.agrees = next((gender for gender in told if gender), "")
    after = children(head, CLAUSAL_MODIFIER | NOMINAL_MODIFIER | ADPOSITION)
    draft.restricted = any(
        child.i > head.i and not is_verb_of_its_noun(child) and not _adds(child) for child in after
    )
    within = range(draft.tokens.start, draft.tokens.end)
    home = next((text.homes[i] for i in within if i in text.homes), "")
    draft.country = home or text.words.forces.country(draft.tokens.text) or _owner(draft)
    if draft.kind == "name":
        _as_forces(draft, text)


def _adds(clause: Token) -> bool:
    """Return whether a relative clause only tells more: the town, which is small."""
    start = clause.left_edge
    before = clause.doc[start.i - 1] if start.i else start
    return clause.dep_ in RELATIVE_CLAUSE and "," in {start.text, before.text}


def _owner(draft: Draft) -> str:
    """Return the folded name of a country that owns a force, and that only the text knows."""
    doc = draft.tokens.doc
    for span in doc.spans.get(NAMES, ()) if draft.kind == "name" else ():
        if span.start == draft.start and span.label_ == COUNTRY and not span.kb_id_:
            owned = span.end < draft.tokens.end and doc[span.end].tag_ == "POS"
            return folded(span.text) if owned else ""
    return ""


def _as_forces(draft: Draft, text: Reading) -> None:
    """Take Strelsau's men, and the Ruritanian Armed Forces, for a country's forces as a whole."""
    forces, words = text.words.forces, folded(draft.tokens.text).split()
    owned = "s" in words and words[-1] in forces.owned and bool(draft.country)
    titled = draft.type == UNIT and draft.head.text[0].isupper() and bool(draft.country)
    if owned or (titled and any(" ".join(words[i:]) in forces.nouns for i in (1, 2, 3))):
        draft.type, draft.whole, draft.many = UNIT, True, draft.many or owned


def is_some(head: Token, text: Reading) -> bool:
    """Return whether a plural noun for soldiers means some of them: two of them, the captured.

    The fallen, and those who were killed, are some; who was killed is a loss of them all.
    """
    if not is_plural(head):
        return False
    fates = _fates(head, text)
    if fates & HELD or _told(head, MODIFIER | RELATIVE_CLAUSE, text) & LOST:
        return True
    number = number_before_participle(head)
    counts = [text.words.number(child) for child in children(head, NUMERAL)]
    counts += [text.words.number(number)] if number is not None else []
    return not fates & LOST and any(count is not None and count <= FEW for count in counts)


def left_edge(head: Token) -> int:
    """Return the first token of a noun phrase: its determiners, adjectives, owners, numbers."""
    start = head.i
    while start > head.left_edge.i and _belongs(head.doc[start - 1]):
        start -= 1
    while start < head.i and _trails(head.doc[start]):
        start += 1
    if start and head.doc[start].tag_ in {"JJS", "RBS"} and head.doc[start - 1].pos_ == "ADP":
        start += head.doc[start + 1].pos_ == "NUM"  # at least | ten
    return start


def _trails(token: Token) -> bool:
    """Return whether a word in front of a noun phrase is none of it: also experts, and troops."""
    if token.pos_ == "ADV":
        return token.nbor().pos_ not in {"ADJ", "NUM", "VERB", "ADV"}
    return token.pos_ in {"ADP", "CCONJ", "PUNCT", "PART"}


def _belongs(token: Token) -> bool:
    if token.is_space or token.dep_ in CASE or token.head.dep_ in CASE:
        return token.tag_ == "POS"
    if token.tag_ == "PRP":  # among them | six children
        return False
    if token.pos_ in {"VERB", "AUX"}:
        return token.dep_ in MODIFIER
    return token.pos_ in PHRASE or token.tag_ in {"HYPH", "POS"}


def _fates(head: Token, text: Reading) -> set[str]:
    """Return what the words around say has become of people, as names of variables."""
    fates = _told(head, CLAUSAL_MODIFIER | MODIFIER, text)
    if head.dep_ in OBJECT | PASSIVE_SUBJECT or _is_done_to(head):
        fates |= {cue.evokes or "" for cue in text.at(head.head, "VariableCue")}
    return fates


def _is_done_to(head: Token) -> bool:
    """Return whether a headline leaves out that it is passive: nine soldiers killed in May."""
    verb = head.head
    if head.dep_ not in SUBJECT or verb.tag_ not in {"VBD", "VBN"}:
        return False
    return not children(verb, OBJECT | AUXILIARY)


def _told(head: Token, labels: frozenset[str], text: Reading) -> set[str]:
    told = children(head, labels)
    if head.dep_ in SUBJECT and is_reduced(head.head):  # the men captured in May were questioned
        told.append(head.head)
    return {cue.evokes or "" for token in told for cue in text.at(token, "VariableCue")}


def speaks(head: Token, text: Reading) -> bool:
    """Return whether soldiers, not their army, say something: some of them do, not all."""
    if not is_plural(head) or head.dep_ not in SUBJECT or lemma(head) not in text.words.persons:
        return False
    told = [cue for cue in text.at(head.head, "SpeechCue") if cue.mode in SAID]
    return any(cue.subject_role == "speaker" or _has_content(head.head) for cue in told)


def _nominal(head: Token, end: int, denotes: str, text: Reading) -> Draft:
    many = is_plural(head)
    draft = Draft(
        tokens=head.doc[left_edge(head) : max(end, head.i + 1)],
        head=head,
        kind="nominal",
        type=GROUP if many and denotes == PERSON else denotes,
        many=many or denotes == GROUP,
    )
    describe(draft, text)
    if denotes == UNIT and is_some(head, text):
        draft.type, draft.special = GROUP, True
    return draft


def _is_noun(token: Token) -> bool:
    before = token.head.i > token.i and token.head.pos_ in NOUN and not is_plural(token)
    return token.pos_ in NOUN and not (before and token.dep_ in COMPOUND | MODIFIER)


def _stands_alone(token: Token) -> bool:
    """Return whether an adjective is the head of a noun phrase: the wounded were flown out."""
    if token.pos_ in NOUN or token.dep_ not in SUBJECT | PASSIVE_SUBJECT | OBJECT:
        return False
    return any(child.morph.get("Definite", []) == ["Def"] for child in token.children)


def _rank(match: CueMatch, head: Token) -> int:
    """Return the place of a sense of a noun: soldiers are troops, a soldier is a person."""
    senses = (ORGANIZATION, UNIT, PERSON) if is_plural(head) else (ORGANIZATION, PERSON, UNIT)
    denotes = match.cue.denotes or ""
    return senses.index(denotes) if denotes in senses else len(senses)


def _is_title(match: CueMatch, name: Draft, words: Words) -> bool:
    """Return whether words before a name say what it is: Admiral Moll, the outlet Om."""
    head = name.tokens.doc[match.head]
    return head.pos_ in NOUN and words.related(name.type, match.cue.denotes or PERSON)


def _source(doc: Doc, match: CueMatch) -> Token | None:
    if match.cue.pos == "adposition":
        return _of_preposition(doc, match)
    verb = doc[match.head]
    if match.cue.pos != "verb" or not _has_content(verb):
        return None
    if match.cue.subject_role == "relay":  # quoted an official as saying
        return logical_object(verb)
    found = logical_subject(verb)
    if found is not None or is_passive(verb):
        return found
    # “…,” added one of the prisoners: the parser takes whoever follows for an object
    after = [one for one in verb.children if one.i > verb.i and one.left_edge.i == match.end]
    return after[0] if after and not children(after[0], CASE) else None


def _has_content(verb: Token) -> bool:
    """Return whether a verb of saying has a clause, or a quotation around."""
    if any(child.dep_ in CLAUSES for child in verb.children) or verb.head.i != verb.i:
        return True
    return any(token.is_quote for token in verb.sent)


def _of_preposition(doc: Doc, match: CueMatch) -> Token | None:
    for token in doc[match.start : match.end]:
        if token.head.i >= match.end:
            return token.head
        after = [child for child in token.children if child.i >= match.end and child.pos_ in NOUN]
        if after:
            return after[0]
    return None
