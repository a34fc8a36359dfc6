import asyncio

import pytest

from kg.serve.turns import Turns


def test_what_is_free_is_lent_at_once():
    async def run():
        turns = Turns()
        turns.give("a")
        assert turns.free == ("a",)
        return await turns.take("x")

    assert asyncio.run(run()) == "a"


def test_clients_take_turns():
    async def run():
        turns, order = Turns(), []

        async def ask(client):
            await turns.take(client)
            order.append(client)

        clients = ["greedy"] * 4 + ["modest", "shy"]
        tasks = [asyncio.create_task(ask(client)) for client in clients]
        await asyncio.sleep(0)
        assert turns.waiting == 6
        for _ in clients:
            turns.give("worker")
            await asyncio.sleep(0)
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(run()) == ["greedy", "modest", "shy", "greedy", "greedy", "greedy"]


def test_who_gives_up_leaves_the_queue():
    async def run():
        turns = Turns()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await turns.take("x")
        assert turns.waiting == 0
        turns.give("a")
        return turns.free

    assert asyncio.run(run()) == ("a",)


def test_nothing_is_lost_when_giving_and_giving_up_meet():
    async def run():
        turns = Turns()
        task = asyncio.create_task(turns.take("x"))
        await asyncio.sleep(0)
        turns.give("a")
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return turns.free

    assert asyncio.run(run()) == ("a",)
