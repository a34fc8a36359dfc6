"""The house: floors, names, types and layout hold."""

import configparser
import re
import statistics
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "kg").rglob("*.py"))
RELATIONS = sorted(path.stem for path in (ROOT / "ontology" / "relations").glob("*.ttl"))


def run(*command):
    """Return exit status and output of a tool of this environment, run at the project's root."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_import_contracts_hold():
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("command", [("ruff", "check"), ("ruff", "format", "--check")])
def test_code_is_formatted_and_linted(command):
    status, output = run(*command)
    assert status == 0, output


def test_types_are_strict():
    status, output = run("mypy")
    assert status == 0, output


def test_relations_are_named_in_the_ontology_only():
    words = {name for name in RELATIONS if "_" in name}
    assert words, "no relation has a file in ontology/relations"
    named = {
        (path.name, word)
        for path in CODE
        for word in words
        if re.search(rf"\b{word}\b", path.read_text(encoding="utf-8"))
    }
    assert named == set()


def test_modules_are_small():
    sizes = {
        path: sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        for path in CODE
        if path.name != "__init__.py"
    }
    assert 60 <= statistics.median(sizes.values()) <= 150
    assert max(sizes.values()) <= 420, max(sizes, key=sizes.get)


def test_installed_entry_points_are_those_of_setup_cfg():
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    for group in ("kg.readers", "kg.extractors", "kg.exporters", "spacy_factories"):
        listed = dict(
            re.split(r"\s*=\s*", line)
            for line in settings["options.entry_points"][group].strip().splitlines()
        )
        installed = {
            e.name: e.value for e in entry_points(group=group) if e.value.startswith("kg.")
        }
        assert installed == listed, "run pip install -e . again"


def test_importing_kg_is_light():
    code = "import sys, kg; print(sorted({'spacy', 'rdflib', 'pyoxigraph'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_iris_are_written_in_the_ontology_only():
    # turtle.py has one in a doctest, addresses.py tells web addresses from others, and the server
    # says at which address it is reached
    allowed = {"iris.py", "turtle.py", "addresses.py", "server.py"}
    literal = re.compile(r"""["']https?://(?!www\.w3\.org|schema\.org)""")
    found = [
        path.name
        for path in CODE
        if path.name not in allowed and literal.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
