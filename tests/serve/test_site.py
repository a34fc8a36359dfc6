"""The files of the build, and nothing else."""

import http.client

import pytest
from click.testing import CliRunner
from served import make_build, serving

from kg.cli import main

ESCAPES = [
    "/../secret", "/%2e%2e/secret", "/..%2fsecret", "/%2e%2e%2fsecret", "/site/../../secret",
    "/site/%2e%2e/%2e%2e/secret", "/..\\secret", "/..%5csecret", "//etc/passwd", "/%2fetc/passwd",
    "/site/..;/secret", "/%00", "/index.html%00.txt", "/C:/secret", "/.", "/..", "/...", "/~root",
    "/store/CURRENT", "/store", "/STORE/CURRENT", "/store%2fCURRENT", "/./store/CURRENT",
    "/site/../store/CURRENT", "/cache", "/link", "/site/link", "/mine.txt", "/.hidden",
    "/" + "a" * 5000,
    "/%ff%fe", "/%c0%ae%c0%ae/secret", "/site//../../secret", "/file:///etc/passwd",
]  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of a build with somebody else's files in and beside it."""
    root = tmp_path_factory.mktemp("site")
    (root / "secret").write_text("secret")
    files = {
        "site/page.html": "<p>page</p>",
        "cache/x": "secret",
        "graph.nq": "",
        ".hidden": "secret",
    }
    folder = make_build(root / "out", [], files=files)
    (folder / "link").symlink_to(root / "secret")
    (folder / "site" / "link").symlink_to(root / "secret")
    (folder / "mine.txt").write_text("secret")
    with serving(folder, "--workers", 1) as running:
        yield running


@pytest.mark.parametrize("path", ESCAPES)
def test_nothing_else_is_served(server, path):
    connection = http.client.HTTPConnection(server.host, server.port, timeout=20)
    connection.putrequest("GET", path, skip_host=False)  # as it is: nothing is normalized
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    assert body != b"secret\n"
    assert body != b"secret"
    assert b"MANIFEST-" not in body
    assert b"root:" not in body
    assert response.status in {303, 307, 400, 404, 414} or path in {"/.", "/.."}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/site/page.html", "text/html"),
        ("/graph.nq", "application/n-quads"),
        ("/manifest.json", "application/json"),
    ],
)
def test_the_files_of_the_build_are_served(server, path, kind):
    reply = server.get(path)
    assert reply.status == 200
    assert reply.kind == kind


def test_a_page_that_did_not_change_is_not_sent_again(server):
    first = server.get("/site/page.html")
    assert first.headers["Last-Modified"]
    again = server.get("/site/page.html", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    since = server.get("/site/page.html", If_Modified_Since=first.headers["Last-Modified"])
    assert since.status == 304
    assert server.get("/site/page.html", If_None_Match='"other"').status == 200


def test_every_response_has_safe_headers(server):
    for path in ("/", "/sparql", "/nothing", "/sparql?query=ASK"):
        headers = server.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "server" not in headers


def test_pages_are_only_read(server):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert server.request(method, "/index.html", body=b"x").status == 405


def test_the_command_needs_a_build(tmp_path):
    done = CliRunner().invoke(main, ["serve", "--from", str(tmp_path)])
    assert done.exit_code == 1
    assert "holds no build" in done.output


def test_the_command_tells_that_a_store_is_damaged(tmp_path):
    folder = make_build(tmp_path / "out", [])
    (folder / "store" / "CURRENT").write_text("nothing")
    done = CliRunner().invoke(main, ["serve", "--from", str(folder)])
    assert done.exit_code == 1
    assert "build again" in done.output
