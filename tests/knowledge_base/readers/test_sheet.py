"""Workbooks are written by openpyxl and read back as Excel shows them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers import read
from knowledge_base.readers.number_formats import shown
from knowledge_base.types import Block


def book(path: Path, rows, name="Sheet1", merge=(), formats=None) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    workbook.save(path)
    return path


def texts(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks]


def test_rows_are_table_blocks_and_values_look_as_in_excel(tmp_path):
    rows = [
        ["指标", "完成", "增长", "日期"],
        ["到位内资（亿元）", 98.7, 0.123, date(2024, 12, 31)],
        ["签约项目", 63, -0.05, None],
        ["税收", 1234567.891, None, None],
    ]
    path = book(
        tmp_path / "表.xlsx",
        rows,
        formats={"C2": "0.0%", "C3": "0%", "B4": "#,##0.00", "B2": "General"},
    )
    assert read(path).blocks == tuple(
        Block(text, table=True)
        for text in (
            "指标 | 完成 | 增长 | 日期",
            "到位内资（亿元） | 98.7 | 12.3% | 2024年12月31日",
            "签约项目 | 63 | -5%",
            "税收 | 1,234,567.89",
        )
    )


def test_a_title_above_the_table_is_no_row_and_merged_headers_are_joined(tmp_path):
    rows = [
        ["2024年招商引资完成情况表"],
        ["单位", "到位资金", None, "签约项目", None],
        [None, "目标", "完成", "目标", "完成"],
        ["甲镇", 10, 11, 3, 4],
    ]
    merge = ["A1:E1", "A2:A3", "B2:C2", "D2:E2"]
    path = book(tmp_path / "表.xlsx", rows, merge=merge)
    blocks = read(path).blocks
    assert blocks[0] == Block("2024年招商引资完成情况表")
    assert [block.text for block in blocks[1:]] == [
        "单位 | 到位资金目标 | 到位资金完成 | 签约项目目标 | 签约项目完成",
        "甲镇 | 10 | 11 | 3 | 4",
    ]


def test_sheets_are_headings_and_hidden_ones_are_reported(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "上半年"
    workbook.active.append(["项目", "投资"])
    workbook.create_sheet("下半年").append(["项目", "投资额"])
    hidden = workbook.create_sheet("底稿")
    hidden.append(["不要", "读"])
    hidden.sheet_state = "hidden"
    workbook.save(tmp_path / "表.xlsx")
    reading = read(tmp_path / "表.xlsx")
    assert [(b.text, b.level) for b in reading.blocks] == [
        ("上半年", 1),
        ("项目 | 投资", 0),
        ("下半年", 1),
        ("项目 | 投资额", 0),
    ]
    assert reading.notes == ("略去了隐藏的工作表：底稿",)


def test_a_formula_without_a_result_is_reported(tmp_path):
    path = book(tmp_path / "表.xlsx", [["项目", "投资"], ["甲", "=1+1"]])
    (note,) = read(path).notes
    assert "1 个公式单元格" in note


def test_a_blank_or_damaged_workbook_is_refused(tmp_path):
    with pytest.raises(EmptyDocument, match="空表"):
        read(book(tmp_path / "空.xlsx", []))
    whole = book(tmp_path / "表.xlsx", [["a", "b"]]).read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:100]
    with zipfile.ZipFile(tmp_path / "坏.xlsx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(UnreadableDocument, match="损坏"):
        read(tmp_path / "坏.xlsx")


@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_text_tables_are_parted_by_their_own_mark(tmp_path, mark, encoding):
    path = tmp_path / "表.csv"
    rows = [["指标", "完成", "说明"], ["到位内资", "98.7亿元", f'"含{mark}号"']]
    path.write_bytes("\r\n".join(mark.join(row) for row in rows).encode(encoding))
    spaced = f"含{mark}号".replace("\t", " ")
    assert texts(path) == ["指标 | 完成 | 说明", f"到位内资 | 98.7亿元 | {spaced}"]


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (12.3, '0.0"%"', "12.3%"),
        (12.3, r"0.0\%", "12.3%"),
        (0.285, "0%", "29%"),
        (0.125, "0.00", "0.13"),
        (1.005, "0.00", "1.01"),
        (2.5, "0", "3"),
        (-0.05, "0.0%", "-5.0%"),
        (-5, "0;(0)", "(5)"),
        (0.5, "# ?/?", "0.5"),
        (0.0000123, "0.00E+00", "1.23e-05"),
        (50, '[>=100]0.0"%";0.0', "50"),
        (123, "000000", "000123"),
        (12.3, '0.00"亿元"', "12.30亿元"),
        (5, '"约"0"家"', "约5家"),
        (1234, '#,##0"万"', "1,234万"),
        (1234567, "0.0,", "1234.6"),
        (98.7, "0.##", "98.7"),
        (98.0, "General", "98"),
        (True, "General", "是"),
        (timedelta(hours=26, minutes=3), "[h]:mm", "26:03"),
        (date(2024, 3, 1), 'yyyy"年"m"月"', "2024年3月"),
        (date(2024, 3, 1), "yyyy", "2024年"),
        (datetime(2024, 3, 1, 9, 30), "yyyy-mm-dd hh:mm", "2024年3月1日 09:30"),
    ],
)
def test_numbers_look_as_in_excel_or_plain(value, form, expected):
    assert shown(value, form) == expected


def test_formatted_blanks_cost_nothing(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["项目", "投资"])
    workbook.active.append(["甲", 3])
    workbook.active.cell(1_048_576, 9).number_format = "0.0"
    workbook.save(tmp_path / "表.xlsx")
    assert texts(tmp_path / "表.xlsx") == ["项目 | 投资", "甲 | 3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县\t签约\n甲县\t1,234,567", ["县 | 签约", "甲县 | 1,234,567"]),
        (
            "县,做法\n甲县,坚持高位推动，专班推进，跟踪服务",
            ["县 | 做法", "甲县 | 坚持高位推动，专班推进，跟踪服务"],
        ),
        ("sep=;\n县;签约\n甲县;3", ["县 | 签约", "甲县 | 3"]),
        ('甲县,"坚持\n乙县,12\n丙县,13', ['甲县 | "坚持', "乙县 | 12", "丙县 | 13"]),
    ],
)
def test_a_text_table_is_cut_where_its_rows_agree(tmp_path, text, expected):
    path = tmp_path / "表.csv"
    path.write_text(text, encoding="utf-8")
    assert texts(path) == expected
