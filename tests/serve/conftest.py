"""A server of a small build, for all tests that leave it as it is."""

import pytest
from served import BASE, make_build, numbers, serving

SPECIAL = [
    f'<{BASE}a> <{BASE}p> "one" <{BASE}g/1> .',
    f'<{BASE}a> <{BASE}p> "two"@en <{BASE}g/2> .',
    f'<{BASE}b> <{BASE}p> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <{BASE}g/2> .',
]


@pytest.fixture(scope="session")
def build(tmp_path_factory):
    """Folder of a small build."""
    files = {"site/page.html": "<!doctype html><title>a page</title>", "void.ttl": "# nothing\n"}
    return make_build(tmp_path_factory.mktemp("served") / "out", SPECIAL, files=files)


@pytest.fixture(scope="session")
def server(build):
    """A server of the small build."""
    with serving(build, "--workers", 2) as running:
        yield running


@pytest.fixture(scope="session")
def big(tmp_path_factory):
    """A server of 20,000 quads, whose queries may run 3 seconds."""
    folder = make_build(tmp_path_factory.mktemp("big") / "out", numbers(20_000))
    with serving(folder, "--timeout", 3, "--workers", 6) as running:
        yield running
