import os
from pathlib import Path

import pytest

from kg.outputs import MANIFEST, QUADS
from kg.read.files import find

SUFFIXES = {".txt", ".html"}


@pytest.fixture
def tree(tmp_path):
    def make(*names):
        for name in names:
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(name)
        return tmp_path

    return make


def ids(found):
    return sorted(source.id for source in found.sources.values())


def test_folder(tree):
    root = tree("b.txt", "a.HTML", "deep/er/c.txt", "two words.txt")
    found = find([root], SUFFIXES)
    assert ids(found) == ["a.HTML", "b.txt", "deep/er/c.txt", "two words.txt"]
    assert not found.refused
    assert not found.skipped


def test_what_is_no_article_is_left_out(tree):
    root = tree(
        "a.txt", "README.txt", "readme", "README-de.txt", "LICENSE", "license.txt", "LICENCE.html",
        "__init__.py", "metadata.csv", ".hidden.txt", ".git/b.txt", "Readmen strike.txt",
    )  # fmt: skip
    found = find([root], SUFFIXES)
    assert ids(found) == ["Readmen strike.txt", "a.txt"]
    assert not found.skipped


def test_other_suffixes_are_skipped_and_told(tree):
    root = tree("a.txt", "a.json", "b", "sub/c.txt", "sub/d.png", "gold/a.json", "gold/notes.md")
    found = find([root], SUFFIXES)
    assert ids(found) == ["a.txt", "sub/c.txt"]
    assert found.skipped == {"a.json", "b", "sub/d.png"}  # gold/ holds no article


def test_named_files_are_read_whatever_their_name(tree):
    root = tree("sub/README.txt", "sub/.a.txt")
    found = find([root / "sub/README.txt", root / "sub/.a.txt"], SUFFIXES)
    assert ids(found) == [".a.txt", "README.txt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone.txt", "No such file"),
        ("a.gz", "nothing reads .gz files"),
        ("a", "nothing reads files without a suffix"),
        ("empty", "holds no article"),
        ("a\0.txt", "null"),
        ("a\ud800.txt", "surrogates not allowed"),
        ("x" * 300 + ".txt", "File name too long"),
    ],
)
def test_refuses(tree, name, reason):
    root = tree("a.gz", "a", "empty/README")
    found = find([root / name], SUFFIXES)
    assert not found.sources
    assert [reason in refused.reason for refused in found.refused] == [True]
    assert str(found.refused[0]).encode("utf-8")


def test_order_and_spelling_make_no_difference(tree, monkeypatch):
    root = tree("a.txt", "sub/b.txt")
    monkeypatch.chdir(root)
    spellings = [
        [root],
        [Path()],
        [Path("sub") / "..", Path("a.txt")],
        [root / "a.txt", root, root / "sub" / ".." / "a.txt"],
    ]
    found = [find(paths, SUFFIXES) for paths in spellings]
    assert [ids(one) for one in found] == [["a.txt", "sub/b.txt"]] * 4


def test_file_reached_twice_is_read_once(tree):
    root = tree("a.txt", "sub/b.txt")
    (root / "link.txt").symlink_to(root / "sub/b.txt")
    found = find([root, root / "sub"], SUFFIXES)
    assert ids(found) == ["a.txt", "b.txt"]


def test_links_in_circles(tree):
    root = tree("a.txt", "sub/b.txt")
    (root / "sub/up").symlink_to(root)
    (root / "loop.txt").symlink_to(root / "loop.txt")
    found = find([root], SUFFIXES)
    assert ids(found) == ["a.txt", "loop.txt", "sub/b.txt"]  # opening loop.txt fails, and is told


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_are_not_opened(tree):
    root = tree("a.txt")
    os.mkfifo(root / "pipe.txt")
    found = find([root, root / "pipe.txt"], SUFFIXES)
    assert ids(found) == ["a.txt"]
    assert [one.reason for one in found.refused] == ["is no ordinary file"]
    assert found.skipped == {"pipe.txt"}


@pytest.mark.skipif(os.name != "posix", reason="names are bytes only here")
def test_name_that_is_no_text(tmp_path):
    file = tmp_path / os.fsdecode(b"caf\xe9.txt")
    file.write_text("fog")
    found = find([tmp_path], SUFFIXES)
    assert ids(found) == ["caf\\udce9.txt"]


def test_an_earlier_build_below_the_folder_is_not_read(tmp_path):
    (tmp_path / "a.txt").write_text("Crews left the harbour.")
    build = tmp_path / "outputs"
    (build / "site").mkdir(parents=True)
    for name in (MANIFEST, QUADS, "index.html", "site/page.html"):
        (build / name).write_text("<p>A page of the build.</p>")
    assert [one.id for one in find([tmp_path], {".txt", ".html"}).sources.values()] == ["a.txt"]
