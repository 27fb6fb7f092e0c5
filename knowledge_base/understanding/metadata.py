"""What a document is: title, kind, years, region, organisation, date, speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from knowledge_base.language import dates, scripts
from knowledge_base.language.labels import label_of
from knowledge_base.types import Block, Kind
from knowledge_base.understanding import issuers, periods, regions

_TITLE_MAX = 70
_HEAD_LINES, _HEAD_CHARS = 4, 36
# The kind of a title, first match wins: a speech at a summary meeting is a speech.
_TITLE_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.SPEECH, re.compile("讲话|致辞|致词|主持词|发言|动员辞|祝词|演讲")),
    (
        Kind.SECONDMENT,
        re.compile("挂职|跟班|跟学|跟岗|顶岗|学习锻炼|学习(?:情况)?(?:汇报|总结|心得)"),
    ),
    (
        Kind.SUMMARY,
        re.compile(
            "总结|小结|工作报告|汇报(?:材料|提纲|稿)|(?:情况|工作)的?(?:汇报|报告|通报)|述职|回顾"
        ),
    ),
    (
        Kind.POLICY,
        re.compile(
            "办法|意见|方案|规定|条例|细则|措施|政策|通知|决定|规划|若干|规则|制度|指南|清单|公告|通告|批复|法$|法（"
        ),
    ),
)
_TITLE_WORD = re.compile(
    "|".join(p.pattern for _, p in _TITLE_KINDS)
    + "|要点|计划|安排|认识|思考|体会|调研|考察|建议|简报|打算"
)
# The kind of a text without a telling title.
_TEXT_KINDS: tuple[tuple[Kind, re.Pattern[str], int], ...] = (
    (Kind.POLICY, re.compile(r"^第[一二三四五六七八九十百]+条", re.M), 3),
    (
        Kind.SPEECH,
        re.compile(r"^(?:同志们|各位(?:领导|来宾|嘉宾|企业家|代表|同事|朋友)).{0,30}[：！]", re.M),
        1,
    ),
    (Kind.SECONDMENT, re.compile("挂职锻炼|跟班学习|跟学锻炼|挂职期间|跟班期间"), 2),
    (
        Kind.SUMMARY,
        re.compile(
            "下一?步(?:工作)?(?:打算|计划|安排|思路)|存在的?(?:主要)?(?:问题|困难|不足)|完成情况|工作成效|超时序进度"
        ),
        2,
    ),
)
_GOES_ON = re.compile(r"^(?:和|及|暨|与)[^，。；：]{2,20}(?:打算|计划|思路|安排|谋划|要点|总结)$")
_EDITION = re.compile(r"^（(?:\d{4}年?)?(?:修订|修正|试行|暂行|征求意见|草案|送审)[^（）]*）$")
_POST = re.compile(r"书记|县长|市长|区长|局长|主任|部长|主席|省长|镇长|乡长|常委|组长")
_SALUTATION = re.compile(r"[:：！]$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What stands in Document, and body: the blocks without title, byline and signature date."""

    title: str
    kind: Kind
    body: tuple[Block, ...]
    years: tuple[int, ...] = ()
    region: str = ""
    organisation: str = ""
    date: str = ""
    speaker: str = ""


def describe(
    blocks: Sequence[Block],
    file_name: str,
    title_hint: str = "",
    fields: Mapping[str, str] = MappingProxyType({}),
    around: str = "",
) -> Metadata:
    """Reads the metadata off a cleaned document; what is not stated is empty, never guessed.

    fields: what rows of a page say about it. around: the lines of the page that are not its own.
    """
    stem = re.sub(r"\.\w{1,5}$", "", file_name)
    title, rest = _title(list(blocks), title_hint)
    rest, date, speaker = _byline(rest)
    text = "\n".join(block.text for block in rest)
    read = scripts.simplified(text)
    named = scripts.simplified(title or (stem if _telling(stem) else ""))
    kind = _kind(named, read)
    if not title:
        title = stem if _telling(stem) else _derived_title(text, kind)
    signed, signed_on = issuers.signature(rest)
    date = date or signed_on or issuers.date_of_page(fields)
    head = [*(block.text for block in blocks[:_HEAD_LINES]), speaker]
    organisation = issuers.organisation(title, signed, head, fields)
    return Metadata(
        title=title,
        kind=kind,
        body=tuple(rest),
        years=periods.years(title, stem, date, read, kind, issuers.stamp(fields, around)),
        region=regions.region(
            [scripts.simplified(t) for t in (title, organisation, *signed, *_head(rest), stem)],
            read,
            scripts.simplified(around),
        ),
        organisation=organisation,
        date=date,
        speaker=speaker,
    )


def _head(blocks: Sequence[Block]) -> list[str]:
    """The short lines above the text: who issued it, for whom, when."""
    head: list[str] = []
    for block in blocks[:_HEAD_LINES]:
        if len(block.text) > _HEAD_CHARS or label_of(block.text)[0]:
            break
        head.append(block.text)
    return head


def _title(blocks: list[Block], hint: str) -> tuple[str, list[Block]]:
    """The title and the blocks without it. Two short lines may make one title."""
    if hint:
        rest = [b for b in blocks[:3] if not _is_again(b.text, hint)] + blocks[3:]
        return _bare(hint), rest
    for index, block in enumerate(blocks[:6]):
        text = block.text
        if block.table:
            break
        if label_of(text)[0] or len(text) > _TITLE_MAX or re.search("[。；，：！]$", text):
            if len(text) > _TITLE_MAX or label_of(text)[0]:
                break
            continue
        after = blocks[index + 1].text if index + 1 < len(blocks) else ""
        joins = len(text) <= 30 and len(after) <= 30 and not label_of(after)[0]
        if (
            joins
            and not _TITLE_WORD.search(text)
            and re.search(f"(?:{_TITLE_WORD.pattern})$", after)
        ):
            return _bare(text + after), blocks[:index] + blocks[index + 2 :]
        if _TITLE_WORD.search(text) and (_EDITION.match(after) or _GOES_ON.match(after)):
            return _bare(text + after), blocks[:index] + blocks[index + 2 :]
        if _TITLE_WORD.search(text) or block.level == 1 or (index == 0 and _looks_like_title(text)):
            return _bare(text), blocks[:index] + blocks[index + 1 :]
    return "", blocks


def _is_again(text: str, title: str) -> bool:
    """Whether a line is the title once more, or most of it."""
    bare, whole = _bare(text), _bare(title)
    return bare == whole or (bare in whole and 2 * len(bare) > len(whole))


def _bare(title: str) -> str:
    """A title without a character count, file ending, or quotation by 《》 of the whole."""
    title = re.sub(r"[（(]\s*(?:约|共)?\s*\d+\s*字\s*[）)]$", "", title.strip())
    title = re.sub(r"^《([^《》]+)》$", r"\1", title)
    if not re.search("[\u4e00-\u9fff]", title):
        return re.sub(r"\s+", " ", title)
    return re.sub("\u3000+", "\u3000", re.sub("[^\\S\u3000]+", "", title)).strip()


def _looks_like_title(text: str) -> bool:
    lead, colon, rest = text.partition("：")  # 竹山：拓宽渠道　创新方式
    whole = rest if colon and len(lead) <= 10 and len(rest) >= 8 else text
    return 6 <= len(text) <= 50 and not re.search("[。；，：！？|]", whole)


def _telling(stem: str) -> bool:
    return len(re.findall("[\u4e00-\u9fff]", stem)) >= 5 and bool(_TITLE_WORD.search(stem))


def _derived_title(text: str, kind: Kind) -> str:
    """A title of the text's own first words: 今年以来，全区招商工作… -> 全区招商工作总结."""
    label = {
        Kind.SUMMARY: "总结",
        Kind.SPEECH: "讲话",
        Kind.SECONDMENT: "跟班学习汇报",
        Kind.POLICY: "政策",
        Kind.OTHER: "",
    }[kind]
    topic = re.search(r"(?:^|[，。])((?:全|我)?[\u4e00-\u9fff]{2,14}?工作)", text[:200])
    if topic and label:
        return topic[1] + label
    first = re.split("[。，；：！\n]", text.strip(), maxsplit=1)[0]
    return first[:30] or "无标题文档"


def _byline(blocks: list[Block]) -> tuple[list[Block], str, str]:
    """Takes the date and speaker lines from between title and text."""
    date = speaker = ""
    rest = list(blocks)
    for block in blocks[:4]:
        text = block.text.strip("（）() ")
        if len(text) > 40 or _SALUTATION.search(text) or label_of(block.text)[0]:
            break
        if dates.is_date(text):
            date = dates.printed(text)
        elif _POST.search(text) and not re.search("[，。]", text):
            speaker = text
        else:
            break
        rest.remove(block)
    return rest, date, speaker


def _kind(title: str, text: str) -> Kind:
    for kind, pattern in _TITLE_KINDS:
        if pattern.search(title):
            return kind
    if _TITLE_WORD.search(title):
        return Kind.OTHER
    for kind, pattern, least in _TEXT_KINDS:
        if len(pattern.findall(text)) >= least:
            return kind
    return Kind.OTHER
