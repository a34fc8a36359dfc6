"""An IRI -> what the build says of it: from the store by queries, from the ontology directly.

A concise bounded description (https://www.w3.org/submissions/CBD/), with the evidence of every
claim: for an article its whole graph, for an entity every claim that it takes part in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import OWL, RDF, Graph, URIRef

from kg.ontology import Ontology
from kg.opened import Build
from kg.serve.answering import Question
from kg.serve.current import Serving
from kg.serve.limits import Limits
from kg.serve.naming import is_vocabulary, page
from kg.serve.pool import Result

Rows = list[dict[str, dict[str, str]]]
"""A row is variable -> term, as https://www.w3.org/TR/sparql11-results-json/ has them."""
REFERRERS = 60
NAMED = (
    "rdfs:label|skos:prefLabel|schema:headline|schema:text|kg:valueText|oa:exact|"
    "(oa:hasSelector/oa:exact)|(prov:agent/rdfs:label)"
)


async def known(iris: Iterable[str], serving: Serving, limits: Limits, client: str) -> str | None:
    """Return the first of some IRIs that the build has something on, None if it has nothing."""
    asked = list(iris)
    for iri in asked:
        if has_term(iri, serving.build):
            return iri
    if not asked:
        return None
    values = " ".join(f"<{iri}>" for iri in asked)
    text = f"""SELECT ?iri WHERE {{ VALUES ?iri {{ {values} }} FILTER(
        EXISTS {{ ?iri ?p ?o }} || EXISTS {{ GRAPH ?iri {{ ?s ?p ?o }} }} ||
        EXISTS {{ ?s ?p ?iri }} || EXISTS {{ ?s ?iri ?o }}) }}"""
    found = {row["iri"]["value"] for row in await rows(text, serving, limits, client)}
    return next((iri for iri in asked if iri in found), None)


async def things(serving: Serving, limits: Limits) -> dict[str, str]:
    """Return the path of every page that the build may have -> the IRI of what it is about.

    Raises:
        Refusal: the store cannot answer now.
    """
    text = f"""SELECT DISTINCT ?iri WHERE {{ {{ ?iri a schema:NewsArticle }} UNION
        {{ GRAPH <{serving.build.iris.graph("entities")}> {{ ?iri rdfs:label ?name }} }} }}"""
    iris = [row["iri"]["value"] for row in await rows(text, serving, limits, "", most=limits.rows)]
    return {path: iri for iri in iris if (path := page(iri, serving.build)) is not None}


async def description(iri: str, form: str, serving: Serving, limits: Limits, client: str) -> Result:
    """Return what the store says of an IRI, in a format of a graph."""
    return await serving.pool.answer(
        _question(_described(iri, serving), form, serving, limits), client
    )


async def rows(
    text: str, serving: Serving, limits: Limits, client: str, *, most: int = 10_000
) -> Rows:
    """Return the rows of a query of ours."""
    question = _question(text, "nt", serving, limits, most=most)
    result = await serving.pool.answer(question, client)
    with result.file as file:
        found: dict[str, Any] = json.load(file)
    bindings: Rows = found["results"]["bindings"]
    return bindings


def own(iri: str) -> str:
    """Return the query for the properties of an IRI, with the names of what they lead to."""
    return f"""SELECT DISTINCT ?p ?o ?name WHERE {{ <{iri}> ?p ?o
        OPTIONAL {{ ?o {NAMED} ?name }} }} ORDER BY ?p ?name ?o"""


def referrers(iri: str) -> str:
    """Return the query for what refers to an IRI, with names, or with words of claims."""
    return f"""SELECT DISTINCT ?s ?p ?name WHERE {{ ?s ?p <{iri}>
        OPTIONAL {{ ?s {NAMED} ?name }} }} LIMIT {REFERRERS + 1}"""


def has_term(iri: str, build: Build) -> bool:
    """Return whether the ontology describes an IRI."""
    return is_vocabulary(iri, build) or (URIRef(iri), None, None) in build.ontology.graph


def terms(iri: str, ontology: Ontology) -> Graph:
    """Return what the ontology says of a term, or of itself and every term of its namespace."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in ontology.prefixes.items():
        graph.bind(prefix, namespace)
    wanted = [URIRef(iri)]
    if iri.rstrip("#/") == ontology.namespace.rstrip("#/"):
        wanted = [URIRef(ontology.namespace), *vocabulary(ontology)]
    for term in wanted:
        ontology.graph.cbd(term, target_graph=graph)
    return graph


def vocabulary(ontology: Ontology) -> list[URIRef]:
    """Return the terms of our namespace, sorted; shapes and the ontology itself left out."""
    found = {
        term
        for term in ontology.graph.subjects()
        if isinstance(term, URIRef) and str(term).startswith(ontology.namespace)
        and str(term) != ontology.namespace
    }  # fmt: skip
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
             RDF.Property, URIRef(ontology.term("Relation"))}  # fmt: skip
    return sorted(one for one in found if kinds & set(ontology.graph.objects(one, RDF.type)))


def _described(iri: str, serving: Serving) -> str:
    """Return the query for everything on an IRI, evidence included.

    Plain joins only: a path of alternatives, or a sub-query, takes the store seconds where these
    take milliseconds.
    """
    node = f"<{iri}>"
    parts = [f"GRAPH {node} {{ ?s ?p ?o }}", f"VALUES ?s {{ {node} }} ?s ?p ?o"]
    claims = [f"{node} kg:left ?c .", f"{node} kg:right ?c ."]
    if "#" in iri:
        parts += _claim(f"VALUES ?c {{ {node} }}")
        claims += [f"?c kg:left {node} .", f"?c kg:right {node} ."]
    if iri.startswith(serving.build.iris.entity("")):  # a value such as "certain" is in all claims
        claims.append(f"?c ?any {node} . ?c kg:inArticle ?in .")
    for reached in claims:
        parts += [f"{reached} ?c ?p ?o BIND(?c AS ?s)", *_claim(reached)]
    union = "\n  UNION ".join(f"{{ {part} }}" for part in parts)
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{\n  {union}\n}}"


def _claim(reached: str) -> Iterator[str]:
    """Yield patterns for the evidence and attribution of claims, and the names in them."""
    yield f"{reached} ?c kg:evidence ?s . ?s ?p ?o"
    yield f"{reached} ?c kg:evidence ?span . ?span oa:hasSelector ?s . ?s ?p ?o"
    yield f"{reached} ?c prov:qualifiedAttribution ?s . ?s ?p ?o"
    for role in ("kg:saidBy", "kg:via", "kg:about", "rdf:subject", "rdf:object", "kg:population"):
        yield f"{reached} ?c {role} ?s . ?s rdfs:label ?o BIND(rdfs:label AS ?p)"


def _question(
    text: str, form: str, serving: Serving, limits: Limits, *, most: int | None = None
) -> Question:
    return Question(
        query=text,
        solutions="json",
        graph=form,
        base=serving.build.manifest["base"],
        rows=most or limits.rows,
        size=limits.size,
    )
