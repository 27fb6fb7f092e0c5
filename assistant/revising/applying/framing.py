"""What stands around a text: its title, headings, opening, date, and who writes to whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.drafting.desk import Desk
from assistant.drafts import Draft, Paragraph, Section, Sentence
from assistant.errors import UnclearRequest
from assistant.revising.applying import values
from assistant.revising.applying.revision import Revision
from assistant.revising.request import FrameField, RenameHeading, Reopen, Retitle, SetFrame

_NAMES: dict[FrameField, str] = {
    "date": "日期",
    "organisation": "单位",
    "recipient": "主送机关（称呼）",
    "speaker": "讲话人",
    "period": "时间段",
}


def titled(draft: Draft, request: Retitle, desk: Desk) -> Revision:
    """Another title."""
    new = draft.title.replace(request.part, request.new) if request.part else request.new
    brief = draft.brief and replace(draft.brief, title=new)
    return Revision(replace(draft, title=new, brief=brief), f"标题已改成“{new}”")


def headed(draft: Draft, request: RenameHeading, desk: Desk) -> Revision:
    """Another heading of a section."""
    index = request.place.section or 0
    if not draft.sections[index].heading:
        raise UnclearRequest("这一部分没有小标题可改")
    section = replace(draft.sections[index], heading=request.new)
    return Revision(draft.with_section(index, section), f"小标题已改成“{request.new}”")


def framed(draft: Draft, request: SetFrame, desk: Desk) -> Revision:
    """Another date, organisation, recipient, speaker or period, and in the brief as well.

    An organisation and a period stand in the title and in sentences of our own too; the user's
    facts and borrowed sentences stay as they are.
    """
    field, new = request.field, request.new
    said: dict[str, Any] = {field: new}
    brief = draft.brief or desk.brief
    old = getattr(brief if field == "period" else draft, field)
    if field == "period" and not old:
        raise UnclearRequest("起草时没有给时间段，请照文稿里的原文说，如：把“今年以来”改成“2025年”")
    if field in ("organisation", "period") and old:
        draft = values.with_own_words(draft, old, new)
        brief = replace(brief, title=values.exchanged(brief.title, old, new))
    if field != "period":
        draft = replace(draft, **said)
    note = f"{_NAMES[field]}已改成“{new}”"
    if any(old and old in fact.text for fact in draft.facts.facts):
        note += f"；你给的事实里还有“{old}”，没有动，请核对"
    return Revision(replace(draft, brief=replace(brief, **said)), note)


def reopened(draft: Draft, request: Reopen, desk: Desk) -> Revision:
    """The next of the kind's openings."""
    index = next((i for i, s in enumerate(draft.sections) if s.role == "opening"), None)
    if index is None:
        raise UnclearRequest("这份文稿没有开头段，可以说：第一部分加一句：……")
    old = draft.sections[index]
    if any(sentence.source.type != "connective" for sentence in old.sentences):
        raise UnclearRequest("开头里有你自己的话，换掉会丢；可以说：开头第一段改成：……")
    now = tuple(sentence.text for sentence in old.sentences)
    points = sum(bool(section.heading) and section.level == 1 for section in draft.sections)
    openings = [
        tuple(desk.own.fill(text, points) for text in texts)
        for texts in (desk.kind.opening, *desk.kind.other_openings)
    ]
    place = openings.index(now) if now in openings else -1
    chosen = openings[(place + 1) % len(openings)]
    section: Section = replace(old, paragraphs=(Paragraph(tuple(map(Sentence, chosen))),))
    return Revision(draft.with_section(index, section), "已换了一种开头")
