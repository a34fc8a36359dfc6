"""Product -> a static site: index.html and the pages below site/, for double-click and servers.

Nothing is asked of any network: scripts and styles lie beside the pages, and a Content Security
Policy without "unsafe" forbids the rest. Every text goes through Jinja's escaping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pyvis  # type: ignore[import-untyped]  # it has no types
from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.export.addresses import PAGES, SITE, article_page, entity_page, list_page, web_url
from kg.export.blocks import VERDICTS
from kg.export.claims import Claims
from kg.export.listed import Page
from kg.export.pages import Site
from kg.export.scale import interval
from kg.export.search import files
from kg.export.since import since
from kg.export.styles import styles
from kg.export.tracks import PLACE
from kg.model import Product
from kg.ontology import Ontology

OWN = (
    "site.css",
    "icon.svg",
    "site.js",
    "tables.js",
    "timeline.js",
    "article.js",
    "changes.js",
    "graph.js",
    "graph.css",
)
CHANGES = "changes-data.js"  # tells of the build before: it alone differs between equal builds
CUT = 90  # characters of a claim that name it
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"  # inside the pyvis distribution

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def export(product: Product, folder: Path, *, ontology: Ontology) -> None:
    """Write index.html, and the pages it leads to below site/, for a browser without a network."""
    claims = Claims(product, ontology)
    environment = _environment(ontology)
    site = Site(claims, environment)
    for name in ("articles", "entities", "search"):
        (folder / SITE / name).mkdir(parents=True, exist_ok=True)
    _write_assets(folder / SITE, environment)
    _write_index(folder / SITE, claims)
    told = since(folder, claims)
    _write(folder / SITE / CHANGES, f"globalThis.kgChanges = {_json(told)};\n")
    environment.globals["counts"] = site.counts
    environment.globals["run"] = product.run
    for page in site.pages():
        _write(folder / page.path, _render(page, environment))


def _render(page: Page, environment: Environment) -> str:
    root = "../" * page.path.count("/")
    links = [(name, root + list_page(stem)) for name, stem in PAGES]
    template = environment.get_template(page.template)
    return template.render(root=root, here=page.path, links=links, **page.context)


def _environment(ontology: Ontology) -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.export", "templates/pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
        auto_reload=False,
    )
    environment.filters.update(
        article_page=article_page,
        cut=_cut,
        entity_page=entity_page,
        host=_host,
        json=_json,
        local_name=_local_name,
        stem=_stem,
        web_url=web_url,
    )
    environment.globals.update(
        interval=interval,
        places=frozenset(name for name in ontology.classes if ontology.is_a(name, PLACE)),
        styles=styles(ontology),
        verdicts=VERDICTS,
    )
    return environment


def _cut(words: str) -> str:
    return words if len(words) <= CUT else f"{words[:CUT].rstrip()}…"


def _local_name(iri: str) -> str:
    return re.split("[#/]", iri)[-1] or iri


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".html")


def _visible(value: object) -> object:
    """Replace what HTML cannot hold: control characters, lone surrogates, noncharacters."""
    return UNSEEN.sub("\ufffd", value) if type(value) is str else value


def _json(value: object) -> str:
    """Return JSON that is safe inside a script in any position."""
    text = json.dumps(value, separators=(",", ":"))
    return re.sub("[<>&]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _write_index(folder: Path, claims: Claims) -> None:
    for name, content in files(claims):
        text = f"globalThis.kgSearch({_json(name)}, {_json(content)});\n"
        _write(folder / "search" / f"{name}.js", text)


def _write_assets(folder: Path, environment: Environment) -> None:
    for name in OWN:
        text, _, _ = PackageLoader("kg.export", "templates/assets").get_source(environment, name)
        _write(folder / name, text)
    vis = Path(str(pyvis.__file__)).parent / VIS
    lines = vis.read_text(encoding="utf-8").split("\n")  # U+2028 stands in strings of it
    _write(folder / "vis-network.js", "\n".join(_without_map(lines)))


def _without_map(lines: list[str]) -> Iterator[str]:
    """Leave out the line that sends developer tools for a file we do not have."""
    yield from (line for line in lines if not line.startswith("//# sourceMappingURL="))


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "replace"))
