"""Docs with a parse made by hand: one "word/lemma/POS/TAG/label<head" a token."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.annotate.cues import cue_phrases, find_cues
from kg.annotate.names import DEMONYMS, NAMES
from kg.lang.layers import layers
from kg.ontology import load

DETERMINERS = {"the": "Definite=Def|PronType=Art", "a": "Definite=Ind|PronType=Art"}


@lru_cache(maxsize=1)
def blank() -> Language:
    return spacy.blank("en")


@lru_cache(maxsize=1)
def phrases():
    return cue_phrases(blank(), load())


def parsed(text: str, *, names: dict[str, str] | None = None) -> Doc:
    """Return a Doc with cues.

    Args:
        text: tokens separated by white space; the head is the word itself, with "'" for its second
            occurrence, "''" for its third.
        names: words of names and demonyms -> class, or lexicon IRI of a demonym.
    """
    rows = [token.rsplit("<", 1) for token in text.split()]
    cells = [row[0].split("/") for row in rows]
    words = [cell[0] for cell in cells]
    doc = Doc(
        blank().vocab,
        words=words,
        lemmas=[cell[1] or cell[0] for cell in cells],
        pos=[cell[2] for cell in cells],
        tags=[cell[3] for cell in cells],
        deps=[cell[4] for cell in cells],
        heads=[_head(words, row[1]) for row in rows],
        morphs=[DETERMINERS.get(word.lower(), "") for word in words],
    )
    layers(doc).cues = find_cues(doc, phrases())
    spans = [_span(doc, name, label) for name, label in (names or {}).items()]
    doc.spans[NAMES] = sorted((s for s in spans if s.label_), key=lambda s: s.start)
    doc.spans[DEMONYMS] = [span for span in spans if not span.label_]
    return doc


def _head(words: list[str], head: str) -> int:
    word = head.rstrip("'")
    places = [i for i, one in enumerate(words) if one == word]
    return places[len(head) - len(word)]


def _span(doc: Doc, name: str, label: str) -> Span:
    words = name.rstrip("'").split()
    found = [
        i for i in range(len(doc)) if [token.text for token in doc[i : i + len(words)]] == words
    ]
    start = found[len(name) - len(name.rstrip("'"))]
    return Span(doc, start, start + len(words), label=label)
