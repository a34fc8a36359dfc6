"""Figures: from hand-made parses, and from the pipeline that ships."""

from decimal import Decimal

import pytest
from hand_made import VOCAB, find, mention, parse
from spacy.tokens import Doc

from kg.annotate.pipeline import annotate, load_pipeline
from kg.extractors.article import extract as extract_article
from kg.extractors.figures import extract
from kg.extractors.quotes import extract as extract_quotes
from kg.lang.layers import Assertion, CueMatch, layers
from kg.model import Article, Quote, Span
from kg.ontology import load

KILLED = (
    "At/IN/3/case least/JJ/3/nmod 30/CD/4/nummod soldiers=soldier/NNS/6/nsubj:pass "
    "were/AUX/6/aux:pass killed=kill/VBN/0/root in/IN/8/case Sarn/NNP/6/obl"
)


def cue(doc):
    """Match the variable cues of one word by lemma."""
    layers(doc).cues = tuple(
        CueMatch(cue=one, start=token.i, end=token.i + 1, head=token.i)
        for token in doc
        for one in load().cues("VariableCue")
        if token.lemma_ in one.words and one.pos == "verb"
    )
    return doc


def only(doc):
    (figure,) = extract(doc, load())
    return figure


def test_figure_has_its_parts():
    doc = cue(mention(parse(KILLED), soldiers="MilitaryUnit", Sarn="City"))
    figure = only(doc)
    assert (figure.low, figure.high, figure.qualifier) == (Decimal(30), None, "at_least")
    assert (figure.measure, figure.variable) == ("person", "killed")
    assert (figure.counted, figure.population, figure.place) == ("soldiers", "soldiers", "Sarn")
    assert doc.text[figure.span.start : figure.span.end] == "30"
    assert doc.text[figure.phrase.start : figure.phrase.end] == "At least 30 soldiers"
    assert figure.rule.endswith("/kill")
    assert figure.confidence is None
    assert figure.id == "f1"


def test_source_is_that_of_the_quote_around():
    doc = cue(mention(parse(KILLED), soldiers="MilitaryUnit"))
    whole = Span(0, len(doc.text))
    said = Quote(
        id="q1", kind="indirect", mode="speech", content=(whole,), source="army", via=("paper",)
    )
    layers(doc).quotes = (said,)
    figure = only(doc)
    assert (figure.source, figure.via) == ("army", ("paper",))


def test_denied_verb_denies_the_figure():
    doc = cue(parse(KILLED))
    layers(doc).asserted[find(doc, "killed").i] = Assertion(polarity="denied", certainty="possible")
    figure = only(doc)
    assert (figure.polarity, figure.certainty) == ("denied", "possible")


def test_nothing_outside_the_body():
    doc = cue(parse(KILLED))
    layers(doc).body = (Span(0, 5),)
    assert list(extract(doc, load())) == []


@pytest.mark.parametrize("text", ["", " ", "5", "\n\n7\n", "1 2 3", "½", "\ufffd 3,000", "a" * 9])
def test_unparsed_text_is_survived(text):
    words = text.split() or [" "]
    doc = Doc(VOCAB, words=words)
    assert isinstance(list(extract(doc, load())), list)


@pytest.fixture(scope="module")
def found(pipeline):
    nlp = load_pipeline(pipeline)

    def read(text):
        article = Article(id="a", path="a", text=text)
        done = extract_article(article, annotate(article, nlp), load(), [extract_quotes, extract])
        return article, done

    return read


VARIABLES = [
    ("The blast killed 12 people and wounded 30.", ["killed 12", "wounded 30"]),
    ("The blast left 11 people dead and dozens injured.", ["killed 11", "wounded dozens"]),
    ("Three miners died and 37 are still missing.", ["killed Three", "missing 37"]),
    ("Some 400 villagers were evacuated to the school.", ["displaced 400"]),
    ("Police arrested 14 men on Friday.", ["arrested 14"]),
    ("Two soldiers were captured near the river.", ["captured Two"]),
    ("The death toll has risen to 118.", ["killed 118"]),
    ("The army suffered 40 casualties.", ["casualties 40"]),
    ("The ministry put its losses at 30.", ["casualties 30"]),
    ("About 4,000 soldiers were killed or wounded.", ["killed_or_wounded 4,000"]),
    ("The shell hit a house, killing a woman and wounding seven others.", ["wounded seven"]),
    ("Two guards were killed and a third was wounded.", ["killed Two"]),
    ("The evacuation of 18,000 people took two days.", ["displaced 18,000", "other two"]),
    ("After the capture of the town, 300 people cheered.", ["other 300"]),
    ("The capture of two soldiers was confirmed.", ["captured two"]),
    ("Norreland deployed 800 soldiers to the coast.", ["deployed 800"]),
    ("The bridge is 300 metres long.", ["distance 300"]),
    ("The repairs will cost $3.5 million.", ["money 3.5 million"]),
    ("A fifth of the harvest was lost.", ["share A fifth"]),
    ("The farm has sixty goats.", ["other sixty"]),
    ("The number of people killed by the storm has risen to at least 214.", ["killed 214"]),
    ("The clinic put the number of homeless at 6,000.", ["displaced 6,000"]),
    ("He was tried for the murder of six nuns and their two maids.", ["killed six", "killed two"]),
    ("Two girls and eight other guests were wounded.", ["wounded Two", "wounded eight"]),
    ("Some 130,000 people have fled the valley.", ["displaced 130,000"]),
    ("Three farmers were shot near the mill.", ["killed_or_wounded Three"]),
    ("Gunners shot down 17 drones.", ["other 17"]),
    ("The toll climbed to 412, up from 287 a day earlier.", ["killed 412", "killed 287"]),
    ("Storms killed 41 people. An earlier count of 44 was wrong.", ["killed 41", "killed 44"]),
    ("One juggler died after a fall.", ["killed One"]),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), VARIABLES, ids=[text[:30] for text, _ in VARIABLES])
def test_variable_is_what_is_said_of_the_figure(found, text, expected):
    article, done = found(text)
    assert [f"{one.variable} {article.exact(one.span)}" for one in done.figures] == expected


@pytest.mark.model
def test_subset_is_a_figure_of_its_own(found):
    _, done = found("The fire killed 90 people, including six firefighters.")
    assert [(one.low, one.variable) for one in done.figures] == [(90, "killed"), (6, "killed")]
    assert [one.part_of for one in done.figures] == [None, "f1"]


@pytest.mark.model
def test_subset_of_the_dead_is_no_part_of_the_missing(found):
    _, done = found("At least 75 people are missing. Among the dead were 61 children.")
    assert [(one.low, one.part_of) for one in done.figures] == [(75, None), (61, None)]


@pytest.mark.model
def test_passengers_are_not_the_dead(found):
    _, done = found("A ferry carrying 212 passengers sank, killing 34 people.")
    assert [(one.low, one.variable) for one in done.figures] == [(212, "other"), (34, "killed")]


@pytest.mark.model
def test_correction_denies_the_old_number(found):
    _, done = found("The mayor said 44 people had died, not 47 as first reported.")
    assert [(one.low, one.polarity) for one in done.figures] == [(44, "affirmed"), (47, "denied")]


@pytest.mark.model
def test_elliptic_figure_goes_on_from_the_one_before(found):
    _, done = found("Two Norrelander soldiers had been killed and nine wounded at the pass.")
    first, second = done.figures
    assert (second.measure, second.variable) == ("person", "wounded")
    assert second.population == first.population


@pytest.mark.model
def test_rate_is_a_measure(found):
    _, done = found("The hospital counted 92 casualties every day.")
    assert [one.measure for one in done.figures] == ["person/day"]


@pytest.mark.model
def test_money_has_a_rate_but_no_rate_of_a_date(found):
    _, done = found("It pays $79 a month, after a loss of $95 million a year earlier.")
    assert [one.measure for one in done.figures] == ["USD/month", "USD"]


@pytest.mark.model
def test_verb_of_reporting_gives_the_source(found):
    _, done = found("The Harbour Ministry put the losses at 30 boats.")
    (figure,) = done.figures
    assert done.entity(figure.source).name == "Harbour Ministry"


MOVES = [
    ("The toll climbed to 412 on Thursday, up from 287.", [("up", 287), (None, None)]),
    ("Prices rose from 1.20 to 2.40 euros.", [(None, None), ("up", Decimal("1.20"))]),
    ("Exports fell 7 per cent.", [("down", None)]),
    ("The sea may rise by 30 to 60 cm.", [("up", None)]),
    ("Gunners shot down 17 drones.", [(None, None)]),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), MOVES, ids=[text[:30] for text, _ in MOVES])
def test_change_is_which_way_and_from_where(found, text, expected):
    _, done = found(text)
    assert [(one.change, one.moved_from) for one in done.figures] == expected


DATED = [
    ("In March 2024, 300 people fled.", ["2024-03-01"]),
    ("The agency said on 3 March 2024 that 300 people had fled.", [None]),
    ("The agency said in March 2024 that 300 people had fled.", ["2024-03-01"]),
    ("Some 40 men were there, up from nine in March 2024.", [None, "2024-03-01"]),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), DATED, ids=[text[-30:] for text, _ in DATED])
def test_day_of_saying_is_not_the_day_of_the_figure(found, text, expected):
    _, done = found(text)
    days = [one.as_of.earliest.isoformat() if one.as_of else None for one in done.figures]
    assert days == expected


@pytest.mark.model
def test_date_of_the_clause_is_the_figures(found):
    _, done = found("In March 2024, 300 people fled the valley.")
    (figure,) = done.figures
    assert figure.as_of.earliest.isoformat() == "2024-03-01"


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "One of the prisoners waved.", "No one was hurt.", "The Boeing 787 landed in 2019.",
        "Ana Rell, 25, leads the 47th Brigade.", "They met at 5:25 a.m. on 3 May.",
        "The team won 2-0.", "Those two agree.", "One entry spoke of hunger.",
        "Children under five were not there.", "The runner fell at kilometre 38.",
    ],
)  # fmt: skip
def test_names_dates_and_pronouns_are_no_figures(found, text):
    _, done = found(text)
    assert done.figures == ()
