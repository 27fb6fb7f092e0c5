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
import time
from importlib.resources import as_file, files
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from assistant.assistant import Assistant
from assistant.errors import AssistantError, explain
from ui import labels
from ui.page import downloads
from ui.page.theme import theme

_AT_ONCE = 4  # events of one kind that run at the same time
_WAITING = 64  # events that may wait

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
_FETCHES_FOR_OTHERS = re.compile("^/gradio_api/(?:proxy=|file=[a-z]+:/|vibe-)", re.IGNORECASE)
_SOCIAL = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>')


class PageMiddleware:
    """Makes gradio's page Chinese and keeps it, and the server, from reaching out.

    Gradio's server would fetch another server's file for anyone who asks; that is refused.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _FETCHES_FOR_OTHERS.match(scope["path"]):
            await PlainTextResponse("", status_code=404)(scope, receive, send)
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


def serve(page: gr.Blocks, assistant: Assistant, host: str, port: int) -> None:
    """Serves the page until Ctrl-C; AssistantError when it cannot be started."""
    page.queue(default_concurrency_limit=_AT_ONCE, max_size=_WAITING, api_open=False)
    with (
        as_file(files("ui.page").joinpath("page.css")) as style,
        as_file(files("ui.page").joinpath("favicon.svg")) as icon,
    ):
        try:
            page.launch(
                server_name=host,
                server_port=port,
                prevent_thread_lock=True,
                quiet=True,
                share=False,
                inbrowser=False,
                footer_links=[],
                run_history=False,
                enable_monitoring=False,
                mcp_server=False,
                pwa=False,
                ssr_mode=False,
                max_file_size=assistant.library.MAX_FILE_BYTES,
                favicon_path=icon,
                theme=theme(),
                css_paths=[style],
                app_kwargs={
                    "middleware": [Middleware(PageMiddleware)],
                    "routes": downloads.routes(assistant),
                    "docs_url": None,
                    "redoc_url": None,
                    "openapi_url": None,
                },
            )
        except Exception as error:  # gradio raises OSError, ValueError and bare Exception here
            explain(error)
            raise AssistantError(labels.START_FAILED.format(reason=error)) from error
        _wait(page, host, port)


def _wait(page: gr.Blocks, host: str, port: int) -> None:
    """Until Ctrl-C or a polite kill."""
    everywhere = host in ("0.0.0.0", "::")
    name = "127.0.0.1" if everywhere else f"[{host}]" if ":" in host else host
    print(labels.OPEN_IN_BROWSER.format(url=f"http://{name}:{port}"), flush=True)
    if everywhere:
        print(labels.OPEN_FROM_LAN.format(port=port), flush=True)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while page.is_running:
            time.sleep(0.5)
    except KeyboardInterrupt:
        say(labels.STOPPED)
    finally:
        page.close(verbose=False)
