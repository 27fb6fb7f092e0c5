"""What a document is: title, kind, years, region, organisation, date, speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from knowledge_base.language import dates, divisions, scripts
from knowledge_base.language.labels import label_of
from knowledge_base.types import Block, Kind
from knowledge_base.understanding import regions

_TITLE_MAX = 70
_HEAD_LINES, _HEAD_CHARS = 4, 36
# The kind of a title, first match wins: a speech at a summary meeting is a speech.
_TITLE_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.SPEECH, re.compile("讲话|致辞|致词|主持词|发言|动员辞|祝词|演讲")),
    (
        Kind.SECONDMENT,
        re.compile("挂职|跟班|跟学|跟岗|顶岗|学习锻炼|学习(?:情况)?(?:汇报|总结|心得)"),
    ),
    (Kind.SUMMARY, re.compile("总结|工作报告|(?:情况|工作)的?(?:汇报|报告|通报)|述职|回顾")),
    (
        Kind.POLICY,
        re.compile(
            "办法|意见|方案|规定|条例|细则|措施|政策|通知|决定|规划|若干|规则|制度|指南|清单|公告|法$|法（"
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
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*年|—|-|－|至)")
_NUMBERED_YEAR = re.compile(r"[〔\[（(]((?:19|20)\d{2})[〕\])）]\s*\d*\s*号?")
_REPEALED = re.compile(r"[^。；\n]*(?:废止|停止执行)[^。；\n]*")  # its dates are another document's
_DATE = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_DATE_FIELDS = ("成文日期", "生成日期", "发文日期", "印发日期", "颁布日期", "发文时间")
_ISSUER_FIELDS = (
    "发文机关",
    "发文单位",
    "制发机关",
    "发布机关",
    "发布机构",
    "颁布单位",
    "制定机关",
)
_SOURCE_FIELDS = ("发布单位", "供稿单位", "供稿", "信息来源", "文章来源", "稿源", "来源")
_YEAR_IN = re.compile(r"(?:19|20)\d\d")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff（）]{2,28}?(?:投资促进(?:局|中心)|招商(?:局|中心|办)|商务(?:和工业信息化)?局|商务工信局|经济合作局|"
    r"管(?:理)?委(?:员)?会|人民政府办公[室厅]|人民政府|县委|市委|区委|发展(?:和)?改革委?(?:局|员会)?|[\u4e00-\u9fff]{2,6}(?:局|中心|办公室|委员会))"
)
_ORGANISATION_ALONE = re.compile(
    r"^[\u4e00-\u9fff（）“”]{2,30}(?:局|委|委员会|政府|办公室|办公厅|厅|中心|研究室|管委会|领导小组|指挥部|专班|公司|协会|商会)$"
)
_ORGANISATION_OF_TITLE = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）]{3,28}?(?:政府|办公室|办公厅|局|厅|委|委员会|中心|管委会|联络处|公司|协会|商会)(?:（[^（）]{2,14}）)?)"
    r"(?=关于|印发|转发|批转|(?:19|20)\d\d|二[〇○零]|上半年|下半年|第[一二三四])"
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
) -> Metadata:
    """Reads the metadata off a cleaned document; what is not stated is empty, never guessed.

    fields: what rows of a page say about it.
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
    signature, signed = _signature(rest)
    date = date or signed
    date = date or next((fields[n] for n in _DATE_FIELDS if _YEAR_IN.match(fields.get(n, ""))), "")
    issuer = next((fields[n] for n in _ISSUER_FIELDS if n in fields), "")
    if not issuer:  # a source is named in short, unless it begins with its place
        sources = (fields.get(name, "") for name in _SOURCE_FIELDS)
        issuer = next((s for s in sources if divisions.at_start(s)[0]), "")
    organisation = _organisation(title, signature, issuer)
    return Metadata(
        title=title,
        kind=kind,
        body=tuple(rest),
        years=_years(title, stem, date, read),
        region=regions.region(
            [scripts.simplified(t) for t in (title, organisation, *signature, *_head(rest), stem)],
            read,
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
        rest = [b for b in blocks[:3] if _bare(b.text) != _bare(hint)] + blocks[3:]
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


def _signature(blocks: Sequence[Block]) -> tuple[list[str], str]:
    """Who signs and when: lines that end with a date, and those above a line that is one."""
    signed: list[str] = []
    date = ""
    for index, block in enumerate(blocks):
        text = block.text.strip("（）() \u3000")
        if len(text) > 60 or (found := dates.find(text)) is None or not text.endswith(found[3]):
            continue
        name = text.removesuffix(found[3]).strip(" \u3000，,")
        if not name and index:
            above = [b.text for b in blocks[max(0, index - 3) : index] if len(b.text) <= 40]
            signed = above
        elif _ORGANISATION_ALONE.match(name) or len(name) <= 4:
            signed = [name] if name else []
        else:
            continue
        date = dates.printed(text)
    last = [block.text for block in blocks[-4:] if len(block.text) <= 40]
    return [*signed, *(line for line in last if line not in signed)], date


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


def _years(title: str, stem: str, date: str, text: str) -> tuple[int, ...]:
    """The years it is about: the title's, else the file name's, the date's, the opening's."""
    opening = text[:300]
    for place, pattern in (
        (title, _YEAR),
        (stem, _YEAR),
        (opening, _NUMBERED_YEAR),
        (date, _YEAR),
        (opening, _YEAR),
        (text[-80:], _DATE),
    ):
        found = [int(m[1]) for m in pattern.finditer(_REPEALED.sub("", place))]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _organisation(title: str, signature: list[str], issuer: str = "") -> str:
    for text in reversed(signature):
        if _ORGANISATION_ALONE.match(scripts.simplified(text)) and "×" not in text:
            return text
    named = _ORGANISATION_OF_TITLE.match(scripts.simplified(title))
    if named and "×" not in named["name"]:
        return title[: named.end("name")]
    for text in (title, issuer):
        match = _ORGANISATION.match(scripts.simplified(text))
        if match and "×" not in match[0] and (text is title or len(match[0]) == len(text)):
            return re.sub("^(?:关于|在|赴)", "", match[0])
    return ""
