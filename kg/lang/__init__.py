"""What kg knows of one language that is not vocabulary: labels, marks, months (lang/*.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The settings of one language."""

    code: str
    pipeline: str
    """Name of the spaCy pipeline that is used unless the user names one."""
    quotation_marks: tuple[tuple[str, str], ...]
    """(opening, closing); the same mark twice where it does not say which it is."""
    entity_labels: Mapping[str, str]
    """Label of a statistical model -> name of an entity class; "" drops the label."""
    polity_labels: tuple[str, ...]
    """Labels of a statistical model for countries, regions and cities, unlike hills and halls."""
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    """Number words, up to and including the scales."""


@lru_cache(maxsize=8)
def load(code: str = "en") -> Language:
    """Return the settings of a language.

    Raises:
        ConfigError: kg does not know the language.
    """
    path = files("kg.lang") / f"{code}.toml"
    if not path.is_file():
        raise ConfigError(f"no language {code!r}: add kg/lang/{code}.toml")
    settings = tomllib.loads(path.read_text(encoding="utf-8"))
    return Language(
        code=code,
        pipeline=settings["pipeline"],
        quotation_marks=tuple((pair[0], pair[1]) for pair in settings["quotation_marks"]),
        entity_labels=settings["entity_labels"],
        polity_labels=tuple(settings["polity_labels"]),
        months=settings["months"],
        numbers=settings["numbers"],
    )
