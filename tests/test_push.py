import itertools
import json
from dataclasses import dataclass
from urllib.parse import quote

import httpx
import pytest
import stores
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse
from whole import whole_product

import kg
from kg import outputs
from kg.cli import main
from kg.errors import PushError
from kg.graphstore import AnyAuth, query_endpoint
from kg.iris import DEFAULT_BASE
from kg.notes import SIZE, Notes
from kg.push import plan, push, store_at
from kg.store import write_store

LINES = whole_product().quads
BASES = (f"https://news{number}.example/" for number in itertools.count())
KINDS = ("oxigraph", "oxigraph-update", "virtuoso", "virtuoso-update")
ODD = (
    '"\\t\\n\\r\\"\\\\ {} <b> $1"',
    '""',
    '"\U0001f6a2 ليلى 北湾 e\\u0301 \\u202E"@en',
    '"' + 30_000 * "x" + '"',
    '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>',
    '"-0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
)  # fmt: skip


@dataclass(frozen=True)
class Other:
    """A store of somebody else's, and how its graphs are read without kg."""

    url: str
    read: str
    options: dict

    def graph(self, name):
        """Return the triples of a graph."""
        auth = httpx.DigestAuth("dba", "dba") if "user" in self.options else None
        address = f"{self.read}?graph={quote(name, safe='')}"
        found = httpx.get(address, headers={"Accept": "application/n-triples"}, auth=auth)
        if found.status_code == 404:
            return set()
        return {str(quad.triple) for quad in parse(found.content, format=RdfFormat.TURTLE)}


@pytest.fixture(scope="module")
def oxigraph_server():
    with stores.oxigraph() as url:
        yield url


@pytest.fixture(scope="module")
def virtuoso_server(tmp_path_factory):
    with stores.virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture(params=KINDS)
def other(request):
    name, _, update = request.param.partition("-")
    server = request.getfixturevalue(f"{name}_server")
    if name == "oxigraph":
        url, read, options = f"{server}/{update or 'store'}", f"{server}/store", {}
    else:
        read = f"{server}/sparql-graph-crud-auth"
        url, options = f"{server}/sparql-auth" if update else read, {"user": "dba"}
        options["password"] = "dba"
    return Other(url=url, read=read, options={**options, "update": bool(update)})


def build_of(folder, lines, base):
    """Return a build that holds these quads, with another base so that tests do not meet."""
    folder.mkdir()
    moved = [line.replace(DEFAULT_BASE, base) for line in lines]
    write_store(folder / outputs.STORE, moved)
    manifest = {"format": outputs.FORMAT, "base": base}
    (folder / outputs.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return kg.open(folder)


def graphs(build):
    """Return graph -> triples of a build."""
    found = {}
    for one in build.store:
        found.setdefault(one.graph_name.value, set()).add(str(one.triple))
    return found


def load(build, other, **options):
    """Push a build, and return the plan that was carried out."""
    with store_at(other.url, **other.options) as target:
        todo = plan(build, target, **options)
        push(build, target, todo)
        return todo


def article_of(build):
    """Return the IRI of one article."""
    return min(name for name in graphs(build) if "/article/" in name)


def test_quads_out_are_quads_in(other, tmp_path):
    base = next(BASES)
    odd = [
        f"<{base}s{number}> <{base}p> {value} <{base}article/odd> ."
        for number, value in enumerate(ODD)
    ]
    build = build_of(tmp_path / "build", [*LINES, *odd], base)
    todo = load(build, other)
    expected = graphs(build)
    assert [graph.iri for graph in todo.send] == sorted(expected)
    assert todo.quads == len(build.store)
    for name, triples in expected.items():
        assert other.graph(name) == triples


def test_a_second_push_sends_nothing(other, tmp_path):
    build = build_of(tmp_path / "build", LINES, next(BASES))
    load(build, other)
    again = load(build, other)
    assert (again.send, again.delete) == ((), ())
    assert set(again.same) == set(graphs(build))


def test_all_sends_everything_again(other, tmp_path):
    build = build_of(tmp_path / "build", LINES, next(BASES))
    first = load(build, other)
    again = load(build, other, everything=True)
    assert [graph.iri for graph in again.send] == [graph.iri for graph in first.send]
    assert all(graph.known for graph in again.send)


def test_a_changed_article_replaces_its_one_graph(other, tmp_path):
    base = next(BASES)
    before = build_of(tmp_path / "before", LINES, base)
    load(before, other)
    changed = article_of(before)
    fewer = [line.replace(DEFAULT_BASE, base) for line in LINES]
    fewer = [line for line in fewer if f" <{changed}> ." not in line or "headline" in line]
    after = build_of(tmp_path / "after", fewer, base)
    todo = load(after, other)
    assert [graph.iri for graph in todo.send] == [changed]
    assert other.graph(changed) == graphs(after)[changed] < graphs(before)[changed]


def test_a_gone_article_is_deleted_and_strangers_stay(other, tmp_path):
    base = next(BASES)
    before = build_of(tmp_path / "before", LINES, base)
    load(before, other)
    gone, stranger = article_of(before), f"{base}article/of-somebody-else"
    line = f"<{base}s> <{base}p> <{base}o> ."
    with store_at(other.url, **other.options) as target:
        target.put(stranger, [line])
    moved = [one.replace(DEFAULT_BASE, base) for one in LINES]
    after = build_of(tmp_path / "after", [one for one in moved if f"<{gone}> ." not in one], base)
    assert load(after, other).delete == (gone,)
    assert other.graph(gone) == set()
    assert len(other.graph(stranger)) == 1
    assert load(after, other).delete == ()


def test_an_interrupted_push_is_taken_up(other, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.push.BATCH", 2)
    build = build_of(tmp_path / "build", LINES, next(BASES))
    total = len(graphs(build))

    class Failing:
        def __init__(self, inner):
            self.inner, self.left = inner, 5

        def put(self, graph, lines):
            self.left -= 1
            if self.left == 0:
                self.inner.add(graph, lines[:3])  # half of it got through
            if self.left <= 0:
                raise PushError("the cable was cut")
            self.inner.put(graph, lines)

        def add(self, graph, lines):
            if self.left <= 0:
                raise PushError("the cable was cut")
            self.inner.add(graph, lines)

    with store_at(other.url, **other.options) as target:
        todo = plan(build, target)
        todo.notes.target = Failing(target)
        with pytest.raises(PushError, match="cable"):
            push(build, todo.notes.target, todo)
    rest = load(build, other)
    assert len(rest.same) == 2  # of the third the store could not be told any more
    assert len(rest.send) == total - 2
    for name, triples in graphs(build).items():
        assert other.graph(name) == triples
    assert load(build, other).send == ()


def test_large_graphs_and_many_graphs_arrive_whole(other, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.graphstore.SENT", 4_000)
    base = next(BASES)
    large = [f'<{base}s{n}> <{base}p> "{n}" <{base}article/large> .' for n in range(9_000)]
    many = [f'<{base}s> <{base}p> "{n}" <{base}article/{n}> .' for n in range(40)]
    build = build_of(tmp_path / "build", [*large, *many], base)
    load(build, other)
    assert other.graph(f"{base}article/large") == graphs(build)[f"{base}article/large"]
    assert load(build, other).send == ()


@pytest.mark.parametrize("count", [0, 1, 9, 30])
def test_notes_are_read_back_whole_whatever_was_there(other, count, monkeypatch):
    monkeypatch.setattr("kg.notes.SIZE", 10)
    base = next(BASES)
    with store_at(other.url, **other.options) as target:
        Notes(target, f"{base}pushed").write({f"{base}{n}": "old" for n in range(25)})
        notes = Notes(target, f"{base}pushed")
        notes.read()
        notes.write({f"{base}{n}": None for n in range(count)})
        for start in range(0, count, 3):
            notes.add({f"{base}{n}": str(n) for n in range(start, min(start + 3, count))})
        found = Notes(target, f"{base}pushed").read()
    assert found == {f"{base}{n}": str(n) for n in range(count)}


def test_virtuoso_cuts_what_is_longer_than_a_page_of_notes(virtuoso_server):
    options = {"user": "dba", "password": "dba"}
    lines = [f'<https://long.example/{n}> <https://p.example/> "{n}" .' for n in range(12_000)]
    with store_at(f"{virtuoso_server}/sparql-graph-crud-auth", **options) as target:
        target.put("https://long.example/", lines)
        assert SIZE < len(list(target.triples("https://long.example/"))) < len(lines)


def test_the_password_goes_to_a_store_that_asks(virtuoso_server, tmp_path):
    build = build_of(tmp_path / "build", LINES, next(BASES))
    wrong = Other(
        url=f"{virtuoso_server}/sparql-graph-crud-auth", read="",
        options={"user": "dba", "password": "no such password"},
    )  # fmt: skip
    with pytest.raises(PushError, match=r"401.*--user") as caught:
        load(build, wrong)
    assert "no such password" not in str(caught.value)


@pytest.mark.parametrize(
    ("challenge", "expected"),
    [("Basic realm=news", "Basic"), ('Digest realm="news", nonce="1", qop="auth"', "Digest")],
)
def test_authentication_is_the_one_that_is_asked_for(challenge, expected):
    seen = []

    def answer(request):
        seen.append(request.headers.get("authorization", "none").split(" ")[0])
        if seen[-1] == "none":
            return httpx.Response(401, headers={"WWW-Authenticate": challenge})
        return httpx.Response(204)

    transport = httpx.MockTransport(answer)
    with httpx.Client(transport=transport, auth=AnyAuth("Ana", "secret")) as client:
        assert client.put("https://store.example/", content=b"x").status_code == 204
        client.put("https://store.example/", content=b"x")
    assert seen[-2:] == [expected, expected]


@pytest.mark.parametrize(
    ("update", "query"),
    [
        ("https://s.example/update", "https://s.example/query"),
        ("https://s.example/repositories/n/statements", "https://s.example/repositories/n"),
        ("https://s.example/sparql-auth", "https://s.example/sparql-auth"),
    ],
)
def test_the_query_endpoint_is_guessed(update, query):
    assert query_endpoint(update) == query


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("localhost:7878/store", "begins with http"),
        ("http://127.0.0.1:9/store", "check that the store runs"),
        ("http://ana@127.0.0.1:9/store", "has no password"),
    ],
)
def test_an_address_that_cannot_be_says_what_to_do(url, words, tmp_path):
    build = build_of(tmp_path / "build", LINES, next(BASES))
    with pytest.raises(PushError, match=words), store_at(url) as target:
        plan(build, target)


def test_an_address_that_is_no_graph_store_says_so(oxigraph_server, tmp_path):
    build = build_of(tmp_path / "build", LINES, next(BASES))
    with pytest.raises(PushError, match=r"404.*Graph Store address"):
        load(build, Other(url=f"{oxigraph_server}/stor", read="", options={}))


def test_the_command_shows_first_and_sends_then(oxigraph_server, tmp_path):
    build = build_of(tmp_path / "build", LINES, next(BASES))
    command = ["push", f"{oxigraph_server}/store", "--from", str(tmp_path / "build")]
    shown = CliRunner().invoke(main, [*command, "--dry-run"])
    assert shown.exit_code == 0, shown.output
    assert f"would add {article_of(build)}" in shown.output
    sent = CliRunner().invoke(main, command)
    count = len(graphs(build))
    assert (
        f"{count} graphs sent ({len(build.store):,} quads), 0 deleted, 0 unchanged" in sent.output
    )
    again = CliRunner().invoke(main, command)
    assert f"0 graphs sent (0 quads), 0 deleted, {count} unchanged" in again.output
