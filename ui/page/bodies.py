"""What a browser sends: how much, how fast, and no file that is an address elsewhere."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from starlette.formparsers import MultiPartException
from starlette.requests import Request

from ui import labels
from ui.page.limits import Limits

_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+:|[/\\]{2})", re.IGNORECASE)
_DRAINED = 128 * 1024 * 1024  # bytes of a refused body that are read away
_DRAIN_SECONDS = 5
_MB = 1024 * 1024


class Refused(Exception):
    """A request that is not let in. status: of HTTP; words: why, for the person."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


def announced(request: Request) -> int | None:
    """How many bytes the body has by its head; None when it does not say."""
    length = request.headers.get("content-length", "")
    if length and not (length.isascii() and length.isdigit()):
        raise Refused(400, labels.BAD_REQUEST)
    return int(length) if length else None


async def data_of(request: Request, receive: Any, limits: Limits, uploads: Path) -> bytes:
    """The whole body of a request that carries JSON, or none at all; Refused when it may not in.

    uploads: the folder in which every file lies that a body may name.
    """
    too_much = Refused(413, labels.BODY_TOO_BIG)
    if (announced(request) or 0) > limits.body:
        raise too_much
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_whole):
            async for piece in _pieces(receive, limits):
                body += piece
                if len(body) > limits.body:
                    raise too_much
    except TimeoutError:
        raise Refused(408, labels.BODY_TOO_SLOW) from None
    if body:
        _check(request, bytes(body), uploads)
    return bytes(body)


def _check(request: Request, body: bytes, uploads: Path) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":  # a form can be sent by any site's page without being asked
        raise Refused(415, labels.BAD_REQUEST)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, labels.BAD_REQUEST) from None
    if not all(_is_uploaded(path, uploads) for path in _files(value)):
        raise Refused(400, labels.FILE_ELSEWHERE)


def _is_uploaded(path: str, uploads: Path) -> bool:
    try:
        return not _ADDRESS.match(path) and Path(path).resolve().is_relative_to(uploads.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _files(value: Any) -> Iterator[str]:
    """Where the files lie that a body names, as gradio would look for them."""
    rest = [value]
    while rest:
        part = rest.pop()
        if isinstance(part, list):
            rest += part
        elif isinstance(part, dict):
            rest += part.values()
            if isinstance(path := part.get("path"), str):
                yield path


async def _pieces(receive: Any, limits: Limits) -> AsyncIterator[bytes]:
    """The body as it comes; TimeoutError when nothing comes any more."""
    more = True
    while more:
        message = await asyncio.wait_for(receive(), limits.body_wait)
        if message["type"] == "http.disconnect":
            raise Refused(400, labels.BAD_REQUEST)
        more = message.get("more_body", False)
        yield message.get("body", b"")


class Incoming:
    """A `receive` that knows whether all of the body has come."""

    def __init__(self, receive: Any) -> None:
        self._receive, self._ended = receive, False

    async def __call__(self) -> Any:
        message = await self._receive()
        self._ended = not message.get("more_body", False)
        return message

    async def drain(self) -> None:
        """Reads the rest away, within limits."""
        left = _DRAINED
        with suppress(TimeoutError):
            async with asyncio.timeout(_DRAIN_SECONDS):
                while not self._ended and left > 0:
                    left -= len((await self()).get("body", b""))


class Uploads:
    """Files on their way into the upload folder: how many, how big, how slow."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._on_their_way = Counter[str]()
        self._sent: dict[str, deque[tuple[float, int]]] = {}

    @asynccontextmanager
    async def watched(self, request: Request, receive: Any, browser: str) -> AsyncIterator[Any]:
        """A `receive` that ends an upload which is too much; Refused before it begins."""
        room = self._room(browser, announced(request))
        self._on_their_way[browser] += 1
        counted = _Counted(receive, room, self._limits)
        try:
            yield counted
        finally:
            self._on_their_way[browser] -= 1
            if not self._on_their_way[browser]:
                del self._on_their_way[browser]
            self._sent.setdefault(browser, deque()).append((time.monotonic(), counted.bytes))

    def _room(self, browser: str, length: int | None) -> int:
        """How many bytes this upload may have."""
        limits = self._limits
        if (
            self._on_their_way.total() >= limits.uploads_at_once
            or self._on_their_way[browser] >= limits.browser_uploads_at_once
        ):
            raise Refused(429, labels.UPLOADS_AT_ONCE)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sweep()
        lying = sum(_sizes_below(self._folder))
        free = shutil.disk_usage(self._folder).free - limits.disk_left
        rooms = (
            (limits.browser_uploads - self._sent_by(browser), labels.UPLOADS_OF_BROWSER),
            (limits.server_uploads - lying, labels.UPLOADS_OF_SERVER),
            (free, labels.UPLOADS_DISK),
        )
        room, words = min(rooms)
        if room <= 0 or (length or 0) > room:
            raise Refused(413, words.format(megabytes=max(0, room) // _MB))
        return room

    def _sent_by(self, browser: str) -> int:
        now, sent = time.monotonic(), self._sent.get(browser, deque())
        while sent and now - sent[0][0] > self._limits.remembered:
            sent.popleft()
        if not sent:
            self._sent.pop(browser, None)
        return sum(size for _, size in sent)

    def _sweep(self) -> None:
        """What an upload that broke off left behind; gradio moves a whole file into a folder."""
        now = time.time()
        for path in self._folder.iterdir():
            with suppress(OSError):
                if path.is_file() and now - path.stat().st_mtime > self._limits.upload_whole:
                    path.unlink()


class _Counted:
    """A `receive` that counts; MultiPartException, which gradio tells and cleans up after."""

    def __init__(self, receive: Any, room: int, limits: Limits) -> None:
        self._receive, self._room, self._limits, self.bytes = receive, room, limits, 0
        self._end = time.monotonic() + limits.upload_whole

    async def __call__(self) -> Any:
        left = min(self._limits.body_wait, self._end - time.monotonic())
        try:
            message = await asyncio.wait_for(self._receive(), max(0, left))
        except TimeoutError:
            raise MultiPartException(labels.BODY_TOO_SLOW) from None
        self.bytes += len(message.get("body", b""))
        if self.bytes > self._room:
            raise MultiPartException(labels.UPLOAD_TOO_BIG)
        if message["type"] == "http.disconnect":
            raise MultiPartException(labels.BAD_REQUEST)
        return message


def _sizes_below(folder: Path) -> Iterator[int]:
    for path in folder.rglob("*"):
        with suppress(OSError):  # it may be gone by now
            if path.is_file():
                yield path.stat().st_size
