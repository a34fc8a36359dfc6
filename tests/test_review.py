"""kg review: doubtful pairs are shown with their sentences, judged, honoured and taken back."""

from __future__ import annotations

from dataclasses import replace

import articles
import pytest
from click.testing import CliRunner

import kg
from kg import judgements
from kg.cli import main
from kg.config import Config
from kg.doubts import doubts
from kg.errors import ConfigError
from kg.model import Article, Entity, Extraction, Mention, Product, Resolved, Run, Span
from kg.ontology import load
from kg.review import Review

NEWS = {
    "one.txt": "Talks failed, said Jon Gyong Hamdel, the minister. Hamdel left on Monday.",
    "two.txt": "“It is over,” said Hamdal Jon-gyong, a minister. Hamdal flew home.",
    "three.txt": "Ferries stopped, the harbour master said.",
}


def entity(name, type="Person", article="a", names=(), known=None):
    return Resolved(
        key=f"{type}/{name}", name=name, type=type, names=(name, *names),
        members=((article, "e1"),), known=known,
    )  # fmt: skip


EMPTY = Product(
    base="https://b.example/", run=Run(software="", pipeline="", ontology=""), extractions=(),
    resolved=(), comparisons=(), rejects=(), quads=(),
)  # fmt: skip


def found(*entities):
    product = replace(EMPTY, resolved=entities)
    return {
        (one.left.split("/")[1], one.right.split("/")[1]): one for one in doubts(product, load())
    }


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (entity("Jon Gyong Hamdel"), entity("Hamdal Jon-gyong", article="b")),
        (entity("Oleksandr Tkach"), entity("Aleksandr Tkach", article="b")),
        (entity("Tarn Shipping", "Organization"), entity("Tarn", "Organization", article="b")),
        (entity("Lake Rivers Office", "Organization"), entity("LRO", "Organization", "b")),
    ],
    ids=lambda one: one.name,
)
def test_names_that_are_alike_are_in_doubt(left, right):
    assert len(found(left, right)) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (entity("Ada Roux"), entity("Ada Lind", article="b")),
        (entity("Ada Roux"), entity("Bruno Roux", article="b")),
        (entity("Ada Roux", names=("Roux",)), entity("Roux Lind", article="b", names=("Roux",))),
        (entity("Velmara", "Country"), entity("Ada Roux", article="b")),
        (entity("three soldiers", "Group"), entity("three soldiers", "Group", article="b")),
        (entity("Tarn", known="x:1"), entity("Tarn", known="x:2", article="b")),
    ],
    ids=lambda one: one.name,
)
def test_names_that_differ_are_not(left, right):
    assert not found(left, right)


def test_an_article_that_names_both_and_other_classes_make_it_less_likely():
    here, there = entity("Oleksandr Tkach"), entity("Aleksandr Tkach", article="b")
    plain = next(iter(found(here, there).values())).score
    together = next(iter(found(here, replace(there, members=here.members)).values())).score
    assert together < plain


def test_what_was_joined_for_more_than_its_names_is_shown_too():
    names = {"a": "Oleh Kravets", "b": "Oleg Kravets", "c": "Oleh Kravets"}
    made = tuple(
        Extraction(
            article=Article(id=id, path=id, text=name),
            entities=(
                Entity(
                    id="e1", name=name, type="Person",
                    mentions=(Mention(span=Span(0, len(name)), text=name),),
                ),
            ),
        )
        for id, name in names.items()
    )  # fmt: skip
    one = replace(
        entity("Oleh Kravets"),
        members=tuple((id, "e1") for id in names),
        reasons=("the same name: oleh kravets", "names that are alike; the articles share Sarn"),
    )
    (doubt,) = doubts(replace(EMPTY, resolved=(one,), extractions=made), load())
    assert (doubt.left, doubt.right) == ("a#e-0-12", "b#e-0-12")
    assert doubt.reason == "joined: names that are alike; the articles share Sarn"
    assert 0.5 < doubt.score < 1
    plain = replace(one, reasons=one.reasons[:1])
    assert not doubts(replace(EMPTY, resolved=(plain,), extractions=made), load())


def test_decisions_are_lines_that_can_be_taken_back(tmp_path):
    path = tmp_path / "judgements.tsv"
    path.write_text("# ours\nsame\tx\ty\n", encoding="utf-8")
    judgements.record(path, "same", ("a", "b"), ("Ada", "A. Roux"))
    judgements.record(path, "not_same", ("b", "a"), ("A. Roux", "Ada"))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == ["# ours", "same\tx\ty", "not_same\tb\ta\tA. Roux / Ada"]
    assert judgements.undo(path, ("a", "b"))
    assert not judgements.undo(path, ("a", "b"))
    assert path.read_text(encoding="utf-8") == "# ours\nsame\tx\ty\n"


def test_a_name_with_a_tab_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="tab"):
        judgements.record(tmp_path / "j.tsv", "same", ("a\tb", "c"), ("A", "C"))


@pytest.mark.model
def test_a_pair_is_judged_built_and_taken_back(tmp_path, pipeline):
    source = articles.write(tmp_path / "news", NEWS)
    out = tmp_path / "graph"

    def people():
        kg.build(source, out, pipeline=pipeline, exports=())
        return [one for one in kg.open(out).product.resolved if "Hamd" in one.name]

    def review(answers="", *options):
        done = CliRunner().invoke(main, ["review", "--from", str(out), *options], input=answers)
        assert done.exit_code == 0, done.output
        return done.output

    first = people()
    assert len(first) == 2
    shown = review("s\n")
    assert "“Talks failed, said Jon Gyong Hamdel, the minister.” (" in shown
    assert (source / "judgements.tsv").is_file()
    assert len(people()) == 1
    keys = sorted(one.key for one in first)
    assert "taken back" in review("", "--undo", *keys)
    assert people() == first
    review("", "--not-same", *keys)
    assert people() == first
    assert Review(kg.open(out), Config()).pending() == []
    assert review() == "no pair of entities is in doubt\n"


@pytest.mark.model
def test_a_key_that_the_build_has_not_is_said(tmp_path, pipeline):
    source = articles.write(tmp_path / "news", NEWS)
    kg.build(source, tmp_path / "graph", pipeline=pipeline, exports=())
    done = CliRunner().invoke(
        main, ["review", "--from", str(tmp_path / "graph"), "--same", "Person/No", "Person/One"]
    )
    assert done.exit_code == 1
    assert "no entity with the key 'Person/No'" in done.output
