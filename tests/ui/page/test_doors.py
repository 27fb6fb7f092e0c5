"""What is let in: every address of the page that is really served, asked for by everybody."""

from __future__ import annotations

import re

import pytest
from page_values import DRAFT, OURS, run
from starlette.routing import Mount
from starlette.testclient import TestClient

from ui import labels
from ui.hosts import Hosts
from ui.page.doors import Doors
from ui.page.limits import LIMITS

FOREIGN = [
    {"host": "evil.example"},
    {"host": "127.0.0.1.evil.example"},
    {"host": "127.0.0.1:7860@evil.example"},
    {"host": ""},
    {"origin": "http://evil.example"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "http://["},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
]


def addresses(routes, above=""):
    """(method, address) of every route below these, its parameters filled in."""
    for route in routes:
        path = above + re.sub(r"\{(\w+)(?::\w+)?\}", "1", getattr(route, "path", ""))
        below = route if isinstance(route, Mount) else getattr(route, "original_router", None)
        if below:
            yield from addresses(below.routes, path)
        for method in getattr(route, "methods", None) or ():
            yield method, path.replace(f"{above}/drafts/1", f"{above}/drafts/{DRAFT}")


@pytest.mark.slow
def test_no_address_of_the_page_answers_another_site(served, client):
    asked = set(addresses(served._app.routes))
    assert {("GET", "/config"), ("POST", "/gradio_api/queue/join")} <= asked
    assert ("GET", f"/drafts/{DRAFT}") in asked
    for method, path in sorted(asked):
        for forged in FOREIGN:
            got = client.request(
                method, path, headers=forged, json={} if method == "POST" else None
            )
            assert got.status_code in (403, 421), (method, path, forged)
            assert "access-control-allow-origin" not in got.headers, (method, path, forged)
            assert "access-control-allow-credentials" not in got.headers, (method, path, forged)


def test_no_address_of_the_page_lets_another_site_ask_whether_it_may(served, client):
    for _, path in sorted(set(addresses(served._app.routes))):
        got = client.options(
            path,
            headers={
                "origin": "http://evil.example",
                "access-control-request-method": "POST",
                "access-control-request-headers": "content-type",
            },
        )
        assert got.status_code == 403, path
        assert not [name for name in got.headers if name.startswith("access-control")], path


def test_a_person_who_is_refused_is_told_in_a_page(client):
    got = client.get("/", headers={"host": "evil<b>.example", "accept": "text/html"})
    assert got.status_code == 421
    assert "ZHAOSHANG_ALLOWED_HOSTS" in got.text
    assert "<b>" not in got.text
    assert got.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": OURS},
        {"host": "localhost:7860", "origin": "http://localhost:7860"},
        {"host": "[::1]:7860", "origin": "http://[::1]:7860"},
        {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"},
    ],
)
def test_the_page_itself_is_answered(client, headers):
    assert client.get("/config", headers=headers).status_code == 200


def test_a_link_from_elsewhere_opens_the_page_and_nothing_else(client):
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/", headers=followed).status_code == 200
    assert client.get(f"/drafts/{DRAFT}", headers=followed).status_code == 403


def test_what_the_page_does_not_need_leads_nowhere(client):
    for path in (
        "/gradio_api/file=http://example.com/a",
        "/gradio_api/file=FTP://example.com/a",
        "/gradio_api/file=//example.com/a",
        "/gradio_api/proxy=https://a.hf.space/b",
        "/gradio_api/vibe-code/",
        "/monitoring",
    ):
        assert client.get(path).status_code == 404, path
    for path in ("/gradio_api/run/x", "/gradio_api/call/x", "/gradio_api/component_server"):
        assert client.post(path, json={}).status_code == 404, path


@pytest.mark.parametrize("size", [60_000_000, 10_000_000, 1_000_000])
def test_a_body_that_is_too_big_is_refused_with_and_without_its_length(client, size):
    def in_pieces():
        for _ in range(0, size, 100_000):
            yield b"a" * 100_000

    for content in (b'{"data": ["' + b"a" * size, in_pieces()):
        got = client.post("/gradio_api/queue/join", content=content)
        assert got.status_code == 413
        assert got.json() == {"error": labels.BODY_TOO_BIG, "detail": labels.BODY_TOO_BIG}


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", "{}", 415),
        ("application/x-www-form-urlencoded", "a=b", 415),
        ("application/json", "{", 400),
        ("application/json", "[" * 100_000, 400),
        ("application/json", b"\xff", 400),
    ],
)
def test_what_is_no_json_is_refused(client, kind, body, status):
    got = client.post("/gradio_api/queue/join", content=body, headers={"content-type": kind})
    assert (got.status_code, got.json()["error"]) == (status, labels.BAD_REQUEST)


@pytest.mark.parametrize(
    "path",
    [
        "http://127.0.0.1/a",
        " HTTPS://a.example/b",
        "//a/b",
        "ftp://a",
        "/etc/passwd",
        "../a",
        "a\0b",
    ],
)
def test_a_file_that_was_not_uploaded_is_refused(client, path):
    file = {"path": path, "meta": {"_type": "gradio.FileData"}}
    for data in ([file], [[file]], [{"files": [file]}], {"a": {"b": file}}):
        got = client.post("/gradio_api/queue/join", json={"data": data, "fn_index": 0})
        assert (got.status_code, got.json()["error"]) == (400, labels.FILE_ELSEWHERE)


def test_gradio_too_looks_where_a_file_lies(served):
    page = next(r.app for r in served._app.routes if isinstance(r, Mount)).get_blocks()
    assert page.has_launched  # what its own check asks first


def test_the_state_of_only_so_many_pages_is_kept(served):
    page = next(r.app for r in served._app.routes if isinstance(r, Mount))
    assert page.state_holder.capacity == LIMITS.sessions


def test_what_breaks_inside_is_told_in_chinese(client):
    got = client.get("/static/" + "a" * 5000)
    assert (got.status_code, "程序出错了" in got.text) == (500, True)


def test_two_origins_are_one_too_many(client):
    pairs = [("origin", OURS), ("origin", "http://evil.example")]
    assert client.get("/config", headers=pairs).status_code == 403


def test_a_browser_gets_its_key_once_where_no_script_sees_it(served):
    with TestClient(served, base_url=OURS) as browser:
        first = browser.get("/")
        assert re.search("zhaoshang-browser=[0-9a-f]{32};.*HttpOnly", first.headers["set-cookie"])
        assert "set-cookie" not in browser.get("/").headers
        assert "set-cookie" not in browser.get("/config").headers


def test_hosts_of_the_settings_are_let_in_and_end_being_alone():
    alone, known = Hosts("127.0.0.1"), Hosts("127.0.0.1", ("zs.example.cn",))
    assert (alone.alone, known.alone, Hosts("0.0.0.0").alone) == (True, False, False)
    asked = {"host": "zs.example.cn", "origin": "https://zs.example.cn"}
    assert (let_in(alone, asked), let_in(known, asked)) == (421, 200)
    behind = {"host": "127.0.0.1:7860", "origin": "https://zs.example.cn"}
    assert (let_in(alone, behind), let_in(known, behind)) == (403, 200)


def test_everywhere_means_the_address_that_was_reached():
    assert let_in(Hosts("0.0.0.0"), {"host": "10.1.2.3:7860"}, reached="10.1.2.3") == 200
    assert let_in(Hosts("0.0.0.0"), {"host": "10.9.9.9:7860"}, reached="10.1.2.3") == 421
    assert let_in(Hosts("0.0.0.0"), {"host": "evil.example"}, reached="10.1.2.3") == 421


def let_in(hosts, headers, reached="127.0.0.1", tmp="/nonexistent"):
    """The status that a GET of the page gets."""
    sent = []

    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/", "headers": pairs, "query_string": b""}
    run(Doors(page, hosts, tmp)(scope | {"server": (reached, 7860)}, receive, send))
    return sent[0]["status"]
