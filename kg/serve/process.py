"""One worker process as the server sees it: started, asked, killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BuildError
from kg.serve.frames import ASK, DATA, END, HEAD, HEADER, MOST, READY, Json, frame
from kg.serve.limits import Limits
from kg.serve.refusal import Refusal

if TYPE_CHECKING:
    from kg.serve.answering import Question

WEARY = 15  # niceness of a query that runs long: short ones go first


class Died(Exception):
    """The worker ended in the middle of an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What is known once an answer is complete."""

    kind: str
    """boolean, solutions or graph"""
    format: str
    cut: bool


class Worker:
    """A process that answers one question at a time."""

    def __init__(self, process: asyncio.subprocess.Process, ready: Json) -> None:
        self._process = process
        self._thread: int = ready["thread"]
        self.confined: bool = ready["confined"]
        """Whether the kernel keeps it off the network."""
        self.weary = False
        """Its priority was lowered, which cannot be undone."""
        self.asked = False
        """It is in the middle of an answer."""

    @classmethod
    async def start(cls, store: Path, prefixes: Mapping[str, str], limits: Limits) -> Worker:
        """Start a process and wait until it has the store open.

        Raises:
            BuildError: the store cannot be opened.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "kg.serve.worker",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(_import_path())},
            start_new_session=True,  # a Ctrl-C is the server's alone
        )
        setup = {"store": str(store), "prefixes": dict(prefixes), "limits": asdict(limits)}
        try:
            _input(process).write(frame(ASK, setup))
            kind, said = await _read(process)
        except BaseException:
            _kill(process)
            raise
        if kind != READY:
            _kill(process)
            raise BuildError(f"{store.parent}: {json.loads(said)['message']}; run kg build again")
        return cls(process, json.loads(said))

    async def ask(self, question: Question, take: Callable[[bytes], object]) -> Ended:
        """Hand the bytes of the answer on, and return what they are.

        Raises:
            Refusal: the worker refuses the question.
            Died: it is gone.
        """
        self.asked = True
        head: Json = {}
        try:
            _input(self._process).write(frame(ASK, asdict(question)))
            while True:
                kind, content = await _read(self._process)
                if kind == DATA:
                    take(content)
                elif kind == HEAD:
                    head = json.loads(content)
                else:
                    break
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Died from error
        self.asked = False
        said = json.loads(content)
        if kind == END:
            return Ended(**head, **said)
        raise Refusal(said["status"], said["message"], place=said.get("place"))

    def tire(self) -> None:
        """Let the others go first."""
        self.weary = True
        with contextlib.suppress(OSError, AttributeError):  # it has ended; Windows cannot
            os.setpriority(os.PRIO_PROCESS, self._thread, WEARY)

    def kill(self) -> None:
        """End the process, whatever it does."""
        _kill(self._process)

    async def gone(self) -> int:
        """Wait until the process has ended, and return its status; negative is a signal."""
        return await self._process.wait()


def _import_path() -> list[str]:
    return [str(Path(entry).resolve()) for entry in sys.path if Path(entry).exists()]


def _input(process: asyncio.subprocess.Process) -> asyncio.StreamWriter:
    assert process.stdin is not None
    return process.stdin


async def _read(process: asyncio.subprocess.Process) -> tuple[bytes, bytes]:
    assert process.stdout is not None
    kind, length = HEADER.unpack(await process.stdout.readexactly(HEADER.size))
    if length > MOST:
        raise Died  # no worker of ours says that
    return kind, await process.stdout.readexactly(length)


def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
