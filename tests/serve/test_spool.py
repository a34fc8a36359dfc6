"""Answers that wait for their clients, and clients that do not take them."""

import contextlib
import socket
import threading
import time

import pytest
import uvicorn
from served import make_build, numbers, serving

from kg.serve.limits import MIB
from kg.serve.patience import patient
from kg.serve.spool import IN_MEMORY, Spooled

resource = pytest.importorskip("resource")


def test_bytes_come_back():
    with Spooled(MIB) as small, Spooled(4 * MIB) as large:
        small.write(b"a" * 10)
        large.write(b"b" * (IN_MEMORY + 1))
        assert (small.size, large.size) == (10, IN_MEMORY + 1)
        assert Spooled.total == IN_MEMORY + 1, "what is in memory takes no disk"
        large.rewind()
        assert large.read() == b"b" * (IN_MEMORY + 1)
    assert Spooled.total == 0


def test_all_answers_together_have_a_limit():
    with Spooled(3 * MIB) as first, Spooled(3 * MIB) as second:
        first.write(b"a" * 2 * MIB)
        with pytest.raises(OSError, match="3 MiB"):
            second.write(b"b" * 2 * MIB)
        first.close()
        second.close()
        assert Spooled.total == 0
    lost = Spooled(3 * MIB)
    lost.write(b"c" * 2 * MIB)
    del lost
    assert Spooled.total == 0, "an answer that nobody closes gives its room back"


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs prlimit")
def test_a_full_disk_refuses_the_answer_alone(tmp_path):
    folder = make_build(tmp_path / "out", numbers(20_000))
    with serving(folder, "--workers", 1) as server:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (MIB // 2, MIB // 2))
        for _ in range(3):
            reply = server.ask("SELECT * { ?s ?p ?o }")
            assert reply.status == 503
            assert "no room" in reply.text
            assert "/" not in reply.text
            assert server.ask("SELECT * { ?s ?p ?o } LIMIT 9").status == 200


async def endless(scope, receive, send):
    """Answer with more than anybody takes."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    with contextlib.suppress(OSError):
        for _ in range(1000):
            await send({"type": "http.response.body", "body": b"x" * MIB, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


@contextlib.contextmanager
def running(app, **options):
    config = uvicorn.Config(app, lifespan="off", log_level="critical", **options)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([socket.create_server(("127.0.0.1", 0))],))
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield server, server.servers[0].sockets[0].getsockname()
    server.should_exit = True
    thread.join()


def test_a_client_that_takes_nothing_is_dropped():
    with (
        running(endless, http=patient(5, 0.5)) as (server, address),
        socket.create_connection(address) as client,
    ):
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        deadline = time.monotonic() + 20
        while not server.server_state.connections:
            assert time.monotonic() < deadline
        while server.server_state.connections:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_client_that_takes_little_is_not_dropped():
    with (
        running(endless, http=patient(5, 0.5)) as (server, address),
        socket.create_connection(address) as client,
    ):
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        end = time.monotonic() + 3
        while time.monotonic() < end:
            assert client.recv(MIB)
            time.sleep(0.01)
        (held,) = server.server_state.connections
        own = held.transport.get_extra_info("socket")
        assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), "small answers go at once"


def test_too_many_connections_are_told_to_come_again(build):
    with serving(build, "--workers", 1) as server, contextlib.ExitStack() as stack:
        for _ in range(400):
            stack.enter_context(socket.create_connection((server.host, server.port)))
        assert server.get("/").status == 503
        stack.close()
        time.sleep(0.5)
        assert server.get("/").status == 200
