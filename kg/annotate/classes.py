"""Names of an article -> what each of them names: all its occurrences have a say."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.annotate.agreement import (
    FAMILIES,
    GOOD,
    STRONG,
    SURE,
    WEAK,
    Votes,
    companies,
    coordinated,
    key,
    lengthened,
    regions,
    shortened,
)
from kg.annotate.gazetteer import Lexicon, front_kind_of, kind_of, labelled
from kg.annotate.polities import Doings
from kg.annotate.signs import BY_CASE, TITLE, Signs, apposed
from kg.lang.forms import homes
from kg.lang.grammar import (
    APPOSITION,
    POSSESSOR,
    RELATIVE_CLAUSE,
    children,
    governor,
)
from kg.lang.layers import CueMatch, layers
from kg.lang.told import PLACES

GENERIC = frozenset({"Place", "Organization"})
APPOSED = PLACES | {"Organization", "NewsOutlet", "MilitaryUnit", "Person"}
"""Classes whose common nouns stand beside a name to say what it is."""
DASHES = frozenset({"—", "–", "-", "--"})
DATELINE = 16
"""Tokens from a place to the dash that ends a dateline."""
WHO = frozenset({"WP", "WP$"})
"""Tags of who and whose, and of no "which"."""


@dataclass(frozen=True, slots=True)
class Company:
    """The titles and common nouns of a Doc, by where they end and by their head."""

    titles: Mapping[int, CueMatch]
    nouns: Mapping[int, list[CueMatch]]
    heads: Mapping[int, list[CueMatch]]
    doings: Doings
    signs: Signs
    states: frozenset[int] = frozenset()
    """Heads of nouns for what only a state has."""
    homelands: frozenset[str] = frozenset()
    """Case-folded names, most of them impossible, that words like Ruritanian are made of."""


def settle(
    doc: Doc, names: list[DocSpan], demonyms: list[DocSpan], lexicon: Lexicon
) -> list[DocSpan]:
    """Return the names with the entity class that the whole article speaks for."""
    company = _company(doc, names, lexicon)
    told = _told(names, demonyms, lexicon, company)
    guesses = _guesses(names)
    chosen = _chosen(told, guesses)
    weak = frozenset(name for name, own in told.items() if not own)
    for name, other in coordinated(names, chosen, weak):
        told[name][other] += GOOD
    for long, name, number in lengthened(names, told, guesses, weak):
        told[long][name] += number
    chosen = _chosen(told, guesses)
    fronts = frozenset(key(one) for one in names if len(one) > 1 and front_kind_of(one, lexicon))
    for short, name in shortened(names, chosen, fronts):
        told[short][name] += STRONG
    for short in companies(names, chosen, weak):
        told[short]["Organization"] += SURE
    chosen = _chosen(told, guesses)
    lands = _lands(names, chosen, fronts, company)
    unsaid = [one for one in names if not _kind(one, lexicon) and key(one) not in lands]
    chosen |= _polities(unsaid, chosen, told, company)
    for span in names:  # Om, of the Om Pass
        if len(span) > 1 and chosen[key(span)] == "Place" and key(span[:-1]) in chosen:
            chosen[key(span[:-1])] = _general(chosen[key(span[:-1])])
    for name in lands:
        chosen[name] = _general(chosen[name])
    models = regions(names, told, chosen)
    return [
        _with_class(models.get(key(span), span), span, chosen[key(span)])
        for span in names
        if chosen[key(span)]
    ]


def choose(votes: Counter[str]) -> str:
    """Return the class with the most votes; a special one before the general one of its family.

    >>> choose(Counter(Place=3, City=2, Person=4))
    'City'
    """
    families = {name: family for family in FAMILIES for name in family}
    sums: Counter[frozenset[str]] = Counter()
    for name, number in votes.items():
        sums[families.get(name, frozenset({name}))] += number
    family = max(sums, key=lambda one: (sums[one], sorted(one)))
    return max(
        (name for name in votes if name in family),
        key=lambda name: (name not in GENERIC and votes[name] > WEAK, votes[name], name),
    )


def _chosen(told: Votes, guesses: Votes) -> dict[str, str]:
    return {name: choose(own + guesses[name]) for name, own in told.items()}


def _told(
    names: list[DocSpan], demonyms: list[DocSpan], lexicon: Lexicon, company: Company
) -> Votes:
    """Return what the lexicon and the article say of the class of each name."""
    told: Votes = {}
    for span in names:
        own = told.setdefault(key(span), Counter())
        for name, weight in _evidence(span, lexicon, company):
            own[name] += weight
    for span in demonyms:
        if span.id_ and span.id_.casefold() in told:
            told[span.id_.casefold()]["Country"] += GOOD
    return told


def _guesses(names: list[DocSpan]) -> Votes:
    """Return what the model says; that it says it everywhere does not make it much surer."""
    guesses: Votes = {}
    for span in names:
        own = guesses.setdefault(key(span), Counter())
        own[span.label_] = min(own[span.label_] + WEAK, 2 * WEAK)
    return guesses


def _lands(
    names: list[DocSpan], chosen: Mapping[str, str], fronts: frozenset[str], company: Company
) -> frozenset[str]:
    """Return the places that are no country and no city: Lake Om, and Om for it; the moon Om."""
    found = {
        key(span)
        for span in names
        if chosen[key(span)] in {"Place", "City"}
        and not span.kb_id_
        and (TITLE, "Place") in company.signs.of(span)
    }
    fort = [span for span in names if key(span) in fronts and chosen[key(span)] == "Place"]
    short = {key(span[1:]) for span in fort}
    return frozenset(found | {one for one in short if chosen.get(one) in {"Place", "City"}})


def _with_class(model: DocSpan, span: DocSpan, name: str) -> DocSpan:
    if model is not span:
        return labelled(span.doc, span.start, span.end, model.label_, iri=model.kb_id_)
    iri = span.kb_id_ if name == span.label_ else ""
    return labelled(span.doc, span.start, span.end, name, iri=iri)


def _general(name: str) -> str:
    return "Place" if name == "City" else name


def _kind(span: DocSpan, lexicon: Lexicon) -> str:
    """Return the class that the name's own words say, empty if they say none."""
    return (kind_of(span, lexicon) or front_kind_of(span, lexicon)) if len(span) > 1 else ""


def _polities(
    names: list[DocSpan], chosen: Mapping[str, str], told: Votes, company: Company
) -> dict[str, str]:
    """Return the countries and cities among the places of which the article says nothing else."""
    unknown: dict[str, list[DocSpan]] = {}
    for span in names:
        if chosen[key(span)] == "Place" and not span.kb_id_:
            unknown.setdefault(key(span), []).append(span)
    countries = frozenset(
        i for span in names if chosen[key(span)] == "Country" for i in range(span.start, span.end)
    )
    return {
        name: company.doings.kind(spans, countries, placed=not PLACES.isdisjoint(told[name]))
        for name, spans in unknown.items()
    }


def _homelands(doc: Doc, names: list[DocSpan]) -> frozenset[str]:
    people = {i for one in names if one.label_ == "Person" for i in range(one.start, one.end)}
    return frozenset(
        home.casefold()
        for token in doc[:-1]
        if token.text[0].isupper() and token.i not in people and len(token) > 4
        if token.nbor().pos_ in {"NOUN", "PROPN", "ADJ"} or token.nbor().text[0].isdigit()
        for home in homes(token.text)
        if len(home) > 3
    )


def _company(doc: Doc, names: list[DocSpan], lexicon: Lexicon) -> Company:
    nouns: dict[int, list[CueMatch]] = {}
    heads: dict[int, list[CueMatch]] = {}
    for match in layers(doc).matches("NominalCue"):
        if match.cue.denotes in APPOSED:
            nouns.setdefault(match.end, []).append(match)
            heads.setdefault(match.head, []).append(match)
    titles = {match.end: match for match in layers(doc).matches("HonorificCue")}
    states = frozenset(match.head for match in layers(doc).matches("StateCue"))
    return Company(
        titles=titles,
        nouns=nouns,
        heads=heads,
        doings=Doings.of_doc(doc, lexicon.polities),
        signs=Signs.of_doc(doc, lexicon.signs),
        states=states,
        homelands=_homelands(doc, names),
    )


def _evidence(span: DocSpan, lexicon: Lexicon, company: Company) -> Iterator[tuple[str, int]]:
    if span.kb_id_:
        yield span.label_, SURE
    kind = _kind(span, lexicon)
    if span.label_ == "Person" and kind in PLACES:  # Ada Hill
        kind = front_kind_of(span, lexicon)
    if kind:
        yield kind, STRONG
    if _is_filed_from(span):
        yield "City", STRONG
    if _credited(span):
        yield "NewsOutlet", STRONG
    if title := company.titles.get(span.start):
        yield "Person", STRONG if title.cue.denotes else GOOD
    for match in _beside(span, company):
        yield match.cue.denotes or "", GOOD
    if span.label_ in PLACES | {"Person"} and _is_state(span, company):
        yield "Country", GOOD
    if len(span) == 1 and not span.kb_id_ and key(span) in company.homelands:
        yield "Country", GOOD
    if span.label_ in PLACES | {"Person"} and company.doings.is_goal(span):
        yield "Place", 2 * WEAK
    for role, name in company.signs.of(span):
        yield name, 2 * WEAK if role == BY_CASE else GOOD
    if _is_somebody(span):
        yield "Person", GOOD


def _is_filed_from(span: DocSpan) -> bool:
    """Whether a dateline begins with the name: OM, March 3 (Om News) —."""
    doc, start = span.doc, span.start
    opens = start == 0 or doc[start - 1].is_space
    after = doc[span.end : span.end + DATELINE]
    if not opens or not span.text.isupper() or not after or after[0].text not in {",", "("}:
        return False
    credit = next((i for i, one in enumerate(after[:-1]) if one.text == ")"), None)
    return credit is not None and after[credit + 1].text in DASHES


def _credited(span: DocSpan) -> bool:
    """Whether a dateline credits the name with the report: (ONA) before a dash."""
    doc, end = span.doc, span.end
    between = span.start > 0 and end + 1 < len(doc)
    return (
        between
        and doc[span.start - 1].text == "("
        and doc[end].text == ")"
        and doc[end + 1].text in DASHES
    )


def _is_somebody(span: DocSpan) -> bool:
    """Whether a clause says that it is a person: Ada Hill, a baker who stayed."""
    if len(span) < 2 or span.label_ != "Organization":
        return False
    for noun in children(span.root, APPOSITION):
        clauses = children(noun, RELATIVE_CLAUSE) if noun.tag_ == "NN" else []
        if any(one.tag_ in WHO for clause in clauses for one in clause.subtree):
            return True
    return False


def _is_state(span: DocSpan, company: Company) -> bool:
    """Whether the name owns what only a state has: Om's foreign ministry, the army of Om."""
    if span.root.dep_ in POSSESSOR:
        return span.root.head.i in company.states
    tied = governor(span.root)
    return tied is not None and tied[0] == "of" and tied[1].i in company.states


def _beside(span: DocSpan, company: Company) -> Iterator[CueMatch]:
    """Yield the nouns that say what a name is: the daily Om Post; Om, a town; village of Om."""
    yield from _meant(company.nouns.get(span.start, ()), span.doc)
    if span.start and span.doc[span.start - 1].lower_ == "of":
        nouns = company.nouns.get(span.start - 1, ())
        yield from (match for match in nouns if match.cue.denotes in PLACES)
    for noun in apposed(span):
        yield from _meant(company.heads.get(noun.i, ()), span.doc)


def _meant(matches: Sequence[CueMatch], doc: Doc) -> Iterator[CueMatch]:
    """Yield the senses of a noun beside a name: a company is a body, her neighbour no country."""
    bodies = any(match.cue.denotes == "Organization" for match in matches)
    for match in matches:
        if bodies and match.cue.denotes == "MilitaryUnit":
            continue
        if match.cue.denotes != "Country" or not _is_somebodys(doc[match.head]):
            yield match


def _is_somebodys(noun: Token) -> bool:
    """Return whether a noun is his or hers: her neighbour Ada is no country."""
    owners = children(noun, POSSESSOR)
    return any(one.morph.get("Gender", []) in (["Masc"], ["Fem"]) for one in owners)
