"""Every request passes here first: the host it asks for, the page that sends it, its size."""

from __future__ import annotations

import html
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.errors import explain
from ui import labels
from ui.hosts import Hosts, browser_of, new_key
from ui.page import bodies
from ui.page.bodies import Refused, Uploads
from ui.page.limits import LIMITS, Limits

_API = "/gradio_api/"
_UPLOAD = _API + "upload"
# What the page needs of gradio's addresses; the others lead nowhere.
_OPEN = {
    "GET": (
        "/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt",
        _API + "queue/data", _API + "upload_progress", _API + "theme.css", _API + "info",
        _API + "app_id", _API + "login_check", _API + "startup-events",
    ),
    "POST": (
        _API + "queue/join", _API + "run/predict", _UPLOAD, _API + "cancel", _API + "reset",
    ),
}  # fmt: skip
_OPEN_BELOW = {
    "GET": ("/assets/", "/static/", "/svelte/", "/drafts/", _API + "heartbeat/", _API + "file="),
    "POST": (),
}

_ELSEWHERE = re.compile("[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)  # gradio would fetch it for us


class Doors:
    """The ASGI application around all others: lets in what is the page's own, within limits.

    uploads: the folder in which gradio puts what is uploaded.
    """

    def __init__(self, app: Any, hosts: Hosts, uploads: Path, limits: Limits = LIMITS) -> None:
        self._app, self._hosts, self._limits = app, hosts, limits
        self._folder, self._uploads = uploads, Uploads(uploads, limits)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            request, incoming = Request(scope), bodies.Incoming(receive)
            if refused := await self._refused(request, incoming, send):
                slow = refused.status == HTTPStatus.REQUEST_TIMEOUT
                told = _told(request, refused)
                await told(scope, receive, send if slow else _listening(incoming, send))

    async def _refused(
        self, request: Request, incoming: bodies.Incoming, send: Any
    ) -> Refused | None:
        """Lets a request in; what it returns is still to be told."""
        answer = _Answer(send)
        try:
            self._let_in(request)
            await self._through(request, incoming, answer)
        except Refused as refused:
            return refused
        except Exception as error:
            if answer.begun:
                raise
            return Refused(500, explain(error))
        return Refused(500, labels.BROKEN) if answer.broken else None

    def _let_in(self, request: Request) -> None:
        """Refused where the request is none of the page's."""
        if not self._hosts.welcomes(request):
            raise Refused(421, labels.HOST_UNKNOWN.format(host=request.headers.get("host", "")))
        if self._hosts.foreign(request):
            raise Refused(403, labels.SITE_FOREIGN)
        method = "GET" if request.method == "HEAD" else request.method
        path = request.scope["path"]
        if method not in _OPEN:
            raise Refused(405, labels.NO_SUCH_ADDRESS)
        if path not in _OPEN[method] and not path.startswith(_OPEN_BELOW[method]):
            raise Refused(404, labels.NO_SUCH_ADDRESS)
        if _ELSEWHERE.search(path):
            raise Refused(404, labels.NO_SUCH_ADDRESS)

    async def _through(self, request: Request, receive: Any, send: Any) -> None:
        browser = browser_of(request)
        if request.scope["path"] == "/" and not browser:
            send = _with_key(send)
        if request.scope["path"] == _UPLOAD:
            async with self._uploads.watched(request, receive, browser) as counted:
                await self._app(request.scope, counted, send)
            return
        body = await bodies.data_of(request, receive, self._limits, self._folder)
        await self._app(request.scope, _again(body, receive), send)


class _Answer:
    """A `send` that knows whether an answer has begun; one with status 500 is held back."""

    def __init__(self, send: Any) -> None:
        self._send, self.begun, self.broken = send, False, False

    async def __call__(self, message: Any) -> None:
        self.broken = self.broken or message.get("status") == HTTPStatus.INTERNAL_SERVER_ERROR
        if not self.broken:
            self.begun = True
            await self._send(message)


def _again(body: bytes, receive: Any) -> Any:
    """A `receive` for a body that was read already."""
    whole = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Any:
        return whole.pop() if whole else await receive()

    return receiving


def _with_key(send: Any) -> Any:
    """Gives a browser that has no key its own."""

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], new_key()]}
        await send(message)

    return sending


def _listening(incoming: bodies.Incoming, send: Any) -> Any:
    """Answers at once and reads on for a while: the answer does not reach a browser that is cut
    off while it still sends."""

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.body":
            await send({**message, "more_body": True})
            await incoming.drain()
            message = {"type": "http.response.body", "body": b""}
        await send(message)

    return sending


def _told(request: Request, refused: Refused) -> Response:
    """Why a request is refused, in the form that who sent it can show."""
    headers = {"connection": "close"}
    if request.scope["path"] == _UPLOAD:
        return PlainTextResponse(refused.words, refused.status, headers)
    if "text/html" in request.headers.get("accept", ""):
        page = labels.REFUSED_PAGE.format(title=labels.TITLE, words=html.escape(refused.words))
        return HTMLResponse(page, refused.status, headers)
    # Gradio's own page shows `error`, in some cases `detail`.
    table = {"error": refused.words, "detail": refused.words}
    return JSONResponse(table, refused.status, headers)
