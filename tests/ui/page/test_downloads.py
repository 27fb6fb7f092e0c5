"""The Word file and the pages of a kept draft, asked for as the browser does."""

from __future__ import annotations

import dataclasses
import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.drafts import Draft, Paragraph, Section, Sentence
from assistant.settings import Settings
from knowledge_base.readers import libreoffice
from ui.hosts import Hosts
from ui.page import downloads
from ui.visitors import Visitors

ID = "0123456789ab"


@pytest.fixture
def assistant(library, tmp_path):
    """An assistant that keeps one draft."""
    found = Assistant(Settings(home=tmp_path / "home"), library, library._embeddings)
    section = Section("情况", 1, (Paragraph((Sentence("签约42个。"),)),))
    found.keep(Draft("summary", "总结", "局", "", "", "", (section,), id=ID))
    return found


@pytest.fixture
def visitors(assistant):
    return Visitors(assistant, Hosts("127.0.0.1"))


@pytest.fixture
def client(visitors):
    return TestClient(Starlette(routes=downloads.routes(visitors)))


def test_a_draft_is_downloaded_under_its_title(assistant, visitors):
    section = Section("情况", 1, (Paragraph((Sentence("签约42个。"),)),))
    draft = Draft("summary", "总结", "局", "", "", "", (section,), id="0123456789ab")
    assistant.keep(draft)
    download = downloads.draft_route(visitors).endpoint

    def ask(draft_id, query=b""):
        named = {"draft_id": draft_id}
        scope = {"type": "http", "path_params": named, "query_string": query, "headers": []}
        return download(Request(scope))

    assert ask("0123456789ab").path.name == "总结.docx"
    assert ask("0123456789ab", b"clean=1").path.name == "总结（清稿）.docx"
    assert ask("0123456789ab", b"sources=1").path.name == "总结（附来源）.docx"
    assert ask("../../secret").status_code == 404


def test_a_clean_copy_with_blanks_is_refused_with_their_places(assistant, visitors):
    section = Section("情况", 1, (Paragraph((Sentence("签约××个。"),)),))
    assistant.keep(Draft("summary", "总结", "局", "", "", "", (section,), id="0123456789ab"))
    scope = {
        "type": "http",
        "path_params": {"draft_id": "0123456789ab"},
        "query_string": b"clean=1",
        "headers": [],
    }
    refused = downloads.draft_route(visitors).endpoint(Request(scope))
    assert refused.status_code == 409
    assert "签约××个" in refused.body.decode()


@pytest.mark.slow
@pytest.mark.skipif(not libreoffice.program(), reason="needs LibreOffice")
def test_the_pages_are_pictures_made_once_for_each_version(client, assistant, monkeypatch):
    made = []
    convert = libreoffice.convert
    monkeypatch.setattr(
        libreoffice, "convert", lambda *given: made.append(given) or convert(*given)
    )
    markup = client.get(f"/drafts/{ID}/pages").text
    (address,) = re.findall('src="([^"]+)"', markup)
    assert 'alt="第1页，共1页"' in markup
    picture = client.get(address)
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(f"/drafts/{ID}/pages/2").status_code == 404
    assert len(made) == 1
    section = Section("情况", 1, (Paragraph((Sentence("签约43个。"),)),))
    assistant.keep(Draft("summary", "总结", "局", "", "", "", (section,), id=ID))
    assert client.get(address).content != picture.content
    assert len(made) == 2


def test_without_libreoffice_an_approximate_page_is_shown_in_a_frame(client, monkeypatch):
    monkeypatch.setattr(libreoffice, "program", lambda: "")
    markup = client.get(f"/drafts/{ID}/pages").text
    (address,) = re.findall('<iframe src="([^"]+)"', markup)
    assert "签约42个。" in client.get(address).text


def test_what_goes_wrong_is_said_where_the_pages_would_be(client, monkeypatch):
    def slow(*given):
        raise libreoffice.ConversionFailed(slow=True)

    monkeypatch.setattr(libreoffice, "program", lambda: "soffice")
    monkeypatch.setattr(libreoffice, "convert", slow)
    assert "用时过长" in client.get(f"/drafts/{ID}/pages").text
    assert "没有编号为" in client.get("/drafts/abcdef/pages").text
    for address in ("/drafts/abcdef/pages/1", "/drafts/abcdef/sheet", f"/drafts/{ID}/pages/1"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", [f"/drafts/{ID}", f"/drafts/{ID}/sheet"])
def test_on_a_network_a_draft_is_given_to_its_own_browser_alone(assistant, path):
    owner, other = "a" * 32, "b" * 32
    draft = assistant.workspace.load(ID)
    elsewhere = Visitors(assistant, Hosts("0.0.0.0"))
    client = TestClient(Starlette(routes=downloads.routes(elsewhere)))
    found = {}
    for who, cookies in (("nobody", {}), ("other", {"zhaoshang-browser": other})):
        client.cookies = cookies
        found[who] = client.get(path).status_code
    assert found == {"nobody": 404, "other": 404}
    assistant.of(owner, alone=False).keep(dataclasses.replace(draft, id="a" * 12))
    client.cookies = {"zhaoshang-browser": owner}
    own = path.replace(ID, "a" * 12)
    assert client.get(own).status_code == 200
    client.cookies = {"zhaoshang-browser": other}
    assert client.get(own).status_code == 404
