"""Drafts on disk, so that a closed window loses nothing."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from assistant.types import (
    Citation,
    Draft,
    DraftKind,
    Fact,
    FactSheet,
    Finding,
    Paragraph,
    Section,
    Sentence,
    Source,
)


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
            scratch.write_text(json.dumps(dataclasses.asdict(draft), ensure_ascii=False), "utf-8")
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
            table = json.loads((self._folder / f"{draft_id}.json").read_text("utf-8"))
            return _draft(table)
        except FileNotFoundError:
            raise AssistantError(f"没有编号为 {draft_id} 的文稿，可能已被删除") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise AssistantError(f"文稿 {draft_id} 的文件已损坏，请重新起草") from error

    def ids(self) -> list[str]:
        """Ids of the stored drafts, the latest first."""
        files = sorted(self._folder.glob("*.json"), key=lambda path: -path.stat().st_mtime)
        return [path.stem for path in files]

    def saved_at(self, draft_id: str) -> datetime:
        """When a stored draft was saved last, in local time."""
        return datetime.fromtimestamp((self._folder / f"{draft_id}.json").stat().st_mtime)


def _draft(table: dict[str, Any]) -> Draft:
    sections = tuple(
        Section(
            row["heading"],
            row["level"],
            tuple(
                Paragraph(
                    tuple(
                        Sentence(s["text"], Source(s["source"]["type"], tuple(s["source"]["refs"])))
                        for s in paragraph["sentences"]
                    ),
                    paragraph["lead"],
                )
                for paragraph in row["paragraphs"]
            ),
            row["role"],
        )
        for row in table.pop("sections")
    )
    facts = FactSheet(tuple(Fact(**row) for row in table.pop("facts")["facts"]))
    sources = tuple(
        Citation(**{**row, "heading_path": tuple(row["heading_path"])})
        for row in table.pop("sources")
    )
    findings = tuple(Finding(**row) for row in table.pop("findings"))
    kind = DraftKind(table.pop("kind"))
    return Draft(
        kind=kind, sections=sections, facts=facts, sources=sources, findings=findings, **table
    )
