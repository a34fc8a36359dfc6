"""A folder is written beside and swapped in whole: a kill leaves the old one or the new."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import BuildError, BuildLocked

try:
    import fcntl
except ImportError:  # Windows has no such lock
    fcntl = None  # type: ignore[assignment]

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # of renameat2(2)


@contextlib.contextmanager
def staged(
    target: Path,
    *,
    foreign: Callable[[Path], list[str]],
    keep: tuple[str, ...],
    salvage: str | None = None,
) -> Iterator[Path]:
    """Yield an empty folder that becomes ``target`` when the block ends without an exception.

    Args:
        target: the folder to replace; need not exist.
        foreign: gets the old folder, gives the names in it that are not ours; a folder that holds
            any but those of ``keep`` is not replaced.
        keep: names of files in ``target`` that go along into the new folder.
        salvage: name of a folder of files below the new one that a block which was broken off had
            written: they are in ``salvaged(target)`` until a block ends well.

    Raises:
        BuildLocked: another process is replacing the same folder.
        BuildError: ``target`` holds somebody else's files, or cannot be written.
    """
    target = target.resolve()
    with _lock(target):
        _check(target, foreign, keep)
        fresh = target.with_name(f".{target.name}.new")
        _save(fresh, target, salvage)
        _clear(target)
        fresh.mkdir()
        done = False
        try:
            yield fresh
            for name in keep:
                if (target / name).is_file() and not (fresh / name).exists():
                    shutil.copy2(target / name, fresh / name)
            _sync(fresh)
            _replace(fresh, target)
            done = True
        finally:
            recover(target)
            if done:
                shutil.rmtree(salvaged(target), ignore_errors=True)
            else:
                _save(fresh, target, salvage)
            _clear(target)


def salvaged(target: Path) -> Path:
    """Return the folder, there or not, with what blocks that were broken off had written."""
    target = target.resolve()
    return target.with_name(f".{target.name}.left")


def recover(target: Path) -> None:
    """Bring back the old folder if a kill struck between the two renames of a fallback swap."""
    target = target.resolve()
    old = target.with_name(f".{target.name}.old")
    if old.is_dir() and not target.exists():
        old.rename(target)


@contextlib.contextmanager
def _lock(target: Path) -> Iterator[None]:
    path = target.with_name(f".{target.name}.lock")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise BuildError(f"{target.parent} cannot be written: {error.strerror}") from error
    with file:
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise BuildLocked(
                f"{target} is being built by {holder}: wait until it ends, or choose another --out"
            ) from error
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        recover(target)
        yield


def _check(target: Path, foreign: Callable[[Path], list[str]], keep: tuple[str, ...]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise BuildError(f"{target} is a file: choose another --out folder")
    others = sorted(set(foreign(target)) - set(keep))
    if others:
        raise BuildError(
            f"{target} holds files that no build wrote ({others[0]}): "
            "choose another --out folder, or move them away"
        )


def _clear(target: Path) -> None:
    for name in (f".{target.name}.new", f".{target.name}.old"):
        shutil.rmtree(target.with_name(name), ignore_errors=True)


def _save(fresh: Path, target: Path, name: str | None) -> None:
    """Move the files of a folder that was not finished to where the next block finds them."""
    if name is None or not (fresh / name).is_dir():
        return
    with contextlib.suppress(OSError):  # a full disk: what is lost is made again
        left = salvaged(target)
        left.mkdir(exist_ok=True)
        for path in sorted((fresh / name).iterdir()):
            if path.is_file():
                path.replace(left / path.name)


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _replace(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        old = target.with_name(f".{target.name}.old")
        target.rename(old)
        fresh.rename(target)


def _exchange(left: Path, right: Path) -> bool:
    """Swap two folders in one step, where the system can; else return False."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    failed = rename(AT_FDCWD, os.fsencode(left), AT_FDCWD, os.fsencode(right), RENAME_EXCHANGE)
    if failed and ctypes.get_errno() not in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        code = ctypes.get_errno()
        raise BuildError(f"{right} cannot be replaced: {os.strerror(code)}")
    return not failed
