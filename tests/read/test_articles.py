import json
import os
import random
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import registry
from kg.errors import PluginError
from kg.model import Article
from kg.ontology import load
from kg.read.articles import read
from kg.read.furniture import Furniture
from kg.read.reader import readers
from kg.read.statements import marked

LEDE = "A ferry with 212 people aboard ran aground off Oster Island on Friday."
MORE = "The company said that it would look into the matter."


@pytest.fixture(scope="module")
def ontology():
    return load()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(f"Fog\n\nFerry aground in the fog\n\n{LEDE}\n\nShare | Print\n")
    (tmp_path / "sub" / "a.txt").write_text(f"{LEDE}\n{MORE}")
    (tmp_path / "copy.text").write_text(f"{LEDE}\n{MORE}")
    lines = [{"id": "sub/a.txt", "text": MORE}, {"text": LEDE, "title": "Fog"}, {"text": ""}]
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (tmp_path / "bad.txt").write_bytes(b"caf\xf1")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    rows = [
        "path,title,publisher,published",
        "a.txt,Other,Oster Gazette,2024-05-03",
        "a.txt,Fog,,x",
    ]
    (tmp_path / "metadata.csv").write_text("\n".join(rows))
    return tmp_path


def test_reads_everything_that_can_be_read(folder, ontology):
    steps = []
    found = read([folder], ontology=ontology, step=steps.append)
    first, second, third, fourth = found.articles
    assert first.id == "a.txt"
    assert first.title == "Ferry aground in the fog"  # what the text states goes before the table
    assert (first.publisher, first.published) == ("Oster Gazette", date(2024, 5, 3))
    assert [first.exact(span) for span in first.body] == ["Ferry aground in the fog", LEDE]
    assert second.id == "copy.text"
    assert second.origins == ("copy.text", "sub/a.txt")
    assert third.id == "sub/a.txt"
    assert fourth.id == "wire.jsonl#2"
    assert [one.path for one in found.refused] == [
        f"{folder}/bad.txt", f"{folder}/metadata.csv:3", f"{folder}/wire.jsonl:3",
    ]  # fmt: skip
    assert found.skipped == ("picture.png",)
    assert steps == [1] * 5


def test_order_and_spelling_of_paths_make_no_difference(folder, ontology, monkeypatch):
    expected = read([folder], ontology=ontology)
    monkeypatch.chdir(folder.parent)
    relative = read([Path(folder.name)], ontology=ontology)
    assert relative.articles == expected.articles
    assert relative.skipped == expected.skipped
    files = [folder / name for name in ("a.txt", "copy.text", "wire.jsonl", "bad.txt")]
    for seed in range(5):
        random.Random(seed).shuffle(files)
        assert (
            read(files, ontology=ontology).articles == read(files[::-1], ontology=ontology).articles
        )
        assert read([*files, folder], ontology=ontology).articles == expected.articles


def test_one_id_for_two_texts(tmp_path, ontology):
    for name, text in (("x", LEDE), ("y", MORE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text)
    found = read([tmp_path / "x", tmp_path / "y"], ontology=ontology)
    assert sorted(one.id for one in found.articles) == sorted(
        f"a.txt~{one.digest[:8]}" for one in found.articles
    )


def test_huge_file_harms_nobody_else(tmp_path, ontology):
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{LEDE} It was number {number}.")
    expected = read([tmp_path], ontology=ontology).articles
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(100_000_000)
    found = read([tmp_path], ontology=ontology)
    assert found.articles == expected
    assert len(found.refused) == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_refused(tmp_path, ontology):
    (tmp_path / "a.txt").write_text(LEDE)
    (tmp_path / "a.txt").chmod(0)
    found = read([tmp_path], ontology=ontology)
    assert "Permission denied" in found.refused[0].reason


MODULE = """
from kg.errors import ArticleRefused
from kg.model import Article
from kg.read.reader import reads

@reads(".eml")
def read(path, *, id):
    lines = path.read_text().splitlines()
    if lines == ["crash"]:
        raise RuntimeError("no luck")
    yield Article(id=id, path=id, text="\\n".join(lines[1:]), title=lines[0])

def plain(path, *, id):
    yield from ()

@reads(".TXT")
def greedy(path, *, id):
    yield from ()
"""


@pytest.fixture
def register(tmp_path, monkeypatch):
    (tmp_path / "their_reader.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    known = registry.entry_points

    def make(function):
        mine = EntryPoint("eml", f"their_reader:{function}", "kg.readers")
        monkeypatch.setattr(registry, "entry_points", lambda group: [*known(group=group), mine])

    return make


def test_reader_of_somebody_else(tmp_path, ontology, register):
    register("read")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.eml").write_text(f"Fog\n{LEDE}\nShare\n")
    (inbox / "b.eml").write_text("crash")
    found = read([inbox], ontology=ontology)
    assert [one.title for one in found.articles] == ["Fog"]
    assert [found.articles[0].exact(span) for span in found.articles[0].body] == [LEDE]
    assert found.refused[0].reason == "its reader failed: RuntimeError: no luck"


@pytest.mark.parametrize(
    ("function", "message"),
    [("plain", "names no suffixes"), ("greedy", r"wants \.txt"), ("gone", "cannot be loaded")],
)
def test_bad_reader_of_somebody_else(register, function, message):
    register(function)
    with pytest.raises(PluginError, match=message):
        readers()


def test_registered_readers():
    assert {".txt", ".text", ".html", ".htm", ".jsonl", ".ndjson"} <= readers().keys()


NAUGHTY = Path(__file__).parents[3] / "shared" / "suites" / "naughty-strings" / "blns.json"


def check(article):
    assert article.body or not article.text.strip()
    ends = 0
    for span in article.body:
        assert article.exact(span) == article.exact(span).strip()
        assert ends <= span.start
        ends = span.end


@pytest.mark.skipif(not NAUGHTY.is_file(), reason="the list of naughty strings is not here")
def test_naughty_strings_as_text_name_and_id(tmp_path, ontology, monkeypatch):
    strings = [one for one in json.loads(NAUGHTY.read_text()) if one.strip()]
    rows = [{"text": f"{one} {LEDE}", "id": one, "title": one, "url": one} for one in strings]
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, rows)))
    for number, one in enumerate(strings):
        (tmp_path / f"{number}.txt").write_text(one, encoding="utf-8")
    found = read([tmp_path], ontology=ontology)
    monkeypatch.chdir(tmp_path)
    paths = [Path(one) for one in strings if not os.path.isdir(one)]  # noqa: PTH112
    assert len(read(paths, ontology=ontology).refused) == len(set(paths))
    assert len({one.text for one in found.articles}) == len(found.articles)
    assert [one.reason for one in found.refused if one.reason not in {"is blank", "is empty"}] == []
    for article in found.articles:
        check(article)


LINES = st.sampled_from(
    ["", LEDE, MORE, "Read more", "LATEST NEWS", "Ferry aground in the fog", "Snip and so on...",
     "Home | News | Sport", "3 May 2024", "© 2024 Oster Gazette", "Why?", "“No.”", "By Ada Sund"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(LINES | st.text(max_size=30), max_size=12))
def test_any_text_has_a_body_in_order(lines):
    text = "\n".join(lines)
    check(marked(Article(id="a", path="a", text=text), Furniture(load())))


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=200), st.sampled_from([".txt", ".html", ".jsonl"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data, suffix):
    file = tmp_path_factory.mktemp("any") / f"a{suffix}"
    file.write_bytes(data)
    found = read([file], ontology=load())
    assert bool(found.articles) != bool(found.refused)
