"""Switches of libraries: telemetry and model hubs are off, so that nothing leaves the machine."""

from __future__ import annotations

import os
from pathlib import Path

_SWITCHES = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",  # no warning when a server forks
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime
    "DO_NOT_TRACK": "1",
    # torch keeps a plan for every length of text, which in a long import takes gigabytes.
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "32",
}


def go_offline() -> None:
    """Sets the switches, before any of those libraries is imported."""
    os.environ.update(_SWITCHES)


def environment(**changes: str) -> dict[str, str]:
    """The environment for a program that is started here, with some changes."""
    return {**os.environ, **changes}


def stay_local(temporary: Path) -> None:
    """For the web page: what is uploaded stays in our own folder instead of the system's, and no
    proxy is asked for what the server asks of itself."""
    os.environ["GRADIO_TEMP_DIR"] = str(temporary)
    for name in ("NO_PROXY", "no_proxy"):
        known = [part for part in os.environ.get(name, "").split(",") if part]
        os.environ[name] = ",".join(dict.fromkeys([*known, "127.0.0.1", "localhost", "::1"]))
