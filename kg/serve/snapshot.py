"""A finished build -> a folder of our own with the same files, which no later build takes away.

A lock is held in the folder as long as it is served, so that the next server knows and removes
what a kill left behind.
"""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg import outputs
from kg.errors import BuildError

try:
    import fcntl
except ImportError:  # Windows has no such lock
    fcntl = None  # type: ignore[assignment]

LEFT_OUT = frozenset({outputs.CACHE})
LOCK = ".lock"
TRIES = 20
YOUNG = 60.0  # seconds that a folder without a lock may be about to get one

Mark = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The files of a build in a folder of our own."""

    folder: Path
    mark: Mark
    lock: IO[bytes]
    """Open, and locked, as long as the folder is used."""

    def remove(self) -> None:
        """Remove the folder."""
        _remove(self.folder)
        self.lock.close()


def mark(folder: Path) -> Mark | None:
    """Return what changes when a build is replaced; None while there is none."""
    try:
        status = (folder / outputs.MANIFEST).stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)


def take(folder: Path) -> Snapshot:
    """Return the files of a build in a folder of our own; what a kill left behind is removed.

    The files are hard links where the file system has them, else copies. Remove the snapshot when
    it is not needed any more.

    Raises:
        BuildError: the folder holds no build, or there is no room for another.
    """
    for _ in range(TRIES):
        before = mark(folder)
        names = _names(folder)
        clear(folder)
        copy = _room_for(folder)
        try:
            lock = _locked(copy)
            for name in names:
                _link(folder / name, copy / name)
        except (FileNotFoundError, BlockingIOError):
            _remove(copy)  # it was replaced meanwhile, or another server clears up
            continue
        except OSError as error:
            _remove(copy)
            raise BuildError(f"{copy.parent} cannot hold what is served: {error}") from error
        if before is not None and mark(folder) == before:
            return Snapshot(folder=copy, mark=before, lock=lock)
        _remove(copy)
        lock.close()
    raise BuildError(f"{folder} changes all the time: wait until no build writes to it")


def clear(folder: Path) -> None:
    """Remove the snapshots of a build that no server uses any more."""
    name = _prefix(folder)
    for parent in (folder.resolve().parent, Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            for path in [*parent.glob(f"{glob.escape(name)}*")]:
                if fcntl is not None and not path.is_symlink() and _is_left(path):
                    _remove(path)


def _is_left(copy: Path) -> bool:
    """Return whether a snapshot of ours is locked by no process."""
    try:
        status = copy.stat()
        if status.st_uid != os.getuid():
            return False
        if not (copy / LOCK).exists():
            return time.time() - status.st_mtime > YOUNG
        _locked(copy).close()
    except OSError:
        return False
    return True


def _locked(copy: Path) -> IO[bytes]:
    """Return the lock of a snapshot, held until it is closed."""
    file = (copy / LOCK).open("ab")
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise
    return file


def _remove(copy: Path) -> None:
    shutil.rmtree(copy, ignore_errors=True)


def _names(folder: Path) -> list[str]:
    written = {*outputs.read_manifest(folder)["files"], outputs.MANIFEST, outputs.CLOCK}
    if (folder / outputs.CHANGES).is_file():  # a first build has none
        written.add(outputs.CHANGES)
    return sorted(written - LEFT_OUT)


def _room_for(folder: Path) -> Path:
    """Return a new folder, on the same disk as the build if that can be written to."""
    name = _prefix(folder)
    with contextlib.suppress(OSError):
        return Path(tempfile.mkdtemp(prefix=name, dir=folder.resolve().parent))
    try:
        return Path(tempfile.mkdtemp(prefix=name))
    except OSError as error:
        raise BuildError(f"there is no room for what is served: {error.strerror}") from error


def _prefix(folder: Path) -> str:
    return f".{folder.resolve().name}.served-"


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
