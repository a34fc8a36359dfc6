"""Name -> extension, from the entry points kg.readers, kg.extractors and kg.exporters.

setup.cfg lists the extensions of kg itself; another distribution adds its own in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from kg.errors import PluginError


def names(group: str) -> tuple[str, ...]:
    """Return the names registered in ``group`` ("readers", "extractors" or "exporters"), sorted."""
    return tuple(sorted(_registered(group)))


def entries(group: str) -> tuple[EntryPoint, ...]:
    """Return the entry points of a group, sorted by name."""
    return tuple(entry for _, entry in sorted(_registered(group).items()))


def load(group: str, name: str) -> Callable[..., Any]:
    """Return the extension ``name`` of ``group``.

    Raises:
        PluginError: nothing of that name is registered, or importing it fails.
    """
    registered = _registered(group)
    if name not in registered:
        raise PluginError(
            f"no {group.removesuffix('s')} is called {name!r}; there are: "
            f"{', '.join(sorted(registered)) or 'none'} (after adding one to setup.cfg, run "
            "pip install -e . again)"
        )
    try:
        return registered[name].load()  # type: ignore[no-any-return]  # EntryPoint.load is untyped
    except (ImportError, AttributeError) as error:
        raise PluginError(f"{group} {name!r} cannot be loaded: {error}") from error


def _registered(group: str) -> Mapping[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=f"kg.{group}")}
