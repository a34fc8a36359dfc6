"""html: axe-core finds no serious fault on any kind of page, light or dark, wide or narrow."""

import json
from pathlib import Path

import pytest
from made import make_product

from kg.export.html import export

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parent / "axe-core" / "axe.min.js"
RUN = """axe.run({preload: false, resultTypes: ["violations"]}).then((found) => JSON.stringify(
  found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200)])))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, ontology):
    folder = tmp_path_factory.mktemp("build")
    export(make_product(), folder, ontology=ontology)
    return folder


def kinds(site):
    """Yield every list, an article of each, and three entities."""
    yield site / "index.html"
    yield from sorted((site / "site").glob("*.html"))
    yield from sorted((site / "site/articles").glob("*.html"))
    by_size = sorted((site / "site/entities").glob("*.html"), key=lambda path: path.stat().st_size)
    yield from (by_size[0], by_size[len(by_size) // 2], by_size[-1])


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 1400), ("light", 390)])
def test_no_serious_fault(browser, site, scheme, width):
    browser.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
        mobile=width < 500,
    )  # fmt: skip
    browser.call(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
    )
    script, found = AXE.read_text(encoding="utf-8"), {}
    for path in kinds(site):
        browser.open(path)
        if browser.run("Boolean(document.getElementById('network'))"):
            browser.wait("document.documentElement.dataset.graph === 'ready'")
        browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        browser.call("Runtime.evaluate", expression=script)
        if faults := json.loads(browser.run(RUN)):
            found[path.name] = faults
    assert found == {}
