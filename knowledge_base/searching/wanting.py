"""What a question says of the documents it wants: years, places, results or plans, edition."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from knowledge_base.language import words
from knowledge_base.language.divisions import ENDINGS
from knowledge_base.language.places import PROVINCES
from knowledge_base.types import Document, Passage, Role

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_YEAR_SAID = re.compile(rf"{_YEAR.pattern}年?度?")
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
_NUMBER = r"(?<![\d月年.])(?:\d{1,3}|[一二三四五六七八九十两半]+)"  # small, not of a date
# A figure that is asked for, and how such a figure is written; the first match counts.
_FIGURES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(written))
    for asked, written in (
        (
            "几成|百分之几|千分之几|几个点|占比|比例|多高|增速|增幅|涨幅",
            r"\d[%％‰]|[一二三四五六七八九]成|个百分点|百分之",
        ),
        ("多少亿|几个?亿|总值|总额|亿元$", r"\d(?:万亿|亿)"),
        ("(?:多少|几)(?:万|钱)", r"\d(?:万|亿)?元|\d万|\d(?:万|亿)美元"),
        ("(?:几|多少)个?(?:小时|钟头)", rf"{_NUMBER}小时"),
        ("(?:几|多少)(?:天|日|个工作日)", rf"{_NUMBER}个?(?:工作日|[天日](?!前))"),
        ("几个月", rf"{_NUMBER}个月"),
        ("(?<![这前近])几年", rf"{_NUMBER}年(?![前度])"),
        ("[哪何]一?年|何时|什么时候", rf"\d{{4}}年|{_NUMBER}月"),
        ("多少个|个数", r"\d[多余]?[个项家户]"),
        (
            "多少|多大|目标(?:$|是)|几(?:平方公里|平方米|平米|场|[分块毛]钱|栋|座|亩|吨|趟|支|[十百]?万)",
            r"\d(?!\d*年)",
        ),
    )
)
_SENT_TO = re.compile("(?:驻|赴)[\u4e00-\u9fff]{2,3}")
_REPORT = "政府工作报告"
_REPORT_SAID = re.compile(f"{_REPORT}|国务院报告")
_REPORT_OF_A_YEAR = re.compile(rf"{_YEAR_SAID.pattern}的?[^，。；、？]{{0,8}}报告")
_LOOKS_BACK = re.compile("回顾|过去|去年|工作情况|成效|成绩")
_LOOKS_AHEAD = re.compile("今年|安排|重点|任务|目标|要求|打算|部署")
_ASKS_FOR_A_RULE = re.compile("政策|办法|规定|文件|条款|法规|条例|奖|补")


@dataclass(frozen=True, slots=True)
class Wanted:
    """years and places that a question names. aim: whether it asks what was done, or what is to be
    done. edition: whether it asks for what is in force, or for what was in force before. rule:
    whether it asks for what a policy or a law says. of_report: whether the years are those of the
    reports that are asked for, not of what they tell. figure: how the figure that it asks for is
    written, None if it asks for none. subject: the question without years, places and editions."""

    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    aim: Literal["", "done", "to_do"] = ""
    edition: Literal["", "newest", "older"] = ""
    rule: bool = False
    of_report: bool = False
    figure: re.Pattern[str] | None = None
    subject: str = ""


def wanted(query: str, known: Collection[str] = PROVINCES) -> Wanted:
    """Reads a question. known: bare names (柳河, not 柳河县) that count as places.

    A city or county that is named in full counts though nobody knows it: nothing is about it then.
    """
    said = _SENT_TO.sub("", query)  # of 临泉县驻上海联络处, 上海 is not the place
    named = dict.fromkeys([*(place for place in known if place in said), *words.counties(said)])
    places = tuple(named)
    to_do = bool(_TO_DO.search(query))
    done = bool(_DONE.search(query)) and not to_do
    older = bool(_OLDER.search(query))
    return Wanted(
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(query))),
        places=places,
        aim="done" if done else "to_do" if to_do else "",
        edition="older" if older else "newest" if _NEWEST.search(query) else "",
        rule=bool(_ASKS_FOR_A_RULE.search(query)),
        of_report=bool(_REPORT_OF_A_YEAR.search(query)),
        figure=next((written for asked, written in _FIGURES if asked.search(query)), None),
        subject=_subject(query, places),
    )


def _subject(query: str, places: Collection[str]) -> str:
    for place in sorted(places, key=len, reverse=True):
        query = re.sub(f"{re.escape(place)}(?:{ENDINGS})?", " ", query)
    for said in (_YEAR_SAID, _NEWEST, _OLDER, _REPORT_SAID):
        query = said.sub(" ", query)
    return query


def in_place(want: Wanted, document: Document) -> bool:
    """Whether a document is from one of the places that are asked for."""
    where = document.title + document.region + document.organisation
    return any(place in where for place in want.places)


def undated(want: Wanted, document: Document, passage: Passage) -> bool:
    """Whether a year is asked for and nothing tells that of a passage."""
    told = year_of(document, passage) is not None or _YEAR.search(passage.text)
    return bool(want.years) and not told


def fits(want: Wanted, document: Document, passage: Passage) -> bool:
    """Whether a passage may be about the places and years that are asked for."""
    if want.places and not in_place(want, document):
        return False
    if not want.years:
        return True
    if want.of_report and document.years:
        return not set(want.years).isdisjoint(document.years)
    year = year_of(document, passage)
    return (
        year is None
        or year in want.years
        or any(str(asked) in passage.text for asked in want.years)
    )


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
