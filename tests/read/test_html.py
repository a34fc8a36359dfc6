from datetime import date

import pytest

from kg.errors import ArticleRefused
from kg.read import html
from kg.read.markup import declared_encoding

LEDE = "A ferry with 212 people aboard ran aground off Oster Island on Friday, its owner said."
SPEECH = "“Nobody was hurt, and the soup stayed in the bowls,” said the captain, Wilma Torr."
MORE = "The company said that it would look into the matter, and that the ferry was insured."
PAGE = f"""<!DOCTYPE html>
<html lang="en_GB"><head>{{head}}<title>Ferry runs aground | Oster Gazette</title></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/tides">Tides</a></li></ul></nav>
<article><h1>Ferry runs aground</h1><p>{LEDE}</p><p>{SPEECH}</p><p>{MORE}</p>
<aside><h2>Read more</h2><ul><li><a href="/g">Goose wins the lottery</a></li></ul></aside></article>
<footer><p>&copy; 2024 Oster Gazette</p></footer></body></html>"""
HEAD = """<meta charset="utf-8"><meta property="og:site_name" content="Oster Gazette">
<meta property="article:published_time" content="2024-05-03T06:00:00+02:00">
<link rel="canonical" href="https://gazette.example/ferry">"""


def read(path, page, encoding="utf-8"):
    path.write_bytes(page if isinstance(page, bytes) else page.encode(encoding))
    return list(html.read(path, id="a.html"))


def test_article_of_a_page(tmp_path):
    (article,) = read(tmp_path / "a.html", PAGE.format(head=HEAD))
    assert article.text.splitlines() == ["Ferry runs aground", LEDE, SPEECH, MORE]
    assert article.title == "Ferry runs aground"
    assert article.publisher == "Oster Gazette"
    assert article.published == date(2024, 5, 3)
    assert article.url == "https://gazette.example/ferry"
    assert article.lang == "en-GB"


def test_only_what_the_page_states(tmp_path):
    head = '<link rel="canonical" href="https://gazette.example/ferry">'
    (article,) = read(tmp_path / "a.html", PAGE.format(head=head))
    assert article.published is None
    assert article.publisher is None


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp1252", '<meta charset="iso-8859-1">'),
        ("cp1252", "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>"),
        ("cp1252", '<!-- <meta charset="utf-8"> --><meta charset=latin1>'),
        ("cp1252", ""),
        ("utf-8", ""),
        ("utf-8", '<meta charset="latin1">'),
        ("utf-8-sig", '<meta charset="latin1">'),
        ("utf-16", '<meta charset="utf-8">'),
        ("cp932", '<meta charset="Shift_JIS">'),
        ("gb18030", '<meta charset="gb2312">'),
    ],
)
def test_encodings(tmp_path, encoding, head):
    (article,) = read(tmp_path / "a.html", PAGE.format(head=head), encoding)
    assert SPEECH in article.text.splitlines()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<meta charset=utf-16>", "utf-8"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?>', "iso8859-2"),
        (b'<meta name="description" content="charset=cp1251">', None),
        (b"<meta charset=unicode_escape>", None),
        (b"<meta charset=rot13>", None),
        (b"<meta charset=zlib>", None),
        (b"<meta charset=klingon>", None),
        (b"<meta charset=\xff>", None),
        (b"<p>charset=cp1251</p>", None),
        (b" " * 2000 + b"<meta charset=cp1251>", None),
    ],
)
def test_declared_encoding(data, name):
    assert declared_encoding(data) == name


MANY = {
    "nested tags": "<div>" * 1_000_000 + "fog",
    "unclosed inline tags": "<b>fog" * 100_000,
    "tags": "<p>fog" * 100_000,
    "table rows": "<table>" + "<tr><td>fog" * 10_000,
    "attributes": "<p " + " ".join(f"a{i}" for i in range(100_000)) + ">fog",
}


@pytest.mark.parametrize("name", MANY)
def test_bombs_are_refused_unparsed(tmp_path, name):
    with pytest.raises(ArticleRefused, match="more than"):
        read(tmp_path / "a.html", f"<html><body>{MANY[name]}")


def test_deep_and_open_tags_below_the_limit_are_read(tmp_path):
    for middle in ("<div>" * 100, "<p>" * 1000, "<li>" * 1000, "<br>" * 1000):
        page = PAGE.format(head="").replace("<article>", f"<article>{middle}")
        (article,) = read(tmp_path / "a.html", page)
        assert SPEECH in article.text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"\n \n", "is empty", id="blank"),
        pytest.param(b"<html></html>", "holds no article", id="no text"),
        pytest.param(b"fog", "holds no article", id="no markup"),
        pytest.param(b"<p>fog\0</p>", "byte 0x00 at 6", id="NUL"),
        pytest.param(b"<meta charset=utf-8><p>caf\xe9</p>", "byte 0xE9 at 26", id="encoding"),
        pytest.param(b"<p>" + b"a" * html.MAX_BYTES, "more than 20,000,000 bytes", id="too large"),
    ],
)
def test_refuses(tmp_path, page, reason):
    with pytest.raises(ArticleRefused) as refused:
        read(tmp_path / "a.html", page)
    assert reason in refused.value.reason


def test_nothing_is_printed(tmp_path, capfd):
    with pytest.raises(ArticleRefused):
        read(tmp_path / "a.html", b"<html></html>")
    assert capfd.readouterr() == ("", "")
