"""Words of the lexicon -> cue matches, in whatever form they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import ontology as ontologies
from kg.annotate.gazetteer import IN_NAMES
from kg.annotate.misread import mend, stands_as_verb
from kg.annotate.phrases import Found, Phrases
from kg.lang.forms import base_forms
from kg.lang.grammar import stands_as_noun
from kg.lang.layers import CueMatch, layers
from kg.ontology import Ontology
from kg.terms import Cue

KINDS = (
    "SpeechCue",
    "MediumCue",
    "RelationCue",
    "VariableCue",
    "QualifierCue",
    "MagnitudeCue",
    "MeasureCue",
    "AssertionCue",
    "NominalCue",
    "StateCue",
    "HonorificCue",
    "NoiseCue",
)
TAGS = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adjective": frozenset({"ADJ", "VERB", "DET"}),
    "adverb": frozenset({"ADV", "ADP", "PART", "ADJ", "SCONJ", "INTJ"}),
    "adposition": frozenset({"ADP", "SCONJ", "PART", "ADV", "VERB"}),
}


@dataclass(frozen=True, slots=True)
class Cues:
    """The component kg_cues."""

    phrases: Phrases[Cue]

    def __call__(self, doc: Doc) -> Doc:
        """Find the cues of the lexicon."""
        layers(doc).cues = find_cues(doc, self.phrases)
        return doc


@Language.factory("kg_cues", default_config={"ontology_path": None})
def cues(nlp: Language, name: str, ontology_path: str | None) -> Cues:
    """Return the component that finds the cues of the lexicon."""
    extra = [Path(ontology_path)] if ontology_path else []
    return Cues(cue_phrases(nlp, ontologies.load(*extra)))


def cue_phrases(nlp: Language, ontology: Ontology) -> Phrases[Cue]:
    """Return the words of all cues of an ontology."""
    found = [cue for cue in ontology.cues(*KINDS) if cue.pos != IN_NAMES]
    return Phrases(nlp, ((word, cue) for cue in found for word in cue.words))


def find_cues(doc: Doc, phrases: Phrases[Cue]) -> tuple[CueMatch, ...]:
    """Return the cues in text order; a longer match shadows a shorter one of its kind."""
    known: dict[tuple[int, int, int], tuple[str, ...]] = {}

    def forms(token: Token) -> tuple[str, ...]:
        key = (token.lower, token.lemma, token.pos)
        if key not in known:
            known[key] = tuple(dict.fromkeys(_forms(token)))
        return known[key]

    everything = list(phrases.find(doc, forms))
    for one in everything:
        alone = one.value.kind == "SpeechCue" and one.end == one.start + 1
        if alone and one.value.pos == "verb" and stands_as_verb(doc[one.start]):
            mend(doc[one.start])
    matches = [
        CueMatch(cue=one.value, start=one.start, end=one.end, head=head)
        for one in everything
        if not _takes_time(doc, one)
        if (head := _head(doc, one)) is not None
    ]
    by_kind = defaultdict(list)
    for match in matches:
        by_kind[match.cue.kind].append(match)
    kept = {match for group in by_kind.values() for match in _longest(group)}
    return tuple(sorted(kept, key=lambda match: (match.start, match.end, match.cue.iri)))


def _takes_time(doc: Doc, found: Found[Cue]) -> bool:
    """Return whether the last word of a cue belongs to a time: she insisted on Tuesday that."""
    after = doc[found.end] if found.end < len(doc) else None
    tied = found.value.kind == "SpeechCue" and found.end > found.start + 1
    adposition = tied and doc[found.end - 1].pos_ == "ADP"
    return adposition and after is not None and after.ent_type_ in {"DATE", "TIME"}


def _forms(token: Token) -> Iterable[str]:
    lower = token.lower_
    yield lower
    if token.lemma_:
        yield token.lemma_.lower()
    if token.pos_ in {"VERB", "NOUN", "AUX", "PROPN", "ADJ", ""}:
        yield from base_forms(lower)


def _head(doc: Doc, found: Found[Cue]) -> int | None:
    """Return the token that carries the meaning; None if none is of the cue's part of speech."""
    tokens = doc[found.start : found.end]
    if found.value.pos is None:
        return tokens.root.i if doc.has_annotation("DEP") else found.start
    wanted = TAGS.get(found.value.pos, frozenset())
    fitting = [one for one in tokens if one.pos_ in wanted or not one.pos_]
    if not fitting and found.value.pos == "noun":
        fitting = [one for one in tokens if stands_as_noun(one)]
    if not fitting:
        return None
    root = tokens.root if doc.has_annotation("DEP") else None
    if root in fitting:
        return root.i
    return fitting[-1 if found.value.pos == "noun" else 0].i


def _longest(matches: list[CueMatch]) -> list[CueMatch]:
    kept: list[CueMatch] = []
    taken: dict[int, tuple[int, int]] = {}
    for match in sorted(matches, key=lambda one: (one.start - one.end, one.start, one.cue.iri)):
        place = (match.start, match.end)
        if all(taken.get(i, place) == place for i in range(*place)):
            kept.append(match)
            taken.update(dict.fromkeys(range(*place), place))
    return kept
