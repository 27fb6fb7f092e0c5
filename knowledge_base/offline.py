"""Switches of libraries: telemetry and model hubs are off, so that nothing leaves the machine."""

from __future__ import annotations

import os
import tempfile
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


def _made(folder: Path) -> Path:
    """A folder of ours; the system's where ours cannot be made: what is there can still be read."""
    try:
        (folder / "written").mkdir(parents=True, exist_ok=True)
        (folder / "written").rmdir()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="zhaoshang-"))
    return folder


def stay_local(uploads: Path, working: Path) -> None:
    """For the web page: what is uploaded and what is worked on, also by programs started here,
    stays in our own folders instead of the system's, and no proxy is asked for what the server
    asks of itself."""
    os.environ["GRADIO_TEMP_DIR"] = str(_made(uploads))
    tempfile.tempdir = os.environ["TMPDIR"] = str(_made(working))
    for name in ("NO_PROXY", "no_proxy"):
        known = [part for part in os.environ.get(name, "").split(",") if part]
        os.environ[name] = ",".join(dict.fromkeys([*known, "127.0.0.1", "localhost", "::1"]))
