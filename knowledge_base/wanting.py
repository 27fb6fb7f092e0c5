"""What a question says of the documents it wants: years, places, results or plans, edition."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from knowledge_base.types import Document, Passage, Role

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_NEWEST = re.compile("最新|现行|目前有效|新版|新修订|新办法|新政策|新规|现在|如今|目前")
_OLDER = re.compile(
    "老政策|老办法|老文件|老规定|旧政策|旧办法|旧文件|旧版|原来的|以前的|过去的|之前的|废止"
)
_DONE = re.compile(
    "实际|完成了?多少|进账|到账|签了|引来|落地了|成效|成绩|结果|实绩|回顾|已经|去年|做成|增长了|办了|新增|落户了|"
    "增速|达到了?多少|多少户|做了什么|完成情况|完成得"
)
_TO_DO = re.compile(
    "打算|计划|目标|准备|将要|下一步|想要?|更要|拟|部署|安排|要(?:怎么|重点|把|抓|做|看)|任务"
)
_PLACE_ENDS = re.compile(
    r"(?:壮族|回族|维吾尔)?(?:特别行政区|自治[区州县旗]|新区|开发区|省|市|县|区|州|盟|旗)"
)
_REPORT = "政府工作报告"
_LOOKS_BACK = re.compile("回顾|过去|去年|工作情况|成效|成绩")
_LOOKS_AHEAD = re.compile("今年|安排|重点|任务|目标|要求|打算|部署")
_PROVINCES = """
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南
广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 香港 澳门 台湾
"""
PROVINCES = frozenset(_PROVINCES.split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """years and places that a question names. aim: whether it asks what was done, or what is to be
    done. edition: whether it asks for what is in force, or for what was in force before."""

    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    aim: Literal["", "done", "to_do"] = ""
    edition: Literal["", "newest", "older"] = ""


def wanted(query: str, places: Collection[str] = PROVINCES) -> Wanted:
    """Reads a question. places: bare names (柳河, not 柳河县) that count as places."""
    to_do = bool(_TO_DO.search(query))
    done = bool(_DONE.search(query)) and not to_do
    older = bool(_OLDER.search(query))
    return Wanted(
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(query))),
        places=tuple(place for place in places if place in query),
        aim="done" if done else "to_do" if to_do else "",
        edition="older" if older else "newest" if _NEWEST.search(query) else "",
    )


def bare_places(name: str) -> list[str]:
    """吉林省柳河县 gives 吉林 and 柳河: what people call them."""
    return [part for part in _PLACE_ENDS.split(name) if len(part) >= 2]


def year_of(document: Document, passage: Passage) -> int | None:
    """The year that a passage speaks of: its headings say so, or the kind of its document.

    A government work report of 2026 tells what was done in 2025 and what is to be done in 2026.
    """
    for heading in reversed(passage.heading_path):
        if years := _YEAR.findall(heading):
            return int(years[-1])
    year = max(document.years, default=None)
    if year is None or _REPORT not in document.title:
        return year
    headings = " ".join(passage.heading_path)
    if passage.role is Role.PLAN or re.search(f"今年|{year}年", passage.text[:60]):
        return year
    if _LOOKS_BACK.search(headings):
        return year - 1
    return year if _LOOKS_AHEAD.search(headings) else None
