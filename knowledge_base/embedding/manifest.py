"""What an unpacked model consisted of, so that a truncated or altered copy never counts as whole.

The manifest is written last, into a folder of files that are safely on disk; a folder without it
is half unpacked. A start compares sizes and times of change alone: hashing the 274 MB takes 0.3 s
(with the processor's SHA instructions; more without) and would read the word table, of which a
question needs a few rows, from a cold disk. A file whose time of change is another one is hashed
(its folder was copied, or somebody wrote to it), and its new time noted when its bytes are the old
ones, so that this happens once. What rots without its time changing is found by `thorough`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file as it was unpacked. size: in bytes; changed: its time of change in nanoseconds."""

    size: int
    changed: int
    sha256: str


def seal(folder: Path, name: str) -> None:
    """Writes the manifest `name` of all files in a folder, once they are safely on disk. OSError
    when that fails."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    entries = {path.relative_to(folder).as_posix(): _entry(path) for path in paths}
    _write(folder / name, entries)


def damaged(folder: Path, name: str, *, thorough: bool = False) -> list[str]:
    """The files in a folder that are missing or not as they were sealed; [`name`] without a seal.

    thorough: hashes every file, instead of those whose time of change is another one.
    """
    entries = _read(folder / name)
    if not entries:
        return [name]
    now = {key: _compared(folder / key, entry, thorough) for key, entry in entries.items()}
    found = [key for key, entry in now.items() if entry is None]
    same = {key: entry for key, entry in now.items() if entry is not None}
    if not found and same != entries:
        with suppress(OSError):  # without it the next start hashes again
            _write(folder / name, same)
    return found


def _entry(path: Path) -> _Entry:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    about = path.stat()
    return _Entry(about.st_size, about.st_mtime_ns, digest)


def _compared(path: Path, entry: _Entry, thorough: bool) -> _Entry | None:
    """The entry with the file's time of change; None when the file is another one."""
    try:
        about = path.stat()
        if about.st_size != entry.size:
            return None
        if thorough or about.st_mtime_ns != entry.changed:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != entry.sha256:
                    return None
    except OSError:
        return None
    return replace(entry, changed=about.st_mtime_ns)


def _read(path: Path) -> dict[str, _Entry]:
    """The entries of a manifest; {} where there is none, or one that nobody can read."""
    try:
        return dict(_entries(json.loads(path.read_bytes())))
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _entries(table: dict[str, dict[str, object]]) -> Iterator[tuple[str, _Entry]]:
    for name, row in table.items():
        match row:
            case {"size": int(size), "changed": int(changed), "sha256": str(sha256)}:
                yield name, _Entry(size, changed, sha256)
            case _:
                raise ValueError(f"no entry: {name}")


def _write(path: Path, entries: dict[str, _Entry]) -> None:
    """Whole or not at all."""
    scratch = path.with_name(f"{path.name}.part")
    table = {name: asdict(entry) for name, entry in entries.items()}
    scratch.write_text(json.dumps(table, indent=1), encoding="utf-8")
    os.replace(scratch, path)
