"""What a document is: title, kind, years, region, organisation, date, speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.language import places, words
from knowledge_base.language.labels import label_of
from knowledge_base.types import Block, Kind

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
_DATE = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_PLACE_END = (
    "(?:特别行政区|自治[区州县旗]|新区|经济技术开发区|高新技术产业开发区|经济开发区"
    "|经开区|高新区|开发区|省|市(?!场)|县|区|州|盟|旗)"
)
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{2,7}}?{_PLACE_END}")
_NOT_A_PLACE = re.compile(
    "全(?![州椒南])|各|^(?:个|我|本|该|外|跨|省|市|县|区|在|对|关于|到|赴|为|向|和|与|及|虽|但|因|按|据|经|由|从|以|随|围|通|推|带|助|深|同)|园区|地区|城区|辖区|市区|县区|省市|都市|超市|上市|夜市|"
    "门市|城市|^(?:自治|直辖|自贸|自由|保税|综合|高新技术|经济技术|城镇|城乡)|^(?:高新|开发|经开|工业|新)区$|招商|工作|建设|社区|片区|景区|×"
)
# Classes of words that no place name begins with: numbers (千年古城百年县), bodies (国务院). Verbs
# and others do: 奉化区, 合作市.
_NO_NAME = frozenset({"m", "nt"})
_BEFORE_PLACE = re.compile(r"^(?:(?:19|20)\d{2}年?度?(?:上半年|下半年)?|关于|在|赴|中共)+")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff（）]{2,28}?(?:投资促进(?:局|中心)|招商(?:局|中心|办)|商务(?:和工业信息化)?局|商务工信局|经济合作局|"
    r"管(?:理)?委(?:员)?会|人民政府办公室|人民政府|县委|市委|区委|发展(?:和)?改革委?(?:局|员会)?|[\u4e00-\u9fff]{2,6}(?:局|中心|办公室|委员会))"
)
_BYLINE = re.compile(r"^[（(]?(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?[）)]?$")
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


def describe(blocks: Sequence[Block], file_name: str, title_hint: str = "") -> Metadata:
    """Reads the metadata off a cleaned document; what is not stated is empty, never guessed."""
    stem = re.sub(r"\.\w{1,5}$", "", file_name)
    title, rest = _title(list(blocks), title_hint)
    rest, date, speaker = _byline(rest)
    text = "\n".join(block.text for block in rest)
    named = title or (stem if _telling(stem) else "")
    kind = _kind(named, text)
    if not title:
        title = stem if _telling(stem) else _derived_title(text, kind)
    signature = [block.text for block in rest[-4:] if len(block.text) <= 40]
    date = date or next((_plain_date(t) for t in reversed(signature) if _BYLINE.match(t)), "")
    organisation = _organisation(title, signature)
    return Metadata(
        title=title,
        kind=kind,
        body=tuple(rest),
        years=_years(title, stem, date, text),
        region=_region((title, organisation, *_head(rest), *signature, stem), text),
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
        if _TITLE_WORD.search(text) and _EDITION.match(after):
            return _bare(text + after), blocks[:index] + blocks[index + 2 :]
        if _TITLE_WORD.search(text) or block.level == 1 or (index == 0 and _looks_like_title(text)):
            return _bare(text), blocks[:index] + blocks[index + 1 :]
    return "", blocks


def _bare(title: str) -> str:
    """A title without a character count, file ending, or quotation by 《》 of the whole."""
    title = re.sub(r"[（(]\s*(?:约|共)?\s*\d+\s*字\s*[）)]$", "", title.strip())
    title = re.sub(r"^《([^《》]+)》$", r"\1", title)
    return re.sub(r"\s+", "" if re.search("[\u4e00-\u9fff]", title) else " ", title)


def _looks_like_title(text: str) -> bool:
    return 6 <= len(text) <= 50 and not re.search("[。；，：！？|]", text)


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
        if _BYLINE.match(block.text) or _BYLINE.match(text):
            date = _plain_date(text)
        elif _POST.search(text) and not re.search("[，。]", text):
            speaker = text
        else:
            break
        rest.remove(block)
    return rest, date, speaker


def _plain_date(text: str) -> str:
    match = _DATE.search(text)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else text.strip("（）() ")


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
        found = [int(m[1]) for m in pattern.finditer(place)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _organisation(title: str, signature: list[str]) -> str:
    for text in (*reversed(signature), title):
        match = _ORGANISATION.match(text)
        if match and "×" not in match[0] and (text is title or len(match[0]) == len(text)):
            return re.sub("^(?:关于|在|赴)", "", match[0])
    return ""


def _region(candidates: Sequence[str], text: str) -> str:
    """The first stated place name; masked and generic ones (全县, 我市, 园区) are none.

    Candidates are read at their beginning; in the text a name must come twice to count.
    """
    for candidate in candidates:
        rest, found = _BEFORE_PLACE.sub("", candidate.strip("（） ")), ""
        while (match := _PLACE.match(rest)) and _may_be_a_place(match[0]):
            found, rest = found + match[0], rest[match.end() :]
            if rest.startswith("委"):  # 柳河县委 is a body, and 柳河县 was just read
                break
        if name := found or places.province_at_start(rest):
            return name
    named = re.findall(rf"(?<![\u4e00-\u9fff])({_PLACE.pattern})", text)
    counts = Counter(str(name) for name in named if len(name) <= 5)
    often = (name for name, count in counts.most_common() if count >= 2)
    return next((n for n in often if not _NOT_A_PLACE.search(n) and words.is_place(n)), "")


def _may_be_a_place(name: str) -> bool:
    return not _NOT_A_PLACE.search(name) and words.word_class(name) not in _NO_NAME
