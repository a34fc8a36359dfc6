"""Paths and IRIs: a link never leads to another server, and comes back to the same thing."""

from types import SimpleNamespace

import pytest

from kg.ontology import load
from kg.serve.naming import candidates, href, page


def build(base="https://kg.example/"):
    return SimpleNamespace(manifest={"base": base}, ontology=load())


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://kg.example/article/a%2Fb.txt#quote-1f", "/article/a%2Fb.txt#quote-1f"),
        ("https://kg.example/article/a.txt#t12-34", "/about?iri="),
        ("https://kg.example/article/a.txt#quote-1f-step-0", "/about?iri="),
        ("https://kg.example/ns#Quote", "/ns#Quote"),
        ("https://kg.example//evil.example/x", "/about?iri="),
        ("https://kg.example/article/%2E%2E", "/about?iri="),
        ("https://schema.org/Person", None),
        ("https://kg.example.evil.example/x", None),
        ("https://kg.example/", None),
    ],
)
def test_links_stay_here(iri, expected):
    found = href(iri, build())
    assert found == expected or (expected == "/about?iri=" and found.startswith(expected))


@pytest.mark.parametrize("base", ["https://kg.example/", "https://news.example/kg/", "urn://x/"])
@pytest.mark.parametrize("rest", ["article/a%2Fb.txt", "entity/Person/Zo%C3%AB", "graph/run"])
def test_a_path_finds_its_iri_whatever_the_base(base, rest):
    assert base + rest in list(candidates(f"/{rest}", build(base)))


def test_a_proxy_may_leave_the_base_on_the_path():
    found = list(candidates("/kg/article/a.txt", build("https://news.example/kg/")))
    assert "https://news.example/kg/article/a.txt" in found


def test_the_vocabulary_keeps_its_own_address():
    assert "https://kg.example/ns" in list(candidates("/ns", build("https://news.example/")))


def test_what_no_iri_can_be_is_not_asked_for():
    for path in ("/a b", "/<script>", '/"', "/a{b}"):
        assert all(" " not in one and "<" not in one for one in candidates(path, build()))


def test_articles_texts_and_entities_have_pages():
    assert page("https://kg.example/article/a.txt", build()).startswith("site/articles/a-txt-")
    assert page("https://kg.example/text/a.txt", build()).startswith("site/articles/a-txt-")
    assert page("https://kg.example/article/a.txt#quote-1", build()).endswith(".html#quote-1")
    assert page("https://kg.example/entity/Person/Ana", build()).startswith("site/entities/")
    assert page("https://kg.example/vocab/killed", build()) is None
