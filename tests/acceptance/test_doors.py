"""Other sites' pages, bodies without end and dead connections, against the real server."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import psutil
import pytest

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("page")]
COMMAND = [sys.executable, "-c", "from assistant.cli import main; main()"]
STRACE = ["strace", "-f", "-qq", "-e", "trace=connect,sendto", "-o"]
MOST_GROWTH = 100_000_000

HOSTILE = """<!doctype html><title>hostile</title><script>
const target = "%s", got = [];
const tries = {
  config: () => fetch(target + "/config").then((r) => r.text()),
  cookies: () => fetch(target + "/config", { credentials: "include" }).then((r) => r.text()),
  draft: () => fetch(target + "/drafts/%s", { credentials: "include" }).then((r) => r.text()),
  join: () => fetch(target + "/gradio_api/queue/join", { method: "POST", credentials: "include",
    headers: { "content-type": "application/json" }, body: "{}" }).then((r) => r.text()),
  simple: () => fetch(target + "/gradio_api/queue/join", { method: "POST", body: "{}",
    headers: { "content-type": "text/plain" } }).then((r) => r.text()),
  upload: () => { const form = new FormData(); form.append("files", new Blob(["x"]), "evil.txt");
    return fetch(target + "/gradio_api/upload", { method: "POST", body: form, mode: "no-cors",
      credentials: "include" }).then((r) => r.text().then((t) => r.type + t)); },
  events: () => new Promise((yes, no) => { const s = new EventSource(target +
    "/gradio_api/queue/data?session_hash=a", { withCredentials: true });
    s.onmessage = (m) => yes(m.data); s.onerror = no; }),
  script: () => new Promise((yes, no) => { const s = document.createElement("script");
    s.src = target + "/config"; s.onload = yes; s.onerror = no; document.head.append(s); }),
  image: () => new Promise((yes, no) => { const i = new Image();
    i.src = target + "/drafts/%s/pages/1"; i.onload = yes; i.onerror = no; }),
  frame: () => new Promise((yes, no) => { const f = document.createElement("iframe");
    f.src = target + "/"; f.onload = () => { try { yes(f.contentDocument.body.innerHTML); }
    catch (e) { no(e); } }; document.body.append(f); }),
};
(async () => {
  for (const [name, attempt] of Object.entries(tries)) {
    try { got.push(name + ": " + (await attempt() || "").toString().slice(0, 80)); } catch {}
  }
  window.done = got;
})();
</script><body></body>"""


@pytest.fixture
def hostile(server):
    """A page of another origin on this machine, which tries what a page can try."""
    markup = HOSTILE.replace("%s", server.url, 1).replace("%s", "0123456789ab")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(markup.encode())

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_address[1]}/"
        other.shutdown()


def uploaded(server):
    return sorted(path.name for path in (server.home / "uploads").rglob("*") if path.is_file())


def test_a_hostile_page_reads_nothing_and_changes_nothing(server, browser, hostile):
    before = uploaded(server)
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url)  # so that the browser has its key
    page.goto(hostile)
    page.wait_for_function("window.done", timeout=60_000)
    # A refused upload comes back opaque: the hostile page sees that there was an answer, no more.
    assert page.evaluate("window.done") in ([], ["upload: opaque"])
    assert uploaded(server) == before
    context.close()


def request(server, path, body=None, **headers):
    """(status, text) of a request as no browser sends it."""
    asked = urllib.request.Request(server.url + path, body, headers)
    try:
        with urllib.request.urlopen(asked, timeout=30) as got:
            return got.status, got.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def raw(server, *parts):
    """The answer to bytes on a connection of their own."""
    place = urlsplit(server.url)
    with socket.create_connection((place.hostname, place.port), timeout=60) as connection:
        for part in parts:
            try:
                connection.sendall(part)
            except OSError:
                break
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        return answer.decode(errors="replace")


def test_no_function_of_the_queue_takes_too_much(server):
    _, config = request(server, "/config")
    functions = [function["id"] for function in json.loads(config)["dependencies"]]
    assert len(functions) > 20
    process = psutil.Process(server.pid)
    request(server, "/gradio_api/queue/join", b"{", **{"content-type": "application/json"})
    before, slowest = process.memory_info().rss, 0.0
    for size in (60_000_000, 10_000_000, 1_000_000):
        filling = "字" * (size // 3) if size > 1_000_000 else "字" * size
        for function in functions:
            head = {"fn_index": function, "session_hash": "a", "data": []}
            body = json.dumps(head)[:-2].encode() + b'"' + filling.encode() + b'"]}'
            start = time.monotonic()
            status, text = request(
                server, "/gradio_api/queue/join", body, **{"content-type": "application/json"}
            )
            slowest = max(slowest, time.monotonic() - start)
            assert (status, "太长" in text) == (413, True)
    print(f"slowest refusal {slowest:.2f} s, memory {process.memory_info().rss - before:,} bytes")
    assert process.memory_info().rss - before < MOST_GROWTH


def test_a_body_without_length_is_cut_off(server):
    place = urlsplit(server.url)
    head = (
        f"POST /gradio_api/queue/join HTTP/1.1\r\nHost: {place.netloc}\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    ).encode()
    piece = b"%x\r\n" % 100_000 + b"a" * 100_000 + b"\r\n"
    assert raw(server, head, *[piece] * 300).startswith("HTTP/1.1 413")


def test_a_question_that_is_too_long_is_told_and_kept(page):
    page.fill("#question textarea", "问" * 10_001)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:not(.running)")
    assert "10001 字" in page.locator(".turn").inner_text()
    assert len(page.input_value("#question textarea")) == 10_001


def test_another_browser_sees_neither_conversations_nor_drafts(server, browser, page):
    page.fill("#question textarea", "基金招商有什么做法")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:not(.running)")
    key = page.evaluate("zhaoshang.pageKey()")
    context = browser.new_context()
    other = context.new_page()
    other.goto(server.url)
    other.evaluate(f"sessionStorage.setItem('zhaoshang', '{key}')")
    other.reload()
    other.wait_for_selector("#question textarea")
    other.wait_for_timeout(1500)
    assert other.locator(".turn").count() == 0
    context.close()


def test_killed_in_the_middle_of_an_upload_all_lies_in_the_data_folder(
    serve, wait_until_ready, first_start, tmp_path
):
    home, log = tmp_path / "home", tmp_path / "log"
    shutil.copytree(first_start, home, ignore=shutil.ignore_patterns("models", "*.lock"))
    (home / "models").symlink_to(first_start / "models")
    system = tmp_path / "system-temporary"
    system.mkdir()
    os.environ["TMPDIR"] = str(system)
    try:
        process, port = serve(home, log)
    finally:
        del os.environ["TMPDIR"]
    wait_until_ready(process, log)
    began = (
        f"POST /gradio_api/upload HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="files"; filename="half.txt"\r\n\r\n'
    ).encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(began + b"a" * 5_000_000)
        end = time.monotonic() + 30
        while not any((home / "uploads").rglob("*")) and time.monotonic() < end:
            time.sleep(0.1)
        whole = (
            '--x\r\nContent-Disposition: form-data; name="files"; filename="没导入.txt"\r\n\r\nabc'
            "\r\n--x--\r\n"
        ).encode()
        address = f"http://127.0.0.1:{port}/gradio_api/upload"
        kind = {"content-type": "multipart/form-data; boundary=x"}
        urllib.request.urlopen(urllib.request.Request(address, whole, kind)).read()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert [path for path in system.rglob("*") if path.is_file()] == []
    assert any((home / "uploads").rglob("*"))
    process, _ = serve(home, log)
    wait_until_ready(process, log)
    assert "没导入.txt" in log.read_text("utf-8")
    assert [path for path in (home / "uploads").rglob("*") if path.is_file()] == []
    open_to_others = [
        path.name
        for path in home.rglob("*")
        if path.is_file() and "models" not in path.parts and path.stat().st_mode & 0o077
    ]
    assert open_to_others == []


def test_no_program_looks_elsewhere(serve, first_start, tmp_path):
    """strace sees every program and every library, also what Python does not tell."""
    if not shutil.which("strace"):
        pytest.skip("没有找到 strace，联网检查没有运行；请安装 strace 后重试")
    home, trace = tmp_path / "home", tmp_path / "trace"
    shutil.copytree(first_start, home, ignore=shutil.ignore_patterns("models", "*.lock"))
    (home / "models").symlink_to(first_start / "models")
    log = tmp_path / "log"
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ZHAOSHANG_")}
    with log.open("wb") as output:
        watched = subprocess.Popen(
            [*STRACE, str(trace), *COMMAND, "serve", "--port", str(port)],
            env=environment | {"ZHAOSHANG_HOME": str(home), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        end = time.monotonic() + 300
        while "请在浏览器打开" not in log.read_text("utf-8") and time.monotonic() < end:
            time.sleep(0.5)
        place = SimpleNamespace(url=f"http://127.0.0.1:{port}")
        status, _ = request(place, "/config")
        if status != 200:
            pytest.skip(f"strace 不能用：{log.read_text('utf-8')[-500:]}")
        file = {"path": "http://elsewhere.invalid/a.docx", "meta": {"_type": "gradio.FileData"}}
        asked = {"fn_index": 0, "session_hash": "a", "data": [file]}
        json_kind = {"content-type": "application/json"}
        body = json.dumps(asked).encode()
        assert request(place, "/gradio_api/queue/join", body, **json_kind)[0] == 400
        assert request(place, "/gradio_api/file=http://elsewhere.invalid/a")[0] == 404
        run = [*COMMAND, "say", "基金招商有什么做法", "起草一份清河县投资促进局2025年工作总结"]
        said = subprocess.run(
            [*STRACE, f"{trace}2", *run],
            env=environment | {"ZHAOSHANG_HOME": str(home)},
            capture_output=True,
            timeout=300,
        )
        assert said.returncode == 0, said.stderr.decode()
    finally:
        os.killpg(watched.pid, signal.SIGTERM)
        watched.wait(timeout=60)
    seen = trace.read_text(errors="replace") + Path(f"{trace}2").read_text(errors="replace")
    elsewhere = [
        line
        for line in seen.splitlines()
        if re.search(r"sa_family=AF_INET6?\b", line) and not re.search(r'"127\.|"::1"', line)
    ]
    assert elsewhere == []
