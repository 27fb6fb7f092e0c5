"""Spreadsheets (.xlsx, .csv): every sheet a heading, every row a table row, as Excel shows them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers.encoding import decode
from knowledge_base.readers.ooxml import DAMAGED, Package
from knowledge_base.readers.whitespace import table_row, tidy
from knowledge_base.types import Block, Reading

_DELIMITERS = ",\t;|，"
_GENERIC_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_NO_TEXT = "是空表，里面没有内容，请检查是否选错了文件"
_MAX_CELLS = 500_000
_TOO_LARGE = f"的单元格超过 {_MAX_CELLS // 10_000} 万个，请只保留需要的内容后再导入"
_UNCOMPUTED = (
    "有 {count} 个公式单元格没有保存计算结果，没有读到；请用 Excel 或 WPS 打开并保存后重新导入"
)
_HIDDEN = "略去了隐藏的工作表：{names}"


def read(data: bytes) -> Reading:
    """Read a workbook (ECMA-376): values as they are shown, merged cells once.

    Raises UnreadableDocument if it is damaged, too large or locked, EmptyDocument if it is blank.
    """
    import openpyxl  # late: 200 ms that only a spreadsheet should cost

    Package(data)  # refuses an archive that would fill the memory
    try:
        shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    except Exception as error:  # openpyxl raises many kinds on a damaged workbook
        raise UnreadableDocument(DAMAGED) from error
    blocks: list[Block] = []
    hidden: list[str] = []
    uncomputed = 0
    sheets = [sheet for sheet in shown.worksheets if sheet.max_row * sheet.max_column > 0]
    if sum(sheet.max_row * sheet.max_column for sheet in sheets) > _MAX_CELLS:
        raise UnreadableDocument(_TOO_LARGE)
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
            continue
        rows = [[_shown(cell) for cell in row] for row in sheet.iter_rows()]
        wide = {row - 1 for row in _widely_merged(sheet)}
        uncomputed += sum(
            shown_cell.value is None and cell.data_type == "f"
            for shown_row, row in zip(
                sheet.iter_rows(), formulas[sheet.title].iter_rows(), strict=False
            )
            for shown_cell, cell in zip(shown_row, row, strict=False)
        )
        found = _table(rows, wide)
        if found and (len(sheets) > 1 or not _GENERIC_NAME.fullmatch(sheet.title.strip())):
            blocks.append(Block(tidy(sheet.title), level=1))
        blocks += found
    if not any(block.level == 0 for block in blocks):
        raise EmptyDocument(_NO_TEXT)
    notes = [_UNCOMPUTED.format(count=uncomputed)] if uncomputed else []
    notes += [_HIDDEN.format(names="、".join(hidden))] if hidden else []
    return Reading(tuple(blocks), tuple(notes))


def read_csv(data: bytes) -> Reading:
    """Read a text table whose columns are parted by commas, tabs, semicolons or bars.

    Raises UnreadableDocument for bytes that are no text, EmptyDocument for a blank table.
    """
    text = decode(data)
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    delimiter = max(_DELIMITERS, key=lambda mark: sum(line.count(mark) for line in lines))
    try:
        rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise UnreadableDocument(DAMAGED) from error
    blocks = _table(rows, set())
    if not blocks:
        raise EmptyDocument(_NO_TEXT)
    return Reading(tuple(blocks))


def _table(rows: Sequence[Sequence[str]], wide: set[int]) -> list[Block]:
    """The blocks of a table. Lines above its header that fill one cell only are no rows of it.

    wide: indexes of rows that hold a cell merged over columns; such a header row is joined with
    the row below it, so that every column has its whole name.
    """
    kept = [(index, list(map(tidy, row))) for index, row in enumerate(rows)]
    kept = [(index, row) for index, row in kept if any(row)]
    blocks: list[Block] = []
    while kept and sum(map(bool, kept[0][1])) == 1 and any(sum(map(bool, r)) > 1 for _, r in kept):
        blocks.append(Block(next(filter(None, kept.pop(0)[1]))))
    if len(kept) > 2 and kept[0][0] in wide and kept[1][0] == kept[0][0] + 1:
        upper = kept.pop(0)[1]
        kept[0] = (kept[0][0], _joined_header(upper, kept[0][1]))
    return blocks + [Block(row, table=True) for _, cells in kept if (row := table_row(cells))]


def _joined_header(upper: list[str], lower: list[str]) -> list[str]:
    """到位资金 merged over 目标 and 完成 gives 到位资金目标 and 到位资金完成."""
    joined, group = [], ""
    for index, below in enumerate(lower):
        own = upper[index] if index < len(upper) else ""
        group = own or (group if below else "")
        joined.append(group + below if below else group)
    return joined


def _widely_merged(sheet: Any) -> set[int]:
    """The rows (from 1) with a cell merged over columns but not over the rest of the sheet."""
    return {
        merged.min_row
        for merged in sheet.merged_cells.ranges
        if merged.max_col > merged.min_col and merged.min_row == merged.max_row
    }


def _shown(cell: Any) -> str:
    """A cell's value as Excel shows it: 0.123 in a percent format is 12.3%."""
    value, form = cell.value, str(cell.number_format or "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime) and value.time() == time(0):
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float):
        if "%" in form:
            return _number(value * 100, _decimals(form)) + "%"
        return _number(value, _decimals(form))
    return str(value).replace("\n", " ")


def _decimals(form: str) -> int | None:
    """How many decimals a number format shows; None for 常规, which shows all."""
    section = form.split(";")[0]
    if not re.search("[0#]", section) or section == "General":
        return None
    match = re.search(r"\.([0#?]+)", section)
    return len(match[1]) if match else 0


def _number(value: float, decimals: int | None) -> str:
    if decimals is None:
        return f"{round(value, 10):.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    return f"{value:.{decimals}f}"
