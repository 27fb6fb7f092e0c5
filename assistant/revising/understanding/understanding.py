"""A sentence like 第二部分再精简一点 as a request; what it cannot mean is asked back."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.errors import UnclearRequest
from assistant.revising.applying.moving import is_move, moved
from assistant.revising.request import Action, Request
from assistant.revising.understanding import phrasing
from assistant.revising.understanding.changing import TITLE, changed, is_change
from assistant.revising.understanding.phrasing import QUOTED, TEXT
from assistant.revising.understanding.places import MARKS, paragraph_about, place, unplaced
from assistant.types import Draft
from knowledge_base.language.quantities import chinese_value, quantities

_CHARS = re.compile(r"(?P<number>\d{2,5}|[一二三四五六七八九两十百千]{2,7})\s*个?字")
_BY = re.compile(
    r"(?:减少?|删掉?|少写?|增?加|多写?|补充?|扩充?)(?:了|掉)?(?:\d+|[一二三四五六七八九两十百千]{2,7})个?字"
)
_HALF = re.compile("(?:删|减|缩|简|砍)[^，。；]{0,4}一半|一半就够")
_WHOLE = re.compile("全文|全篇|整篇|整体|整个|通篇|总体|文稿|文章|稿子|全稿|全部|所有")
_SUBJECT = re.compile(
    "(?:加|补充?|添|写|插入)(?:上|进|入|写)*(?:一?个?[段条点句些节项个]|几[段条句点])?(?:关于|有关|讲|说|写)?"
    "(?P<subject>(?!一?[段条点句些节项个])[^，。；：:]{2,24}?)(?:的?(?:内容|举措|做法|措施|要求|表述|段落|打算|工作|方面))*[。！吧]*$"
)
_NEW_SECTION = re.compile("(?:加|补充?|添|写|插入)[上进入写]*一?个?(?:大?部分|[节章]|大点)")
_SINGLE = re.compile("[那这]一?[段句条点]")
_ANCHOR = re.compile(
    '[一几那这][段条句节项个点]|关于|部分|标题|借鉴|把|将|[“"：:]|个?字|[再太更]|一?[点些下](?:吧|了)?$|开头|结尾|写'
)
_ASK = (
    "没有明白要怎么改。可以说：第二部分再精简一点；加一段基金招商；把到位资金改成99.1亿元；"
    "删掉第三部分第二段；第三部分移到第二部分前面；日期改成2025年12月20日；"
    "确认第二部分的借鉴内容；换一种开头；恢复上一版"
)

_TURNS: tuple[tuple[Action, re.Pattern[str]], ...] = (
    (
        Action.REDO,
        re.compile(
            "(?:重做|(?:恢复|回)到?下一?个?[版步次](?:本)?|(?:取消|撤销)(?:刚才|上一?[步次]|这次)?的?(?:撤销|恢复))(?:一下|了)*"
        ),
    ),
    (
        Action.UNDO,
        re.compile(
            "(?:恢复|回到|退回|还原|撤销|撤回|取消)(?:到|成|为)?(?:(?:刚才|刚刚|上次|之前|以前|原来|这次|[上前]一?个?[版步次])的?)"
            "(?:版本?|修改|改动|操作|样子|状态|那一?[版步次]|本)*(?:一下|了)*|(?:撤销|撤回|还原)(?:一下|了|修改|改动|操作)*|"
            "改回(?:去|来|原样|原来的?(?:样子)?)|(?:上一?步|上一?次|刚才|这次)的?(?:修改|改动|操作)?(?:不要了?|取消|作废|不算)"
        ),
    ),
)
_TURNING = re.compile("^(?:恢复|回到|退回|还原|撤销|撤回)")

# The first that matches counts; looked for outside quotes and before ：.
_ACTIONS: tuple[tuple[Action, re.Pattern[str]], ...] = tuple(
    (action, re.compile(pattern))
    for action, pattern in (
        (
            Action.CONFIRM,
            "(?:^|[，,])(?:都|全部|已经?)*确认(?:了|无误)*$|确认.{0,12}(?:借鉴|内容|部分|段|句|全部|都)|"
            "(?:借鉴|内容|部分|段|句).{0,8}(?:(?<!未)(?<!没)确认|(?<!不)属实|(?<!不)符合(?:本地|当地)?实际)|^(?:都|全部)?(?:属实|符合(?:本地|当地)?实际)$",
        ),
        (
            Action.REOPEN,
            "(?:换|改|重写|重新写).{0,6}(?:开头|开篇|引言)|(?:开头|开篇|引言).{0,6}(?:换|重写|重新写|改一|改改)",
        ),
        (
            Action.SHORTEN,
            "精简|压缩|压到|缩短|简短|简练|简洁|删减|缩减|短一?[点些]|少写|太长|[啰罗]嗦|太多了|控制在|字?以内|[缩减]到|减少",
        ),
        (
            Action.LENGTHEN,
            "展开|详细|扩充|扩写|扩展|丰富|充实|长一?[点些]|多写|太短|太简单|具体一?[点些]|写到\\d+字",
        ),
        (Action.REMOVE, "删|去掉|去除|拿掉|砍掉|不要|取消|不写|不提"),
        (
            Action.ADD,
            "(?:加(?![强快大速紧深])|补充?|添|插入|再写|里写)(?:上|进|入|写)*(?:一?个?[段条点句些节项]|几[段条句点]|一个|关于|有关|[：:]|结尾|结束语|“)|"
            "(?:加|补充|添)[^，。；]{0,20}(?:内容|[：:])|^(?:增加|加(?![强快大速紧深])|补充|添加?)[^，。；]{2,}$|(?:里|中|部分|段|结尾|开头)再?(?:增?加|补充|添)",
        ),
        (
            Action.REWRITE,
            "(?:重写|重新写)(?!.{0,2}[篇份])|重做|换一?[种个]|换种|改写|再写一遍|润色",
        ),
    )
)
_WORDS = re.compile(
    "|".join(
        (
            *(pattern.pattern for _, pattern in _ACTIONS[2:5]),
            _ACTIONS[-1][1].pattern,
            "确认|属实|符合|实际",
        )
    )
)
_FILLING = re.compile(
    "借鉴|内容|部分|自然|没有?问题|都对|无误|一下|一半|写得|写法|说法|表述|样子|左右|以内|之内|篇幅|字数|有点|比较|关于|有关|提到|涉及|"
    f"不够|不好|不行|重新|还是|现在|可能|本地|当地|{_WHOLE.pattern}|"
    r"\d+|[\sA-Za-z的了点些再都把将太写这那段句条章节块个得要给和就更很还在到成为约里中面下改换些请一种字剩控制来掉，,。；;！!：:、“”\"「」]"
)

_REMOVING = re.compile(
    "(?:删|去|拿|砍)(?:除|掉|了|去)?|不要(?:再?写|再?提)?|取消|不写|不提|"
    "的?(?:那|这)一?个?(?:[段句条点节块]|部分)话?|的?(?:部分|内容|表述|说法|文字|段落|句子)|"
    "^(?:把|将|里面?|中)+|(?:关于|有关|提到|涉及|讲)|[，,。；;！!、]|[了掉的都]+$|"
    "(?<= )的|^的|整个|全部|所有|一下|一?[句段条]话?$|里面?的?"
)


def understood(message: str, draft: Draft) -> Request:
    """The request; UnclearRequest asks back what is missing, with examples."""
    message = phrasing.plain(message)
    if back := turn(message):
        return Request(back)
    if phrasing.is_question(message):
        raise UnclearRequest(f"这像是提问，文稿没有动。{_ASK[9:]}")
    phrasing.refuse(message)
    if request := moved(message, draft) or changed(message, draft):
        return request
    action = _action(message)
    if action is None:
        if _TURNING.search(message):
            raise UnclearRequest("只能一版一版地恢复，可以说：恢复上一版；恢复下一版")
        raise UnclearRequest(_ASK)
    if action is Action.REOPEN:
        return Request(action, place("开头", draft).section)
    if TITLE.search(QUOTED.sub("", _head(message))):
        raise UnclearRequest("标题要改成什么？可以说：标题改成……；第二部分标题改成……")
    at = place(_head(message), draft)
    request = Request(action, at.section, at.paragraph, sentence=at.sentence, closing=at.closing)
    if action is Action.ADD:
        return _added(request, message)
    if action is Action.REMOVE:
        return _removed(request, message, draft)
    return _scaled(request, message, draft)


def split(message: str) -> list[str]:
    """The requests of a message, in order; one that may not be split is one."""
    return phrasing.parts(phrasing.plain(message), _is_whole)


def asks_for_revision(message: str) -> bool:
    """Whether a message may be about a draft that was just written."""
    message = phrasing.plain(message)
    if turn(message):
        return True
    if phrasing.is_question(message):
        return False
    if is_change(message) or is_move(message):
        return True
    action = _action(message)
    return bool(action) and (
        any(mark.search(message) for mark in MARKS)
        or bool(_ANCHOR.search(message) or _WHOLE.search(message))
        or len(_FILLING.sub("", _WORDS.sub("", message))) < 2
        or action is Action.REMOVE
    )


def turn(message: str) -> Action | None:
    """Whether a plain message asks for the version before or after, and for nothing else."""
    return next((action for action, pattern in _TURNS if pattern.fullmatch(message)), None)


def _head(message: str) -> str:
    return TEXT.sub("：", message)


def _action(message: str) -> Action | None:
    head = QUOTED.sub("“", _head(message))
    return next((action for action, pattern in _ACTIONS if pattern.search(head)), None)


def _is_whole(part: str) -> bool:
    """Whether a part of a message stands alone: it says what to do, and with what."""
    if turn(part) or is_change(part) or is_move(part):
        return True
    action = _action(part)
    if action in (None, Action.CONFIRM):
        return False
    placed = any(mark.search(part) for mark in MARKS) or bool(_WHOLE.search(part))
    return placed or (
        action in (Action.ADD, Action.REMOVE) and bool(_FILLING.sub("", _WORDS.sub("", part))[1:])
    )


def _scaled(request: Request, message: str, draft: Draft) -> Request:
    """What is done to a place as it is; all of it only where the message says no other place."""
    if request.closing and request.section is None:
        raise UnclearRequest("这份文稿没有结尾段，可以说：结尾加一句：……")
    if request.section is None and (at := paragraph_about(message, draft)):
        request = replace(request, section=at.section, paragraph=at.paragraph)
    elif rest := _rest(message, draft):
        raise UnclearRequest(f"没有明白“{rest}”指哪里，请说第几部分第几段，或照文稿里的小标题说")
    if request.action in (Action.LENGTHEN, Action.REWRITE) and request.paragraph is not None:
        raise UnclearRequest(
            "一段不能单独这样改，可以说整个部分，如：第二部分展开写；或直接给出这段的话，如：第二部分第一段改成：……"
        )
    if request.sentence is not None:
        raise UnclearRequest(
            "一句不能单独这样改，可以说：第二部分第一句改成：……；或：删掉第二部分第一句"
        )
    if _BY.search(message):
        raise UnclearRequest("请说改到多少字，如：第二部分压缩到300字")
    found = _CHARS.search(message)
    chars = (
        int(chinese_value(found[1]) or 0)
        if found and not found[1].isdecimal()
        else int(found[1])
        if found
        else 0
    )
    return replace(request, chars=chars, share=0.5 if _HALF.search(message) else 0.0)


def _rest(message: str, draft: Draft) -> str:
    """What a message says beside its place and what is to be done, "" if nothing."""
    rest = _FILLING.sub(" ", _WORDS.sub(" ", _CHARS.sub(" ", unplaced(message, draft)))).strip()
    return rest if len(rest) > 1 else ""


def _added(request: Request, message: str) -> Request:
    if _NEW_SECTION.search(QUOTED.sub("", message)):
        raise UnclearRequest("不能新加一个部分，可以在现有的部分里加，如：第二部分加一段基金招商")
    text, quoted, subject = TEXT.search(message), QUOTED.search(message), _SUBJECT.search(message)
    words = text["text"].strip() if text else quoted[1] if quoted and len(quoted[1]) > 12 else ""
    if request.sentence is not None:
        raise UnclearRequest("请说加到第几部分第几段，如：第二部分第一段加一句：……")
    if words:
        return replace(request, action=Action.STATE, text=words)
    about = quoted[1] if quoted else subject["subject"] if subject else ""
    if request.closing or re.search("结束语|结尾", about):
        raise UnclearRequest("结尾要写什么？可以说：结尾加一句：……")
    if not about or quantities(about):
        raise UnclearRequest(
            "要加什么内容？可以说：在第二部分加一段基金招商；或者：第二部分加一句：……"
        )
    return replace(request, subject=about, paragraph=None)


def _removed(request: Request, message: str, draft: Draft) -> Request:
    quoted = QUOTED.search(message)
    single = bool(_SINGLE.search(message))
    if request.closing and request.section is None:
        raise UnclearRequest("这份文稿没有结尾段，请说第几部分第几段")
    if quoted:
        return replace(request, subject=quoted[1], single=single)
    rest = unplaced(message, draft) if request.section is not None else message
    rest = _REMOVING.sub(" ", rest).strip(" 的")
    rest = rest if len(rest) > 1 else ""
    if request.section is None and not rest:
        raise UnclearRequest("要删哪里？可以说：删掉第三部分第二段；删掉关于基金招商的内容")
    return replace(request, subject=rest, single=single)
