"""Marked news of our own: marks become mentions, files name their split, names are swapped."""

from pathlib import Path
from random import Random

import pytest

from kg.train.augment import read_names
from kg.train.gazetteer import Gazetteer
from kg.train.passages import Passage
from kg.train.prepare import CORPUS
from kg.train.sentences import (
    CLASSES,
    MARK,
    labelled,
    names_of,
    paragraphs,
    read_sentences,
    retell,
    split_of,
)

TEXT = """<!-- split: train -->

Mill in [Lorvik](City) reopens

[LORVIK](City) — [Ada Roux](Person) of the [Odra Grain Board](Organization) spoke on [Monday](Date).
"[Roux](Person) is right," said a miller in [Imbrel Valley](Region), [Sarda Province](Region).
"""


def spans(passage: Passage) -> list[tuple[str, str]]:
    return [(passage.text[each.start : each.end], each.label) for each in passage.mentions]


def test_marks_become_mentions() -> None:
    head, body = paragraphs(TEXT)
    assert head.text == "Mill in Lorvik reopens"
    assert spans(head) == [("Lorvik", "City")]
    assert 'Monday. "Roux is right' in body.text
    assert ("Odra Grain Board", "Organization") in spans(body)


def test_regions_are_labelled_by_their_names(gazetteer: Gazetteer) -> None:
    found = dict(spans(labelled(list(paragraphs(TEXT))[1], gazetteer)))
    assert found["Imbrel Valley"] == "LOC"
    assert found["Sarda Province"] == "GPE"
    assert found["Odra Grain Board"] == "ORG"


def test_people_keep_their_family_name_when_swapped() -> None:
    passage = list(paragraphs(TEXT))[1]
    told = retell(passage, names_of([passage]), read_names(), Random(4))
    (full, _), (family, _) = (one for one in spans(told) if one[1] == "Person")
    assert full != "Ada Roux"
    assert family in full
    assert len(told.mentions) == len(passage.mentions)


def test_test_files_are_not_read_for_training(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.md").write_text(TEXT.replace("train", "test"), encoding="utf-8")
    (tmp_path / "c.md").write_text("No split here.", encoding="utf-8")
    assert len(list(read_sentences(tmp_path, split="train"))) == 2
    assert len(list(read_sentences(tmp_path, split="test"))) == 2


@pytest.mark.parametrize("path", sorted((CORPUS / "sentences").glob("*.md")), ids=lambda p: p.stem)
def test_files_of_the_corpus_are_well_formed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert split_of(text) in {"train", "test"}
    assert {label for _, label in MARK.findall(text)} <= set(CLASSES)
    assert not [each.text for each in paragraphs(text) if "](" in each.text or "[" in each.text]
