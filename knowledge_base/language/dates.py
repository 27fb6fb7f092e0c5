"""Dates as official texts and pages write them."""

from __future__ import annotations

import re

_DIGITS = {
    **{c: str(i) for i, c in enumerate("〇一二三四五六七八九")},
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "O": "0",
}
_FORMS = (
    re.compile(r"(?P<y>(?:19|20)\d{2})\s*年\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日)?"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d{2})(?!\d)"),
)
_TIME = re.compile(r"\s+\d{1,2}:\d\d(?::\d\d)?$")
_CHINESE = re.compile(
    r"(?P<y>[一二][〇○零ＯO九][〇○零ＯO一二三四五六七八九]{2})年(?P<m>[一二三四五六七八九十]{1,2})月(?:(?P<d>[一二三四五六七八九十]{1,3})日)?"
)


def find(text: str) -> tuple[int, int, int, str] | None:
    """The first date of a text: year, month, day (0 where not said) and how it is written."""
    found = [match for form in _FORMS if (match := form.search(text))]
    if chinese := _CHINESE.search(text):
        found.append(chinese)
    for match in sorted(found, key=lambda one: one.start()):
        year, month, day = (_number(match[part]) for part in ("y", "m", "d"))
        if 1 <= month <= 12 and day <= 31:
            return year, month, day, match[0]
    return None


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, brackets apart."""
    bare = _TIME.sub("", text.strip("（）()〔〕[] \u3000"))
    found = find(bare)
    return found is not None and found[3] == bare


def printed(text: str) -> str:
    """The first date of a text as 2023年5月7日; "" for none."""
    if (found := find(text)) is None:
        return ""
    year, month, day, _ = found
    return f"{year}年{month}月" + (f"{day}日" if day else "")


def digits(year: str) -> str:
    """A year in Chinese numerals as digits: 二〇二四 -> 2024."""
    return "".join(_DIGITS.get(char, char) for char in year)


def _number(text: str | None) -> int:
    if not text:
        return 0
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)
    return int("".join(_DIGITS[char] for char in text))
