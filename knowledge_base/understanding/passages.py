"""Lines to passages: what is embedded, found and cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge_base.language.clauses import sentences
from knowledge_base.language.labels import ENUMERATION
from knowledge_base.types import Kind, Passage, Role
from knowledge_base.understanding.items import items
from knowledge_base.understanding.structure import Line

_MAX_CHARS = 320
_MIN_CHARS = 40

# What the headings above a passage say of its role; the lowest heading speaks first.
_HEADING_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.PROBLEM,
        re.compile(
            "问题|不足|短板|困难|差距|制约|瓶颈|单一|滞后|缺乏|薄弱|偏[低弱慢少]|不(?:显|强|高|快|够|大|优|精|准|深|实|畅|到位)"
        ),
    ),
    (Role.RESULT, re.compile("完成情况|指标|成效|成绩|进展|收获|结果|数据|基本情况")),
    (
        Role.PLAN,
        re.compile("下一?步|下半年|明年|来年|工作安排|计划|打算|思路|目标|规划|今后|努力方向"),
    ),
    (
        Role.MEASURE,
        re.compile("措施|做法|举措|亮点|工作开展|推进情况|工作情况|主要工作|经验|启示|感悟|体会"),
    ),
)
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_TEXT_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.PROBLEM,
        re.compile(
            "(?:还?存在|面临).{0,12}(?:问题|不足|差距|困难|短板)|不够[^，。]{0,6}[，。]|力度不够|不强。"
        ),
    ),
    (Role.PLAN, re.compile("下一?步|下半年，|明年|我们将|我将|力争|计划(?:在|于|年内)")),
    (Role.RESULT, re.compile(r"(?:完成|实现|到位|签约|引进|增长|同比).{0,20}(?:\d|××)")),
)


def split(document_id: str, lines: Sequence[Line], kind: Kind) -> tuple[str, list[Passage]]:
    """The document's stored text, and its passages with offsets into it.

    A paragraph is a passage; one over 320 characters is cut between its enumerated items or
    sentences; one under 40 joins its neighbour under the same headings. Headings are in the
    stored text and in heading paths, not passages of their own.
    """
    text = "\n".join(line.text for line in lines)
    spans: list[tuple[int, int, Line]] = []
    offset = 0
    for line in lines:
        if not line.heading:
            spans += [(offset + a, offset + b, line) for a, b in _pieces(line.text)]
        offset += len(line.text) + 1
    spans = _merge_short(spans)
    passages = []
    for index, (start, end, line) in enumerate(spans):
        role = _role(line, text[start:end], kind, index, len(spans))
        passages.append(
            Passage(
                id=f"{document_id}-{index:04d}",
                document_id=document_id,
                index=index,
                heading_path=line.path,
                text=text[start:end],
                role=role,
                start=start,
                end=end,
                page=line.page,
            )
        )
    return text, passages


def role_of_heading(heading: str) -> Role | None:
    """What a heading says of the text below it; None if it says nothing."""
    bare = _QUOTED.sub("", heading)
    return next((role for role, pattern in _HEADING_ROLES if pattern.search(bare)), None)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans of at most about 320 characters, cut between items, else between sentences."""
    if len(text) <= _MAX_CHARS:
        yield 0, len(text)
        return
    cuts = {item.start for item in items(text)} | {m.start() for m in ENUMERATION.finditer(text)}
    spans = list(_short_sentences(text))
    start = end = 0
    for index, (a, b) in enumerate(spans):
        needed = spans[index + 1][1] if a in cuts and index + 1 < len(spans) else b
        item_starts = a in cuts and end - start >= _MIN_CHARS * 3
        if end > start and (needed - start > _MAX_CHARS or item_starts):
            yield start, end
            start = a
        end = b
    yield start, len(text)


def _short_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentence spans; a sentence longer than a passage is cut at ； or ，."""
    for a, b in sentences(text):
        while b - a > _MAX_CHARS:
            window = text[a : a + _MAX_CHARS]
            cut = max(window.rfind("；"), window.rfind("，")) + 1 or _MAX_CHARS
            yield a, a + cut
            a += cut
        yield a, b


def _merge_short(spans: list[tuple[int, int, Line]]) -> list[tuple[int, int, Line]]:
    merged: list[tuple[int, int, Line]] = []
    for start, end, line in spans:
        if merged:
            first, last, before = merged[-1]
            short = last - first < _MIN_CHARS or end - start < _MIN_CHARS
            same = before.path == line.path or (before.table and line.table)
            rows = before.table and line.table
            if same and (short or rows) and end - first <= _MAX_CHARS:
                merged[-1] = (first, end, before)
                continue
        merged.append((start, end, line))
    return merged


def _role(line: Line, text: str, kind: Kind, index: int, count: int) -> Role:
    if kind is Kind.POLICY:
        return Role.CLAUSE
    for heading in reversed(line.path):
        if said := role_of_heading(heading):
            return said
    if index == 0 and not line.path:
        return Role.OPENING
    if (
        index == count - 1
        and len(text) < 200
        and re.search("谢谢|让我们|奋力|特此|新的?台阶|新篇章|汇报完毕", text)
    ):
        return Role.CLOSING
    for role, pattern in _TEXT_ROLES:
        if pattern.search(text):
            return role
    return Role.MEASURE if line.path else Role.BODY
