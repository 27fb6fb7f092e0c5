"""Sentences of past documents, made fit to be borrowed: nothing of their own county stays in.

A borrowed sentence lends wording. Its numbers, years, places, organisations and people belong to
somebody else: what can be generalised is (我县 becomes the writer's own 我区), the rest becomes ××.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.briefs.perspective import Perspective
from assistant.lexicons import lexicon, trades_in
from knowledge_base.language.blanks import PLACEHOLDER, mask
from knowledge_base.language.clauses import sentences
from knowledge_base.language.labels import without_label
from knowledge_base.language.names import is_generic_place
from knowledge_base.language.quantities import quantities
from knowledge_base.types import Hit
from knowledge_base.understanding.items import items
from knowledge_base.understanding.measures import category_of
from knowledge_base.understanding.structure import is_plain_statement

Tense = Literal["done", "planned", "any"]

_MIN_CHARS, _MAX_CHARS = 14, 130
_MAX_BLANKS = 1  # a sentence with more holes says nothing
_VERB = 2  # characters of a verb: the first of 建立健全, the last of 不断完善
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
_ELSEWHERE = re.compile("目前[全我]|^(?:高新区|经开区|开发区|园区)(?:每|已|对|在)")
_ODD_ENDING = re.compile("[：；，、]$|如下|以下几|[“‘（《][^”’）》]*$|^[^“]*”|”项目")
# What may stand before a verb of doing: official prose begins its clauses with one, or nearly so.
_CLAUSE_START = re.compile("(?:^|[，；])[\u4e00-\u9fff]{0,6}$")
_NO_NAME = re.compile(r"^第[一二三四五六七八九十][件个点]|[×\d《（]")


@dataclass(frozen=True, slots=True)
class Use:
    """What sentences are borrowed for. trades: what the user wrote of; no other is borrowed.

    lacks: whether problems are wanted, or what is no problem.
    """

    own: Perspective
    trades: frozenset[str]
    tense: Tense
    lacks: bool = False


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
    use = Use(own, trades_in(brief_text), tense, lacks)
    found = []
    for hit in hits:
        if not hit.document.reusable:
            continue
        text = hit.passage.text
        parts = [(item.name, text[item.start : item.end]) for item in items(text)]
        heading = without_label(hit.passage.heading_path[-1]) if hit.passage.heading_path else ""
        for name, part in parts or [(heading, text)]:
            if not lacks and lexicon("lacks").is_in(name):
                continue
            texts = [fit(_unmarked(part[a:b]), use) for a, b in sentences(part)]
            kept = tuple(text for text in texts if text and not text.startswith(name or "\0"))
            lead = name if _good_name(name, use) else ""
            if kept:
                found.append(Borrowable(lead, kept, hit.passage.id, category_of(name, part)))
    party = "党" in brief_text or "廉" in brief_text
    return [c for c in found if party or c.category != "党建引领"]


def fit(sentence: str, use: Use) -> str:
    """The sentence as it may be borrowed, "" if it cannot be."""
    text = sentence.strip()
    return "" if refusal(text, use) else generalise(mask(text), use.own)


def refusal(text: str, use: Use) -> str:
    """The name of the first of REFUSALS that speaks against a sentence, "" if none does."""
    return next((name for name, refuses in REFUSALS.items() if refuses(text, use)), "")


def generalise(text: str, own: Perspective) -> str:
    """我县, 全市, 我局 ... become the writer's own."""
    text = re.sub("全[县市区省](?!域)", own.own, text)
    text = re.sub("我[县市区省](?!们)", own.my, text)
    return re.sub("我[局办]|本[局办]", own.we, text)


def _says(name: str) -> Callable[[str, Use], bool]:
    """Whether a sentence holds a word of a lexicon."""
    return lambda text, use: lexicon(name).is_in(text)


def _shows(pattern: re.Pattern[str]) -> Callable[[str, Use], bool]:
    return lambda text, use: bool(pattern.search(text))


def _is_no_sentence(text: str, use: Use) -> bool:
    return not (_MIN_CHARS <= len(text) <= _MAX_CHARS and text.endswith(("。", "！")))


def _starts_late(text: str, use: Use) -> bool:
    return bool(lexicon("starts_late").at_start(text))


def _is_planned(text: str, use: Use) -> bool:
    return (use.tense == "done" or use.lacks) and lexicon("planned").is_in(text)


def _is_done(text: str, use: Use) -> bool:
    return use.tense == "planned" and lexicon("done").is_in(text)


def _is_of_another_trade(text: str, use: Use) -> bool:
    return not trades_in(text) <= use.trades


def _names_a_place(text: str, use: Use) -> bool:
    places = (match[0] for match in _PLACE.finditer(text))
    return any(not is_generic_place(p) and p not in use.own.organisation for p in places)


def _is_full_of_holes(text: str, use: Use) -> bool:
    return mask(text).count(PLACEHOLDER) > (0 if use.lacks else _MAX_BLANKS)


def _lacks_its_verb(text: str, use: Use) -> bool:
    """Whether a sentence says neither what is done nor, where that is wanted, what is lacking."""
    if use.lacks:
        return not lexicon("lacks").is_in(text)
    doing = lexicon("doing")
    for start, end in doing.spans(text):
        first = text[start : start + _VERB] in doing.words
        if _CLAUSE_START.search(text[: start if first else end - _VERB]):
            return False
    return True


# Why a sentence is not borrowed; asked in this order. A rule that is called like a lexicon of
# prompts/lexicons.toml refuses for its words.
REFUSALS: Mapping[str, Callable[[str, Use], bool]] = {
    "no_sentence": _is_no_sentence,
    "starts_late": _starts_late,
    "odd_ending": _shows(_ODD_ENDING),
    "personal": _says("personal"),
    "colloquial": _says("colloquial"),
    "bygone": _says("bygone"),
    "party": _says("party"),
    "to_others": _says("to_others"),
    "elsewhere": _shows(_ELSEWHERE),
    "planned": _is_planned,
    "done": _is_done,
    "trades": _is_of_another_trade,
    "title": _shows(_TITLE_MARK),
    "named": _shows(_NAMED),
    "year": _shows(_YEAR),
    "company": _shows(_COMPANY),
    "person": _shows(_PERSON),
    "place": _names_a_place,
    "holes": _is_full_of_holes,
    "no_verb": _lacks_its_verb,
}


def _unmarked(sentence: str) -> str:
    """Without 一是， （一） and the like in front."""
    ends = sentence[-1] if sentence and sentence[-1] in "。！？" else ""
    return without_label(sentence.rstrip("。！？")) + ends


def _good_name(name: str, use: Use) -> bool:
    if not 4 <= len(name) <= 20 or is_plain_statement(name) or _NO_NAME.search(name):
        return False
    if lexicon("no_name").is_in(name) or quantities(name):
        return False
    return not _is_of_another_trade(name, use) and not _names_a_place(name, use)
