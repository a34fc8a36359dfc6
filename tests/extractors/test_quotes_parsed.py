"""Quotes of whole sentences, as the shipped pipeline parses them."""

from __future__ import annotations

import pytest
import spacy

pytestmark = pytest.mark.model

SENTENCES = [
    pytest.param(
        "Skyrope insisted on Tuesday that its brakes had worked.",
        [("speech", "insisted", "its brakes had worked")],
        id="a time behind a verb is no part of its cue",
    ),
    pytest.param(
        "The line was switched off, a spokeswoman said, because of the wind.",
        [("speech", "said", "The line was switched off because of the wind")],
        id="a phrase behind an aside",
    ),
    pytest.param(
        "The report of 1935 concluded that she struck a rock; families of the victims have always "
        "maintained that the owners lied.",
        [
            ("writing", "concluded", "she struck a rock"),
            ("speech", "maintained", "the owners lied"),
        ],
        id="another speaker behind a semicolon",
    ),
    pytest.param(
        "Ada Holt stressed that the study could not prove that the ban was the cause.",
        [("speech", "stressed", "the study could not prove that the ban was the cause")],
        id="what a study did not show is no report of it",
    ),
    pytest.param(
        "Bakers have warned against what they see as “panic rules”, and one of them has left.",
        [("belief", "see", "as “panic rules”")],
        id="a predicate ends with its marks",
    ),
    pytest.param("The roof fell as predicted.", [], id="as predicted"),
    pytest.param(
        "He repeated a claim that the firm rejects.", [], id="a claim that somebody rejects"
    ),
    pytest.param(
        "Ada Holt made the claim that the firm rejects women.",
        [("speech", "claim", "the firm rejects women")],
        id="a claim that somebody rejects something",
    ),
    pytest.param(
        "The firms, Om among them, declared bankruptcy.", [], id="an object is no subject"
    ),
    pytest.param(
        "“He says yes,” she told local radio. The claim was, in her words, “plucked out of a bun”.",
        [("speech", "told", "He says yes,")],
        id="another sentence ends a quotation",
    ),
    pytest.param(
        "Ada Holt threatened to close the port, by cutting its funds.",
        [("intention", "threatened", "to close the port, by cutting its funds")],
        id="the means of what is planned",
    ),
    pytest.param(
        "Their report says that reported thefts fell by a fifth.",
        [("writing", "says", "reported thefts fell by a fifth")],
        id="a participle before its noun",
    ),
    pytest.param(
        "Ada Holt said after the convention he would not accept it.",
        [("speech", "said", "he would not accept it")],
        id="a time before a clause without that",
    ),
    pytest.param(
        "Politicians seized on Holt’s claim that there have been “thousands of thefts” in Tesk.",
        [("speech", "claim", "there have been “thousands of thefts” in Tesk")],
        id="a claim with marks in it",
    ),
    pytest.param(
        "The ferry will sail again, according to Lily Marsh, a former clerk now living in Tesk.",
        [("speech", "according to", "The ferry will sail again")],
        id="who the source is",
    ),
    pytest.param(
        "Holt is telling a group of sailors that the fleet is “old” and says she will sell it.",
        [("speech", "telling", "the fleet is “old”"), ("speech", "says", "she will sell it")],
        id="a second verb in the tense of the first",
    ),
    pytest.param(
        "“Does anybody know the plan?” he asked. “Neither do I.”",
        [("speech", "asked", "Does anybody know the plan? Neither do I.")],
        id="a sentence that ends in I",
    ),
    pytest.param(
        "“The port is closed,” retired captain Lloyd Orme said.",
        [("speech", "said", "The port is closed,")],
        id="a participle before who speaks",
    ),
    pytest.param(
        "Lily Marsh “is the only clerk that can read the tides,” retired captain Ed Orme said.",
        [("speech", "said", "Lily Marsh “is the only clerk that can read the tides,”")],
        id="a sentence that goes over into a quotation",
    ),
    pytest.param(
        "The plan is vague about who would pay, harbour experts say, including a clause on ships.",
        [("speech", "say", "The plan is vague about who would pay including a clause on ships")],
        id="including",
    ),
    pytest.param(
        "The mayor told African-Americans this weekend she would consider it an insult.",
        [("speech", "told", "she would consider it an insult")],
        id="when somebody was told",
    ),
    pytest.param(
        "Holt admitted under questioning that mites could have weakened the hives.",
        [("speech", "admitted", "mites could have weakened the hives")],
        id="under questioning",
    ),
    pytest.param(
        "Biologist Naima Oster is convinced that the spray was to blame.",
        [("belief", "convinced", "the spray was to blame")],
        id="convinced",
    ),
    pytest.param(
        "The 33-year-old, capped 71 times for Om, wrote on Monday that she had had enough.",
        [("writing", "wrote", "she had had enough")],
        id="a noun that is tagged as an adjective",
    ),
    pytest.param(
        "Holt has railed against the rules that protect old ships.", [], id="a relative clause"
    ),
]


@pytest.fixture(scope="module")
def nlp(pipeline):
    """The shipped pipeline with quotes."""
    found = spacy.load(pipeline)
    found.add_pipe("kg_quotes")
    return found


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(nlp, text, expected):
    found = [
        (
            quote.mode,
            text[quote.cue.start : quote.cue.end],
            " ".join(text[part.start : part.end] for part in quote.content),
        )
        for quote in nlp(text)._.quotes
    ]
    assert found == expected
