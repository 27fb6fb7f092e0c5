"""Requests of the form X改成Y: a figure, a word, a heading, the date, a sentence."""

from __future__ import annotations

import re

from assistant.drafts import Draft
from assistant.errors import UnclearRequest
from assistant.revising.request import (
    FrameField,
    Place,
    RenameHeading,
    ReplaceValue,
    ReplaceWords,
    Retitle,
    Reword,
    SetFrame,
)
from assistant.revising.understanding.phrasing import INTO, QUOTED
from assistant.revising.understanding.places import (
    SECTION,
    numbered,
    paragraph_about,
    place,
    section_at,
    unplaced,
)
from knowledge_base.language.quantities import quantities

Changing = ReplaceWords | ReplaceValue | Retitle | RenameHeading | SetFrame | Reword

TITLE = re.compile("标题|题目")
# What the frame of a draft is called, and the field of the draft.
_FIELDS: tuple[tuple[FrameField, str], ...] = (
    ("date", "(?:落款|成文|印发)?(?:的)?(?:日期|时间)"),
    ("organisation", "(?:落款|署名|发文|起草)?(?:的)?(?:单位|机关|署名|落款)(?:名称)?"),
    ("recipient", "主送(?:机关|单位)?|抬头|称呼|称谓|(?:报送|呈报|收文)(?:单位|对象|机关)"),
    ("speaker", "(?:讲话|发言|主讲|汇报|报告|致辞|主持)(?:人|者)"),
    ("period", "(?:总结|汇报)?(?:的)?(?:时期|期间|年度|时间段|时间范围|起止时间)"),
)
_FIELD = "|".join(pattern for _, pattern in _FIELDS)
_SOFT = re.compile("应该是|应该为|应当是|应为|应是|实为|写为|变为|要改|调整到")
_CHANGE = re.compile(
    rf"^(?:把|将)?(?P<what>[^。；\n]{{0,60}}?)(?:从(?P<old>[^，。；]{{1,20}}?))?(?P<into>{INTO})[：:\s]*(?P<new>.+?)[。！]?$",
    re.DOTALL,
)
_NOT = (
    re.compile(
        r"^(?P<what>[^，。；]*?)不是(?P<old>[\d.]+[^，,。；是]*?)[，,、]?(?:而|应该?|应当)*是(?P<new>[\d.]+[^，。；]*)$"
    ),
    re.compile(
        r"^(?P<what>[^，。；]*?)(?:应该?|应当)?[是为](?P<new>[\d.]+[^，,。；]*?)[，,](?:而)?不是(?P<old>[\d.]+[^，。；]*)$"
    ),
)
_SET = re.compile(
    rf"^(?:把|将)?(?P<what>{_FIELD}|大?标题|题目)(?:[换改]一?[下个])?[，,]?(?:就|要)?(?:叫|写|用|填|署)(?P<new>.{{2,}}?)[。！]?$"
)
_ERROR = re.compile(
    "(?:这个|那个)?(?:数字?)?(?:写|填|说)?(?:错了?|不对|有误|不准)?[，,]?(?:全文|全部|全都|都|一律|统一)*$"
)
_DATE = re.compile(r"20\d{2}年\d{1,2}月\d{1,2}日")
_IN_TITLE = re.compile('^(?:大|总|主)?(?:标题|题目)(?:[里中]的?|的)[“"]?([^”"]+)[”"]?$')
_TITLED = re.compile("(?:全文|文稿|文章|稿子|大|总|主|的)*(?:标题|题目)(?:名称?)?")
_MARKS = '“”"「」：: 。'


def is_change(message: str) -> bool:
    """Whether a plain message says what something is to be changed into."""
    match = _match(message)
    if not match or not match["what"].strip():
        return False
    into = match.groupdict().get("into") or ""
    if not _SOFT.search(into):
        return True
    what = _ERROR.sub("", match["what"])
    return bool(
        quantities(match["new"]) or QUOTED.search(what) or TITLE.search(what) or _field(what)
    )


def changed(message: str, draft: Draft) -> Changing | None:
    """The change that a plain message asks for; None if it asks for none of this form."""
    match = _match(message)
    if not match or not is_change(message):
        return None
    what = _ERROR.sub("", match["what"]).strip()
    new = match["new"].strip(_MARKS)
    if not new:
        raise UnclearRequest("要改成什么？请把改后的话说全")
    if TITLE.search(QUOTED.sub("", what)):
        return _headed(what, new, draft)
    if field := _field(what):
        return _framed(field, new)
    quoted = QUOTED.search(what)
    heading = _heading(what, draft)
    if heading is not None and not quoted:
        return RenameHeading(Place(heading), new)
    at = place(what, draft)
    if quoted and not _only_quantity(quoted[1]):
        return _exchanged(quoted[1], new, at, draft)
    if at == Place() and (paragraph := paragraph_about(what, draft)):
        return _reworded(paragraph, match["new"].strip(' “”"「」：'))
    rest = unplaced(what, draft).strip("的里中把将，" + _MARKS) if at != Place() else what
    rest = QUOTED.sub(lambda found: found[1], rest)
    if at != Place() and len(rest) < 2:
        return _reworded(at, match["new"].strip(' “”"「」：'))
    if _only_quantity(new):
        old = (match["old"] or "") if "old" in match.re.groupindex else ""
        found = quantities(rest)
        if not old and found and found[-1].end == len(rest):
            old, rest = found[-1].text, rest[: found[-1].start].strip("的是为 ")
        return ReplaceValue(rest, new, old, at)
    return _exchanged(what if at == Place() else rest, new, at, draft)


def _match(message: str) -> re.Match[str] | None:
    found = (pattern.search(message) for pattern in (*_NOT, _CHANGE, _SET))
    return next((match for match in found if match), None)


def _field(what: str) -> FrameField | None:
    return next((field for field, pattern in _FIELDS if re.fullmatch(pattern, what.strip())), None)


def _only_quantity(text: str) -> bool:
    found = quantities(text)
    return (
        len(found) == 1
        and re.sub(r"[万亿]?$", "", text[found[0].end :]) == ""
        and not found[0].start
    )


def _exchanged(old: str, new: str, at: Place, draft: Draft) -> ReplaceWords:
    """Words change everywhere; where one place is meant and others hold them too, it is asked."""
    if at.section is not None:
        here = "".join(paragraph.text for paragraph in draft.sections[at.section].paragraphs)
        if here.count(old) != draft.text.count(old):
            raise UnclearRequest(f"换词是全文一起换的，全文都换可以说：把“{old}”改成“{new}”")
    return ReplaceWords(old, new)


def _headed(what: str, new: str, draft: Draft) -> Retitle | RenameHeading:
    if part := _IN_TITLE.search(what):
        if part[1] not in draft.title:
            raise UnclearRequest(f"标题里没有“{part[1]}”")
        return Retitle(new, part[1])
    quoted, section = QUOTED.search(what), SECTION.search(what)
    index = (
        section_at(section, draft) if section else _heading(quoted[1] if quoted else what, draft)
    )
    if index is not None:
        return RenameHeading(Place(index), new)
    if not _TITLED.fullmatch(what):
        raise UnclearRequest("是第几部分的小标题？可以说：第二部分小标题改成……")
    return Retitle(new)


def _heading(what: str, draft: Draft) -> int | None:
    """The section whose heading, with or without its number, is all that is said."""
    said = re.sub(r"^(?:小标题|[一二三四五六七八九十]+、)|(?:的)?小标题$", "", what.strip(_MARKS))
    return next((i for i in numbered(draft) if said and draft.sections[i].heading == said), None)


def _framed(field: FrameField, new: str) -> SetFrame:
    if field == "date":
        date = _DATE.fullmatch(new)
        if not date:
            raise UnclearRequest("日期请说全年月日，如：日期改成2025年12月20日")
    return SetFrame(field, new)


def _reworded(at: Place, text: str) -> Reword:
    if at.section is not None and at.paragraph is None and not at.closing and at.sentence is None:
        raise UnclearRequest(
            "是改小标题还是改内容？可以说：第二部分标题改成……；第二部分第一段改成：……"
        )
    return Reword(at, text)
