"""html: whatever a text, name, title, URL or id holds, it stays text."""

import json
import re

import pytest
from hostile import OWN, hostile_product, suite
from pages_read import broken_links, foreign, pages

from kg.export.addresses import article_page, entity_page
from kg.export.html import UNSEEN, export


@pytest.fixture(scope="module", params=["own", pytest.param("suite", marks=pytest.mark.slow)])
def strings(request):
    return OWN if request.param == "own" else suite()


@pytest.fixture(scope="module")
def product(strings):
    return hostile_product(strings)


@pytest.fixture(scope="module")
def site(product, ontology, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    export(product, folder, ontology=ontology)
    return folder


@pytest.fixture(scope="module")
def trees(site):
    return dict(pages(site))


def test_nothing_but_ours_is_on_any_page(site, trees, product):
    assert len(trees) >= 8 + 3 * len(product.extractions)
    assert [found for path, tree in trees.items() for found in foreign(path, tree, site)] == []


def test_no_link_is_broken_and_no_id_stands_twice(site):
    assert broken_links(site) == []


def test_nothing_is_written_elsewhere(site, product):
    assert {path.name for path in site.iterdir()} == {"index.html", "site"}
    assert len(list((site / "site/articles").iterdir())) == len(product.extractions)
    assert len(list((site / "site/entities").iterdir())) == 2 * len(product.extractions)


def test_every_text_is_shown_as_it_is(trees, product):
    for extraction in product.extractions:
        tree = trees[_path(article_page(extraction.article.id), trees)]
        shown = "".join(p.text_content() for p in tree.xpath("//section[@class='text']/p"))
        assert _seen(shown) == _seen(extraction.article.text)


def test_every_name_is_shown_as_it_is(trees, product):
    for one in product.resolved:
        tree = trees[_path(entity_page(one.key), trees)]
        assert _seen(tree.xpath("string(//h1)")) == _seen(one.name)


def test_scripts_hold_valid_json_that_cannot_end_them(site, trees, product):
    names = set()
    for tree in trees.values():
        for text in tree.xpath("//script[@type='application/json']/text()"):
            assert not re.search("[<>&\u2028\u2029]", text)
            value = json.loads(text)
            if isinstance(value, list):
                names |= {one["label"] for one in value if "shape" in one}
    assert {one.name for one in product.resolved} <= names


def test_the_search_index_is_safe_calls(site, product):
    rows = []
    for path in (site / "site/search").iterdir():
        text = path.read_text(encoding="ascii")
        assert not re.search("[<>&]", text)
        call = f'globalThis.kgSearch("{path.stem}", '
        content = json.loads(text.removeprefix(call).removesuffix(");\n"))
        rows += content if path.stem.startswith("part-") else []
    entities = [row for row in rows if row[2].startswith("site/entities/")]
    assert {row[0] for row in entities} == {one.name for one in product.resolved}
    assert {row[2].partition("/")[0] for row in rows} == {"site"}


def _path(path, trees):
    return next(iter(trees)).__class__(path)


def _seen(text):
    """Return what is left of a text where HTML cannot keep it: no white space, no controls."""
    return "".join(UNSEEN.sub("\ufffd", text).split())
