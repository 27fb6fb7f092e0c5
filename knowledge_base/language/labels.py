"""Labels of headings and items, read and printed: 一、 （一） 1. （1）, 第一章, 一是.

Headings are labelled as in GB/T 9704-2012, 7.3.3; laws use 章 and 条.
"""

from __future__ import annotations

import re

_NUMBER = "[一二三四五六七八九十百零〇]"
_ONES = "零一二三四五六七八九"
_LABELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第{_NUMBER}{{1,4}}(?:部分|编|章)[\s、：]*")),
    (1, re.compile(rf"{_NUMBER}{{1,3}}、")),
    (2, re.compile(rf"第{_NUMBER}{{1,3}}节[\s、：]*")),
    (2, re.compile(rf"（{_NUMBER}{{1,3}}）、?")),
    (3, re.compile(r"\d{1,2}[.．、](?!\d)")),
    (4, re.compile(r"（\d{1,2}）")),
)
ENUMERATION = re.compile(
    r"(?:(?<=^)|(?<=[。；：！？”）]))"
    r"(?:[一二三四五六七八九十]{1,2}(?:是|要|抓|靠)|第[一二三四五六七八九十]{1,2}[，、]|其[一二三四五六]，|首先，|其次，|再次，)"
)


def label_of(text: str) -> tuple[int, str]:
    """The level and the label that a text begins with; (0, "") if none."""
    for level, pattern in _LABELS:
        if match := pattern.match(text):
            return level, match[0]
    return 0, ""


def without_label(text: str) -> str:
    """A heading, or an enumerated item, without its label and final mark."""
    _, label = label_of(text)
    rest = text[len(label) :]
    if match := ENUMERATION.match(rest):
        rest = rest[match.end() :]
    return rest.strip(" 　").rstrip("。：:；，")


def chinese_ordinal(number: int) -> str:
    """1 -> 一, 12 -> 十二, 20 -> 二十. number: 1..99."""
    if not 1 <= number <= 99:
        raise ValueError(f"ordinal out of range: {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _ONES[tens] + "十")
    return head + (_ONES[ones] if ones else "")


def heading_label(level: int, number: int) -> str:
    """The printed label of a heading (GB/T 9704-2012, 7.3.3): 一、 （一） 1. （1）."""
    match level:
        case 1:
            return chinese_ordinal(number) + "、"
        case 2:
            return f"（{chinese_ordinal(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"
