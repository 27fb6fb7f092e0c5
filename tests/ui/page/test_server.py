"""The address, the headers, the rewritten page, the downloads and the names of uploads."""

from __future__ import annotations

import asyncio
import re
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.types import Draft, Paragraph, Section, Sentence
from ui.measures.filters import filter_of
from ui.page import app, downloads, server
from ui.uploads import original_names, safe_name, uploads


def run(coroutine):
    """Its result; in a thread of its own, where no browser driver keeps a loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


INDEX = """<html lang="en"><head><meta property="og:image" content="https://elsewhere/x" />
<meta
\tname="twitter:image"
\tcontent="https://elsewhere/y"
/><script src="./a.js"></script></head><body></body></html>"""


@pytest.fixture
def assistant(library, tmp_path):
    return Assistant(Settings(home=tmp_path / "home"), library, library._embeddings)


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


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=http://example.com/a",
        "/gradio_api/file=https://example.com/a",
        "/gradio_api/file=FTP://example.com/a",
        "/gradio_api/proxy=https://a.hf.space/b",
        "/gradio_api/vibe-edit/",
    ],
)
def test_nothing_is_fetched_for_whoever_asks(path):
    assert get(path)[0] == 404


def test_a_kept_file_is_still_given():
    assert get("/gradio_api/file=/home/a/uploads/b.docx")[0] == 200


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


def test_a_draft_is_downloaded_under_its_title(assistant):
    section = Section("情况", 1, (Paragraph((Sentence("签约42个。"),)),))
    draft = Draft("summary", "总结", "局", "", "", "", (section,), id="0123456789ab")
    assistant.keep(draft)
    download = downloads.draft_route(assistant).endpoint

    def ask(draft_id, query=b""):
        scope = {"type": "http", "path_params": {"draft_id": draft_id}, "query_string": query}
        return download(Request(scope))

    assert ask("0123456789ab").path.name == "总结.docx"
    assert ask("0123456789ab", b"clean=1").path.name == "总结（清稿）.docx"
    assert ask("0123456789ab", b"sources=1").path.name == "总结（附来源）.docx"
    assert ask("../../secret").status_code == 404


def test_a_clean_copy_with_blanks_is_refused_with_their_places(assistant):
    section = Section("情况", 1, (Paragraph((Sentence("签约××个。"),)),))
    assistant.keep(Draft("summary", "总结", "局", "", "", "", (section,), id="0123456789ab"))
    scope = {
        "type": "http",
        "path_params": {"draft_id": "0123456789ab"},
        "query_string": b"clean=1",
    }
    refused = downloads.draft_route(assistant).endpoint(Request(scope))
    assert refused.status_code == 409
    assert "签约××个" in refused.body.decode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("工作总结（2024年）.docx", "工作总结（2024年）.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\讲话.txt", "讲话.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        (".docx", "文件.docx"),
        ("无后缀", "无后缀"),
        ("..", "文件"),
        ("总结.docx. ", "总结.docx"),
    ],
)
def test_a_name_from_elsewhere_is_a_name_and_no_path(name, kept):
    assert safe_name(name) == kept


def test_a_very_long_name_keeps_its_suffix():
    name = safe_name("很长" * 100 + ".docx")
    assert name.endswith("很长.docx") or name.endswith("长.docx")
    assert len(name.encode()) <= 255


def test_uploads_of_the_same_name_stand_apart_under_their_names(tmp_path):
    sent = []
    for number in range(2):
        path = tmp_path / str(number) / "shortened"
        path.parent.mkdir()
        path.write_text(str(number))
        sent.append({"path": str(path), "orig_name": "总结！.txt"})
    with original_names(uploads(sent)) as paths:
        assert [path.name for path in paths] == ["总结！.txt"] * 2
        assert [path.read_text() for path in paths] == ["0", "1"]
    assert not any(path.exists() for path in paths)


def test_years_regions_and_kinds_become_a_filter():
    where = filter_of("2022年", " 2024 ", "桐溪县", "policy")
    assert (where.year_from, where.year_to, where.region) == (2022, 2024, "桐溪县")
    assert [kind.value for kind in where.kinds] == ["policy"]


@pytest.mark.parametrize(("start", "end"), [("2024", "2022"), ("24", ""), ("", "明年")])
def test_senseless_years_are_refused_in_words(start, end):
    with pytest.raises(AssistantError, match="年份应是四位数字"):
        filter_of(start, end, "", "")


def test_the_page_is_built_with_its_tabs_in_chinese_and_offers_no_api(assistant):
    async def build():  # gradio opens a loop, and leaves it open, where none is running
        return app.build(assistant).get_config_file()

    config = run(build())
    parts = {kind: [] for kind in ("tabitem", "button")}
    for part in config["components"]:
        parts.get(part["type"], []).append(part["props"])
    assert [tab["label"] for tab in parts["tabitem"]] == ["对话", "起草", "相似举措", "资料库"]
    assert all(re.search("[\u4e00-\u9fff]", button["value"]) for button in parts["button"])
    assert {event["api_visibility"] for event in config["dependencies"]} == {"private"}
