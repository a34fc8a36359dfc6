import pytest

from kg.serve.formats import quality, wanted
from kg.serve.refusal import Refusal


@pytest.mark.parametrize(
    ("accept", "solutions", "graph"),
    [
        (None, "json", "ttl"),
        ("*/*", "json", "ttl"),
        ("", "json", "ttl"),
        ("text/csv", "csv", None),
        ("text/*", "json", "ttl"),
        ("application/rdf+xml", None, "rdf"),
        ("application/sparql-results+xml;q=0.5, text/tab-separated-values", "tsv", None),
        ("text/csv;q=0, */*;q=0.1", "json", "ttl"),
        ("application/sparql-results+json;q=0, */*", "json", "ttl"),
        ("application/json;q=0, application/*;q=0.5, text/csv;q=0.4", "json", "ttl"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "xml", "rdf"),
        ("application/n-quads, text/turtle;q=0.9", None, "nq"),
        ("APPLICATION/LD+JSON", None, "jsonld"),
        ("text/turtle;q=high", None, "ttl"),
        ("image/png", None, None),
    ],
)
def test_the_best_format_is_chosen(accept, solutions, graph):
    found = wanted(accept)
    assert (found.solutions and found.solutions.name) == solutions
    assert (found.graph and found.graph.name) == graph


@pytest.mark.parametrize(
    ("name", "solutions", "graph"),
    [
        ("csv", "csv", None),
        ("json", "json", "jsonld"),
        ("xml", "xml", "rdf"),
        ("turtle", None, "ttl"),
        ("application/n-triples", None, "nt"),
        ("N-Quads", None, "nq"),
    ],
)
def test_a_format_has_a_name(name, solutions, graph):
    found = wanted("image/png", name)
    assert (found.solutions and found.solutions.name) == solutions
    assert (found.graph and found.graph.name) == graph


def test_the_media_type_is_the_one_that_was_asked_for():
    assert wanted("application/json").solutions.media_type == "application/json"
    assert wanted("*/*").solutions.media_type == "application/sparql-results+json"


def test_an_unknown_format_is_refused():
    with pytest.raises(Refusal, match="csv"):
        wanted(None, "excel")


def test_the_most_specific_range_decides():
    assert quality("text/*;q=0.2, text/html;q=0.9", "text/html") == 0.9
    assert quality("text/*;q=0.2, text/html;q=0.9", "text/turtle") == 0.2
    assert quality("image/*", "text/html") == 0
