"""A build that is replaced while it is served: every answer is of the old or of the new one."""

import os
import shutil
import threading
import time

import pytest
from served import BASE, make_build, serving

from kg import outputs
from kg.errors import BuildError
from kg.serve import snapshot
from kg.swap import staged

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def lines(count):
    return [f"<{BASE}s/{n}> <{BASE}p> <{BASE}o> <{BASE}g> ." for n in range(count)]


def replace(folder, count):
    """Replace a build as kg build does: in one step."""
    files = {"site/count.html": f"<p>{count}</p>", outputs.QUADS: ""}
    fresh = make_build(folder.with_name("fresh"), lines(count), files=files)
    with staged(folder, foreign=outputs.foreign, keep=()) as target:
        shutil.copytree(fresh, target, dirs_exist_ok=True)
    shutil.rmtree(fresh)


def served_folders(folder):
    return sorted(folder.parent.glob(f".{folder.name}.served-*"))


@pytest.mark.parametrize("queries", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_every_answer_is_before_or_after(tmp_path, queries):
    folder, counts, pages, stop = tmp_path / "out", [], [], threading.Event()
    replace(folder, 10)

    def rebuild():
        count = 11
        while not stop.wait(1.5):
            replace(folder, count)
            count += 1

    with serving(folder, "--workers", 2) as server:
        builder = threading.Thread(target=rebuild)
        builder.start()
        try:
            while len(counts) < queries or len(set(counts)) < 3:
                reply = server.ask(COUNT)
                assert reply.status == 200, reply.text
                assert builder.is_alive()
                counts.append(int(reply.values()[0][0]))
                page = server.get("/site/count.html")
                assert page.status == 200
                pages.append(int(page.text.removeprefix("<p>").removesuffix("</p>")))
        finally:
            stop.set()
            builder.join()
        time.sleep(3)
        assert len(served_folders(folder)) <= 4  # the older ones go soon
    assert counts == sorted(counts)
    assert pages == sorted(pages)
    assert served_folders(folder) == []


def test_a_damaged_build_is_not_taken_up(tmp_path):
    folder = tmp_path / "out"
    replace(folder, 5)
    with serving(folder, "--workers", 1) as server:
        for path in (folder / outputs.STORE).glob("*"):
            path.unlink()
        (folder / outputs.MANIFEST).touch()
        time.sleep(2.5)
        assert server.ask(COUNT).values() == [("5",)]
        replace(folder, 6)
        deadline = time.monotonic() + 20
        while server.ask(COUNT).values() != [("6",)]:
            assert time.monotonic() < deadline


def test_a_folder_that_is_removed_is_served_on(tmp_path):
    folder = tmp_path / "out"
    replace(folder, 5)
    with serving(folder, "--workers", 1) as server:
        shutil.rmtree(folder)
        time.sleep(1.5)
        assert server.ask(COUNT).values() == [("5",)]
        assert server.get("/").status == 200


def test_a_snapshot_holds_the_files_of_the_build_alone(tmp_path):
    folder = make_build(tmp_path / "out", lines(3), files={"cache/x.json": "{}", "a/b/c.html": "c"})
    (folder / "notes.txt").write_text("mine")
    (tmp_path / "secret").write_text("secret")
    (folder / "a" / "link").symlink_to(tmp_path / "secret")
    taken = snapshot.take(folder)
    copy = taken.folder
    assert taken.mark == snapshot.mark(folder)
    assert (copy / "a" / "b" / "c.html").read_text() == "c"
    names = {path.name for path in copy.rglob("*")}
    assert not names & {"notes.txt", "cache", "link"}
    taken.remove()
    assert not copy.exists()


def test_no_build_no_snapshot(tmp_path):
    with pytest.raises(BuildError, match="holds no build"):
        snapshot.take(tmp_path)
    assert list(tmp_path.parent.glob(f".{tmp_path.name}.served-*")) == []


def test_what_a_kill_left_behind_is_removed(tmp_path):
    folder = make_build(tmp_path / "out", lines(3))
    with serving(folder, "--workers", 1) as server:
        server.process.kill()
    assert len(served_folders(folder)) == 1
    mine = folder.parent / ".out.served-mine"
    mine.mkdir()
    with serving(folder, "--workers", 1) as first, serving(folder, "--workers", 1) as second:
        left = served_folders(folder)
        assert len(left) == 3, "two that are served, and one too young to tell"
        os.utime(mine, (0, 0))
        snapshot.clear(folder)
        assert served_folders(folder) == [path for path in left if path != mine]
        assert first.ask(COUNT).values() == second.ask(COUNT).values() == [("3",)]
    assert served_folders(folder) == []
