"""Bytes -> text, exactly or not at all: a wrong character in a quotation is worse than no article.

A byte order mark decides, then what the file declares, then UTF-8. Offsets count the code points
after the byte order mark, which is no part of the text.
"""

from __future__ import annotations

import codecs

from kg.errors import ArticleRefused

# UTF-32 first: its little-endian mark begins with that of UTF-16
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3\x00", "a database"),
)
WESTERN = "cp1252"
RIVALS = ("cp1250", "cp1254", "cp1257")
"""The other code pages with Latin letters; WESTERN is sure only where all of them agree."""
ASCII = frozenset(map(chr, range(128))) | {""}
JOINED = frozenset("‘’“”–—…\u00a0€")
"""Marks that stand next to each other; two other such bytes would be a character of Asia."""
SINGLE = frozenset("•·°©®™§")


def decode(data: bytes, *, where: str, declared: str | None = None) -> str:
    """Return the text that the bytes spell.

    Args:
        data: the whole file.
        where: names it in a refusal.
        declared: Python's name of the encoding that the file says it has.

    Raises:
        ArticleRefused: they are no text, or it is not certain which.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, where, skipped=len(mark))
    refuse_binary(data, where=where)
    if declared is not None:
        return _strictly(data, declared, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = western(data)
        if text is None:
            raise _undecodable(error, where) from error
        return text


def refuse_binary(data: bytes, *, where: str) -> None:
    """Do nothing for what may be text in an encoding that goes on from ASCII.

    Raises:
        ArticleRefused: the bytes begin like another kind of file, or hold a zero.
    """
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise ArticleRefused(where, f"is {kind}, not text", "save its text as UTF-8")
    at = data.find(b"\0")
    if at >= 0:
        reason = "seems to be UTF-16 without a mark" if _every_other(data) else "is not text"
        raise ArticleRefused(where, f"{reason}: byte 0x00 at {at}", "save its text as UTF-8")


def western(data: bytes) -> str | None:
    r"""Return the bytes read as Windows-1252, None if a related code page may read them otherwise.

    In English text that leaves typographic marks and a few accented letters inside words.

    >>> western(b"caf\xe9"), western(b"Erdo\xf0an"), western(b"\x8eabc")
    ('café', None, None)
    """
    try:
        text = data.decode(WESTERN)
        rivals = [data.decode(rival, "replace") for rival in RIVALS]
    except UnicodeDecodeError:
        return None
    high = [i for i, byte in enumerate(data) if byte > 127]
    if len(high) > max(3, len(data) // 10):
        return None
    return text if all(_plausible(text, i, rivals) for i in high) else None


def _every_other(data: bytes) -> bool:
    """Return whether the zeros are those of ASCII in two bytes a character."""
    start = data[:2000]
    few, many = sorted((start[0::2].count(0), start[1::2].count(0)))
    return many > 10 * few and 4 * many > len(start)


def _strictly(data: bytes, encoding: str, where: str, *, skipped: int = 0) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(error, where, encoding=encoding, skipped=skipped) from error


def _undecodable(
    error: UnicodeDecodeError, where: str, *, encoding: str = "utf-8", skipped: int = 0
) -> ArticleRefused:
    cut = error.reason in {"unexpected end of data", "truncated data"}
    what = "is cut off inside a character" if cut else f"is not {encoding.upper()}"
    return ArticleRefused(
        where,
        f"{what}: byte 0x{error.object[error.start]:02X} at {error.start + skipped}",
        "get the whole file" if cut else "convert it to UTF-8 (iconv -f ENCODING -t UTF-8)",
    )


def _plausible(text: str, at: int, rivals: list[str]) -> bool:
    """Return whether a character can be nothing else where it stands."""
    before, character, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if character == "£" and after.isdigit():  # elsewhere a capital Polish letter
        return True
    if any(rival[at] != character for rival in rivals):
        return False
    together = {before, character, after} - ASCII
    if character.isalpha():
        cased = not (character.isupper() and before.islower())
        return together == {character} and cased and (before.isalpha() or after.isalpha())
    if character not in "’–—" and before.isalpha() and after.isalpha():
        return False
    if character in "“‘" and not (after.isalnum() or after in set("‘“…—[($€£'")):
        return False
    return together <= JOINED or (together == {character} and character in SINGLE)
