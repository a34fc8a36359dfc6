"""An answer until its client has it: in memory while it is small, then in a file without a name."""

from __future__ import annotations

import contextlib
import errno
import tempfile
from types import TracebackType
from typing import ClassVar

from kg.serve.limits import MIB

IN_MEMORY = MIB  # bytes of an answer; what is longer is kept in a file


class Spooled:
    """Bytes that are written, then read; all answers together take so much of the disk."""

    total: ClassVar[int] = 0
    """Bytes of the answers that are open, without those in memory."""

    def __init__(self, most: int) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._most = most
        self.size = 0
        """Bytes written."""

    def write(self, data: bytes) -> None:
        """Add some bytes.

        Raises:
            OSError: the disk is full, or what it may hold.
        """
        before, self.size = self._counted(), self.size + len(data)
        Spooled.total += self._counted() - before
        if Spooled.total > self._most:
            raise OSError(errno.EDQUOT, f"open answers take {self._most // MIB} MiB")
        self._file.write(data)

    def rewind(self) -> None:
        """Read from the beginning; what is on its way to the disk must arrive."""
        self._file.seek(0)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        return self._file.read(size)

    def close(self) -> None:
        """Give the room back."""
        if not self._file.closed:
            Spooled.total -= self._counted()
            self.size = 0
            with contextlib.suppress(OSError):  # the disk is full: what was to come is lost anyway
                self._file.close()

    def __enter__(self) -> Spooled:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def _counted(self) -> int:
        return self.size if self.size > IN_MEMORY else 0
