"""Chinese-aware numbers: reading them out of text, and comparing them.

十二亿元 equals 12亿元, 1,234.5万 equals 12345000, and 9个百分点 is not 9%.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_VALUES = {character: value for value, character in enumerate(_DIGITS)} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = (
    r"[一二三四五六七八九两十][十百千万亿零一二三四五六七八九两]*(?:点[零一二三四五六七八九]+)?"
)
_UNITS = (
    "个百分点|百分点|个工作日|平方公里|平方米|立方米|公里|美元|元|%|‰|倍|成(?![绩果效就立为本员长交品])|吨|亩|公顷|米|千瓦时|千瓦|兆瓦|"
    "个|家|户|人次|人|名|位|次|场|期|批|项|件|条|起|宗|份|篇|天|日|周|年|月|小时|分钟|届|轮|组|支|处|座|栋|套|台|"
    "辆|只|期|类|大|所|门|班|级|强|岁|号"
)
_ARABIC_QUANTITY = re.compile(
    rf"(?<![\d.A-Za-z])(?P<number>{_ARABIC})\s*(?P<scale>[万亿千百]*)\s*(?:余|多)?(?P<unit>{_UNITS})?"
)
_CHINESE_QUANTITY = re.compile(
    rf"百分之(?P<percent>{_CHINESE})|(?P<number>{_CHINESE})(?:余|多)?(?P<unit>{_UNITS})"
)
# Numerals that count nothing: 一是, 第一, 一站式, 一企一策, 三农, 进一步, 统一 ...
_IDIOM = re.compile(
    "第[一二三四五六七八九十百]+|一([\u4e00-\u9fff])一\\1|[一二三四五六七八九十]{1,3}(?:是|要|、)|（[一二三四五六七八九十]+）|"
    "一号工程|一把手|一把尺|一站|一体|一线|一流|一次性|一次办|一件事|一批|一个个|一定|一系列|一大批|"
    "[一多逐]个(?!亿|百分点)|一[户企项县链园事村][一两三]|一年来|一天|一日|一步|一些|[到在]一起|一起(?![^，。；]{0,8}(?:事故|案|火灾|事件|投诉|纠纷|舆情|险情|伤亡))|一道|一方面|一盘棋|一揽子|一条龙|一条心|"
    "唯一|统一|万一|逐一|进一步|同一|单一|之一|三农|四上|五一|十一|双一流|一级|二级|三级|一期|二期|三期|一季度|二季度|三季度|四季度|"
    "十四五|十五五|十三五|三重一大|三会一课|八项规定|一岗双责|百强|千方百计|万众一心|一招|一门|一网|一窗|一月一|一周一|一季一|每一"
)
# 三个方面, 四项制度: they count what the text itself lists, not what was achieved.
_OWN_COUNT = re.compile(
    "^(?:方面|环节|层面|维度|层次|重点|关口|抓手|意见|建议|要求|制度|机制|举措|措施|做法|问题|原因|阶段|步骤|转变|坚持|清单|"
    "难题|短板|不足|经验|体会|想法|规矩|方向|关键|支撑|转换|事|[：。，]|$)"
)
_COUNTED_ONCE = frozenset({"起", "宗", "%", "倍", "成", "元", "亩", "个百分点", "百分点"})
_QUOTED = re.compile("“[^”]{1,20}”|《[^》]*》")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. value: scaled (12亿元 is 1200000000 of 元); span in the text."""

    value: Decimal
    unit: str
    text: str
    start: int
    end: int


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order: all in Arabic digits, and Chinese ones with a unit.

    Chinese numerals inside 《》 and short “” are names, not numbers.
    """
    found = [_arabic(match) for match in _ARABIC_QUANTITY.finditer(text)]
    hidden = [m.span() for p in (_QUOTED, _IDIOM) for m in p.finditer(text)]
    for match in _CHINESE_QUANTITY.finditer(text):
        if any(a <= match.start() < b for a, b in hidden):
            continue
        unit = "%" if match["percent"] else match["unit"]
        value = chinese_value(match["percent"] or match["number"])
        article = value == 1 and unit not in _COUNTED_ONCE  # 一件事, 一份名单: not a count
        if value is not None and not article:
            found.append(Quantity(value, _unit(unit), match[0], *match.span()))
    return sorted(found, key=lambda quantity: quantity.start)


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities say the same: equal values, and units equal or one of them unsaid."""
    return one.value == other.value and (one.unit == other.unit or not one.unit or not other.unit)


def chinese_value(text: str) -> Decimal | None:
    """The value of a Chinese numeral (三千二百, 十二亿五千万, 八点五); None if it is none."""
    whole, _, fraction = text.partition("点")
    total = section = digit = Decimal(0)
    for character in whole:
        if character in _VALUES:
            digit = Decimal(_VALUES[character])
        elif character in _TENS:
            section += (digit or Decimal(1)) * _TENS[character]
            digit = Decimal(0)
        elif character in _SCALES:
            section += digit
            if character == "亿":
                total = (total + section) * _SCALES[character]
            else:
                total += section * _SCALES[character]
            section = digit = Decimal(0)
        else:
            return None
    value = total + section + digit
    if fraction:
        if any(character not in _VALUES for character in fraction):
            return None
        value += Decimal("0." + "".join(str(_VALUES[character]) for character in fraction))
    return value


def is_year(quantity: Quantity) -> bool:
    """Whether a quantity is a year of the calendar (2025年)."""
    return quantity.unit == "年" and 1900 <= quantity.value < 2100


def is_own_count(text: str, quantity: Quantity) -> bool:
    """Whether a number counts what the text itself lists (三个方面), not what was achieved."""
    spelt, after = not re.search(r"\d", quantity.text), text[quantity.end :]
    if spelt and quantity.unit == "年":  # 三年来, 三年行动
        return bool(re.match("以?来|行动|规划|计划", after))
    return (
        spelt
        and quantity.value <= 10
        and quantity.unit in ("个", "项", "条", "类", "件", "大")
        and bool(_OWN_COUNT.search(after))
    )


def _arabic(match: re.Match[str]) -> Quantity:
    value = Decimal(match["number"].replace(",", ""))
    for character in match["scale"]:
        value *= _SCALES.get(character) or _TENS[character]
    return Quantity(value, _unit(match["unit"] or ""), match[0].strip(), *match.span())


def _unit(unit: str) -> str:
    """One name for units that mean the same."""
    return {"百分点": "个百分点", "位": "名", "人": "名", "户": "家", "日": "天"}.get(unit, unit)
