"""Roles in hand-made parses, each in both label schemes."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Token
from spacy.util import get_lang_class
from spacy.vocab import create_vocab

from kg.lang import grammar

VOCAB = create_vocab("en", get_lang_class("en").Defaults)
POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "PRP": "PRON", "WP": "PRON", "WDT": "PRON",
    "VB": "VERB", "VBD": "VERB", "VBN": "VERB", "VBG": "VERB", "VBZ": "VERB", "VBP": "VERB",
    "MD": "AUX", "AUX": "AUX", "IN": "ADP", "TO": "PART", "DT": "DET", "JJ": "ADJ", "CC": "CCONJ",
    "CD": "NUM", "RB": "ADV", "POS": "PART", ",": "PUNCT", ".": "PUNCT", "PRP$": "PRON",
}  # fmt: skip


def parse(text: str) -> Doc:
    """Make a Doc of "word/TAG/head/label" tokens; heads are numbered from 1, 0 is the root."""
    rows = [token.rsplit("/", 3) for token in text.split()]
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        tags=["VBD" if row[1] == "AUX" else row[1] for row in rows],
        pos=[POS[row[1]] for row in rows],
        heads=[n if row[2] == "0" else int(row[2]) - 1 for n, row in enumerate(rows)],
        deps=["ROOT" if row[2] == "0" else row[3] for row in rows],
    )


def find(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


def text(token: Token | None) -> str | None:
    return None if token is None else token.text


ACTIVE = (
    "Rebels/NNS/2/nsubj took/VBD/0/root Sarn/NNP/2/obj",
    "Rebels/NNS/2/nsubj took/VBD/0/ROOT Sarn/NNP/2/dobj",
)
PASSIVE = (
    "Sarn/NNP/3/nsubj:pass was/AUX/3/aux:pass taken/VBN/0/root by/IN/5/case rebels/NNS/3/obl:agent",
    "Sarn/NNP/3/nsubjpass was/AUX/3/auxpass taken/VBN/0/ROOT by/IN/3/agent rebels/NNS/4/pobj",
)
PARTICIPLE = (
    "troops/NNS/5/nsubj captured/VBN/1/acl by/IN/4/case rebels/NNS/2/obl:agent slept/VBD/0/root",
    "troops/NNS/5/nsubj captured/VBN/1/acl by/IN/2/agent rebels/NNS/3/pobj slept/VBD/0/ROOT",
)
CONJOINED_PASSIVE = (
    "troops/NNS/3/nsubj:pass were/AUX/3/aux:pass killed/VBN/0/root or/CC/5/cc hurt/VBN/3/conj",
    "troops/NNS/3/nsubjpass were/AUX/3/auxpass killed/VBN/0/ROOT or/CC/3/cc hurt/VBN/3/conj",
)
SUBJECT_RELATIVE = (
    "men/NNS/5/nsubj who/WP/3/nsubj took/VBD/1/acl:relcl Sarn/NNP/3/obj left/VBD/0/root",
    "men/NNS/5/nsubj who/WP/3/nsubj took/VBD/1/relcl Sarn/NNP/3/dobj left/VBD/0/ROOT",
)
OBJECT_RELATIVE = (
    "towns/NNS/5/nsubj that/WDT/4/obj rebels/NNS/4/nsubj took/VBD/1/acl:relcl burn/VBP/0/root",
    "towns/NNS/5/nsubj that/WDT/4/dobj rebels/NNS/4/nsubj took/VBD/1/relcl burn/VBP/0/ROOT",
)
BARE_RELATIVE = (
    "towns/NNS/4/nsubj rebels/NNS/3/nsubj took/VBD/1/acl:relcl burn/VBP/0/root",
    "towns/NNS/4/nsubj rebels/NNS/3/nsubj took/VBD/1/relcl burn/VBP/0/ROOT",
)
PASSIVE_RELATIVE = (
    "men/NNS/5/nsubj who/WP/4/nsubj:pass were/AUX/4/aux:pass "
    "killed/VBN/1/acl:relcl slept/VBD/0/root",
    "men/NNS/5/nsubj who/WP/4/nsubjpass were/AUX/4/auxpass killed/VBN/1/relcl slept/VBD/0/ROOT",
)
RAISING = (
    "troops/NNS/2/nsubj seem/VBP/0/root to/TO/5/mark have/AUX/5/aux withdrawn/VBN/2/xcomp",
    "troops/NNS/2/nsubj seem/VBP/0/ROOT to/TO/5/aux have/AUX/5/aux withdrawn/VBN/2/xcomp",
)
OBJECT_CONTROL = (
    "She/PRP/2/nsubj told/VBD/0/root rebels/NNS/2/obj to/TO/5/mark leave/VB/2/xcomp",
    "She/PRP/2/nsubj told/VBD/0/ROOT rebels/NNS/2/dobj to/TO/5/aux leave/VB/2/xcomp",
)
PASSIVE_CONTROL = (
    "men/NNS/3/nsubj:pass were/AUX/3/aux:pass seen/VBN/0/root fighting/VBG/3/xcomp",
    "men/NNS/3/nsubjpass were/AUX/3/auxpass seen/VBN/0/ROOT fighting/VBG/3/xcomp",
)
WHILE = (
    "men/NNS/5/nsubj killed/VBN/1/acl while/IN/4/mark fighting/VBG/2/advcl slept/VBD/0/root",
    "men/NNS/5/nsubj killed/VBN/1/acl while/IN/4/mark fighting/VBG/2/advcl slept/VBD/0/ROOT",
)
ATTRIBUTIVE = (
    "captured/VBN/2/amod men/NNS/3/nsubj slept/VBD/0/root",
    "captured/VBN/2/amod men/NNS/3/nsubj slept/VBD/0/ROOT",
)
PERFECT = (
    "Rebels/NNS/3/nsubj have/AUX/3/aux taken/VBN/0/root Sarn/NNP/3/obj",
    "Rebels/NNS/3/nsubj have/AUX/3/aux taken/VBN/0/ROOT Sarn/NNP/3/dobj",
)
MISREAD_PARTICIPLE = (  # "captured" taken for a past tense
    "men/NNS/4/nsubj captured/VBD/1/acl Monday/NNP/2/obl:unmarked slept/VBD/0/root",
    "men/NNS/4/nsubj captured/VBD/1/acl Monday/NNP/2/npadvmod slept/VBD/0/ROOT",
)


def both(name: str, parses: tuple[str, str], *rest: object) -> list[object]:
    schemes = ("ud", "clearnlp")
    return [
        pytest.param(one, *rest, id=f"{name}-{scheme}")
        for one, scheme in zip(parses, schemes, strict=True)
    ]


@pytest.mark.parametrize(
    ("words", "verb", "who", "whom"),
    [
        *both("active", ACTIVE, "took", "Rebels", "Sarn"),
        *both("perfect", PERFECT, "taken", "Rebels", "Sarn"),
        *both("passive", PASSIVE, "taken", "rebels", "Sarn"),
        *both("participle", PARTICIPLE, "captured", "rebels", "troops"),
        *both("participle-read-as-past", MISREAD_PARTICIPLE, "captured", None, "men"),
        *both("attributive", ATTRIBUTIVE, "captured", None, "men"),
        *both("second-of-two-passives", CONJOINED_PASSIVE, "hurt", None, "troops"),
        *both("subject-relative", SUBJECT_RELATIVE, "took", "men", "Sarn"),
        *both("object-relative", OBJECT_RELATIVE, "took", "rebels", "towns"),
        *both("relative-without-pronoun", BARE_RELATIVE, "took", "rebels", "towns"),
        *both("passive-relative", PASSIVE_RELATIVE, "killed", None, "men"),
        *both("raising", RAISING, "withdrawn", "troops", None),
        *both("object-control", OBJECT_CONTROL, "leave", "rebels", None),
        *both("control-by-a-passive", PASSIVE_CONTROL, "fighting", "men", None),
        *both("adverbial-of-a-participle", WHILE, "fighting", "men", None),
    ],
)
def test_who_does_it_to_whom(words, verb, who, whom):
    token = find(parse(words), verb)
    assert (text(grammar.logical_subject(token)), text(grammar.logical_object(token))) == (
        who,
        whom,
    )


OBLIQUES = (
    "They/PRP/2/nsubj fled/VBD/0/root from/IN/4/case Sarn/NNP/2/obl to/IN/6/case Aven/NNP/2/obl",
    "They/PRP/2/nsubj fled/VBD/0/ROOT from/IN/2/prep Sarn/NNP/3/pobj to/IN/2/prep Aven/NNP/5/pobj",
)
FIXED = (
    "They/PRP/2/nsubj fled/VBD/0/root because/IN/5/case of/IN/3/fixed floods/NNS/2/obl",
    "They/PRP/2/nsubj fled/VBD/0/ROOT because/IN/4/pcomp of/IN/2/prep floods/NNS/4/pobj",
)
OF_NOUN = (
    "deployment/NN/0/root of/IN/3/case troops/NNS/1/nmod",
    "deployment/NN/0/ROOT of/IN/1/prep troops/NNS/2/pobj",
)
DATIVE = (
    "They/PRP/2/nsubj gave/VBD/0/root tanks/NNS/2/obj to/IN/5/case Sarn/NNP/2/obl",
    "They/PRP/2/nsubj gave/VBD/0/ROOT tanks/NNS/2/dobj to/IN/2/dative Sarn/NNP/4/pobj",
)


@pytest.mark.parametrize(
    ("words", "head", "expected"),
    [
        *both("verb", OBLIQUES, "fled", [("from", "Sarn"), ("to", "Aven")]),
        *both("noun", OF_NOUN, "deployment", [("of", "troops")]),
        *both("dative", DATIVE, "gave", [("to", "Sarn")]),
        pytest.param(FIXED[0], "fled", [("because of", "floods")], id="two-words-ud"),
    ],
)
def test_nouns_tied_by_prepositions(words, head, expected):
    found = grammar.obliques(find(parse(words), head))
    assert [(one.case, one.noun.text) for one in found] == expected


@pytest.mark.parametrize("words", [OBLIQUES[0], OBLIQUES[1]], ids=["ud", "clearnlp"])
def test_preposition_and_governor_of_a_noun(words):
    found = grammar.governor(find(parse(words), "Aven"))
    assert found is not None
    assert (found[0], found[1].text) == ("to", "fled")


def test_possessive_is_no_preposition():
    doc = parse("Sarn/NNP/3/nmod:poss 's/POS/1/case army/NN/0/root")
    assert grammar.governor(doc[0]) is None
    assert grammar.possessors(doc[2]) == [doc[0]]


INDIRECT = (
    "They/PRP/2/nsubj gave/VBD/0/root Sarn/NNP/2/iobj tanks/NNS/2/obj",
    "They/PRP/2/nsubj gave/VBD/0/ROOT Sarn/NNP/2/dative tanks/NNS/2/dobj",
)


@pytest.mark.parametrize("words", INDIRECT, ids=["ud", "clearnlp"])
def test_indirect_object_has_no_preposition(words):
    assert text(grammar.indirect_object(find(parse(words), "gave"))) == "Sarn"


def test_dative_with_preposition_is_no_indirect_object():
    assert grammar.indirect_object(find(parse(DATIVE[1]), "gave")) is None


TITLE = (
    "General/NNP/2/nmod:desc Rook/NNP/3/nsubj left/VBD/0/root",
    "General/NNP/2/compound Rook/NNP/3/nsubj left/VBD/0/ROOT",
)
TITLE_AS_HEAD = (
    "General/NNP/3/nsubj Rook/NNP/1/flat left/VBD/0/root",
    "General/NNP/3/nsubj Rook/NNP/1/appos left/VBD/0/ROOT",
)
APPOSITION = (
    "Rook/NNP/5/nsubj ,/,/4/punct the/DT/4/det general/NN/1/appos left/VBD/0/root",
    "Rook/NNP/5/nsubj ,/,/1/punct the/DT/4/det general/NN/1/appos left/VBD/0/ROOT",
)
COPULA = (
    "Rook/NNP/4/nsubj is/AUX/4/cop the/DT/4/det general/NN/0/root",
    "Rook/NNP/2/nsubj is/AUX/0/ROOT the/DT/4/det general/NN/2/attr",
)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        *both("before-the-name", TITLE, "General"),
        *both("head-of-the-name", TITLE_AS_HEAD, "General"),
        *both("apposition", APPOSITION, "general"),
        *both("copula", COPULA, "general"),
    ],
)
def test_name_that_a_title_describes(words, title):
    assert "Rook" in [one.text for one in grammar.described(find(parse(words), title))]


def test_copula_hands_over_to_its_complement():
    doc = parse("men/NNS/4/nsubj are/AUX/4/cop in/IN/4/case Sarn/NNP/0/root")
    assert grammar.complement(doc[1]) == doc[3]
    assert grammar.with_case(doc[3]) == ("in", doc[3])


def test_complement_of_a_full_verb_is_itself():
    doc = parse(ACTIVE[0])
    assert grammar.complement(doc[1]) == doc[1]


def test_conjuncts_from_any_member():
    doc = parse("Sarn/NNP/0/root ,/,/3/punct Aven/NNP/1/conj and/CC/5/cc Korsh/NNP/1/conj")
    names = ["Sarn", "Aven", "Korsh"]
    assert [one.text for one in grammar.conjuncts(doc[4])] == names
    assert [one.text for one in grammar.conjuncts(doc[0])] == names


def test_phrase_leaves_clauses_out():
    doc = parse(
        "The/DT/2/det men/NNS/6/nsubj ,/,/5/punct who/WP/5/nsubj slept/VBD/2/acl:relcl "
        "died/VBD/0/root"
    )
    span = grammar.phrase(doc[1])
    assert doc.text[span.start : span.end] == "The men"
    whole = grammar.phrase(doc[1], with_clauses=True)
    assert doc.text[whole.start : whole.end] == "The men , who slept"


def test_verb_above_a_noun():
    doc = parse(PASSIVE[0])
    assert grammar.verb_of(doc[4]) == doc[2]


def test_modifiers_stand_before_their_noun():
    doc = parse("Velmaran/JJ/3/amod shell/NN/3/compound fire/NN/0/root of/IN/5/case May/NNP/3/nmod")
    assert [one.text for one in grammar.modifiers(doc[2])] == ["Velmaran", "shell"]


@pytest.mark.parametrize(
    ("sentence", "noun", "expected"),
    [
        (
            "Ada/NNP/0/root who/WP/3/nsubj died/VBD/1/acl:relcl in/IN/5/case Sarn/NNP/3/obl "
            ",/,/8/punct a/DT/8/det town/NN/1/appos",
            "town",
            "Sarn",
        ),
        ("Ada/NNP/0/root ,/,/4/punct a/DT/4/det baker/NN/1/appos", "baker", "Ada"),
        (
            "Ada/NNP/0/root who/WP/3/nsubj died/VBD/1/acl:relcl ,/,/6/punct a/DT/6/det "
            "baker/NN/1/appos",
            "baker",
            "Ada",
        ),
    ],
)
def test_apposition_goes_to_the_nearest_noun(sentence, noun, expected):
    assert grammar.apposed_to(find(parse(sentence), noun)).text == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "photos/NNS/0/root of/IN/3/case two/CD/1/nmod badly/RB/5/advmod hurt/VBD/1/conj "
            "men/NNS/5/obj",
            "two",
        ),
        ("two/CD/3/nummod badly/RB/3/advmod hurt/VBN/0/root men/NNS/3/obj", "two"),
        ("two/CD/3/nsubj later/RB/3/advmod hurt/VBD/0/root men/NNS/3/obj", None),
        ("two/CD/2/nummod hurt/VBD/0/root men/NNS/2/obj", None),
        ("two/CD/3/nummod badly/RB/3/advmod hurt/VBD/0/root the/DT/5/det men/NNS/3/obj", None),
    ],
)
def test_number_before_a_participle_taken_for_a_verb(sentence, expected):
    assert text(grammar.number_before_participle(find(parse(sentence), "men"))) == expected
