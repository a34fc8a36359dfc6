"""Whoever speaks is somebody: names that nothing else tells of, and classes that cannot speak."""

from __future__ import annotations

import pytest
from quote_doc import named, parsed

from kg.extractors.quotes import extract
from kg.lang.layers import layers
from kg.ontology import load

HALE = "Hale/NNP/2/nsubj denied=deny/VBD/2/ROOT hiding=hide/VBG/2/xcomp it/PRP/3/obj+ ././2/punct+"
EVENT = (
    "The/DT/3/det Spring/NNP/3/compound Offensive/NNP/5/nsubj has=have/VBZ/5/aux "
    "said=say/VBN/5/ROOT it/PRP/8/nsubj will/MD/8/aux stay/VB/5/ccomp+ ././5/punct+"
)
SIGN = (
    "A/DT/2/det sign/NN/3/nsubj says=say/VBZ/3/ROOT the/DT/5/det gate/NN/7/nsubj "
    "is=be/VBZ/7/cop shut/JJ/3/ccomp+ ././3/punct+"
)
BOARD = (
    "In/IN/3/case the/DT/3/det view/NN/10/obl of/IN/6/case the/DT/6/det board/NN/3/nmod+ "
    ",/,/3/punct prices=price/NNS/10/nsubj are=be/VBP/10/cop high/JJ/10/ROOT+ ././10/punct+"
)


@pytest.mark.parametrize(
    ("rows", "types", "name", "kind"),
    [
        pytest.param(HALE, {}, "Hale", "Person", id="unknown-name"),
        pytest.param(BOARD, {}, "board", "Person", id="unknown-noun"),
        pytest.param(EVENT, {"Offensive": "Event"}, "Offensive", "Organization", id="event"),
        pytest.param(SIGN, {"sign": "Person"}, "sign", "Person", id="named-person-stays"),
    ],
)
def test_a_source_is_an_entity_that_can_speak(rows, types, name, kind):
    doc = named(parsed(rows), **types)
    (quote,) = extract(doc, load())
    entity = layers(doc).entity(quote.source)
    assert (entity.name, entity.type) == (name, kind)
    assert any(mention.text == name for mention in entity.mentions)


def test_a_name_is_the_entity_of_that_name():
    rows = f"{HALE} ¶/_SP/6/dep " + HALE.replace("/2/", "/8/").replace("/3/", "/9/")
    doc = parsed(rows)
    assert len({quote.source for quote in extract(doc, load())}) == 1
    (entity,) = layers(doc).entities
    assert len(entity.mentions) == 2


def test_a_pronoun_is_nobody_new():
    doc = parsed(HALE.replace("Hale/NNP", "He/PRP"))
    (quote,) = extract(doc, load())
    assert quote.source is None
    assert not layers(doc).entities


HEAD = (
    "According=accord/VBG/4/case to/IN/1/fixed their/PRP$/4/nmod:poss head/NN/10/obl+ ,/,/6/punct "
    "Ada/NNP/10/nsubj:pass Roux/NNP/6/flat+ ,/,/6/punct faults=fault/NNS/10/nsubj:pass "
    "seen=see/VBN/10/ROOT+ ././10/punct+"
)
POLICE = (
    "According=accord/VBG/3/case to/IN/1/fixed police/NN/9/obl+ ,/,/9/punct "
    "Ada/NNP/9/nsubj:pass Roux/NNP/5/flat+ ,/,/9/punct was=be/VBD/9/aux:pass "
    "held=hold/VBN/9/ROOT+ ././9/punct+"
)


@pytest.mark.parametrize(
    ("rows", "content", "source"),
    [
        pytest.param(HEAD, "faults seen", "Ada Roux", id="described"),
        pytest.param(POLICE, "Ada Roux, was held", "police", id="many"),
    ],
)
def test_the_name_behind_a_description_speaks_and_is_not_reported(rows, content, source):
    doc = named(parsed(rows), Roux="Person", police="Organization")
    (quote,) = extract(doc, load())
    assert [doc.text[part.start : part.end] for part in quote.content] == [content]
    assert doc.text[quote.source_span.start : quote.source_span.end] == source


PASSIVE = (
    "The/DT/2/det raid/NN/4/nsubj:pass was=be/VBD/4/aux:pass denied=deny/VBN/4/ROOT by/IN/7/case "
    "the/DT/7/det army/NN/4/obl:agent+ ././4/punct+"
)
REDUCED = (
    "It/PRP/2/nsubj began=begin/VBD/2/ROOT a/DT/4/det raid/NN/2/obj never/RB/6/advmod "
    "confirmed=confirm/VBN/2/advcl by/IN/9/case the/DT/9/det army/NN/6/obl:agent+ ././2/punct+"
)
BUILT = (
    "The/DT/2/det raid/NN/4/nsubj:pass was=be/VBD/4/aux:pass led=lead/VBN/4/ROOT by/IN/7/case "
    "the/DT/7/det army/NN/4/obl:agent+ ././4/punct+"
)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(PASSIVE, [("The raid", "the army", "denied")], id="passive"),
        pytest.param(REDUCED, [], id="participle"),
        pytest.param(BUILT, [], id="no-speech"),
    ],
)
def test_a_passive_tells_by_whom(rows, expected):
    doc = named(parsed(rows), army="Organization")
    found = [
        (quote.content[0], quote.source_span, quote.polarity) for quote in extract(doc, load())
    ]
    assert [
        (doc.text[part.start : part.end], doc.text[by.start : by.end], polarity)
        for part, by, polarity in found
    ] == expected
