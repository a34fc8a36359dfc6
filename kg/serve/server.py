"""A build -> a server on a port, that waits for no client longer than it must."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from pathlib import Path

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg import outputs
from kg.serve.app import application
from kg.serve.limits import Limits
from kg.store import open_store

logger = logging.getLogger(__name__)

HEADERS = 64 * 1024  # bytes of a request's head: a query in the address has to fit
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def serve(
    folder: Path, *, host: str, port: int, limits: Limits, started: Callable[[str], None]
) -> None:
    """Serve a build until the process is told to end.

    Args:
        folder: what ``kg build`` wrote to.
        host: address to listen on; anything but loopback lets other machines in.
        port: TCP port; 0 takes a free one.
        limits: what a request may take.
        started: gets the address of the start page once it can be asked.

    Raises:
        BuildError: the folder holds no build, or a damaged one.
    """
    outputs.read_manifest(folder)
    open_store(folder / outputs.STORE)
    if host not in LOOPBACK:
        logger.warning("%s: other machines can read this build, and put load on this one", host)
    _Server(configuration(folder, host=host, port=port, limits=limits), started).run()


def configuration(folder: Path, *, host: str, port: int, limits: Limits) -> uvicorn.Config:
    """Return how uvicorn serves a build."""
    return uvicorn.Config(
        application(folder, limits),
        host=host,
        port=port,
        http=_patient(limits.patience),
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=HEADERS,
        timeout_keep_alive=round(limits.patience),
        timeout_graceful_shutdown=round(limits.seconds),
    )


class _Server(uvicorn.Server):
    """Tells when it can be asked, and where."""

    def __init__(self, config: uvicorn.Config, started: Callable[[str], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port, *_ = self.servers[0].sockets[0].getsockname()
            self._tell(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def _patient(seconds: float) -> type[H11Protocol]:
    """Return a protocol that closes a connection on which no whole request head arrives in time."""

    class Patient(H11Protocol):
        deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._look()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._look()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop()
            super().connection_lost(exc)

        def _look(self) -> None:
            if self.conn.their_state is not h11.IDLE:
                self._stop()
            elif self.deadline is None:
                self.deadline = self.loop.call_later(seconds, self._give_up)

        def _stop(self) -> None:
            if self.deadline is not None:
                self.deadline.cancel()
                self.deadline = None

        def _give_up(self) -> None:
            self.transport.write(b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n")
            self.transport.close()

    return Patient
