"""The real command, server and browser over one sample library, made once for all tests."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from filelock import FileLock

START_SECONDS = 900  # the first start imports the sample library, on a slow machine
COMMAND = (sys.executable, "-c", "from assistant.cli import main; main()")
READY = "请在浏览器打开"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@dataclass(frozen=True)
class Server:
    """A running server. home: its data folder; log: what it printed; pid: of its process."""

    url: str
    home: Path
    log: Path
    pid: int


@pytest.fixture(scope="session")
def serve():
    """Starts `zhaoshang serve` as often as asked; all of them are ended at the end.

    serve(home, log, port=0) returns the process and its port; 0 asks for a free one.
    """
    processes = []

    def start(home: Path, log: Path, port: int = 0) -> tuple[subprocess.Popen[bytes], int]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ZHAOSHANG_")}
        port = port or free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*COMMAND, "serve", "--port", str(port)],
                env=environment | {"ZHAOSHANG_HOME": str(home), "PYTHONUNBUFFERED": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        processes.append(process)
        return process, port

    yield start
    for process in processes:
        stop(process)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture(scope="session")
def wait_until_ready():
    """Waits for the line that names the address; the log tells why when it does not come."""

    def wait(process: subprocess.Popen[bytes], log: Path) -> None:
        end = time.monotonic() + START_SECONDS
        while READY not in log.read_text("utf-8", errors="replace"):
            said = log.read_text("utf-8", errors="replace")
            assert process.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.5)

    return wait


@pytest.fixture(scope="session")
def first_start(serve, wait_until_ready, tmp_path_factory):
    """The data folder that a first start of the real server leaves: the model and the samples.

    Made by the first of several test processes that asks for it; nobody changes it.
    """
    folder = shared_folder(tmp_path_factory)
    home, log, made = folder / "first-start", folder / "first-start.log", folder / "made"
    with FileLock(folder / "first-start.lock"):
        if not made.exists():
            process, _ = serve(home, log)
            wait_until_ready(process, log)
            stop(process)
            made.touch()
    return home


@pytest.fixture(scope="session")
def models(first_start):
    """The folder with the bundled model, unpacked."""
    return first_start / "models"


@pytest.fixture(scope="session")
def sample_home(first_start, tmp_path_factory):
    """A data folder with the sample library, for the tests of this process to use."""
    return copied(first_start, tmp_path_factory.mktemp("samples") / "home")


@pytest.fixture
def empty_home(models, tmp_path):
    """A data folder with the model and nothing else."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    return home


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory):
    """A folder with an embedding model that takes no time, for imports of which no vector counts."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "招": 1, "商": 2}, unk_token="[UNK]"))
    folder = tmp_path_factory.mktemp("tiny") / "model"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)]).save(str(folder))
    return folder


@pytest.fixture(scope="session")
def server(chromium, serve, wait_until_ready, first_start, tmp_path_factory):
    """The real server with the sample library."""
    folder = tmp_path_factory.mktemp("page")
    home, log = copied(first_start, folder / "home"), folder / "serve.log"
    process, port = serve(home, log)
    wait_until_ready(process, log)
    return Server(f"http://127.0.0.1:{port}", home, log, process.pid)


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def copied(source: Path, home: Path) -> Path:
    """A data folder like another one; the model, which nobody changes, is not copied."""
    shutil.copytree(source, home, ignore=shutil.ignore_patterns("models", "*.lock", "uploads"))
    (home / "models").symlink_to(source / "models")
    return home


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that was started here, and what it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, number)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                continue


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium; playwright's own browsers are not downloaded."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("没有找到 chromium，网页的验收测试没有运行；请安装 chromium 后重试")
    return found


@pytest.fixture(scope="session")
def browser(chromium):
    sync_api = pytest.importorskip("playwright.sync_api", reason="没有安装 playwright")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGUMENTS), timeout=120_000
        )
        yield found
        found.close()


@pytest.fixture
def page(server, browser):
    """The page, just opened. Whatever a test does, nothing may leave the host or go wrong."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, accept_downloads=True, locale="en-US"
    )
    opened = context.new_page()
    opened.set_default_timeout(180_000)
    outside, errors = [], []
    host = urlsplit(server.url).netloc

    def look(url):
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != host:
            outside.append(url)

    opened.on("request", lambda request: look(request.url))
    opened.on("websocket", lambda socket: look(socket.url))
    opened.on("console", lambda line: line.type == "error" and errors.append(line.text))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(server.url)
    opened.wait_for_selector("#conversation .greeting")
    yield opened
    context.close()
    assert outside == [], "the page asked another host"
    assert errors == [], "the page reported errors"
