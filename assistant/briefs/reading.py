"""Briefs from JSON files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.briefs.kinds import document_kinds, kind_for
from assistant.drafts import Draft
from assistant.errors import BriefError
from assistant.facts import files
from assistant.facts.sheets import limited
from assistant.types import Brief, FactSheet
from knowledge_base.readers.file_names import shown

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


_LONGEST = {"requirements": 5000}  # characters
_LONGEST_OTHER = 500
_MOST_CHARS = 100_000


def brief_from_file(kind: str, path: Path) -> Brief:
    """The brief in a JSON file; BriefError names the file and what is wrong in it."""
    table = files.json_of(path, "任务书")
    if not isinstance(table, dict):
        raise BriefError(
            f'任务书 {shown(path)} 应是一个 JSON 对象，如 {{"title": "…", "facts": ["…"]}}'
        )
    return brief_from_table(kind, table)


def brief_from_table(kind: str, table: Mapping[str, Any]) -> Brief:
    """The brief in a table of the README's form; what is not given takes the kind's default."""
    kinds = document_kinds()
    if kind not in kinds:
        raise BriefError(f"没有“{kind}”这个文种，可用：{'、'.join(kinds)}")
    unknown = [name for name in table if name not in _NAMES and name != "kind"]
    if unknown:
        named = files.printable(unknown[0])
        raise BriefError(f"任务书里不认识“{named}”这一项，可用：{'、'.join(_NAMES)}")
    values: dict[str, Any] = {name: _text(name, table.get(name)) for name in _TEXT_FIELDS}
    names = [variant.name for variant in (kinds[kind], *kinds[kind].variants)]
    if values["variant"] and values["variant"] not in names:
        named = files.printable(values["variant"])
        raise BriefError(f"没有“{named}”这个类型，可用：{'、'.join(names)}")
    brief = Brief(kind=kind, facts=_facts(table.get("facts")), **values)
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


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise BriefError(f"任务书的“{name}”（{_NAMES[name]}）应是一段文字")
    text, longest = str(value).strip(), _LONGEST.get(name, _LONGEST_OTHER)
    if len(text) > longest:
        raise BriefError(f"任务书的“{name}”（{_NAMES[name]}）超过 {longest} 字，请改短")
    return text


def _facts(value: Any) -> FactSheet:
    lines = [] if value is None else value.splitlines() if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(fact, str) for fact in lines):
        raise BriefError("任务书的“facts”（事实）应是一组文字，每条一个事实")
    return limited(FactSheet.from_lines(lines))


def _length(value: Any, default: tuple[int, int]) -> tuple[int, int]:
    match value:
        case None:
            return default
        case [int(least), int(most)] if bool not in map(type, value) and 0 < least <= most:
            if most > _MOST_CHARS:
                raise BriefError(f"任务书的“length”（字数）最多 {_MOST_CHARS} 字，请改小")
            return least, most
        case _:
            raise BriefError("任务书的“length”（字数）应是两个数，如 [1500, 2500]")
