"""Spreadsheets (.xlsx, .csv): every sheet a heading, every row a table row, as Excel shows them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers.encoding import decode
from knowledge_base.readers.grids import Grid, joined_header
from knowledge_base.readers.number_formats import shown
from knowledge_base.readers.ooxml import DAMAGED, Package
from knowledge_base.readers.whitespace import table_row, tidy
from knowledge_base.types import Block, Reading

_DELIMITERS = "\t,;|，"  # the likelier first
_GENERIC_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_NO_TEXT = "是空表，里面没有内容，请检查是否选错了文件"
_LINES_IN_A_CELL = 8
_MAX_COLUMNS = 16_384
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
    sheets, notes = _visible(data)
    blocks: list[Block] = []
    for sheet in sheets:
        found = _table(sheet.rows, sheet.wide)
        if found and (len(sheets) > 1 or not _GENERIC_NAME.fullmatch(sheet.name.strip())):
            blocks.append(Block(tidy(sheet.name), level=1))
        blocks += found
    if not any(block.level == 0 for block in blocks):
        raise EmptyDocument(_NO_TEXT)
    return Reading(tuple(blocks), notes)


def grids(data: bytes, suffix: str) -> list[Grid]:
    """The sheets of a workbook, or the one of a text table (suffix .csv), cell by cell.

    Raises UnreadableDocument as `read` does.
    """
    if suffix != ".csv":
        return _visible(data)[0]
    text = decode(data)
    rows = dict(enumerate(_csv_rows(text, _delimiter(text)), 1))
    return [Grid("", rows, set())]


def _visible(data: bytes) -> tuple[list[Grid], tuple[str, ...]]:
    """The visible sheets, and remarks on what was not read."""
    package = Package(data)  # refuses an archive that would fill the memory
    if _is_strict(package):
        data = package.transitional()
    sheets: list[Grid] = []
    hidden: list[str] = []
    uncomputed = 0
    book = _opened(data)
    formulas = _formulas(data)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
            continue
        filled = [cell for cell in sheet._cells.values() if cell.value is not None]
        if len(filled) > _MAX_CELLS:
            raise UnreadableDocument(_TOO_LARGE)
        at = {(cell.row, cell.column) for cell in filled}
        uncomputed += len(formulas.get(sheet.title, set()) - at)
        sheets.append(Grid(sheet.title, _rows(filled), _widely_merged(sheet)))
    notes = [_UNCOMPUTED.format(count=uncomputed)] if uncomputed else []
    notes += [_HIDDEN.format(names="、".join(hidden))] if hidden else []
    return sheets, tuple(notes)


def _is_strict(package: Package) -> bool:
    main = package.related("", "officeDocument") or "xl/workbook.xml"
    root = package.raw(main)
    return b"http://purl.oclc.org/ooxml/" in root


def _opened(data: bytes, values: bool = True) -> Any:
    import openpyxl  # late: 200 ms that only a spreadsheet should cost

    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)
    except Exception as error:  # openpyxl raises many kinds on a damaged workbook
        raise UnreadableDocument(DAMAGED) from error


def _formulas(data: bytes) -> dict[str, set[tuple[int, int]]]:
    """Where formulas stand: sheet -> (row, column); nothing is kept of the rest."""
    if not _has_formulas(data):
        return {}
    return {
        sheet.title: {
            (cell.row, cell.column) for cell in sheet._cells.values() if cell.data_type == "f"
        }
        for sheet in _opened(data, values=False).worksheets
    }


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(re.search(rb"<f[ >/]", archive.read(name)) for name in sheets)


def _rows(filled: Sequence[Any]) -> dict[int, list[str]]:
    """Row number (from 1) -> its cells as they are shown, blanks in between."""
    rows: dict[int, list[str]] = {}
    for cell in sorted(filled, key=lambda cell: (cell.row, cell.column)):
        row = rows.setdefault(cell.row, [])
        row += [""] * (min(cell.column, _MAX_COLUMNS) - 1 - len(row))
        row.append(shown(cell.value, str(cell.number_format or "")))
    return rows


def read_csv(data: bytes) -> Reading:
    """Read a text table whose columns are parted by tabs, commas, semicolons or bars.

    Raises UnreadableDocument for bytes that are no text, EmptyDocument for a blank table.
    """
    text = decode(data)
    told = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    text = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(text)
    blocks = _table(dict(enumerate(_csv_rows(text, delimiter), 1)), set())
    if not blocks:
        raise EmptyDocument(_NO_TEXT)
    return Reading(tuple(blocks))


def _delimiter(text: str) -> str:
    """The mark that cuts most of the first lines into the same number of columns."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]

    def agreement(mark: str) -> int:
        counts = Counter(len(row) for row in _csv_rows("\n".join(lines), mark))
        return max((count for columns, count in counts.items() if columns > 1), default=0)

    return max(_DELIMITERS, key=agreement)  # the first one where several agree


def _csv_rows(text: str, delimiter: str) -> list[list[str]]:
    """Rows; a quotation mark that is never closed is a mark like any other."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        if all(cell.count("\n") <= _LINES_IN_A_CELL for row in rows for cell in row):
            return rows
    except csv.Error:
        pass
    lines = io.StringIO(text, newline="")
    return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))


def _table(rows: Mapping[int, Sequence[str]], wide: set[int]) -> list[Block]:
    """The blocks of a table. Lines above its header that fill one cell only are no rows of it.

    rows: by their number; wide: numbers of rows that hold a cell merged over columns; such a
    header row is joined with the row below it, so that every column has its whole name.
    """
    kept = [(index, list(map(tidy, row))) for index, row in rows.items()]
    kept = [(index, row) for index, row in kept if any(row)]
    blocks: list[Block] = []
    while kept and sum(map(bool, kept[0][1])) == 1 and any(sum(map(bool, r)) > 1 for _, r in kept):
        blocks.append(Block(next(filter(None, kept.pop(0)[1]))))
    if len(kept) > 2 and kept[0][0] in wide and kept[1][0] == kept[0][0] + 1:
        upper = kept.pop(0)[1]
        kept[0] = (kept[0][0], joined_header(upper, kept[0][1]))
    return blocks + [row for _, cells in kept if (row := table_row(cells)).text]


def _widely_merged(sheet: Any) -> set[int]:
    """The rows (from 1) with a cell merged over columns but not over the rest of the sheet."""
    return {
        merged.min_row
        for merged in sheet.merged_cells.ranges
        if merged.max_col > merged.min_col and merged.min_row == merged.max_row
    }
