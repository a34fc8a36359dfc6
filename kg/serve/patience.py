"""HTTP/1.1 that waits for no client longer than it must: neither for a request, nor to be read."""

from __future__ import annotations

import asyncio
import socket

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


def patient(asking: float, taking: float) -> type[H11Protocol]:
    """Return a protocol that closes connections on which too little happens.

    Args:
        asking: seconds in which the whole head of a request must arrive.
        taking: seconds after which a client that takes nothing of its answer is dropped.
    """

    class Patient(H11Protocol):
        deadline: asyncio.TimerHandle | None = None
        look: asyncio.TimerHandle | None = None
        held = 0  # bytes that the client had not taken when we looked last

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            own: socket.socket = transport.get_extra_info("socket")
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else answers wait 40 ms
            self._expect()
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._expect()

        def resume_writing(self) -> None:
            self.held = 0
            super().resume_writing()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop()
            if self.look is not None:
                self.look.cancel()
            super().connection_lost(exc)

        def _watch(self) -> None:
            held = self.transport.get_write_buffer_size()
            if held and held == self.held:
                self.transport.abort()  # to close would wait for the client
                return
            self.held = held
            self.look = self.loop.call_later(taking, self._watch)

        def _expect(self) -> None:
            if self.conn.their_state is not h11.IDLE:
                self._stop()
            elif self.deadline is None:
                self.deadline = self.loop.call_later(asking, self._give_up)

        def _stop(self) -> None:
            if self.deadline is not None:
                self.deadline.cancel()
                self.deadline = None

        def _give_up(self) -> None:
            self.transport.write(b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n")
            self.transport.close()

    return Patient
