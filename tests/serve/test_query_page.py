"""The query page and the pages on IRIs in a browser: what people see; nothing goes out."""

from urllib.parse import quote

import pytest
from served import made_build, serving

from kg.ontology import load

pytestmark = pytest.mark.browser
DONE = "document.querySelector('#results table tbody td, #results .bars, #results pre') !== null"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(made_build(tmp_path_factory.mktemp("pages") / "graph")) as running:
        yield running


@pytest.fixture
def page(browser, server):
    browser.visit = lambda path: visit(browser, server, path)
    yield browser
    own = f"http://{server.host}:{server.port}/"
    outside = [one for one in browser.requests if not one.startswith((own, "data:", "about:"))]
    assert outside == []
    assert browser.complaints == []


def visit(browser, server, path):
    """Open a page of the server, anew even if only the fragment is another."""
    browser.call("Page.navigate", url="about:blank")
    browser.wait("location.href === 'about:blank'")
    browser.call("Page.navigate", url=f"http://{server.host}:{server.port}{path}")
    browser.wait("location.href !== 'about:blank' && document.readyState === 'complete'")


def text(browser, selector):
    return browser.run(f"document.querySelector({selector!r})?.innerText ?? ''")


def test_a_question_is_answered_at_once(page):
    page.visit("/query")
    page.wait(DONE)
    assert "PREFIX" in text(page, "#editor")
    assert page.run("document.querySelectorAll('#results tbody tr').length") > 0


@pytest.mark.parametrize("name", sorted(load().queries))
def test_every_question_can_be_asked(page, name):
    page.visit(f"/query#example={name}")
    page.wait(DONE + " || document.querySelector('#results .dt-empty') !== null")
    assert page.run("document.querySelector('#results pre') === null")
    assert load().queries[name].title in text(page, "[aria-current=true]")


def test_a_parameter_narrows_the_answer(page):
    page.visit("/query#example=who-said-what")
    page.wait(DONE)
    every = page.run("document.querySelectorAll('#results tbody tr').length")
    page.run("document.querySelector('#parameters input').focus()")
    page.type('Dace"\\')
    assert 'VALUES ?name { "Dace\\"\\\\" }' in text(page, "#editor")
    page.run("document.querySelector('#parameters input').value = ''")
    page.run("document.querySelector('#parameters input').focus()")
    page.type("Dace")
    page.run("document.querySelector('#run').click()")
    page.wait(f"document.querySelectorAll('#results tbody tr').length < {every}")
    assert "Dace" in text(page, "#results tbody")


def test_numbers_can_be_drawn_as_bars(page):
    page.visit("/query#example=sources")
    page.wait(DONE)
    page.run("document.querySelector('.select_chart').click()")
    page.wait("document.querySelectorAll('.bars li').length > 2")
    widths = page.run(
        "[...document.querySelectorAll('.bars rect')].map(x => x.getAttribute('width'))"
    )
    assert widths[0] == "100%"
    page.run("document.querySelector('.choices select').selectedIndex = 1")
    page.run("document.querySelector('.choices select').dispatchEvent(new Event('change'))")
    page.run("document.querySelector('.select_response').click()")
    page.wait("document.querySelector('#results .CodeMirror') !== null")


def test_results_lead_into_the_pages(page):
    query = "SELECT ?in { ?quote kg:inArticle ?in } LIMIT 1"
    page.visit(f"/query#query={quote(query)}")
    page.wait("document.querySelector('#results a.iri') !== null")
    page.run("document.querySelector('#results a.iri').click()")
    page.wait("location.pathname.startsWith('/site/articles/')")
    page.visit("/query#example=who-said-what")
    page.wait("document.querySelector('#results td[data-label=article] a') !== null")
    page.run("document.querySelector('#results td[data-label=article] a').click()")
    page.wait("location.pathname.startsWith('/site/articles/')")


def test_the_editor_completes_terms_of_our_vocabulary(page):
    page.visit("/query#query=" + quote("SELECT * { ?claim kg:saidB }"))
    page.wait("document.querySelector('#editor .CodeMirror') !== null")
    page.run("""(() => { const editor = document.querySelector('#editor .CodeMirror').CodeMirror;
        editor.setValue('PREFIX kg: <https://kg.example/ns#> SELECT * { ?claim kg:saidB }');
        editor.focus(); editor.setCursor(0, editor.getValue().indexOf('saidB') + 5);
        editor.autocomplete(); })()""")
    page.wait("document.querySelector('.CodeMirror-hints')?.innerText.includes('saidBy') || "
              "document.querySelector('.CodeMirror').innerText.includes('kg:saidBy')")  # fmt: skip
    page.complaints[:] = [one for one in page.complaints if "400" not in str(one)]  # half a query


def test_our_prefixes_are_written_into_a_query_that_lacks_them(page):
    text_of = "document.querySelector('#editor .CodeMirror').CodeMirror.getValue()"
    page.visit(
        "/query#query=" + quote('SELECT * { ?s schema:text ?o ; a kg:Quote # v:x "org:y"\n}')
    )
    page.wait(DONE)
    lines = page.run(text_of).split("\n")
    assert lines[0].startswith("PREFIX kg: <https://kg.example/ns#>")
    assert lines[1] == "PREFIX schema: <https://schema.org/>"
    assert lines[2].startswith("SELECT")


def test_evidence_leads_to_its_description(page):
    page.visit("/query#query=" + quote("SELECT ?span { ?claim kg:evidence ?span } LIMIT 1"))
    page.wait("document.querySelector('#results a.iri') !== null")
    page.run("document.querySelector('#results a.iri').click()")
    page.wait("location.pathname === '/about' && document.readyState === 'complete'")
    assert "has selector" in text(page, "main").lower() or "hasSelector" in text(page, "main")


def test_a_mistake_is_told_with_its_place(page):
    page.visit("/query#query=" + quote("SELECT * WHERE { ?s ?p "))
    page.wait("document.querySelector('#results pre') !== null")
    assert "line 1, column" in text(page, "#results pre")
    # the browser itself notes every answer of 400
    page.complaints[:] = [one for one in page.complaints if "400" not in str(one)]


def test_the_link_of_a_query_brings_it_back(page):
    page.visit("/query#query=" + quote("ASK { ?s ?p ?o } # 100 % of +1"))
    page.wait("document.querySelector('#results .yasr_results')?.innerText.length > 0")
    page.run("document.querySelector('.yasqe_share').click()")
    page.wait("document.querySelector('.yasqe_sharePopup input') !== null")
    link = page.run("document.querySelector('.yasqe_sharePopup input').value")
    assert link.endswith("#query=" + quote("ASK { ?s ?p ?o } # 100 % of +1", safe="*'()!~"))


def test_names_and_texts_run_no_script(page):
    payload = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    query = f'SELECT ("{payload}" AS ?x) (IRI("javascript:alert(3)") AS ?y) {{}}'
    page.visit("/query#query=" + quote(query))
    page.wait(DONE)
    assert payload in text(page, "#results tbody")
    assert (
        page.run("document.querySelectorAll('#results img, #results a[href^=javascript]').length")
        == 0
    )


def test_the_pages_on_iris_and_terms_are_quiet(page, server):
    page.visit("/ns#saidBy")
    assert page.run("document.querySelector(':target') !== null")
    page.visit("/vocab/killed")
    assert "killed" in text(page, "h1")
    page.visit("/")
    assert page.run("document.querySelector('nav a[href=\"/query\"]') !== null")


@pytest.mark.parametrize("path", ["/query", "/ns", "/vocab/killed"])
def test_pages_fit_a_phone(page, path):
    page.call("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2,
              mobile=True)  # fmt: skip
    page.visit(path)
    if path == "/query":
        page.wait(DONE)
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
