"""Which other web pages may read answers (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol)."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import ConfigError

ANY, NONE = "*", "none"
ALLOW = "Access-Control-Allow-Origin"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, Cache-Control",
    "Access-Control-Max-Age": "86400",
}


def origins(given: Iterable[str]) -> tuple[str, ...]:
    """Return the origins whose pages may read; empty for none.

    Raises:
        ConfigError: one is no origin.
    """
    found = tuple(one.rstrip("/") for one in given if one != NONE)
    for one in found:
        parts = urlsplit(one)
        if one != ANY and (parts.scheme not in {"http", "https"} or one.count("/") != 2):
            raise ConfigError(f"{one} is no origin: write https://site.example, * or {NONE}")
    return found


class CrossOrigin:
    """Middleware: answers OPTIONS, and lets pages of some origins read what is open to others.

    Where not every page may read, a page must not come in by a name of its own for this machine
    (DNS rebinding) either: on loopback, a host that we do not know is refused.
    """

    def __init__(self, app: ASGIApp, *, allowed: tuple[str, ...]) -> None:
        self._app = app
        self._allowed = allowed
        self._hosts = LOOPBACK | {urlsplit(one).hostname for one in allowed}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and say in its response who may read it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        allowed = self._allow(headers.get("origin"))

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=message), allowed)
            await send(message)

        if not self._knows(scope, headers.get("host")):
            refused = PlainTextResponse("this server is not known by that name\n", 421)
            return await refused(scope, receive, add)
        if scope["method"] == "OPTIONS":
            return await _options(scope["path"])(scope, receive, add)
        return await self._app(scope, receive, add)

    def _allow(self, origin: str | None) -> str | None:
        if ANY in self._allowed:
            return ANY
        return origin if origin in self._allowed else None

    def _mark(self, headers: MutableHeaders, allowed: str | None) -> None:
        if allowed != ANY:
            headers.add_vary_header("Origin")
            headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if ALLOW in headers and allowed:
            headers[ALLOW] = allowed
        elif ALLOW in headers:
            del headers[ALLOW]

    def _knows(self, scope: Scope, host: str | None) -> bool:
        if ANY in self._allowed or host is None or not _is_local(scope):
            return True
        try:
            return urlsplit(f"//{host}").hostname in self._hosts
        except ValueError:
            return False


def _options(path: str) -> Response:
    methods = "GET, HEAD, POST, OPTIONS" if path.rstrip("/") == "/sparql" else "GET, HEAD, OPTIONS"
    open_to = {"Allow": methods, ALLOW: ANY, "Access-Control-Allow-Methods": methods}
    return Response(status_code=204, headers={**open_to, **PREFLIGHT})


def _is_local(scope: Scope) -> bool:
    """Return whether a request came in over loopback."""
    try:
        return ip_address((scope.get("server") or ("",))[0]).is_loopback
    except ValueError:
        return False
