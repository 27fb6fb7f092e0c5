"""Briefs from JSON files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.briefs.kinds import document_kinds, kind_for
from assistant.drafts import Draft
from assistant.errors import BriefError
from assistant.types import Brief, FactSheet

_TEXT_FIELDS = (
    "variant",
    "title",
    "organisation",
    "host",
    "recipient",
    "speaker",
    "period",
    "date",
    "requirements",
)
_NAMES = {
    "variant": "类型",
    "title": "标题",
    "organisation": "单位",
    "host": "挂职单位",
    "recipient": "主送",
    "speaker": "讲话人",
    "period": "时段",
    "date": "日期",
    "requirements": "要求",
    "facts": "事实",
    "length": "字数",
}


def brief_from_file(kind: str, path: Path) -> Brief:
    """The brief in a JSON file; BriefError names the file and what is wrong in it."""
    try:
        table = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BriefError(f"任务书 {path} 打不开：{error.strerror}") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BriefError(f"任务书 {path.name} 不是有效的 JSON（UTF-8）文件：{error}") from error
    if not isinstance(table, dict):
        raise BriefError(
            f'任务书 {path.name} 应是一个 JSON 对象，如 {{"title": "…", "facts": ["…"]}}'
        )
    return brief_from_table(kind, table)


def brief_from_table(kind: str, table: Mapping[str, Any]) -> Brief:
    """The brief in a table of the README's form; what is not given takes the kind's default."""
    kinds = document_kinds()
    if kind not in kinds:
        raise BriefError(f"没有“{kind}”这个文种，可用：{'、'.join(kinds)}")
    unknown = [name for name in table if name not in _NAMES and name != "kind"]
    if unknown:
        raise BriefError(f"任务书里不认识“{unknown[0]}”这一项，可用：{'、'.join(_NAMES)}")
    values: dict[str, Any] = {}
    for name in _TEXT_FIELDS:
        value = table.get(name) or ""
        if not isinstance(value, (str, int, float)):
            raise BriefError(f"任务书的“{name}”（{_NAMES[name]}）应是一段文字")
        values[name] = str(value).strip()
    names = [variant.name for variant in (kinds[kind], *kinds[kind].variants)]
    if values["variant"] and values["variant"] not in names:
        raise BriefError(f"没有“{values['variant']}”这个类型，可用：{'、'.join(names)}")
    brief = Brief(kind=kind, facts=_facts(table.get("facts") or []), **values)
    return replace(brief, length=_length(table.get("length"), kind_for(brief).length))


def brief_of(draft: Draft) -> Brief:
    """What a draft answers that was stored without its brief."""
    brief = Brief(
        draft.kind,
        title=draft.title,
        organisation=draft.organisation,
        recipient=draft.recipient,
        speaker=draft.speaker,
        date=draft.date,
        facts=draft.facts,
    )
    return replace(brief, length=kind_for(brief).length)


def _facts(value: Any) -> FactSheet:
    if isinstance(value, str):
        return FactSheet.from_lines(value.splitlines())
    if not isinstance(value, list) or not all(isinstance(fact, str) for fact in value):
        raise BriefError("任务书的“facts”（事实）应是一组文字，每条一个事实")
    return FactSheet.from_lines(value)


def _length(value: Any, default: tuple[int, int]) -> tuple[int, int]:
    if value is None:
        return default
    numbers = value if isinstance(value, list) else []
    if (
        len(numbers) != 2
        or not all(isinstance(n, int) and n > 0 for n in numbers)
        or numbers[0] > numbers[1]
    ):
        raise BriefError("任务书的“length”（字数）应是两个数，如 [1500, 2500]")
    return numbers[0], numbers[1]
