"""Who gets the next free worker: the clients in turn, each with its own queue."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Turns(Generic[Thing]):
    """Things that are lent out one by one; a client with many requests does not delay another's."""

    def __init__(self) -> None:
        self._free: list[Thing] = []
        self._queues: OrderedDict[str, deque[asyncio.Future[Thing]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many requests wait."""
        return sum(len(queue) for queue in self._queues.values())

    @property
    def free(self) -> tuple[Thing, ...]:
        """What nobody has."""
        return tuple(self._free)

    async def take(self, client: str) -> Thing:
        """Wait for a thing; a wait that is cancelled leaves the queue."""
        if self._free:
            return self._free.pop()
        future: asyncio.Future[Thing] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(future)
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self.give(future.result())  # it came at the same moment
            raise
        finally:
            self._forget(client, future)

    def give(self, thing: Thing) -> None:
        """Lend a thing to the client whose turn it is, or keep it."""
        while self._queues:
            client, queue = self._queues.popitem(last=False)
            future = queue.popleft()
            if queue:
                self._queues[client] = queue  # to the end of the line
            if not future.done():
                future.set_result(thing)
                return
        self._free.append(thing)

    def remove(self, thing: Thing) -> None:
        """Lend a thing that is free to nobody any more."""
        self._free.remove(thing)

    def _forget(self, client: str, future: asyncio.Future[Thing]) -> None:
        queue = self._queues.get(client)
        if queue and future in queue:
            queue.remove(future)
        if queue is not None and not queue:
            del self._queues[client]
