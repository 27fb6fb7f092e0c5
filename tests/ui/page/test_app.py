"""The page is built from its tabs."""

from __future__ import annotations

import re

import pytest
from page_values import run

from assistant.assistant import Assistant
from assistant.settings import Settings
from ui.page import app


@pytest.fixture
def assistant(library, tmp_path):
    return Assistant(Settings(home=tmp_path / "home"), library, library._embeddings)


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
