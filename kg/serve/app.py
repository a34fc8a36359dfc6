"""A build -> the web application that serves it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve import editor, endpoint, linked
from kg.serve.current import Current
from kg.serve.headers import SafeHeaders
from kg.serve.limits import Limits
from kg.serve.origins import ANY, CrossOrigin

logger = logging.getLogger(__name__)

QUERY_PAGE: str | None = "/query"
"""Address that a browser is sent to which asks the endpoint nothing."""


def application(
    folder: Path, limits: Limits | None = None, *, allowed: tuple[str, ...] = (ANY,)
) -> Starlette:
    """Return an ASGI application that serves the build in a folder.

    ``state.current.serving`` is the build that answers now; it changes when the folder does.

    Args:
        folder: what ``kg build`` wrote to; workers start with the application, not before.
        limits: what a request may take.
        allowed: origins whose web pages may read answers.
    """
    limits = limits or Limits()
    current = Current(folder, limits)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await current.start()
        try:
            yield
        finally:
            await current.close()

    app = Starlette(
        routes=_routes(),
        lifespan=lifespan,
        middleware=[Middleware(SafeHeaders), Middleware(CrossOrigin, allowed=allowed)],
        exception_handlers={500: _broken},
    )
    app.state.current = current
    app.state.limits = limits
    app.state.query_page = QUERY_PAGE
    return app


def _routes() -> list[BaseRoute]:
    """Return all routes; the first that fits answers, so files of the build come last."""
    return [
        Route("/sparql", endpoint.sparql, methods=["GET", "POST"], name="sparql"),
        Route("/sparql/", endpoint.sparql, methods=["GET", "POST"]),
        *editor.routes(),
        *linked.routes(),
        Route("/{path:path}", linked.anything, methods=["GET"]),
    ]


async def _broken(request: Request, error: Exception) -> Response:
    """Say nothing of an error of ours but that there was one; the log has it."""
    return PlainTextResponse("the server made a mistake: its log says which\n", 500)
