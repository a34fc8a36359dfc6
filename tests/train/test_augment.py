"""Other quotes and other names leave trees and spans whole."""

from random import Random

import pytest

from kg.train.augment import (
    make_name,
    name_spans,
    read_names,
    rename,
    restyle,
    restyle_text,
    spell_name,
    swap_names,
)
from kg.train.gazetteer import Gazetteer
from kg.train.passages import Mention, Passage
from kg.train.treebanks import Paragraph, Sentence, Word, text_of


def word(form: str, upos: str, xpos: str, head: int, deprel: str, *, space: bool = True) -> Word:
    return Word(
        form=form,
        lemma=form,
        upos=upos,
        xpos=xpos,
        feats="",
        head=head,
        deprel=deprel,
        space=space,
    )


QUOTED: Sentence = (
    word('"', "PUNCT", "``", 3, "punct", space=False),
    word("We", "PRON", "PRP", 3, "nsubj", space=False),
    word("'ve", "AUX", "VBP", 3, "aux"),
    word("won", "VERB", "VBN", 6, "ccomp", space=False),
    word(",", "PUNCT", ",", 6, "punct", space=False),
    word('"', "PUNCT", "''", 6, "punct"),
    word("said", "VERB", "VBD", 6, "ROOT"),
    word("Ada", "PROPN", "NNP", 6, "nsubj"),
    word("Roux", "PROPN", "NNP", 7, "flat"),
    word("today", "NOUN", "NN", 6, "obl", space=False),
    word(".", "PUNCT", ".", 6, "punct", space=False),
)
PARAGRAPH = Paragraph(document="d", genre="news", sentences=(QUOTED,))


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("straight", '"We\'ve won," said Ada Roux today.'),
        ("curly", "“We’ve won,” said Ada Roux today."),
        ("single curly", "‘We’ve won,’ said Ada Roux today."),
        ("single", "'We've won,' said Ada Roux today."),
    ],
)
def test_restyle(style: str, text: str) -> None:
    assert text_of(restyle(PARAGRAPH, style).sentences) == text


def test_restyle_text_keeps_length() -> None:
    text = '"We\'ve won," she said.'
    assert restyle_text(text, "curly") == "“We’ve won,” she said."
    assert len(restyle_text(text, "curly")) == len(text)


def test_full_name_is_found() -> None:
    assert name_spans(QUOTED) == [(7, 9)]


def test_rename_keeps_the_tree() -> None:
    shapes = [shape for shape in read_names() if shape.forms == ("{f} {g}",)]
    for seed in range(20):
        renamed = rename(PARAGRAPH, shapes, Random(seed)).sentences[0]
        assert text_of((renamed,)) != text_of((QUOTED,))
        heads = {each.form: renamed[each.head].form for each in renamed}
        assert heads["said"] == "said"
        assert heads["today"] == "said"
        subject = next(each for each in renamed if each.deprel == "nsubj" and each.upos == "PROPN")
        start = renamed.index(subject)
        assert all(
            each.head == start for each in renamed if each.deprel == "flat" and each.upos == "PROPN"
        )


def test_names_are_fixed_by_the_seed() -> None:
    shapes = read_names()
    assert make_name(shapes, Random(7), novelty=0.5) == make_name(shapes, Random(7), novelty=0.5)


def test_every_name_has_no_gap() -> None:
    shapes, random = read_names(), Random(1)
    for _ in range(300):
        name, family = make_name(shapes, random, novelty=0.5)
        assert "{" not in name
        assert family in name
        assert name == " ".join(name.split())


def test_spelt_name_is_new() -> None:
    models = ("Kovalenko", "Shevchuk", "Tkachenko", "Marchenko", "Kravchenko")
    spelt = {spell_name(models, Random(seed)) for seed in range(30)}
    assert len(spelt - set(models)) > 5


def test_swap_gives_later_mentions_the_same_family(gazetteer: Gazetteer) -> None:
    text = "Ada Roux spoke. Roux left Kenya."
    mentions = (
        Mention(start=0, end=8, label="PERSON"),
        Mention(start=16, end=20, label="PERSON"),
        Mention(start=26, end=31, label="GPE"),
    )
    passage = Passage(text=text, mentions=mentions)
    for seed in range(20):
        swapped = swap_names(passage, read_names(), gazetteer, Random(seed))
        names = [swapped.text[each.start : each.end] for each in swapped.mentions]
        assert names[1] in names[0]
        assert swapped.text == f"{names[0]} spoke. {names[1]} left {names[2]}."
