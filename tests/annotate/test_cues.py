import pytest
import spacy
from spacy.tokens import Doc

from kg.annotate.cues import find_cues
from kg.annotate.phrases import Phrases
from kg.ontology import Cue

NLP = spacy.blank("en")


def cue(name, *words, kind="SpeechCue", pos=None):
    return Cue(iri=f"urn:{name}", kind=kind, words=words, pos=pos)


SAY = cue("say", "say", "told", pos="verb")
DENY = cue("deny", "deny", pos="verb")
PLAN = cue("plan", "plan", pos="verb")
CLAIM = cue("claim", "claim", pos="noun")
POINT = cue("point", "point", pos="verb")
POINT_OUT = cue("point-out", "point out", pos="verb")
ACCORDING = cue("according", "according to", pos="adposition")
STATEMENT = cue("statement", "in a statement", pos="noun")
UP_TO = cue("up-to", "up to", kind="QualifierCue")
UP = cue("up", "up", kind="AssertionCue")
ALL = [SAY, DENY, PLAN, CLAIM, POINT, POINT_OUT, ACCORDING, STATEMENT, UP_TO, UP]


def find(words, pos=None, lemmas=None, heads=None, deps=None):
    doc = Doc(NLP.vocab, words=words.split(), pos=pos, lemmas=lemmas, heads=heads, deps=deps)
    phrases = Phrases(NLP, ((word, one) for one in ALL for word in one.words))
    return [
        (
            match.cue.iri.removeprefix("urn:"),
            doc[match.start : match.end].text,
            doc[match.head].text,
        )
        for match in find_cues(doc, phrases)
    ]


@pytest.mark.parametrize(
    ("words", "pos", "expected"),
    [
        ("She denies it", ["PRON", "VERB", "PRON"], [("deny", "denies", "denies")]),
        ("She denied it", ["PRON", "VERB", "PRON"], [("deny", "denied", "denied")]),
        ("They planned it", ["PRON", "VERB", "PRON"], [("plan", "planned", "planned")]),
        ("They SAY so", ["PRON", "VERB", "ADV"], [("say", "SAY", "SAY")]),
        ("The plan failed", ["DET", "NOUN", "VERB"], []),
        ("They claim it", ["PRON", "VERB", "PRON"], []),
        ("The claims failed", ["DET", "NOUN", "VERB"], [("claim", "claims", "claims")]),
    ],
)
def test_inflected_forms_of_the_right_part_of_speech(words, pos, expected):
    assert find(words, pos) == expected


def test_lemma_of_the_pipeline_counts():
    assert find("She said so", ["PRON", "VERB", "ADV"], ["she", "say", "so"]) == [
        ("say", "said", "said")
    ]


def test_longer_match_shadows_shorter_of_its_kind():
    pos = ["PRON", "VERB", "ADP", "NOUN"]
    assert find("They pointed out problems", pos) == [("point-out", "pointed out", "pointed")]


def test_longer_match_leaves_other_kinds():
    assert find("up to ten") == [("up", "up", "up"), ("up-to", "up to", "up")]


def test_head_of_several_words_is_the_one_that_carries_the_meaning():
    pos = ["PRON", "VERB", "ADP", "DET", "NOUN"]
    found = find("She spoke in a statement", pos, None, [1, 1, 4, 4, 1], ["dep"] * 5)
    assert found == [("statement", "in a statement", "statement")]


def test_according_to_is_found_however_it_is_tagged():
    for tag in ("VERB", "ADP"):
        assert find("according to Vela", [tag, "ADP", "PROPN"])[0][0] == "according"


def test_without_tags_every_form_counts():
    assert find("She denies claims") == [
        ("deny", "denies", "denies"),
        ("claim", "claims", "claims"),
    ]
