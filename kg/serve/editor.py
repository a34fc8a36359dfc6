"""The query page: an editor for SPARQL in the browser, with prefixes and examples filled in.

The editor is Yasgui, https://github.com/zazuko/Yasgui (assets/yasgui.*); query.js sets it up.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.resources import files

from rdflib import OWL, RDF
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.ontology import Ontology
from kg.opened import Build
from kg.serve.about import render
from kg.serve.current import Serving
from kg.serve.headers import POLICY
from kg.serve.naming import origin
from kg.terms import Query

QUOTED = re.compile(r'"[^"\n]*"|<[^<>\s]*>|#[^\n]*')
PREFIX = re.compile(r"(?<![\w:])(\w+):(?=\w)")
TYPES = {".css": "text/css", ".js": "text/javascript", ".txt": "text/plain"}
# the one style element that the table inserts, by the column-resizer inside it; no other is let in
RESIZER = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
QUERY_POLICY = POLICY.replace("style-src 'self'", f"style-src 'self' {RESIZER}")
FIRST = ("conflicts", "who-said-what", "figures", "sources")  # what a newcomer asks first


def routes() -> list[Route]:
    """Return the page and its files."""
    return [
        Route("/query", page, methods=["GET"]),
        Route("/query.json", settings, methods=["GET"]),
        Route("/static/{name}", asset, methods=["GET"]),
    ]


async def page(request: Request) -> Response:
    """Return the query page."""
    serving: Serving = request.app.state.current.serving
    address = str(request.url_for("sparql"))
    examples = _examples(serving.build.ontology)
    response = render(request, "query.html", examples=examples, address=address)
    response.headers["Content-Security-Policy"] = QUERY_POLICY
    return response


async def settings(request: Request) -> Response:
    """Return what the query page is set up with."""
    build: Build = request.app.state.current.serving.build
    ontology = build.ontology
    return JSONResponse(
        {
            "examples": _examples(ontology),
            "prefixes": dict(ontology.prefixes),
            "local": [build.manifest["base"], f"{origin(ontology.namespace)}/"],
            "classes": _terms(ontology, classes=True),
            "properties": _terms(ontology, classes=False),
        },
        headers={"Cache-Control": "no-cache"},
    )


async def asset(request: Request) -> Response:
    """Return a script or style of the server's own pages."""
    found = _assets().get(request.path_params["name"])
    if found is None:
        return PlainTextResponse("there is no such file\n", 404)
    data, kind, tag = found
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=kind, headers=headers)


@lru_cache(maxsize=1)
def _assets() -> dict[str, tuple[bytes, str, str]]:
    """Return name -> content, media type and tag."""
    found = {}
    for one in (files("kg.serve") / "assets").iterdir():
        data = one.read_bytes()
        kind = TYPES.get(one.name[one.name.rfind(".") :], "application/octet-stream")
        found[one.name] = data, kind, f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    return found


def _examples(ontology: Ontology) -> list[dict[str, object]]:
    """Return the named queries, runnable anywhere: with the prefixes that they use."""
    order = {name: place for place, name in enumerate(FIRST)}
    queries = sorted(ontology.queries.values(), key=lambda one: (order.get(one.name, 99), one.name))
    return [
        {
            "name": query.name,
            "title": query.title,
            "text": _declared(query, ontology),
            "parameters": [{"name": key, "meaning": told} for key, told in query.parameters],
        }
        for query in queries
    ]


def _declared(query: Query, ontology: Ontology) -> str:
    """Return a query's text with its title, and with the prefixes that it takes for granted."""
    used = sorted({*PREFIX.findall(QUOTED.sub("", query.text))} & ontology.prefixes.keys())
    lines = [f"PREFIX {prefix}: <{ontology.prefixes[prefix]}>" for prefix in used]
    body = re.sub(r"\A(?:#[^\n]*\n)+", "", query.text).strip()
    return "\n".join([f"# {query.title}", *lines, "", body])


def _terms(ontology: Ontology, *, classes: bool) -> list[str]:
    kinds = (OWL.Class,) if classes else (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    return sorted({str(one) for kind in kinds for one in ontology.graph.subjects(RDF.type, kind)})
