"""Paths of requests <-> IRIs of the graph, whatever base the build has, and the pages on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit

from pyoxigraph import NamedNode

from kg.export.addresses import article_page, entity_page
from kg.iris import segment
from kg.opened import Build
from kg.serve.refusal import Refusal

LONGEST = 4096  # characters of an IRI that is looked up
OTHER = re.compile(r"#(?!(?:quote|figure|relation)-[0-9a-f]+$)")
DOTS = frozenset({".", "..", "%2e", "%2e%2e", ".%2e", "%2e."})  # browsers resolve such segments


def candidates(path: str, build: Build) -> Iterator[str]:
    """Yield the IRIs that a path may stand for, the likeliest first, each once.

    Args:
        path: as the client sent it, still percent-encoded; begins with "/".
        build: has the base, which a proxy in front of us may have taken off the path or not.
    """
    base, namespace = build.manifest["base"], build.ontology.namespace
    rest = path.lstrip("/")[:LONGEST]
    clean = "/".join(segment(unquote(part, errors="replace")) for part in rest.split("/"))
    found: dict[str, None] = {}
    for one in (rest, clean):
        found[base + one] = None
        if urlsplit(base).path != "/":
            found[origin(base) + "/" + one] = None
        found[origin(namespace) + "/" + one] = None
    yield from (iri for iri in found if iri != base and is_iri(iri))


def href(iri: str, build: Build) -> str | None:
    """Return the address at which this server answers for an IRI; None for other people's."""
    for start in (build.manifest["base"], origin(build.ontology.namespace) + "/"):
        rest = iri.removeprefix(start)
        if rest != iri and rest:
            plain = rest.partition("#")[0].lower().split("/")
            # "//host" is an address elsewhere; a page has places for claims only
            odd = (
                not plain[0] or DOTS & set(plain) or (plain[0] == "article" and OTHER.search(rest))
            )
            return about(iri) if odd else f"/{rest}"
    return None


def about(iri: str, form: str | None = None) -> str:
    """Return the address of our description of an IRI, in one format or in the one asked for."""
    more = f"&format={form}" if form else ""
    return f"/about?iri={quote(iri, safe='')}{more}"


def page(iri: str, build: Build) -> str | None:
    """Return the path of the page that a build would have on a thing, None for other things."""
    kind, _, rest = iri.removeprefix(build.manifest["base"]).partition("/")
    name, mark, fragment = rest.partition("#")
    if not iri.startswith(build.manifest["base"]) or not name:
        return None
    id = unquote(name, errors="surrogatepass")
    match kind:
        case "article" | "text":
            return article_page(id) + mark + fragment
        case "entity":
            return entity_page(id)
    return None


def is_vocabulary(iri: str, build: Build) -> bool:
    """Return whether this is the IRI of our ontology, which the terms share without fragments."""
    return iri.rstrip("#/") == build.ontology.namespace.rstrip("#/")


def is_iri(text: str) -> bool:
    """Return whether this is an absolute IRI."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return len(text) <= LONGEST


def checked(text: str | None) -> str:
    """Return the IRI that a client names.

    Raises:
        Refusal: it names none.
    """
    if text is None or not is_iri(text):
        raise Refusal(400, "iri= is missing, or no absolute IRI: /about?iri=https%3A%2F%2F…")
    return text


def origin(iri: str) -> str:
    """Return scheme and host of an IRI."""
    parts = urlsplit(iri)
    return f"{parts.scheme}://{parts.netloc}"
