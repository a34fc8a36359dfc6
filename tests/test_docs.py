"""What the documents name exists."""

import re
from pathlib import Path

import pytest

from kg.cli import main
from kg.ontology import load

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
ONTOLOGY = load()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page):
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"(?:^ {4}|`|&& )kg ([a-z]+)\b", text, re.M):
        assert name in main.commands, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_queries_exist(page):
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"kg query ([a-z][a-z-]+)\b", text):
        assert name in ONTOLOGY.queries, name


def test_every_query_has_title_and_documented_parameters():
    for query in ONTOLOGY.queries.values():
        assert query.title != query.name
        for name, meaning in query.parameters:
            assert f"?{name}" in query.text
            assert meaning


def test_the_records_page_names_the_fields():
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    for field in ("content", "source_span", "via", "qualifier", "as_of", "predicate", "confidence"):
        assert f"`{field}`" in page
