"""A sentence like 第二部分再精简一点 as a request; what it cannot mean is asked back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import UnclearRequest
from assistant.numerals import chinese_value
from assistant.types import Draft

_NUMBER = r"[一二三四五六七八九十\d]{1,3}"
_SECTION = re.compile(rf"第(?P<number>{_NUMBER})(?:个?(?:大?部分|大点|节|章|大项)|点(?!意见))")
_LABEL = re.compile(rf"(?<![\u4e00-\u9fff\d])(?P<number>{_NUMBER})、")
_PARAGRAPH = re.compile(rf"第(?P<number>{_NUMBER})(?:个?(?:自然)?段)")
_LAST_PARAGRAPH = re.compile("最后一?段")
_OPENING = re.compile("开头|开篇|引言|前言|导语|帽段|第一句")
_CLOSING = re.compile("结尾|结束语|收尾|落款前")
_QUOTED = re.compile('[“"「]([^”"」]+)[”"」]')
_CHARS = re.compile(r"(?:到|在|成|为|约|剩)?\s*(\d{2,5})\s*个?字")
_TEXT = re.compile("[：:]\\s*(?P<text>.{4,})$", re.DOTALL)
_INTO = "(?:改成|改为|换成|换为|替换成|替换为|调整为|更正为|修改为|应该是|应为|应是)"
_REPLACE = re.compile(
    rf"把?[“\"](?P<old>[^”\"]+)[”\"](?:全部|都|一律|统一)?{_INTO}[“\"](?P<new>[^”\"]*)[”\"]"
)
_CHANGE = re.compile(
    rf"^(?:请|帮我|麻烦)?(?:你)?(?:把|将)?(?P<what>[^，。；]{{1,40}}?)(?:从[^，。；]{{1,20}})?"
    rf"{_INTO}(?P<new>.+?)[。！]?$",
    re.DOTALL,
)
_QUESTION = re.compile("[?？]|[吗呢]$|怎么|如何|怎样|什么|哪些|哪里|多少|为何|有没有|是不是")
_HEADING = re.compile("标题|题目|小标题")
_SUBJECT = re.compile(
    "(?:加|增加|补充|添|写)(?:上|进|入)?(?:一?[段条点句些节项个]|几[段条句点])?(?:关于|有关|讲|说|写)?"
    "(?P<subject>(?!一?[段条点句些节项个])[^，。；：:]{2,24}?)(?:的?(?:内容|举措|做法|措施|要求|表述|段落|打算|工作|方面))*[。！吧]*$"
)
_ABOUT = re.compile("(?:关于|有关|提到|讲|涉及)(?P<subject>[^，。；的]{2,16})的?")


class Action(StrEnum):
    """What can be done to a draft."""

    UNDO = "undo"
    REDO = "redo"
    REPLACE = "replace"
    VALUE = "value"
    TITLE = "title"
    HEADING = "heading"
    REOPEN = "reopen"
    REMOVE = "remove"
    ADD = "add"
    STATE = "state"
    CONFIRM = "confirm"
    SHORTEN = "shorten"
    LENGTHEN = "lengthen"
    REWRITE = "rewrite"


# The first that matches counts.
_ACTIONS: tuple[tuple[Action, re.Pattern[str]], ...] = tuple(
    (action, re.compile(pattern))
    for action, pattern in (
        (
            Action.UNDO,
            "^(?:请|帮我)?(?:恢复|回到|退回|还原)(?:到|成)?(?:上一|前一|之前|原来)|^(?:请|帮我)?(?:撤销|撤回|改回去)",
        ),
        (Action.REDO, "^(?:请|帮我)?(?:重做|恢复下一?版|取消撤销)"),
        (Action.CONFIRM, "确认|属实|符合(?:本地)?实际"),
        (
            Action.REOPEN,
            "(?:换|改|重写|重新写).{0,6}(?:开头|开篇|引言)|(?:开头|开篇|引言).{0,6}(?:换|重写|重新写|改一|改改)",
        ),
        (Action.SHORTEN, "精简|压缩|缩短|简短|简练|删减|缩减|短一?[点些]|少写|太长|太啰嗦|太多了"),
        (
            Action.LENGTHEN,
            "展开|详细|扩充|扩写|丰富|充实|长一?[点些]|多写|太短|太简单|具体一?[点些]",
        ),
        (Action.REMOVE, "删|去掉|拿掉|不要|取消|不写"),
        (Action.ADD, "加|补充|添|写上|写进"),
        (Action.REWRITE, "重写|重新写|换一?[种个]|换个|改写|再写一遍|润色"),
    )
)


@dataclass(frozen=True, slots=True)
class Request:
    """What a sentence asks for.

    section, paragraph: places in the draft, from 0; None for all of it. subject: what is to be
    added or removed; text: words of the user's own; old, new: what is to be changed into what;
    chars: the length that was asked for, 0 if none.
    """

    action: Action
    section: int | None = None
    paragraph: int | None = None
    subject: str = ""
    text: str = ""
    old: str = ""
    new: str = ""
    chars: int = 0


def asks_for_revision(message: str) -> bool:
    """Whether a message may be about a draft that was just written."""
    if _QUESTION.search(message):
        return False
    return bool(_REPLACE.search(message) or re.search(_INTO, message) or _action(message))


def understood(message: str, draft: Draft) -> Request:
    """The request; UnclearRequest asks back what is missing, with examples."""
    message = message.strip()
    if match := _REPLACE.search(message):
        return Request(Action.REPLACE, old=match["old"], new=match["new"])
    section, paragraph = _place(message, draft)
    action = _action(message)
    if action in (Action.UNDO, Action.REDO):
        return Request(action)
    if action is not Action.REOPEN and (match := _CHANGE.search(message)):
        return _changed(match["what"], match["new"].strip('“”"「」 '), section)
    if action is None:
        raise UnclearRequest(
            "没有明白要怎么改。可以说：第二部分再精简一点；加一段基金招商；把到位资金改成99.1亿元；"
            "删掉第三部分第二段；确认第二部分的借鉴内容；换一种开头；恢复上一版"
        )
    text, chars = _TEXT.search(message), _CHARS.search(message)
    request = Request(action, section, paragraph, chars=int(chars[1]) if chars else 0)
    if action is Action.ADD:
        return _added(request, message, text["text"].strip() if text else "")
    if action is Action.REMOVE:
        return _removed(request, message)
    return request


def _action(message: str) -> Action | None:
    return next((action for action, pattern in _ACTIONS if pattern.search(message)), None)


def _changed(what: str, new: str, section: int | None) -> Request:
    if _HEADING.search(what):
        if section is None:
            return Request(Action.TITLE, new=new)
        return Request(Action.HEADING, section, new=new)
    quoted = _QUOTED.search(what)
    if quoted:
        return Request(Action.REPLACE, old=quoted[1], new=new)
    if not re.search(r"\d|[一二三四五六七八九十百千万亿]", new):
        return Request(Action.REPLACE, old=what.strip(), new=new)
    return Request(Action.VALUE, subject=what.strip(), new=new)


def _added(request: Request, message: str, text: str) -> Request:
    if text:
        return Request(Action.STATE, request.section, request.paragraph, text=text)
    quoted, subject = _QUOTED.search(message), _SUBJECT.search(message)
    if quoted and len(quoted[1]) > 12:
        return Request(Action.STATE, request.section, request.paragraph, text=quoted[1])
    about = quoted[1] if quoted else subject["subject"] if subject else ""
    if not about:
        raise UnclearRequest(
            "要加什么内容？可以说：在第二部分加一段基金招商；或者：第二部分加一句：……"
        )
    return Request(Action.ADD, request.section, subject=about)


def _removed(request: Request, message: str) -> Request:
    if quoted := _QUOTED.search(message):
        return Request(Action.REMOVE, request.section, subject=quoted[1])
    if request.section is None and request.paragraph is None:
        about = _ABOUT.search(message) or re.search(
            "(?:删掉?|删除|去掉|拿掉|不要写?|取消)(?P<subject>[^，。；]{2,16}?)(?:那|这|的)?(?:一?[段句条节]|部分|内容)?[。吧]*$",
            message,
        )
        if not about:
            raise UnclearRequest("要删哪里？可以说：删掉第三部分第二段；删掉关于基金招商的内容")
        return Request(Action.REMOVE, subject=about["subject"])
    return request


def _place(message: str, draft: Draft) -> tuple[int | None, int | None]:
    """Section and paragraph that a message names; UnclearRequest for a number too high."""
    outside = _QUOTED.sub("", message)
    section = _section(outside, draft)
    number = _PARAGRAPH.search(outside)
    if number is None and not _LAST_PARAGRAPH.search(outside):
        return section, None
    wanted = _value(number["number"]) if number else -1
    if section is not None:
        return section, _within(wanted, len(draft.sections[section].paragraphs))
    places = [
        (at, index)
        for at, made in enumerate(draft.sections)
        for index in range(len(made.paragraphs))
    ]
    return places[_within(wanted, len(places))]


def _within(number: int, count: int) -> int:
    """A place from 0; -1 is the last."""
    if number == -1 and count:
        return count - 1
    if not 1 <= number <= count:
        raise UnclearRequest(f"没有第 {number} 段，这里一共 {count} 段")
    return number - 1


def _section(message: str, draft: Draft) -> int | None:
    numbered = [i for i, made in enumerate(draft.sections) if made.heading and made.level == 1]
    if not numbered:  # the headings of this kind are not printed
        numbered = [i for i, s in enumerate(draft.sections) if s.role not in ("opening", "closing")]
    if match := _SECTION.search(message) or _LABEL.search(message):
        number = _value(match["number"])
        if not 1 <= number <= len(numbered):
            raise UnclearRequest(f"没有第 {number} 部分，这份文稿一共 {len(numbered)} 个部分")
        return numbered[number - 1]
    for index in numbered:
        heading = draft.sections[index].heading
        parts = [part for part in re.split("[、，和与及]", heading) if len(part) > 1]
        if heading and (heading in message or any(part in message for part in parts)):
            return index
    roles = {"opening": _OPENING, "closing": _CLOSING}
    for index, made in enumerate(draft.sections):
        if made.role in roles and roles[made.role].search(message):
            return index
    return None


def _value(text: str) -> int:
    value = int(text) if text.isdecimal() else chinese_value(text)
    return int(value or 0)
