"""Drafts on disk, so that a closed window loses nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.drafts import Draft
from assistant.errors import AssistantError
from assistant.types import LastYear

if TYPE_CHECKING:
    from pydantic import TypeAdapter


_Side = Literal["undo", "redo"]


@cache
def _form() -> TypeAdapter[Draft]:
    from pydantic import TypeAdapter

    return TypeAdapter(Draft)


def to_json(draft: Draft) -> bytes:
    """A draft with all that belongs to it, as UTF-8 JSON."""
    return _form().dump_json(draft)


def from_json(text: bytes) -> Draft:
    """The draft that `to_json` wrote, also in an earlier version; ValueError when it is none."""
    table = json.loads(text)
    brief = table.get("brief") if isinstance(table, dict) else None
    if isinstance(brief, dict) and isinstance(last := brief.get("last"), str):
        brief["last"] = LastYear.from_text(last) if last else None  # was its text
    return _form().validate_python(table)


class Workspace:
    """Drafts in a folder: ID.json as it is now, and its other versions in ID/undo and ID/redo.

    Each file is replaced whole, and the present version is put aside before another takes its
    place; what a crash between the two left aside and present at once is no other version.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, draft: Draft) -> Path:
        """Stores a draft under its id and returns the file; AssistantError when it cannot."""
        path = self._folder / f"{draft.id}.json"
        with self._writing():
            _write(path, to_json(draft))
        return path

    def revise(self, draft: Draft) -> None:
        """Stores a new version of a stored draft; the one before can be brought back."""
        with self._writing():
            self._put_aside(draft.id, "undo")
            self.save(draft)
            for path in self._versions(draft.id, "redo"):
                path.unlink()

    def undo(self, draft_id: str) -> Draft:
        """The version before, which is now the draft; AssistantError when there is none."""
        return self._step(draft_id, "undo", "redo", "已经是最早的一版，没有更早的了")

    def redo(self, draft_id: str) -> Draft:
        """The version that was undone last; AssistantError when there is none."""
        return self._step(draft_id, "redo", "undo", "已经是最新的一版")

    def before(self, draft_id: str) -> Draft | None:
        """The version before the present one; None for a first version."""
        versions = self._versions(draft_id, "undo")
        return self._read(versions[-1], draft_id) if versions else None

    def version(self, draft_id: str) -> int:
        """The number of the present version, from 1."""
        return len(self._versions(draft_id, "undo")) + 1

    def load(self, draft_id: str) -> Draft:
        """A stored draft; AssistantError when there is none of that id or its file is damaged."""
        if not re.fullmatch("[0-9a-f]{6,32}", draft_id):
            raise AssistantError(f"没有编号为 {draft_id} 的文稿")
        return self._read(self._folder / f"{draft_id}.json", draft_id)

    def _read(self, path: Path, draft_id: str) -> Draft:
        try:
            return from_json(path.read_bytes())
        except FileNotFoundError:
            raise AssistantError(f"没有编号为 {draft_id} 的文稿，可能已被删除") from None
        except (OSError, ValueError) as error:
            raise AssistantError(f"文稿 {draft_id} 的文件已损坏，请重新起草") from error

    def ids(self) -> list[str]:
        """Ids of the stored drafts, the latest first."""
        files = sorted(self._folder.glob("*.json"), key=lambda path: -path.stat().st_mtime)
        return [path.stem for path in files]

    def saved_at(self, draft_id: str) -> datetime:
        """When a stored draft was saved last, in local time."""
        return datetime.fromtimestamp((self._folder / f"{draft_id}.json").stat().st_mtime)

    def _versions(self, draft_id: str, side: _Side) -> list[Path]:
        found = sorted((self._folder / draft_id / side).glob("*.json"))
        present = self._folder / f"{draft_id}.json"
        if found and present.exists() and found[-1].read_bytes() == present.read_bytes():
            found.pop()
        return found

    def _put_aside(self, draft_id: str, side: _Side) -> None:
        """Copies the present version onto one of the two piles."""
        number = len(self._versions(draft_id, side)) + 1
        present = (self._folder / f"{draft_id}.json").read_bytes()
        _write(self._folder / draft_id / side / f"{number:04}.json", present)

    def _step(self, draft_id: str, side: _Side, other: _Side, none: str) -> Draft:
        versions = self._versions(draft_id, side)
        if not versions:
            raise AssistantError(none)
        draft = self._read(versions[-1], draft_id)
        with self._writing():
            self._put_aside(draft_id, other)
            os.replace(versions[-1], self._folder / f"{draft_id}.json")
        return draft

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise AssistantError(
                f"文稿不能保存到 {self._folder}（{error.strerror}），请检查磁盘空间和权限"
            ) from error


def _write(path: Path, text: bytes) -> None:
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".part")
    scratch.write_bytes(text)
    os.replace(scratch, path)
