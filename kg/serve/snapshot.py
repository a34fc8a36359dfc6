"""A finished build -> a folder of our own with the same files, which no later build takes away."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from kg import outputs
from kg.errors import BuildError

LEFT_OUT = frozenset({outputs.CACHE})
TRIES = 20

Mark = tuple[int, ...]


def mark(folder: Path) -> Mark | None:
    """Return what changes when a build is replaced; None while there is none."""
    try:
        status = (folder / outputs.MANIFEST).stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)


def take(folder: Path) -> tuple[Path, Mark]:
    """Return a folder with the files of a build, and the mark of that build.

    The files are hard links where the file system has them, else copies. Remove the folder when it
    is not needed any more.

    Raises:
        BuildError: the folder holds no build, or there is no room for another.
    """
    for _ in range(TRIES):
        before = mark(folder)
        names = _names(folder)
        copy = _room_for(folder)
        try:
            for name in names:
                _link(folder / name, copy / name)
        except FileNotFoundError:
            remove(copy)  # it was replaced meanwhile
            continue
        except OSError as error:
            remove(copy)
            raise BuildError(f"{copy.parent} cannot hold what is served: {error}") from error
        if before is not None and mark(folder) == before:
            return copy, before
        remove(copy)
    raise BuildError(f"{folder} changes all the time: wait until no build writes to it")


def remove(copy: Path) -> None:
    """Remove a folder that ``take`` made."""
    shutil.rmtree(copy, ignore_errors=True)


def _names(folder: Path) -> list[str]:
    written = {*outputs.read_manifest(folder)["files"], outputs.MANIFEST, outputs.CLOCK}
    if (folder / outputs.CHANGES).is_file():  # a first build has none
        written.add(outputs.CHANGES)
    return sorted(written - LEFT_OUT)


def _room_for(folder: Path) -> Path:
    """Return a new folder, on the same disk as the build if that can be written to."""
    folder = folder.resolve()
    name = f".{folder.name}.served-"
    with contextlib.suppress(OSError):
        return Path(tempfile.mkdtemp(prefix=name, dir=folder.parent))
    return Path(tempfile.mkdtemp(prefix=name))


def _link(source: Path, target: Path) -> None:
    """Link a file, or all files of a folder; what is no plain file is left out."""
    if source.is_symlink():
        return
    if source.is_dir():
        target.mkdir()
        for path in source.iterdir():
            _link(path, target / path.name)
        return
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one without links
        shutil.copy2(source, target)
