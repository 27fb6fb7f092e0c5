"""The pages of a kept draft, asked for as the browser does."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Draft, Paragraph, Section, Sentence
from knowledge_base.readers import libreoffice
from ui.drafting import preview
from ui.page import downloads

ID = "0123456789ab"


@pytest.fixture
def assistant(library, tmp_path):
    """An assistant that keeps one draft."""
    found = Assistant(Settings(home=tmp_path / "home"), library, library._embeddings)
    section = Section("情况", 1, (Paragraph((Sentence("签约42个。"),)),))
    found.keep(Draft("summary", "总结", "局", "", "", "", (section,), id=ID))
    return found


@pytest.fixture
def client(assistant):
    return TestClient(Starlette(routes=downloads.routes(assistant)))


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


def test_the_button_stands_beside_the_download_of_a_kept_draft():
    markup = preview.download(ID)
    assert f'data-pages="drafts/{ID}/pages"' in markup
    assert 'aria-expanded="false"' in markup
    assert preview.download("") == ""
