"""Graphs -> a store somewhere else, over SPARQL 1.1: Graph Store HTTP Protocol, or Update.

https://www.w3.org/TR/sparql11-http-rdf-update/ and https://www.w3.org/TR/sparql11-update/
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import httpx
from pyoxigraph import RdfFormat, parse

from kg.errors import PushError

SENT = 50_000  # lines a request: some 8 MB
INSERTED = 1_000  # lines an update: stores compile it like a query
AGAIN = "run the same command again: it goes on where this one stopped"
TURTLE = {"Content-Type": "text/turtle"}  # N-Triples is Turtle, which every store takes
Pair = tuple[str, str, str]
"""Subject, predicate, and the IRI or the text of the object."""


class Target(Protocol):
    """A store that named graphs can be put into; lines are N-Triples."""

    def triples(self, graph: str) -> Iterator[Pair]:
        """Yield what a graph holds; nothing if there is none."""

    def put(self, graph: str, lines: Sequence[str]) -> None:
        """Replace a graph."""

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Add to a graph, which is made if there is none."""

    def delete(self, graph: str) -> None:
        """Remove a graph; it need not be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphStore:
    """Speaks the Graph Store HTTP Protocol, indirect graph identification."""

    url: str
    client: httpx.Client

    def triples(self, graph: str) -> Iterator[Pair]:
        """Yield what a graph holds; nothing if there is none."""
        found = self._send("GET", graph, headers={"Accept": "application/n-triples, text/turtle"})
        if found.status_code == httpx.codes.OK and found.content:
            for quad in parse(found.content, format=RdfFormat.TURTLE):
                yield _text(quad.subject), quad.predicate.value, _text(quad.object)

    def put(self, graph: str, lines: Sequence[str]) -> None:
        """Replace a graph; a large one in several requests, of which only the first replaces."""
        method = "PUT"
        for part in _parts(lines, SENT):
            self._send(method, graph, content="\n".join(part) + "\n", headers=TURTLE)
            method = "POST"

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Add to a graph, which is made if there is none."""
        for part in _parts(lines, SENT):
            self._send("POST", graph, content="\n".join(part) + "\n", headers=TURTLE)

    def delete(self, graph: str) -> None:
        """Remove a graph; it need not be there."""
        self._send("DELETE", graph)

    def _send(
        self, method: str, graph: str, *, content: str = "", headers: dict[str, str] | None = None
    ) -> httpx.Response:
        absent = method in {"GET", "DELETE"}
        request = self.client.build_request(
            method, httpx.URL(self.url).copy_merge_params({"graph": graph}),
            content=content.encode() or None, headers=headers,
        )  # fmt: skip
        return _answer(self.client, request, f"graph <{graph}>", absent=absent)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateEndpoint:
    """Speaks SPARQL Update; reads back over the query endpoint beside it."""

    url: str
    query_url: str
    client: httpx.Client

    def triples(self, graph: str) -> Iterator[Pair]:
        """Yield what a graph holds; nothing if there is none."""
        yield from self._select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")

    def put(self, graph: str, lines: Sequence[str]) -> None:
        """Replace a graph; a large one in several updates, of which only the first replaces."""
        clear = f"DROP SILENT GRAPH <{graph}> ;\n"
        for part in _parts(lines, INSERTED):
            self._update(f"{clear}{_insert(graph, part)}", graph)
            clear = ""

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Add to a graph, which is made if there is none."""
        for part in _parts(lines, INSERTED):
            self._update(_insert(graph, part), graph)

    def delete(self, graph: str) -> None:
        """Remove a graph; it need not be there."""
        self._update(f"DROP SILENT GRAPH <{graph}>", graph)

    def _update(self, text: str, graph: str) -> None:
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        request = self.client.build_request(
            "POST", self.url, content=text.encode(), headers=headers
        )
        _answer(self.client, request, f"an update of <{graph}>")

    def _select(self, text: str) -> list[Pair]:
        url = httpx.URL(self.query_url).copy_merge_params({"query": text})
        headers = {"Accept": "application/sparql-results+json"}
        request = self.client.build_request("GET", url, headers=headers)
        answer = _answer(self.client, request, "a query")
        try:
            rows = answer.json()["results"]["bindings"]
            return [tuple(row[name]["value"] for name in ("s", "p", "o")) for row in rows]
        except (ValueError, KeyError, TypeError) as error:
            raise PushError(
                f"{self.query_url} does not answer queries as JSON: name the query endpoint "
                "with --query"
            ) from error


class AnyAuth(httpx.Auth):
    """Basic or digest authentication (RFC 7617, RFC 7616), whichever the store asks for."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request bare at first; later as the store wanted it then."""
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            asked = response.headers.get("www-authenticate", "").lower()
            self._chosen = self._digest if "digest" in asked else self._basic
        yield from self._chosen.auth_flow(request)


def query_endpoint(update_url: str) -> str:
    """Return the query endpoint that usually goes with an update endpoint.

    Oxigraph and Fuseki: …/update -> …/query; RDF4J: …/statements -> …; others: the same.
    """
    parts = urlsplit(update_url)
    path = parts.path.removesuffix("/statements")
    if path.endswith("/update"):
        path = path.removesuffix("update") + "query"
    return urlunsplit(parts._replace(path=path))


def _parts(lines: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(lines), size):
        yield lines[start : start + size]


def _insert(graph: str, lines: Sequence[str]) -> str:
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n" + "\n".join(lines) + "\n} }"


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _answer(
    client: httpx.Client, request: httpx.Request, what: str, *, absent: bool = False
) -> httpx.Response:
    """Return the answer; ``absent`` allows it to be 404.

    Raises:
        PushError: the store cannot be reached, or refuses.
    """
    where = str(request.url.copy_with(query=None, username=None, password=None))
    try:
        response = client.send(request)
    except httpx.TransportError as error:
        raise PushError(
            f"{where} does not answer ({error or type(error).__name__}) to {request.method} of "
            f"{what}: check that the store runs and the address is right; then {AGAIN}"
        ) from error
    if response.is_success or (absent and response.status_code == httpx.codes.NOT_FOUND):
        return response
    said = " ".join(response.text.split())[:200]
    raise PushError(
        f"{where} refuses {request.method} of {what} "
        f"({response.status_code} {response.reason_phrase}{': ' if said else ''}{said}): "
        f"{_advice(response)}"
    )


def _advice(response: httpx.Response) -> str:
    match response.status_code:
        case httpx.codes.UNAUTHORIZED | httpx.codes.FORBIDDEN:
            return "name a user who may write with --user, the password in KG_PASSWORD"
        case httpx.codes.NOT_FOUND | httpx.codes.METHOD_NOT_ALLOWED | httpx.codes.NOT_IMPLEMENTED:
            return (
                "name the store's Graph Store address (Oxigraph: …/store, Fuseki: …/data), "
                "or its Update address with --update"
            )
        case code if 300 <= code < 400:
            return f"name the address that it leads to: {response.headers.get('location', '?')}"
    return f"mend that; then {AGAIN}"
