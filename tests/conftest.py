"""Fixtures for all tests."""

from pathlib import Path

import pytest

from kg import lang


@pytest.fixture(scope="session")
def pipeline():
    """Folder of the pipeline that ships with kg; skips where it is absent."""
    folder = Path(lang.__file__).parent / lang.load("en").pipeline
    if not (folder / "meta.json").is_file():
        pytest.skip(f"{folder.name} is not in this copy of kg: train it with python -m kg.train")
    return str(folder)
