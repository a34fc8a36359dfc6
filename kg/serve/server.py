"""A build -> a server on a port."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg import outputs
from kg.errors import ConfigError
from kg.serve.app import application
from kg.serve.limits import Limits
from kg.serve.origins import ANY, LOOPBACK
from kg.serve.patience import patient
from kg.store import open_store

logger = logging.getLogger(__name__)

HEADERS = 64 * 1024  # bytes of a request's head: a query in the address has to fit
FILES = 3  # that a connection may need: itself, a file of the build, an answer
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # all addresses: one that a browser can open


def serve(
    folder: Path,
    *,
    host: str,
    port: int,
    limits: Limits,
    started: Callable[[str], None],
    allowed: tuple[str, ...] = (ANY,),
) -> None:
    """Serve a build until the process is told to end.

    Args:
        folder: what ``kg build`` wrote to.
        host: address to listen on; anything but loopback lets other machines in.
        port: TCP port; 0 takes a free one.
        limits: what a request may take.
        started: gets the address of the start page once it can be asked.
        allowed: origins whose web pages may read answers.

    Raises:
        BuildError: the folder holds no build, or a damaged one.
        ConfigError: the address cannot be listened on.
    """
    outputs.read_manifest(folder)
    open_store(folder / outputs.STORE)
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(one) for one in _listening(host, port)]
        if host not in LOOPBACK:
            logger.warning("%s: other machines can read this build, and put load on this one", host)
        config = configuration(folder, host=host, port=port, limits=limits, allowed=allowed)
        with contextlib.suppress(KeyboardInterrupt):  # how it usually ends
            _Server(config, started).run(sockets)


def configuration(
    folder: Path, *, host: str, port: int, limits: Limits, allowed: tuple[str, ...] = (ANY,)
) -> uvicorn.Config:
    """Return how uvicorn serves a build."""
    return uvicorn.Config(
        application(folder, limits, allowed=allowed),
        host=host,
        port=port,
        http=patient(limits.patience, limits.stalled),
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_connections(limits),
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
            host = WILDCARDS.get(host, host)
            self._tell(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def _listening(host: str, port: int) -> list[socket.socket]:
    """Return sockets on all addresses of a host, with one port."""
    found: list[socket.socket] = []
    try:
        for family, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            taken = found[0].getsockname()[1] if found else port
            try:
                found.append(socket.create_server((address[0], taken), family=family, backlog=2048))
            except OSError:
                if not found:  # a name for both IPv4 and IPv6 needs one of them
                    raise
    except (OSError, OverflowError, UnicodeError) as error:
        number = getattr(error, "errno", None) or 0
        why = os.strerror(number) if number > 0 else getattr(error, "strerror", error)
        raise ConfigError(
            f"{host} port {port} cannot be listened on: {why}; choose another --port or --host"
        ) from error
    return found


def _connections(limits: Limits) -> int:
    """Return how many connections there can be at once: each needs files, which are limited."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return limits.connections
    wanted = FILES * limits.connections + 200
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return min(limits.connections, max(10, (soft - 200) // FILES))
    return limits.connections
