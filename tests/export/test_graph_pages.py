"""The pages of a large graph: nothing is left out without a word and a way to it."""

import json
import time

import pytest
from crowd import make_crowd
from lxml import html as lxml_html
from pages_read import broken_links, foreign, pages, text_of

from kg.export import drawing
from kg.export.html import export
from kg.export.layout import positions
from kg.network import network

SIZE = 400


@pytest.fixture(scope="module")
def crowd():
    return make_crowd(SIZE)


@pytest.fixture(scope="module")
def site(tmp_path_factory, ontology, crowd):
    folder = tmp_path_factory.mktemp("crowd")
    export(crowd, folder, ontology=ontology)
    return folder


def page(site, name):
    return lxml_html.fromstring((site / "site" / name).read_bytes())


def data(tree, name):
    return json.loads(tree.get_element_by_id(f"network-{name}").text)


def words(tree):
    return text_of(tree.find(".//main"))


def shown(tree):
    return {node["path"] for node in data(tree, "nodes")}


def group_pages(site):
    return sorted((site / "site").glob("group-*.html"))


def test_the_overview_says_how_many_are_left_out_and_where(site):
    tree = page(site, "graph.html")
    assert len(shown(tree)) == drawing.CAP
    assert "150 best connected of 400 entities; the other 250 are on the pages of" in words(tree)
    linked = set(tree.xpath("//section[@id='groups']//a/@href"))
    assert {path.name for path in group_pages(site)} == {one.split("/")[-1] for one in linked}


def test_every_entity_is_a_member_on_one_page_of_a_group(site):
    members = []
    for path in group_pages(site):
        nodes = data(page(site, path.name), "nodes")
        assert len(nodes) <= drawing.CAP
        members += [node["path"] for node in nodes if not node["guest"]]
    assert len(members) == len(set(members)) == SIZE


def test_the_map_shows_everything(site):
    tree = page(site, "graph-all.html")
    assert len(shown(tree)) == SIZE
    assert "All 400 entities" in words(tree)


def test_a_map_too_large_says_so(tmp_path, ontology, monkeypatch):
    monkeypatch.setattr(drawing, "MAP", 160)
    export(make_crowd(200), tmp_path, ontology=ontology)
    tree = page(tmp_path, "graph-all.html")
    assert len(shown(tree)) == 160
    assert "The 160 best connected of 200 entities; the other 40 are on" in words(tree)


def test_an_entity_is_found_on_the_page_that_its_own_page_names(site):
    for path in sorted((site / "site/entities").iterdir())[::40]:
        tree = lxml_html.fromstring(path.read_bytes())
        (address,) = tree.xpath("//a[.='In the graph']/@href")
        name, _, anchor = address.rpartition("/")[2].partition("#")
        assert anchor == path.stem
        assert f"site/entities/{path.name}" in shown(page(site, name))


def test_a_neighbourhood_has_at_most_thirty_entities_and_tells_of_the_rest(site):
    cut = 0
    for path in (site / "site/entities").iterdir():
        tree = lxml_html.fromstring(path.read_bytes())
        nodes = data(tree, "nodes")
        assert len(nodes) <= drawing.HOOD
        if nodes[0]["outside"]:
            cut += 1
            assert f"Showing the {len(nodes) - 1} closest of" in words(tree)
    assert cut > 1


def test_lines_count_every_claim_and_words_are_there_for_the_latest(site):
    tree = page(site, "graph.html")
    listed = len(data(tree, "claims"))
    marks = [mark for edge in data(tree, "edges") for mark in edge["marks"]]
    labels, days = data(tree, "lines")["labels"], data(tree, "lines")["days"]
    assert all(0 <= m[0] < len(labels) and 0 <= m[1] < 3 and 0 <= m[2] < len(days) for m in marks)
    assert all(50 <= m[3] < 100 for m in marks)
    assert {m[4] for m in marks if len(m) > 4} == set(range(listed))
    assert days == sorted(days)


def test_connections_inside_and_outside_add_up(site, crowd, ontology):
    graph = network(crowd, ontology)
    total = sum(degree for _, degree in graph.degree())
    nodes = data(page(site, "graph.html"), "nodes")
    everything = data(page(site, "graph-all.html"), "nodes")
    assert sum(node["weight"] for node in everything) == total
    assert all(node["outside"] == 0 for node in everything)
    full = {node["path"]: node["weight"] for node in everything}
    assert all(node["weight"] + node["outside"] == full[node["path"]] for node in nodes)


def test_no_link_is_broken_and_nothing_foreign_is_on_the_pages(site):
    assert broken_links(site) == []
    assert not [f for path, tree in pages(site) for f in foreign(path, tree, site)]


def test_the_words_of_the_map_are_one_safe_assignment(site):
    text = (site / "site/graph-all.js").read_text(encoding="utf-8")
    found = json.loads(text.removeprefix("globalThis.kgWords = ").removesuffix(";"))
    assert len(found) > SIZE
    assert "<" not in text


def test_two_thousand_nodes_are_laid_out_in_seconds(ontology):
    graph = drawing.merged(
        source := network(make_crowd(2000), ontology), {key: n for n, key in enumerate(source)}
    )
    start = time.process_time()
    places = positions(graph, [8.0] * len(graph), [""] * len(graph))
    assert time.process_time() - start < 20
    assert len(set(places)) == len(graph) == 2000


def opened(browser, site, name):
    browser.open(site / "site" / name)
    browser.wait("document.documentElement.dataset.graph === 'ready'")
    return browser


SHOWN = "document.querySelector('.shown').textContent"


@pytest.mark.browser
class TestInChromium:
    def test_the_map_is_ready_soon_and_complains_of_nothing(self, browser, site):
        opened(browser, site, "graph-all.html")
        ready = browser.run("performance.getEntriesByName('graph-ready')[0].startTime")
        assert ready < 10_000  # a tenth of it on an idle machine
        assert browser.complaints == []
        assert not [url for url in browser.requests if not url.startswith(site.as_uri())]

    def test_words_of_the_map_come_when_a_line_is_opened(self, browser, site):
        opened(browser, site, "graph-all.html")
        assert not [url for url in browser.requests if url.endswith("graph-all.js")]
        browser.run("document.querySelector('.panel li button').click()")
        browser.run("document.querySelector('.panel li button:last-of-type').click()")
        browser.wait("document.querySelector('.panel blockquote') !== null")
        assert browser.run("document.querySelector('.panel li a').getAttribute('href')").count("#")
        assert browser.complaints == []

    def test_a_group_is_hidden_and_everything_comes_back(self, browser, site):
        opened(browser, site, "graph.html")
        before = browser.run(SHOWN)
        assert before.startswith("150 entities")
        browser.run("document.querySelector('[data-group]').click()")
        assert " of 150 entities" in browser.run(SHOWN)
        browser.run("document.querySelector('.reset').click()")
        assert browser.run(SHOWN) == before
        assert browser.run("document.querySelector('.reset').hidden")

    @pytest.mark.parametrize(
        "filter",
        ["[data-filter=polarity] [value=denied]", "[data-filter=certainty] [value=certain]"],
    )
    def test_filters_count_exactly(self, browser, site, filter):
        opened(browser, site, "graph-all.html")
        edges = data(page(site, "graph-all.html"), "edges")
        if "denied" in filter:
            left = sum(len(e["marks"]) for e in edges if e["polarity"] == "affirmed")
        else:
            left = sum(mark[1] > 0 for e in edges for mark in e["marks"])
        browser.run(f"document.querySelector('{filter}').click()")
        assert f"{left:,} of " in browser.run(SHOWN).split("entities, ")[1]

    def test_days_are_a_filter(self, browser, site):
        opened(browser, site, "graph.html")
        browser.run(
            "(() => { const one = document.querySelector('[data-date=from]');"
            "one.value = '2031-09-01'; one.dispatchEvent(new Event('change', {bubbles: true})) })()"
        )
        tree = page(site, "graph.html")
        days = data(tree, "lines")["days"]
        marks = [mark for edge in data(tree, "edges") for mark in edge["marks"]]
        left = sum(days[mark[2]] >= "2031-09-01" for mark in marks)
        assert f"{left:,} of " in browser.run(SHOWN).split("entities, ")[1]

    def test_the_least_confidence_is_a_filter_that_keys_reach(self, browser, site):
        opened(browser, site, "graph.html")
        before = browser.run(SHOWN)
        browser.run("document.querySelector('.filters').open = true")
        browser.run("document.querySelector('[data-sure]').focus()")
        for _ in range(3):
            browser.key("ArrowDown")
        assert browser.run("document.querySelector('[data-sure]').value") == "80"
        edges = data(page(site, "graph.html"), "edges")
        left = sum(mark[3] >= 80 for edge in edges for mark in edge["marks"])
        assert f"{left:,} of " in browser.run(SHOWN).split("entities, ")[1]
        browser.run("document.querySelector('.reset').click()")
        assert browser.run(SHOWN) == before

    def test_the_panel_lists_all_entities_by_and_by(self, browser, site):
        opened(browser, site, "graph.html")
        rows = "document.querySelectorAll('.panel .tight li').length"
        assert browser.run(rows) == 25
        browser.run("document.querySelector('.panel .more').click()")
        assert browser.run(rows) == 50
        assert browser.run("document.activeElement.closest('li') !== null")
        for _ in range(4):
            browser.run("document.querySelector('.panel .more').click()")
        assert browser.run(rows) == 150
        assert browser.run("document.querySelector('.panel .more').hidden")

    def test_an_entity_outside_the_picture_is_found(self, browser, site):
        opened(browser, site, "graph.html")
        inside = shown(page(site, "graph.html"))
        nodes = data(page(site, "graph-all.html"), "nodes")
        other = next(node for node in reversed(nodes) if node["path"] not in inside)
        browser.run("document.getElementById('find').focus()")
        browser.type(other["label"])
        browser.wait(f"document.getElementById('found').innerText.includes('{other['label']}')")
        browser.key("Enter")
        browser.wait("location.pathname.includes('/group-')")
        browser.wait("document.documentElement.dataset.graph === 'ready'")
        assert browser.run("document.querySelector('.panel h2').textContent") == other["label"]

    def test_colours_follow_groups_or_classes(self, browser, site):
        opened(browser, site, "graph.html")
        colour = "document.querySelector('.network').dataset.colour"
        assert browser.run(colour) == "group"
        browser.run("document.querySelector('[name=colour][value=class]').click()")
        assert browser.run(colour) == "class"
        assert browser.complaints == []
