"""Linked data: every IRI of the graph is answered under its path, for people and for programs.

After https://www.w3.org/TR/cooluris/: the IRI of a thing is answered by 303 See Other; people are
led to its page, programs to a description in the format that they take.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from functools import lru_cache

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import DCAT, RDF, VOID, Graph, URIRef
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.ontology import Ontology
from kg.serve import site
from kg.serve.about import about_page, missing_page, vocabulary_page
from kg.serve.answered import Answered
from kg.serve.current import Serving
from kg.serve.described import description, has_term, known, terms, things
from kg.serve.endpoint import refused
from kg.serve.formats import GRAPHS, Format, quality, supported, wanted
from kg.serve.jsonld import compacted
from kg.serve.naming import about, candidates, checked, is_vocabulary, page
from kg.serve.pool import Result
from kg.serve.refusal import Refusal
from kg.serve.snapshot import Mark
from kg.serve.triples import GRAPH_FORMATS

OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, Content-Location, Kg-Cut",
    "Cache-Control": "no-cache",
    "Vary": "Accept",
}
OFFERED = ("ttl", "jsonld", "nt", "rdf")
DATASET = "dataset"
VOID_FILE = "void.ttl"
CONTEXT = "context.jsonld"


def routes() -> list[Route]:
    """Return what is asked before files of the build are."""
    return [
        Route("/", root, methods=["GET"]),
        Route("/about", described, methods=["GET"], name="about"),
        Route("/.well-known/void", well_known, methods=["GET"]),
        Route(f"/{VOID_FILE}", dataset, methods=["GET"]),
        Route(f"/{CONTEXT}", context, methods=["GET"]),
    ]


async def root(request: Request) -> Response:
    """Return the start page to people, and the description of the dataset to programs."""
    try:
        if _form(request) is not None:
            return await dataset(request)
    except Refusal as refusal:
        return refused(request, refusal)
    return _linked(await site.page(request), _dataset_iri(request))


async def well_known(request: Request) -> Response:
    """Lead to the description of the dataset (https://www.w3.org/TR/void/#well-known)."""
    return RedirectResponse(f"/{VOID_FILE}", 302, OPEN)


async def dataset(request: Request) -> Response:
    """Return what the dataset holds, in VoID and DCAT, with the addresses of this server."""
    serving: Serving = request.app.state.current.serving
    path = serving.folder / VOID_FILE
    if not path.is_file():
        return PlainTextResponse("this build has no void.ttl: build with --export void\n", 404)
    graph = Graph(bind_namespaces="none").parse(path)
    node = URIRef(_dataset_iri(request))
    graph.add((node, VOID.sparqlEndpoint, URIRef(str(request.url_for("sparql")))))
    graph.add((node, DCAT.landingPage, URIRef(str(request.base_url))))
    for dump in graph.subjects(RDF.type, DCAT.Distribution):
        address = URIRef(f"{request.base_url}{str(dump).rpartition('/')[2]}")
        graph.add((node, VOID.dataDump, address))
        graph.add((dump, DCAT.downloadURL, address))
    try:
        form = _form(request) or Format("ttl", "text/turtle")
    except Refusal as refusal:
        return refused(request, refusal)
    text = await asyncio.to_thread(_serialized, graph, form.name)
    return _linked(Response(text, media_type=form.media_type), str(node))


async def context(request: Request) -> Response:
    """Return the JSON-LD context of the build, to any web page that needs it."""
    serving: Serving = request.app.state.current.serving
    path = serving.folder / CONTEXT
    if not path.is_file():
        return PlainTextResponse("this build has no context: build with --export jsonld\n", 404)
    return FileResponse(path, media_type="application/ld+json", headers=OPEN)


async def described(request: Request) -> Response:
    """Return the description of any IRI that the build has something on."""
    try:
        iri = checked(request.query_params.get("iri"))
        return await _described(request, iri)
    except Refusal as refusal:
        return refused(request, refusal)


async def anything(request: Request) -> Response:
    """Return a file of the build, or else lead to the thing that the path names."""
    response = await site.page(request)
    serving: Serving = request.app.state.current.serving
    path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    if response.status_code != 404:
        shown = await _thing(request, path.lstrip("/")) if path.endswith(".html") else None
        return _linked(response, shown) if shown else response
    try:
        asked = list(candidates(path, serving.build))
        if any(f"{iri}/".startswith(f"{_dataset_iri(request)}/") for iri in asked):
            return _to_dataset(request)
        vocabulary = next((iri for iri in asked if is_vocabulary(iri, serving.build)), None)
        iri = vocabulary or await known(asked, serving, request.app.state.limits, _client(request))
        if iri is None:
            return missing_page(request, path, people=_form(request) is None)
        return _see_other(request, iri)
    except Refusal as refusal:
        return refused(request, refusal)


async def _thing(request: Request, path: str) -> str | None:
    """Return what a page of the site is about; asked once for a build."""
    state = request.app.state
    serving: Serving = state.current.serving
    last: tuple[Mark | None, dict[str, str]] = getattr(state, "things", (None, {}))
    if last[0] != serving.mark:
        try:
            last = serving.mark, await things(serving, state.limits)
        except Refusal:
            return None  # the page is there, its links have to wait
        state.things = last
    return last[1].get(path)


def _see_other(request: Request, iri: str) -> Response:
    serving: Serving = request.app.state.current.serving
    form = _form(request)
    if form:
        return _linked(RedirectResponse(about(iri, form.name), 303), iri)
    own = page(iri, serving.build)
    shown = own if own and site.has(serving, own.partition("#")[0]) else None
    return _linked(RedirectResponse(f"/{shown}" if shown else about(iri), 303), iri)


def _to_dataset(request: Request) -> Response:
    """Lead to the description of the dataset, which has no triples in the store."""
    form = _form(request)
    where = f"/{VOID_FILE}?format={form.name}" if form else "/"
    return _linked(RedirectResponse(where, 303), _dataset_iri(request))


async def _described(request: Request, iri: str) -> Response:
    serving: Serving = request.app.state.current.serving
    limits, client = request.app.state.limits, _client(request)
    form = _form(request)
    if iri == _dataset_iri(request):
        return _to_dataset(request)
    if await known([iri], serving, limits, client) is None:
        return missing_page(request, iri, people=form is None)
    if form is None and is_vocabulary(iri, serving.build):
        return _linked(vocabulary_page(request), iri)
    if form is None:
        return _linked(await about_page(request, iri), iri)
    if has_term(iri, serving.build):
        text = await asyncio.to_thread(_of_term, iri, serving.build.ontology, form.name)
        return _linked(Response(text, media_type=form.media_type), iri)
    compact = form.name == "jsonld"
    asked = "nt" if compact else form.name
    result = await description(iri, asked, serving, limits, client)
    if compact:
        with result.file as file:
            prefixes = serving.build.ontology.prefixes
            text = await asyncio.to_thread(_compacted, file.read(), prefixes)
        return _linked(_cut(Response(text, media_type=form.media_type), result), iri)
    forms = wanted(None, form.name)
    return _linked(Answered(result, forms, limits, str(request.url_for("sparql"))), iri)


def _cut(response: Response, result: Result) -> Response:
    if result.cut:
        response.headers["Kg-Cut"] = "the description is longer: take N-Triples, or ask /sparql"
    return response


def _form(request: Request) -> Format | None:
    """Return the format of a graph that a client prefers; None if it prefers a page.

    Raises:
        Refusal: it takes neither.
    """
    name, accept = request.query_params.get("format"), request.headers.get("accept")
    if name == "html":
        return None
    graph = wanted(accept, name).graph
    liked = quality(accept, "text/html")
    if graph is None and (name or not liked):
        raise Refusal(406, f"this is a page (text/html) or a graph: one of {supported(GRAPHS)}")
    if name or graph is None:
        return graph
    return graph if quality(accept, graph.media_type) > liked else None


@lru_cache(maxsize=512)
def _of_term(iri: str, ontology: Ontology, form: str) -> bytes:
    """Return what the ontology says of a term: the same at every request, and slow to write."""
    return _serialized(terms(iri, ontology), form)


def _serialized(graph: Graph, form: str) -> bytes:
    text = graph.serialize(format="nt", encoding="utf-8")
    if form == "jsonld":
        return _compacted(text, dict(graph.namespaces()))
    if form not in GRAPH_FORMATS:  # N-Triples, which is N-Quads too
        return text
    prefixes = {prefix: str(namespace) for prefix, namespace in sorted(graph.namespaces())}
    triples = (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))
    return serialize(triples, format=GRAPH_FORMATS[form], prefixes=prefixes) or b""


def _compacted(ntriples: bytes, prefixes: Mapping[str, str]) -> bytes:
    triples = (quad.triple for quad in parse(ntriples, format=RdfFormat.N_TRIPLES))
    return compacted(triples, {prefix: str(iri) for prefix, iri in sorted(prefixes.items())})


def _linked(response: Response, iri: str) -> Response:
    """Add the links that tell where the same thing is described in another way."""
    links = [f'<{_ascii(iri)}>; rel="canonical"']
    for name in OFFERED:
        kind = GRAPHS[name][0]
        relation = "describedby alternate" if name == "ttl" else "alternate"
        links.append(f'<{_ascii(about(iri, name))}>; rel="{relation}"; type="{kind}"')
    links.append(f'<{_ascii(about(iri, "html"))}>; rel="alternate"; type="text/html"')
    earlier = response.headers.get("link")
    response.headers.update(OPEN)
    response.headers["Link"] = ", ".join([earlier, *links] if earlier else links)
    return response


def _ascii(iri: str) -> str:
    """Return an IRI as a URI: a header takes nothing else."""
    return re.sub(r"[^\x21-\x7e]+", lambda found: _encoded(found[0]), iri)


def _encoded(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


def _dataset_iri(request: Request) -> str:
    serving: Serving = request.app.state.current.serving
    return serving.build.iris.graph(DATASET)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
