"""Numbers, amounts and what is none, from words alone."""

from decimal import Decimal

import pytest

from kg.extractors.amounts import amounts
from kg.extractors.nonfigures import nonfigures
from kg.extractors.numbers import numbers
from kg.extractors.vocabulary import vocabulary
from kg.extractors.words import span_of, words
from kg.ontology import load


def read(text):
    """Return the numbers as {wording: (low, high)}."""
    found = words(text)
    spans = [(span_of(found, n.first, n.last), n) for n in numbers(vocabulary(load()), found)]
    return {text[span.start : span.end]: (n.low, n.high) for span, n in spans}


def measured(text):
    """Return the amounts as (wording, low, high, qualifier, measure)."""
    found = words(text)
    return [
        (text[slice(*span(found, one))], one.low, one.high, one.qualifier, one.measure)
        for one in amounts(load()).read(found)
    ]


def span(found, amount):
    place = span_of(found, amount.first, amount.last)
    return place.start, place.end


@pytest.mark.parametrize(
    ("text", "wording", "value"),
    [
        ("4,000 men", "4,000", 4000),
        ("1,00,000 rupees", "1,00,000", 100000),
        ("2 435 100 ballots", "2 435 100", 2435100),
        ("two dozen boats", "two dozen", 24),
        ("a dozen boats", "a dozen", 12),
        ("half a million", "half a million", 500000),
        ("a quarter of a million", "a quarter of a million", 250000),
        ("a hundred or so", "a hundred", 100),
        ("twenty-one crates", "twenty-one", 21),
        ("one hundred and twenty-three thousand", "one hundred and twenty-three thousand", 123000),
        ("two and a half million", "two and a half million", 2500000),
        ("5 hundred", "5 hundred", 500),
        ("three dozens", "three dozens", 36),
        ("13 lakh", "13 lakh", 1300000),
        ("2½ miles", "2½", "2.5"),
        ("1.2m tonnes", "1.2m", 1200000),
        ("a 100m wall", "100", 100),
        ("nine point five", "nine point five", "9.5"),
        ("minus 40", "minus 40", -40),
        ("60GB", "60", 60),
    ],
)
def test_numeral_is_read(text, wording, value):
    assert read(text) == {wording: (Decimal(value), Decimal(value))}


@pytest.mark.parametrize(
    ("text", "wording", "low"),
    [
        ("dozens of goats", "dozens", 12),
        ("tens of thousands of voters", "tens of thousands", 10000),
        ("hundreds of millions", "hundreds of millions", 100000000),
        ("several hundred huts", "several hundred", 200),
        ("a few thousand", "a few thousand", 2000),
    ],
)
def test_vague_numeral_has_no_upper_bound(text, wording, low):
    assert read(text) == {wording: (Decimal(low), None)}


@pytest.mark.parametrize(
    "text",
    [
        "a MiG-29 and an AK-12", "the 3rd Division", "the 22nd time", "a 5G mast", "24/7 care",
        "version 10.4.1", "agent 007", "a third man", "no-one came", "the second half of the match",
        "call 555-0192-4411", "https://news.example/2024/13", "@user77", "COVID-19", "the scores",
    ],
)  # fmt: skip
def test_digits_of_names_are_no_numbers(text):
    found = words(text)
    assert [one for one in amounts(load()).read(found)] == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("33 to 39 feet", 33, 39),
        ("10-12 metres", 10, 12),
        ("10–12 metres", 10, 12),
        ("between 10 and 12 metres", 10, 12),
        ("eight or nine euros", 8, 9),
        ("18.5 to 21–22 million", 18500000, 22000000),
        ("$10 to $15 billion", 10000000000, 15000000000),
        ("from 450 sq ft up to 900 sq ft", 450, 900),
        ("1 to 2 thousand", 1000, 2000),
    ],
)
def test_range_shares_scale_and_unit(text, low, high):
    ((_, found_low, found_high, qualifier, _),) = measured(text)
    assert (found_low, found_high, qualifier) == (low, high, "between")


def test_change_is_no_range():
    first, last = amounts(load()).read(words("rose from 40 to 52"))
    assert (first.high, last.low, last.moved_from, last.change) == (40, 52, 40, "up")


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high"),
    [
        ("some 4,000 men", "approximately", 4000, 4000),
        ("an estimated 92", "approximately", 92, 92),
        ("a hundred or so", "approximately", 100, 100),
        ("at least 11", "at_least", 11, None),
        ("no fewer than 11", "at_least", 11, None),
        ("50 kg or more", "at_least", 50, None),
        ("well over 5,000", "more_than", 5000, None),
        ("more than two dozen", "more_than", 24, None),
        ("up to 400", "at_most", None, 400),
        ("as many as 300", "at_most", None, 300),
        ("no more than 5", "at_most", None, 5),
        ("fewer than 20", "less_than", None, 20),
        ("just under 20", "less_than", None, 20),
        ("thousands of men", "at_least", 1000, None),
        ("exactly 7", "exactly", 7, 7),
        ("an additional 7", "exactly", 7, 7),
    ],
)
def test_qualifier_bounds_the_interval(text, qualifier, low, high):
    ((_, found_low, found_high, found, _),) = measured(text)
    assert (found, found_low, found_high) == (qualifier, low, high)


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("$5", 5, "USD"), ("US$7.2bn", 7200000000, "USD"), ("10 million dollars", 10000000, "USD"),
        ("€2,500", 2500, "EUR"), ("£40bn", 40000000000, "GBP"), ("92m yuan", 92000000, "CNY"),
        ("USD 22.5 million", 22500000, "USD"), ("8.99 Australian dollars", "8.99", "AUD"),
        ("20 per cent", 20, "percent"), ("20%", 20, "percent"), ("one in four", 25, "percent"),
        ("three quarters of them", 75, "percent"), ("half the fleet", 50, "percent"),
        ("23 feet", 23, "foot"), ("half a mile", "0.5", "mile"), ("five-kilometre", 5, "kilometre"),
        ("magnitude 6.8", "6.8", "magnitude"), ("40 tonnes", 40, "tonne"), ("six weeks", 6, "week"),
        ("32m2", 32, "square metre"), ("20 degrees Celsius", 20, "degree Celsius"),
    ],
)  # fmt: skip
def test_unit_is_the_measure(text, value, measure):
    ((_, low, high, _, found),) = measured(text)
    assert (low, high, found) == (Decimal(value), Decimal(value), measure)


@pytest.mark.parametrize("text", ["won by a 2-0 margin", "5 to 3 against", "the 2014-15 season"])
def test_score_is_no_range(text):
    assert all(not one.range for one in amounts(load()).read(words(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Ana Rell, 25, said", "aged 40", "a 25-year-old", "25 years old", "Section 12 of the act",
        "page 3", "the Big Ten", "a two-time champion", "in the 90210 ZIP code", "the other two",
    ],
)  # fmt: skip
def test_ages_and_labels_are_no_figures(text):
    found = words(text)
    read = list(amounts(load()).read(found))
    assert read
    assert all(nonfigures(load(), "en").refuses(found, one) for one in read)


@pytest.mark.parametrize(("text", "per"), [("a day", "day"), ("per share", "share"), ("men", None)])
def test_rate_has_a_unit(text, per):
    assert amounts(load()).per(words(text), 0) == per


def test_year_earlier_is_no_rate():
    assert amounts(load()).per(words("a year earlier"), 0) is None


@pytest.mark.parametrize("text", ["", " ", "-", "½", "1/", "€", "to 5 to", "half a", "and a", "٣٤"])
def test_odd_text_is_survived(text):
    assert isinstance(measured(text), list)
