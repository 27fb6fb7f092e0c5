"""Automatic numbering of Word (ECMA-376-1, 17.9): the numbers that are printed but not typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge_base.readers.ooxml import Element, W, switched_on, value
from knowledge_base.readers.whitespace import is_wide

LEVELS = 9
MAX_NUMBER = 32767  # Word's own limit

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED = {n: chr(0x2460 + n - 1) for n in range(1, 21)} | {
    n: chr((0x3251 if n < 36 else 0x32B1) + n - (21 if n < 36 else 36)) for n in range(21, 51)
}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """Write a number below 100000 as Chinese counts: 10 is 十, 12 十二, 105 一百零五."""
    if number >= 10000:
        rest = number % 10000
        zero = "零" if 0 < rest < 1000 else ""
        return (
            chinese(number // 10000, digits, units)
            + "万"
            + (zero + _thousands(rest, digits, units) if rest else "")
        )
    text = _thousands(number, digits, units)
    return text[1:] if 10 <= number < 20 and digits is _DIGITS else text


def _thousands(number: int, digits: str, units: str) -> str:
    text = ""
    for position in (3, 2, 1, 0):
        digit = number // 10**position % 10
        if digit:
            zero = "零" if text and number // 10 ** (position + 1) % 10 == 0 else ""
            text += zero + digits[digit] + (units[position - 1] if position else "")
    return text or digits[0]


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * (number // size)
        number %= size
    return text


def _letters(number: int) -> str:
    """Word repeats the letter after z: 27 is aa, 28 bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def printed(number: int, number_format: str) -> str:
    """Write a number in a format of ST_NumberFormat (17.18.59); an unknown one is decimal."""
    number = min(max(number, 0), MAX_NUMBER)
    if number == 0 and number_format not in {"none", "bullet"}:
        return "0"
    match number_format:
        case "none" | "bullet":
            return ""
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
        ):
            return chinese(number)
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return chinese(number, _LEGAL_DIGITS, "拾佰仟")
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _CIRCLED.get(number, str(number))
        case "decimalEnclosedParen":
            return chr(0x2474 + number - 1) if number <= 20 else f"({number})"
        case "decimalEnclosedFullstop":
            return chr(0x2488 + number - 1) if number <= 20 else f"{number}."
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(_FULL_WIDTH)
        case "decimalZero":
            return f"{number:02d}"
        case "numberInDash":
            return f"- {number} -"
        case "lowerLetter":
            return _letters(number)
        case "upperLetter":
            return _letters(number).upper()
        case "lowerRoman":
            return _roman(number).lower()
        case "upperRoman":
            return _roman(number)
        case "ideographTraditional":
            return _STEMS[(number - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(number - 1) % 12]
        case _:
            return str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. restart: the level number (1-based) whose use restarts this one."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""
    gap: bool = True


@dataclass(slots=True)
class _List:
    """A w:num: the abstract list whose counters it shares, its levels and its overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """Counts through a document; one instance a document, asked in reading order."""

    def __init__(self, root: Element | None, style_lists: dict[str, str]) -> None:
        """root: of numbering.xml. style_lists: numbering style id -> the numId it stands for."""
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root, style_lists)

    def level_of_style(self, list_id: str, style_id: str) -> int | None:
        """The level of the list that is tied to a paragraph style, if one is."""
        found = self._lists.get(list_id)
        levels = found.levels.items() if found else ()
        return next((index for index, level in levels if level.style == style_id), None)

    def label(self, list_id: str, index: int) -> str:
        """Count one paragraph and return its printed number with the space after it, or ""."""
        found = self._lists.get(list_id)
        if found is None or index not in found.levels:
            return ""
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        current = counters[index]
        if index in found.starts and (list_id, index) not in self._begun:
            counters[index] = found.starts[index]
        elif current is None:
            counters[index] = self._start(found, index)
        else:
            counters[index] = current + 1
        self._begun.add((list_id, index))
        for lower in range(index + 1, LEVELS):
            restart = found.levels.get(lower, Level()).restart
            if restart is None or (restart > 0 and index < restart):
                counters[lower] = None
        return self._printed(found, index, counters)

    @staticmethod
    def _start(found: _List, index: int) -> int:
        return found.starts.get(index, found.levels.get(index, Level()).start)

    def _printed(self, found: _List, index: int, counters: list[int | None]) -> str:
        own = found.levels[index]
        if own.number_format == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            counter = counters[other]
            level = found.levels.get(other, Level())
            as_decimal = own.legal and level.number_format != "none"
            number_format = "decimal" if as_decimal else level.number_format
            return printed(self._start(found, other) if counter is None else counter, number_format)

        text = re.sub("%([1-9])", number, own.text)
        return f"{text} " if text and own.gap else text

    def _load(self, root: Element, style_lists: dict[str, str]) -> None:
        abstracts = {a.get(f"{W}abstractNumId", ""): a for a in root.iterfind(f"{W}abstractNum")}
        numbers = {n.get(f"{W}numId", ""): n for n in root.iterfind(f"{W}num")}
        for list_id, num in numbers.items():
            abstract_id = value(num, "abstractNumId") or ""
            link = value(abstracts.get(abstract_id), "numStyleLink")
            if link is not None:  # a numbering style: its own list has the levels
                linked = numbers.get(style_lists.get(link, ""))
                abstract_id = value(linked, "abstractNumId") or abstract_id
            abstract = abstracts.get(abstract_id)
            if abstract is None:
                continue
            levels = {_index(lvl): _level(lvl) for lvl in abstract.iterfind(f"{W}lvl")}
            starts: dict[int, int] = {}
            for override in num.iterfind(f"{W}lvlOverride"):
                own = override.find(f"{W}lvl")
                if own is not None:
                    levels[_index(override)] = _level(own)
                start = value(override, "startOverride")
                if start is not None:
                    starts[_index(override)] = integer(start, 1)
            self._lists[list_id] = _List(abstract_id, levels, starts)


def numbered(label: str, line: str) -> str:
    """Put a printed number in front: "一、" and "1." stand close to Chinese, "1.1" does not."""
    close = label.rstrip()
    if close and is_wide(line[0]) and (not close[-1].isalnum() or "①" <= close[-1] <= "⓿"):
        return close + line
    return label + line


def integer(text: str | None, default: int) -> int:
    """The integer that an attribute holds, or the default where it holds none."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def _index(element: Element) -> int:
    return min(max(integer(element.get(f"{W}ilvl"), 0), 0), LEVELS - 1)


def _level(element: Element) -> Level:
    number_format = value(element, "numFmt")
    if number_format is None:  # a custom format stands in mc:AlternateContent; its fallback counts
        formats = [child.get(f"{W}val", "") for child in element.iter(f"{W}numFmt")]
        number_format = formats[-1] if formats else "decimal"
    restart = value(element, "lvlRestart")
    return Level(
        start=integer(value(element, "start"), 0),
        number_format=number_format,
        text=value(element, "lvlText") or "",
        legal=bool(switched_on(element, "isLgl")),
        restart=None if restart is None else integer(restart, 0),
        style=value(element, "pStyle") or "",
        gap=value(element, "suff") != "nothing",
    )
