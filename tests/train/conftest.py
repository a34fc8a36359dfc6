"""Fixtures of the recipe's tests: a blank pipeline with the recipe's tokenizer."""

import pytest
import spacy
from spacy.language import Language

from kg.train.gazetteer import Gazetteer, read_gazetteer
from kg.train.tokenizer import set_tokenizer


@pytest.fixture(scope="session")
def nlp() -> Language:
    blank = spacy.blank("en")
    set_tokenizer(blank)
    return blank


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return read_gazetteer()
