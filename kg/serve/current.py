"""The build that is served now: taken up when the server starts, and again when it is replaced."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path

from kg import outputs
from kg.errors import KgError
from kg.opened import Build
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.snapshot import Mark, Snapshot, mark, take
from kg.swap import recover

logger = logging.getLogger(__name__)

EVERY = 1.0  # seconds between two looks at the manifest
GRACE = 5.0  # seconds that the files of an older build stay for answers that began


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """One build, as long as it is served."""

    build: Build
    """Opened on a folder of our own: nobody replaces it."""
    pool: Pool
    snapshot: Snapshot

    @property
    def mark(self) -> Mark:
        """What tells this build from a later one in the same folder."""
        return self.snapshot.mark

    @property
    def folder(self) -> Path:
        """The files of the build."""
        return self.build.folder


class Current:
    """Looks which build is in a folder; ``serving`` is the newest that could be opened."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._serving: Serving | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def serving(self) -> Serving:
        """The build that a request is answered from; get it once per request."""
        assert self._serving is not None, "the server has not started"
        return self._serving

    async def start(self) -> None:
        """Open the build and begin to look for newer ones.

        Raises:
            BuildError: there is none, or it is damaged.
        """
        self._serving = await self._open()
        self._run(self._watch())

    async def close(self) -> None:
        """End all workers and remove the files."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._serving:
            await self._serving.pool.kill()
            self._serving.snapshot.remove()

    async def _open(self) -> Serving:
        recover(self._folder)
        copy = await self._taken()
        try:
            build = await asyncio.to_thread(Build, copy.folder)
            prefixes = build.ontology.prefixes
            pool = Pool(copy.folder / outputs.STORE, prefixes, self._limits)
            await pool.start()
        except BaseException:
            copy.remove()
            raise
        return Serving(build=build, pool=pool, snapshot=copy)

    async def _taken(self) -> Snapshot:
        """Return the files of the build; none stay behind if the server ends meanwhile."""
        taking = asyncio.ensure_future(asyncio.to_thread(take, self._folder))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            with contextlib.suppress(KgError):
                (await taking).remove()
            raise

    async def _watch(self) -> None:
        tried = self.serving.mark
        while True:
            await asyncio.sleep(EVERY)
            found = await asyncio.to_thread(mark, self._folder)
            if found is None or found == tried:
                continue
            try:
                old, self._serving = self._serving, await self._open()
            except (KgError, OSError, EOFError, ValueError) as error:
                logger.warning("the new build is not served: %s", error)
                tried = found
                continue
            tried = self.serving.mark
            if old:
                self._run(self._retire(old))

    async def _retire(self, old: Serving) -> None:
        try:
            await old.pool.close()
            await asyncio.sleep(GRACE)
        finally:
            await old.pool.kill()
            old.snapshot.remove()

    def _run(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
