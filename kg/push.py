"""A finished build -> a store elsewhere, a named graph an article: only what changed is sent.

The store itself notes what it has of us, in a graph of ours (docs/decisions/0007-pushed-graphs.md).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import httpx
from pyoxigraph import NamedNode, RdfFormat, Store

from kg.errors import PushError
from kg.graphstore import AnyAuth, GraphStore, Target, UpdateEndpoint, query_endpoint
from kg.notes import Notes
from kg.opened import Build
from kg.version import __version__

BATCH = 20  # graphs between two notes in the store: what an interrupted push sends again
Progress = Callable[[str, int], Callable[[int], None]]
TIMEOUT = httpx.Timeout(300, connect=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A named graph of the build, as it would be sent."""

    iri: str
    digest: str
    """SHA-256 over its sorted N-Triples lines, in hexadecimal."""
    quads: int
    known: bool
    """Whether the store has an older version of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a push will do."""

    send: tuple[Graph, ...]
    """New and changed graphs, sorted by IRI."""
    delete: tuple[str, ...]
    """Graphs that an earlier push made and the build no longer has, sorted."""
    same: Mapping[str, str]
    """Digests of the graphs that stay as they are, by IRI."""
    notes: Notes
    """What the store says that it has of us."""

    @property
    def quads(self) -> int:
        """How many quads will be sent."""
        return sum(graph.quads for graph in self.send)


@contextlib.contextmanager
def store_at(
    url: str,
    *,
    update: bool = False,
    query_url: str | None = None,
    user: str | None = None,
    password: str | None = None,
) -> Iterator[Target]:
    """Connect to the store at an address.

    Args:
        url: of the Graph Store Protocol; may hold user and password.
        update: ``url`` is an endpoint of SPARQL Update instead.
        query_url: the query endpoint that goes with it; guessed from ``url`` if None.
        user: for basic or digest authentication, whichever the store asks for.
        password: of the user.

    Raises:
        PushError: the address is none.
    """
    address = _address(url)
    user, password = user or address.username, password or address.password
    if user and not password:
        raise PushError(f"user {user} has no password: put it into KG_PASSWORD, or --password")
    auth = AnyAuth(user, password or "") if user else None
    headers = {"User-Agent": f"kg/{__version__}"}
    bare = str(address.copy_with(username=None, password=None))
    asked = str(_address(query_url)) if query_url else query_endpoint(bare)
    with httpx.Client(auth=auth, timeout=TIMEOUT, headers=headers) as client:
        if update:
            yield UpdateEndpoint(url=bare, query_url=asked, client=client)
        else:
            yield GraphStore(url=bare, client=client)


def plan(
    build: Build,
    target: Target,
    *,
    everything: bool = False,
    progress: Progress = lambda title, total: lambda count: None,
) -> Plan:
    """Return what must be sent so that the store holds the build.

    Args:
        build: a finished build.
        target: the store.
        everything: send graphs too that the store already has.
        progress: gets a title and a total, gives a function to call with each step.

    Raises:
        PushError: the store cannot be asked.
    """
    notes = Notes(target, build.iris.graph("pushed"))
    held = notes.read()
    send: list[Graph] = []
    same: dict[str, str] = {}
    names = _names(build.store)
    step = progress("comparing", len(names))
    for name in names:
        lines = _lines(build.store, name)
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        if held.get(name) == digest and not everything:
            same[name] = digest
        else:
            send.append(Graph(iri=name, digest=digest, quads=len(lines), known=name in held))
        step(1)
    gone = sorted(set(held) - set(same) - {graph.iri for graph in send})
    return Plan(send=tuple(send), delete=tuple(gone), same=same, notes=notes)


def push(
    build: Build, target: Target, todo: Plan, *, step: Callable[[int], None] = lambda count: None
) -> None:
    """Make the store hold the build; what was sent before an error is not sent again.

    Args:
        build: a finished build.
        target: the store.
        todo: what ``plan`` found for the two.
        step: called with 1 after every graph.

    Raises:
        PushError: the store cannot be reached, or refuses; the next push goes on.
    """
    if not todo.send and not todo.delete:
        return
    notes = todo.notes
    sent = {graph.iri: graph.digest for graph in todo.send}
    # first of all: these are ours, whatever comes between
    notes.write({**dict.fromkeys([*sent, *todo.delete]), **todo.same})
    for start in range(0, len(todo.send), BATCH):
        done: dict[str, str] = {}
        try:
            for graph in todo.send[start : start + BATCH]:
                target.put(graph.iri, _lines(build.store, graph.iri))
                done[graph.iri] = graph.digest
                step(1)
        finally:
            if done:
                notes.add(done)
    for iri in todo.delete:
        target.delete(iri)
        step(1)
    notes.write({**todo.same, **sent})


def told(todo: Plan, *, dry_run: bool) -> str:
    """Return what a push did, or would do, as text."""
    lines = []
    if dry_run:
        for graph in todo.send:
            verb = "replace" if graph.known else "add"
            lines.append(f"would {verb} {graph.iri} ({graph.quads:,} quads)")
        lines += [f"would delete {iri}" for iri in todo.delete]
    sent, gone = ("to send", "to delete") if dry_run else ("sent", "deleted")
    return "\n".join(
        [
            *lines,
            f"{len(todo.send):,} graphs {sent} ({todo.quads:,} quads), "
            f"{len(todo.delete):,} {gone}, {len(todo.same):,} unchanged",
        ]
    )


def _names(store: Store) -> list[str]:
    return sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode))


def _lines(store: Store, graph: str) -> list[str]:
    data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
    return sorted((data or b"").decode().split("\n")[:-1])


def _address(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise PushError(f"{url} is no web address ({error})") from error
    if address.scheme not in {"http", "https"} or not address.host:
        raise PushError(f"{url} is no web address: it begins with http:// or https://")
    return address
