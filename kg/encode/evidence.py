"""Spans -> Web Annotation selectors; sources and relays -> PROV attributions in order."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, Quad
from rdflib import PROV, RDF

from kg.encode.nodes import OA, Pair, Terms, integer, iri, quads, storable
from kg.model import Article, Record, Span

CONTEXT = 32  # characters of prefix and suffix around the exact words


def attribution(terms: Terms, article_id: str, node: str, record: Record) -> Iterator[Quad]:
    """Yield the steps of a claim's attribution: 0 a source, 1 the relay next to it, and so on.

    Several sources are a step 0 each, for they say it together.
    """
    graph = terms.iris.article(article_id)
    steps = [(0, "", record.source), *((step, "", id) for step, id in enumerate(record.via, 1))]
    steps += [(0, f"-{number}", id) for number, id in enumerate(record.further_sources, 1)]
    for step, more, id in steps:
        agent = terms.entity(article_id, id)
        if agent is None:
            continue
        step_node = f"{node}-step-{step}{more}"
        yield Quad(iri(node), iri(PROV.qualifiedAttribution), iri(step_node), iri(graph))
        pairs: list[Pair] = [
            (str(RDF.type), iri(PROV.Attribution)),
            (str(PROV.agent), agent),
            (str(PROV.hadRole), terms.value("relay" if step else "origin")),
            (terms.own("step"), Literal(step)),
        ]
        yield from quads(step_node, graph, pairs)


def evidence(terms: Terms, article: Article, span: Span) -> Iterator[Quad]:
    """Yield a stretch of an article's text as a Web Annotation target.

    Raises:
        EvidenceMismatch: the span lies outside the text.
    """
    graph, node = terms.iris.article(article.id), terms.iris.evidence(article.id, span)
    exact = article.exact(span)
    before = article.text[max(0, span.start - CONTEXT) : span.start]
    after = article.text[span.end : span.end + CONTEXT]
    yield from quads(
        node,
        graph,
        [
            (str(RDF.type), iri(OA.SpecificResource)),
            (str(OA.hasSource), iri(terms.iris.text(article.id))),
            (str(OA.hasSelector), iri(f"{node}-position")),
            (str(OA.hasSelector), iri(f"{node}-quote")),
        ],
    )
    yield from quads(
        f"{node}-position",
        graph,
        [
            (str(RDF.type), iri(OA.TextPositionSelector)),
            (str(OA.start), integer(span.start)),
            (str(OA.end), integer(span.end)),
        ],
    )
    yield from quads(
        f"{node}-quote",
        graph,
        [
            (str(RDF.type), iri(OA.TextQuoteSelector)),
            (str(OA.exact), Literal(storable(exact))),
            (str(OA.prefix), Literal(storable(before))),
            (str(OA.suffix), Literal(storable(after))),
        ],
    )
