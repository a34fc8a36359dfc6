"""Parses and mentions written by hand, for tests that need no model."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.util import get_lang_class
from spacy.vocab import create_vocab

from kg.lang.layers import CueMatch, layers
from kg.model import Entity, Mention, Span
from kg.ontology import Ontology

VOCAB = create_vocab("en", get_lang_class("en").Defaults)
POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "PRP": "PRON", "WP": "PRON", "WDT": "PRON",
    "VB": "VERB", "VBD": "VERB", "VBN": "VERB", "VBG": "VERB", "VBZ": "VERB", "VBP": "VERB",
    "MD": "AUX", "AUX": "AUX", "IN": "ADP", "TO": "PART", "DT": "DET", "JJ": "ADJ", "CC": "CCONJ",
    "CD": "NUM", "POS": "PART", ",": "PUNCT", ".": "PUNCT", "PRP$": "PRON", "RB": "ADV",
}  # fmt: skip


def parse(text: str) -> Doc:
    """Make a Doc of "word/TAG/head/label" tokens; heads are numbered from 1, 0 is the root.

    A lemma may follow the word after an equals sign.
    """
    rows = [token.rsplit("/", 3) for token in text.split()]
    words = [row[0].partition("=") for row in rows]
    return Doc(
        VOCAB,
        words=[word for word, _, _ in words],
        lemmas=[lemma or word.lower() for word, _, lemma in words],
        tags=["VBD" if row[1] == "AUX" else row[1] for row in rows],
        pos=[POS[row[1]] for row in rows],
        heads=[n if row[2] == "0" else int(row[2]) - 1 for n, row in enumerate(rows)],
        deps=["ROOT" if row[2] == "0" else row[3] for row in rows],
    )


def find(doc: Doc, word: str) -> Token:
    """Return the first token that reads ``word``."""
    return next(token for token in doc if token.text == word)


def mention(doc: Doc, **types: str) -> Doc:
    """Make each word an entity of its class; the word is its id."""
    known = layers(doc)
    for word, kind in types.items():
        token = find(doc, word)
        span = Span(token.idx, token.idx + len(token))
        one = Mention(span=span, text=word)
        known.entities += (Entity(id=word, name=word, type=kind, mentions=(one,)),)
        known.heads[token.i] = (word, one)
    return doc


def cue(doc: Doc, ontology: Ontology) -> Doc:
    """Match the relation cues of one word by lemma and part of speech."""
    known = layers(doc)
    kinds = {"NOUN": "noun", "PROPN": "noun", "VERB": "verb", "AUX": "verb"}
    known.cues = tuple(
        CueMatch(cue=one, start=token.i, end=token.i + 1, head=token.i)
        for token in doc
        for one in ontology.cues("RelationCue")
        if token.lemma_ in one.words and one.pos == kinds.get(token.pos_)
    )
    return doc
