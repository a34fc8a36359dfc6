"""Accept header -> serialization: of solutions and of graphs, by media type and quality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.serve.refusal import Refusal

SOLUTIONS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json", "text/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPHS: Mapping[str, tuple[str, ...]] = {
    "ttl": ("text/turtle", "application/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
    "trig": ("application/trig", "application/x-trig"),
    "nq": ("application/n-quads",),
}
NAMES: Mapping[str, str] = {  # what else format= may say
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "json-ld": "jsonld",
    "rdfxml": "rdf",
    "nquads": "nq",
    "n-quads": "nq",
}


@dataclass(frozen=True, slots=True)
class Format:
    """A serialization, and the media type that the client knows it by."""

    name: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a client takes: for a table, and for a graph; None if it takes no form of it."""

    solutions: Format | None
    graph: Format | None


def wanted(accept: str | None, name: str | None = None) -> Wanted:
    """Return the formats that an Accept header, or the name of a format, asks for.

    >>> wanted("text/csv;q=0.5, application/xml").solutions
    Format(name='xml', media_type='application/xml')
    """
    if name:
        return _named(name)
    ranges = tuple(_ranges(accept or "*/*"))
    return Wanted(solutions=_best(SOLUTIONS, ranges), graph=_best(GRAPHS, ranges))


def quality(accept: str | None, media_type: str) -> float:
    """Return how much an Accept header likes a media type: 0 to 1."""
    return _quality(media_type, tuple(_ranges(accept or "*/*")))


def supported(formats: Mapping[str, tuple[str, ...]]) -> str:
    """Return the media types of formats, for a message."""
    return ", ".join(types[0] for types in formats.values())


def _named(name: str) -> Wanted:
    name = name.strip().lower()
    name = NAMES.get(name, name)
    found = {
        kind: Format(key, types[0])
        for kind, formats in (("solutions", SOLUTIONS), ("graph", GRAPHS))
        for key, types in formats.items()
        if name == key or name in types
    }
    if name == "json":
        found["graph"] = Format("jsonld", "application/ld+json")
    if name == "xml":
        found["graph"] = Format("rdf", "application/rdf+xml")
    if not found:
        known = ", ".join((*SOLUTIONS, *GRAPHS))
        raise Refusal(400, f"format={name} is not known; one of {known}")
    return Wanted(solutions=found.get("solutions"), graph=found.get("graph"))


def _best(
    formats: Mapping[str, tuple[str, ...]], ranges: tuple[tuple[str, float], ...]
) -> Format | None:
    """Return the format of highest quality; of equal ones, the first that the client names."""
    best: tuple[float, int] | None = None
    chosen = None
    order = {text: -place for place, (text, _) in reversed(tuple(enumerate(ranges)))}
    for name, types in formats.items():
        for media_type in types:
            score = (_quality(media_type, ranges), order.get(media_type, -len(ranges)))
            if score[0] > 0 and (best is None or score > best):
                best, chosen = score, Format(name, media_type)
    return chosen


def _quality(media_type: str, ranges: tuple[tuple[str, float], ...]) -> float:
    """Return the quality of the most specific range that covers a media type."""
    covering = ("*/*", f"{media_type.partition('/')[0]}/*", media_type)
    found = [(covering.index(text), q) for text, q in ranges if text in covering]
    return max(found)[1] if found else 0.0


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Yield media ranges with their quality; a quality that is no number counts as 1."""
    for part in accept[:4096].split(","):
        text, *parameters = (one.strip().lower() for one in part.split(";"))
        q = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    q = min(1.0, max(0.0, float(value)))
                except ValueError:
                    q = 1.0
        if text:
            yield ("*/*" if text == "*" else text), q
