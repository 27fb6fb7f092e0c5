"""Uploaded files under the names that people gave them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.word.names import visible
from ui import labels

MOVED = "uploaded-"
"""How the working folders begin in which uploads get their names back."""
_NAME_BYTES = 240  # most file systems allow 255


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that the browser sent. path: where it lies now; name: as it was called there."""

    path: Path
    name: str


def uploads(value: list[dict[str, Any]] | None) -> list[Upload]:
    """The uploads of a gr.File whose event has preprocess=False.

    Gradio has checked by then that they lie in its upload folder. With preprocessing it would
    hand over the paths alone, in which it shortens long names and drops some characters.
    """
    return [
        Upload(Path(file["path"]), file.get("orig_name") or Path(file["path"]).name)
        for file in value or ()
    ]


@contextmanager
def original_names(uploads: Sequence[Upload]) -> Iterator[list[Path]]:
    """The uploads as files that bear their names, each in a folder of its own, until the end."""
    with TemporaryDirectory(prefix=MOVED) as folder:
        paths = []
        for number, upload in enumerate(uploads):
            home = Path(folder, str(number))
            home.mkdir()
            path = home / safe_name(upload.name)
            shutil.move(upload.path, path)
            with suppress(OSError):
                upload.path.parent.rmdir()
            paths.append(path)
        yield paths


def safe_name(name: str) -> str:
    """The last part of a name from elsewhere, without what no file may be called."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = visible(name).strip().rstrip(" .")
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    while len(f"{stem}{dot}{suffix}".encode()) > _NAME_BYTES and stem:
        stem = stem[:-1]
    return f"{stem or labels.UNNAMED}{dot}{suffix}"
