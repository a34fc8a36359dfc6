import json
from datetime import date

import pytest

from kg.errors import ArticleRefused
from kg.read import jsonl


def read(path, *lines):
    path.write_bytes(b"\n".join(lines))
    found = list(jsonl.read(path, id="wire.jsonl"))
    refused = [one for one in found if isinstance(one, ArticleRefused)]
    return [one for one in found if one not in refused], refused


def test_all_fields(tmp_path):
    row = {
        "id": "lw 1",
        "text": "Fog.\n\nMore fog.",
        "title": " Fog \n ahead ",
        "publisher": "Oster Gazette",
        "published": "2024-05-03T06:00:00Z",
        "url": "https://gazette.example/fog",
        "lang": "en-GB",
        "section": ["ignored"],
    }
    (article,), refused = read(tmp_path / "a.jsonl", json.dumps(row).encode())
    assert not refused
    assert article.id == "lw 1"
    assert article.path == "wire.jsonl#1"
    assert article.text == "Fog.\n\nMore fog."
    assert article.title == "Fog ahead"
    assert article.publisher == "Oster Gazette"
    assert article.published == date(2024, 5, 3)
    assert article.url == "https://gazette.example/fog"
    assert article.lang == "en-GB"


def test_without_id_called_after_file_and_line(tmp_path):
    articles, _ = read(
        tmp_path / "a.jsonl",
        b'\xef\xbb\xbf{"text": "one"}\r',
        b"",
        b'{"text": "two", "id": null}',
        b'{"text": "three", "id": "  "}',
        b'{"text": "four", "id": 17}',
    )
    assert [one.id for one in articles] == ["wire.jsonl#1", "wire.jsonl#3", "wire.jsonl#4", "17"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b'{"text": "a"', "not valid JSON", id="cut off"),
        pytest.param(b'["text"]', "no JSON object", id="no object"),
        pytest.param(b'{"title": "a"}', "has no text", id="no text"),
        pytest.param(b'{"text": 3}', "has no text", id="text is a number"),
        pytest.param(b'{"text": " "}', "is blank", id="blank text"),
        pytest.param(b'{"text": "a\\ud800"}', "not valid JSON", id="lone surrogate"),
        pytest.param(b'{"text": "a", "title": "\\udc00"}', "not valid JSON", id="in the title"),
        pytest.param(b'{"text": "a\\u0000"}', "NUL", id="NUL"),
        pytest.param(b'{"text": "a", "id": "\\u0000"}', "id holds", id="NUL in the id"),
        pytest.param(b'{"text": "a", "id": 1.5}', "id is not text", id="id is a fraction"),
        pytest.param(b'{"text": "a", "title": ["b"]}', "title is not text", id="title is a list"),
        pytest.param(b'{"text": "a", "published": "soon"}', "is no date", id="no date"),
        pytest.param(b'{"text": "a", "published": "2024-02-30"}', "is no date", id="no such day"),
        pytest.param(b'{"text": "a", "published": 1714}', "published is not text", id="timestamp"),
        pytest.param(b'{"text": "a", "lang": "en us"}', "no language tag", id="no language"),
        pytest.param(b'{"text": "caf\xe9"}', "not valid JSON", id="not UTF-8"),
        pytest.param(b'{"a":' * 3000, "not valid JSON", id="deep"),
    ],
)
def test_bad_line_is_refused_by_number_and_the_others_are_read(tmp_path, line, reason):
    path = tmp_path / "a.jsonl"
    articles, refused = read(path, b'{"text": "one"}', line, b'{"text": "two"}')
    assert [one.text for one in articles] == ["one", "two"]
    assert [one.path for one in refused] == [f"{path}:2"]
    assert reason in refused[0].reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"\n \n", "is empty", id="blank"),
        pytest.param('{"text": "a"}'.encode("utf-16"), "is UTF-16-LE", id="UTF-16"),
        pytest.param(b"\x1f\x8b\x08" + bytes(9), "is a gzip archive", id="gzip"),
        pytest.param(b"fog\0", "byte 0x00 at 3", id="binary"),
    ],
)
def test_refuses_file(tmp_path, data, reason):
    with pytest.raises(ArticleRefused, match=reason):
        read(tmp_path / "a.jsonl", data)


def test_line_that_is_too_long_is_skipped_without_being_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_LINE", 100)
    articles, refused = read(
        tmp_path / "a.jsonl", b'{"text": "one"}', b"x" * 1000, b'{"text": "two"}'
    )
    assert [one.id for one in articles] == ["wire.jsonl#1", "wire.jsonl#3"]
    assert "more than 100 bytes" in refused[0].reason


def test_of_many_bad_lines_only_the_number_is_told(tmp_path):
    articles, refused = read(tmp_path / "a.jsonl", *[b"{"] * 250, b'{"text": "one"}')
    assert len(articles) == 1
    assert len(refused) == jsonl.MAX_REFUSED + 1
    assert refused[-1].reason == "150 more lines are refused"
