"""Pronouns that were taken for things, of quotes whose speaker is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy

from kg.extractors.pronouns import settle_pronouns
from kg.lang.layers import layers
from kg.model import Entity, Mention, Quote, Span
from kg.ontology import load


def span(text, words):
    start = text.rindex(words)
    return Span(start, start + len(words))


def made(text, *entities):
    """Make a Doc with entities of (words, class, whether it is a name)."""
    doc = spacy.blank("en")(text)
    layers(doc).entities = tuple(
        Entity(
            id=words,
            name=words,
            type=kind,
            mentions=(
                Mention(span=span(text, words), text=words, kind="name" if named else "nominal"),
            ),
        )
        for words, kind, named in entities
    )
    return doc


def quote(text, content, source, words):
    return Quote(
        id="q",
        kind="direct",
        mode="speech",
        content=(span(text, content),),
        source=source,
        source_span=span(text, words),
    )


HOUSE = "The house is cold, says its owner, Anna Doran. “I freeze,” she said."
FIRM = "Lund Ltd says the robot stopped. “It was fine,” it said."
NURSE = "“Go,” said Anna Doran. A nurse came. “I freeze,” she said."


@pytest.mark.parametrize(
    ("text", "entities", "first", "second", "expected"),
    [
        pytest.param(
            HOUSE,
            [("house", "Place", False), ("Anna Doran", "Person", True)],
            ("The house is cold", "Anna Doran", "Anna Doran"),
            ("I freeze,", "house", "she"),
            "Anna Doran",
            id="speaker-before",
        ),
        pytest.param(
            NURSE,
            [("nurse", "Person", False), ("Anna Doran", "Person", True)],
            ("Go,", "Anna Doran", "Anna Doran"),
            ("I freeze,", "nurse", "she"),
            "nurse",
            id="somebody-named-since",
        ),
        pytest.param(
            FIRM,
            [("robot", "Person", False), ("Lund Ltd", "Organization", True)],
            ("the robot stopped", "Lund Ltd", "Lund Ltd"),
            ("It was fine,", "robot", "it"),
            "Lund Ltd",
            id="company",
        ),
        pytest.param(
            FIRM.replace(". ", ".\n"),
            [("robot", "Person", False), ("Lund Ltd", "Organization", True)],
            ("the robot stopped", "Lund Ltd", "Lund Ltd"),
            ("It was fine,", "robot", "it"),
            "robot",
            id="other-paragraph",
        ),
    ],
)
def test_whom_a_pronoun_means(text, entities, first, second, expected):
    doc = made(text, *entities)
    quotes = [quote(text, *first), quote(text, *second)]
    assert [one.source for one in settle_pronouns(quotes, doc, load())][1] == expected


def test_nobody_of_the_other_sex():
    doc = made(HOUSE, ("house", "Place", False), ("Anna Doran", "Person", True))
    house, doran = layers(doc).entities
    he = Mention(span=Span(0, 2), text="he", kind="pronoun")
    layers(doc).entities = (house, replace(doran, mentions=(*doran.mentions, he)))
    quotes = [
        quote(HOUSE, "The house is cold", "Anna Doran", "Anna Doran"),
        quote(HOUSE, "I freeze,", "house", "she"),
    ]
    assert [one.source for one in settle_pronouns(quotes, doc, load())][1] == "house"


def test_the_body_that_a_clause_begins_with():
    text = "The agency will close the path, it said."
    doc = made(text, ("agency", "Organization", False), ("path", "Place", False))
    found = settle_pronouns(
        [quote(text, "The agency will close the path", "path", "it")], doc, load()
    )
    assert [one.source for one in found] == ["agency"]
