import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import BuildError, BuildLocked
from kg.swap import recover, salvaged, staged

KEEP = ("README.md",)


def foreign(folder):
    """Return what is neither of the two files that these builds are made of."""
    return [path.name for path in folder.iterdir() if path.name not in {"mark", "text"}]


def swap(target, text):
    with staged(target, foreign=foreign, keep=KEEP) as folder:
        (folder / "mark").write_text(text)
        (folder / "text").write_text(text)


def read(target):
    return (target / "mark").read_text(), (target / "text").read_text()


def test_a_new_folder_appears_whole(tmp_path):
    swap(tmp_path / "deep" / "out", "one")
    assert read(tmp_path / "deep" / "out") == ("one", "one")


def test_a_folder_is_replaced_and_its_readme_kept(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "README.md").write_text("mine")
    swap(out, "one")
    swap(out, "two")
    assert read(out) == ("two", "two")
    assert (out / "README.md").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.lock", "out"]


def test_what_was_written_before_a_break_is_kept_until_a_block_ends_well(tmp_path):
    out = tmp_path / "out"

    def run(name, *, fail):
        with staged(out, foreign=foreign, keep=KEEP, salvage="parts") as folder:
            (folder / "mark").write_text("")
            (folder / "parts").mkdir()
            (folder / "parts" / name).write_text(name)
            if fail:
                raise KeyboardInterrupt

    for name in ("one", "two"):
        with pytest.raises(KeyboardInterrupt):
            run(name, fail=True)
    assert sorted(path.name for path in salvaged(out).iterdir()) == ["one", "two"]
    assert not out.exists()
    run("three", fail=False)
    assert not salvaged(out).exists()


def test_an_error_leaves_the_old_folder(tmp_path):
    swap(tmp_path / "out", "one")

    def fail():
        with staged(tmp_path / "out", foreign=foreign, keep=KEEP) as folder:
            (folder / "mark").write_text("two")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert read(tmp_path / "out") == ("one", "one")


def test_files_of_others_are_not_replaced(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("all my work")
    with pytest.raises(BuildError, match=r"thesis\.txt"):
        swap(tmp_path / "out", "one")
    (tmp_path / "file").write_text("x")
    with pytest.raises(BuildError, match="is a file"):
        swap(tmp_path / "file", "one")


def test_a_second_build_is_told_who_holds_the_folder(tmp_path):
    with staged(tmp_path / "out", foreign=foreign, keep=KEEP) as folder:
        (folder / "mark").write_text("one")
        with pytest.raises(BuildLocked, match=f"process {os.getpid()}"):
            swap(tmp_path / "out", "two")
    assert (tmp_path / "out" / "mark").read_text() == "one"


def test_the_gap_of_two_renames_is_repaired(tmp_path):
    swap(tmp_path / "out", "one")
    (tmp_path / "out").rename(tmp_path / ".out.old")
    recover(tmp_path / "out")
    assert read(tmp_path / "out") == ("one", "one")


def test_without_exchange_two_renames_do(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.swap._exchange", lambda left, right: False)
    swap(tmp_path / "out", "one")
    swap(tmp_path / "out", "two")
    assert read(tmp_path / "out") == ("two", "two")


def test_a_kill_leaves_one_whole_folder(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom kg.swap import staged\n"
        "for n in range(10**6):\n"
        "    with staged(Path(sys.argv[1]), foreign=lambda folder: [], keep=()) as folder:\n"
        "        for name in ('mark', 'text'):\n"
        "            (folder / name).write_text(str(n))\n"
    )
    out, moments = tmp_path / "out", random.Random(7)
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", code, str(out)])
        time.sleep(moments.uniform(0.4, 0.8))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if out.exists():
            mark, text = read(out)
            assert mark == text
    assert out.exists()


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    for text in ("one", "two"):
        swap(tmp_path / "out", text)
    assert (tmp_path / "out").is_symlink()
    assert read(tmp_path / "real") == ("two", "two")


def test_a_failed_second_rename_brings_the_old_folder_back(tmp_path, monkeypatch):
    swap(tmp_path / "out", "one")
    monkeypatch.setattr("kg.swap._exchange", lambda left, right: False)
    rename = Path.rename

    def failing(self, target):
        if self.name == ".out.new":
            raise OSError("no room")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="no room"):
        swap(tmp_path / "out", "two")
    assert read(tmp_path / "out") == ("one", "one")
