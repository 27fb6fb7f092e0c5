"""How the page's events run, and what script makes the page's own markup fire them."""

from __future__ import annotations

from typing import Any

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""For every event: without gradio's own spinner, and not offered as an API."""
OPENING = "zhaoshang.opening(element, (data) => trigger('open', data));"
"""For markup whose buttons name a document: it fires `open` with the document and a passage."""
