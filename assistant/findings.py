"""What checks find: one table of kinds, with what they are called and what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

Gravity = Literal["grave", "mild"]
About = Literal["passage", "facts", "document"]


class _Row(NamedTuple):
    label: str
    gravity: Gravity = "mild"
    about: About = "document"


class FindingKind(StrEnum):
    """What is wrong, missing or to be settled."""

    UNSUPPORTED_NUMBER = "unsupported_number"
    PLACEHOLDER = "placeholder"
    MASK = "mask"
    UNUSED_FACT = "unused_fact"
    PLAN_AS_DONE = "plan_as_done"
    REVERSED = "reversed"
    CONCEALED = "concealed"
    STALE_YEAR = "stale_year"
    FOREIGN_NAME = "foreign_name"
    CONTRADICTION = "contradiction"
    CONFLICT = "conflict"
    PUNCTUATION = "punctuation"
    OVERLAP = "overlap"
    UNANSWERED = "unanswered"
    PUBLISHED = "published"
    SECTION_LENGTH = "section_length"
    REPEAT = "repeat"
    NUMBERING = "numbering"
    UNCONFIRMED = "unconfirmed"
    LENGTH = "length"
    EMPTY_SECTION = "empty_section"
    FALLBACK = "fallback"
    DERIVABLE = "derivable"
    READING = "reading"
    COMMENT = "comment"

    @property
    def label(self) -> str:
        """What a person calls it."""
        return _KINDS[self].label

    @property
    def gravity(self) -> Gravity:
        """grave: the text says what is not so; mild: it can be signed after a look."""
        return _KINDS[self].gravity

    @property
    def about(self) -> About:
        """passage: the words themselves; facts: what was given; document: the text as a whole."""
        return _KINDS[self].about


_KINDS = {
    FindingKind.UNSUPPORTED_NUMBER: _Row("数字无依据", "grave", "passage"),
    FindingKind.PLACEHOLDER: _Row("待填写", "mild", "passage"),
    FindingKind.MASK: _Row("残留符号", "grave", "passage"),
    FindingKind.UNUSED_FACT: _Row("事实未写入", "grave", "facts"),
    FindingKind.PLAN_AS_DONE: _Row("计划写成完成", "grave", "passage"),
    FindingKind.REVERSED: _Row("与事实相反", "grave", "passage"),
    FindingKind.CONCEALED: _Row("隐去问题", "grave", "passage"),
    FindingKind.STALE_YEAR: _Row("年份"),
    FindingKind.FOREIGN_NAME: _Row("外地名称"),
    FindingKind.CONTRADICTION: _Row("自相矛盾", "mild", "facts"),
    FindingKind.CONFLICT: _Row("数字冲突", "mild", "facts"),
    FindingKind.PUNCTUATION: _Row("标点", "mild", "passage"),
    FindingKind.OVERLAP: _Row("与往年雷同"),
    FindingKind.UNANSWERED: _Row("去年打算未回应"),
    FindingKind.PUBLISHED: _Row("与去年公布的不一致", "mild", "facts"),
    FindingKind.SECTION_LENGTH: _Row("篇幅"),
    FindingKind.REPEAT: _Row("内容重复", "mild", "passage"),
    FindingKind.NUMBERING: _Row("编号", "mild", "passage"),
    FindingKind.UNCONFIRMED: _Row("待确认"),
    FindingKind.LENGTH: _Row("字数"),
    FindingKind.EMPTY_SECTION: _Row("内容缺少"),
    FindingKind.FALLBACK: _Row("写作方式"),
    FindingKind.DERIVABLE: _Row("可补充", "mild", "facts"),
    FindingKind.READING: _Row("读入文稿"),
    FindingKind.COMMENT: _Row("批注"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check found. place: where, in words a person understands.

    fix: (words in the draft, better words) where one step settles it, else None.
    """

    kind: FindingKind
    message: str
    place: str = ""
    fix: tuple[str, str] | None = None
