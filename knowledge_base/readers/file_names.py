"""Names of files as they may be shown and stored."""

from __future__ import annotations

import os
from pathlib import Path


def shown(path: Path) -> str:
    """A file's name without characters that cannot be printed; bytes that are no UTF-8 become �."""
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else " " for letter in name).strip()
