import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime

import articles
import pytest

import kg
from kg import outputs
from kg.errors import BuildError, NothingToBuild

pytestmark = pytest.mark.model
# the time of day, and what differs from the build before: no two builds need have them in common
CLOCKED = {outputs.CLOCK, outputs.CHANGES, "site/changes-data.js"}


def content(folder):
    """Return relative path -> bytes of all that must repeat; the store by its sorted quads."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parts[len(folder.parts)] != outputs.STORE
    }
    quads = sorted(str(quad) for quad in kg.open(folder).store)
    return {name: data for name, data in found.items() if name not in CLOCKED} | {"store": quads}


@pytest.fixture(scope="module")
def built(tmp_path_factory, pipeline):
    """A build of three articles, made once."""
    root = tmp_path_factory.mktemp("built")
    source = articles.write(root / "news", articles.ALL)
    summary = kg.build(source, root / "graph", pipeline=pipeline)
    return source, root / "graph", summary


def test_summary_counts_what_the_files_hold(built):
    _, out, summary = built
    rows = [json.loads(line) for line in (out / outputs.RECORDS).read_text().splitlines()]
    assert summary.articles == len(rows) == 3
    assert summary.quotes == sum(len(row["quotes"]) for row in rows) > 0
    assert summary.figures == sum(len(row["figures"]) for row in rows) > 0
    assert summary.quads == len((out / outputs.QUADS).read_text().splitlines())
    assert len(kg.open(out).store) == summary.quads


def test_second_build_reuses_everything_and_changes_nothing(built, pipeline):
    source, out, _ = built
    before = content(out)
    again = kg.build(source, out, pipeline=pipeline)
    assert again.reused == 3
    assert content(out) == before


def test_two_processes_give_the_same_bytes(built, tmp_path, pipeline):
    source, out, _ = built
    kg.build(source, tmp_path / "two", pipeline=pipeline, jobs=2)
    assert content(tmp_path / "two") == content(out)


def test_incremental_builds_end_where_one_build_does(built, tmp_path, pipeline):
    _, out, _ = built
    step = articles.write(tmp_path / "news", {"river.txt": "Other words stood here at first."})
    kg.build(step, tmp_path / "graph", pipeline=pipeline)
    articles.write(step, {"river.txt": articles.RIVER, "gone.txt": articles.BORDER + "\nEnd.\n"})
    kg.build(step, tmp_path / "graph", pipeline=pipeline)
    (step / "gone.txt").unlink()
    articles.write(step, articles.ALL)
    kg.build(step, tmp_path / "graph", pipeline=pipeline)
    ours, theirs = content(tmp_path / "graph"), content(out)
    assert set(ours) == set(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == [
        name for name in ours if name.startswith(outputs.CACHE) and ours[name] != theirs[name]
    ]


def test_a_removed_article_leaves_the_graph(built, tmp_path, pipeline):
    _, _, _ = built
    some = articles.write(tmp_path / "news", articles.ALL)
    kg.build(some, tmp_path / "graph", pipeline=pipeline)
    (some / "border.txt").unlink()
    summary = kg.build(some, tmp_path / "graph", pipeline=pipeline)
    assert (summary.articles, summary.reused) == (2, 2)
    assert "border.txt" not in (tmp_path / "graph" / outputs.QUADS).read_text()


def test_a_bad_article_is_refused_and_the_others_are_the_same(built, tmp_path, pipeline):
    _, out, _ = built
    some = articles.write(tmp_path / "news", articles.ALL)
    (some / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    summary = kg.build(some, tmp_path / "graph", pipeline=pipeline)
    assert [refused.path.endswith("picture.txt") for refused in summary.refused] == [True]
    assert (tmp_path / "graph" / outputs.QUADS).read_bytes() == (out / outputs.QUADS).read_bytes()


def test_somebody_elses_folder_is_not_replaced(built, tmp_path, pipeline):
    source, _, _ = built
    articles.write(tmp_path / "thesis", {"chapter1.txt": "All of my work."})
    with pytest.raises(BuildError, match=r"chapter1\.txt"):
        kg.build(source, tmp_path / "thesis", pipeline=pipeline)
    assert (tmp_path / "thesis" / "chapter1.txt").read_text() == "All of my work."


def test_a_web_apps_manifest_does_not_make_a_folder_ours(built, tmp_path, pipeline):
    source, _, _ = built
    articles.write(tmp_path / "app", {"manifest.json": "{}", "thesis.txt": "All of my work."})
    with pytest.raises(BuildError, match=r"manifest\.json"):
        kg.build(source, tmp_path / "app", pipeline=pipeline)
    assert (tmp_path / "app" / "thesis.txt").is_file()


def test_a_file_that_somebody_put_into_a_build_is_not_lost(built, tmp_path, pipeline):
    source, _, _ = built
    kg.build(source, tmp_path / "graph", pipeline=pipeline)
    articles.write(tmp_path / "graph", {"notes.txt": "Mine."})
    with pytest.raises(BuildError, match=r"notes\.txt"):
        kg.build(source, tmp_path / "graph", pipeline=pipeline)
    assert (tmp_path / "graph" / "notes.txt").read_text() == "Mine."


def test_no_article_leaves_the_old_graph(built, tmp_path, pipeline):
    source, _, _ = built
    kg.build(source, tmp_path / "graph", pipeline=pipeline)
    before = (tmp_path / "graph" / outputs.QUADS).read_bytes()
    empty = articles.write(tmp_path / "empty", {"blank.txt": " "})
    with pytest.raises(NothingToBuild, match=r"blank\.txt"):
        kg.build(empty, tmp_path / "graph", pipeline=pipeline)
    assert (tmp_path / "graph" / outputs.QUADS).read_bytes() == before


def test_numbers_and_odd_line_ends_repeat_and_are_read_back(tmp_path, pipeline):
    text = "The wall was 2.50 metres high.\n\n“It\u2028held,\u0085” said Ilse Tarn, the engineer.\n"
    some = articles.write(tmp_path / "news", {"wall.txt": text})
    out = tmp_path / "graph"
    kg.build(some, out, pipeline=pipeline)
    first = content(out)
    assert kg.build(some, out, pipeline=pipeline).reused == 1
    assert content(out) == first
    assert len(kg.open(out).product.quads) == kg.open(out).manifest["quads"]


def test_an_article_that_breaks_an_extractor_is_told_and_tried_again(
    tmp_path, pipeline, monkeypatch
):
    some = articles.write(tmp_path / "news", articles.ALL)

    def broken(doc, ontology):
        if "ferries" in doc.text:
            raise ValueError("a fault of an extractor")
        yield from ()

    monkeypatch.setattr("kg.pipeline.extractors", lambda: (broken,))
    summary = kg.build(some, tmp_path / "graph", pipeline=pipeline)
    assert summary.failed == ("harbour.txt",)
    assert summary.articles == 3
    assert kg.build(some, tmp_path / "graph", pipeline=pipeline).reused == 2


def test_a_build_that_was_broken_off_goes_on_where_it_was(tmp_path, pipeline, monkeypatch):
    some = articles.write(tmp_path / "news", articles.ALL)

    def broken(doc, ontology):
        if "burst its banks" in doc.text:
            raise KeyboardInterrupt  # what Ctrl-C does
        yield from ()

    with monkeypatch.context() as patched:
        patched.setattr("kg.pipeline.extractors", lambda: (broken,))
        with pytest.raises(KeyboardInterrupt):
            kg.build(some, tmp_path / "graph", pipeline=pipeline)
        patched.setattr("kg.pipeline.extractors", lambda: (lambda doc, ontology: iter(()),))
        assert kg.build(some, tmp_path / "graph", pipeline=pipeline).reused == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [".graph.lock", "graph", "news"]


def test_files_that_nothing_reads_are_told(tmp_path, pipeline):
    some = articles.write(tmp_path / "news", {**articles.ALL, "report.pdf": "%PDF"})
    summary = kg.build(some, tmp_path / "graph", pipeline=pipeline)
    assert [name.endswith("report.pdf") for name in summary.skipped] == [True]


def test_a_build_keeps_the_users_own_ontology(tmp_path, pipeline):
    own = articles.write(tmp_path / "own", {"mine.rq": "# title: Mine\nSELECT ?s { ?s ?p ?o }"})
    some = articles.write(tmp_path / "news", {"river.txt": articles.RIVER})
    kg.build(some, tmp_path / "graph", pipeline=pipeline, ontology=str(own))
    (own / "mine.rq").unlink()
    assert kg.open(tmp_path / "graph").query("mine").rows


def test_another_measurement_of_a_construction_reuses_nothing(tmp_path, pipeline):
    some = articles.write(tmp_path / "news", {"river.txt": articles.RIVER})
    kg.build(some, tmp_path / "graph", pipeline=pipeline)
    counts = (
        "@prefix kg: <https://kg.example/ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://kg.example/construction/quote/sung> a kg:Construction ;"
        ' skos:notation "quote/sung" ; kg:judged 40 ; kg:judgedRight 30 .'
    )
    own = articles.write(tmp_path / "own", {"mine.ttl": counts})
    again = kg.build(some, tmp_path / "graph", pipeline=pipeline, ontology=str(own))
    assert again.reused == 0


def test_the_first_build_has_nothing_to_compare_with(tmp_path, pipeline):
    some = articles.write(tmp_path / "news", {"river.txt": articles.RIVER})
    summary = kg.build(some, tmp_path / "graph", pipeline=pipeline)
    assert summary.changes is None
    assert outputs.read_changes(tmp_path / "graph") is None


def test_an_equal_build_changes_nothing(built, tmp_path, pipeline):
    some = articles.write(tmp_path / "news", articles.ALL)
    kg.build(some, tmp_path / "graph", pipeline=pipeline)
    again = kg.build(some, tmp_path / "graph", pipeline=pipeline)
    told = outputs.read_changes(tmp_path / "graph")
    assert again.changes == "nothing since the last build"
    assert not any(sum(counts.values()) for counts in told["counts"].values())
    assert datetime.fromisoformat(told["since"]).tzinfo is not None


def test_a_build_tells_what_changed(tmp_path, pipeline):
    some = articles.write(tmp_path / "news", articles.ALL)
    kg.build(some, tmp_path / "graph", pipeline=pipeline)
    articles.write(some, {"border.txt": "A line more.\n\n" + articles.BORDER})
    articles.write(some, {"wall.txt": "The wall will hold, said Ilse Tarn, the engineer.\n"})
    (some / "river.txt").unlink()
    summary = kg.build(some, tmp_path / "graph", pipeline=pipeline)
    told = outputs.read_changes(tmp_path / "graph")
    assert [one["id"] for one in told["articles"]["new"]] == ["wall.txt"]
    assert [one["id"] for one in told["articles"]["changed"]] == ["border.txt"]
    assert [one["id"] for one in told["articles"]["gone"]] == ["river.txt"]
    # what moved in border.txt is the same claim as before
    assert {one["article"] for one in told["claims"]["new"]} == {"wall.txt"}
    assert {one["article"] for one in told["claims"]["gone"]} == {"river.txt"}
    assert {one["source"] for one in told["claims"]["new"]} == {"Ilse Tarn"}
    assert summary.changes.startswith("articles: 1 new, 1 changed, 1 gone; claims: ")


@pytest.mark.slow
def test_a_kill_leaves_the_old_graph_or_the_new(built, tmp_path, pipeline):
    _, out, _ = built
    some = articles.write(tmp_path / "news", {"harbour.txt": articles.HARBOUR})
    graph = tmp_path / "graph"
    kg.build(some, graph, pipeline=pipeline)
    old = content(graph)[outputs.QUADS]
    articles.write(some, articles.ALL)
    new = content(out)[outputs.QUADS]
    moments = random.Random(20)
    for _ in range(20):
        command = [sys.executable, "-m", "kg", "build", str(some), "--out", str(graph), "--quiet"]
        process = subprocess.Popen([*command, "--pipeline", str(pipeline)])
        time.sleep(moments.uniform(0.0, 8.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert (graph / outputs.QUADS).read_bytes() in (old, new)
        assert len(kg.open(graph).store) == kg.open(graph).manifest["quads"]
    kg.build(some, graph, pipeline=pipeline)
    assert content(graph) == content(out)
