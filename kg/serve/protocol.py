"""HTTP request -> what it asks, after https://www.w3.org/TR/sparql11-protocol/; no update."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_plus

from pyoxigraph import NamedNode
from starlette.requests import ClientDisconnect, Request

from kg.serve.limits import Limits
from kg.serve.refusal import Refusal

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
READ_ONLY = "this endpoint is read-only: updates are refused; a new build replaces the graph"
FIELDS = 1000

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request says."""

    query: str | None
    """None: nothing is asked, the service describes itself."""
    default: tuple[str, ...]
    named: tuple[str, ...]
    format: str | None


async def asked(request: Request, limits: Limits) -> Asked:
    """Return what a request asks.

    Raises:
        Refusal: it is no query of the protocol, or too large, or too slow.
    """
    pairs = list(_pairs(request.scope["query_string"]))
    if request.method != "POST":
        return _read(pairs, body=None)
    kind, charset = _content_type(request.headers.get("content-type", ""))
    if kind == UPDATE:
        raise Refusal(403, READ_ONLY)
    if kind not in {FORM, QUERY}:
        raise Refusal(415, f"Content-Type {kind or 'is missing'}: send {QUERY} or {FORM}")
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise Refusal(400, f"charset={charset}: queries are UTF-8")
    body = await _body(request, limits)
    if kind == FORM:
        return _read([*pairs, *_pairs(body)], body=None, post=True)
    return _read(pairs, body=_text(body))


def _read(pairs: Pairs, *, body: str | None, post: bool = False) -> Asked:
    if any(key == "update" for key, _ in pairs):
        raise Refusal(403, READ_ONLY)
    queries = [value for key, value in pairs if key == "query"]
    if body is not None:
        queries.append(body)
    if len(queries) > 1:
        raise Refusal(400, f"{len(queries)} queries in one request: send one")
    if post and not queries:
        raise Refusal(400, "the form has no field query")
    return Asked(
        query=queries[0] if queries else None,
        default=_graphs(pairs, "default-graph-uri"),
        named=_graphs(pairs, "named-graph-uri"),
        format=next((value for key, value in pairs if key == "format"), None),
    )


def _graphs(pairs: Pairs, field: str) -> tuple[str, ...]:
    found = tuple(value for key, value in pairs if key == field)
    for iri in found:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise Refusal(400, f"{field}={iri[:200]} is no absolute IRI") from error
    return found


def _pairs(encoded: bytes) -> Iterator[tuple[str, str]]:
    """Yield names and values of a URL-encoded form."""
    parts = encoded.split(b"&", FIELDS)
    if len(parts) > FIELDS:
        raise Refusal(400, f"more than {FIELDS} fields in a request")
    for part in parts:
        key, _, value = part.partition(b"=")
        if key:
            yield _unquoted(key), _unquoted(value)


def _unquoted(encoded: bytes) -> str:
    try:
        return unquote_plus(encoded.decode("utf-8"), encoding="utf-8", errors="strict")
    except UnicodeDecodeError as error:
        raise Refusal(400, "the request is not UTF-8") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the query is not UTF-8: byte {error.start}") from error


def _content_type(header: str) -> tuple[str, str]:
    kind, *parameters = (part.strip().lower() for part in header.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "charset":
            return kind, value.strip().strip('"')
    return kind, "utf-8"


async def _body(request: Request, limits: Limits) -> bytes:
    large = Refusal(413, f"the request is larger than {limits.body} bytes")
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > limits.body:
        raise large
    body = bytearray()
    try:
        async with asyncio.timeout(limits.patience):
            async for part in request.stream():
                body += part
                if len(body) > limits.body:
                    raise large
    except TimeoutError as error:
        raise Refusal(408, f"the request took longer than {limits.patience:g} s") from error
    except ClientDisconnect as error:
        raise Refusal(400, "the client went away") from error
    return bytes(body)
