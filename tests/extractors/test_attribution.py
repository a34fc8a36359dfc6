"""attribution: whose word it is that stands somewhere in the text."""

import pytest

from kg.extractors.attribution import Attribution, attribution, combine
from kg.lang.layers import Assertion
from kg.model import Quote, Span

OUTER = Quote(
    id="q1",
    kind="indirect",
    mode="speech",
    content=(Span(10, 40), Span(60, 90)),
    source="e1",
    source_span=Span(41, 50),
    via=("e9",),
)
INNER = Quote(
    id="q2",
    kind="direct",
    mode="writing",
    content=(Span(20, 40),),
    source="e2",
    polarity="denied",
    certainty="possible",
)


@pytest.mark.parametrize(
    ("span", "quote"),
    [
        pytest.param(Span(12, 15), "q1", id="inside"),
        pytest.param(Span(60, 90), "q1", id="second-range"),
        pytest.param(Span(25, 30), "q2", id="innermost"),
        pytest.param(Span(85, 92), "q1", id="mostly-inside"),
        pytest.param(Span(88, 100), None, id="mostly-outside"),
        pytest.param(Span(0, 5), None, id="outside"),
        pytest.param(Span(42, 45), None, id="source-itself"),
    ],
)
def test_the_innermost_quote_vouches(span, quote):
    assert attribution((OUTER, INNER), span).quote == quote


def test_an_attribution_carries_source_and_relays():
    assert attribution((OUTER,), Span(12, 15)) == Attribution(
        source="e1", source_span=Span(41, 50), via=("e9",), quote="q1"
    )


def test_no_quote_is_the_authors_own_word():
    assert attribution((), Span(0, 1)) == Attribution()


@pytest.mark.parametrize(
    ("own", "quoted", "expected"),
    [
        pytest.param(
            Assertion(),
            Attribution(certainty="probable"),
            ("affirmed", "probable"),
            id="source-hedges",
        ),
        pytest.param(
            Assertion(certainty="possible"),
            Attribution(certainty="probable"),
            ("affirmed", "possible"),
            id="weaker-wins",
        ),
        pytest.param(
            Assertion(polarity="denied"), Attribution(), ("denied", "certain"), id="sentence-denies"
        ),
        pytest.param(
            Assertion(), Attribution(polarity="denied"), ("denied", "certain"), id="source-denies"
        ),
        pytest.param(
            Assertion(polarity="denied"),
            Attribution(polarity="denied"),
            ("denied", "certain"),
            id="denial-in-sentence-and-source",
        ),
    ],
)
def test_combining_sentence_and_source(own, quoted, expected):
    assert combine(own, quoted) == expected
