"""Numbers and dates as Excel shows them (ECMA-376-1, 18.8.31), as far as figures go.

A format that is not understood (fractions, exponents, conditions) shows the value as it is: a
figure may look plainer than in Excel, but never different.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_LITERAL = re.compile(
    r'"([^"]*)"|\\(.)|[_*].|\[(?:\$([^\]-]*)[^\]]*|Red|Blue|Green|Black|White|DBNum\d)\]', re.I
)
_DIGITS = re.compile(r"[#0?,]*[#0?](?:\.[#0?]*)?,*")
_SHARE = "%"


def shown(value: Any, form: str) -> str:
    """A cell's value in its number format; "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, datetime | date):
        return _day(value, form)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value).replace("\n", " ")


def _day(value: date, form: str) -> str:
    plain = _LITERAL.sub("", form).lower()
    has_day, has_month = "d" in plain, "m" in plain
    text = f"{value.year}年"
    if has_month or has_day or "y" not in plain:
        text += f"{value.month}月"
    if has_day or "y" not in plain:
        text += f"{value.day}日"
    if isinstance(value, datetime) and value.time() != time(0) and "h" in plain:
        text += value.strftime(" %H:%M")
    return text


def _number(value: float, form: str) -> str:
    sections = form.split(";")
    section = (
        sections[1] if value < 0 and len(sections) > 1 and sections[1].strip() else sections[0]
    )
    literals: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or match[3] or "")
        return "\x00"

    bare = _LITERAL.sub(put_aside, section)
    places = list(_DIGITS.finditer(bare))
    if len(places) != 1 or re.search(r"[A-DF-Za-df-z/@\[]|[Ee][+-]", bare.replace("\x00", "")):
        return _plain(value)
    place = places[0]
    digits = place[0].rstrip(",")
    amount = Decimal(repr(value)) / Decimal(1000) ** (len(place[0]) - len(digits))
    if _SHARE in bare:
        amount *= 100
    if section is not sections[0]:
        amount = abs(amount)
    whole, _, decimals = digits.partition(".")
    text = str(amount.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP))
    optional = len(decimals) - len(decimals.rstrip("#"))
    for _ in range(optional):
        text = text[:-1] if text.endswith("0") and "." in text else text
    sign, number = ("-", text[1:]) if text.startswith("-") else ("", text)
    number = number.rstrip(".") if "." in number else number
    integer, point, fraction = number.partition(".")
    integer = integer.zfill(whole.replace(",", "").count("0"))
    if "," in whole:
        integer = f"{int(integer):,}"
    rest = iter(literals)
    before = re.sub("\x00", lambda _: next(rest), bare[: place.start()])
    after = re.sub("\x00", lambda _: next(rest), bare[place.end() :])
    return sign + before.strip() + integer + point + fraction + after.strip()


def _plain(value: float) -> str:
    return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
