"""Measures (举措): who did what, cut out of past texts with their words intact."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from knowledge_base.language.clauses import sentences
from knowledge_base.language.labels import without_label
from knowledge_base.language.likeness import share_of_words
from knowledge_base.types import Kind, Measure, Passage, Role
from knowledge_base.understanding.items import MAX_NAME, Item, item_name, items
from knowledge_base.understanding.structure import Line

OTHER = "其他举措"
_MIN_TEXT, _MIN_ITEM = 25, 12  # characters; an item of a list is named, and may be short
_MAX_UNNAMED = 200  # a longer paragraph without a name says more than one thing
_GENERIC_HEADING = re.compile(
    "情况|措施|做法|工作|成效|问题|安排|计划|打算|总结|要求|方面|体会|收获|感悟|建议|步骤|机制$|内容|^第[一二三四五六七八九十百]+条"
)
_NOT_A_MEASURE = re.compile(
    "不(?:足|强|高|快|够|大|优|精|准|深|实|畅|显|到位|精准|精通)|缺乏|单一|滞后|薄弱|差距|偏[低弱慢少]"
    "|^(?:进一步|持续|不断)?(?:提高|提升|增强|增长|锻炼|开阔|丰富|积累|收获)了"  # what one gained
)
# What names nothing that was done: aims, terms and days of a rule, greetings, what somebody said.
_NOT_A_NAME = re.compile(
    "^(?:为|今天|会上|会议|按照|根据|我|咱|同志|各位|凡|对(?![接标口])|同一|力争|20\\d\\d年|去年|今年|本(?:办法|细则|规定|意见|通知|方案|次|地)"
    "|[\\[【]|由|自|经(?![费济营开])|在此|奖励(?:对象|标准|资金)|适用|有效期|金秋|阳春)|施行|所称|负责解释|[的后时]$|^[\u4e00-\u9fff]{2,6}了$"
)
_OF_A_LIST = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+(?:条|[，、]|[句件类点]，)|[—▍☆◆●\d\s.．、]+|要(?=[\u4e00-\u9fff]{3}))\s*"
)


_NO_RESULTS = frozenset({Role.PLAN, Role.CLAUSE})
_COUNTED = r"(?:(?<!\d)\d[\d.,]{0,20}|××|[一二三四五六七八九十百两]{1,8})余?"
_RESULT = re.compile(
    rf"(?:签约|引进|引入|落地|落户|到位|开工|投产|建成|竣工|盘活|腾退|新增|达成|促成|实现|完成|累计|拜访|走访|接待|"
    rf"培训|兑现|解决|撬动|带动|聘请|选派|组建|举办|召开|对接|获取|储备|转化|入库|参加|发放|节约|压缩|增长)"
    rf"[^。；]{{0,24}}?{_COUNTED}(?:亿|万|%|个|家|次|批|名|人|场|条|户|亩|项|期|支|天|件|套|平方)"
    rf"|{_COUNTED}(?:亿元|万元|个|家|次|批次|名|人|场|条|户|亩|项)[^，。；]{{0,16}}(?:落地|签约|投产|开工|达产|落户)"
)
_TO_COME = re.compile(
    "力争|计划|拟|目标|不少于|不低于|确保|明年|下一?步|将(?!.{0,4}军)|预计|争取|每年|每季度|每半年|每月"
)


@cache
def categories() -> dict[str, tuple[str, ...]]:
    """Category -> cue words, in order of precedence, from categories.toml."""
    table = tomllib.loads(
        files("knowledge_base.understanding").joinpath("categories.toml").read_text("utf-8")
    )
    return {row["name"]: tuple(row["cues"]) for row in table["category"]}


def category_of(name: str, text: str) -> str:
    """The category with most points, 3 a cue in the name, 1 in the text; 其他举措 under 2."""
    best, most = OTHER, 1  # one cue somewhere in the text is no category
    in_name, in_text = _cues_said(name), _cues_said(text)
    for category in categories():
        points = 3 * in_name[category] + in_text[category]
        if points > most:
            best, most = category, points
    return best


def category_score(category: str, text: str) -> int:
    """How many cues of a category stand in a text."""
    return _cues_said(text)[category]


def _cues_said(text: str) -> Counter[str]:
    """How many cues of each category stand in a text."""
    return Counter(category for cue, category in _cues() if cue in text)


@cache
def _cues() -> tuple[tuple[str, str], ...]:
    """All cues, each with its category, whose own name is one."""
    return tuple(
        (cue, category) for category, cues in categories().items() for cue in (*cues, category)
    )


def category_in(query: str) -> str:
    """The category that a question names by itself or by a cue, "" if none."""
    for category in categories():
        if category in query or category.removesuffix("招商") + "招商" in query:
            return category
    found = category_of(query, "")
    return "" if found == OTHER else found


def extract(lines: Sequence[Line], passages: Sequence[Passage], kind: Kind) -> list[Measure]:
    """The measures of a document, each tied to the passage in which it begins."""
    measures: list[Measure] = []
    offset = 0
    starts = [passage.start for passage in passages]

    def home_of(place: int) -> Passage | None:
        index = bisect_right(starts, place) - 1
        return passages[index] if index >= 0 and place < passages[index].end else None

    for line in lines:
        passage = None if line.heading or line.table else home_of(offset)
        found = list(_items(line)) if passage else []
        listed = len(found) > 1  # what opens a document may be a list of what was done
        if passage and (passage.role in _roles(kind) or (listed and passage.role is Role.OPENING)):
            for item in found:
                body = line.text[item.start : item.end]
                name = bare_name(item.name or _name_of(line, body))
                least = _MIN_ITEM if item.name else _MIN_TEXT
                if len(body) < least or not is_name(name):
                    continue
                category = category_of(name, body)
                if category == OTHER and not item.name:
                    continue
                home = home_of(offset + item.start) or passage
                number = len(measures)
                measures.append(
                    Measure(
                        id=f"{passage.document_id}-m{number:03d}",
                        passage_id=home.id,
                        document_id=passage.document_id,
                        name=name,
                        text=body.strip(),
                        category=category,
                        result="" if home.role in _NO_RESULTS else result_of(body),
                    )
                )
        offset += len(line.text) + 1
    return measures


def bare_name(name: str) -> str:
    """A name without its label: 第二，招商方式要活 -> 招商方式要活."""
    name = without_label(name)
    return without_label(_OF_A_LIST.sub("", name)) or name


def is_name(name: str) -> bool:
    """Whether a name says what was done or is to be done."""
    return len(name) >= 2 and not (_NOT_A_MEASURE.search(name) or _NOT_A_NAME.search(name))


def result_of(text: str) -> str:
    """The first sentence that states what came of a measure, "" if none does."""
    for start, end in sentences(text):
        sentence = text[start:end].strip()
        if _RESULT.search(sentence) and not _TO_COME.search(sentence):
            return sentence
    return ""


def _items(line: Line) -> Iterator[Item]:
    found = items(line.text)
    if found:
        yield from found
    else:
        name = without_label(line.lead)
        yield Item("" if _GENERIC_HEADING.search(name) else name[:MAX_NAME], 0, len(line.text))


def _name_of(line: Line, text: str) -> str:
    """A paragraph without items is named by the specific heading above it, else by its clause."""
    if line.path and not _GENERIC_HEADING.search(heading := without_label(line.path[-1])):
        return heading[:MAX_NAME]
    return item_name(text) if len(text) <= _MAX_UNNAMED else ""


def _roles(kind: Kind) -> frozenset[Role]:
    if kind is Kind.POLICY:
        return frozenset({Role.CLAUSE})
    return frozenset({Role.MEASURE, Role.PLAN, Role.RESULT, Role.BODY})


def by_name(known: Iterable[Measure], category: str, asked: Sequence[str]) -> list[str]:
    """Ids of measures of the category asked for, or whose name holds a word asked for."""
    generic = {"招商", "招商引资", "做法", "举措", "措施", "工作", "经验", "对比", "比较", "各地"}
    telling = [word for word in asked if word not in generic]
    scored = []
    for measure in known:
        points = 2.0 * (bool(category) and measure.category == category)
        points += 2.0 * (bool(category) and category in measure.name)
        points += share_of_words(telling, measure.name) * 2
        points += share_of_words(telling, measure.text)
        if points >= 1:
            scored.append((points, measure.id))
    return [key for _, key in sorted(scored, key=lambda item: (-item[0], item[1]))]
