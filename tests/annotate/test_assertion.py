"""What is denied and what is hedged, and how far that reaches."""

from __future__ import annotations

import pytest
import spacy
from parsed import parsed

from kg.annotate.assertion import assert_all
from kg.annotate.pipeline import load_pipeline
from kg.annotate.scope import unsurer
from kg.lang.layers import PLAIN, Assertion, layers

DENIED = Assertion(polarity="denied")
PROBABLE, POSSIBLE = Assertion(certainty="probable"), Assertion(certainty="possible")
SHORT = {
    DENIED: "-",
    PROBABLE: "?",
    POSSIBLE: "??",
    PLAIN: "",
    Assertion(polarity="denied", certainty="probable"): "-?",
    Assertion(polarity="denied", certainty="possible"): "-??",
}


def read(doc):
    found = layers(assert_all(doc))
    return {token.text: SHORT[found.assertion(token)] for token in doc}


def test_negation_reaches_the_object_and_not_the_subject():
    found = read(
        parsed(
            "Rebels/rebel/NOUN/NNS/nsubj<hold did/do/AUX/VBD/aux<hold "
            "not/not/PART/RB/advmod<hold hold/hold/VERB/VB/ROOT<hold "
            "40/40/NUM/CD/nummod<villages villages/village/NOUN/NNS/obj<hold"
        )
    )
    assert (found["hold"], found["40"], found["villages"]) == ("-", "-", "-")
    assert found["Rebels"] == ""


def test_negation_stops_at_a_relative_clause():
    found = read(
        parsed(
            "They/they/PRON/PRP/nsubj<took never/never/ADV/RB/advmod<took "
            "took/take/VERB/VBD/ROOT<took towns/town/NOUN/NNS/obj<took "
            "that/that/PRON/WDT/nsubj<burned burned/burn/VERB/VBD/acl:relcl<towns"
        )
    )
    assert (found["towns"], found["burned"]) == ("-", "")


def test_negative_determiner_denies_the_verb():
    found = read(
        parsed(
            "No/no/DET/DT/det<soldier soldier/soldier/NOUN/NN/nsubj:pass<killed "
            "was/be/AUX/VBD/aux:pass<killed killed/kill/VERB/VBN/ROOT<killed"
        )
    )
    assert (found["soldier"], found["killed"]) == ("-", "-")


def test_finite_conjunct_is_asserted_on_its_own():
    found = read(
        parsed(
            "He/he/PRON/PRP/nsubj<resign did/do/AUX/VBD/aux<resign "
            "not/not/PART/RB/advmod<resign resign/resign/VERB/VB/ROOT<resign "
            "and/and/CCONJ/CC/cc<stayed stayed/stay/VERB/VBD/conj<resign"
        )
    )
    assert (found["resign"], found["stayed"]) == ("-", "")


def test_bare_conjunct_shares_the_auxiliary():
    found = read(
        parsed(
            "They/they/PRON/PRP/nsubj<attack may/may/AUX/MD/aux<attack "
            "attack/attack/VERB/VB/ROOT<attack and/and/CCONJ/CC/cc<loot "
            "loot/loot/VERB/VB/conj<attack"
        )
    )
    assert (found["attack"], found["loot"]) == ("??", "??")


def test_claim_hedges_its_clause_and_not_itself():
    found = read(
        parsed(
            "Moll/Moll/PROPN/NNP/nsubj<claimed claimed/claim/VERB/VBD/ROOT<claimed "
            "that/that/SCONJ/IN/mark<died 300/300/NUM/CD/nummod<men "
            "men/man/NOUN/NNS/nsubj<died died/die/VERB/VBD/ccomp<claimed"
        )
    )
    assert (found["claimed"], found["died"], found["300"]) == ("", "?", "?")


def test_said_does_not_hedge():
    found = read(
        parsed(
            "Moll/Moll/PROPN/NNP/nsubj<said said/say/VERB/VBD/ROOT<said "
            "men/man/NOUN/NNS/nsubj<died died/die/VERB/VBD/ccomp<said"
        )
    )
    assert set(found.values()) == {""}


def test_stanford_labels_work_too():
    found = read(
        parsed(
            "They/they/PRON/PRP/nsubj<deny deny/deny/VERB/VBP/ROOT<deny "
            "that/that/SCONJ/IN/mark<fell bombs/bomb/NOUN/NNS/nsubj<fell "
            "fell/fall/VERB/VBD/ccomp<deny on/on/ADP/IN/prep<fell "
            "Sarn/Sarn/PROPN/NNP/pobj<on"
        )
    )
    assert (found["deny"], found["fell"], found["Sarn"]) == ("", "-", "-")


def test_doc_without_parse_is_left_alone():
    doc = spacy.blank("en")("They did not leave.")
    assert layers(assert_all(doc)).asserted == {}


@pytest.mark.parametrize("one", ["certain", "probable", "possible"])
def test_unsurer_is_symmetric(one):
    assert unsurer(one, "probable") == unsurer("probable", one)


@pytest.fixture(scope="module")
def nlp(pipeline):
    return load_pipeline(pipeline)


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("The army did not withdraw from the town.", "withdraw", "-"),
        ("The army never withdrew from the town.", "withdrew", "-"),
        ("The brigade no longer holds the valley.", "holds", "-"),
        ("No civilians were killed in the raid.", "killed", "-"),
        ("Nobody left the town.", "left", "-"),
        ("The ministry denied that it had sent 40 tanks.", "sent", "-"),
        ("The general refused to send 40 tanks.", "send", "-"),
        ("The rebels failed to take the city.", "take", "-"),
        ("Ships left without unloading 300 containers.", "unloading", "-"),
        ("They have yet to confirm the attack.", "confirm", "-"),
        ("They prevented the rebels from taking the city.", "taking", "-"),
        ("The parliament rejected reports that 300 men had been wounded.", "wounded", "-?"),
        ("The minister dismissed rumours that the army had fled.", "fled", "-?"),
        ("The minister stopped short of confirming the attack.", "confirming", "-"),
        ("There is no evidence that the army attacked.", "attacked", "-?"),
        ("Velmara is not expected to deploy 300 troops.", "deploy", "-??"),
        ("The ministry did not deny that it had sent 40 tanks.", "sent", "?"),
        ("The union never said that the company had paid.", "paid", "??"),
        ("Not only soldiers but also 40 civilians died.", "died", ""),
        ("No fewer than 40 people were killed.", "killed", ""),
        ("It wasn't until May that the army left.", "left", ""),
        ("The army reportedly killed 14 villagers.", "killed", "?"),
        ("The army may be deployed to Sarn.", "deployed", "??"),
        ("The army might have taken the hill.", "taken", "??"),
        ("The brigade is believed to have been sent to the front.", "sent", "?"),
        ("The brigade seems to have withdrawn.", "withdrawn", "?"),
        ("Velmara claimed that it had captured two villages.", "captured", "?"),
        ("The army, he claimed, has taken the hill.", "taken", "?"),
        ("The ferry, its owner claims, was never overloaded.", "overloaded", "-?"),
        ("An estimated 92 soldiers died.", "92", "?"),
        ("The general plans to send 5,000 men.", "send", "??"),
        ("Two battalions are likely to be moved to Sarn.", "moved", "?"),
        ("The army may be sent to Sarn if the strike lasts.", "lasts", "??"),
        ("It is unclear whether the pilot survived.", "survived", "??"),
        ("Is Velmara using prisoners as shields?", "using", "??"),
        ("He ordered them to withdraw from Sarn.", "withdraw", "??"),
        ("He told them to leave.", "leave", "??"),
        ("He told them that the army had withdrawn from Sarn.", "withdrawn", ""),
        ("The soldier chose to surrender.", "surrender", ""),
        ("It is clear that the army is losing.", "losing", ""),
        ("According to analysts, the army has left.", "left", ""),
        ("The alleged attack killed 40 people.", "attack", "?"),
        ("The alleged attack killed 40 people.", "killed", ""),
    ],
)
def test_sentences(nlp, sentence, word, expected):
    doc = nlp(sentence)
    token = next(token for token in doc if token.text == word)
    assert SHORT[layers(doc).assertion(token)] == expected
