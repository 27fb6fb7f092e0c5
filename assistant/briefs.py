"""Briefs from JSON files and from what people type in a chat."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import BriefError
from assistant.kinds import document_kinds
from assistant.types import Brief, DraftKind, FactSheet

_TEXT_FIELDS = ("title", "organisation", "recipient", "speaker", "period", "date", "requirements")
_NAMES = {
    "title": "标题",
    "organisation": "单位",
    "recipient": "主送",
    "speaker": "讲话人",
    "period": "时段",
    "date": "日期",
    "requirements": "要求",
    "facts": "事实",
    "length": "字数",
}
_KIND_WORDS: tuple[tuple[DraftKind, re.Pattern[str]], ...] = (
    (DraftKind.SECONDMENT, re.compile("挂职|跟班|跟学|跟岗")),
    (DraftKind.SPEECH, re.compile("讲话|致辞|发言|主持词|动员")),
    (DraftKind.SUMMARY, re.compile("总结|汇报|报告")),
)
_ORGANISATION = re.compile(
    "[\u4e00-\u9fff]{2,20}?(?:投资促进局|投资促进中心|招商局|招商中心|招商服务中心|商务局|管委会|经济合作局|人民政府|开发区)"
)
_PERIOD = re.compile(
    r"20\d{2}年(?:度|上半年|下半年|第[一二三四]季度|[一二三四]季度|\d{1,2}月?(?:[—\-至到]\d{1,2}月)?)?"
)
_LENGTH = re.compile(r"(\d{3,5})\s*(?:[-—–~至到]\s*(\d{3,5}))?\s*字(左右|以内|内|以上)?")


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
    try:
        draft_kind = DraftKind(kind)
    except ValueError:
        known = "、".join(DraftKind)
        raise BriefError(f"没有“{kind}”这个文种，可用：{known}") from None
    unknown = [name for name in table if name not in _NAMES and name != "kind"]
    if unknown:
        raise BriefError(f"任务书里不认识“{unknown[0]}”这一项，可用：{'、'.join(_NAMES)}")
    values: dict[str, Any] = {}
    for name in _TEXT_FIELDS:
        value = table.get(name) or ""
        if not isinstance(value, (str, int, float)):
            raise BriefError(f"任务书的“{name}”（{_NAMES[name]}）应是一段文字")
        values[name] = str(value).strip()
    return Brief(
        kind=draft_kind,
        facts=_facts(table.get("facts") or []),
        length=_length(table.get("length"), document_kinds()[draft_kind].length),
        **values,
    )


def kind_of_request(message: str) -> DraftKind | None:
    """The kind of document that a request (写一份2025年工作总结…) asks for; else None."""
    first = message.strip().splitlines()[0] if message.strip() else ""
    if not re.search(
        "^(?:请|帮我|帮忙|麻烦)*(?:你)?(?:帮我|给我|为我|替我)?(?:再)?(?:起草|草拟|撰写|拟写|代拟|写|拟|生成|来)",
        first,
    ):
        return None
    return next((kind for kind, pattern in _KIND_WORDS if pattern.search(first)), None)


def brief_from_message(kind: DraftKind, message: str) -> Brief:
    """A brief from chat: the first line is the request, every further line with text is a fact."""
    first, *rest = [line.strip() for line in message.strip().splitlines() if line.strip()]
    request, _, inline = first.partition("：")
    if inline and not rest and re.search(r"\d", inline):
        rest = [part for part in re.split("[；;。]", inline) if part.strip()]
    facts = [re.sub(r"^(?:[-•·*]|\d{1,2}[.、）)])\s*", "", line) for line in rest]
    organisation = _ORGANISATION.search(
        re.sub("^.*?(?:起草|草拟|撰写|拟写|代拟|写|拟|生成|来)(?:一?[份篇个])?", "", first)
    )
    period = _PERIOD.search(request)
    length = _LENGTH.search(first)
    return Brief(
        kind=kind,
        organisation=organisation[0] if organisation else "",
        period=period[0] if period else "",
        facts=FactSheet.from_lines(facts),
        requirements=request,
        length=_asked_length(length) if length else document_kinds()[kind].length,
    )


def _asked_length(match: re.Match[str]) -> tuple[int, int]:
    number, upper, word = int(match[1]), match[2], match[3] or ""
    if upper:
        return number, max(number, int(upper))
    if word in ("以内", "内"):
        return number // 2, number
    if word == "以上":
        return number, number * 2
    return round(number * 0.8), round(number * 1.2)


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
