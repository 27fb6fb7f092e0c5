"""Who issued or wrote a document, and when: its signature, title, byline, what a page says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge_base.language import dates, divisions, words
from knowledge_base.language.lexicon import lexicon
from knowledge_base.language.scripts import simplified
from knowledge_base.types import Block

_HAN = "\u4e00-\u9fff"
_BODY = (
    "局|委|委员会|政府|办公室|办公厅|厅|中心|研究室|管委会|领导小组|指挥部|专班|公司|协会|商会"
    "|课题组|联络处|招商组|工作组|支队|院|署|处|科|管理处|党组|党委|合作社"
)
_ALONE = re.compile(
    rf"^(?!.*[，。：；])[{_HAN}（）“”\s\u3000]{{2,30}}(?:{_BODY})(?:（[^（）]{{2,14}}）)?$"
)
_OF_TITLE = re.compile(
    rf"^(?P<name>[{_HAN}（）]{{3,28}}?(?:政府|办公室|办公厅|局|厅|委|委员会|中心|管委会|联络处|公司|协会|商会)"
    r"(?:（[^（）]{2,14}）)?)"
    r"(?=关于|印发|转发|批转|(?:19|20)\d\d|二[〇○零]|上半年|下半年|第[一二三四]|[：:]"
    r"|(?:负责人|领导班子|机关)?(?:年度|年终|半年|工作|述职|情况|招商引资)(?:工作)?(?:总结|报告|汇报|情况|述职))"
)
_IN_TITLE = re.compile(
    rf"^[{_HAN}（）]{{2,28}}?(?:投资促进(?:局|中心)|招商(?:局|中心|办)|商务(?:和工业信息化)?局|商务工信局|经济合作局|"
    rf"管(?:理)?委(?:员)?会|人民政府办公[室厅]|人民政府|县委|市委|区委|发展(?:和)?改革委?(?:局|员会)?|[{_HAN}]{{2,6}}(?:局|中心|办公室|委员会))(?![面势限部间])"
)
_BYLINE = re.compile(
    rf"^[（(]?(?P<name>[{_HAN}（）]{{3,26}}?(?:局|委员会|委|政府|办公室|中心|联络处|管委会|课题组|研究室))"
    rf"[{_HAN}]{{0,8}}?(?:局长|主任|科长|股长|组长|处长|书记|县长|干部|科员|负责人)?"
    rf"[ \u3000]*(?P<person>[{_HAN}][ \u3000]*[{_HAN}]{{0,2}})?[）)]?$"
)
_NOT_ONE = re.compile(
    "×|某|挂职|跟班|跟学|^(?:关于|在|赴|各|我|本|中共中央$)|工作新局|书记|县长|同志"
)
_FIELDS = (
    *("发文机关", "发文单位", "制发机关", "发布机关", "发布机构", "颁布单位", "颁布机构"),
    *("制定机关", "发文部门", "公开主体", "责任部门", "供稿单位"),
)
_SOURCES = ("发布单位", "供稿", "信息来源", "文章来源", "稿件来源", "稿源", "来源")
_DATES = ("成文日期", "生成日期", "发文日期", "印发日期", "颁布日期", "发文时间")
_STAMPS = ("发布时间", "发布日期", "发布于", "时间", "日期", "更新时间", "发表时间", "发布")
_DATED = re.compile(
    r"^(?!.*(?:今天|存档|访问|打印)).*(?:19|20)\d\d(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?"
    r"\s*(?:\d{1,2}:\d\d|星期|来源)"
)
_LONGEST_NAME, _LAST = 40, 4


def signature(blocks: Sequence[Block]) -> tuple[list[str], str]:
    """Who signs and when: lines that end with a date, and those above a line that is one."""
    signed: list[str] = []
    date = ""
    for index, block in enumerate(blocks):
        text = block.text.strip("（）() \u3000")
        if len(text) > 60 or (found := dates.find(text)) is None or not text.endswith(found[3]):
            continue
        name = text.removesuffix(found[3]).strip(" \u3000，,")
        if not name and index:
            above = blocks[max(0, index - 3) : index]
            signed = [b.text for b in above if len(b.text) <= _LONGEST_NAME]
        elif _ALONE.match(name) or len(name) <= 4:
            signed = [name] if name else []
        else:
            continue
        date = dates.printed(text)
    last = [block.text for block in blocks[-_LAST:] if len(block.text) <= _LONGEST_NAME]
    return [*signed, *(line for line in last if line not in signed)], date


def organisation(
    title: str, signed: Sequence[str], head: Sequence[str], fields: Mapping[str, str]
) -> str:
    """The body that issued a document: who signed, whom its title or the page names, its author.

    signed: as `signature` gives it. head: the lines above the text. fields: what rows of a page
    say. "" where nothing says it.
    """
    for text in reversed(signed):
        if _ALONE.match(simplified(text)) and not _NOT_ONE.search(text):
            return re.sub(r"\s", "", text)
        byline = _BYLINE.match(simplified(text))
        if byline and not _NOT_ONE.search(byline["name"]) and _is_somebody(byline):
            return byline["name"]
    parts = re.split("——", title)
    for part in reversed(parts):
        named = _OF_TITLE.match(simplified(part))
        if named and not _NOT_ONE.search(named["name"]):
            return part[: named.end("name")]
    for text in (*parts, _issuer(fields)):
        match = _IN_TITLE.match(simplified(text))
        whole = text in parts or (match and len(match[0]) == len(text))
        if match and whole and not _NOT_ONE.search(match[0]):
            return text[: match.end()]
    if (issuer := _issuer(fields)) and _ALONE.match(simplified(issuer)) and _with_place(issuer):
        return issuer
    for line in head:
        if _ALONE.match(simplified(line)) and _with_place(line) and not _NOT_ONE.search(line):
            return line
        byline = _BYLINE.match(simplified(line))
        if byline and not _NOT_ONE.search(byline["name"]) and _is_somebody(byline):
            return byline["name"]
    return ""


def _with_place(name: str) -> bool:
    """Whether a body is named in full, its place first."""
    return bool(divisions.at_start(simplified(name))[0])


def _is_somebody(byline: re.Match[str]) -> bool:
    """Whether a byline ends with a post or a name of a person."""
    person = re.sub(r"\s", "", byline["person"] or "")
    if not person:
        return bool(re.search("(?:长|主任|干部|书记)[）)]?$", byline[0]))
    return len(person) >= 2 and (
        person[0] in lexicon("surnames").words or words.word_class(person).startswith("nr")
    )


def date_of_page(fields: Mapping[str, str]) -> str:
    """The document's date as a row of the page gives it, "" if none does."""
    return next((fields[n] for n in _DATES if dates.find(fields.get(n, ""))), "")


def stamp(fields: Mapping[str, str], around: str) -> str:
    """When the page was published, "" if it does not say.

    around: the lines of the page.
    """
    said = next((fields[n] for n in _STAMPS if dates.find(fields.get(n, ""))), "")
    return said or next((line for line in around.splitlines() if _DATED.search(line)), "")


def _issuer(fields: Mapping[str, str]) -> str:
    """What a page says of the issuer; a source is named in short unless its place stands first."""
    if issuer := next((fields[name] for name in _FIELDS if fields.get(name)), ""):
        return issuer.split()[0]
    sources = (fields.get(name, "") for name in _SOURCES)
    return next((source for source in sources if _with_place(source)), "")
