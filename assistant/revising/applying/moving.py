"""Sections and paragraphs in another order, or two sections made one."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.drafting.desk import Desk
from assistant.errors import UnclearRequest
from assistant.revising.applying.revision import Revision
from assistant.revising.request import Action, Place, Request
from assistant.revising.understanding.places import PARAGRAPH, SECTION, place
from assistant.types import Draft, Paragraph, Section

_MOVE = re.compile(
    "^(?:把|将)?(?P<one>.+?)(?:放到|放在|放|移动到|移到|移至|挪到|调到|调整到|提到|提前到|换到)"
    "(?P<other>.*?)(?P<side>的?(?:前面?|之前|后面?|之后)|最前面?|最后面?|末尾|里面?|中)?$"
)
_SWAP = re.compile(
    "^(?:把|将)?(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+?)(?:的)?(?:位置|顺序|先后)?"
    "(?:对调|互换|交换|调换|调个|换个?|颠倒)(?:一下|位置|顺序|过来)*$"
)
_MERGE = (
    re.compile("^合并(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+)$"),
    re.compile(
        "^(?:把|将)?(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+?)合并(?:成.{0,6}|到?一起|一下)*$"
    ),
    re.compile(
        "^(?:把|将)?(?P<other>.+?)(?:合并到|合并进|并到|并入|并进|合到)(?P<one>.+?)(?:里面?|中|去)*$"
    ),
)
_MOVED = re.compile(r"第[一二三四五六七八九十\d]+|最[前后]|部分|段|[章节]")


def is_move(message: str) -> bool:
    """Whether a plain message asks for another order."""
    match = _match(message)
    if not match:
        return False
    if match[0] is Action.MOVE and message.startswith(("把", "将")):
        return True
    found = match[1].groupdict()
    return all(_MOVED.search(found[name]) for name in ("one", "other") if found[name])


def moved(message: str, draft: Draft) -> Request | None:
    """The move that a plain message asks for; None if it asks for none."""
    found = _match(message)
    if not found or not is_move(message):
        return None
    action, match = found
    one, other, side = place(match["one"], draft), Place(), match.groupdict().get("side") or ""
    if match["other"]:
        within = SECTION.search(match["one"])  # of which the other paragraph is counted too
        same = within and PARAGRAPH.search(match["other"]) and not SECTION.search(match["other"])
        other = place(f"{within[0]}{match['other']}" if within and same else match["other"], draft)
    if one.sentence is not None or other.sentence is not None or one.section is None:
        raise UnclearRequest("请说移动第几部分、第几段，如：第三部分移到第二部分前面")
    if action is Action.MOVE and match["other"] and not re.search("前|后|末|里|中", side):
        raise UnclearRequest("放到它的前面还是后面？可以说：第三部分移到第二部分前面")
    if match["other"] and other.section is None:
        raise UnclearRequest("没有明白放到哪里，可以说：第三部分移到第二部分前面")
    if action is Action.MERGE and (one.paragraph, other.paragraph) != (None, None):
        raise UnclearRequest("只能合并整个部分，如：第三部分并到第二部分里")
    if action is Action.SWAP and (one.paragraph is None) != (other.paragraph is None):
        raise UnclearRequest("请说两个部分对调，或两段对调")
    return Request(action, one.section, one.paragraph, target=other, after="前" not in side)


def rearranged(draft: Draft, request: Request, desk: Desk) -> Revision:
    """Moves, or changes the places of two; each section takes along those below it."""
    one = Place(request.section, request.paragraph)
    if one.paragraph is not None:
        return Revision(_paragraphs(draft, one, request), "已换了段落的位置")
    if request.target.paragraph is not None:
        raise UnclearRequest("整个部分不能放进段落之间，可以说：第三部分移到第二部分前面")
    blocks, fixed = _blocks(draft), ("opening", "closing")
    order = [block for block in blocks if block[0].role not in fixed]
    moving = _block(order, draft, request.section)
    target = _block(order, draft, request.target.section) if request.target != Place() else None
    if request.action is Action.SWAP and target:
        swapped = {id(moving): target, id(target): moving}
        order = [swapped.get(id(block), block) for block in order]
    elif target is not moving:
        order.remove(moving)
        at = order.index(target) + request.after if target else len(order) * request.after
        order.insert(at, moving)
    frame = [block for block in blocks if block[0].role in fixed]
    first = [b for b in frame if b[0].role == "opening"]
    last = [b for b in frame if b[0].role == "closing"]
    sections = tuple(section for block in (*first, *order, *last) for section in block)
    return Revision(replace(draft, sections=sections), "已换了顺序，编号已重排")


def merged(draft: Draft, request: Request, desk: Desk) -> Revision:
    """The paragraphs of one section behind those of another, whose heading stays."""
    into, of = request.section or 0, request.target.section or 0
    if into == of:
        raise UnclearRequest("请说两个不同的部分，如：第三部分并到第二部分里")
    one, other = draft.sections[into], draft.sections[of]
    if any(len(block) > 1 for block in _blocks(draft) if block[0] in (one, other)):
        raise UnclearRequest("下面还有小节的部分不能合并，请逐段移动")
    made = replace(one, paragraphs=(*one.paragraphs, *other.paragraphs))
    sections = tuple(
        made if index == into else section
        for index, section in enumerate(draft.sections)
        if index != of
    )
    note = f"已合并，小标题用“{one.heading}”" if one.heading else "已合并"
    return Revision(replace(draft, sections=sections), note)


def _match(message: str) -> tuple[Action, re.Match[str]] | None:
    merges = ((Action.MERGE, pattern) for pattern in _MERGE)
    for action, pattern in (*merges, (Action.SWAP, _SWAP), (Action.MOVE, _MOVE)):
        if match := pattern.search(message):
            return action, match
    return None


def _blocks(draft: Draft) -> list[tuple[Section, ...]]:
    """Sections of the first level, each with those of the second below it."""
    blocks: list[tuple[Section, ...]] = []
    for section in draft.sections:
        if section.level == 2 and blocks and blocks[-1][0].heading:
            blocks[-1] = (*blocks[-1], section)
        else:
            blocks.append((section,))
    return blocks


def _block(
    blocks: list[tuple[Section, ...]], draft: Draft, index: int | None
) -> tuple[Section, ...]:
    wanted = draft.sections[index or 0]
    found = next((block for block in blocks if any(s is wanted for s in block)), None)
    if not found:
        raise UnclearRequest("开头和结尾的位置不能动，请说第几部分")
    return found


def _paragraphs(draft: Draft, one: Place, request: Request) -> Draft:
    source, target = one.section or 0, request.target
    paragraph = draft.sections[source].paragraphs[one.paragraph or 0]
    goal = source if target.section is None else target.section
    if request.action is Action.SWAP:
        other = draft.sections[goal].paragraphs[target.paragraph or 0]
        return _put(_put(draft, one, (other,)), Place(goal, target.paragraph), (paragraph,))
    if len(draft.sections[source].paragraphs) == 1 and goal != source:
        raise UnclearRequest("这一部分只有这一段，移走就空了，可以说：第三部分并到第二部分里")
    count = len(draft.sections[goal].paragraphs)
    at = target.paragraph if target.paragraph is not None else (count - 1) * request.after
    if (source, one.paragraph) == (goal, at):
        return draft
    there = draft.sections[goal].paragraphs[at]
    pair = (there, paragraph) if request.after else (paragraph, there)
    if source != goal or (one.paragraph or 0) > at:
        return _put(_put(draft, one, ()), Place(goal, at), pair)
    return _put(_put(draft, Place(goal, at), pair), one, ())


def _put(draft: Draft, at: Place, paragraphs: tuple[Paragraph, ...]) -> Draft:
    index, number = at.section or 0, at.paragraph or 0
    section = draft.sections[index]
    made = (*section.paragraphs[:number], *paragraphs, *section.paragraphs[number + 1 :])
    return draft.with_section(index, replace(section, paragraphs=made))
