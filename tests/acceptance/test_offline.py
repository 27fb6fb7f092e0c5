"""Nothing leaves the machine: every connection that Python makes is written down."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# They share a folder and a log.
pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("offline")]
WATCHED = """
import sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        place = str(arguments[1] if event == "socket.connect" else arguments[0])
        if not any(name in place for name in ("127.0.0.1", "localhost", "::1", "/")):
            open({log!r}, "a").write(event + " " + place + chr(10))
sys.addaudithook(watch)
from assistant.cli import main
main()
"""
TEXT = "某区招商局2024年工作总结\n一、主要做法\n（一）建强专班。建立项目会商机制，定期调度重点在谈项目，解决落地问题。\n"


@pytest.fixture(scope="module")
def place(models, tmp_path_factory):
    """A data folder, and the log of connections."""
    folder = tmp_path_factory.mktemp("offline")
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(models)
    (folder / "总结.txt").write_text(TEXT, encoding="utf-8")
    return folder


def start(place, *arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ZHAOSHANG_")}
    return subprocess.Popen(
        [sys.executable, "-c", WATCHED.format(log=str(place / "connections")), *arguments],
        env=environment
        | {
            "ZHAOSHANG_HOME": str(place / "home"),
            "LANGSMITH_TRACING": "true",
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def connections(place):
    log = place / "connections"
    return log.read_text() if log.exists() else ""


def test_the_watch_sees_a_connection(place, tmp_path):
    code = WATCHED.format(log=str(tmp_path / "log")).split("from assistant")[0]
    code += "import socket\ntry:\n    socket.getaddrinfo('host.invalid', 80)\nexcept OSError:\n    pass\n"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert "host.invalid" in (tmp_path / "log").read_text()


@pytest.mark.parametrize(
    "arguments",
    [("import", "{place}/总结.txt"), ("ask", "专班怎么建"), ("measures", "专班招商"), ("doctor",)],
)
def test_commands_connect_to_nothing(place, arguments):
    process = start(place, *(part.format(place=place) for part in arguments))
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0, output
    assert connections(place) == ""
