"""File -> bytes, and text -> usable text: the bounds of what is read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from kg.errors import ArticleRefused

MAX_CHARACTERS = 1_000_000  # what spaCy takes
MAX_BYTES = 4 * MAX_CHARACTERS + 4


def load(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file, of which at most ``limit`` are ever held.

    Raises:
        ArticleRefused: the file cannot be opened, or is larger.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > limit:
        raise ArticleRefused(shown(path), f"has more than {limit:,} bytes", "split it")
    return data


def usable(text: str, *, where: str) -> str:
    """Return the text of an article.

    Raises:
        ArticleRefused: it is blank, too long, or holds what no text holds.
    """
    if not any(visible(character) for character in text):
        reason = "is blank" if text else "is empty"
        raise ArticleRefused(where, reason, "write the article into it, or leave it out")
    if len(text) > MAX_CHARACTERS:
        raise ArticleRefused(
            where, f"has {len(text):,} characters, more than {MAX_CHARACTERS:,}", "split it"
        )
    if "\0" in text:
        raise ArticleRefused(
            where, f"holds a NUL character at {text.index(chr(0))}", "take it out or leave it out"
        )
    return text


def visible(character: str) -> bool:
    """Return whether a reader sees something: no space, control or format character."""
    return not character.isspace() and unicodedata.category(character) not in {"Cc", "Cf"}


def shown(path: Path) -> str:
    """Return a path as text that can be printed, whatever bytes its name has."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def unreadable(path: Path, error: OSError | ValueError) -> ArticleRefused:
    """Return the refusal of a file that the system does not give us."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    # a message about a name with lone surrogates may hold them itself
    reason = reason.encode("utf-8", "backslashreplace").decode("utf-8")
    return ArticleRefused(
        shown(path), f"cannot be read: {reason}", "check the name and the permissions"
    )
