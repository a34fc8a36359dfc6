"""Fixtures for all tests."""

from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from reference import SEEDS, built, rows

from kg import lang


@pytest.fixture(scope="session")
def pipeline():
    """Folder of the pipeline that ships with kg; skips where it is absent."""
    folder = Path(lang.__file__).parent / lang.load("en").pipeline
    if not (folder / "meta.json").is_file():
        pytest.skip(f"{folder.name} is not in this copy of kg: train it with python -m kg.train")
    return str(folder)


@pytest.fixture(scope="session")
def chromium():
    """Headless Chromium, started once for all tests; skips where it is absent."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with Browser() as browser:
        yield browser


@pytest.fixture
def browser(chromium):
    """Headless Chromium, with nothing asked for and nothing complained of yet."""
    chromium.requests.clear()
    chromium.complaints.clear()
    yield chromium
    chromium.call("Emulation.clearDeviceMetricsOverride")
    chromium.call("Emulation.setEmulatedMedia", features=[])
    chromium.call("Page.navigate", url="about:blank")


@pytest.fixture(scope="session")
def reference(pipeline, tmp_path_factory):
    """The build of the reference articles; skips where they are absent."""
    if not SEEDS.is_dir():
        pytest.skip("the reference articles are not here")
    return built(tmp_path_factory.mktemp("reference") / "graph")


@pytest.fixture(scope="session")
def ask(reference):
    """Return what asks the reference articles: query, columns, parameters -> one tuple a row."""

    def answer(query, *columns, **parameters):
        return [tuple(row[one] for one in columns) for row in rows(reference, query, **parameters)]

    return answer
