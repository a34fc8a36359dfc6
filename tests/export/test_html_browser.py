"""html in headless Chromium: nothing is asked of a network, no foreign script runs, tools work."""

import json

import pytest
from hostile import OUTSIDE, OWN, hostile_product
from made import make_product

from kg import outputs
from kg.export.addresses import article_page, entity_page
from kg.export.html import export

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory, ontology):
    folder = tmp_path_factory.mktemp("build")
    export(make_product(), folder, ontology=ontology)
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, ontology):
    folder = tmp_path_factory.mktemp("hostile")
    export(hostile_product(OWN), folder, ontology=ontology)
    return folder


def test_the_watch_sees_requests_scripts_and_errors(browser, tmp_path):
    """Without a policy and without escaping, everything that is forbidden below does happen."""
    page = tmp_path / "open.html"
    page.write_text(f"{OWN[0]}<img src={OUTSIDE}/a.png><script>throw Error('x')</script>")
    browser.open(page)
    assert f"{OUTSIDE}/a.png" in browser.requests
    assert browser.run("document.documentElement.dataset.fired") == "1"
    assert browser.complaints


def visit(browser, site):
    for path in sorted(site.rglob("*.html")):
        browser.open(path)
        if browser.run("Boolean(document.getElementById('network'))"):
            browser.wait("document.documentElement.dataset.graph === 'ready'")
        yield path


def outside(browser, site):
    """Return what was asked for elsewhere; data: is how Chromium draws its own date fields."""
    return [url for url in browser.requests if not url.startswith((site.as_uri(), "data:"))]


def test_no_page_asks_or_complains(browser, site):
    count = sum(1 for _ in visit(browser, site))
    assert count == 33
    assert browser.complaints == []
    assert outside(browser, site) == []


@pytest.mark.slow
def test_hostile_texts_fire_nothing_and_ask_nothing(browser, hostile):
    for path in visit(browser, hostile):
        search = "document.querySelector('[data-search]')"
        browser.run(
            f"{search}.focus(), {search}.value = 'o', {search}.dispatchEvent(new Event('input'))"
        )
        browser.wait("!document.querySelector('[data-results]').hidden")
        # open every claim that a picture has
        browser.run("document.querySelectorAll('.panel li button').forEach((one) => one.click())")
        assert browser.run("document.documentElement.dataset.fired") is None, path
        assert (
            browser.run(
                "document.querySelectorAll('script:not([src]):not([type]), iframe, img').length"
            )
            == 0
        )
    assert browser.complaints == []
    assert outside(browser, hostile) == []


def test_search_finds_entities_articles_and_quotes(browser, site):
    browser.open(site / "index.html")
    browser.run("document.querySelector('[data-search]').focus()")
    browser.type("dace")
    browser.wait("!document.querySelector('[data-results]').hidden")
    found = browser.run("document.querySelector('[data-results]').innerText")
    assert "Oren Dace" in found and "Nobody blocked anything" in found
    browser.key("ArrowDown")
    assert browser.run("document.activeElement.textContent").startswith("Oren Dace")
    browser.run("document.activeElement.click()")
    browser.wait("document.readyState === 'complete' && document.title.startsWith('Oren Dace')")


def test_search_finds_words_in_the_text_of_an_article(browser, site):
    browser.open(site / "index.html", "?q=insurer%20blue")
    browser.wait("!document.querySelector('[data-results]').hidden")
    found = browser.run("document.querySelector('[data-results]').innerText")
    assert found.splitlines()[:2] == ["Articles", "wire#7"]


def test_search_loads_only_what_a_query_needs(browser, site):
    browser.open(site / "index.html")
    assert not [url for url in browser.requests if "/search/" in url]
    browser.run("document.querySelector('[data-search]').focus()")
    browser.type("dace")
    browser.wait("!document.querySelector('[data-results]').hidden")
    loaded = {url.rpartition("/")[2] for url in browser.requests if "/search/" in url}
    assert {name.partition("-")[0] for name in loaded} == {"start.js", "words", "part"}


def test_search_ignores_accents_and_case(browser, site):
    browser.open(site / "index.html", "?q=F%C3%84HRE")
    browser.wait("!document.querySelector('[data-results]').hidden")
    assert "Nothing found." in browser.run("document.querySelector('[data-results]').innerText")
    browser.open(site / "index.html", "?q=BL%C3%96cked")
    browser.wait("!document.querySelector('[data-results]').hidden")
    assert "blocked" in browser.run("document.querySelector('[data-results]').innerText")


def graph(browser, path):
    browser.open(path)
    browser.wait("document.documentElement.dataset.graph === 'ready'")


def test_an_entity_of_the_graph_is_found_by_keyboard(browser, site):
    graph(browser, site / "site/graph.html")
    browser.run("document.getElementById('find').focus()")
    browser.type("pontoon")
    browser.key("ArrowDown")
    assert browser.run("document.getElementById('find').getAttribute('aria-activedescendant')")
    browser.key("Enter")
    assert "4th Pontoon Company" in browser.run("document.querySelector('.panel h2').textContent")


def test_a_line_opens_the_exact_words_behind_it(browser, site):
    graph(browser, site / entity_page("MilitaryUnit/4th Pontoon Company"))
    browser.run(
        "[...document.querySelectorAll('.panel li button')]"
        ".find((one) => one.textContent.includes('denied: deployed to')).click()"
    )
    panel = browser.run("document.querySelector('.panel').innerText")
    assert "Tavia did not send the 4th Pontoon Company to Port Kesrin" in panel
    assert "According to Runa Halvik via Tavia Herald" in panel
    assert "denied" in panel
    browser.run("document.querySelector('.panel li a').click()")
    browser.wait(
        "document.readyState === 'complete' && document.title.startsWith('Ferry toll rises')"
    )
    lit = browser.run("document.querySelector('.claim.lit').textContent")
    assert "deployed to" in lit


def test_a_click_on_the_canvas_chooses_what_is_there(browser, site):
    graph(browser, site / "site/graph.html")
    before = browser.run("document.querySelector('.panel').innerText")
    assert "Best connected" in before
    box = browser.run(
        "(() => { const { x, y, width, height } = document.getElementById('network')"
        ".getBoundingClientRect(); return [x, y, width, height] })()"
    )
    hits = set()
    for column in range(24):
        for row in range(16):
            if len(hits) > 3:
                break
            browser.click(box[0] + box[2] * (column + 0.5) / 24, box[1] + box[3] * (row + 0.5) / 16)
            hits.add(browser.run("document.querySelector('.panel h2')?.textContent"))
    assert len(hits) > 3


def test_the_legend_hides_a_class(browser, site):
    graph(browser, site / "site/graph.html")
    shown = "document.getElementById('network').dataset.labels"
    assert " of 15 " in browser.run(shown)
    browser.run("document.querySelector('[data-type=Person]').click()")
    browser.wait(f"{shown}.includes(' of 11 ')")
    assert browser.run("document.querySelector('[data-type=Person]').ariaPressed") == "false"


def test_claims_can_be_filtered(browser, site):
    graph(browser, site / "site/graph.html")
    browser.run("document.querySelector('.filters').open = true")
    browser.run("document.querySelector('[data-filter=polarity] [value=affirmed]').click()")
    shown = "document.getElementById('network').dataset.labels"
    browser.wait(f"{shown}.includes(' of 3 ')")  # two denials: of deployed to and of sent by


def test_no_two_labels_overlap_and_most_are_shown(browser, site):
    graph(browser, site / "site/graph.html")
    shown, total = browser.run("document.getElementById('network').dataset.labels").split()[:3:2]
    assert int(shown) >= 0.8 * int(total)


def test_tables_sort_and_filter(browser, site):
    browser.open(site / "site/quotes.html")
    rows = "[...document.querySelectorAll('tbody tr')].filter((row) => !row.hidden)"
    first = f"{rows}[0].cells[0].innerText"
    browser.run("document.querySelector('th button').click()")
    up = browser.run(first)
    browser.run("document.querySelector('th button').click()")
    assert up != browser.run(first)
    assert browser.run("document.querySelector('th').ariaSort") == "descending"
    browser.run("document.querySelector('.list-tools input').focus()")
    browser.type("tickets")
    assert browser.run(f"{rows}.length") == 1
    assert browser.run("document.querySelector('[role=status]').textContent") == "1 of 12 rows"


def test_the_least_confidence_is_a_filter_and_sorts(browser, site):
    browser.open(site / "site/quotes.html")
    choose = "document.querySelector('select[aria-label=\"Sure at least\"]')"
    assert browser.run(f"[...{choose}.options].map((one) => one.textContent)") == [
        "Sure: all", "Sure ≥ 50 % (2)", "Sure ≥ 70 % (2)", "Sure ≥ 80 % (1)", "Sure ≥ 90 % (1)",
        "Sure ≥ 95 % (1)",
    ]  # fmt: skip
    browser.run(
        f"(() => {{ {choose}.value = '70'; {choose}.dispatchEvent(new Event('input')) }})()"
    )
    assert browser.run("document.querySelector('[role=status]').textContent") == "2 of 12 rows"
    heads = "[...document.querySelectorAll('th button')]"
    browser.run(f"{heads}.find((one) => one.textContent === 'Sure').click()")
    shown = "[...document.querySelectorAll('tbody tr:not([hidden]) td.sure')]"
    assert browser.run(f"{shown}.map((one) => one.textContent)") == ["75 %", "95 %"]


def test_the_panel_of_an_article_says_how_often_a_construction_was_right(browser, site):
    browser.open(site / article_page("kesrin/ferry fire.txt"))
    claims = "[...document.querySelectorAll('.claim .meta')].map((one) => one.textContent).join()"
    assert "95 % sure" in browser.run(claims)
    assert "judged right (quote: direct, verb, named source)" in browser.run(claims)


def test_filters_stand_in_the_address_and_are_restored(browser, site):
    browser.open(site / "site/quotes.html")
    browser.run(
        "(() => { const one = document.querySelector('select[aria-label=Who]');"
        " one.value = 'Oren Dace'; one.dispatchEvent(new Event('input')); })()"
    )
    address = browser.run("location.href")
    assert address.endswith("quotes.html#?Who=Oren+Dace")
    browser.call("Page.navigate", url="about:blank")
    browser.call("Page.navigate", url=address)
    browser.wait("document.readyState === 'complete'")
    assert browser.run("document.querySelector('[role=status]').textContent") == "5 of 12 rows"


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        pytest.param("Who", "Oren Dace", 5, id="source"),
        pytest.param("How", "mixed speech", 1, id="kind"),
        pytest.param("Standing", "denied", 1, id="polarity"),
        pytest.param("Via", "Tavia Herald", 1, id="relay"),
        pytest.param("Article", "wire#7", 2, id="article"),
        pytest.param("Date from", "2031-03-05", 2, id="date"),
    ],
)
def test_quotes_are_filtered(browser, site, name, value, count):
    browser.open(site / "site/quotes.html")
    browser.run(
        f"(() => {{ const one = document.querySelector('.list-tools [aria-label=\"{name}\"]');"
        f" one.value = '{value}'; one.dispatchEvent(new Event('input')); }})()"
    )
    assert browser.run("document.querySelectorAll('tbody tr:not([hidden])').length") == count


def test_blocks_of_figures_are_searched_together(browser, site):
    browser.open(site / "site/figures.html")
    shown = "document.querySelectorAll('[data-block]:not([hidden])').length"
    before = browser.run(shown)
    browser.run(
        "(() => { const one = document.querySelector('.list-tools select[aria-label=What]');"
        " one.value = 'missing'; one.dispatchEvent(new Event('input')); })()"
    )
    assert browser.run(shown) == 1 < before
    assert browser.run("document.querySelector('[data-block]:not([hidden]) details').open")
    assert "in 1 block" in browser.run("document.querySelector('[role=status]').textContent")


def test_a_dot_leads_to_its_row(browser, site):
    browser.open(site / "site/figures.html")
    browser.run("document.querySelector('.dot').dispatchEvent(new MouseEvent('click'))")
    browser.wait("document.querySelector('tr:target') !== null")
    assert "At least 14 people" in browser.run("document.querySelector('tr:target').textContent")


def test_the_time_line_and_its_strip_are_filtered_together(browser, site):
    browser.open(site / "site/timeline.html")
    bars = "document.querySelectorAll('.strip > svg rect.quote')"
    heights = f"[...{bars}].map((one) => one.height.baseVal.value)"
    assert any(browser.run(heights))
    browser.run(
        "(() => { const one = document.querySelector('select[aria-label=Kind]');"
        " one.value = 'figure'; one.dispatchEvent(new Event('input')); })()"
    )
    assert not any(browser.run(heights))
    assert browser.run("document.querySelectorAll('.event:not([hidden])').length") == 1
    assert browser.run("document.querySelectorAll('.group:not([hidden])').length") == 1


def test_the_start_page_tells_what_changed(browser, tmp_path, ontology):
    counts = {"articles": {"new": 2}, "claims": {"gone": 0}, "conflicts": {"new": 0}}
    told = {"since": None, "counts": counts, "articles": {}, "claims": {}, "conflicts": {}}
    (tmp_path / outputs.CHANGES).write_text(json.dumps(told))
    export(make_product(), tmp_path, ontology=ontology)
    browser.open(tmp_path / "index.html")
    line = browser.run("document.querySelector('[data-changes]').innerText")
    assert line == "Changed since the last build: articles: 2 new. All changes"


def test_words_of_an_article_lead_to_their_claims(browser, site):
    browser.open(site / article_page("kesrin/ferry fire.txt"))
    browser.run("document.querySelector('a.piece.figure').click()")
    browser.wait("location.hash.startsWith('#figure-')")
    browser.wait("document.querySelector('.claim.lit.figure') !== null")
    browser.run("document.querySelector('a.piece.figure').click()")
    browser.wait("location.hash.startsWith('#quote-')")


@pytest.mark.parametrize("width", [400, 820, 1024, 1200, 1400])
def test_no_page_is_wider_than_the_screen(browser, site, width):
    browser.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1,
        mobile=width < 500,
    )  # fmt: skip
    try:
        for path in visit(browser, site):
            wide = browser.run("document.documentElement.scrollWidth")
            assert wide <= width, path
    finally:
        browser.call("Emulation.clearDeviceMetricsOverride")
