"""Drafts on disk, so that a closed window loses nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.drafts import Draft
from assistant.errors import AssistantError
from assistant.types import LastYear

if TYPE_CHECKING:
    from pydantic import TypeAdapter


_Side = Literal["undo", "redo"]
_OWNERS = "owners"


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

    Nobody's drafts, which the command makes, lie in the folder itself, an owner's in a folder
    below it. The workspace of the whole folder sees them all, `of` gives that of one owner.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder  # where new drafts go
        self._root = folder
        self._listed: tuple[Path, ...] | None = None  # None for all
        self._opened: tuple[Path, ...] | None = None

    def of(self, owner: str, *, alone: bool) -> Workspace:
        """The workspace of an owner, who sees his own drafts; an empty key owns and sees none.

        alone: nobody but the person at this machine can ask. Then nobody's drafts are listed too,
        and any draft can be opened by its id.
        """
        folder = self._root / _OWNERS / sha256(owner.encode()).hexdigest()[:32]
        found = Workspace(folder if owner else self._root)
        found._root = self._root
        own = (folder,) if owner else ()
        found._listed = (*own, self._root) if alone else own
        found._opened = None if alone else own
        return found

    def _folders(self, seen: tuple[Path, ...] | None) -> tuple[Path, ...]:
        if seen is not None:
            return seen
        return (self._folder, self._root, *sorted((self._root / _OWNERS).glob("*")))

    def _home(self, draft_id: str) -> Path | None:
        """The folder in which a stored draft lies; None when there is none to be opened."""
        seen = self._folders(self._opened)
        return next((folder for folder in seen if (folder / f"{draft_id}.json").exists()), None)

    def folder(self, draft_id: str) -> Path:
        """Where all that belongs to a draft lies, or will."""
        return (self._home(draft_id) or self._folder) / draft_id

    def _file(self, draft_id: str) -> Path:
        return self.folder(draft_id).with_name(f"{draft_id}.json")

    def save(self, draft: Draft) -> Path:
        """Stores a draft under its id and returns the file; AssistantError when it cannot."""
        path = self._file(draft.id)
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
        if self._home(draft_id) is None:
            raise AssistantError(f"没有编号为 {draft_id} 的文稿，可能已被删除")
        return self._read(self._file(draft_id), draft_id)

    def _read(self, path: Path, draft_id: str) -> Draft:
        try:
            return from_json(path.read_bytes())
        except FileNotFoundError:
            raise AssistantError(f"没有编号为 {draft_id} 的文稿，可能已被删除") from None
        except (OSError, ValueError, RecursionError) as error:
            raise AssistantError(f"文稿 {draft_id} 的文件已损坏，请重新起草") from error

    def ids(self) -> list[str]:
        """Ids of the stored drafts, the latest first."""
        found: dict[str, float] = {}
        for folder in self._folders(self._listed):
            for path in folder.glob("*.json"):
                with suppress(OSError):  # it may be gone by now
                    found.setdefault(path.stem, path.stat().st_mtime)
        return sorted(found, key=lambda draft_id: -found[draft_id])

    def saved_at(self, draft_id: str) -> datetime:
        """When a stored draft was saved last, in local time."""
        return datetime.fromtimestamp(self._file(draft_id).stat().st_mtime)

    def _versions(self, draft_id: str, side: _Side) -> list[Path]:
        found = sorted((self.folder(draft_id) / side).glob("*.json"))
        present = self._file(draft_id)
        if found and present.exists() and found[-1].read_bytes() == present.read_bytes():
            found.pop()
        return found

    def _put_aside(self, draft_id: str, side: _Side) -> None:
        """Copies the present version onto one of the two piles."""
        number = len(self._versions(draft_id, side)) + 1
        present = self._file(draft_id).read_bytes()
        _write(self.folder(draft_id) / side / f"{number:04}.json", present)

    def _step(self, draft_id: str, side: _Side, other: _Side, none: str) -> Draft:
        versions = self._versions(draft_id, side)
        if not versions:
            raise AssistantError(none)
        draft = self._read(versions[-1], draft_id)
        with self._writing():
            self._put_aside(draft_id, other)
            os.replace(versions[-1], self._file(draft_id))
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
