"""How much a request may take: of time, memory, rows and bytes; the values of `kg serve`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

MIB = 2**20
STACK = 512 * MIB  # of the thread that parses: no query of 64 KiB nests deep enough to fill it


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may take, and how many may run at once."""

    seconds: float = 10.0
    """Time that a query may run, and time that it may wait for a free worker."""
    memory: int = 1536
    """MiB of address space of a worker, besides the stack of its parser."""
    rows: int = 100_000
    """Rows or triples of a result; what is more is cut."""
    size: int = 128 * MIB
    """Bytes of a result; what is more is cut."""
    spool: int = 4096 * MIB
    """Bytes on the disk of all answers that clients have not taken yet."""
    connections: int = 400
    """Connections at once; who comes then is told to try again."""
    workers: int = field(default_factory=lambda: (os.cpu_count() or 1) + 4)
    """Processes that answer; more than cores, so that long queries leave room for short ones."""
    waiting: int = 1000
    """Requests that may wait for a worker; further ones are sent away at once."""
    query: int = 64 * 1024
    """Bytes of a query."""
    depth: int = 200
    """How deep groups, brackets and operators of a query may nest."""
    patience: float = 5.0
    """Seconds that a client may take to send a request."""
    stalled: float = 60.0
    """Seconds after which a client that takes nothing of its answer is dropped."""

    @property
    def body(self) -> int:
        """Bytes of a request's body: a query that is percent-encoded throughout, and graphs."""
        return 3 * self.query + 64 * 1024
