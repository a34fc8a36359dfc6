"""A request that is not answered: its HTTP status, and a message that says what to do."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import QueryError


class Refusal(QueryError):
    """The request is refused with an HTTP status."""

    def __init__(
        self,
        status: int,
        message: str,
        headers: Mapping[str, str] | None = None,
        *,
        place: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})
        self.place = place


def busy(message: str, *, seconds: float) -> Refusal:
    """Return a refusal for now: 503, to be tried again after so many seconds."""
    return Refusal(503, message, {"Retry-After": str(max(1, round(seconds)))})
