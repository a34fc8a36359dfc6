"""Doc -> drafts of mentions: names, demonyms, common nouns, pronouns, before it is known whose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.annotate.draft import (
    CITY,
    COUNTRY,
    GROUP,
    PERSON,
    UNIT,
    Draft,
    Reading,
    Words,
    is_plural,
    lemma,
)
from kg.annotate.metonyms import stands_for_government
from kg.annotate.names import DEMONYMS, NAMES
from kg.annotate.nominals import (
    counters,
    describe,
    is_some,
    left_edge,
    nominals,
    others,
    sources,
    speaks,
)
from kg.lang.forms import homes as homes_of
from kg.lang.grammar import OBJECT, PASSIVE_SUBJECT, SUBJECT, obliques
from kg.lang.layers import char_span, layers
from kg.lang.spelling import folded

PARTITIVE = frozenset({"NUM", "PRON", "DET", "ADJ"})
ARGUMENT = SUBJECT | PASSIVE_SUBJECT | OBJECT
PEOPLE = frozenset({UNIT, GROUP, PERSON, ""})
PEOPLED = PEOPLE | {"Organization", "Weapon", "Event", "NewsOutlet"}
"""Classes of names that may begin with a demonym."""
LONGEST = 3
"""Tokens of a demonym."""
REACH = 4
"""Tokens before a title in which a demonym belongs to it."""


def drafts(doc: Doc, words: Words) -> list[Draft]:
    """Return the drafts of all mentions of the body, in text order, longer ones first."""
    found, adjectives = layers(doc), _adjectives(doc, words)
    text = Reading.of_doc(doc, words, adjectives)
    names = [_name(span, text) for span in doc.spans[NAMES]]
    starts = {draft.start: draft for draft in names}
    names = [draft for draft in names if not _is_title(draft, starts, words)]
    made = [*names, *map(_demonym, adjectives), *nominals(text, names)]
    _tie_to_countries(names, text)
    taken = {i for name in names for i in range(name.tokens.start, name.tokens.end)}
    taken |= {draft.head.i for draft in made} | {one.i for name in names for one in name.titles}
    made += sources(text, taken)
    made += counters(text, taken)
    made += others(text, taken | {draft.head.i for draft in made})
    made += _pronouns(doc, words)
    made += _parts({draft.head.i: draft for draft in made}, doc, words)
    kept = [draft for draft in made if found.in_body(char_span(draft.tokens))]
    return sorted(kept, key=lambda one: (one.start, -one.tokens.end))


def _adjectives(doc: Doc, words: Words) -> list[DocSpan]:
    """Return the demonyms, those at the front of a longer name included: Ruritanian troops."""
    found = {span.start: span for span in doc.spans[DEMONYMS]}
    homelands = {folded(span.text): span.text for span in doc.spans[NAMES]}
    for name in doc.spans[NAMES]:
        if name.start in found or name.label_ not in PEOPLED:
            continue
        for end in range(min(name.end - 1, name.start + LONGEST), name.start, -1):
            known = words.demonyms.get(folded(doc[name.start : end].text))
            own = [home for home in homes_of(doc[name.start].text) if folded(home) in homelands]
            if known:
                found[name.start] = DocSpan(doc, name.start, end, label=known.type, kb_id=known.iri)
            elif end == name.start + 1 and own:
                found[name.start] = DocSpan(doc, name.start, end, label=COUNTRY, span_id=own[0])
            if name.start in found:
                break
    return [found[start] for start in sorted(found)]


def _is_title(draft: Draft, starts: Mapping[int, Draft], words: Words) -> bool:
    """Return whether a description stands before the name itself: Ruritanian outlet Om Post."""
    name = starts.get(draft.tokens.end)
    if draft.head.text[0].isupper() or name is None or not words.related(name.type, draft.type):
        return False
    name.roles.add(lemma(draft.head))
    name.titles.append(draft.head)
    return True


def _head(span: DocSpan) -> Token:
    """Return the word that a name is about: elite of "Kim's elite withdraw", misread as a noun."""
    last = span[-1]
    owned = len(span) > 1 and span[-2].tag_ == "POS" and last.head.i >= span.end
    return last if owned else span.root


def _name(span: DocSpan, text: Reading) -> Draft:
    words = text.words
    draft = Draft(tokens=span, head=_head(span), kind="name", type=span.label_, iri=span.kb_id_)
    if span.start and span.label_ == PERSON:
        draft.agrees = words.genders.get(span.doc[span.start - 1].lower_.removesuffix("."), "")
    country = words.metonyms.get(folded(span.text), "") if span.label_ == CITY else ""
    if country and stands_for_government(span, text):
        draft.type, draft.iri, draft.kind, draft.special = COUNTRY, country, "demonym", True
    elif span.label_ in {UNIT, GROUP}:
        describe(draft, text)
        _class_of_people(draft, text)
    return draft


def _class_of_people(draft: Draft, text: Reading) -> None:
    """Tell a country's forces from some of its soldiers, and a people from people."""
    common = draft.head.text[0].islower()
    if draft.type == GROUP:
        draft.special = not common and is_some(draft.head, text)  # Ruritanians captured in May
        draft.kind = "nominal" if common or draft.special else "name"
        draft.many = True
    elif common and draft.country and _own_words(draft) in text.words.forces.nouns:
        draft.many = draft.many or draft.head.pos_ == "ADJ"  # Kim's elite are many
        draft.special = is_some(draft.head, text) or speaks(draft.head, text)
        draft.whole = not draft.special
        draft.type = GROUP if draft.special else UNIT
    draft.lemma = draft.lemma if common else ""


def _own_words(draft: Draft) -> str:
    """Return the common noun of a unit with what stands before it: armed forces."""
    doc, start = draft.tokens.doc, draft.head.i
    while start > draft.start and doc[start - 1].text[0].islower():
        start -= 1
    return folded(doc[start : draft.head.i + 1].text)


def _tie_to_countries(names: list[Draft], text: Reading) -> None:
    """Find the countries of leaders and capitals, and those of the forces named after them."""
    people = [draft for draft in names if draft.type == PERSON]
    leaders: dict[str, str] = {}
    for person in people:
        person.country = _country_of(person, text)
        leaders.setdefault(person.iri or person.tokens.text, person.country)
    first = {person.start: person for person in people}
    units = [draft for draft in names if draft.type == UNIT]
    for unit in units:
        leader = first.get(unit.start)
        if leader is not None and not unit.country:
            unit.country = leaders[leader.iri or leader.tokens.text]
            _class_of_people(unit, text)
    inside = {i for unit in units for i in range(unit.start, unit.tokens.end)}
    for draft in names:
        country = text.words.metonyms.get(folded(draft.tokens.text), "")
        if country and draft.type == CITY and draft.start in inside:  # Strelsau's men
            draft.type, draft.iri, draft.kind, draft.special = COUNTRY, country, "demonym", True


def _country_of(person: Draft, text: Reading) -> str:
    """Return the country in "Ruritanian President Dorn", else what the lexicon says."""
    first = min([person.start, *(token.left_edge.i for token in person.titles)])
    heads = {person.head.i, *(token.i for token in person.titles)}
    near = range(max(0, first - REACH), person.start)
    tied = [i for i in near if i in text.homes and text.doc[i].head.i in heads]
    return text.homes[tied[-1]] if tied else text.words.countries.get(person.iri, "")


def _demonym(span: DocSpan) -> Draft:
    head = span.root
    counted = span.start > 0 and span.doc[span.start - 1].pos_ == "NUM"
    people = counted and head.dep_ in ARGUMENT  # 1,100 North Korean have died
    return Draft(
        tokens=span,
        head=head,
        kind="name" if people else "demonym",
        many=people,
        type=GROUP if people else span.label_,
        iri="" if people else span.kb_id_,
        country=span.kb_id_ if people else "" if span.kb_id_ else folded(span.id_ or span.text),
    )


def _pronouns(doc: Doc, words: Words) -> Iterator[Draft]:
    for token in doc:
        agrees = words.pronouns.get(token.lower_)
        if agrees and token.pos_ in {"PRON", "DET"}:
            yield Draft(
                tokens=doc[token.i : token.i + 1],
                head=token,
                kind="pronoun",
                type="",
                agrees=agrees,
                many=agrees == "several",
            )


def _parts(by_head: Mapping[int, Draft], doc: Doc, words: Words) -> Iterator[Draft]:
    """Yield one of the prisoners, some of them: people apart from those that they are of."""
    for token in doc:
        if token.pos_ not in PARTITIVE or token.i in by_head:
            continue
        if token.morph.get("PronType", []) in (["Dem"], ["Rel"], ["Int"]):
            continue
        loose = token.pos_ == "ADJ"  # "armed with rifles" is no part of them
        tied = [one.noun.i for one in obliques(token) if one.case == "of" or not loose]
        nouns = [i for i in tied if i in by_head]
        whole = by_head[nouns[0]] if nouns else None
        if whole is None or not token.i < whole.start <= token.i + 3:
            continue
        if whole.kind == "pronoun" and not whole.many:
            continue
        one = words.number(token) == 1 and not is_plural(token)
        yield Draft(
            tokens=doc[left_edge(token) : whole.tokens.end],
            head=token,
            kind="nominal",
            type=(PERSON if one else GROUP) if _is_of_people(whole) else whole.type,
            lemma=whole.lemma,
            many=not one,
            country=whole.country,
            special=True,
            same_as=whole if token.lower_ in words.wholes else None,
        )


def _is_of_people(whole: Draft) -> bool:
    """Return whether some of these are people: of unknown things they are only if a pronoun."""
    return whole.type in PEOPLE and (bool(whole.type) or whole.kind == "pronoun")
