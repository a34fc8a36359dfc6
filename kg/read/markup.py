"""What a web page says of its encoding, and whether a parser can take it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from kg.errors import ArticleRefused
from kg.read.encoding import WESTERN

# the parser gives up at a depth of 256; rows cost the extractor time with their square
MOST = {"nested tags": 250, "tags": 30_000, "table rows": 3_000, "attributes in one tag": 1_000}

TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{MOST['attributes in one tag']},}}")
HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.S | re.I)
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr"}
)
CLOSED_BY_NEXT = frozenset(
    {"p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot"}
    | {"colgroup"}
)

META = re.compile(r"<meta\b([^>]*)>", re.I)
ATTRIBUTE = re.compile(r"([^\s=/\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.I)
XML = re.compile(r"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']+)", re.I)
COMMENT = re.compile(r"<!--.*?-->", re.S)
PROLOGUE = 1024
# browsers read these as their supersets
SUPERSETS = {
    "ascii": WESTERN, "iso8859-1": WESTERN, "iso8859-9": "cp1254", "shift_jis": "cp932",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "tis-620": "cp874",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8", "utf-8-sig": "utf-8",
}  # fmt: skip
TEXTUAL = re.compile(
    r"utf-8|cp125[0-8]|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)|cp866|cp874|cp932|cp949|"
    r"gb18030|big5(hkscs)?|euc_jp|iso2022_jp"
)


def declared_encoding(data: bytes) -> str | None:
    """Return Python's name of the encoding that a page says it has; None if it names none we know.

    A page that is not ASCII and yet valid UTF-8 is UTF-8, whatever else it says.

    >>> declared_encoding(b'<meta http-equiv=content-type content="text/html; charset=latin-1">')
    'cp1252'
    """
    label = _label(COMMENT.sub("", data[:PROLOGUE].decode("latin-1")))
    if label is None:
        return None
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):  # an encoding that Python does not know
        return None
    name = SUPERSETS.get(name, name)
    return name if TEXTUAL.fullmatch(name) and not _is_utf8(data) else None


def _label(start: str) -> str | None:
    """Return what the XML declaration or the first meta element with a character set names."""
    if xml := XML.match(start):
        return xml[1]
    for meta in META.finditer(start):
        values: dict[str, str] = {
            name.lower(): a or b or c for name, a, b, c in ATTRIBUTE.findall(meta[1])
        }
        if "charset" in values:
            return values["charset"].strip()
        if values.get("http-equiv", "").lower() == "content-type":
            found = CHARSET.search(values.get("content", ""))
            if found:
                return found[1]
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def refuse_bomb(page: str, *, where: str) -> None:
    """Look at a page before it is parsed.

    Raises:
        ArticleRefused: it would take the parser minutes.
    """
    page = HIDDEN.sub("", page)
    counts = {"nested tags": 0, "tags": 0, "table rows": 0}
    for match in TAG.finditer(page):
        name, inline = match[2].lower(), match[2].lower() in VOID | CLOSED_BY_NEXT
        if match[1]:
            counts["nested tags"] -= not inline and counts["nested tags"] > 0
            continue
        counts["tags"] += 1
        counts["table rows"] += name == "tr"
        counts["nested tags"] += not inline
        _refuse_many(counts, where)
    attributes = max((len(m[0].split()) for m in LONG_TAG.finditer(page)), default=0)
    _refuse_many({"attributes in one tag": attributes}, where)


def _refuse_many(counts: Mapping[str, int], where: str) -> None:
    for what, count in counts.items():
        if count > MOST[what]:
            reason = f"has more than {MOST[what]:,} {what}"
            raise ArticleRefused(where, reason, "save the text of the article alone")
