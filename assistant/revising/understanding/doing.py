"""Requests of the form: do this to that place (第二部分再精简一点, 加一段基金招商)."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.drafts import Draft
from assistant.errors import UnclearRequest
from assistant.revising.request import (
    Add,
    Confirm,
    Lengthen,
    Place,
    Remove,
    Reopen,
    Request,
    Rewrite,
    Shorten,
    State,
)
from assistant.revising.understanding.changing import TITLE
from assistant.revising.understanding.phrasing import QUOTED, TEXT
from assistant.revising.understanding.places import MARKS, paragraph_about, place, unplaced
from knowledge_base.language.quantities import chinese_value, quantities

ASK = (
    "没有明白要怎么改。可以说：第二部分再精简一点；加一段基金招商；把到位资金改成99.1亿元；"
    "删掉第三部分第二段；第三部分移到第二部分前面；日期改成2025年12月20日；"
    "确认第二部分的借鉴内容；换一种开头；恢复上一版"
)

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
_TURNING = re.compile("^(?:恢复|回到|退回|还原|撤销|撤回)")


_Kind = type[Confirm | Reopen | Shorten | Lengthen | Remove | Add | Rewrite]
# The first that matches counts; looked for outside quotes and before ：.
_KINDS: tuple[tuple[_Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            Confirm,
            "(?:^|[，,])(?:都|全部|已经?)*确认(?:了|无误)*$|确认.{0,12}(?:借鉴|内容|部分|段|句|全部|都)|"
            "(?:借鉴|内容|部分|段|句).{0,8}(?:(?<!未)(?<!没)确认|(?<!不)属实|(?<!不)符合(?:本地|当地)?实际)|^(?:都|全部)?(?:属实|符合(?:本地|当地)?实际)$",
        ),
        (
            Reopen,
            "(?:换|改|重写|重新写).{0,6}(?:开头|开篇|引言)|(?:开头|开篇|引言).{0,6}(?:换|重写|重新写|改一|改改)",
        ),
        (
            Shorten,
            "精简|压缩|压到|缩短|简短|简练|简洁|删减|缩减|短一?[点些]|少写|太长|[啰罗]嗦|太多了|控制在|字?以内|[缩减]到|减少",
        ),
        (
            Lengthen,
            "展开|详细|扩充|扩写|扩展|丰富|充实|长一?[点些]|多写|太短|太简单|具体一?[点些]|写到\\d+字",
        ),
        (Remove, "删|去掉|去除|拿掉|砍掉|不要|取消|不写|不提"),
        (
            Add,
            "(?:加(?![强快大速紧深])|补充?|添|插入|再写|里写)(?:上|进|入|写)*(?:一?个?[段条点句些节项]|几[段条句点]|一个|关于|有关|[：:]|结尾|结束语|“)|"
            "(?:加|补充|添)[^，。；]{0,20}(?:内容|[：:])|^(?:增加|加(?![强快大速紧深])|补充|添加?)[^，。；]{2,}$|(?:里|中|部分|段|结尾|开头)再?(?:增?加|补充|添)",
        ),
        (
            Rewrite,
            "(?:重写|重新写)(?!.{0,2}[篇份])|重做|换一?[种个]|换种|改写|再写一遍|润色",
        ),
    )
)
_WORDS = re.compile(
    "|".join(
        (
            *(pattern.pattern for _, pattern in _KINDS[2:5]),
            _KINDS[-1][1].pattern,
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


def done(message: str, draft: Draft) -> Request:
    """What is to be done to a place as it is."""
    kind = _kind(message)
    if kind is None:
        if _TURNING.search(message):
            raise UnclearRequest("只能一版一版地恢复，可以说：恢复上一版；恢复下一版")
        raise UnclearRequest(ASK)
    if kind is Reopen:
        place("开头", draft)  # which this kind of document may lack
        return Reopen()
    if TITLE.search(QUOTED.sub("", _head(message))):
        raise UnclearRequest("标题要改成什么？可以说：标题改成……；第二部分标题改成……")
    at = place(_head(message), draft)
    if kind is Add:
        return _added(at, message)
    if kind is Remove:
        return _removed(at, message, draft)
    return _scaled(kind, at, message, draft)


def may_ask(message: str) -> bool:
    """Whether a message that is no change and no move asks for something to be done."""
    kind = _kind(message)
    return bool(kind) and (
        any(mark.search(message) for mark in MARKS)
        or bool(_ANCHOR.search(message) or _WHOLE.search(message))
        or not _says_more(message, 2)
        or kind is Remove
    )


def stands_alone(part: str) -> bool:
    """Whether a part of a message says what to do, and with what."""
    kind = _kind(part)
    if kind in (None, Confirm):
        return False
    placed = any(mark.search(part) for mark in MARKS) or bool(_WHOLE.search(part))
    return placed or (kind in (Add, Remove) and _says_more(part, 2))


def _says_more(message: str, least: int) -> bool:
    """Whether a message holds so many characters beside what is to be done."""
    return len(_FILLING.sub("", _WORDS.sub("", message))) >= least


def _head(message: str) -> str:
    return TEXT.sub("：", message)


def _kind(message: str) -> _Kind | None:
    head = QUOTED.sub("“", _head(message))
    return next((kind for kind, pattern in _KINDS if pattern.search(head)), None)


def _scaled(kind: _Kind, at: Place, message: str, draft: Draft) -> Request:
    """What is done to a place as it is; all of it only where the message says no other place."""
    if at.closing and at.section is None:
        raise UnclearRequest("这份文稿没有结尾段，可以说：结尾加一句：……")
    if at.section is None and (about := paragraph_about(message, draft)):
        at = replace(at, section=about.section, paragraph=about.paragraph)
    elif rest := _rest(message, draft):
        raise UnclearRequest(f"没有明白“{rest}”指哪里，请说第几部分第几段，或照文稿里的小标题说")
    if kind in (Lengthen, Rewrite) and at.paragraph is not None:
        raise UnclearRequest(
            "一段不能单独这样改，可以说整个部分，如：第二部分展开写；或直接给出这段的话，如：第二部分第一段改成：……"
        )
    if at.sentence is not None:
        raise UnclearRequest(
            "一句不能单独这样改，可以说：第二部分第一句改成：……；或：删掉第二部分第一句"
        )
    if _BY.search(message):
        raise UnclearRequest("请说改到多少字，如：第二部分压缩到300字")
    chars = _chars(message)
    if kind is Confirm:
        return Confirm(at)
    if kind is Rewrite:
        return Rewrite(at)
    if kind is Lengthen:
        return Lengthen(at, chars)
    return Shorten(at, chars, 0.5 if _HALF.search(message) else 0.0)


def _chars(message: str) -> int:
    """The length that a message asks for, 0 if none."""
    found = _CHARS.search(message)
    if not found:
        return 0
    number = found["number"]
    return int(number) if number.isdecimal() else int(chinese_value(number) or 0)


def _rest(message: str, draft: Draft) -> str:
    """What a message says beside its place and what is to be done, "" if nothing."""
    rest = _FILLING.sub(" ", _WORDS.sub(" ", _CHARS.sub(" ", unplaced(message, draft)))).strip()
    return rest if len(rest) > 1 else ""


def _added(at: Place, message: str) -> State | Add:
    if _NEW_SECTION.search(QUOTED.sub("", message)):
        raise UnclearRequest("不能新加一个部分，可以在现有的部分里加，如：第二部分加一段基金招商")
    text, quoted, subject = TEXT.search(message), QUOTED.search(message), _SUBJECT.search(message)
    words = text["text"].strip() if text else quoted[1] if quoted and len(quoted[1]) > 12 else ""
    if at.sentence is not None:
        raise UnclearRequest("请说加到第几部分第几段，如：第二部分第一段加一句：……")
    if words:
        return State(at, words)
    about = quoted[1] if quoted else subject["subject"] if subject else ""
    if at.closing or re.search("结束语|结尾", about):
        raise UnclearRequest("结尾要写什么？可以说：结尾加一句：……")
    if not about or quantities(about):
        raise UnclearRequest(
            "要加什么内容？可以说：在第二部分加一段基金招商；或者：第二部分加一句：……"
        )
    return Add(about, replace(at, paragraph=None))


def _removed(at: Place, message: str, draft: Draft) -> Remove:
    quoted = QUOTED.search(message)
    single = bool(_SINGLE.search(message))
    if at.closing and at.section is None:
        raise UnclearRequest("这份文稿没有结尾段，请说第几部分第几段")
    if quoted:
        return Remove(at, quoted[1], single)
    rest = unplaced(message, draft) if at.section is not None else message
    rest = _REMOVING.sub(" ", rest).strip(" 的")
    rest = rest if len(rest) > 1 else ""
    if at.section is None and not rest:
        raise UnclearRequest("要删哪里？可以说：删掉第三部分第二段；删掉关于基金招商的内容")
    return Remove(at, rest, single)
