"""Small builds, and servers of them on loopback, for the tests of kg serve."""

import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from whole import whole_product

from kg import outputs, registry
from kg.ontology import load
from kg.store import write_store

BASE = "https://kg.example/"
SUITES = Path(__file__).parents[2].parent / "shared" / "suites"
SPARQL11 = SUITES / "rdf-tests" / "sparql11"


@dataclass
class Reply:
    """A response, read to its end."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        """The body as text."""
        return self.body.decode("utf-8")

    @property
    def kind(self):
        """The media type, without parameters."""
        return self.headers.get_content_type()

    def json(self):
        """Return the body as JSON."""
        return json.loads(self.body)

    def values(self):
        """Return the rows of a JSON result as tuples of plain values."""
        found = self.json()
        names = found["head"]["vars"]
        return [
            tuple(row[name]["value"] if name in row else None for name in names)
            for row in found["results"]["bindings"]
        ]


class Server:
    """A running kg serve."""

    def __init__(self, address, process):
        self.host = urlsplit(address).hostname
        self.port = urlsplit(address).port
        self.process = process

    def request(self, method, path, *, body=None, headers=None, timeout=60):
        """Return the response to one request."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())

    def get(self, path, **headers):
        """Return the response to a GET; headers by name, with _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("GET", path, headers=named)

    def ask(self, query, *, accept=None, timeout=60, **fields):
        """Return the response to a query, sent as a form."""
        body = urlencode({"query": query, **fields}, doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if accept:
            headers["Accept"] = accept
        return self.request("POST", "/sparql", body=body, headers=headers, timeout=timeout)

    def memory(self):
        """Return the resident memory of the server, without its workers, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(x.split()[1]) for x in status.splitlines() if x.startswith("VmRSS")) / 1024

    def workers(self):
        """Return the process ids of the workers."""
        task = Path(f"/proc/{self.process.pid}/task")
        found = [(one / "children").read_text().split() for one in task.iterdir()]
        return sorted(int(pid) for pids in found for pid in pids)


def make_build(folder, lines, *, files=None):
    """Write a build that holds these N-Quads lines and these files, and return its folder."""
    fresh = folder.with_name(f"{folder.name}.made")
    fresh.mkdir(parents=True)
    count = write_store(fresh / outputs.STORE, lines)
    for name, text in {
        "index.html": "<!doctype html><title>build</title>",
        **(files or {}),
    }.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_text(text, encoding="utf-8")
    manifest = {
        "format": outputs.FORMAT,
        "base": BASE,
        "run": {"software": "kg 0", "pipeline": "none", "ontology": "none"},
        "articles": 0,
        "quads": count,
        "files": sorted(path.name for path in fresh.iterdir()),
    }
    (fresh / outputs.CLOCK).write_text("{}", encoding="utf-8")
    (fresh / outputs.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    if folder.exists():
        old = folder.with_name(f"{folder.name}.old")
        folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old)
    else:
        fresh.rename(folder)
    return folder


def numbers(count, *, graphs=10):
    """Return N-Quads lines: so many triples with few subjects, spread over some graphs."""
    return [
        f'<{BASE}n/{i % 1000}> <{BASE}p/{i % 7}> "value {i}" <{BASE}g/{i % graphs}> .'
        for i in range(count)
    ]


@contextlib.contextmanager
def serving(folder, *options, environment=None):
    """Run kg serve on a free port of loopback until the block ends."""
    command = [sys.executable, "-m", "kg", "serve", "--from", str(folder), "--port", "0"]
    process = subprocess.Popen(
        [*command, *map(str, options)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    try:
        said = process.stdout.readline().split()
        assert said, "kg serve ended before it began"
        yield Server(said[2], process)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def suite(name):
    """Return a folder of the W3C test suite; skips where it is absent."""
    folder = SPARQL11 / name
    if not folder.is_dir():
        pytest.skip(f"the W3C suite {name} is not beside this checkout")
    return folder


def made_build(folder, *, base=BASE):
    """Write a build of the product made by hand, with its pages and exports."""
    product = whole_product()
    quads = tuple(line.replace(f"<{BASE}article", f"<{base}article") for line in product.quads)
    for kind in ("entity", "graph", "text", "publisher", "comparison", "rule"):
        quads = tuple(line.replace(f"<{BASE}{kind}", f"<{base}{kind}") for line in quads)
    product = replace(product, base=base, quads=quads)
    folder.mkdir(parents=True)
    write_store(folder / outputs.STORE, quads)
    outputs.write_records(product, folder)
    for name in ("nquads", "jsonld", "html", "void"):
        registry.load("exporters", name)(product, folder, ontology=load())
    manifest = {
        "format": outputs.FORMAT,
        "base": base,
        "run": {"software": "kg 0", "pipeline": "none", "ontology": "none"},
        "articles": len(product.extractions),
        "quads": len(quads),
        "files": sorted(path.name for path in folder.iterdir()),
    }
    (folder / outputs.CLOCK).write_text("{}", encoding="utf-8")
    (folder / outputs.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folder
