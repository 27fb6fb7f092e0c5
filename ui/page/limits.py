"""How much the page takes from a browser, how long it waits for one: one table."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds.

    body: of a request, an upload apart. browser_uploads: what one browser may send within
    `remembered`; server_uploads: what may lie in the upload folder; disk_left: what an upload must
    leave free. uploads_at_once, browser_uploads_at_once: how many may be on their way. waiting:
    events that may wait, running: events of one kind that run together. connections: open ones,
    of_one_address: of these. sessions: pages whose state is kept. head: until a request's head is
    there; body_wait: for the next piece of a body; body_whole,
    upload_whole: for all of it; unread: for a browser that takes in nothing of what is sent to it.
    """

    body: int = 900_000
    browser_uploads: int = 2048 * _MB
    server_uploads: int = 8192 * _MB
    disk_left: int = 500 * _MB
    uploads_at_once: int = 8
    browser_uploads_at_once: int = 4
    waiting: int = 64
    running: int = 4
    connections: int = 500
    of_one_address: int = 200
    sessions: int = 300
    remembered: int = 3600
    head: int = 20
    body_wait: int = 20
    body_whole: int = 60
    upload_whole: int = 1800
    unread: int = 60


LIMITS = Limits()
