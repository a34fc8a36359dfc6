"""How kg serve begins and ends: addresses, signals, what it leaves."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from served import serving

from kg.cli import main

linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


def has_ipv6():
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def run(build, *options):
    return CliRunner().invoke(main, ["serve", "--from", str(build), *options])


def left(build):
    return list(build.parent.glob(f".{build.name}.served-*"))


def test_a_port_in_use_is_told(tmp_path, build):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(build, "--port", str(taken.getsockname()[1]))
    assert done.exit_code == 1
    assert "cannot be listened on: Address already in use; choose another --port" in done.output


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b", "nobody.invalid"])
def test_an_address_that_is_not_here_is_told(build, host):
    done = run(build, "--port", "0", "--host", host)
    assert done.exit_code == 1
    assert "cannot be listened on" in done.output


def test_an_origin_that_is_none_is_told(build):
    done = run(build, "--cors", "desk.example")
    assert done.exit_code == 1
    assert "is no origin" in done.output


def test_the_address_of_all_addresses_can_be_opened(build):
    with serving(build, "--workers", 1, "--host", "0.0.0.0") as server:
        assert server.host == "127.0.0.1"
        assert server.get("/").status == 200


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_ipv6(build):
    with serving(build, "--workers", 1, "--host", "::1") as server:
        assert server.host == "::1"
        assert server.get("/").status == 200


def test_a_name_with_several_addresses_has_one_port(build):
    with serving(build, "--workers", 1, "--host", "localhost") as server:
        assert server.get("/").status == 200
        found = socket.getaddrinfo("localhost", server.port, type=socket.SOCK_STREAM)
        for address in {one[4][:2] for one in found if one[0] == socket.AF_INET}:
            socket.create_connection(address, timeout=5).close()


@linux
@pytest.mark.parametrize(("sent", "status"), [("SIGINT", 0), ("SIGTERM", -signal.SIGTERM)])
def test_a_signal_ends_it_and_leaves_nothing(build, sent, status):
    before = left(build)
    with serving(build, "--workers", 2, "--timeout", 2) as server:
        while len(server.workers()) < 2:
            time.sleep(0.1)
        workers = server.workers()
        with socket.create_connection((server.host, server.port)) as half:
            half.sendall(b"GET / HTTP/1.1\r\n")
            server.process.send_signal(getattr(signal, sent))
            assert server.process.wait(30) == status
    assert left(build) == before
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


@linux
def test_workers_end_with_a_server_that_is_killed(build):
    with serving(build, "--workers", 1) as server:
        workers = server.workers()
        server.process.kill()
        server.process.wait(30)
        deadline = time.monotonic() + 10
        while any(is_alive(pid) for pid in workers):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"  # a dead one may wait for the init of the machine


def test_the_browser_is_opened(build, monkeypatch):
    opened = []
    monkeypatch.setattr("click.launch", opened.append)
    monkeypatch.setattr("kg.serve.server.serve", lambda *_, started, **__: started("http://x/"))
    assert "http://x/" in run(build).output
    assert opened == []
    run(build, "--open")
    assert opened == ["http://x/"]


def test_the_end_is_quiet(build):
    command = [sys.executable, "-m", "kg", "serve", "--from", str(build), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30) == ("", "")
