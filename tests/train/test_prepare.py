"""Treebanks become training files; what trains and what tests stay apart."""

import lzma
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from kg.train.__main__ import main
from kg.train.card import read_sources
from kg.train.prepare import VIEWS, prepare_syntax

CONLLU = """\
# newdoc id = demo-1
# meta::genre = {genre}
# newpar
# text = "Rain," Ada Roux said.
1\t"\t"\tPUNCT\t``\t_\t2\tpunct\t_\tSpaceAfter=No
2\tRain\train\tNOUN\tNN\tNumber=Sing\t7\tccomp\t_\tSpaceAfter=No
3\t,\t,\tPUNCT\t,\t_\t7\tpunct\t_\tSpaceAfter=No
4\t"\t"\tPUNCT\t''\t_\t7\tpunct\t_\t_
5\tAda\tAda\tPROPN\tNNP\tNumber=Sing\t7\tnsubj\t_\t_
6\tRoux\tRoux\tPROPN\tNNP\tNumber=Sing\t5\tflat\t_\t_
7\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t7\tpunct\t_\t_

"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for treebank, genre in (("ewt", "weblog"), ("gum", "news")):
        folder = tmp_path / "data" / "treebanks" / treebank
        folder.mkdir(parents=True)
        text = CONLLU.replace("{genre}", genre).encode()
        for part in ("train", "dev"):
            (folder / f"{part}.conllu.xz").write_bytes(lzma.compress(text))
    return tmp_path / "data"


def texts(path: Path) -> list[str]:
    vocab = spacy.blank("en").vocab
    return [doc.text for doc in DocBin().from_disk(path).get_docs(vocab)]


def test_syntax_files(data: Path, tmp_path: Path) -> None:
    counts = prepare_syntax(data, tmp_path / "corpus", corpus=tmp_path / "nothing")
    told = texts(tmp_path / "corpus" / "syntax_train.spacy")
    plain = '"Rain," Ada Roux said.'
    assert texts(tmp_path / "corpus" / "syntax_dev.spacy") == [plain]
    assert counts["syntax_dev"] == 8
    assert told.count(plain) >= 2
    assert len(set(told)) > 2
    assert len(told) >= 2 * VIEWS


def test_trees_of_our_own_are_told_and_help_to_choose(data: Path, tmp_path: Path) -> None:
    trees = tmp_path / "own" / "trees"
    trees.mkdir(parents=True)
    own = CONLLU.replace("Rain", "Hail").replace("{genre}", "news")
    (trees / "train-demo.conllu").write_text(own + own.replace("Hail", "Snow"), encoding="utf-8")
    (trees / "test-demo.conllu").write_text(own.replace("Hail", "Fog"), encoding="utf-8")
    counts = prepare_syntax(data, tmp_path / "corpus", corpus=tmp_path / "own")
    told = texts(tmp_path / "corpus" / "syntax_train.spacy")
    assert counts["syntax_dev"] == 16
    assert '"Hail," Ada Roux said.' in texts(tmp_path / "corpus" / "syntax_dev.spacy")
    assert sum("Snow" in text for text in told) >= VIEWS
    assert not [text for text in told if "Hail" in text or "Fog" in text]


def test_files_are_fixed_by_the_seed(data: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        prepare_syntax(data, tmp_path / name, corpus=tmp_path / "nothing")
    one, two = (texts(tmp_path / name / "syntax_train.spacy") for name in ("one", "two"))
    assert one == two


def test_missing_data_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert main(["--data", str(tmp_path / "nowhere"), "prepare"]) == 2
    assert "--data" in caplog.text


def test_unknown_step_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--data", str(data), "polish"])
    assert "polish" in capsys.readouterr().err


def test_no_test_file_is_trained_on() -> None:
    for source in read_sources():
        held_out = set(source.files.get("test", ()))
        used = {*source.files.get("train", ()), *source.files.get("dev", ())}
        assert not held_out & used
        assert not [name for name in used if "pud" in name or "test.conllu" in name]
        assert not [name for name in used if "ud-test" in name or "bench" in name]
