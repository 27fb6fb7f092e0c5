"""A past summary read for what it promised and what it published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.types import LastYear
from knowledge_base.language.clauses import excerpt
from knowledge_base.language.labels import label_of, without_label
from knowledge_base.language.naming import NamedQuantity, named_quantities
from knowledge_base.language.quantities import Quantity
from knowledge_base.readers.file_names import shown
from knowledge_base.types import Document, Role
from knowledge_base.understanding import cleaning, metadata, passages, structure, worker
from knowledge_base.understanding.items import item_name, items

_MAX_NAME, _MAX_TITLE = 22, 30
_NOT_PLAN = re.compile("情况$|落实$|回顾$")
_PLAN_TEXT = re.compile(
    "^(?:(?:19|20)\\d{2}年|明年|来年|下一?步)[^。]{0,12}(?:拟|将|计划|力争|要|打算|重点)"
)


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
        """What a person calls it: its measure and its words, excerpt."""
        part = self.target is not None and self.text.startswith("其中")
        words = f"{self.name}{self.target.text}" if part and self.target else self.text
        words = excerpt(words, _MAX_TITLE)
        return words if not self.heading or self.heading in words else f"{self.heading}：{words}"


@dataclass(frozen=True, slots=True)
class PastSummary:
    """title; year: that it is about, None if unknown; whole_year: not a half or a quarter."""

    title: str
    year: int | None
    whole_year: bool
    commitments: tuple[Commitment, ...]
    published: tuple[NamedQuantity, ...]


def past_file(path: Path) -> LastYear:
    """A past summary in a file; UnreadableDocument says why it cannot be read."""
    return LastYear(shown(path), worker.read(path).blocks)


def past_document(document: Document) -> LastYear:
    """A past summary in the library."""
    return LastYear.from_text(f"{document.title}\n{document.text}")


@lru_cache(maxsize=8)
def read_past(past: LastYear) -> PastSummary:
    """What a past summary promised and published."""
    cleaned = cleaning.clean(past.blocks)
    about = metadata.describe(cleaned.blocks, past.name, cleaned.title_hint)
    lines = [line for line in structure.parse(about.body) if _says_something(line)]
    plans = [line for line in lines if _is_plan(line)]
    return PastSummary(
        title=about.title,
        year=about.years[0] if about.years else None,
        whole_year=not re.search("半年|季度|月", about.title),
        commitments=tuple(c for line in plans for c in _commitments(line)),
        published=tuple(
            n for line in lines if line not in plans for n in named_quantities(line.text)
        ),
    )


def _says_something(line: structure.Line) -> bool:
    """Whether a line is no heading and no signature."""
    return not line.heading and bool(re.search("[，。；|]", line.text))


def _is_plan(line: structure.Line) -> bool:
    if _PLAN_TEXT.search(line.text):
        return True
    for heading in line.path[:1]:
        if label_of(heading)[0] == 1 and not _NOT_PLAN.search(heading):
            return passages.role_of_heading(heading) is Role.PLAN
    said = [passages.role_of_heading(heading) for heading in line.path]
    return Role.PLAN in said


def _commitments(line: structure.Line) -> Iterator[Commitment]:
    """The commitments of a paragraph of a plan: one a number, or one a measure without numbers."""
    heading = without_label(line.path[-1]) if len(line.path) > 1 or line.lead else ""
    parts = [(item.name, line.text[item.start : item.end]) for item in items(line.text)]
    if parts and parts[0][1] != line.text:
        parts.insert(0, ("", line.text[: line.text.find(parts[0][1])]))
    found: list[Commitment] = []
    for name, text in parts or [(heading, line.text)]:
        own = name or heading
        targets = list(_targets(text, own))
        body = without_label(text)
        said = {commitment.heading for commitment in found}
        if not targets and own and own not in said and len(body) > len(own):
            targets = [Commitment(_short(own), body, heading=own)]
        found += targets
    yield from found


def _targets(text: str, heading: str) -> Iterator[Commitment]:
    for sentence in re.split("(?<=[；。])", text):
        for found in named_quantities(sentence):
            clause = without_label(found.clause)
            most = bool(re.search("压缩|缩短|降[低到至]|减少|控制在|压到|以内", found.clause))
            yield Commitment(_short(found.name), clause, heading, found.quantity, most)


def _short(name: str) -> str:
    name = item_name(name) or name
    return excerpt(name, _MAX_NAME)
