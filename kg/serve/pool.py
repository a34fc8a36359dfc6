"""N worker processes over one store: a question gets a free one, and is killed when it overruns."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BuildError
from kg.serve.limits import Limits
from kg.serve.process import Died, Ended, Worker
from kg.serve.refusal import busy
from kg.serve.spool import Spooled
from kg.serve.turns import Turns

if TYPE_CHECKING:
    from kg.serve.answering import Question

logger = logging.getLogger(__name__)

NO_ROOM = "the server has no room for the answer now: ask for less, or try again later"
QUICK = 1.0  # seconds after which a query has to let others go first
AGAIN = 1.0  # seconds until a worker that did not start is tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An answer that is complete."""

    kind: str
    """boolean, solutions or graph"""
    format: str
    cut: bool
    file: Spooled
    size: int


class Pool:
    """Keeps so many workers alive, and lends them to the clients in turn."""

    def __init__(self, store: Path, prefixes: Mapping[str, str], limits: Limits) -> None:
        self._store = store
        self._prefixes = prefixes
        self._limits = limits
        self._turns: Turns[Worker] = Turns()
        self._workers: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._asked = 0
        self._closed = False

    async def start(self) -> None:
        """Start the workers and wait for the first.

        Raises:
            BuildError: the store cannot be opened.
        """
        await self._add()
        if not all(worker.confined for worker in self._workers):
            logger.warning("this system cannot keep queries off the network; SERVICE is refused")
        for _ in range(self._limits.workers - 1):
            self._spawn()

    async def answer(self, question: Question, client: str) -> Result:
        """Return the answer to a question; if the wait is cancelled, its worker is freed.

        Raises:
            Refusal: the query is refused, takes too long or too much, or no worker is free.
        """
        if self._turns.waiting >= self._limits.waiting:
            raise busy("too many queries wait already: try again later", seconds=5)
        self._asked += 1
        try:
            worker = await self._take(client)
            return await self._ask(worker, question)
        finally:
            self._asked -= 1

    async def close(self) -> None:
        """Wait until no question is open any more, and end the workers."""
        while self._asked:
            await asyncio.sleep(0.05)
        await self.kill()

    async def kill(self) -> None:
        """End the workers at once."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for worker in self._workers:
            worker.kill()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.gone() for worker in self._workers))

    async def _take(self, client: str) -> Worker:
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._turns.take(client)
        except TimeoutError as error:
            raise busy(
                f"all {self._limits.workers} workers were busy for {self._limits.seconds:g} s: "
                "try again later",
                seconds=self._limits.seconds,
            ) from error

    async def _ask(self, worker: Worker, question: Question) -> Result:
        file = Spooled(self._limits.spool)
        timer = asyncio.get_running_loop().call_later(QUICK, worker.tire)
        try:
            ended = await self._ended(worker, question, file.write)
            file.rewind()
        except OSError as error:
            file.close()
            logger.warning("an answer cannot be kept: %s", error)
            raise busy(NO_ROOM, seconds=self._limits.seconds) from error
        except BaseException:
            file.close()
            raise
        finally:
            timer.cancel()
            if worker.asked or worker.weary:
                self._replace(worker)
            else:
                self._turns.give(worker)
        return Result(
            kind=ended.kind, format=ended.format, cut=ended.cut, file=file, size=file.size
        )

    async def _ended(
        self, worker: Worker, question: Question, take: Callable[[bytes], object]
    ) -> Ended:
        limits = self._limits
        try:
            async with asyncio.timeout(limits.seconds):
                return await worker.ask(question, take)
        except TimeoutError as error:
            raise busy(
                f"the query ran longer than {limits.seconds:g} s and was stopped: ask for less, "
                "or start the server with a higher --timeout",
                seconds=limits.seconds,
            ) from error
        except Died as error:
            raise busy(await self._cause(worker), seconds=limits.seconds) from error

    async def _cause(self, worker: Worker) -> str:
        worker.kill()  # if it is not dead yet: it only lost its pipe
        await worker.gone()
        return (
            f"the query needed more than {self._limits.memory} MiB of memory, or broke its worker "
            "otherwise, and was stopped: ask for less, or start the server with a higher --memory"
        )

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        self._spawn(instead=worker)

    def _spawn(self, instead: Worker | None = None) -> None:
        task = asyncio.get_running_loop().create_task(self._renew(instead))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _renew(self, instead: Worker | None) -> None:
        if instead:
            await instead.gone()
            self._workers.discard(instead)
        while not self._closed:
            try:
                return await self._add()
            except (BuildError, OSError, EOFError) as error:
                logger.warning("a worker does not start: %s", error)
                await asyncio.sleep(AGAIN)

    async def _add(self) -> None:
        worker = await Worker.start(self._store, self._prefixes, self._limits)
        self._workers.add(worker)
        self._turns.give(worker)
