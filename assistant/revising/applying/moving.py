"""Sections and paragraphs in another order, or two sections made one."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.desk import Desk
from assistant.drafts import Draft, Paragraph, Section
from assistant.errors import UnclearRequest
from assistant.revising.applying.revision import Revision
from assistant.revising.request import WHOLE, Merge, Move, Place, Swap

_FIXED = ("opening", "closing")


def moved(draft: Draft, request: Move, desk: Desk) -> Revision:
    """Moves a section with those below it, or a paragraph."""
    one, target = request.place, request.target
    if one.paragraph is not None:
        return Revision(_paragraph_moved(draft, request), "已换了段落的位置")
    order, moving = _ordered(draft, request.place, target)
    goal = _block(order, draft, target.section) if target != WHOLE else None
    if goal is not moving:
        order.remove(moving)
        at = order.index(goal) + request.after if goal else len(order) * request.after
        order.insert(at, moving)
    return _rearranged(draft, order)


def swapped(draft: Draft, request: Swap, desk: Desk) -> Revision:
    """Changes the places of two sections, each with those below it, or of two paragraphs."""
    one, target = request.place, request.target
    if one.paragraph is not None:
        first, other = _paragraph_at(draft, one), _paragraph_at(draft, target, one)
        made = draft.with_paragraph(one.section or 0, one.paragraph, other)
        made = made.with_paragraph(_section_of(target, one), target.paragraph or 0, first)
        return Revision(made, "已换了段落的位置")
    order, moving = _ordered(draft, one, target)
    goal = _block(order, draft, target.section)
    other_of = {id(moving): goal, id(goal): moving}
    return _rearranged(draft, [other_of.get(id(block), block) for block in order])


def merged(draft: Draft, request: Merge, desk: Desk) -> Revision:
    """The paragraphs of one section behind those of another, whose heading stays."""
    into, of = request.place.section or 0, request.target.section or 0
    if into == of:
        raise UnclearRequest("请说两个不同的部分，如：第三部分并到第二部分里")
    one, other = draft.sections[into], draft.sections[of]
    if any(len(block) > 1 for block in _blocks(draft) if block[0] in (one, other)):
        raise UnclearRequest("下面还有小节的部分不能合并，请逐段移动")
    made = one.with_more(*other.paragraphs)
    sections = tuple(
        made if index == into else section
        for index, section in enumerate(draft.sections)
        if index != of
    )
    note = f"已合并，小标题用“{one.heading}”" if one.heading else "已合并"
    return Revision(replace(draft, sections=sections), note)


Block = tuple[Section, ...]
"""A section of the first level with those of the second below it."""


def _ordered(draft: Draft, one: Place, target: Place) -> tuple[list[Block], Block]:
    """The blocks between opening and closing, and the one that is to move."""
    if target.paragraph is not None:
        raise UnclearRequest("整个部分不能放进段落之间，可以说：第三部分移到第二部分前面")
    order = [block for block in _blocks(draft) if block[0].role not in _FIXED]
    return order, _block(order, draft, one.section)


def _rearranged(draft: Draft, order: list[Block]) -> Revision:
    """The draft with its blocks in another order; opening and closing stay where they are."""
    frame = [block for block in _blocks(draft) if block[0].role in _FIXED]
    first = [block for block in frame if block[0].role == "opening"]
    last = [block for block in frame if block[0].role == "closing"]
    sections = tuple(section for block in (*first, *order, *last) for section in block)
    return Revision(replace(draft, sections=sections), "已换了顺序，编号已重排")


def _blocks(draft: Draft) -> list[Block]:
    blocks: list[Block] = []
    for section in draft.sections:
        if section.level == 2 and blocks and blocks[-1][0].heading:
            blocks[-1] = (*blocks[-1], section)
        else:
            blocks.append((section,))
    return blocks


def _block(blocks: list[Block], draft: Draft, index: int | None) -> Block:
    wanted = draft.sections[index or 0]
    found = next((block for block in blocks if any(s is wanted for s in block)), None)
    if not found:
        raise UnclearRequest("开头和结尾的位置不能动，请说第几部分")
    return found


def _section_of(place: Place, other: Place) -> int:
    """The section of a place; one that names none is in that of another place."""
    section = place.section if place.section is not None else other.section
    return section or 0


def _paragraph_at(draft: Draft, place: Place, other: Place = WHOLE) -> Paragraph:
    return draft.sections[_section_of(place, other)].paragraphs[place.paragraph or 0]


def _paragraph_moved(draft: Draft, request: Move) -> Draft:
    one, target = request.place, request.target
    source, goal = one.section or 0, _section_of(target, one)
    if len(draft.sections[source].paragraphs) == 1 and goal != source:
        raise UnclearRequest("这一部分只有这一段，移走就空了，可以说：第三部分并到第二部分里")
    count = len(draft.sections[goal].paragraphs)
    at = target.paragraph if target.paragraph is not None else (count - 1) * request.after
    if (source, one.paragraph) == (goal, at):
        return draft
    paragraph, there = _paragraph_at(draft, one), draft.sections[goal].paragraphs[at]
    pair = (there, paragraph) if request.after else (paragraph, there)
    number = one.paragraph or 0
    if source != goal or number > at:
        return draft.with_paragraph(source, number).with_paragraph(goal, at, *pair)
    return draft.with_paragraph(goal, at, *pair).with_paragraph(source, number)
