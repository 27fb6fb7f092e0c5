"""A past summary read for what it promised and what it published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.checking.manuscript import is_own_count
from knowledge_base.language.quantities import Quantity, quantities
from knowledge_base.types import Block, Document, Role
from knowledge_base.understanding import cleaning, metadata, passages, structure
from knowledge_base.understanding.items import item_name, items

_MAX_NAME, _MAX_TITLE = 22, 30
_LEAST_NAME = 2
_NOT_PLAN = re.compile("情况$|落实$|回顾$")
_PLAN_TEXT = re.compile(
    "^(?:(?:19|20)\\d{2}年|明年|来年|下一?步)[^。]{0,12}(?:拟|将|计划|力争|要|打算|重点)"
)
# Words around the name of a figure that are no part of it.
_AROUND = re.compile(
    "^(?:其中|[把将]|力争|争取|计划|确保|拟|预计|全年|全[县市区]|今年|累计|共|实现|完成|达到|主要|目标|任务"
    "|是|为|：|、|(?:20\\d{2})?年|到?\\d{1,2}月底前?|20\\d{2}年)+"
    "|(?:(?:提高|增加|扩大|扩充|压缩|缩短|降低?|恢复|控制|达)?[到至在]|达到?|为|是|实现|完成|(?<!签)约"
    "|不少于|不低于|超过|共|分别)+$"
)
_SCOPE = re.compile("^(?:及?以上|以下)(?=[的\u4e00-\u9fff\\d])")
_RATE_NAME = re.compile("增长|下降|提高|占|比|同比|完成任务|完成年度|目标|上年|去年|每|第$|由$|从$")
_CHANGE = re.compile("由(?=[^，]*(?:增加|减少|提高|降低?|压缩|缩短|扩大|扩充)[到至为])")
_DATE_UNITS = ("年", "月", "季度", "号")


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

    @property
    def title(self) -> str:
        """What a person calls it: its measure and its words, shortened."""
        part = self.target is not None and self.text.startswith("其中")
        words = f"{self.name}{self.target.text}" if part and self.target else self.text
        words = words if len(words) <= _MAX_TITLE else words[: _MAX_TITLE - 1] + "…"
        return words if not self.heading or self.heading in words else f"{self.heading}：{words}"


@dataclass(frozen=True, slots=True)
class PastSummary:
    """title; year: that it is about, None if unknown; whole_year: not a half or a quarter."""

    title: str
    year: int | None
    whole_year: bool
    commitments: tuple[Commitment, ...]
    published: tuple[Named, ...]


def past_file(path: Path) -> str:
    """The text of a past summary in a file; UnreadableDocument says why it cannot be read."""
    from knowledge_base.understanding.worker import Worker

    with Worker() as worker:
        document, *_ = worker.understand("last", path)
    return past_text(document)


def past_text(document: Document) -> str:
    """The text of a past summary in the library, with its title."""
    return f"{document.title}\n{document.text}"


def read_past(past: str | Sequence[Block]) -> PastSummary:
    """A past summary, from its text or from the blocks that a reader gave."""
    given = _blocks(past) if isinstance(past, str) else past
    cleaned = cleaning.clean(given)
    about = metadata.describe(cleaned.blocks, "", cleaned.title_hint)
    lines = [line for line in structure.parse(about.body) if _says_something(line)]
    plans = [line for line in lines if _is_plan(line)]
    return PastSummary(
        title=about.title,
        year=about.years[0] if about.years else None,
        whole_year=not re.search("半年|季度|月", about.title),
        commitments=tuple(c for line in plans for c in _commitments(line)),
        published=tuple(n for line in lines if line not in plans for n in named(line.text)),
    )


def named(text: str) -> Iterator[Named]:
    """The numbers of a text that have a name: one of each clause, not a rate or a date.

    其中10亿元以上4个 takes the name before it; of 由21名增加到32名 the second number counts.
    """
    whole = ""
    for match in re.finditer("[^，；。！？（）]+", text):
        clause = match[0]
        counted = [q for q in quantities(clause) if _counts(clause, q)]
        if not counted:
            continue
        change = _CHANGE.search(clause)
        quantity = counted[-1] if change else counted[0]
        name = bare_name(clause[: change.start() if change else quantity.start])
        if clause.startswith("其中") and whole:
            name = f"{whole}其中{name}"
        if len(name) >= _LEAST_NAME and not _RATE_NAME.search(name):
            whole = whole if clause.startswith("其中") else name
            yield Named(name, quantity, clause)


def _counts(clause: str, quantity: Quantity) -> bool:
    """Whether a number is a figure: no date, no size (10亿元以上的), no count of the text's own."""
    after = clause[quantity.end :]
    day = quantity.unit == "天" and clause[: quantity.start].endswith("月")
    dated = day or quantity.unit in _DATE_UNITS or after.startswith("月")
    return bool(quantity.unit) and not (
        dated or _SCOPE.match(after) or is_own_count(clause, quantity)
    )


def bare_name(text: str) -> str:
    """The name of a figure without the words around it: 力争新签约 -> 新签约."""
    before = ""
    while before != text:
        before, text = text, _AROUND.sub("", text.strip())
    return text


def _blocks(text: str) -> list[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [Block(line, table=" | " in line) for line in lines]


def _says_something(line: structure.Line) -> bool:
    """Whether a line is no heading and no signature."""
    return not line.heading and bool(re.search("[，。；|]", line.text))


def _is_plan(line: structure.Line) -> bool:
    if _PLAN_TEXT.search(line.text):
        return True
    for heading in line.path[:1]:
        if structure.label_of(heading)[0] == 1 and not _NOT_PLAN.search(heading):
            return passages.role_of_heading(heading) is Role.PLAN
    said = [passages.role_of_heading(heading) for heading in line.path]
    return Role.PLAN in said


def _commitments(line: structure.Line) -> Iterator[Commitment]:
    """The commitments of a paragraph of a plan: one a number, or one a measure without numbers."""
    heading = structure.without_label(line.path[-1]) if len(line.path) > 1 or line.lead else ""
    parts = [(item.name, line.text[item.start : item.end]) for item in items(line.text)]
    if parts and parts[0][1] != line.text:
        parts.insert(0, ("", line.text[: line.text.find(parts[0][1])]))
    found: list[Commitment] = []
    for name, text in parts or [(heading, line.text)]:
        own = name or heading
        targets = list(_targets(text, own))
        body = structure.without_label(text)
        said = {commitment.heading for commitment in found}
        if not targets and own and own not in said and len(body) > len(own):
            targets = [Commitment(_short(own), body, heading=own)]
        found += targets
    yield from found


def _targets(text: str, heading: str) -> Iterator[Commitment]:
    for sentence in re.split("(?<=[；。])", text):
        for found in named(sentence):
            clause = structure.without_label(found.clause)
            most = bool(re.search("压缩|缩短|降[低到至]|减少|控制在|压到|以内", found.clause))
            yield Commitment(_short(found.name), clause, heading, found.quantity, most)


def _short(name: str) -> str:
    name = item_name(name) or name
    return name if len(name) <= _MAX_NAME else name[: _MAX_NAME - 1] + "…"
