"""Where the real files lie that tests may use beside the project, if they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def folder(name: str) -> Path:
    """A folder of real files; the test is skipped where they are absent."""
    found = SHARED / name
    if not found.is_dir():
        pytest.skip(f"没有 ../shared/{name}，用真实文件的测试没有运行")
    return found
