"""Facts from a table (.xlsx, .csv): name, value, unit, last year's value, target, note.

The header row is the first that names a value column; headers are read by their sense (本年完成,
2025年, 上年同期, 年度目标, 同比%), a name merged over rows stands for all of them, rows without a
value are passed over. Errors name the sheet and the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assistant.errors import BriefError
from assistant.facts import figures
from assistant.types import Fact, FactSheet, Figure
from knowledge_base.language.quantities import chinese_value
from knowledge_base.readers.grids import Grid

SUFFIXES = (".xlsx", ".xlsm", ".csv")
# What a header means, the first match counts.
_HEADERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        ("growth", "同比|增长|增幅|增速|涨幅"),
        ("completion", "完成率|完成比|完成.{0,4}[%％]|占.{0,4}(?:目标|任务|计划)"),
        ("last", "上年|去年|同期|上期"),
        ("target", "目标|任务|计划"),
        ("unit", "^(?:计量)?单位$"),
        ("note", "备注|说明|口径"),
        ("value", "本年|今年|本期|完成|实际|实绩|累计|数值|数据|^(?:合计|数量|金额|值|数)"),
        ("name", "指标|名称|项目|事项|内容|类别|工作"),
    )
)
_NAME = dict(_HEADERS)["name"]
_YEAR = re.compile(r"^(20\d\d)年?")
_UNIT = re.compile(r"[（(](?:单位[:：])?([^（()）]{1,6})[）)]$")
_NUMBER = re.compile(r"^[约近]?([-－+]?[\d,，]+(?:\.\d+)?)\s*(\D{0,6})$")
_PART = re.compile("其中[:：，]?|#")
_LABEL = re.compile(r"^(?:其中[:：，]?|#|[一二三四五六七八九十]+、|[（(]?\d+[.、）)])")
_GREATEST_SHARE = 2
_NOTHING = frozenset({"", "-", "—", "——", "/", "无", "\\"})
_EXAMPLE = "如：指标、单位、本年完成、上年同期、年度目标、备注"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row below the header: its place, and its cells by their meaning."""

    place: str
    cells: dict[str, tuple[str, str]]  # meaning -> (cell's name, text)
    column_unit: str


def fact_sheet(grids: Sequence[Grid], file_name: str, period: str = "") -> FactSheet:
    """The facts of all sheets of a table.

    period: of the document; completion is compared with the time that has passed in it.
    BriefError says what is wrong and in which sheet and cell.
    """
    facts: list[Fact] = []
    for grid in grids:
        if any(any(row) for row in grid.rows.values()):
            facts += _facts(grid, period, len(facts))
    if not facts:
        raise BriefError(f"事实表《{file_name}》里没有数据，请在表头（{_EXAMPLE}）下面逐行填写")
    return FactSheet(tuple(facts))


def _facts(grid: Grid, period: str, before: int) -> Iterator[Fact]:
    whole: Figure | None = None
    for number, row in enumerate(_rows(grid), before + 1):
        figure = _figure(row)
        if figure is None:
            text = f"{row.cells['name'][1]}：{row.cells['value'][1]}"
            yield Fact(f"f{number}", text, row.place)
            continue
        text, arithmetic = figures.worded(figure, period, whole if figure.part else None)
        if not figure.part:
            whole = figure
        doubts = tuple(figures.contradictions(figure))
        yield Fact(f"f{number}", text, row.place, figure, tuple(arithmetic), doubts)


def _rows(grid: Grid) -> Iterator[_Row]:
    header, meanings, names, units = _header(grid)
    name = f"工作表“{grid.name}”" if grid.name else "表格"
    last_name = ""
    for number in sorted(grid.rows):
        if number <= header:
            continue
        texts = grid.rows[number]
        cells = {
            meaning: (f"{_letter(column)}{number}", texts[column].strip())
            for meaning, column in meanings.items()
            if column < len(texts)
        }
        own = [texts[column].strip() for column in names if column < len(texts)]
        last_name = next((text for text in reversed(own) if text not in _NOTHING), last_name)
        if cells.get("value", ("", ""))[1] in _NOTHING or not last_name:
            continue
        place = f"{name}{cells['value'][0]}"
        cells = {m: (f"{name}{cell}", text) for m, (cell, text) in cells.items()}
        cells["name"] = ("", last_name)
        yield _Row(place, cells, units.get("value", ""))


def _header(grid: Grid) -> tuple[int, dict[str, int], list[int], dict[str, str]]:
    """The header's row, the column (from 0) of each meaning, the columns that hold names (类别,
    指标; those without a header too), and the units that headers state."""
    for number in sorted(grid.rows):
        cells = grid.header_joined(number)
        meanings: dict[str, int] = {}
        units: dict[str, str] = {}
        years = {int(m[1]): i for i, c in enumerate(cells) if (m := _YEAR.match(c.strip()))}
        for column, cell in enumerate(cells):
            meaning = _meaning(cell.strip(), years)
            if meaning and meaning not in meanings:
                meanings[meaning] = column
                if match := _UNIT.search(cell.strip()):
                    units[meaning] = match[1]
        if "value" in meanings and len(meanings) > 1:
            left = cells[: meanings["value"]]
            names = [c for c, cell in enumerate(left) if _NAME.search(cell) or not cell.strip()]
            others = [c for c in range(len(left)) if c not in meanings.values()]
            return number, meanings, names or others[-1:] or [0], units
    where = f"工作表“{grid.name}”" if grid.name else "表格"
    raise BriefError(f"{where}里没有认出表头：请在第一行写明各列的名称，{_EXAMPLE}")


def _meaning(cell: str, years: dict[int, int]) -> str:
    if not cell:
        return ""
    found = next((meaning for meaning, pattern in _HEADERS if pattern.search(cell)), "")
    if (match := _YEAR.match(cell)) and found in ("", "value"):
        return {0: "value", 1: "last"}.get(max(years) - int(match[1]), "")
    return found


def _figure(row: _Row) -> Figure | None:
    """The figure of a row; None for one whose value is words (总体平稳)."""
    name = row.cells["name"][1]
    unit = row.cells.get("unit", ("", ""))[1]
    if match := _UNIT.search(name):
        name, unit = name[: match.start()], unit or match[1]
    value = _number(row, "value")
    if value is None:
        return None
    return Figure(
        name=_LABEL.sub("", name).strip(),
        value=value[0],
        unit=unit or value[1] or row.column_unit,
        last=_amount(row, "last"),
        target=_amount(row, "target"),
        growth=_rate(row, "growth"),
        completion=_rate(row, "completion"),
        scope=row.cells.get("note", ("", ""))[1].strip("（）()"),
        part=bool(_PART.match(name)),
    )


def _amount(row: _Row, meaning: str) -> Decimal | None:
    found = _number(row, meaning)
    return found[0] if found else None


def _rate(row: _Row, meaning: str) -> Decimal | None:
    """In percent. 0.123 in a column of rates is a share that lost its format."""
    found = _number(row, meaning)
    if found is None:
        return None
    amount, unit = found
    bare = not unit and abs(amount) <= _GREATEST_SHARE and "." in row.cells[meaning][1]
    return amount * 100 if bare else amount


def _number(row: _Row, meaning: str) -> tuple[Decimal, str] | None:
    """(number, unit) of a cell; None for an empty one, or words in place of a value."""
    cell, text = row.cells.get(meaning, ("", ""))
    if text in _NOTHING:
        return None
    if match := _NUMBER.match(text):
        digits = re.sub("[,，]", "", match[1]).replace("－", "-")
        try:
            return Decimal(digits), match[2].strip()
        except InvalidOperation:
            pass
    elif (amount := chinese_value(text)) is not None:
        return amount, ""
    elif meaning == "value" and not re.search(r"\d", text):
        return None
    raise BriefError(f"{cell} 的“{text}”不是一个数，请改成数字（单位写在“单位”一列）")


def _letter(column: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
