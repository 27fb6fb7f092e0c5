"""Requests to write a document: its kind, and the brief that the message gives."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.briefs.kinds import document_kinds, kind_for, kind_named
from assistant.types import Brief, FactSheet

_ORGANISATION = re.compile(
    "[\u4e00-\u9fff]{2,20}?(?:投资促进局|投资促进中心|招商局|招商中心|招商服务中心|商务局|管委会|经济合作局|人民政府|开发区)"
)
_ASKS = re.compile(
    "^(?:请|帮我|帮忙|麻烦)*(?:你)?(?:帮我|给我|为我|替我)?(?:再)?"
    "(?:(?:起草|草拟|撰写|拟写|代拟|写|拟|生成)(?:一?[份篇个段])?|来一?[份篇个段])"
)
_HOST = re.compile(
    "(?:在|到|赴)(?P<host>[^，。；、在到赴]{3,20}?)(?:开展|进行|参加)?(?:挂职|跟班|跟岗|跟学)"
)
_SPEAKER = re.compile(
    "(?P<who>[^，。；在]{0,14}?(?:书记|县长|区长|市长|局长|主任|镇长|乡长|部长|秘书长|会长))在"
)
_ELSEWHERE = re.compile("(?:在|到|赴|向|给)[^，。；]*$")
_OCCASION = re.compile(
    "(?P<place>在[^，。；“”]{2,30}?(?:会议?|大会|仪式|活动|论坛))上?[^，。；]{0,12}?的?"
    "(?P<what>讲话|致辞|致词|发言|主持词|主持稿)"
)
_REPORTS = re.compile("向(?P<whom>[^，。；]{2,16}?)(?:报告|汇报)(?P<matter>[^，。；]{4,40}?情况)")
_FOR_WHOM = re.compile(
    "[，,]?(?:报|给|呈|送)(?P<whom>[^，。；]{2,16}?)(?:看|审阅|参阅)?(?:[，。；]|$)"
)
_NAMED_REPORT = re.compile("^(?P<title>[^，。；]{4,40}?(?:调研|考察|情况|专题|自查)(?:情况)?报告)")
_TOWN = re.compile(
    "[\u4e00-\u9fff]{2,5}[县区市][\u4e00-\u9fff]{1,4}(?:镇|乡|街道)(?:人民政府|办事处)?"
)
_PERIOD = re.compile(
    r"20\d{2}年(?:度|上半年|下半年|第[一二三四]季度|[一二三四]季度|\d{1,2}月?(?:[—\-至到]\d{1,2}月)?)?"
)
_LENGTH = re.compile(r"(\d{3,5})\s*(?:[-—–~至到]\s*(\d{3,5}))?\s*字(左右|以内|内|以上)?")


def kind_of_request(message: str) -> str | None:
    """The kind of document that a request (写一份2025年工作总结…) asks for; else None."""
    first = message.strip().splitlines()[0] if message.strip() else ""
    return kind_named(first) if _ASKS.match(first) else None


def brief_from_message(kind: str, message: str) -> Brief:
    """A brief from chat: the first line is the request, every further line with text is a fact."""
    first, *rest = [line.strip() for line in message.strip().splitlines() if line.strip()]
    request, _, inline = first.partition("：")
    if inline and not rest and re.search(r"\d", inline):
        rest = [part for part in re.split("[；;。]", inline) if part.strip()]
    facts = [re.sub(r"^(?:[-•·*]|\d{1,2}[.、）)])\s*", "", line) for line in rest]
    asked = _ASKS.sub("", request, count=1)
    period, length, host = _PERIOD.search(request), _LENGTH.search(first), _HOST.search(asked)
    brief = Brief(
        kind=kind,
        organisation=_organisation(asked),
        host=host["host"] if host else "",
        recipient=_recipient(asked),
        speaker=_speaker(asked) if document_kinds()[kind].spoken else "",
        title=_title(asked),
        period=period[0] if period else "",
        facts=FactSheet.from_lines(facts),
        requirements=request,
    )
    return replace(brief, length=_asked_length(length) if length else kind_for(brief).length)


def _organisation(asked: str) -> str:
    """Who writes: a body that is named, but not as the place of a stay or of a meeting."""
    named = (m for m in _ORGANISATION.finditer(asked) if not _ELSEWHERE.search(asked[: m.end()]))
    found = next(named, None) or _TOWN.search(asked)
    return found[0] if found else ""


def _speaker(asked: str) -> str:
    """Who is to speak, by office: 县委书记在…大会上."""
    found = _SPEAKER.match(asked)
    return found["who"] if found else ""


def _recipient(asked: str) -> str:
    """Whom it is for: 给县政府分管领导, 向市政府报告."""
    found = _REPORTS.search(asked) or _FOR_WHOM.search(asked)
    return found["whom"] if found else ""


def _title(asked: str) -> str:
    """The title that a request states in passing; "" where the kind's own fits better."""
    if occasion := _OCCASION.search(asked):
        place, what = occasion["place"], occasion["what"]
        return f"{place.removeprefix('在')}主持词" if "主持" in what else f"{place}上的{what}"
    if report := _REPORTS.search(asked):
        return f"关于{report['matter']}的报告"
    found = _NAMED_REPORT.search(asked)
    return found["title"] if found else ""


def _asked_length(match: re.Match[str]) -> tuple[int, int]:
    number, upper, word = int(match[1]), match[2], match[3] or ""
    if upper:
        return number, max(number, int(upper))
    if word in ("以内", "内"):
        return round(number * 0.6), number
    if word == "以上":
        return number, number * 2
    return round(number * 0.8), round(number * 1.2)
