"""The files of the build, as they lie there: pages, tables, exports; nothing else."""

from __future__ import annotations

import asyncio
import mimetypes
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from kg import outputs
from kg.serve.current import Current, Serving

HIDDEN = frozenset({outputs.STORE, outputs.CACHE})
MENU_END = re.compile(rb"(</ul>\s*</nav>)")
TYPES = {
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".jsonl": "application/jsonl",
    ".graphml": "application/graphml+xml",
}


async def page(request: Request) -> Response:
    """Return a file of the build; index.html for a folder."""
    current: Current = request.app.state.current
    path = _file(current.serving, request.path_params.get("path", ""))
    if path is None:
        return PlainTextResponse("the build has no such page\n", 404)
    headers = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin"}
    response = FileResponse(path, media_type=_type(path), headers=headers, stat_result=path.stat())
    if _unchanged(request, response):
        kept = {k: v for k, v in response.headers.items() if k in {"etag", "cache-control"}}
        return Response(status_code=304, headers=kept)
    if path.suffix == ".html":
        text = _with_query_page(await asyncio.to_thread(path.read_bytes))
        kept = {
            k: v
            for k, v in response.headers.items()
            if k not in {"content-length", "accept-ranges"}
        }
        return Response(text, headers=kept)
    return response


def has(serving: Serving, path: str) -> bool:
    """Return whether the build has a file."""
    return _file(serving, path) is not None


def _file(serving: Serving, asked: str) -> Path | None:
    """Return the file that a path of a URL names; None if the build did not write it."""
    parts = [part for part in asked.split("/") if part]
    if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    written = {
        *serving.build.manifest["files"],
        outputs.MANIFEST,
        outputs.CLOCK,
        outputs.CHANGES,
    } - HIDDEN
    if parts and parts[0] not in written:
        return None
    root = serving.folder.resolve()
    try:
        found = root.joinpath(*parts)
        found = found / "index.html" if found.is_dir() else found
        safe = found.resolve(strict=True) == found and found.is_relative_to(root)
    except OSError:  # absent, or a name that no file can have
        return None
    return found if safe and found.is_file() else None


def _with_query_page(page: bytes) -> bytes:
    """Return a page of the site with a link that only a server can have, last in its menu."""
    return MENU_END.sub(rb'<li><a href="/query">Query</a></li>\1', page, count=1)


def _type(path: Path) -> str:
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"


def _unchanged(request: Request, response: Response) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in
            request.headers.get("if-none-match", "").split(",")}  # fmt: skip
    if tags != {""}:
        return response.headers["etag"] in tags or "*" in tags
    return request.headers.get("if-modified-since") == response.headers["last-modified"]
