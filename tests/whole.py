"""The product made by hand, with its graph."""

from dataclasses import replace

from made import make_product

from kg.conform import conforming, line_of
from kg.encode.encoder import Encoder
from kg.encode.nodes import Terms
from kg.iris import Iris
from kg.ontology import load


def encoder_of(product):
    """Return an encoder that knows the product's entities."""
    terms = Terms(ontology=load(), iris=Iris(product.base), entities=product.entity_of())
    return Encoder(terms=terms)


def whole_product():
    """Return the product made by hand with the quads that a build would give it."""
    product = make_product()
    encoder = encoder_of(product)
    records = {(x.article.id, r.id): r for x in product.extractions for r in x.records}
    lines = set()
    for extraction in product.extractions:
        lines |= conforming(extraction, encoder, {}).lines
    quads = [*encoder.run(product.run), *encoder.vocabulary()]
    for one in product.resolved:
        quads += encoder.entity(one)
    for comparison in product.comparisons:
        quads += encoder.comparison(comparison, records)
    return replace(product, quads=tuple(sorted(lines | {line_of(quad) for quad in quads})))
