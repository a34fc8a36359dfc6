r"""A query's text -> what it says, or a refusal before any parser sees it: size, depth, SERVICE.

Tokens are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar; what stands in a string,
IRI or comment is no keyword. Escapes such as \u0053 count as the letters that they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.serve.limits import Limits
from kg.serve.refusal import Refusal

LETTER = r"(?:[\w\-·:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])"  # of a local name
TOKEN = re.compile(
    rf"""
    (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    | (?P<string>\"{{3}}(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"{{3}}
        | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
    | (?P<prefixed>(?:[^\W\d](?:[\w.\-·]*[\w\-·])?)?:(?:{LETTER}(?:(?:{LETTER}|\.)*{LETTER})?)?)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    | (?P<word>\w+)
    | (?P<open>[{{(\[])
    | (?P<close>[}})\]])
    | (?P<other>\|\||&&|\S)
    """,
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
QUERIES = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})
UPDATES = frozenset({
    "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH",
})  # fmt: skip
SIGNS = frozenset("!+-^")
CHAINS = frozenset({"/", "|", "||", "&&", "+", "-", "*", "^"})
ENDS = frozenset(".;,")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is known of a query before it is parsed."""

    names_graphs: bool
    """It says itself, by FROM, which graphs it asks."""
    prefixes: frozenset[str]
    """The prefixes that it uses and does not declare."""


def check(query: str, limits: Limits) -> Checked:
    """Return what a query asks for.

    Raises:
        Refusal: it is too long, nests or chains too deep, is an update, or asks another server.
    """
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > limits.query:
        raise Refusal(413, f"the query has {size} bytes; at most {limits.query} are taken")
    if re.search("[\ud800-\udfff]", query):
        raise Refusal(400, "the query holds a lone surrogate, which is no character")
    tokens = list(_tokens(query))
    plain = ESCAPE.sub(_character, query)
    for read in (tokens, list(_tokens(plain))) if plain != query else (tokens,):
        _check_depth(read, limits.depth)
        _check_chains(read, limits.depth)
        _check_service(read)
        _check_update(read)
    names = {text.upper() for kind, text in tokens if kind == "word"}
    return Checked(names_graphs="FROM" in names, prefixes=frozenset(_undeclared(tokens)))


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for match in TOKEN.finditer(query):
        if match.lastgroup and match.lastgroup != "comment":
            yield match.lastgroup, match.group()


def _check_depth(tokens: Iterable[tuple[str, str]], most: int) -> None:
    """Refuse brackets that nest too deep, those inside an IRI too.

    A parser may read `?a<((1))>?b` as comparisons where the grammar's tokens make it an IRI.
    """
    depth = 0
    for kind, text in tokens:
        for character in text if kind in {"iri", "open", "close"} else "":
            depth += (character in "{([") - (character in "})]")
            if depth > most:
                raise Refusal(400, f"the query nests deeper than {most} groups or brackets")


def _check_chains(tokens: Iterable[tuple[str, str]], most: int) -> None:
    """Refuse long chains of operators and of signs: a parser nests for each of them."""
    chains = [0]
    signs = 0
    for kind, text in tokens:
        signs = signs + 1 if text in SIGNS else 0
        if kind == "open":
            chains.append(0)
        elif kind == "close":
            chains = chains[:-1] or [0]
        elif text in ENDS:
            chains[-1] = 0
        elif text in CHAINS or text.upper() == "UNION":
            chains[-1] += 1
        if signs > most or chains[-1] > most:
            raise Refusal(
                400, f"the query chains more than {most} operators: use VALUES or IN for long lists"
            )


def _check_service(tokens: list[tuple[str, str]]) -> None:
    """Refuse what a parser may read as SERVICE: it may need no blank before or after a keyword."""
    padded = [("", ""), *tokens, ("", "")]
    for before, (kind, text), after in zip(padded, padded[1:], padded[2:], strict=False):
        found = kind == "word" and "SERVICE" in text.upper()
        if kind == "prefixed" and "SERVICE" in text.partition(":")[0].upper():
            found = after[1] == "{" and before[1].upper() not in {"GRAPH", "FROM", "NAMED"}
        if found:
            raise Refusal(
                400,
                "SERVICE is not answered: this endpoint asks no other server. "
                "Fetch what you need from there and give it as VALUES",
            )


def _check_update(tokens: list[tuple[str, str]]) -> None:
    words = (text.upper() for kind, text in tokens if kind == "word")
    first = next((word for word in words if word in QUERIES | UPDATES), None)
    if first in UPDATES:
        raise Refusal(403, f"{first} is an update: this endpoint is read-only")


def _undeclared(tokens: list[tuple[str, str]]) -> Iterator[str]:
    declared = {
        after[1].partition(":")[0]
        for before, after in pairwise(tokens)
        if before[0] == "word" and before[1].upper() == "PREFIX"
    }
    for kind, text in tokens:
        prefix = text.partition(":")[0]
        if kind == "prefixed" and prefix not in declared and prefix != "_":
            yield prefix


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else match[0]
