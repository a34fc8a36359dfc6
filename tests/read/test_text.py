import pytest

from kg.errors import ArticleRefused
from kg.read.text import read


def test_text_is_unaltered(tmp_path):
    text = " \r\nFog\u2028on\tthe  sea.\u00a0\n\n\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    (article,) = read(tmp_path / "a.txt", id="x/a.txt")
    assert (article.id, article.path, article.text) == ("x/a.txt", "x/a.txt", text)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \n\t\r\n\xc2\xa0", "is blank", id="white space"),
        pytest.param("\u200b\ufeff\u2060\x07".encode(), "is blank", id="nothing visible"),
        pytest.param(b"\xef\xbb\xbf", "is empty", id="only a byte order mark"),
        pytest.param(b"a" * 1_000_001, "1,000,001 characters", id="too many characters"),
        pytest.param(b"a" * 4_000_005, "more than 4,000,004 bytes", id="too many bytes"),
        pytest.param(b"\xff\xfea\0\0\0", "NUL", id="NUL in UTF-16"),
    ],
)
def test_refuses(tmp_path, data, reason):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(ArticleRefused) as refused:
        list(read(tmp_path / "a.txt", id="a.txt"))
    assert reason in refused.value.reason
    assert refused.value.path == str(tmp_path / "a.txt")


def test_a_million_characters_of_four_bytes_are_read(tmp_path):
    (tmp_path / "a.txt").write_text("𝔣" * 1_000_000, encoding="utf-8")
    (article,) = read(tmp_path / "a.txt", id="a.txt")
    assert len(article.text) == 1_000_000
