"""How a table is fitted onto a page: type size, widths by content, upright or turned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

from docx.shared import Length, Pt

from assistant.word.characters import width
from assistant.word.layout import Layout

Side = Literal["left", "center", "right"]
Rows = Sequence[Sequence[str]]

PADDING = Pt(3)  # on each side of a cell
_NUMBER = re.compile(r"[-+－−]?\d[\d,，]*(?:\.\d+)?(?: ?[%％‰]|个百分点|倍)?")
_NO_VALUE = frozenset({"", "-", "—", "——", "/", "无", "×", "××"})
# Numbers that are no quantities stand in the middle.
_LABELS = re.compile("序号|编号|年份|年度|月份|代码|电话")
_SHORT = 5.0  # characters: a column of such texts is centred
# Text may be broken from this width on, a header from that, in characters.
_BREAKABLE, _BREAKABLE_HEADER = 7.0, 4.0
_UNBROKEN = re.compile(r"[!-~]+")
# Another Latin font than Times New Roman may be so much wider; a number must not be broken for it.
_WIDEST_LATIN = 1.3
_LONGEST_WORD = 16.0  # an address of the web may be broken


@dataclass(frozen=True, slots=True)
class TablePlan:
    """size: of the type; widths: of the columns; sides: where each column's cells stand.

    indents: what is free beside the longest cell of a column of numbers, on one side, so that
    they stand right and yet below the middle of their header.
    """

    size: Length
    widths: tuple[Length, ...]
    sides: tuple[Side, ...]
    indents: tuple[Length, ...]
    landscape: bool


def plan(rows: Rows, layout: Layout) -> TablePlan:
    """The largest type at which no number is broken, on an upright page if it is large enough.

    rows: of equal length, the header first. A table that fits no page at all is squeezed onto a
    turned one at the smallest size.
    """
    upright = Length(layout.page_width - layout.left_margin - layout.right_margin)
    turned = Length(layout.page_height - layout.top_margin - layout.bottom_margin)
    small = (*layout.table_sizes, *layout.table_small_sizes)
    columns = list(zip(*rows, strict=True))
    needed = [_needed(column) for column in columns]
    natural = [max(need, *map(width, column)) for need, column in zip(needed, columns, strict=True)]
    sides = tuple(_side(column) for column in columns)
    for landscape, area, sizes in ((False, upright, layout.table_sizes), (True, turned, small)):
        for size in sizes:
            room = (area - 2 * PADDING * len(columns)) / size
            if sum(needed) <= room:
                widths = _widths(needed, natural, area, size)
                free = map(_indent, columns, sides, widths, repeat(size))
                return TablePlan(size, widths, sides, tuple(free), landscape)
    squeezed = tuple(Length(int(need * turned / sum(needed))) for need in needed)
    return TablePlan(small[-1], squeezed, sides, (Length(0),) * len(columns), True)


def _indent(column: Sequence[str], side: Side, wide: Length, size: Length) -> Length:
    if side != "right":
        return Length(0)
    longest = max(map(width, column[1:])) * _WIDEST_LATIN * size
    return Length(max(0, int((wide - 2 * PADDING - longest) / 2)))


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
    least = max(min(width(header), _BREAKABLE_HEADER), _longest_word(header), 1.0)
    for cell in cells:
        least = max(least, min(width(cell), _BREAKABLE), _longest_word(cell))
    return least


def _longest_word(text: str) -> float:
    words = (width(word) for word in _UNBROKEN.findall(text))
    return min(_WIDEST_LATIN * max(words, default=0.0), _LONGEST_WORD)


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
