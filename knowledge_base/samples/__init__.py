"""Documents written for this project, so that a first start has something to find."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_NOT_SAMPLES = {".py", ".pyc", ""}


def sample_files() -> list[Path]:
    """The sample documents, by name."""
    folder = Path(str(files("knowledge_base.samples")))
    return sorted(path for path in folder.iterdir() if path.suffix not in _NOT_SAMPLES)
