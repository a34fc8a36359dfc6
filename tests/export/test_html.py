"""html: what stands on the pages, that links lead somewhere, that nothing else is loaded."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html
from made import make_product
from pages_read import POLICY, broken_links, foreign, pages, text_of

from kg.export.addresses import article_page, entity_page, list_page, page_name, web_url
from kg.export.html import export


@pytest.fixture(scope="module")
def site(tmp_path_factory, ontology):
    folder = tmp_path_factory.mktemp("build")
    export(make_product(), folder, ontology=ontology)
    return folder


def page(site, path):
    return lxml_html.fromstring((site / path).read_bytes())


def words(site, path):
    return text_of(page(site, path).find(".//main"))


def test_it_stays_in_its_folder(site):
    assert {path.name for path in site.iterdir()} == {"index.html", "site"}


def test_lists_have_pages(site):
    for name in (
        "graph", "quotes", "figures", "all-figures", "relations", "timeline", "undated",
        "entities", "articles", "rejects",
    ):  # fmt: skip
        assert (site / list_page(name)).is_file()


def test_every_article_and_every_entity_of_a_claim_has_a_page(site, product):
    for extraction in product.extractions:
        assert (site / article_page(extraction.article.id)).is_file()
    assert (site / entity_page("Person/Oren Dace")).is_file()
    assert len(list((site / "site/entities").iterdir())) == 18


def test_an_entity_of_no_claim_is_listed_without_a_link(site):
    path = entity_page("NewsOutlet/Kesrin Ledger")
    assert not (site / path).exists()
    assert "Kesrin Ledger" in words(site, "site/entities.html")
    assert path not in (site / "site/entities.html").read_text()


def test_links_lead_somewhere(site):
    assert broken_links(site) == []


def test_pages_load_and_run_only_what_is_ours(site):
    assert [found for path, tree in pages(site) for found in foreign(path, tree, site)] == []


def test_the_policy_forbids_the_rest(site):
    for path, tree in pages(site):
        metas = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert metas == [POLICY], path
        assert "unsafe" not in POLICY


def test_the_start_page_begins_with_conflicts(site):
    text = words(site, "index.html")
    assert "where they disagree" in text
    assert text.index("between 20 and 25") < text.index("Most quoted")
    assert "20 to 25 and more than 30 killed in Port Kesrin cannot both hold." in text


def test_most_quoted_sources_are_ranked(site):
    names = page(site, "index.html").xpath("//ol[@class='ranking']/li//bdi/text()")
    assert names[0] == "Oren Dace"


def test_a_dispute_shows_all_its_sides_on_one_scale(site):
    dispute = page(site, "site/figures.html").xpath("//article[@class='dispute']")[0]
    rows = dispute.xpath(".//tbody/tr")
    assert [row.xpath("string(.//b)") for row in rows] == [
        "At least 14 people",
        "between 20 and 25",
        "more than 30 people",
        "23 dead",
    ]
    assert [row.get("class") for row in rows] == [
        "supersedes",
        "conflicts",
        "conflicts",
        "supersedes",
    ]
    assert [row.xpath(".//svg/@aria-label")[0] for row in rows] == ["≥ 14", "20–25", "≥ 31", "23"]
    assert len(dispute.xpath(".//ul[@class='reasons']/li")) == 3


def test_an_article_shows_its_evidence_in_place(site, product):
    extraction = product.extractions[1]
    tree = page(site, article_page(extraction.article.id))
    pieces = tree.xpath("//a[contains(@class, 'piece')]")
    quote = [p for p in pieces if "quote" in p.get("class") and "figure" not in p.get("class")]
    assert "Nobody blocked anything" in [piece.text_content() for piece in quote]
    noise = [p.text_content().strip() for p in tree.xpath("//p[@class='noise']")]
    assert noise == ["Kesrin Ledger | Home | Ports", "Read more: Ten ferries that never sailed"]


def test_an_article_page_holds_the_whole_text(site, product):
    for extraction in product.extractions:
        tree = page(site, article_page(extraction.article.id))
        shown = "".join(p.text_content() for p in tree.xpath("//section[@class='text']/p"))
        assert "".join(shown.split()) == "".join(extraction.article.text.split())


def test_overlapping_evidence_leads_to_the_shortest_first(site):
    tree = page(site, article_page("kesrin/ferry fire.txt"))
    (number,) = tree.xpath("//a[contains(@class, 'figure')]")
    first, second = number.get("data-claims").split()
    assert first.startswith("figure-") and second.startswith("quote-")
    assert number.get("href") == f"#{first}"


def test_denials_and_hedges_are_marked(site):
    text = words(site, entity_page("MilitaryUnit/4th Pontoon Company"))
    assert "denied" in text
    assert "probable" in text


def test_only_web_addresses_become_links(site):
    linked = page(site, article_page("kesrin/ferry fire.txt")).xpath("//a[.='Original']/@href")
    assert linked == ["https://ledger.example/ports/1?a=1&b=2"]
    assert "javascript:" not in (site / article_page("herald/../Fähre 2.html")).read_text()


def test_an_entity_page_says_who_it_is(site):
    text = words(site, entity_page("Country/Tavia"))
    assert "https://kg.example/entity/Country/Tavia" in text
    assert "https://www.wikidata.org/entity/Q0" in text
    assert "The same name in two articles." in text


def test_an_entity_page_tells_said_from_said_about(site):
    tree = page(site, entity_page("Person/Oren Dace"))
    assert len(tree.xpath("//section[@id='said']//tbody/tr")) == 5
    assert tree.xpath("//section[@id='about']") == []


def test_rejects_say_why(site):
    text = words(site, "site/rejects.html")
    assert "only places are deployed to" in text
    assert "DeployedToShape" in text


def test_names_in_any_script_stay_whole(site):
    assert "北湾通讯社" in words(site, "site/quotes.html")
    assert "ليلى الحداد" in words(site, entity_page("Person/Laila al-Haddad"))


def test_same_product_same_bytes_whatever_the_hash_seed(tmp_path):
    """Twice in processes of their own: the order of sets must not show."""
    digests = {seed: _digest(tmp_path / seed, seed) for seed in ("1", "2")}
    assert digests["1"] == digests["2"]


def _digest(folder, seed):
    folder.mkdir()
    script = (
        "import sys; from pathlib import Path; from made import make_product; "
        "from kg.export.html import export; from kg.ontology import load; "
        "export(make_product(), Path(sys.argv[1]), ontology=load())"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
    )
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()


def test_an_empty_build_has_pages_too(tmp_path, ontology, product):
    empty = replace(product, extractions=(), resolved=(), comparisons=(), rejects=())
    export(empty, tmp_path, ontology=ontology)
    assert "Who said what in 0 articles" in words(tmp_path, "index.html")
    assert broken_links(tmp_path) == []


HARD_IDS = (
    "../../etc/passwd", "..", ".", "", "%2e%2e/a", "a\\..\\b", "C:\\a", "a\0b", "CON", "con",
    "nul.txt", "a" * 300, "a" * 299 + "b", "caf\u00e9", "cafe\u0301", "STRASSE", "straße", "Straße",
    "/etc/passwd", "🙂", "北京", "тест", "שלום", "a b", "a  b", "a/b", "a-b", "-rf", "\ud800",
    "index.html", ".htaccess",
)  # fmt: skip


def test_page_names_are_safe_and_injective():
    names = [page_name(id) for id in HARD_IDS]
    assert len({name.lower() for name in names}) == len(HARD_IDS)
    for name in names:
        assert len(name.encode()) <= 120
        assert all(letter.isascii() and (letter.isalnum() or letter in "-.") for letter in name)
        assert name[0].isalnum() and name.count(".") == 1


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:alert(1)", "vbscript:x",
        "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example/",
        "/local", "", "http:", "https://", "https://a b/", "http://[::1", "https://a/\u202e",
        "ftp://a/", None,
    ],
)  # fmt: skip
def test_no_other_url_is_followed(url):
    assert web_url(url) is None


@pytest.mark.parametrize("url", ["https://a.example/?q=%22&b=<i>", "http://пример.example/ж#x"])
def test_web_urls_are_kept_as_they_are(url):
    assert web_url(url) == url


def test_long_lists_go_on_over_pages(tmp_path, ontology, product, monkeypatch):
    monkeypatch.setattr("kg.export.listed.ROWS", 5)
    export(product, tmp_path, ontology=ontology)
    assert broken_links(tmp_path) == []
    shown = [
        len(page(tmp_path, list_page("quotes", number)).xpath("//tbody/tr")) for number in (1, 2, 3)
    ]
    assert shown == [5, 5, 2]
    assert not (tmp_path / list_page("quotes", 4)).exists()
    assert "12 quotes" in words(tmp_path, list_page("quotes", 3))


def test_a_large_graph_is_capped_with_a_note(tmp_path, ontology, product, monkeypatch):
    monkeypatch.setattr("kg.export.drawing.CAP", 6)
    monkeypatch.setattr("kg.export.drawing.GUESTS", 1)
    export(product, tmp_path, ontology=ontology)
    text = words(tmp_path, list_page("graph"))
    assert "The 6 best connected of 15 entities; the other 9 are on the pages of" in text
    assert len(page(tmp_path, list_page("graph")).xpath("//ul[@class='columns']/li")) == 6
    assert broken_links(tmp_path) == []


def test_an_entity_page_leads_into_the_whole_graph(site):
    tree = page(site, entity_page("Person/Oren Dace"))
    (address,) = tree.xpath("//a[.='In the graph']/@href")
    assert "site/graph.html#person-oren-dace-" in address
