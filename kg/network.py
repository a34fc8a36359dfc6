"""Product -> networkx graph: who is connected with whom, by which claim."""

from __future__ import annotations

import networkx as nx

from kg.iris import Iris
from kg.model import Article, Extraction, Figure, Product, Quote, Record, Relation, Resolved, Span
from kg.ontology import Ontology


def network(product: Product, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """Return the entities that claims connect, with an edge for every claim.

    A relation claim is an edge from its subject to its object; a quote or figure is one from
    each of its sources to every entity that it is about. Nodes are entity keys with ``name`` and
    ``type``; edges carry strings only, so that every format of networkx can write them.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="kg")
    iris = Iris(product.base)
    entity_of = product.entity_of()
    for extraction in product.extractions:
        for record in extraction.records:
            for source, target, label in _edges(extraction, record, entity_of, ontology):
                _add(graph, source)
                _add(graph, target)
                values = _values(extraction.article, record, iris)
                # a quote has an edge from everybody who says it to everybody it is about
                key = f"{values['iri']} {target.key}"
                graph.add_edge(source.key, target.key, key=key, label=label, **values)
    return graph


def _edges(
    extraction: Extraction,
    record: Record,
    entity_of: dict[tuple[str, str], Resolved],
    ontology: Ontology,
) -> list[tuple[Resolved, Resolved, str]]:
    article_id = extraction.article.id

    def resolved(id: str | None) -> Resolved | None:
        return entity_of.get((article_id, id)) if id else None

    match record:
        case Relation():
            starts, label = [record.subject], ontology.relations[record.predicate].label
            ends = [resolved(record.object)]
        case Quote():
            starts, label = [*record.sources], "said about"
            ends = [resolved(id) for id in extraction.named_in(record.content)]
        case Figure():
            starts = [*record.sources]
            label = f"reports {record.variable.replace('_', ' ')}"
            ends = [resolved(record.population)]
    return [
        (start, end, label)
        for start in map(resolved, starts)
        for end in ends
        if start and end and end.key != start.key
    ]


def _add(graph: nx.MultiDiGraph[str], entity: Resolved) -> None:
    graph.add_node(entity.key, name=entity.name, label=entity.name, type=entity.type)


def _values(article: Article, record: Record, iris: Iris) -> dict[str, str]:
    return {
        "iri": iris.record(article.id, record),
        "kind": type(record).__name__.lower(),
        "polarity": record.polarity,
        "certainty": record.certainty,
        "confidence": "" if record.confidence is None else str(record.confidence),
        "article": article.id,
        "published": article.published.isoformat() if article.published else "",
        "exact": article.words(_spans(record)),
    }


def _spans(record: Record) -> tuple[Span, ...]:
    if isinstance(record, Quote):
        return record.content
    if isinstance(record, Figure):
        return (record.phrase or record.span,)
    return (record.evidence,)
