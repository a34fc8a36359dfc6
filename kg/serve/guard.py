"""A query's text -> what it says, or a refusal before any parser sees it: size, depth, SERVICE."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.serve.limits import Limits
from kg.serve.refusal import Refusal
from kg.serve.tokens import Token, readings

QUERIES = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})
UPDATES = frozenset({
    "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH",
})  # fmt: skip
SIGNS = frozenset("!+-^")
CHAINS = frozenset({"UNION", "/", "|", "||", "&&", "+", "-", "*", "^"})
ENDS = frozenset(".;,")
NAMED = frozenset({"GRAPH", "FROM", "NAMED"})  # before the name of a graph


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
    found = list(readings(query))
    for tokens in found:
        _check_depth(tokens, limits.depth)
        _check_chains(tokens, limits.depth)
        _check_service(tokens)
    _check_update(found[0])
    names = {token.upper for token in found[0] if token.kind == "word"}
    return Checked(names_graphs="FROM" in names, prefixes=frozenset(_undeclared(found[0])))


def _check_depth(tokens: Sequence[Token], most: int) -> None:
    """Refuse brackets that nest too deep, those inside an IRI too, which may be a comparison."""
    depth = 0
    for token in tokens:
        for character in token.text if token.kind in {"iri", "open", "close"} else "":
            depth += (character in "{([") - (character in "})]")
            if depth > most:
                raise Refusal(400, f"the query nests deeper than {most} groups or brackets")


def _check_chains(tokens: Sequence[Token], most: int) -> None:
    """Refuse long chains of operators and of signs: a parser nests for each of them."""
    chains = [0]
    signs = 0
    for token in tokens:
        signs = signs + 1 if token.text in SIGNS else 0
        if token.kind == "open":
            chains.append(0)
        elif token.kind == "close":
            del chains[max(1, len(chains) - 1) :]
        elif token.text in ENDS:
            chains[-1] = 0
        elif token.upper in CHAINS:
            chains[-1] += 1
        if max(signs, chains[-1]) > most:
            raise Refusal(
                400, f"the query chains more than {most} operators: use VALUES or IN for long lists"
            )


def _check_service(tokens: Sequence[Token]) -> None:
    """Refuse what a parser may read as SERVICE: it may need no blank before or after a keyword."""
    edge = Token("", "")
    for before, token, after in zip([edge, *tokens], tokens, [*tokens[1:], edge], strict=False):
        found = token.kind == "word" and "SERVICE" in token.upper
        if token.kind == "prefixed" and "SERVICE" in token.upper.partition(":")[0]:
            found = after.text == "{" and before.upper not in NAMED
        if found:
            raise Refusal(
                400,
                "SERVICE is not answered: this endpoint asks no other server. "
                "Fetch what you need from there and give it as VALUES",
            )


def _check_update(tokens: Sequence[Token]) -> None:
    words = (token.upper for token in tokens if token.kind == "word")
    first = next((word for word in words if word in QUERIES | UPDATES), None)
    if first in UPDATES:
        raise Refusal(403, f"{first} is an update: this endpoint is read-only")


def _undeclared(tokens: Sequence[Token]) -> Iterator[str]:
    declared = {
        after.text.partition(":")[0]
        for before, after in pairwise(tokens)
        if before.upper == "PREFIX"
    }
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "prefixed" and prefix not in declared | {"_"}:
            yield prefix
