import pytest
import spacy

from kg.annotate.boundaries import Boundaries
from kg.lang.layers import layers
from kg.model import Span

NLP = spacy.blank("en")
SET = Boundaries(
    closing=frozenset({"“", "”", '"', "'", "’", "‘", ")", "]"}),
    abbreviations=frozenset({"gen.", "dr."}),
)


def starts(text, body=()):
    """Return the words at which a sentence surely starts, and those where the parser may say."""
    doc = NLP.make_doc(text)
    layers(doc).body = body
    SET(doc)
    sure = [token.text for token in doc if token.is_sent_start]
    return sure, [token.text for token in doc if token.is_sent_start is None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We left. They stayed.", ["We", "They"]),
        ("We left! They stayed? Nobody knows.", ["We", "They", "Nobody"]),
        ("The leader Kim Ho met Vela in Om.", ["The"]),
        ("“We left.” They stayed.", ["“", "They"]),
        ("“We left.” “They stayed.”", ["“", "“"]),
        ('"We left." "They stayed."', ['"', '"']),
        ("(We left.) They stayed.", ["(", "They"]),
        ("We met Gen. Ho and Dr. Vela.", ["We"]),
        ("J. Vela met K. Ho.", ["J."]),
        ("It ranks No. 5 in Om.", ["It"]),
        ("She asked “Why?” and left.", ["She"]),
        ("“We left!” he said.", ["“"]),
        ("It cost 4.5 million. It sank.", ["It", "It"]),
        ("He left... and came back.", ["He"]),
        ("A title\nA lead that has no stop\n\nThen this.", ["A", "A", "Then"]),
        ("A line that is\nwrapped here.", ["A"]),
    ],
)
def test_sentences_start_after_final_punctuation(text, expected):
    assert starts(text)[0] == expected


@pytest.mark.parametrize(
    "text", ["He lives in the U.S. Vela does not.", "“Where?” Vela asked.", "And so … Vela left."]
)
def test_parser_decides_where_it_is_unclear(text):
    assert starts(text)[1] == ["Vela"]


def test_edges_of_the_body_are_boundaries():
    text = "Menu Home we left on foot Share this"
    assert starts(text, (Span(10, 25),))[0] == ["Menu", "we", "Share"]


def test_single_line_ends_within_a_paragraph_of_the_body_are_not():
    text = "We left\nVela stayed."
    assert starts(text, (Span(0, len(text)),))[0] == ["We"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", ". . .", ")" * 50, "\n.\n"])
def test_odd_texts_do_not_raise(text):
    starts(text)
