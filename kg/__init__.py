"""kg turns news articles into a knowledge graph that can be queried, browsed and checked.

>>> import kg
>>> kg.__version__
'0.1.0'
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.version import __version__ as __version__

if TYPE_CHECKING:  # loading spaCy and rdflib takes a second: only when they are needed
    from kg.builder import Summary
    from kg.opened import Build

__all__ = ["build", "extract", "open"]

Paths = str | Path | Iterable[str | Path]


def build(paths: Paths, out: str | Path = "outputs", **settings: object) -> Summary:
    """Build the graph of all articles below ``paths`` into the folder ``out``.

    Args:
        paths: a file or folder, or several; together they are the whole graph.
        out: folder that the build goes to; what an earlier build left there is replaced.
        **settings: as in kg.toml: base, pipeline, language, jobs, ontology, exports, judgements.

    Returns:
        The counts of the build, and the inputs that were refused.

    Raises:
        kg.errors.KgError: the build cannot be made; its subclasses say why.
    """
    from kg.builder import build as run
    from kg.config import Config, changed

    return run(_paths(paths), changed(Config(), {"out": Path(out), **settings}, where="kg.build"))


def extract(paths: Paths, **settings: object) -> list[dict[str, Any]]:
    """Return the records of the articles below ``paths``, an object of docs/records.md for each.

    Records that the ontology does not allow are left out.

    Args:
        paths: a file or folder, or several.
        **settings: as in kg.toml: pipeline, language, jobs, ontology.

    Raises:
        kg.errors.KgError: nothing can be extracted; its subclasses say why.
    """
    from kg.config import Config, changed
    from kg.extracted import extract_records

    config = changed(Config(), settings, where="kg.extract")
    return list(extract_records(_paths(paths), config).rows)


def open(folder: str | Path = "outputs") -> Build:
    """Open a finished build: ``.query()``, ``.dataset()`` for rdflib, ``.graph()`` for networkx.

    Args:
        folder: what ``kg build`` wrote to.

    Raises:
        kg.errors.BuildError: the folder holds no finished build of this version.
    """
    from kg.opened import Build

    return Build(Path(folder))


def _paths(paths: Paths) -> list[Path]:
    if isinstance(paths, str | Path):
        return [Path(paths)]
    return [Path(path) for path in paths]
