"""The page is built from its tabs."""

from __future__ import annotations

import logging
import re

import pytest
from page_values import run

from assistant import logs
from assistant.assistant import Assistant
from assistant.errors import explain
from assistant.settings import Settings
from ui.hosts import Hosts
from ui.page import app
from ui.visitors import Visitors


@pytest.fixture
def assistant(library, tmp_path):
    return Assistant(Settings(home=tmp_path / "home"), library, library._embeddings)


def test_the_header_says_that_vectors_are_missing_and_what_to_do(assistant):
    assert "notice" not in app._header(assistant, looked=True)
    library = assistant.library
    library._vectors.discard("passages", list(library._catalog.indexed("passages"))[:2])
    header = app._header(assistant, looked=True)
    assert "检索向量缺 2 条" in header
    assert "zhaoshang doctor --repair" in header
    assert "3 个文件" in header


@pytest.fixture
def log_to():
    """Directs the log as the server does, until the test ends."""
    log = logging.getLogger("zhaoshang")
    before, propagate = list(log.handlers), log.propagate
    yield logs.log_to
    for handler in set(log.handlers) - set(before):
        handler.close()
    log.handlers[:], log.propagate = before, propagate


def test_a_log_that_cannot_be_written_is_silent(tmp_path, capsys, log_to):
    log_to(Settings(tmp_path / "none"))
    explain(ValueError("nobody foresaw this"))
    assert capsys.readouterr().err == ""


def test_the_log_holds_no_password_of_the_models_address(tmp_path, log_to):
    settings = Settings(tmp_path, model_url="http://user:s%40cret@host/v1", model_key="key-1")
    log_to(settings)
    try:
        raise ValueError(f"cannot reach {settings.model_url} (s@cret) with key-1")
    except ValueError as error:
        explain(error)
    written = (tmp_path / "zhaoshang.log").read_text("utf-8")
    assert "cannot reach http://***@host/v1" in written
    assert not [secret for secret in ("s%40cret", "s@cret", "key-1") if secret in written]


def test_the_page_is_built_with_its_tabs_in_chinese_and_offers_no_api(assistant):
    async def build():  # gradio opens a loop, and leaves it open, where none is running
        return app.build(Visitors(assistant, Hosts("127.0.0.1"))).get_config_file()

    config = run(build())
    parts = {kind: [] for kind in ("tabitem", "button")}
    for part in config["components"]:
        parts.get(part["type"], []).append(part["props"])
    assert [tab["label"] for tab in parts["tabitem"]] == ["对话", "起草", "相似举措", "资料库"]
    assert all(re.search("[\u4e00-\u9fff]", button["value"]) for button in parts["button"])
    assert {event["api_visibility"] for event in config["dependencies"]} == {"private"}
