"""Verbs beside quotations that a tagger takes for nouns, and nouns that it takes for verbs."""

from __future__ import annotations

import pytest
from parsed import parsed

from kg.annotate.misread import stands_as_verb
from kg.lang.grammar import stands_as_noun, subject

STATES = (
    "“/“/PUNCT/``/punct<wait Wait/wait/VERB/VB/ROOT<wait ,/,/PUNCT/,/punct<wait "
    "”/”/PUNCT/''/punct<wait one/one/NUM/CD/nummod<states entry/entry/NOUN/NN/compound<states "
    "states/state/NOUN/NNS/obj<Wait ././PUNCT/./punct<Wait"
)


def test_a_noun_that_ends_a_report_is_a_verb():
    doc = parsed(STATES.replace("<wait", "<Wait"))  # which finds its cues, too
    states = doc[6]
    assert (states.tag_, states.pos_) == ("VBZ", "VERB")
    assert subject(states) == doc[5]
    assert (doc[5].dep_, states.dep_) == ("nsubj", "parataxis")
    assert doc[4].head == doc[5]


def test_a_noun_without_quotation_stays_one():
    doc = parsed(
        "Two/two/NUM/CD/nummod<states border/border/NOUN/NN/compound<states "
        "states/state/NOUN/NNS/nsubj<left left/leave/VERB/VBD/ROOT<left ././PUNCT/./punct<left"
    )
    assert not any(stands_as_verb(token) for token in doc)


def test_a_verb_in_the_place_of_a_noun_is_one():
    doc = parsed(
        "Rumours/rumour/VERB/VBZ/nsubj<show in/in/ADP/IN/case<port port/port/NOUN/NN/obl<Rumours "
        "show/show/VERB/VBP/ROOT<show unease/unease/NOUN/NN/obj<show ././PUNCT/./punct<show"
    )
    assert [token.text for token in doc if stands_as_noun(token)] == ["Rumours"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“I will wait for the ferry,” one entry states.", "one entry"),
        ("“Nobody may cross after dark,” the notice warns.", "the notice"),
        ("“We shall sow again in May,” another letter reads.", "another letter"),
    ],
)
def test_a_text_speaks(nlp, text, source):
    (quote,) = nlp(text)._.quotes
    span = quote.source_span
    assert text[span.start : span.end] == source


@pytest.mark.model
def test_a_list_of_titles_says_nothing(nlp):
    text = "She liked “The Lantern,” two short reports, and “The Well.”"
    assert not nlp(text)._.quotes


@pytest.fixture(scope="module")
def nlp(pipeline):
    """The shipped pipeline with quotes."""
    import spacy

    found = spacy.load(pipeline)
    found.add_pipe("kg_quotes")
    return found
