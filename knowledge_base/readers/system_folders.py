"""Folders in which the system shows itself as files: no document lies there, and reading some of
them never ends or does something."""

from __future__ import annotations

from pathlib import Path

_FOLDERS = tuple(map(Path, ("/proc", "/sys", "/dev")))


def system_folder(path: Path) -> str:
    """The system folder that a path leads into, symbolic links followed; "" for any other path."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError):  # a link to itself
        return ""
    return next((str(folder) for folder in _FOLDERS if real.is_relative_to(folder)), "")
