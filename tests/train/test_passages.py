"""Passages keep their spans, and say what nobody has looked at."""

import pytest
from spacy.language import Language

from kg.train.passages import (
    UNKNOWN,
    Mention,
    Passage,
    add,
    from_tags,
    join,
    substitute,
    to_doc,
)


def spans(passage: Passage) -> list[tuple[str, str]]:
    return [(passage.text[each.start : each.end], each.label) for each in passage.mentions]


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ('She said , " go " !', 'She said, "go"!'),
        ("It 's ( now ) 5 % .", "It's (now) 5%."),
        ("a two - year deal", "a two-year deal"),
        ("the workers ' strike", "the workers' strike"),
        ("a ' closed shop ' rule", "a 'closed shop' rule"),
        ("Odra ’ s U. S. envoy", "Odra’s U.S. envoy"),
        ("a M ā ori choir", "a Māori choir"),
    ],
)
def test_words_are_spaced_as_text(tokens: str, text: str) -> None:
    assert from_tags(tokens.split(), ["O"] * len(tokens.split())).text == text


def test_tags_become_mentions() -> None:
    passage = from_tags(
        ["Ada", "Roux", "met", "Banda", "in", "Lima"], ["B-P", "I-P", "O", "I-P", "O", "I-L"]
    )
    assert spans(passage) == [("Ada Roux", "P"), ("Banda", "P"), ("Lima", "L")]


def test_unknown_stretches_are_missing_values(nlp: Language) -> None:
    passage = Passage(
        text="Ada met Zorvex.",
        mentions=(
            Mention(start=0, end=3, label="PERSON"),
            Mention(start=8, end=14, label=UNKNOWN),
        ),
    )
    doc = to_doc(nlp, passage)
    assert [token.ent_iob_ for token in doc] == ["B", "O", "", "O"]


def test_span_inside_a_word_is_missing(nlp: Language) -> None:
    passage = Passage(
        text="a pro-Peruvian vote", mentions=(Mention(start=6, end=14, label="NORP"),)
    )
    assert [token.ent_iob_ for token in to_doc(nlp, passage)] == ["O", "", "O"]


def test_add_leaves_what_is_there() -> None:
    passage = Passage(text="Ada Roux", mentions=(Mention(start=0, end=8, label="PERSON"),))
    assert add(passage, [Mention(start=4, end=8, label="ORG")]) == passage


def test_join_moves_mentions() -> None:
    one = Passage(text="In Lima.", mentions=(Mention(start=3, end=7, label="GPE"),))
    assert spans(join([one, one], separator="\n\n")) == [("Lima", "GPE"), ("Lima", "GPE")]


def test_substitute_replaces_and_moves() -> None:
    passage = Passage(
        text="Ada left Lima.",
        mentions=(Mention(start=0, end=3, label="PERSON"), Mention(start=9, end=13, label="GPE")),
    )
    changed = substitute(passage, ["Min-ho", None])
    assert changed.text == "Min-ho left Lima."
    assert spans(changed) == [("Min-ho", "PERSON"), ("Lima", "GPE")]
