"""The query page: an editor for SPARQL in the browser, with prefixes and examples filled in."""

from __future__ import annotations

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

TYPES = {".css": "text/css", ".js": "text/javascript", ".txt": "text/plain"}


def routes() -> list[Route]:
    """Return the page and its files."""
    return [Route("/static/{name}", asset, methods=["GET"])]


async def asset(request: Request) -> Response:
    """Return a script or style of the server's own pages."""
    name = request.path_params["name"]
    found = {one.name: one for one in (files("kg.serve") / "assets").iterdir() if one.is_file()}
    if name not in found:
        return PlainTextResponse("there is no such file\n", 404)
    kind = TYPES.get(name[name.rfind(".") :], "application/octet-stream")
    headers = {"Cache-Control": "no-cache"}
    return Response(found[name].read_bytes(), media_type=kind, headers=headers)
