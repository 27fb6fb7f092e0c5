"""Drafts on disk, so that a closed window loses nothing."""

from __future__ import annotations

import os
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.types import Draft

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _form() -> TypeAdapter[Draft]:
    from pydantic import TypeAdapter

    return TypeAdapter(Draft)


def to_json(draft: Draft) -> bytes:
    """A draft with all that belongs to it, as UTF-8 JSON."""
    return _form().dump_json(draft)


def from_json(text: bytes) -> Draft:
    """The draft that `to_json` wrote; ValueError when it is none."""
    return _form().validate_json(text)


class Workspace:
    """Drafts in a folder, one JSON file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, draft: Draft) -> Path:
        """Stores a draft under its id and returns the file; AssistantError when it cannot."""
        path = self._folder / f"{draft.id}.json"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            scratch = path.with_suffix(".part")
            scratch.write_bytes(to_json(draft))
            os.replace(scratch, path)
        except OSError as error:
            raise AssistantError(
                f"文稿不能保存到 {self._folder}（{error.strerror}），请检查磁盘空间和权限"
            ) from error
        return path

    def load(self, draft_id: str) -> Draft:
        """A stored draft; AssistantError when there is none of that id or its file is damaged."""
        if not re.fullmatch("[0-9a-f]{6,32}", draft_id):
            raise AssistantError(f"没有编号为 {draft_id} 的文稿")
        try:
            return from_json((self._folder / f"{draft_id}.json").read_bytes())
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
