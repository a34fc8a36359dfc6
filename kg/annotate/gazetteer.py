"""Ontology -> the names, demonyms and words of names that an article is searched for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg import lang
from kg.annotate.phrases import Phrases, readings
from kg.annotate.polities import Polities
from kg.annotate.signs import APART, sign_phrases
from kg.lang.forms import base_forms
from kg.lang.layers import layers
from kg.lang.told import PLACES
from kg.ontology import Ontology
from kg.terms import Cue, KnownName

IN_NAMES = "proper noun"
"""Part of speech of a NominalCue whose words count only as the last word of a name: Times."""
NOT_IN_NAMES = frozenset({"Person", "Group", "Country"})
"""Classes whose common nouns do not say what a name is that ends with them: the Ruritania Kings."""
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names and words of names, cut into tokens as the pipeline cuts text."""

    names: Phrases[KnownName]
    demonyms: Phrases[KnownName]
    endings: Mapping[Words, str]
    """Lower-case words at the end of a name -> entity class of what it names."""
    fronts: Mapping[Words, str]
    """Lower-case words at the front of a name -> entity class: Fort, Radio, River."""
    labels: Mapping[str, str]
    """Label of the statistical model -> entity class; "" drops it."""
    months: frozenset[str]
    """Lower-case names and abbreviations."""
    polities: Polities
    signs: Phrases[Cue]
    apart: frozenset[str]
    """Lower-case nouns that stand before names and are no part of them: rival, rider."""
    bare: frozenset[str]
    """Lower-case common nouns that stand without an article: debris."""
    plurals: frozenset[str]
    """Those of which only the plural does."""
    particles: frozenset[str] = frozenset()
    """Lower-case words within the names of people: van, bin."""


def lexicon(nlp: Language, ontology: Ontology, settings: lang.Language) -> Lexicon:
    """Return the names of an ontology, cut as ``nlp`` cuts text."""
    endings: dict[Words, str] = {}
    fronts: dict[Words, str] = {}
    cues = [cue for cue in ontology.cues("NominalCue") if cue.denotes not in NOT_IN_NAMES]
    for cue in sorted(cues, key=lambda one: one.pos == IN_NAMES):  # these have the last word
        into = fronts if cue.direction == "before" else endings
        for word in cue.words:
            for words in readings(nlp, word):
                into[words] = cue.denotes or ""
    return Lexicon(
        names=Phrases(nlp, ((word, one) for one in ontology.names for word in one.names)),
        demonyms=Phrases(nlp, ((word, one) for one in ontology.names for word in one.demonyms)),
        endings=endings,
        fronts=fronts,
        labels=settings.entity_labels,
        months=frozenset(settings.months),
        polities=Polities.of_ontology(ontology, _polity_labels(settings)),
        signs=sign_phrases(nlp, ontology),
        apart=_words(ontology, "SignCue", lambda cue: APART in (cue.subject_role or "")),
        bare=_words(ontology, "BareNounCue", lambda cue: cue.pos is None),
        plurals=_words(ontology, "BareNounCue", lambda cue: cue.pos == "plural"),
        particles=frozenset(word for cue in ontology.cues("ParticleCue") for word in cue.words),
    )


def _words(ontology: Ontology, kind: str, fits: Callable[[Cue], bool]) -> frozenset[str]:
    return frozenset(word for cue in ontology.cues(kind) if fits(cue) for word in cue.words)


def _polity_labels(settings: lang.Language) -> set[str]:
    """Return the labels of what may be a country or city; models take those for persons, too."""
    people = {label for label, name in settings.entity_labels.items() if name == "Person"}
    return {*settings.polity_labels, *people}


def labelled(doc: Doc, start: int, end: int, label: str, *, iri: str = "", of: str = "") -> DocSpan:
    """Return tokens ``start`` to ``end`` as a mention.

    Args:
        doc: the article.
        start: first token.
        end: token after the last.
        label: entity class.
        iri: of its entry in the lexicon, empty if it has none.
        of: name that a demonym is made of, for those that the lexicon does not know.
    """
    return DocSpan(doc, start, end, label=label, kb_id=iri, span_id=of)


def known_names(doc: Doc, lexicon: Lexicon) -> list[DocSpan]:
    """Return the names of the lexicon that stand in a Doc, but for people's and common nouns."""
    people = [one for one in doc.ents if lexicon.labels.get(one.label_) == "Person"]
    alone = {one.start for one in people if len(one) == 1}
    families = {one[-1].text for one in people if len(one) > 1}
    addressed = {one.end for one in layers(doc).matches("HonorificCue") if one.cue.denotes}
    return [
        one
        for one in without_overlap(_known(doc, lexicon.names))
        if one.start not in addressed
        and not (one.text in families and one.start in alone)  # Ada London … London said
        and not (len(one) == 1 and _is_common(one, lexicon))
        and not (one.end < len(doc) and doc[one.end].is_currency)  # US $5
    ]


def known_demonyms(doc: Doc, lexicon: Lexicon) -> list[DocSpan]:
    """Return the demonyms of the lexicon that stand in a Doc, but for names of languages."""
    found = without_overlap(_known(doc, lexicon.demonyms))
    return [span for span in found if not _is_language(span)]


def kind_of(tokens: DocSpan, lexicon: Lexicon) -> str:
    """Return the entity class that the words of a name say, empty if they say none.

    The longest words at the end count, else those before "of": a Press Agency is an outlet, a
    Bank of somewhere an organization, even one of a Republic.
    """
    words = tuple(token.lower_ for token in tokens)
    before = words[: words.index("of")] if "of" in words[1:] else ()
    whole = _ending(words, 1, lexicon)
    part = _ending(before, 0, lexicon)
    return part if part and whole in {"", *PLACES} else whole


def _ending(words: Words, first: int, lexicon: Lexicon) -> str:
    """Return the class of the longest last words that the lexicon knows, from ``first`` on."""
    ends = (lexicon.endings.get(words[start:], "") for start in range(first, len(words)))
    return next((found for found in ends if found), "")


def front_kind_of(tokens: DocSpan, lexicon: Lexicon) -> str:
    """Return the entity class that the first words of a name say: a Fort is a place."""
    words = tuple(token.lower_ for token in tokens)
    return next((lexicon.fronts[words[:n]] for n in (2, 1) if words[:n] in lexicon.fronts), "")


def without_overlap(spans: Iterable[DocSpan]) -> list[DocSpan]:
    """Return the longest spans, of equals the first given, in text order."""
    kept: list[DocSpan] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda one: one.start - one.end):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            kept.append(span)
            taken.update(places)
    return sorted(kept, key=lambda one: one.start)


class Overlaps:
    """Spans by the tokens that they cover."""

    def __init__(self, spans: Iterable[DocSpan]) -> None:
        self._at: dict[int, list[DocSpan]] = {}
        for span in spans:
            for i in range(span.start, span.end):
                self._at.setdefault(i, []).append(span)

    def of(self, span: DocSpan) -> list[DocSpan]:
        """Return the spans that share a token with this one, without order."""
        found = {
            (one.start, one.end, one.label): one
            for i in range(span.start, span.end)
            for one in self._at.get(i, ())
        }
        return list(found.values())

    def around(self, span: DocSpan) -> list[DocSpan]:
        """Return the spans that this one lies in, or is."""
        return [one for one in self._at.get(span.start, ()) if within(span, one)]

    def inside(self, span: DocSpan) -> list[DocSpan]:
        """Return the spans that lie in this one, or are it."""
        return [one for one in self.of(span) if within(one, span)]


def within(inner: DocSpan, outer: DocSpan) -> bool:
    """Return whether one span lies in another, or is it."""
    return outer.start <= inner.start and inner.end <= outer.end


def _known(doc: Doc, phrases: Phrases[KnownName]) -> list[DocSpan]:
    return [
        labelled(doc, one.start, one.end, one.value.type, iri=one.value.iri)
        for one in phrases.find(doc, _text)
    ]


def is_bare(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a word is a common noun as it stands without an article: debris, volumes."""
    lower = token.lower_
    return lower in lexicon.bare or any(one in lexicon.plurals for one in base_forms(lower))


def _is_common(name: DocSpan, lexicon: Lexicon) -> bool:
    """Return whether a sentence's first word is a common noun: Dawn broke. But: Kyiv said."""
    token = name[0]
    if not token.is_sent_start or token.tag_ not in {"NN", "NNS"} or len(token) < 3:
        return False
    return name.label_ not in PLACES or is_bare(token, lexicon)


def _text(token: Token) -> tuple[str]:
    return (token.text,)


def _is_language(span: DocSpan) -> bool:
    """Return whether a demonym names a language: a notebook in Ruritanian."""
    before = span.doc[span.start - 1] if span.start else None
    after = span.doc[span.end] if span.end < len(span.doc) else None
    named = after is None or after.pos_ not in {"NOUN", "PROPN", "ADJ", "CCONJ", "NUM", "VERB"}
    return before is not None and before.lower_ in {"in", "into"} and named
