"""The pipeline benchmark says what it misses, and lays its numbers out."""

import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "pipeline.py"


def test_missing_data_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main = runpy.run_path(str(SCRIPT))["main"]
    assert main(["--shared", str(tmp_path), "en_any"]) == 2
    assert "--shared" in capsys.readouterr().err


def test_table_has_a_column_for_each_pipeline() -> None:
    table = runpy.run_path(str(SCRIPT))["table"]
    lines = table({"one": {"words/s": 5000.4, "PUD: LAS": 84.06}, "two": {"words/s": 1.0}}).split(
        "\n"
    )
    assert lines[0].split() == ["one", "two"]
    assert lines[1].split() == ["words/s", "5000", "1"]
    assert lines[2].split() == ["PUD:", "LAS", "84.1", "-"]
