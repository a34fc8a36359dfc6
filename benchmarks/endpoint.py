"""What the SPARQL endpoint adds to the store, beside rdflib in memory: a table.

    python benchmarks/endpoint.py [--quads 1000000] [--rounds 31] [--seconds 60] [--no-rdflib]

The graph is made, not read: articles with claims, sources and labels, as many as needed; the same
numbers give the same quads. Raw is the store in this process, its answer written as JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store
from rdflib import RDF, XSD, Graph

from kg import outputs
from kg.store import open_store, write_store

BASE = "https://kg.example/"
CLAIMS = 12  # of an article
HEADER = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
PREFIX = f"PREFIX : <{BASE}> BASE <{BASE}> "
QUERIES = {  # name -> query; the first six are small
    "one claim": "SELECT ?p ?o { <article/77#c3> ?p ?o }",
    "an ask": "ASK { <article/5#c1> :source ?s . ?s :name ?n }",
    "claims of an article": "SELECT ?c ?t { <article/99> :claim ?c . ?c :text ?t }",
    "claims of a source": "SELECT ?c ?t { ?c :source <entity/e17> ; :text ?t } LIMIT 100",
    "an article's graph": "SELECT ?s ?p ?o { GRAPH <article/42> { ?s ?p ?o } }",
    "a described claim": "CONSTRUCT { <article/8#c2> ?p ?o } { <article/8#c2> ?p ?o }",
    "claims per source": """SELECT ?n (COUNT(?c) AS ?k) { ?c :source ?s . ?s :name ?n }
        GROUP BY ?n ORDER BY DESC(?k) LIMIT 20""",
    "who is quoted with whom": """SELECT ?b (COUNT(*) AS ?k) { ?c :source <entity/e300> .
        ?a :claim ?c , ?d . ?d :source ?b } GROUP BY ?b ORDER BY DESC(?k) LIMIT 10""",
    "words in a text": 'SELECT ?c ?t { ?c :text ?t FILTER(CONTAINS(?t, "ferry 77")) } LIMIT 50',
    "1,000 rows": "SELECT ?c ?t { ?c :text ?t } LIMIT 1000",
    "10,000 rows": "SELECT ?c ?t ?s { ?c :text ?t ; :source ?s } LIMIT 10000",
    "100,000 rows": "SELECT ?c ?t { ?c :text ?t } LIMIT 100000",
}
SMALL = list(QUERIES.values())[:6]


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--no-rdflib", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build = _build(Path(folder) / "out", options.quads)
        store = open_store(build / outputs.STORE)
        with _served(build) as address:
            rows = {
                name: _pair(store, address, PREFIX + query, options.rounds)
                for name, query in QUERIES.items()
            }
            load = _load(address, options.clients, options.seconds)
    memory = {} if options.no_rdflib else _rdflib(options.quads)
    _print(rows, memory, load, options)


def quads(count: int) -> Iterator[str]:
    """Return N-Quads of articles with claims, up to a number of them."""
    return islice(_endless(), count)


def _endless() -> Iterator[str]:
    chance = random.Random(1)
    for entity in range(2000):
        node = f"<{BASE}entity/e{entity}>"
        yield f'{node} <{BASE}name> "Person {entity}"@en <{BASE}graph/entities> .'
    article = 0
    while True:
        node = f"<{BASE}article/{article}>"
        yield f'{node} <{BASE}title> "Ferries of day {article}" {node} .'
        for claim in range(CLAIMS):
            name = f"<{BASE}article/{article}#c{claim}>"
            source = int(2000 * chance.random() ** 2)
            kind = ("Quote", "Figure", "Relation")[claim % 3]
            text = f"They said that ferry {chance.randrange(10_000)} would not sail before noon"
            yield f"{node} <{BASE}claim> {name} {node} ."
            yield f"{name} <{RDF.type}> <{BASE}{kind}> {node} ."
            yield f"{name} <{BASE}source> <{BASE}entity/e{source}> {node} ."
            yield f'{name} <{BASE}text> "{text}"@en {node} .'
            yield f'{name} <{BASE}start> "{claim * 90}"^^<{XSD.integer}> {node} .'
        article += 1


def _build(folder: Path, count: int) -> Path:
    folder.mkdir()
    write_store(folder / outputs.STORE, quads(count))
    manifest = {
        "format": outputs.FORMAT,
        "base": BASE,
        "run": {"software": "kg", "pipeline": "none", "ontology": "none"},
        "articles": 0,
        "quads": count,
        "files": [outputs.STORE],
    }
    (folder / outputs.CLOCK).write_text("{}", encoding="utf-8")
    (folder / outputs.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@contextlib.contextmanager
def _served(build: Path) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-m", "kg", "serve", "--from", str(build), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = urlsplit(process.stdout.readline().split()[2])
        time.sleep(3)  # all workers are up
        try:
            yield url.hostname or "", url.port or 0
        finally:
            process.terminate()


def _pair(
    store: Store, address: tuple[str, int], query: str, rounds: int
) -> tuple[float, float, int]:
    """Return median seconds raw and through the endpoint, in turns, and bytes of the answer."""
    connection = http.client.HTTPConnection(*address)
    raw, served, size = [], [], 0
    for _ in range(rounds):
        raw.append(_timed(lambda: _raw(store, query)))
        served.append(_timed(lambda: _asked(connection, query)))
        size = len(_asked(connection, query))
    connection.close()
    return statistics.median(raw), statistics.median(served), size


def _raw(store: Store, query: str) -> bytes | None:
    found = store.query(query, use_default_graph_as_union=True)
    if isinstance(found, QuerySolutions) or not hasattr(found, "__iter__"):
        return found.serialize(format=QueryResultsFormat.JSON)  # type: ignore[call-overload]
    return found.serialize(format=RdfFormat.TURTLE)  # type: ignore[call-overload]


def _asked(connection: http.client.HTTPConnection, query: str) -> bytes:
    headers = dict(HEADER)
    if "CONSTRUCT" in query:
        headers["Accept"] = "text/turtle"
    connection.request("POST", "/sparql", body=query.encode(), headers=headers)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{response.status} {body[:200]!r}")
    return body


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _load(address: tuple[str, int], clients: int, seconds: float) -> tuple[list[float], int]:
    """Return how long each answer took, and how many failed, with so many clients at once."""
    found: list[list[float]] = [[] for _ in range(clients)]
    failed = [0] * clients
    end = time.monotonic() + seconds

    def client(number: int) -> None:
        chance = random.Random(number)
        connection = http.client.HTTPConnection(*address, timeout=60)
        while time.monotonic() < end:
            try:
                query = PREFIX + chance.choice(SMALL)
                found[number].append(_timed(lambda q=query: _asked(connection, q)))  # type: ignore[misc]
            except (OSError, RuntimeError, http.client.HTTPException):
                failed[number] += 1
                connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(one for times in found for one in times), sum(failed)


def _rdflib(count: int) -> dict[str, float]:
    """Return seconds of each query in rdflib's memory store: the triples, in one graph."""
    graph = Graph()
    lines = "\n".join(f"{line.rsplit(' <', 1)[0]} ." for line in quads(count))
    graph.parse(data=lines, format="nt")
    found = {}
    for name, query in QUERIES.items():
        if "GRAPH" not in query:
            found[name] = _timed(lambda q=query: list(graph.query(PREFIX + q)))  # type: ignore[misc]
    return found


def _print(
    rows: dict[str, tuple[float, float, int]],
    memory: dict[str, float],
    load: tuple[list[float], int],
    options: argparse.Namespace,
) -> None:
    print(f"{options.quads:,} quads; medians of {options.rounds} rounds, in milliseconds\n")
    print("| query | kB | raw store | endpoint | added | ratio | rdflib in memory |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, (raw, served, size) in rows.items():
        other = f"{memory[name] * 1000:,.0f}" if name in memory else "–"
        print(
            f"| {name} | {size / 1000:,.1f} | {raw * 1000:.2f} | {served * 1000:.2f} "
            f"| {(served - raw) * 1000:.2f} | {served / raw:.2f} | {other} |"
        )
    times, failed = load
    cut = [statistics.quantiles(times, n=100)[n - 1] * 1000 for n in (50, 95, 99)]
    print(
        f"\n{options.clients} clients for {options.seconds:g} s: {len(times):,} answers, "
        f"{failed} errors, {len(times) / options.seconds:,.0f} a second; "
        f"median {cut[0]:.0f} ms, p95 {cut[1]:.0f} ms, p99 {cut[2]:.0f} ms"
    )


if __name__ == "__main__":
    main()
