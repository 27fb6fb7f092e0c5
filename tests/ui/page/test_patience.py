"""A real server that does not wait for ever, over an application of a few lines."""

from __future__ import annotations

import asyncio
import socket
import threading
import time

import pytest
import uvicorn

from ui import labels
from ui.hosts import Hosts
from ui.page import patience
from ui.page.doors import Doors
from ui.page.limits import Limits

pytestmark = pytest.mark.slow
SHORT = Limits(head=1, unread=1, body_wait=1, body_whole=2, of_one_address=3)
BIG = 64 * 1024 * 1024


async def application(scope, receive, send):
    """Reads what it is sent, and answers with more than a connection holds."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(BIG // 1_000_000):
        await send({"type": "http.response.body", "body": b"a" * 1_000_000, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def port(monkeypatch, tmp_path):
    monkeypatch.setattr(patience, "LIMITS", SHORT)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    doors = Doors(application, Hosts("127.0.0.1"), tmp_path, SHORT)
    config = uvicorn.Config(
        doors, http=patience.PatientProtocol, log_level="critical", lifespan="off"
    )
    server = uvicorn.Server(config)

    def run():
        with asyncio.Runner() as runner:
            runner.run(server.serve([listening]))

    thread = threading.Thread(target=run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()
    listening.close()


def said(connection):
    """What comes until the other side ends it."""
    answer = b""
    try:
        while piece := connection.recv(65536):
            answer += piece
    except ConnectionResetError:
        pass
    return answer.decode(errors="replace")


def begun(port, start):
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.sendall(start.encode())
    return connection


HEAD = "Host: 127.0.0.1\r\nContent-Type: application/json\r\n"


def test_half_a_head_ends(port):
    with begun(port, "GET / HTTP/1.1\r\nHost: 127") as connection:
        assert said(connection) == ""


def test_a_connection_that_says_nothing_ends(port):
    with begun(port, "") as connection:
        assert said(connection) == ""


def test_half_a_body_is_told_that_it_was_too_slow(port):
    post = f"POST /gradio_api/queue/join HTTP/1.1\r\n{HEAD}Content-Length: 9\r\n\r\n"
    with begun(port, post + "{") as connection:
        answer = said(connection)
    assert answer.startswith("HTTP/1.1 408")
    assert labels.BODY_TOO_SLOW in answer


def test_a_body_that_trickles_ends(port):
    post = f"POST /gradio_api/queue/join HTTP/1.1\r\n{HEAD}Content-Length: 900\r\n\r\n"
    start = time.monotonic()
    with begun(port, post) as connection:
        for _ in range(20):
            time.sleep(0.3)
            try:
                connection.sendall(b" ")
            except OSError:
                break
    assert time.monotonic() - start < 5


def test_a_reader_who_takes_nothing_is_left(port):
    with begun(port, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") as connection:
        time.sleep(3)
        assert len(said(connection)) < BIG


def test_one_address_does_not_take_all_connections(port):
    opened = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(4)]
    try:
        time.sleep(0.3)
        opened[3].settimeout(0.3)
        assert said(opened[3]) == ""  # cut off at once; the others are still waited for
        opened[0].settimeout(0.1)
        with pytest.raises(TimeoutError):
            opened[0].recv(1)
    finally:
        for connection in opened:
            connection.close()
