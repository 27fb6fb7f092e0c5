"""A past summary read for what it promised and what it published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.numerals import Quantity, quantities
from knowledge_base import cleaning, metadata, passages, structure
from knowledge_base.items import item_name, items
from knowledge_base.types import Block, Role

_MAX_NAME = 22
_LEAST_NAME = 3
_NOT_PLAN = re.compile("情况$|落实$|回顾$")
_PLAN_TEXT = re.compile(
    "^(?:(?:19|20)\\d{2}年|明年|来年|下一?步)[^。]{0,12}(?:拟|将|计划|力争|要|打算|重点)"
)
# Words around the name of a figure that are no part of it.
_AROUND = re.compile(
    "^(?:其中|力争|争取|计划|确保|拟|预计|全年|全[县市区]|今年|累计|共|实现|完成|达到|主要|目标|任务|是|为|：|，|、|20\\d{2}年"
    "|到\\d{1,2}月底|截至[^，]{0,8})+|(?:达到?|为|是|实现|完成|至|到|约|不少于|不低于|超过|共|分别)+$"
)
_SCOPE = re.compile("^(?:及?以上|以下|以内)(?=[\u4e00-\u9fff])")
_RATE_NAME = re.compile(
    "增长|下降|提高|占|比|同比|完成任务|完成年度|目标|上年|去年|平均|每|第$|由$|从$"
)
_DATE_UNITS = ("年", "月", "天", "季度", "号")


@dataclass(frozen=True, slots=True)
class Named:
    """A number with its name, as a clause states it."""

    name: str
    quantity: Quantity
    clause: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a plan promises. heading: of its measure, "" for none; target: None without a number.

    most: whether the target is not to be exceeded (压缩到8个月以内).
    """

    name: str
    text: str
    heading: str = ""
    target: Quantity | None = None
    most: bool = False


@dataclass(frozen=True, slots=True)
class PastSummary:
    """title; year: that it is about, None if unknown; whole_year: not a half or a quarter."""

    title: str
    year: int | None
    whole_year: bool
    commitments: tuple[Commitment, ...]
    published: tuple[Named, ...]


def read_past(past: str | Sequence[Block]) -> PastSummary:
    """A past summary, from its text or from the blocks that a reader gave."""
    given = _blocks(past) if isinstance(past, str) else past
    cleaned = cleaning.clean(given)
    about = metadata.describe(cleaned.blocks, "", cleaned.title_hint)
    lines = [line for line in structure.parse(about.body) if not line.heading]
    plans = [line for line in lines if _is_plan(line)]
    return PastSummary(
        title=about.title,
        year=about.years[0] if about.years else None,
        whole_year=not re.search("半年|季度|月", about.title),
        commitments=tuple(c for line in plans for c in _commitments(line)),
        published=tuple(n for line in lines if line not in plans for n in named(line.text)),
    )


def named(text: str) -> Iterator[Named]:
    """The numbers of a text that have a name: the first of each clause, not a rate or a date."""
    for match in re.finditer("[^，；。！？（）]+", text):
        clause = match[0]
        for quantity in quantities(clause):
            if _SCOPE.match(clause[quantity.end :]):
                continue
            name = bare_name(clause[: quantity.start])
            fits = quantity.unit and quantity.unit not in _DATE_UNITS
            if fits and len(name) >= _LEAST_NAME and not _RATE_NAME.search(name):
                yield Named(name, quantity, clause)
            break


def bare_name(text: str) -> str:
    """The name of a figure without the words around it: 力争新签约 -> 新签约."""
    before = ""
    while before != text:
        before, text = text, _AROUND.sub("", text.strip())
    return text


def _blocks(text: str) -> list[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [Block(line, table=" | " in line) for line in lines]


def _is_plan(line: structure.Line) -> bool:
    for heading in line.path[:1]:
        if structure.label_of(heading)[0] == 1 and not _NOT_PLAN.search(heading):
            return passages.role_of_heading(heading) is Role.PLAN
    said = [passages.role_of_heading(heading) for heading in line.path]
    return Role.PLAN in said or bool(_PLAN_TEXT.search(line.text))


def _commitments(line: structure.Line) -> Iterator[Commitment]:
    """The commitments of a paragraph of a plan: one a number, or one a measure without numbers."""
    heading = structure.without_label(line.path[-1]) if len(line.path) > 1 or line.lead else ""
    parts = [(item.name, line.text[item.start : item.end]) for item in items(line.text)]
    if parts and parts[0][1] != line.text:
        parts.insert(0, ("", line.text[: line.text.find(parts[0][1])]))
    for name, text in parts or [(heading, line.text)]:
        own = name or heading
        counted = list(_targets(text, own))
        yield from counted
        body = structure.without_label(text)
        if not counted and own and len(body) > len(own):
            yield Commitment(_short(own), body, heading=heading)


def _targets(text: str, heading: str) -> Iterator[Commitment]:
    for sentence in re.split("(?<=[；。])", text):
        for found in named(sentence):
            clause = structure.without_label(found.clause)
            most = bool(re.search("压缩|缩短|降[低到至]|减少|控制在|压到|以内", found.clause))
            yield Commitment(_short(found.name), clause, heading, found.quantity, most)


def _short(name: str) -> str:
    name = item_name(name) or name
    return name if len(name) <= _MAX_NAME else name[: _MAX_NAME - 1] + "…"
