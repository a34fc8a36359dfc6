"""An IRI -> a page for people: what the build says of it, what refers to it, where to go on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from rdflib import OWL, RDF, RDFS, SKOS, BNode, URIRef
from rdflib.term import Node
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kg.encode.nodes import OA, SCHEMA
from kg.export.addresses import PAGES, list_page, web_url
from kg.ontology import Ontology
from kg.opened import Build
from kg.serve import site
from kg.serve.current import Serving
from kg.serve.described import REFERRERS, Rows, own, referrers, rows, vocabulary
from kg.serve.naming import about, href, page

FORMATS = (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("N-Triples", "nt"), ("RDF/XML", "rdf"))
VALUES = 500  # on a page; a program gets all
TITLES = tuple(map(str, (RDFS.label, SKOS.prefLabel, SCHEMA.headline, SCHEMA.text, OA.exact)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a property, or something that refers to the thing."""

    text: str
    href: str | None = None
    lang: str | None = None
    curie: str = ""
    """What an IRI is in short; empty for a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property with its values."""

    label: str
    href: str | None
    values: tuple[Value, ...]


async def about_page(request: Request, iri: str) -> Response:
    """Return the page on any IRI that the build has something on."""
    serving: Serving = request.app.state.current.serving
    build, limits = serving.build, request.app.state.limits
    client = request.client.host if request.client else ""
    found = _of_ontology(iri, build.ontology)
    found = found or await rows(own(iri), serving, limits, client, most=VALUES + 1)
    others = await rows(referrers(iri), serving, limits, client, most=REFERRERS + 1)
    titles = [row["o"]["value"] for name in TITLES for row in found if row["p"]["value"] == name]
    shown = page(iri, build)
    return render(
        request,
        "about.html",
        iri=iri,
        title=titles[0] if titles else short(iri, build),
        properties=_properties(found[:VALUES], build, "p", "o"),
        longer=len(found) > VALUES,
        referrers=_properties(others[:REFERRERS], build, "p", "s"),
        more=len(others) > REFERRERS,
        formats=[(name, about(iri, form)) for name, form in FORMATS],
        page=f"/{shown}" if shown and site.has(serving, shown.partition("#")[0]) else None,
    )


def vocabulary_page(request: Request) -> Response:
    """Return the page on the ontology's own terms; each has its local name for an anchor."""
    serving: Serving = request.app.state.current.serving
    ontology = serving.build.ontology
    links = [(name, about(ontology.namespace, form)) for name, form in FORMATS]
    return render(
        request,
        "vocabulary.html",
        iri=ontology.namespace,
        terms=_terms(ontology),
        formats=links,
    )


def missing_page(request: Request, name: str, *, people: bool) -> Response:
    """Return 404 with what may help."""
    if not people:
        return PlainTextResponse(f"the build says nothing of {name[:500]}\n", 404)
    response = render(request, "missing.html", name=name[:500])
    response.status_code = 404
    return response


def render(request: Request, template: str, **values: object) -> HTMLResponse:
    """Return a page made of a template."""
    serving: Serving = request.app.state.current.serving
    links = [(label, f"/{path}") for label, name in PAGES
             if site.has(serving, path := list_page(name))]  # fmt: skip
    run = serving.build.manifest["run"]
    styled = site.has(serving, "site/site.css")
    links.append(("Query", "/query"))
    given = {"links": links, "here": request.url.path, "run": run, "styled": styled, **values}
    text = _environment().get_template(template).render(given)
    return HTMLResponse(text.encode("utf-8", "replace"))


@lru_cache(maxsize=8)
def _terms(ontology: Ontology) -> tuple[Mapping[str, str], ...]:
    """Return what the page on the vocabulary shows of every term; an ontology does not change."""
    return tuple(
        {
            "name": str(term).removeprefix(ontology.namespace),
            "label": ontology.label(str(term)),
            "definition": ontology.definition(str(term)),
            "about": about(str(term)),
            "kind": "class" if (term, RDF.type, OWL.Class) in ontology.graph else "property",
        }
        for term in vocabulary(ontology)
    )


def short(iri: str, build: Build) -> str:
    """Return an IRI for people: by a prefix, or what comes after the base, else whole."""
    found = curie(iri, build.ontology)
    return found if found != iri else unquote(iri.removeprefix(build.manifest["base"]))


def curie(iri: str, ontology: Ontology) -> str:
    """Return an IRI shortened by a prefix where one fits, else whole."""
    for prefix, namespace in ontology.prefixes.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and re.fullmatch(r"[\w.-]+", rest):
            return f"{prefix}:{rest}"
    return iri


def _properties(found: Rows, build: Build, key: str, value: str) -> list[Property]:
    """Group rows by their property."""
    grouped: dict[str, dict[Value, None]] = {}
    for row in found:
        shown = _value(row[value], row.get("name", {}).get("value"), build)
        grouped.setdefault(row[key]["value"], {})[shown] = None
    return [
        Property(label=build.ontology.label(iri), href=about(iri), values=tuple(values))
        for iri, values in grouped.items()
    ]


def _value(term: Mapping[str, str], name: str | None, build: Build) -> Value:
    if term["type"] != "uri":
        return Value(text=term["value"], lang=term.get("xml:lang"))
    iri = term["value"]
    name_of = short(iri, build)
    label = name or (build.ontology.label(iri) if _is_term(iri, build.ontology) else None)
    return Value(text=label or name_of, curie=name_of, href=href(iri, build) or web_url(iri))


def _is_term(iri: str, ontology: Ontology) -> bool:
    return any((URIRef(iri), one, None) in ontology.graph for one in (RDFS.label, SKOS.prefLabel))


def _of_ontology(iri: str, ontology: Ontology) -> Rows:
    """Return the properties of a term as rows; empty if the ontology does not describe it."""
    pairs = sorted(ontology.graph.predicate_objects(URIRef(iri)))
    return [
        {"p": {"type": "uri", "value": str(p)}, "o": _term(o)}
        for p, o in pairs
        if not isinstance(o, BNode)
    ]


def _term(node: Node) -> dict[str, str]:
    if isinstance(node, URIRef):
        return {"type": "uri", "value": str(node)}
    language = getattr(node, "language", None)
    return {"type": "literal", "value": str(node), **({"xml:lang": language} if language else {})}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=ChoiceLoader(
            [PackageLoader("kg.serve", "templates"), PackageLoader("kg.export", "templates/pages")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
