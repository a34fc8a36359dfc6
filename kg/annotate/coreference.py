"""Mentions -> entities of the article: names, demonyms, common nouns and pronouns in one chain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import lang
from kg import ontology as ontologies
from kg.annotate.chain import Chain
from kg.annotate.chains import Chains
from kg.annotate.draft import Draft, Words
from kg.annotate.mentions import drafts
from kg.lang.grammar import (
    APPOSITION,
    CLAUSES,
    CONJUNCT,
    NUMERAL,
    PARATAXIS,
    Attached,
    children,
    obliques,
    phrase,
    subtree,
)
from kg.lang.layers import char_span, layers
from kg.lang.spelling import is_acronym
from kg.model import Entity, Mention
from kg.terms import KnownName

LONGEST = 90
"""Letters of a name that is a noun phrase."""
TIMES = frozenset({"DATE", "TIME"})
"""Labels of the statistical model."""
GOALS = frozenset({"to", "into"})
NO_PART = CLAUSES | APPOSITION | CONJUNCT | PARATAXIS


@dataclass(frozen=True, slots=True)
class Coreference:
    """The component kg_coreference."""

    words: Words

    def __call__(self, doc: Doc) -> Doc:
        """Put the mentions of a Doc into chains."""
        if not doc.has_annotation("DEP"):
            return doc
        chains = Chains(drafts(doc, self.words), self.words).link()
        chains.sort(key=lambda chain: min((one.start, -one.tokens.end) for one in chain.drafts))
        known = {one.iri: one for one in self.words.ontology.names}
        found, text = layers(doc), doc.text  # spaCy makes the text anew each time
        found.entities = tuple(
            _entity(f"e{number}", chain, known, self.words, text)
            for number, chain in enumerate(chains, 1)
        )
        found.heads = {
            token.i: (entity.id, _mention(draft))
            for entity, chain in zip(found.entities, chains, strict=True)
            for draft in sorted(chain.drafts, key=lambda one: len(one.tokens))
            for token in (*draft.titles, draft.head)
        }
        return doc


@Language.factory("kg_coreference", default_config={"language": "en", "ontology_path": None})
def coreference(nlp: Language, name: str, language: str, ontology_path: str | None) -> Coreference:
    """Return the component that says which mentions are one entity."""
    ontology = ontologies.load(*([Path(ontology_path)] if ontology_path else []))
    return Coreference(Words.of_ontology(ontology, lang.load(language).numbers))


def _entity(
    id: str, chain: Chain, known: Mapping[str, KnownName], words: Words, text: str
) -> Entity:
    mentions = {mention.span: mention for mention in map(_mention, chain.drafts)}
    entry = known.get(chain.iri)
    return Entity(
        id=id,
        name=entry.name if entry else _canonical(chain, text),
        type=entry.type if entry else _narrowed(chain, words),
        mentions=tuple(mentions[span] for span in sorted(mentions)),
        known=chain.iri or None,
    )


def _narrowed(chain: Chain, words: Words) -> str:
    """Return the class of a chain; a narrower one if some mention says so: Sarn, a town."""
    below = [name for name in chain.types if words.ontology.is_a(name, chain.type)]
    return max(
        below, key=lambda name: (name != chain.type, chain.types[name], name), default=chain.type
    )


def _mention(draft: Draft) -> Mention:
    span = char_span(draft.tokens)
    return Mention(span=span, text=draft.tokens.text, kind=draft.kind)


def _canonical(chain: Chain, text: str) -> str:
    """Return the longest name, of forces the commonest; without a name the first noun phrase."""
    names = [one.tokens.text for one in chain.drafts if one.kind == "name"]
    if names:
        spelled_out = [name for name in names if not is_acronym(name)] or names
        uses = Counter(spelled_out) if chain.whole else Counter[str]()
        best = max(spelled_out, key=lambda name: (uses[name], len(name), name))
        return " ".join(best.split())
    nouns = [one for one in chain.drafts if one.kind != "pronoun" and one.same_as is None]
    nouns = nouns or chain.drafts
    first = min(nouns, key=lambda one: (one.kind == "demonym", one.start))
    start = first.tokens.start_char
    whole_phrase = text[start : max(_end(first.head), first.tokens.end_char)]
    short = len(whole_phrase) <= LONGEST and "\n" not in whole_phrase
    words = (whole_phrase if short else first.tokens.text).split()
    if len(words) > 1 and first.tokens[0].morph.get("PronType", []) == ["Art"]:
        words.pop(0)
    if len(words) > 1 and first.tokens[0].tag_ == "JJS" and first.tokens[1].tag_ == "CD":
        words.pop(0)  # least, of "at least 19 people"
    return re.sub(r"['’]s?$|, .*", "", " ".join(words)) or " ".join(words)


def _end(head: Token) -> int:
    """Return the letter where a description ends: the minister | on Monday, 40 tanks | to Om.

    And before what is joined to it, with all that follows: a woman | and her sons in Om.
    """
    doc, last = head.doc, head.i
    inside = {one.i for one in subtree(head, leave=NO_PART)}
    while last + 1 in inside or (last + 2 in inside and doc[last + 1].is_punct):
        last += 1
    for one in obliques(head):
        start = one.noun.left_edge.i
        if head.i < start <= last and _is_loose(one, head):
            last = start - 1
    return min(phrase(head).end, doc[last].idx + len(doc[last]))


def _is_loose(attached: Attached, head: Token) -> bool:
    """Return whether a phrase behind a noun tells when, or where so many things went."""
    if attached.noun.ent_type_ in TIMES and attached.case != "of":  # the offensive of 2024
        return True
    return attached.case in GOALS and bool(children(head, NUMERAL))
