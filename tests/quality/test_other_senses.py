"""Articles on sport, markets, science and culture state no movement, capture, attack or loss."""

import pytest
from measure import ROOT, records

ARTICLES = ("cup-ostmar.txt", "rates-lomar.txt", "comet-tallmark.txt", "opera-ulmen.txt")
STANDING = {"lies_in", "member_of", "position_held"}
"""Relations that articles of all sorts state."""
pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.mark.parametrize("name", ARTICLES)
def test_other_senses_of_words_of_war_evoke_nothing(pipeline, name):
    (row,) = (one for one in records(ROOT / "corpus").rows if one["id"] == name)
    stated = {relation["predicate"] for relation in row["relations"]}
    assert stated <= STANDING


@pytest.mark.parametrize("name", ARTICLES)
def test_such_words_are_there(name):
    text = (ROOT / "corpus" / name).read_text("utf-8").lower()
    stems = ("deploy", "captur", "attack", "withdr", "defen", "str", "shot", "retreat")
    assert sum(stem in text for stem in stems) >= 4
