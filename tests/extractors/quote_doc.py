"""Docs for the tests of quotes: parses written by hand, real quotation marks, cues and scopes."""

from __future__ import annotations

from functools import lru_cache

import spacy
from hand_made import POS, VOCAB
from spacy.tokens import Doc

from kg import lang
from kg.annotate.assertion import assert_all
from kg.annotate.cues import cue_phrases, find_cues
from kg.annotate.phrases import Phrases
from kg.annotate.quotation import find_quotations
from kg.lang.layers import layers
from kg.model import Entity, Mention, Span
from kg.ontology import load
from kg.terms import Cue

MARKS = {"``": "PUNCT", "''": "PUNCT", ":": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT"}
MARKS |= {"_SP": "SPACE", "RP": "ADP", "WP$": "PRON", "WRB": "ADV", "UH": "INTJ", "EX": "PRON"}
MARKS |= {"NNPS": "PROPN", "JJR": "ADJ", "RBR": "ADV", "PDT": "DET", "HYPH": "PUNCT"}


def parsed(rows: str) -> Doc:
    """Make a Doc of "word/TAG/head/label" tokens; heads are numbered from 1, 0 is a root.

    A lemma may follow the word after an equals sign. A "+" behind the label: no space follows.
    "¶" for a word: a new paragraph starts.
    """
    found = [row.rsplit("/", 3) for row in rows.split()]
    words = [row[0].partition("=") for row in found]
    return annotated(
        Doc(
            VOCAB,
            words=["\n" if word == "¶" else word for word, _, _ in words],
            lemmas=[lemma or word.lower() for word, _, lemma in words],
            spaces=[not row[3].endswith("+") for row in found],
            tags=["VBD" if row[1] == "AUX" else row[1] for row in found],
            pos=[MARKS.get(row[1]) or POS[row[1]] for row in found],
            heads=[n if row[2] == "0" else int(row[2]) - 1 for n, row in enumerate(found)],
            deps=[row[3].removesuffix("+") for row in found],
        )
    )


def annotated(doc: Doc) -> Doc:
    """Find quotation marks, cues and the scope of denials, as the pipeline would."""
    paragraphs, start = [], 0
    for line in doc.text.splitlines(keepends=True):
        paragraphs.append(Span(start, start + len(line)))
        start += len(line)
    marks = lang.load("en").quotation_marks
    layers(doc).quotations = find_quotations(doc.text, tuple(paragraphs), marks)
    layers(doc).cues = find_cues(doc, _phrases())
    return assert_all(doc)


def named(doc: Doc, **types: str) -> Doc:
    """Make every token that reads like a key a mention of one entity, whose id the word is."""
    known = layers(doc)
    for word, kind in types.items():
        mentions = []
        for token in doc:
            if token.text == word:
                found = Mention(span=Span(token.idx, token.idx + len(token)), text=word)
                known.heads[token.i] = (word, found)
                mentions.append(found)
        if mentions:
            entity = Entity(id=word, name=word, type=kind, mentions=tuple(mentions))
            known.entities += (entity,)
    return doc


@lru_cache(maxsize=1)
def _phrases() -> Phrases[Cue]:
    return cue_phrases(spacy.blank("en"), load())


def assert_quotes(doc, found, expected):
    """Check quotes against (content, sources, what else is not plain), in text order."""
    assert [
        ([doc.text[part.start : part.end] for part in quote.content], list(quote.sources))
        for quote in found
    ] == [(content, sources) for content, sources, _ in expected]
    for quote, (_, _, values) in zip(found, expected, strict=True):
        plain = {"mode": "speech", "polarity": "affirmed", "certainty": "certain", "via": ()}
        plain |= {"addressee": None, "medium": None}
        assert {name: getattr(quote, name) for name in plain} == plain | values
