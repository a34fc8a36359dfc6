"""The marked quotations of the corpus can be read, and their two parts have no text in common."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "corpus" / "quotations"
sys.path.append(str(ROOT / "benchmarks"))
marked = pytest.importorskip("marked")


@pytest.fixture(scope="module", params=["train", "test"])
def lines(request):
    return marked.read_lines(FOLDER, request.param)


def test_every_file_names_its_part():
    files = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
    parts = [marked.SPLIT.match(path.read_text(encoding="utf-8")) for path in files]
    assert files
    assert all(part and part[1] in {"train", "test"} for part in parts)


def test_there_are_many_texts_with_and_without_quotes(lines):
    assert len(lines) > 90
    assert any(not line.quotes for line in lines)
    assert {one.kind for line in lines for one in line.quotes} == {"direct", "indirect", "mixed"}


def test_marks_stand_at_words(lines):
    for line in lines:
        for one in line.quotes:
            spans = [*one.content, *filter(None, (one.source, one.cue))]
            for span in spans:
                words = line.text[span.start : span.end]
                assert words.strip() == words != ""
                assert span.start == 0 or not line.text[span.start - 1].isalnum()


def test_direct_content_lies_between_marks(lines):
    for line in lines:
        for one in line.quotes:
            if one.kind == "direct" and "\n" not in line.text:
                assert all(line.text[span.start - 1] in "“‘" for span in one.content)


def test_parts_share_no_text():
    train, test = (
        {line.text for line in marked.read_lines(FOLDER, part)} for part in ("train", "test")
    )
    assert not train & test


def test_reader_joins_parts_and_shares_the_source(tmp_path):
    text = "“[We go,](d)” [said](c) [Ida](s). “[Now.](d)” ¶ [Tom](s2) [denied](c2) [it](i2 denied)."
    (tmp_path / "one.md").write_text(f"<!-- split: train -->\n\n{text}\n", encoding="utf-8")
    (line,) = marked.read_lines(tmp_path, "train")
    assert line.text == "“We go,” said Ida. “Now.”\nTom denied it."
    first, second = line.quotes
    assert [line.text[one.start : one.end] for one in first.content] == ["We go,", "Now."]
    assert (second.polarity, line.text[second.source.start : second.source.end]) == (
        "denied",
        "Tom",
    )


def test_a_slip_in_the_marks_is_told(tmp_path):
    (tmp_path / "one.md").write_text("<!-- split: train -->\n[We go](x)\n", encoding="utf-8")
    with pytest.raises(ValueError, match="one-1"):
        marked.read_lines(tmp_path, "train")
