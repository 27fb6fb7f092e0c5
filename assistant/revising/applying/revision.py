"""What came of a request, and what the actions share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.drafting.desk import Desk
from assistant.drafts import Draft, Paragraph, Section
from assistant.revising.request import Place
from assistant.types import SectionPlan

_FRAME = ("opening", "closing")


@dataclass(frozen=True, slots=True)
class Revision:
    """A draft after a request, and what was done, for the person."""

    draft: Draft
    note: str


def body(draft: Draft, place: Place) -> list[int]:
    """The sections of a place: the one it names, or all but opening and closing."""
    if place.section is not None:
        return [place.section]
    return [i for i, section in enumerate(draft.sections) if section.role not in _FRAME]


def chars(section: Section) -> int:
    """The length of a section, white space not counted."""
    return sum(len(re.sub(r"\s", "", paragraph.text)) for paragraph in section.paragraphs)


def plan_of(section: Section, desk: Desk) -> SectionPlan:
    """The plan of a section as it is."""
    query = desk.section_kind(section.role).query
    return SectionPlan(section.heading, section.level, section.role, chars(section), query)


def more(draft: Draft, index: int, subject: str, desk: Desk) -> Sequence[Paragraph]:
    """Further paragraphs for a section, without its opening and without facts."""
    plan = plan_of(draft.sections[index], desk)
    plan = replace(plan, chars=max(plan.chars, 2000), query=subject or plan.query)
    return desk.more(plan, draft.title, draft.text, subject).paragraphs


def section_name(draft: Draft, index: int) -> str:
    """A section as a person knows it."""
    heading = list(draft.headed())[index][0]
    role = draft.sections[index].role
    return f"“{heading}”" if heading else {"opening": "开头", "closing": "结尾"}.get(role, "正文")
