"""The page as it is served, behind its doors."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from page_values import DRAFT, OURS, run
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.drafts import Draft, Paragraph, Section, Sentence
from assistant.settings import Settings
from ui.hosts import Hosts
from ui.page import app, server
from ui.visitors import Visitors


@pytest.fixture(scope="module")
def served(shared_library, tmp_path_factory):
    """The application as it is served, over a library and a draft of nobody."""
    library, home = shared_library, tmp_path_factory.mktemp("doors") / "home"
    assistant = Assistant(Settings(home=home), library, library._embeddings)
    section = Section("情况", 1, (Paragraph((Sentence("签约42个。"),)),))
    assistant.keep(Draft("summary", "总结", "局", "", "", "", (section,), id=DRAFT))
    visitors = Visitors(assistant, Hosts("127.0.0.1"))

    async def build(closing):  # gradio opens a loop, and leaves it open, where none is running
        return closing.enter_context(server.application(app.build(visitors), visitors, 7860))

    with ExitStack() as closing, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(assistant.settings.uploads_folder))
        yield run(build(closing))


@pytest.fixture(scope="module")
def client(served):
    with TestClient(served, base_url=OURS) as found:
        yield found
