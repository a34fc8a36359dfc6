"""html in headless Chromium: nothing is asked of a network, no foreign script runs, tools work."""

import json

import pytest
from browser import CHROMIUM, Browser
from hostile import OUTSIDE, OWN, hostile_product
from made import make_product

from kg import outputs
from kg.export.addresses import article_page, entity_page
from kg.export.html import export

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


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


@pytest.fixture(scope="module")
def browser():
    with Browser() as browser:
        yield browser


@pytest.fixture
def fresh(browser):
    browser.requests.clear()
    browser.complaints.clear()
    return browser


def test_the_watch_sees_requests_scripts_and_errors(fresh, tmp_path):
    """Without a policy and without escaping, everything that is forbidden below does happen."""
    page = tmp_path / "open.html"
    page.write_text(f"{OWN[0]}<img src={OUTSIDE}/a.png><script>throw Error('x')</script>")
    fresh.open(page)
    assert f"{OUTSIDE}/a.png" in fresh.requests
    assert fresh.run("document.documentElement.dataset.fired") == "1"
    assert fresh.complaints


def visit(browser, site):
    for path in sorted(site.rglob("*.html")):
        browser.open(path)
        if browser.run("Boolean(document.getElementById('network'))"):
            browser.wait("document.documentElement.dataset.graph === 'ready'")
        yield path


def outside(browser, site):
    """Return what was asked for elsewhere; data: is how Chromium draws its own date fields."""
    return [url for url in browser.requests if not url.startswith((site.as_uri(), "data:"))]


def test_no_page_asks_or_complains(fresh, site):
    count = sum(1 for _ in visit(fresh, site))
    assert count == 33
    assert fresh.complaints == []
    assert outside(fresh, site) == []


@pytest.mark.slow
def test_hostile_texts_fire_nothing_and_ask_nothing(fresh, hostile):
    for path in visit(fresh, hostile):
        search = "document.querySelector('[data-search]')"
        fresh.run(
            f"{search}.focus(), {search}.value = 'o', {search}.dispatchEvent(new Event('input'))"
        )
        fresh.wait("!document.querySelector('[data-results]').hidden")
        # open every claim that a picture has
        fresh.run("document.querySelectorAll('.panel li button').forEach((one) => one.click())")
        assert fresh.run("document.documentElement.dataset.fired") is None, path
        assert (
            fresh.run(
                "document.querySelectorAll('script:not([src]):not([type]), iframe, img').length"
            )
            == 0
        )
    assert fresh.complaints == []
    assert outside(fresh, hostile) == []


def test_search_finds_entities_articles_and_quotes(fresh, site):
    fresh.open(site / "index.html")
    fresh.run("document.querySelector('[data-search]').focus()")
    fresh.type("dace")
    fresh.wait("!document.querySelector('[data-results]').hidden")
    found = fresh.run("document.querySelector('[data-results]').innerText")
    assert "Oren Dace" in found and "Nobody blocked anything" in found
    fresh.key("ArrowDown")
    assert fresh.run("document.activeElement.textContent").startswith("Oren Dace")
    fresh.run("document.activeElement.click()")
    fresh.wait("document.readyState === 'complete' && document.title.startsWith('Oren Dace')")


def test_search_finds_words_in_the_text_of_an_article(fresh, site):
    fresh.open(site / "index.html", "?q=insurer%20blue")
    fresh.wait("!document.querySelector('[data-results]').hidden")
    found = fresh.run("document.querySelector('[data-results]').innerText")
    assert found.splitlines()[:2] == ["Articles", "wire#7"]


def test_search_loads_only_what_a_query_needs(fresh, site):
    fresh.open(site / "index.html")
    assert not [url for url in fresh.requests if "/search/" in url]
    fresh.run("document.querySelector('[data-search]').focus()")
    fresh.type("dace")
    fresh.wait("!document.querySelector('[data-results]').hidden")
    loaded = {url.rpartition("/")[2] for url in fresh.requests if "/search/" in url}
    assert {name.partition("-")[0] for name in loaded} == {"start.js", "words", "part"}


def test_search_ignores_accents_and_case(fresh, site):
    fresh.open(site / "index.html", "?q=F%C3%84HRE")
    fresh.wait("!document.querySelector('[data-results]').hidden")
    assert "Nothing found." in fresh.run("document.querySelector('[data-results]').innerText")
    fresh.open(site / "index.html", "?q=BL%C3%96cked")
    fresh.wait("!document.querySelector('[data-results]').hidden")
    assert "blocked" in fresh.run("document.querySelector('[data-results]').innerText")


def graph(browser, path):
    browser.open(path)
    browser.wait("document.documentElement.dataset.graph === 'ready'")


def test_an_entity_of_the_graph_is_found_by_keyboard(fresh, site):
    graph(fresh, site / "site/graph.html")
    fresh.run("document.getElementById('find').focus()")
    fresh.type("pontoon")
    fresh.key("ArrowDown")
    assert fresh.run("document.getElementById('find').getAttribute('aria-activedescendant')")
    fresh.key("Enter")
    assert "4th Pontoon Company" in fresh.run("document.querySelector('.panel h2').textContent")


def test_a_line_opens_the_exact_words_behind_it(fresh, site):
    graph(fresh, site / entity_page("MilitaryUnit/4th Pontoon Company"))
    fresh.run(
        "[...document.querySelectorAll('.panel li button')]"
        ".find((one) => one.textContent.includes('denied: deployed to')).click()"
    )
    panel = fresh.run("document.querySelector('.panel').innerText")
    assert "Tavia did not send the 4th Pontoon Company to Port Kesrin" in panel
    assert "According to Runa Halvik via Tavia Herald" in panel
    assert "denied" in panel
    fresh.run("document.querySelector('.panel li a').click()")
    fresh.wait(
        "document.readyState === 'complete' && document.title.startsWith('Ferry toll rises')"
    )
    lit = fresh.run("document.querySelector('.claim.lit').textContent")
    assert "deployed to" in lit


def test_a_click_on_the_canvas_chooses_what_is_there(fresh, site):
    graph(fresh, site / "site/graph.html")
    before = fresh.run("document.querySelector('.panel').innerText")
    assert "Best connected" in before
    box = fresh.run(
        "(() => { const { x, y, width, height } = document.getElementById('network')"
        ".getBoundingClientRect(); return [x, y, width, height] })()"
    )
    hits = set()
    for column in range(24):
        for row in range(16):
            if len(hits) > 3:
                break
            fresh.click(box[0] + box[2] * (column + 0.5) / 24, box[1] + box[3] * (row + 0.5) / 16)
            hits.add(fresh.run("document.querySelector('.panel h2')?.textContent"))
    assert len(hits) > 3


def test_the_legend_hides_a_class(fresh, site):
    graph(fresh, site / "site/graph.html")
    shown = "document.getElementById('network').dataset.labels"
    assert " of 15 " in fresh.run(shown)
    fresh.run("document.querySelector('[data-type=Person]').click()")
    fresh.wait(f"{shown}.includes(' of 11 ')")
    assert fresh.run("document.querySelector('[data-type=Person]').ariaPressed") == "false"


def test_claims_can_be_filtered(fresh, site):
    graph(fresh, site / "site/graph.html")
    fresh.run("document.querySelector('.filters').open = true")
    fresh.run("document.querySelector('[data-filter=polarity] [value=affirmed]').click()")
    shown = "document.getElementById('network').dataset.labels"
    fresh.wait(f"{shown}.includes(' of 3 ')")  # two denials: of deployed to and of sent by


def test_no_two_labels_overlap_and_most_are_shown(fresh, site):
    graph(fresh, site / "site/graph.html")
    shown, total = fresh.run("document.getElementById('network').dataset.labels").split()[:3:2]
    assert int(shown) >= 0.8 * int(total)


def test_tables_sort_and_filter(fresh, site):
    fresh.open(site / "site/quotes.html")
    rows = "[...document.querySelectorAll('tbody tr')].filter((row) => !row.hidden)"
    first = f"{rows}[0].cells[0].innerText"
    fresh.run("document.querySelector('th button').click()")
    up = fresh.run(first)
    fresh.run("document.querySelector('th button').click()")
    assert up != fresh.run(first)
    assert fresh.run("document.querySelector('th').ariaSort") == "descending"
    fresh.run("document.querySelector('.list-tools input').focus()")
    fresh.type("tickets")
    assert fresh.run(f"{rows}.length") == 1
    assert fresh.run("document.querySelector('[role=status]').textContent") == "1 of 12 rows"


def test_the_least_confidence_is_a_filter_and_sorts(fresh, site):
    fresh.open(site / "site/quotes.html")
    choose = "document.querySelector('select[aria-label=\"Sure at least\"]')"
    assert fresh.run(f"[...{choose}.options].map((one) => one.textContent)") == [
        "Sure: all", "Sure ≥ 50 % (2)", "Sure ≥ 70 % (2)", "Sure ≥ 80 % (1)", "Sure ≥ 90 % (1)",
        "Sure ≥ 95 % (1)",
    ]  # fmt: skip
    fresh.run(f"(() => {{ {choose}.value = '70'; {choose}.dispatchEvent(new Event('input')) }})()")
    assert fresh.run("document.querySelector('[role=status]').textContent") == "2 of 12 rows"
    heads = "[...document.querySelectorAll('th button')]"
    fresh.run(f"{heads}.find((one) => one.textContent === 'Sure').click()")
    shown = "[...document.querySelectorAll('tbody tr:not([hidden]) td.sure')]"
    assert fresh.run(f"{shown}.map((one) => one.textContent)") == ["75 %", "95 %"]


def test_the_panel_of_an_article_says_how_often_a_construction_was_right(fresh, site):
    fresh.open(site / article_page("kesrin/ferry fire.txt"))
    claims = "[...document.querySelectorAll('.claim .meta')].map((one) => one.textContent).join()"
    assert "95 % sure" in fresh.run(claims)
    assert "judged right (quote: direct, verb, named source)" in fresh.run(claims)


def test_filters_stand_in_the_address_and_are_restored(fresh, site):
    fresh.open(site / "site/quotes.html")
    fresh.run(
        "(() => { const one = document.querySelector('select[aria-label=Who]');"
        " one.value = 'Oren Dace'; one.dispatchEvent(new Event('input')); })()"
    )
    address = fresh.run("location.href")
    assert address.endswith("quotes.html#?Who=Oren+Dace")
    fresh.call("Page.navigate", url="about:blank")
    fresh.call("Page.navigate", url=address)
    fresh.wait("document.readyState === 'complete'")
    assert fresh.run("document.querySelector('[role=status]').textContent") == "5 of 12 rows"


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
def test_quotes_are_filtered(fresh, site, name, value, count):
    fresh.open(site / "site/quotes.html")
    fresh.run(
        f"(() => {{ const one = document.querySelector('.list-tools [aria-label=\"{name}\"]');"
        f" one.value = '{value}'; one.dispatchEvent(new Event('input')); }})()"
    )
    assert fresh.run("document.querySelectorAll('tbody tr:not([hidden])').length") == count


def test_blocks_of_figures_are_searched_together(fresh, site):
    fresh.open(site / "site/figures.html")
    shown = "document.querySelectorAll('[data-block]:not([hidden])').length"
    before = fresh.run(shown)
    fresh.run(
        "(() => { const one = document.querySelector('.list-tools select[aria-label=What]');"
        " one.value = 'missing'; one.dispatchEvent(new Event('input')); })()"
    )
    assert fresh.run(shown) == 1 < before
    assert fresh.run("document.querySelector('[data-block]:not([hidden]) details').open")
    assert "in 1 block" in fresh.run("document.querySelector('[role=status]').textContent")


def test_a_dot_leads_to_its_row(fresh, site):
    fresh.open(site / "site/figures.html")
    fresh.run("document.querySelector('.dot').dispatchEvent(new MouseEvent('click'))")
    fresh.wait("document.querySelector('tr:target') !== null")
    assert "At least 14 people" in fresh.run("document.querySelector('tr:target').textContent")


def test_the_time_line_and_its_strip_are_filtered_together(fresh, site):
    fresh.open(site / "site/timeline.html")
    bars = "document.querySelectorAll('.strip > svg rect.quote')"
    heights = f"[...{bars}].map((one) => one.height.baseVal.value)"
    assert any(fresh.run(heights))
    fresh.run(
        "(() => { const one = document.querySelector('select[aria-label=Kind]');"
        " one.value = 'figure'; one.dispatchEvent(new Event('input')); })()"
    )
    assert not any(fresh.run(heights))
    assert fresh.run("document.querySelectorAll('.event:not([hidden])').length") == 1
    assert fresh.run("document.querySelectorAll('.group:not([hidden])').length") == 1


def test_the_start_page_tells_what_changed(fresh, tmp_path, ontology):
    counts = {"articles": {"new": 2}, "claims": {"gone": 0}, "conflicts": {"new": 0}}
    told = {"since": None, "counts": counts, "articles": {}, "claims": {}, "conflicts": {}}
    (tmp_path / outputs.CHANGES).write_text(json.dumps(told))
    export(make_product(), tmp_path, ontology=ontology)
    fresh.open(tmp_path / "index.html")
    line = fresh.run("document.querySelector('[data-changes]').innerText")
    assert line == "Changed since the last build: articles: 2 new. All changes"


def test_words_of_an_article_lead_to_their_claims(fresh, site):
    fresh.open(site / article_page("kesrin/ferry fire.txt"))
    fresh.run("document.querySelector('a.piece.figure').click()")
    fresh.wait("location.hash.startsWith('#figure-')")
    fresh.wait("document.querySelector('.claim.lit.figure') !== null")
    fresh.run("document.querySelector('a.piece.figure').click()")
    fresh.wait("location.hash.startsWith('#quote-')")


@pytest.mark.parametrize("width", [400, 820, 1024, 1200, 1400])
def test_no_page_is_wider_than_the_screen(fresh, site, width):
    fresh.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1,
        mobile=width < 500,
    )  # fmt: skip
    try:
        for path in visit(fresh, site):
            wide = fresh.run("document.documentElement.scrollWidth")
            assert wide <= width, path
    finally:
        fresh.call("Emulation.clearDeviceMetricsOverride")
