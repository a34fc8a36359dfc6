"""Scores count what they say."""

import pytest
import spacy
from spacy.language import Language

from kg.train.evaluate import Share, score_entities
from kg.train.passages import Mention, Passage


def test_share() -> None:
    share = Share(right=2, gold=4, found=2)
    assert (share.precision, share.recall) == (100.0, 50.0)
    assert share.f1 == pytest.approx(66.7, abs=0.1)


def test_nothing_found_is_zero() -> None:
    assert Share(right=0, gold=0, found=0).f1 == 0.0


@pytest.fixture
def ruled() -> Language:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "Lima"},
            {"label": "ORG", "pattern": "the Bank"},
            {"label": "QUANTITY", "pattern": "two"},
        ]
    )
    return nlp


def test_entities_are_compared_by_span_and_label(ruled: Language) -> None:
    passage = Passage(
        text="Lima and two towns left the Bank.",
        mentions=(
            Mention(start=0, end=4, label="LOC"),
            Mention(start=28, end=32, label="ORG"),
            Mention(start=13, end=18, label="ORG"),
        ),
    )
    shares = score_entities(ruled, [passage], {"GPE": "LOC", "ORG": "ORG"})
    assert shares["LOC"] == Share(right=1, gold=1, found=1)
    assert shares["ORG"] == Share(right=1, gold=2, found=1)
    assert shares["all"] == Share(right=2, gold=3, found=2)
