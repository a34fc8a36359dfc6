"""What the server and its workers say to each other: a letter, a length, that many bytes."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

Json = dict[str, Any]

HEADER = struct.Struct("!cI")
ASK = b"A"  # to a worker: a question; the first one says where the store is
MOST = 2**20  # bytes of a frame
READY, HEAD, DATA, END, FAILURE = b"R", b"H", b"D", b"E", b"F"  # from a worker


def frame(kind: bytes, content: bytes | Json) -> bytes:
    """Return a frame that holds bytes, or a JSON object."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return HEADER.pack(kind, len(body)) + body


def read_frame(file: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Return kind and content of the next frame; None at the end of the file."""
    header = file.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    kind, length = HEADER.unpack(header)
    return kind, file.read(length)
