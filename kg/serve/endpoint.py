"""/sparql: a query in, its answer out, or why there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from kg.serve.answered import Answered
from kg.serve.answering import Question
from kg.serve.current import Current, Serving
from kg.serve.description import description
from kg.serve.formats import GRAPHS, Wanted, quality, wanted
from kg.serve.limits import Limits
from kg.serve.pool import Result
from kg.serve.protocol import Asked, asked
from kg.serve.refusal import Refusal

CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Kg-Cut, Retry-After, Link",
}


async def sparql(request: Request) -> Response:
    """Answer a request of the SPARQL 1.1 Protocol."""
    try:
        response = await _answered(request)
    except Refusal as refusal:
        response = refused(request, refusal)
    response.headers.update(CROSS_ORIGIN)
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers["Vary"] = "Accept"
    return response


def refused(request: Request, refusal: Refusal) -> Response:
    """Return the response that tells a refusal: JSON to who takes it, else text."""
    accept = request.headers.get("accept", "")
    if "json" in accept:
        content: dict[str, object] = {"status": refusal.status, "message": refusal.message}
        if refusal.place:
            content |= {"line": refusal.place[0], "column": refusal.place[1]}
        return JSONResponse({"error": content}, refusal.status, refusal.headers)
    return PlainTextResponse(f"{refusal.message}\n", refusal.status, refusal.headers)


async def _answered(request: Request) -> Response:
    current: Current = request.app.state.current
    limits: Limits = request.app.state.limits
    said = await asked(request, limits)
    accept = request.headers.get("accept")
    if said.query is None:
        page = request.app.state.query_page
        graphs = max(quality(accept, types[0]) for types in GRAPHS.values())
        if page and quality(accept, "text/html") > graphs:
            return RedirectResponse(page, 303)
        return description(request, current.serving, wanted(accept, said.format))
    forms = wanted(accept, said.format)
    serving = current.serving
    question = _question(said, forms, serving, limits)
    client = request.client.host if request.client else ""
    result = await _while_connected(request, serving.pool.answer(question, client))
    return Answered(result, forms, limits, str(request.url_for("sparql")))


def _question(said: Asked, forms: Wanted, serving: Serving, limits: Limits) -> Question:
    given = bool(said.default or said.named)
    return Question(
        query=said.query or "",
        solutions=forms.solutions.name if forms.solutions else None,
        graph=forms.graph.name if forms.graph else None,
        default=said.default if given else None,
        named=said.named if given else None,
        union=not given,
        base=serving.build.manifest["base"],
        rows=limits.rows,
        size=limits.size,
    )


async def _while_connected(request: Request, work: Coroutine[object, object, Result]) -> Result:
    """Do a piece of work, but stop it when the client goes away."""
    task = asyncio.ensure_future(work)
    left = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({task, left}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Refusal(400, "the client went away")
        return task.result()
    finally:
        left.cancel()
        task.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
