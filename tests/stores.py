"""Other people's stores on loopback, for the tests of push; what is not installed is skipped."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 10000
"""


@contextlib.contextmanager
def oxigraph():
    """Start the Oxigraph server with an empty store in memory, and yield its address."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("the Oxigraph server is not installed: pip install oxigraph")
    port = _free_port()
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], port):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def virtuoso(folder):
    """Start Virtuoso with an empty database in a folder, and yield its address."""
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource")
    http, sql = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(http=http, sql=sql), encoding="utf-8")
    with _running([program, "+foreground", "+configfile", "virtuoso.ini"], http, cwd=folder):
        yield f"http://127.0.0.1:{http}"


@contextlib.contextmanager
def _running(command, port, *, cwd=None):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(list(map(str, command)), cwd=cwd, **quiet)
    try:
        for _ in range(600):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"http://127.0.0.1:{port}/", timeout=5)
                break
            assert process.poll() is None, f"{command[0]} ended at once"
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
