"""Around the page: the address it is served at, and what the browser may load."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any

import gradio as gr
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from assistant.errors import AssistantError
from ui import labels
from ui.hosts import Hosts
from ui.page import downloads, multipart
from ui.page.doors import Doors
from ui.page.limits import LIMITS
from ui.page.patience import PatientProtocol
from ui.page.theme import theme
from ui.visitors import Visitors

_LAST_WORDS = 2  # seconds that open connections have when the server stops

# The page is told to load nothing from elsewhere; gradio itself needs inline code and blobs.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_SOCIAL = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>')


class PageMiddleware:
    """Makes gradio's page Chinese and keeps it from reaching out."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _rewriting(send) if scope["path"] == "/" else _adding(send))


def _adding(send: Any) -> Any:
    """Adds the headers to a response."""

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *_HEADERS]}
        await send(message)

    return sending


def _rewriting(send: Any) -> Any:
    """Adds the headers and rewrites the body, which is small enough to be held back whole."""
    held: list[Any] = []
    body = bytearray()

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            held.append(message)
            return
        if message["type"] != "http.response.body":
            await send(message)
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        start = held[0]
        made = rewritten(body.decode("utf-8")).encode("utf-8")
        length = (b"content-length", str(len(made)).encode())
        kept = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
        await send({**start, "headers": [*kept, length, *_HEADERS]})
        await send({**message, "body": made})

    return sending


def rewritten(page: str) -> str:
    """Gradio's index.html in Chinese, without social tags, with our script before all others."""
    words = (labels.GRADIO_TITLES, labels.GRADIO_TEXTS, labels.GRADIO_OTHER)
    script = files("ui.page").joinpath("page.js").read_text("utf-8")
    script += f"zhaoshang.speakChinese(...{json.dumps(words, ensure_ascii=False)});"
    page = _SOCIAL.sub("", page).replace('lang="en"', 'lang="zh-CN"', 1)
    return page.replace("<head>", f"<head><script>{script}</script>", 1)


def usable_port(host: str, port: int) -> int:
    """The port to serve at; port 0 asks for a free one. AssistantError when it cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            if os.name == "posix":  # elsewhere this option would hide that a port is taken
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            return int(trial.getsockname()[1])
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else port - 1
            raise AssistantError(labels.PORT_TAKEN.format(port=port, other=other)) from error
        if error.errno == errno.EACCES:
            raise AssistantError(labels.PORT_FORBIDDEN.format(port=port)) from error
        message = labels.HOST_WRONG.format(host=host, reason=error.strerror or error)
        raise AssistantError(message) from error


def say(line: str) -> None:
    """A line to whoever started the server."""
    print(line, file=sys.stderr, flush=True)


def serve(page: gr.Blocks, visitors: Visitors, port: int) -> None:
    """Serves the page until Ctrl-C; AssistantError when it cannot be started."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                _welcome(visitors.hosts, port)

    with application(page, visitors, port) as app:
        config = uvicorn.Config(
            app,
            host=visitors.hosts.served,
            port=port,
            http=PatientProtocol,
            ws="none",
            log_level="critical",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=LIMITS.connections,
            timeout_graceful_shutdown=_LAST_WORDS,
        )
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            Server(config).run()
        except KeyboardInterrupt:
            say(labels.STOPPED)
        except SystemExit as error:  # how uvicorn gives up
            raise AssistantError(labels.START_FAILED.format(reason=error.code)) from error


@contextmanager
def application(page: gr.Blocks, visitors: Visitors, port: int) -> Iterator[ASGIApp]:
    """What is served: the page and the drafts' addresses behind the doors."""
    page.has_launched = True  # else gradio takes any file of this machine for an uploaded one
    page.state_session_capacity = LIMITS.sessions
    multipart.take_files_alone()
    page.queue(default_concurrency_limit=LIMITS.running, max_size=LIMITS.waiting, api_open=False)
    # No other site may read anything; without this, gradio would allow it.
    around = Starlette(middleware=[Middleware(CORSMiddleware, allow_origins=())])
    with (
        as_file(files("ui.page").joinpath("page.css")) as style,
        as_file(files("ui.page").joinpath("favicon.svg")) as icon,
    ):
        gr.mount_gradio_app(
            around,
            page,
            "/",
            server_name=visitors.hosts.served,
            server_port=port,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            mcp_server=False,
            pwa=False,
            ssr_mode=False,
            show_error=False,
            max_file_size=visitors.assistant.library.MAX_FILE_BYTES,
            favicon_path=str(icon),
            theme=theme(),
            css_paths=[style],
            app_kwargs={
                "middleware": [Middleware(PageMiddleware)],
                "routes": downloads.routes(visitors),
                "docs_url": None,
                "redoc_url": None,
                "openapi_url": None,
            },
        )
        page.is_running = True  # gradio tells browsers that it lives as long as this says so
        try:
            yield Doors(around, visitors.hosts, visitors.assistant.settings.uploads_folder)
        finally:
            page.is_running = False


def _welcome(hosts: Hosts, port: int) -> None:
    host = "127.0.0.1" if hosts.everywhere else hosts.served
    name = f"[{host}]" if ":" in host else host
    print(labels.OPEN_IN_BROWSER.format(url=f"http://{name}:{port}"), flush=True)
    if hosts.everywhere:
        print(labels.OPEN_FROM_LAN.format(port=port), flush=True)
