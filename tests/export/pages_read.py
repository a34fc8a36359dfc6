"""Reads pages as a browser would, and says what it does not like."""

import os
import re
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
SCRIPTS = {
    "site.js", "tables.js", "timeline.js", "article.js", "changes.js", "changes-data.js",
    "graph.js", "vis-network.js",
}  # fmt: skip
ELEMENTS = {
    "html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "footer",
    "section", "article", "aside", "search", "div", "p", "span", "a", "ul", "ol", "li", "dl", "dt",
    "dd", "h1", "h2", "h3", "h4", "figure", "figcaption", "table", "thead", "tbody", "tr", "th",
    "td", "b", "mark", "bdi", "q", "small", "br", "code", "time", "details", "summary", "button",
    "input", "select", "option", "label",
    "fieldset", "legend", "svg", "path", "rect", "line", "circle", "text",
}  # fmt: skip
ADDRESSES = {
    "src",
    "href",
    "action",
    "formaction",
    "poster",
    "data",
    "background",
    "srcset",
    "xlink:href",
}


def pages(site):
    """Yield (path below the site, parsed page) for every page."""
    for path in sorted(site.rglob("*.html")):
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
        yield path.relative_to(site), lxml_html.fromstring(path.read_bytes(), parser=parser)


def text_of(element):
    return re.sub(r"\s+", " ", element.text_content())


def foreign(path, tree, site):
    """Yield what is not ours: elements, handlers, styles, addresses, scripts."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield path, f"comment or instruction {element}"
            continue
        if element.tag not in ELEMENTS:
            yield path, f"element {element.tag}"
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {"style", "srcdoc", "target"}:
                yield path, f"attribute {name}={value!r}"
            if name in ADDRESSES and not _ours(path, element, value, site):
                yield path, f"address {value!r} of {element.tag}"
        if element.tag == "script" and not _is_our_script(element):
            yield path, f"script {element.attrib}"


def _is_our_script(element):
    if element.get("type") == "application/json":
        return element.get("id", "").startswith(("network-", "timeline-")) and "<" not in (
            element.text or ""
        )
    name = element.get("src", "").rpartition("/")[2]
    return name in SCRIPTS and not (element.text or "").strip()


def _ours(path, element, value, site):
    parts = urlsplit(value)
    if parts.scheme or parts.netloc:
        # only people are sent out, and only to the web
        return element.tag == "a" and parts.scheme in {"http", "https"} and bool(parts.netloc)
    return not parts.path or (site / path.parent / unquote(parts.path)).is_file()


def broken_links(site):
    """Return (page, address) of the links below the site that lead nowhere."""
    trees = dict(pages(site))
    ids = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    found = []
    for path, tree in trees.items():
        assert len(tree.xpath("//@id")) == len(ids[path]), f"ids twice on {path}"
        for value in tree.xpath("//a/@href"):
            parts = urlsplit(value)
            if parts.scheme:
                continue
            target = path
            if parts.path:
                target = type(path)(os.path.normpath(path.parent / parts.path))
            if target not in ids or (parts.fragment and parts.fragment not in ids[target]):
                found.append((str(path), value))
    return found
