"""Sentences of past documents, made fit to be borrowed: nothing of their own county stays in.

A borrowed sentence lends wording. Its numbers, years, places, organisations and people belong to
somebody else: what can be generalised is (我县 becomes the writer's own 我区), the rest becomes ××.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.briefs.perspective import Perspective
from knowledge_base.language.blanks import PLACEHOLDER, mask
from knowledge_base.language.clauses import sentences
from knowledge_base.language.labels import without_label
from knowledge_base.language.names import GENERIC_PLACE
from knowledge_base.language.quantities import quantities
from knowledge_base.types import Hit
from knowledge_base.understanding.items import items
from knowledge_base.understanding.measures import category_of
from knowledge_base.understanding.structure import is_plain_statement

Tense = Literal["done", "planned", "any"]

_MIN_CHARS, _MAX_CHARS = 14, 130
_MAX_BLANKS = 1  # a sentence with more holes says nothing
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:经济技术开发区|经济开发区|高新技术产业开发区|高新区|经开区|开发区|自治[区州县]|县|市|区|镇|乡)"
    r"(?=[委政招商经投发工财的、，。与和赴到]|$)"
)
_COMPANY = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:有限公司|股份公司|集团|股份|科技公司|实业|控股)|[\u4e00-\u9fff]{2,4}(?:科技|新材|能源|电子)(?=[、等与和])"
)
_NAMED = re.compile(
    "[\u4e00-\u9fffA-Za-z]{2,6}、[\u4e00-\u9fffA-Za-z]{2,6}等(?:重点|龙头|知名|骨干|县内|市内)?(?:项目|企业|公司)|××[、等]"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{1,3}(?:同志|老板|先生|女士|董事长|总经理)")
_YEAR = re.compile(r"(?:19|20)\d{2}年|[去今明]年|本年度|上年|“十[三四五]五”")
_TITLE_MARK = re.compile("《[^》]*》")
_STARTS_LATE = re.compile(
    "^(?:其中|此外|但|而|因此|所以|对此|为此|这|那|他|她|它|与此同时|同时|另外|例如|如|特别是|尤其是|尤其|同志们)"
)
_PERSONAL = re.compile("我(?!们|县|市|区|省|局|国|办|单位|镇|乡|委)|本人")
_DONE = re.compile("了|已经?|累计|先后|今年以来|截至|有效|明显|显著|取得|达到|均")
_PLANNED = re.compile("将|力争|拟|计划|下一?步|确保|要(?![素求点闻是])|争取|努力")
_INDUSTRY = re.compile(
    "膜|医疗器械|光伏|钢铁|玻璃|五金|化工|纺织|食品|电池|储能|芯片|半导体|机器人|医药|家具|陶瓷|建材|茶|酒|水产|果|"
    "汽车|整车|新能源|风电|铝|铜|铸造|轴承|服装|鞋|箱包|造纸|包装|冷链|文旅|旅游|康养|环保部门|药监|聚酯|电子信息|装备制造|农产品|竹|花木|粮食"
)
# Advice to somebody else, or what is true of another body only.
_TO_OTHERS = re.compile(
    "建议|不准|不许|得分|排名|名次|垫底|倒数|目前[全我]|^(?:高新区|经开区|开发区|园区)(?:每|已|对|在)|[省市区县镇乡]里(?!程)"
)
_ODD_ENDING = re.compile("[：；，、]$|如下|以下几|[“‘（《][^”’）》]*$|^[^“]*”|”项目")
# Official prose begins its clauses with these verbs; a sentence without one does not stand alone.
_FORMAL = re.compile(
    "(?:^|[，；])(?:[\u4e00-\u9fff]{0,6}?)(?:建立|健全|完善|实行|落实|推行|组织|开展|围绕|聚焦|依托|推动|强化|优化|加强|紧盯|坚持|"
    "明确|严格|定期|制定|出台|选派|邀请|搭建|整合|用好|发挥|深化|拓展|梳理|编制|成立|对接|加大|加快|提升|提高|主动|统筹|"
    "畅通|压实|细化|充实|引导|支持|鼓励|瞄准|精准|策划|包装|储备|盘活|保障|兑现|跟踪|调度|会商|通报|考核|约谈|签订|写明|纳入)"
)
_COLLOQUIAL = re.compile(
    "你|大家|请|咱|别|不要怕|有人说|老问题|说法|这个账|再讲|再看|先讲|不容易|谁|换，|练，|学，|看，|一句话|道理|账|真的|其实|"
    "可能|好像|觉得|我们跟|跟我们|扇门|毛病|抓手。$|同志|疫情|脱贫|创文|创卫|十[八九]大|党组|党员|廉政|党建|三会一课|习总书记"
)
_LACK = re.compile(
    "不足|短板|薄弱|滞后|缺乏|单一|不够|不强|不高|不大|不快|不优|不实|不深|差距|困难|制约|偏[低弱慢少小]|缺口|尚未|没有|难"
)
_BAD_NAME = re.compile(
    "情况|问题|总结|打算|安排|体会|收获|成效|目标|任务|方面|困难|^(?:再|第|要|下一?步|先|还|也|就|把|一样|一个)|[，、：]$|了"
)


@dataclass(frozen=True, slots=True)
class Borrowable:
    """A measure, or a sentence, that may be borrowed. name: "" where it has none of its own."""

    name: str
    texts: tuple[str, ...]
    passage_id: str
    category: str

    @property
    def blanks(self) -> int:
        """How many placeholders its sentences hold."""
        return sum(text.count(PLACEHOLDER) for text in self.texts)


def candidates(
    hits: Sequence[Hit], own: Perspective, brief_text: str, tense: Tense, *, lacks: bool = False
) -> list[Borrowable]:
    """What can be borrowed from the passages found, best first; garbled documents lend nothing.

    brief_text: all the user wrote; a trade that it does not mention is not borrowed.
    lacks: whether problems are wanted, which are no measures, or measures, which are no problems.
    """
    found = []
    for hit in hits:
        if not hit.document.reusable:
            continue
        text = hit.passage.text
        parts = [(item.name, text[item.start : item.end]) for item in items(text)]
        heading = without_label(hit.passage.heading_path[-1]) if hit.passage.heading_path else ""
        for name, part in parts or [(heading, text)]:
            if not lacks and _LACK.search(name):
                continue
            texts = [fit(_unmarked(part[a:b]), own, brief_text, tense) for a, b in sentences(part)]
            wanted = _LACK if lacks else _FORMAL
            texts = [text for text in texts if wanted.search(text)]
            if lacks:
                texts = [text for text in texts if not _PLANNED.search(text)]
            kept = tuple(text for text in texts if text and not text.startswith(name or "\0"))
            if lacks:
                kept = tuple(text for text in kept if PLACEHOLDER not in text)
            lead = name if _good_name(name, own, brief_text) else ""
            if kept:
                found.append(Borrowable(lead, kept, hit.passage.id, category_of(name, part)))
    party = "党" in brief_text or "廉" in brief_text
    return [c for c in found if party or c.category != "党建引领"]


def fit(sentence: str, own: Perspective, brief_text: str, tense: Tense) -> str:
    """The sentence as it may be borrowed, "" if it cannot be."""
    text = sentence.strip()
    if not _MIN_CHARS <= len(text) <= _MAX_CHARS or not text.endswith(("。", "！")):
        return ""
    if _STARTS_LATE.match(text) or _ODD_ENDING.search(text) or _PERSONAL.search(text):
        return ""
    if _COLLOQUIAL.search(text) or _TO_OTHERS.search(text):
        return ""
    if tense == "done" and _PLANNED.search(text):
        return ""
    if tense == "planned" and _DONE.search(text):
        return ""
    if any(trade not in brief_text for trade in _INDUSTRY.findall(text)):
        return ""
    named = (_TITLE_MARK, _NAMED, _YEAR, _COMPANY, _PERSON)
    if any(pattern.search(text) for pattern in named) or _foreign_place(text, own):
        return ""
    text = mask(text)
    if text.count(PLACEHOLDER) > _MAX_BLANKS:
        return ""
    return generalise(text, own)


def generalise(text: str, own: Perspective) -> str:
    """我县, 全市, 我局 ... become the writer's own."""
    text = re.sub("全[县市区省](?!域)", own.own, text)
    text = re.sub("我[县市区省](?!们)", own.my, text)
    return re.sub("我[局办]|本[局办]", own.we, text)


def _foreign_place(text: str, own: Perspective) -> bool:
    return any(
        not GENERIC_PLACE.search(m[0]) and m[0] not in own.organisation
        for m in _PLACE.finditer(text)
    )


def _unmarked(sentence: str) -> str:
    """Without 一是, （一） and the like in front."""
    ends = sentence[-1] if sentence and sentence[-1] in "。！？" else ""
    return without_label(sentence.rstrip("。！？")) + ends


def _good_name(name: str, own: Perspective, brief_text: str) -> bool:
    if not 4 <= len(name) <= 20 or is_plain_statement(name) or re.search(r"[×\d《（]", name):
        return False
    if re.search(
        "^第[一二三四五六七八九十][件个点]|情况|问题|不足|总结|打算|安排|体会|收获|成效|目标|任务",
        name,
    ) or quantities(name):
        return False
    trades = all(trade in brief_text for trade in _INDUSTRY.findall(name))
    return trades and not _foreign_place(name, own)
