"""A process that answers questions over one store, one after the other, until it is killed.

It runs as ``python -m kg.serve.worker``, gives up its rights before it opens anything, and talks
in frames over its standard input and output.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import IO, TYPE_CHECKING

from kg.serve.confine import confine
from kg.serve.frames import DATA, END, FAILURE, HEAD, MOST, READY, Json, frame, read_frame
from kg.serve.limits import MIB, STACK, Limits
from kg.serve.refusal import Refusal

if TYPE_CHECKING:  # its threads start with it: only after the rights are gone
    from pyoxigraph import Store


def main() -> None:
    """Answer questions until the input ends; the first frame says where the store is."""
    first = read_frame(sys.stdin.buffer)
    if first is None:
        return
    setup = json.loads(first[1])
    limits = Limits(**setup["limits"])
    confined = confine(limits.memory * MIB + STACK)
    threading.stack_size(STACK)  # a deep query would overflow the usual one, and kill the process
    thread = threading.Thread(target=_serve, args=(setup, limits, confined))
    thread.start()
    thread.join()


def _serve(setup: Json, limits: Limits, confined: bool) -> None:
    from pyoxigraph import Store

    output = sys.stdout.buffer
    try:
        store = Store.read_only(setup["store"])
    except (OSError, RuntimeError) as error:
        _tell(output, FAILURE, {"status": 503, "message": f"the store cannot be opened: {error}"})
        return
    _tell(output, READY, {"thread": threading.get_native_id(), "confined": confined})
    while (asked := read_frame(sys.stdin.buffer)) is not None:
        kind, said = _reply(store, setup["prefixes"], limits, json.loads(asked[1]), output)
        _tell(output, kind, said)


def _reply(
    store: Store, prefixes: dict[str, str], limits: Limits, asked: Json, output: IO[bytes]
) -> tuple[bytes, Json]:
    """Send the answer, and return the frame that ends it."""
    from kg.serve.answering import Question, answer

    def head(kind: str, form: str) -> None:
        output.write(frame(HEAD, {"kind": kind, "format": form}))

    def send(data: bytes) -> None:
        for start in range(0, len(data), MOST):
            output.write(frame(DATA, data[start : start + MOST]))

    try:
        question = Question(**asked)
        cut = answer(store, question, prefixes=prefixes, limits=limits, head=head, send=send)
    except Refusal as refusal:
        said = {"status": refusal.status, "message": refusal.message, "place": refusal.place}
        return FAILURE, said
    except MemoryError:
        os.abort()  # as the store does when there is none left
    except (RuntimeError, ValueError) as error:
        return FAILURE, {"status": 400, "message": f"the query cannot be answered: {error}"}
    except OSError:
        return FAILURE, {"status": 500, "message": "the store cannot be read"}
    return END, {"cut": cut}


def _tell(output: IO[bytes], kind: bytes, said: Json) -> None:
    output.write(frame(kind, said))
    output.flush()


if __name__ == "__main__":
    main()
