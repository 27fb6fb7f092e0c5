"""Who asks: each browser has drafts and conversations of its own."""

from __future__ import annotations

import gradio as gr
from starlette.requests import HTTPConnection

from assistant.assistant import Assistant
from ui.hosts import Hosts, browser_of


class Visitors:
    """The assistant as each visitor has it, over one library that all share."""

    def __init__(self, assistant: Assistant, hosts: Hosts) -> None:
        self.assistant, self.hosts = assistant, hosts

    def assistant_of(self, request: gr.Request | HTTPConnection) -> Assistant:
        """The assistant over the drafts that whoever sends a request may see."""
        return self.assistant.of(browser_of(request), alone=self.hosts.alone)
