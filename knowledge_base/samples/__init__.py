"""Documents written for this project, so that a first start has something to find."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def samples_folder() -> Path:
    """The folder of the sample documents."""
    return Path(str(files("knowledge_base.samples")))
