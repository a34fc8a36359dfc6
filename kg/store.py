"""Quads on disk: an embedded Oxigraph store, read-only once it is built."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.errors import BuildError


def write_store(path: Path, lines: Iterable[str]) -> int:
    """Make a store of N-Quads lines and return how many quads it holds.

    Raises:
        BuildError: the disk is full, or the folder cannot be written.
    """
    try:
        store = Store(str(path))
        store.bulk_load(
            io.BytesIO("".join(f"{line}\n" for line in lines).encode()), RdfFormat.N_QUADS
        )
        store.flush()
        return len(store)
    except (OSError, RuntimeError) as error:
        raise BuildError(f"{path}: {error}; make room or choose another --out folder") from error


def open_store(path: Path) -> Store:
    """Open a finished store for reading.

    Raises:
        BuildError: there is none, or it is damaged.
    """
    if not path.is_dir():
        raise BuildError(f"{path} holds no store: run kg build first, or name its --out folder")
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise BuildError(f"{path} cannot be opened ({error}); build again") from error
