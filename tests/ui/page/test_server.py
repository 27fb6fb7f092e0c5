"""The address, the headers and the rewritten page."""

from __future__ import annotations

import re
import socket

import pytest
from page_values import run

from assistant.errors import AssistantError
from ui.page import server

INDEX = """<html lang="en"><head><meta property="og:image" content="https://elsewhere/x" />
<meta
\tname="twitter:image"
\tcontent="https://elsewhere/y"
/><script src="./a.js"></script></head><body></body></html>"""


def get(path, body=INDEX):
    """(status, headers, body) of a GET through the middleware."""
    sent = []

    async def inner(scope, receive, send):
        length = (b"content-length", str(len(body.encode())).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        half = len(body) // 2
        for part, more in ((body[:half], True), (body[half:], False)):
            await send({"type": "http.response.body", "body": part.encode(), "more_body": more})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "method": "GET", "headers": []}
    run(server.PageMiddleware(inner)(scope, None, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]).decode()


def test_the_page_is_marked_as_chinese_and_names_no_other_host():
    status, headers, body = get("/")
    assert status == 200
    assert 'lang="zh-CN"' in body
    assert "elsewhere" not in body
    assert body.index("zhaoshang") < body.index("./a.js")
    assert headers["content-length"] == str(len(body.encode()))


def test_the_browser_is_told_to_load_nothing_from_elsewhere():
    for path in ("/", "/assets/a.js"):
        _, headers, _ = get(path)
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "http" not in headers["content-security-policy"]


def test_our_script_ends_where_it_should():
    script = re.search("<script>(.*?)</script>", server.rewritten(INDEX), re.DOTALL)
    assert script[1].rstrip().endswith(");")


def test_a_free_port_is_found():
    assert server.usable_port("127.0.0.1", 0) > 1023


def test_a_taken_port_is_refused_with_the_cure():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AssistantError, match=f"端口 {port} 已被.*--port.*ZHAOSHANG_PORT"):
            server.usable_port("127.0.0.1", port)


def test_a_wrong_address_is_refused_with_the_cure():
    with pytest.raises(AssistantError, match=r"监听地址 203\.0\.113\.7 不能用.*127\.0\.0\.1"):
        server.usable_port("203.0.113.7", 0)
