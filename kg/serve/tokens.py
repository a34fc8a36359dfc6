r"""A query's text -> its tokens, in every way that a parser may read it.

Tokens are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar. The parser of the store
knows none, it reads characters where the grammar lets it: `?a<b#c>` may be a comparison before a
comment as well as an IRI. A query that can be read in two ways is given in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LETTER = r"(?:[\w\-·:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])"
LOCAL = rf":(?:{LETTER}(?:(?:{LETTER}|\.)*{LETTER})?)?"
MARKS = r"""
    (?P<variable>[?$]\w+)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    | (?P<other>\|\||&&|\S)
"""
TOKEN = re.compile(  # what is not closed ends with its line or the query: nothing is read twice
    rf"""
    (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    | (?P<string>\"{{3}}(?:\"{{0,2}}(?:[^\"\\]|\\.))*+(?:\"{{3}}|\"{{0,2}}\\?\Z)
        | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*+(?:'{{3}}|'{{0,2}}\\?\Z)
        | "(?:[^"\\\n\r]|\\.)*+(?:"|(?=[\n\r])|\\?\Z)
        | '(?:[^'\\\n\r]|\\.)*+(?:'|(?=[\n\r])|\\?\Z))
    | (?P<language>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
    | (?P<word>[^\W\d](?:[\w.\-·]*[\w\-·])?(?:{LOCAL})? | {LOCAL})
    | {MARKS}
    """,
    re.VERBOSE | re.DOTALL,
)
UNQUOTED = re.compile(rf"(?P<word>[^\W\d]\w*) | {MARKS}", re.VERBOSE)
IRI = re.compile(r"<([^<>\"{}|^`\x00-\x20]*)>")
ADDRESS = re.compile(r"[a-zA-Z][\w+.\-]*://")  # two slashes: no comparison has them
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query; comments are none."""

    kind: str
    """iri, string, language, word, prefixed, variable, number, open, close or other."""
    text: str

    @property
    def upper(self) -> str:
        """The text as keywords compare."""
        return self.text.upper()


def readings(query: str) -> Iterator[list[Token]]:
    r"""Yield the tokens of a query: as the grammar has them, and then as it may be read otherwise.

    Escapes such as \u0053 are letters in the second reading; nothing is quoted in the third.
    """
    yield _tokens(TOKEN, query)
    plain = ESCAPE.sub(_character, query)
    if plain != query:
        yield _tokens(TOKEN, plain)
    if any(_doubtful(match[1]) for match in IRI.finditer(query)):
        yield _tokens(UNQUOTED, plain)


def _tokens(pattern: re.Pattern[str], query: str) -> list[Token]:
    return [
        Token("prefixed" if kind == "word" and ":" in text else kind, text)
        for match in pattern.finditer(query)
        if (kind := match.lastgroup) and kind != "comment" and (text := match.group())
    ]


def _doubtful(iri: str) -> bool:
    """Return whether a text in < > that holds a quote or a # may be no IRI at all."""
    return ("'" in iri or "#" in iri) and not ADDRESS.match(iri)


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else match[0]
