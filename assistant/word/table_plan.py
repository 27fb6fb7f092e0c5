"""How a table is fitted onto a page: type size, widths by content, upright or turned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docx.shared import Length, Pt

from assistant.word.characters import width

Side = Literal["left", "center", "right"]
Rows = Sequence[Sequence[str]]

PADDING = Pt(4)  # on each side of a cell
_NUMBER = re.compile(r"[-+－−]?\d[\d,，]*(?:\.\d+)?(?: ?[%％‰]|个百分点|倍)?")
_NO_VALUE = frozenset({"", "-", "—", "——", "/", "无", "×", "××"})
# Numbers that are no quantities stand in the middle.
_LABELS = re.compile("序号|编号|年份|年度|月份|代码|电话")
_SHORT = 5.0  # characters: a column of such texts is centred
# Text may be broken from this width on, a header from that, in characters.
_BREAKABLE, _BREAKABLE_HEADER = 9.0, 4.0
_UNBROKEN = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class TablePlan:
    """size: of the type; widths: of the columns; sides: where each column's cells stand."""

    size: Length
    widths: tuple[Length, ...]
    sides: tuple[Side, ...]
    landscape: bool


def plan(rows: Rows, upright: Length, turned: Length, sizes: Sequence[Length]) -> TablePlan:
    """The largest type at which no number is broken: on an upright page if one of the sizes fits.

    rows: of equal length, the header first; upright, turned: how wide the text area is on either
    page. A table that fits neither is squeezed onto the turned page at the smallest size.
    """
    columns = list(zip(*rows, strict=True))
    needed = [_needed(column) for column in columns]
    natural = [max(map(width, column)) for column in columns]
    sides = tuple(_side(column) for column in columns)
    for landscape, area in ((False, upright), (True, turned)):
        for size in sizes:
            room = (area - 2 * PADDING * len(columns)) / size
            if sum(needed) <= room:
                return TablePlan(size, _widths(needed, natural, area, size), sides, landscape)
    size = sizes[-1]
    share = turned / sum(needed)
    return TablePlan(size, tuple(Length(int(need * share)) for need in needed), sides, True)


def _widths(
    needed: Sequence[float], natural: Sequence[float], area: Length, size: Length
) -> tuple[Length, ...]:
    """Widths that fill the area: what is needed, then what saves line breaks, then evenly."""
    room = (area - 2 * PADDING * len(needed)) / size
    wanting = [wide - need for wide, need in zip(natural, needed, strict=True)]
    given = min(1.0, (room - sum(needed)) / sum(wanting)) if sum(wanting) else 0.0
    shares = [need + given * want for need, want in zip(needed, wanting, strict=True)]
    stretch = room / sum(shares)
    return tuple(Length(int(share * stretch * size + 2 * PADDING)) for share in shares)


def _needed(column: Sequence[str]) -> float:
    """The least width in characters: whole numbers and words, and texts on not too many lines."""
    header, *cells = column
    least = max([min(width(header), _BREAKABLE_HEADER), _longest_word(header), 1.0])
    for cell in cells:
        whole = width(cell)
        if not _NUMBER.fullmatch(cell):
            whole = max(min(whole, _BREAKABLE), _longest_word(cell))
        least = max(least, whole)
    # Fonts differ, and a number must not be broken for a hair.
    return least + 0.3


def _longest_word(text: str) -> float:
    return max((width(word) for word in _UNBROKEN.findall(text)), default=0.0)


def _side(column: Sequence[str]) -> Side:
    """Numbers right, so that their digits stand below each other; short texts in the middle."""
    header, *cells = column
    values = [cell for cell in cells if cell not in _NO_VALUE]
    if _LABELS.search(header):
        return "center"
    numbers = sum(_NUMBER.fullmatch(value) is not None for value in values)
    if numbers and 2 * numbers >= len(values):
        return "right"
    return "center" if all(width(value) <= _SHORT for value in values) else "left"
