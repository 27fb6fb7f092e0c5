"""Years that were not brought up to date: a text of 2025 that speaks of 2024 as its own year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.checking.manuscript import Manuscript, TextLine, counted, is_plan
from assistant.findings import Finding, FindingKind
from knowledge_base.language.quantities import is_year, quantities

_YEAR = r"((?:19|20)\d{2})年"
_OPENING = re.compile(
    rf"^{_YEAR}(?:度|上半年|下半年|前三季度|以来|是[^，]{{0,12}}[之的]年)?(?=[，：]|以来|是)"
)
_OWN_HEADING = re.compile(
    rf"{_YEAR}(?:度|上半年)?(?:主要)?[^，。]{{0,8}}?"
    "(?:完成情况|工作情况|工作总结|工作回顾|主要做法|工作成效|主要指标)"
)
_PLAN_HEADING = re.compile(
    rf"{_YEAR}(?:度|下半年)?[^，。]{{0,8}}?(?:打算|计划|安排|思路|目标|重点|工作)"
)
_PLAN_START = re.compile(rf"^{_YEAR}(?=，?[^，。]{{0,6}}?(?:计划|力争|主要目标|目标|将|拟|要))")
_DEADLINE = re.compile(
    rf"(?:力争|争取|确保|计划|拟|将)[^，。；]{{0,12}}?{_YEAR}(?=\d{{0,2}}月?[底末]?前|底)"
)
_AS_OF = re.compile(r"(?:截至|截止)(?:到|于)?((?:19|20)\d{2})年(?=\d{1,2}月)")
_CALLED = re.compile(r"(?P<word>去年|上年|今年|明年|来年)[（(](?:即)?(?P<year>(?:19|20)\d{2})年?")
_LOOKS_AHEAD = re.compile("工作报告|讲话|要点|部署|计划|安排")
_REVIEWS = re.compile("总结|述职|汇报")
_OFFSETS = {"去年": -1, "上年": -1, "今年": 0, "明年": 1, "来年": 1}
_COMPARED = re.compile(r"[比较自从由]|同期|以来|[—\-–至到]\s*$")
_QUOTED = re.compile("《[^》]*》|“[^”]*”|〔[^〕]*〕")


def years(manuscript: Manuscript) -> Iterable[Finding]:
    """Years of the text that do not fit the year it is about; none where that is not known."""
    if manuscript.year is None:
        return
    now = manuscript.year - (1 if _looks_ahead(manuscript) else 0)
    planned = now + (1 if manuscript.whole_year else 0)
    found: set[tuple[str, int]] = set()
    for line, year, meant, words in _stale(manuscript, now, planned):
        found.add((line.place, year))
        right = words.replace(str(year), str(meant))
        message = f"年份疑似没有更新：“{words}”应为“{right}”"
        yield Finding(FindingKind.STALE_YEAR, message, line.place, (words, right))
    if manuscript.facts is None:
        return
    known = {int(q.value) for q in quantities(manuscript.own) if is_year(q)}
    known |= {now, now + 1} | ({manuscript.dated} if manuscript.dated else set())
    for line in manuscript.body:
        for quantity in counted(line):
            year = int(quantity.value) if is_year(quantity) else now
            before = line.text[max(0, quantity.start - 6) : quantity.start]
            last_year = year == now - 1 and _COMPARED.search(before)
            if (
                year in known
                or last_year
                or (line.place, year) in found
                or _in_quotes(line, quantity.start)
            ):
                continue
            message = f"“{quantity.text}”在所给事实中找不到依据，请核对"
            kind = FindingKind.STALE_YEAR if year < now else FindingKind.UNSUPPORTED_NUMBER
            yield Finding(kind, message, line.place)


def _stale(
    manuscript: Manuscript, now: int, planned: int
) -> Iterator[tuple[TextLine, int, int, str]]:
    """(line, year, the year it should be, the words) of what is surely out of date."""
    paragraphs = 0
    for line in manuscript.body:
        text = _QUOTED.sub(lambda match: "\0" * len(match[0]), line.text)
        paragraphs += not line.heading
        if line.heading:
            tests = [(_PLAN_HEADING, planned)] if is_plan(line) else [(_OWN_HEADING, now)]
        elif is_plan(line):
            tests = [(_PLAN_START, planned), (_DEADLINE, now)]
        else:
            tests = [(_DEADLINE, now), (_AS_OF, now)] + (
                [(_OPENING, now)] if paragraphs == 1 else []
            )
        for pattern, least in tests:
            for match in pattern.finditer(text):
                if int(match[1]) < least:
                    start = 0 if line.heading else match.start()
                    words = line.text[start : max(match.end(), match.end(1) + 4)]
                    yield line, int(match[1]), least, words
        for match in _CALLED.finditer(text):
            offset, year = _OFFSETS[match["word"]], int(match["year"])
            bases = {now, manuscript.dated or now}
            if year - offset not in bases:
                yield line, year, now + offset, match[0]


def _looks_ahead(manuscript: Manuscript) -> bool:
    """Whether the year of the title is the one ahead: a work report of 2026 reviews 2025."""
    ahead = _LOOKS_AHEAD.search(manuscript.title) and not _REVIEWS.search(manuscript.title)
    return bool(ahead) and any(
        line.heading
        and (match := _OWN_HEADING.search(line.text))
        and int(match[1]) + 1 == manuscript.year
        for line in manuscript.body
    )


def _in_quotes(line: TextLine, position: int) -> bool:
    return any(m.start() <= position < m.end() for m in _QUOTED.finditer(line.text))
