"""Work in several processes."""

import os
import signal
from functools import partial

import pytest

from kg import pool
from kg.errors import WorkerLost


def add(state, item):
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return state + item


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs):
    found = pool.in_order(add, range(20), partial(int, 100), jobs=jobs)
    assert list(found) == list(range(100, 120))


def test_nothing_to_do_starts_nothing():
    def never():
        raise AssertionError

    assert list(pool.in_order(add, [], never, jobs=1)) == []


def test_a_process_that_is_killed_is_an_error_that_says_what_to_do():
    with pytest.raises(WorkerLost, match="--jobs 1"):
        list(pool.in_order(add, ["a", "die", "b"], str, jobs=2))


@pytest.mark.parametrize(
    ("jobs", "articles", "cores", "count"),
    [
        (0, 0, 4, 1),
        (0, 15, 4, 1),
        (0, 16, 4, 2),
        (0, 1000, 4, 4),
        (3, 1000, 4, 3),
        (3, 2, 4, 2),
        (1, 1000, 4, 1),
    ],
)
def test_one_process_a_core_where_each_gets_enough(monkeypatch, jobs, articles, cores, count):
    monkeypatch.setattr(pool, "cores", lambda: cores)
    assert pool.processes(jobs, articles) == count


def test_there_is_a_core():
    assert pool.cores() >= 1
