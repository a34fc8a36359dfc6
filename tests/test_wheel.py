"""The wheel is whole: installed elsewhere, kg builds from it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import articles
import pytest

ROOT = Path(__file__).parent.parent
pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def installed(tmp_path_factory, pipeline):
    """Return a folder that holds kg as the wheel would put it into site-packages."""
    work = tmp_path_factory.mktemp("wheel")
    source = work / "source"
    ignored = shutil.ignore_patterns(
        ".*", "outputs", "training", "*.egg-info", "__pycache__", "build"
    )
    shutil.copytree(ROOT, source, ignore=ignored)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(work / "dist"), "."]
    subprocess.run(wheel, cwd=source, check=True, capture_output=True)
    (built,) = (work / "dist").glob("*.whl")
    target = [*pip, "install", "--no-deps", "--target", str(work / "site"), str(built)]
    subprocess.run(target, check=True, capture_output=True)
    return work / "site"


def run(site, where, *arguments):
    """Run kg from the installed folder, outside the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(
        command, cwd=where, env=environment, capture_output=True, text=True, check=False
    )


def test_the_installed_package_is_not_the_checkout(installed, tmp_path):
    code = "import kg, sys; from kg.ontology import shipped; print(kg.__file__, shipped())"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert all(path.startswith(str(installed)) for path in done.stdout.split())


def test_kg_builds_and_answers_outside_the_checkout(installed, tmp_path):
    articles.write(tmp_path / "news", articles.ALL)
    done = run(installed, tmp_path, "build", "news", "--quiet")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "outputs" / "index.html").is_file()
    answer = run(installed, tmp_path, "query", "who-said-what", "--format", "csv")
    assert "Jonas Vell" in answer.stdout, answer.stderr


def test_licences_ship_with_code_and_weights(installed):
    assert list(installed.glob("*.dist-info/**/LICENSE"))
    weights = installed / "kg" / "lang" / "en_kg_news_sm"
    assert (weights / "ATTRIBUTION.md").is_file()
    assert (weights / "README.md").is_file()
