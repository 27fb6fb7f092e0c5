"""Connections that neither send nor take anything end."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from ui.page.limits import LIMITS


class PatientProtocol(H11Protocol):
    """uvicorn's HTTP protocol, with an end to its patience.

    A browser that begins a request must finish its head, and one that is answered must read. How
    fast a body comes is `bodies`' matter; an idle connection between requests is uvicorn's.
    """

    _head: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        if sum(address == _address(other) for other in self.connections) > LIMITS.of_one_address:
            transport.abort()
            return
        self._head = self._later(LIMITS.head)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            _cancel(self._head)
            self._head = None
        elif self._head is None:
            self._head = self._later(LIMITS.head)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self._later(LIMITS.unread)

    def resume_writing(self) -> None:
        super().resume_writing()
        _cancel(self._unread)

    def connection_lost(self, exc: Exception | None) -> None:
        _cancel(self._head)
        _cancel(self._unread)
        super().connection_lost(exc)

    def _later(self, seconds: float) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, self.transport.abort)


def _address(connection: Any) -> str:
    return connection.client[0] if getattr(connection, "client", None) else ""


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
