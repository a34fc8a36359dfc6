"""differences: which words of another wording are not those of the first."""

import pytest

from kg.export.differences import LONG, differences


@pytest.mark.parametrize(
    ("first", "second", "marked"),
    [
        pytest.param("No power at all", "No power at all", [], id="same"),
        pytest.param("No power at all", "“no power, at all”", [], id="case-and-marks"),
        pytest.param("We had smoke", "We had black smoke", ["black"], id="added"),
        pytest.param("We had black smoke", "We had smoke", [], id="left-out"),
        pytest.param("two decks burned", "three decks burned", ["three"], id="replaced"),
        pytest.param("one two three", "four five", ["four five"], id="all-others"),
        pytest.param("", "words", ["words"], id="nothing-before"),
        pytest.param("北湾通", "北湾讯", ["北湾讯"], id="no-spaces"),
        pytest.param("a" * LONG + "b", "c", [], id="too-long"),
    ],
)
def test_other_words_are_marked(first, second, marked):
    found = differences(first, second)
    assert [text for text, differs in found if differs] == marked
    assert "".join(text for text, _ in found) == second
