"""Articles -> what work on each gives, in order, in as many processes as pay."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, TypeVar, cast

from kg.errors import WorkerLost

ENOUGH = 8
"""Articles for which it pays to start one more process."""
CHUNK = 4
"""Articles that a process is handed at a time."""

Item = TypeVar("Item")
Result = TypeVar("Result")
State = TypeVar("State")


def processes(jobs: int, articles: int) -> int:
    """Return in how many processes to work on some articles.

    Args:
        jobs: how many were asked for; 0: one a core, as long as each has ``ENOUGH`` to do.
        articles: how many there are.

    >>> processes(3, 100), processes(3, 2), processes(1, 100)
    (3, 2, 1)
    """
    most = articles if jobs else articles // ENOUGH
    return max(1, min(jobs or cores(), most))


def cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[State, Item], Result],
    items: Sequence[Item],
    start: Callable[[], State],
    *,
    jobs: int,
) -> Iterator[Result]:
    """Yield ``work(state, item)`` for every item, in the order given.

    Args:
        work: a function of a module, so that processes can be told of it.
        items: each is sent to a process, and what comes of it sent back.
        start: makes the state, once a process; can be sent to one.
        jobs: how many processes; with one, all is done here.

    Raises:
        WorkerLost: a process was stopped from outside.
    """
    if jobs == 1:
        if items:
            state = start()
            yield from (work(state, item) for item in items)
        return
    try:
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(work, start)) as pool:
            yield from cast(Iterator[Result], pool.map(_work, items, chunksize=CHUNK))
    except BrokenProcessPool as error:
        raise WorkerLost(
            "a process was stopped from outside, often because memory ran out: "
            "run it again, with fewer processes (--jobs 1)"
        ) from error


_process: list[Callable[[Any], Any]] = []


def _start(work: Callable[[Any, Any], Any], start: Callable[[], Any]) -> None:
    _process.append(partial(work, start()))


def _work(item: object) -> object:
    result: object = _process[-1](item)
    return result
