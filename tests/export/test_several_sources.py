"""A claim of several sources: every table, page and picture knows all of them."""

import csv
from dataclasses import replace

import pytest

from kg.export.claims import Claims
from kg.export.tables import export
from kg.network import network


@pytest.fixture
def joint(product):
    """The product with a second source for a quote, and who the two are."""
    extraction, quote = next(
        (x, q)
        for x in product.extractions
        for q in x.quotes
        if q.source and set(x.named_in(q.content)) - {q.source}
    )
    entity_of = product.entity_of()
    first = entity_of[extraction.article.id, quote.source]
    second = next(
        one
        for one in extraction.entities
        if entity_of[extraction.article.id, one.id].key != first.key
        and one.id not in extraction.named_in(quote.content)
    )
    changed = replace(quote, further_sources=(second.id,))
    quotes = tuple(changed if one is quote else one for one in extraction.quotes)
    extractions = tuple(
        replace(one, quotes=quotes) if one is extraction else one for one in product.extractions
    )
    found = replace(product, extractions=extractions)
    return found, changed, (first, entity_of[extraction.article.id, second.id])


def test_tables_name_all(joint, ontology, tmp_path):
    product, _, _ = joint
    export(product, tmp_path, ontology=ontology)
    with (tmp_path / "tables" / "quotes.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["source"] for row in csv.DictReader(file)]
    extraction, quote = next(
        (x, q) for x in product.extractions for q in x.quotes if q.further_sources
    )
    assert "; ".join(extraction.names(quote.sources)) in cells


def test_pages_of_all_have_it(joint, ontology):
    product, quote, sources = joint
    claims = Claims(product, ontology)
    claim = next(one for one in claims.all if one.record is quote)
    assert [ref.key for ref in claim.sources] == [one.key for one in sources]
    assert claim.by == " and ".join(one.name for one in sources)
    for one in sources:
        assert claim in claims.by_entity[one.key]


def test_the_network_has_a_line_from_each(joint, ontology):
    product, quote, sources = joint
    graph = network(product, ontology)
    iri = next(c.iri for c in Claims(product, ontology).all if c.record is quote)
    starts = {start for start, _, values in graph.edges(data=True) if values["iri"] == iri}
    assert starts == {one.key for one in sources}
