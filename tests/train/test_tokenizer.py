"""Words are those of the UD treebanks."""

import pytest
import spacy
from spacy.language import Language

CASES = [
    ("hyphenated adjective", "North Korean-made", "North Korean - made"),
    ("hyphenated given name", "Cho Min-ho", "Cho Min - ho"),
    ("Arabic article", "al-Baghdani", "al - Baghdani"),
    ("abbreviation before a hyphen", "U.S.-led", "U.S. - led"),
    ("bound prefix", "anti-war pro-Beijing e-mail", "anti-war pro-Beijing e-mail"),
    ("range of numbers", "10-12 meters", "10 - 12 meters"),
    ("model designation", "MiG-29 jets", "MiG-29 jets"),
    ("curly double quotes", "“official”", "“ official ”"),
    ("curly single quotes", "‘no’", "‘ no ’"),
    ("curly apostrophe", "we’re don’t", "we ’re do n’t"),
    ("dash without spaces", "left—then", "left — then"),
    ("run of marks", "wow!!! ????", "wow !!! ????"),
    ("quote glued to the next sentence", "war.”He", "war . ” He"),
    ("rank", "Lt. Banda and Sgt. Roux", "Lt. Banda and Sgt. Roux"),
    ("weekday", "Wed. and Sat.", "Wed. and Sat."),
    ("money", "$5 million", "$ 5 million"),
    ("list of notes", "see [18,19,20].", "see [ 18 , 19 , 20 ] ."),
    ("range of notes", "see [1]–[5]", "see [ 1 ] – [ 5 ]"),
    ("thousands", "1,500 men", "1,500 men"),
    ("colon after a bracket", "(from 2010): no", "( from 2010 ) : no"),
    ("slash", "men and/or arms", "men and / or arms"),
    ("clitic before a dash", "It’s—it’s", "It ’s — it ’s"),
]


@pytest.mark.parametrize(("text", "words"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_words(nlp: Language, text: str, words: str) -> None:
    assert " ".join(token.text for token in nlp.make_doc(text)) == words


def test_rules_survive_serialisation(nlp: Language) -> None:
    copy = spacy.blank("en")
    copy.tokenizer.from_bytes(nlp.tokenizer.to_bytes())
    text = " ".join(case[1] for case in CASES)
    assert [token.text for token in copy.make_doc(text)] == [
        token.text for token in nlp.make_doc(text)
    ]
