"""Which web pages may read what the server answers, and OPTIONS and HEAD at every address."""

import pytest
from served import serving

from kg.errors import ConfigError
from kg.serve.origins import origins

MINE, OTHER = "https://desk.example", "https://other.example"
ADDRESSES = ["/", "/sparql", "/query", "/about", "/index.html", "/static/query.js", "/nothing"]
ALLOW = "Access-Control-Allow-Origin"
ASK = "/sparql?query=ASK%7B%7D"


@pytest.fixture(scope="module")
def closed(build):
    """A server whose answers pages of one site may read."""
    with serving(build, "--workers", 1, "--cors", MINE) as running:
        yield running


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_address_tells_its_methods(server, path):
    reply = server.request("OPTIONS", path)
    assert (reply.status, reply.body) == (204, b"")
    assert ("POST" in reply.headers["Allow"]) == (path == "/sparql")
    assert reply.headers[ALLOW] == "*"


@pytest.mark.parametrize("path", ADDRESSES)
def test_head_is_get_without_a_body(server, path):
    head, got = server.request("HEAD", path), server.get(path)
    assert (head.status, head.body) == (got.status, b"")
    assert head.headers["Content-Length"] == str(len(got.body))


def test_pages_of_one_site_may_read(closed):
    for method in ("GET", "OPTIONS"):
        headers = closed.request(method, ASK, headers={"Origin": MINE}).headers
        assert headers[ALLOW] == MINE
        assert "Origin" in headers["Vary"]
        for other in ({"Origin": OTHER}, {"Origin": "null"}, {}):
            headers = closed.request(method, ASK, headers=other).headers
            assert headers[ALLOW] is None
            assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert closed.request("GET", "/", headers={"Origin": OTHER}).headers[ALLOW] is None


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:80", 200),
        ("[::1]:9", 200),
        ("desk.example", 200),
        ("rebound.example", 421),
        ("127.0.0.1.rebound.example", 421),
        ("[", 421),
        ("", 421),
    ],
)
def test_no_other_name_leads_here(closed, host, status):
    for path in (ASK, "/"):
        assert closed.request("GET", path, headers={"Host": host}).status == status


def test_what_is_open_to_all_has_any_name(server):
    assert server.request("GET", ASK, headers={"Host": "any.example"}).status == 200


def test_an_origin_is_a_scheme_and_a_host():
    assert origins(["*"]) == ("*",)
    assert origins(["none"]) == ()
    assert origins([f"{MINE}/", "http://localhost:8080"]) == (MINE, "http://localhost:8080")
    for wrong in ("desk.example", "https://desk.example/page", "file:///x", "", "null"):
        with pytest.raises(ConfigError, match="is no origin"):
            origins([wrong])
