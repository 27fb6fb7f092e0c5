"""The items of a paragraph: 一是…二是… lists, and runs opened by a short naming sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge_base.language.clauses import sentences
from knowledge_base.language.labels import ENUMERATION
from knowledge_base.language.lexicon import lexicon
from knowledge_base.understanding.structure import lead_of

MAX_NAME = 24
_INNER_LEAD_MAX = 14  # 坚持顶格推进。紧盯线索项目。
_INTRODUCTION = 30  # characters between a paragraph's own name and its first item


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
        found: list[Item] = []
        for mark, end in zip(marks, ends, strict=True):
            inner = _inner_leads(text, mark.end(), end)
            starts = [mark.start(), *(start for start, _ in inner)]
            names = [item_name(text[mark.end() : end]), *(name for _, name in inner)]
            found += map(Item, names, starts, [*starts[1:], end])
        return found
    spans = sentences(text)
    leads = [
        (a, text[a:b].rstrip("。"))
        for index, (a, b) in enumerate(spans)
        if _is_inner_lead(text[a:b]) and index + 1 < len(spans)
    ]
    # two naming sentences in a row: the first names the paragraph, not an item
    led = {a for a, _ in leads}
    following = {a: spans[i + 1][0] for i, (a, _) in enumerate(spans[:-1])}
    leads = [(a, name) for a, name in leads if following[a] not in led]
    if len(leads) > 2 and leads[0][0] == 0 and leads[1][0] - len(leads[0][1]) <= _INTRODUCTION:
        leads = leads[1:]  # 创新方式，拓宽途径。积极创优方式，拓展朋友圈。聘请招商大使。……
    if len(leads) < 2:
        return []
    ends = [a for a, _ in leads[1:]] + [len(text)]
    return [Item(name, a, end) for (a, name), end in zip(leads, ends, strict=True)]


def _inner_leads(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Where in an enumerated item, after its own naming sentence, another measure begins.

    It is named by a short sentence that begins with a verb of doing, and does not stand directly
    behind the item's name.
    """
    spans = [(start + a, start + b) for a, b in sentences(text[start:end])]
    return [
        (a, text[a:b].rstrip("。").removeprefix("要"))
        for a, b in spans[2:-1]
        if _names_doing(text[a:b]) and _is_inner_lead(text[a:b].removeprefix("要"))
    ]


def item_name(text: str) -> str:
    """The naming sentence or clause after an enumeration mark."""
    first = re.split("[。；：]", text, maxsplit=1)[0]
    if len(first) <= MAX_NAME:
        return first.strip("，")
    clause = first.split("，")[0]
    return clause if len(clause) <= MAX_NAME else ""


def _names_doing(sentence: str) -> bool:
    return bool(lexicon("doing").at_start(sentence.removeprefix("要")))


def _is_inner_lead(sentence: str) -> bool:
    return len(sentence) <= _INNER_LEAD_MAX + 1 and bool(lead_of(sentence + "，" * 40))
