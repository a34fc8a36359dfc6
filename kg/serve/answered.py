"""A complete answer -> an HTTP response in pieces, so that no slow client keeps it in memory."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.serve.formats import Wanted
from kg.serve.limits import Limits
from kg.serve.pool import Result

PIECE = 64 * 1024
HEAD = b'{"head":{'  # how the store's JSON begins
HEAD_END = b"</head>"
WITH_CHARSET = ("text/", "application/n-", "application/sparql-query")


class Answered(Response):
    """The response to a query."""

    def __init__(self, result: Result, forms: Wanted, limits: Limits, address: str) -> None:
        form = forms.graph if result.kind == "graph" else forms.solutions
        super().__init__(media_type=form.media_type if form else None)
        self._result = result
        self._note = b""
        if result.cut:
            about = f"{address}#row-limit"
            unit = "triples" if result.kind == "graph" else "rows"
            self.headers["Kg-Cut"] = f"{limits.rows} {unit} or {limits.size} bytes"
            self.headers["Link"] = f'<{about}>; rel="describedby"'
            self._note = _note(result.format, about) if result.kind == "solutions" else b""
        self.headers["Content-Length"] = str(result.size + len(self._note))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer, as fast as the client takes it, and give its room back."""
        start = {
            "type": "http.response.start",
            "status": self.status_code,
            "headers": self.raw_headers,
        }
        with self._result.file:
            await send(start)
            if scope["method"] != "HEAD":
                for piece in self._pieces():
                    body = {"type": "http.response.body", "body": piece, "more_body": True}
                    await send(body)
            await send({"type": "http.response.body", "body": b""})

    def _pieces(self) -> Iterator[bytes]:
        read = self._result.file.read
        piece = read(PIECE)
        if self._note:
            at = len(HEAD) if piece.startswith(HEAD) else piece.index(HEAD_END)
            piece = piece[:at] + self._note + piece[at:]
        while piece:
            yield piece
            piece = read(PIECE)


def _note(form: str, about: str) -> bytes:
    """Return what says in the head of a result that it is cut: a link to the limit."""
    if form == "json":
        return f'"link":["{about}"],'.encode()
    if form == "xml":
        return f'<link href="{about}"/>'.encode()
    return b""  # tables of text have no place for it
