"""The items of a paragraph: 一是…二是… lists, and runs opened by a short naming sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge_base.structure import ENUMERATION, lead_of, sentences

MAX_NAME = 24
_INNER_LEAD_MAX = 14  # 坚持顶格推进。紧盯线索项目。


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a paragraph: its name ("" if it has none) and its span in the paragraph."""

    name: str
    start: int
    end: int


def items(text: str) -> list[Item]:
    """The items of a paragraph: 一是…二是… lists, else runs opened by a short naming sentence."""
    marks = list(ENUMERATION.finditer(text))
    if len(marks) >= 2 or (marks and marks[0].start() == 0):
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        return [
            Item(item_name(text[mark.end() : end]), mark.start(), end)
            for mark, end in zip(marks, ends, strict=True)
        ]
    spans = sentences(text)
    leads = [
        (a, text[a:b].rstrip("。"))
        for index, (a, b) in enumerate(spans)
        if _is_inner_lead(text[a:b]) and index + 1 < len(spans)
    ]
    # two naming sentences in a row: the first names the paragraph, not an item
    starts = [a for a, _ in leads]
    following = {a: spans[i + 1][0] for i, (a, _) in enumerate(spans[:-1])}
    leads = [(a, name) for a, name in leads if following[a] not in starts]
    if len(leads) < 2:
        return []
    ends = [a for a, _ in leads[1:]] + [len(text)]
    return [Item(name, a, end) for (a, name), end in zip(leads, ends, strict=True)]


def item_name(text: str) -> str:
    """The naming sentence or clause after an enumeration mark."""
    first = re.split("[。；：]", text, maxsplit=1)[0]
    if len(first) <= MAX_NAME:
        return first.strip("，")
    clause = first.split("，")[0]
    return clause if len(clause) <= MAX_NAME else ""


def _is_inner_lead(sentence: str) -> bool:
    return len(sentence) <= _INNER_LEAD_MAX + 1 and bool(lead_of(sentence + "，" * 40))
