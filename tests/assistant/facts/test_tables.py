"""Facts from tables as people keep them, and what follows from the figures."""

from __future__ import annotations

import csv

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BriefError
from assistant.facts import figures, tables
from assistant.facts.figures import figure_in, findings, worded
from assistant.facts.sheets import fact_sheet_from_file
from assistant.types import FactSheet, Figure
from knowledge_base import readers
from knowledge_base.language.quantities import quantities


def fact_sheet(path, period=""):
    return tables.fact_sheet(readers.grids(path), path.name, period)


HEADER = ["指标", "单位", "本年完成", "上年同期", "年度目标", "备注"]


def table(tmp_path, *rows, title="指标", merge=()):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    path = tmp_path / "事实表.xlsx"
    book.save(path)
    return path


def test_a_row_becomes_a_statement_with_what_follows_from_it(tmp_path):
    (fact,) = fact_sheet(
        table(tmp_path, HEADER, ["到位内资", "亿元", 98.7, 87.9, 95, "含续建项目"])
    ).facts
    assert fact.text == (
        "到位内资98.7亿元（含续建项目），同比增长12.3%，完成年度目标95亿元的103.9%"
    )
    assert fact.basis == (
        "工作表“指标”C2；同比＝（98.7－87.9）÷87.9＝12.3%；完成率＝98.7÷95＝103.9%"
    )


def test_a_fall_is_a_fall_and_equal_is_level(tmp_path):
    fell, level = fact_sheet(
        table(tmp_path, HEADER, ["实际利用外资", "亿美元", 1.2, 1.5], ["签约项目", "个", 32, 32])
    ).facts
    assert fell.text == "实际利用外资1.2亿美元，同比下降20%"
    assert level.text == "签约项目32个，与上年基本持平"


def test_percentages_differ_by_percentage_points(tmp_path):
    (fact,) = fact_sheet(table(tmp_path, HEADER, ["项目开工率", "%", 86.5, 82])).facts
    assert fact.text == "项目开工率86.5%，较上年提高4.5个百分点"


def test_completion_is_compared_with_the_time_that_has_passed(tmp_path):
    path = table(tmp_path, HEADER, ["到位内资", "亿元", 56, None, 100])
    (fact,) = fact_sheet(path, "2025年上半年").facts
    assert fact.text.endswith("的56%，超时序进度6个百分点")
    (fact,) = fact_sheet(path, "2025年1—9月").facts
    assert fact.text.endswith("的56%，落后时序进度19个百分点")


def test_a_part_is_given_with_its_share(tmp_path):
    _, part = fact_sheet(
        table(tmp_path, HEADER, ["到位资金", "亿元", 98.7], ["其中：外资", "亿元", 12.3])
    ).facts
    assert part.text == "其中，外资12.3亿元，占12.5%"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["序号", "主要指标", "2025年", "2024年"], [1, "到位内资（亿元）", 98.7, 87.9]),
        (
            ["指标名称", "计量单位", "1-12月累计完成", "去年同期数"],
            ["到位内资", "亿元", "98.7", "87.9"],
        ),
        (["项目", "今年（亿元）", "去年（亿元）"], ["1.到位内资", 98.7, 87.9]),
        (["指标", "实际完成", "上年"], ["到位内资", "98.7亿元", "87.9亿元"]),
    ],
)
def test_headers_are_read_by_their_sense(tmp_path, header, row):
    (fact,) = fact_sheet(table(tmp_path, ["2025年主要指标完成情况表"], header, row)).facts
    assert fact.text == "到位内资98.7亿元，同比增长12.3%"


def test_headers_and_names_may_be_merged(tmp_path):
    path = table(
        tmp_path,
        ["指标", "单位", "到位资金", None],
        [None, None, "本年完成", "上年同期"],
        ["到位内资", "亿元", 98.7, 87.9],
        merge=("C1:D1",),
    )
    (fact,) = fact_sheet(path).facts
    assert fact.text == "到位内资98.7亿元，同比增长12.3%"


def test_names_over_several_columns_are_told_apart(tmp_path):
    header = ["类别", "指标", "单位", "本年完成"]
    facts = fact_sheet(
        table(
            tmp_path,
            header,
            ["利用资金", "到位内资", "亿元", 98.7],
            [None, "利用外资", "亿元", 1.2],
            ["项目", "签约", "个", 32],
            ["税收（亿元）", None, None, 5],
            merge=("A2:A3",),
        )
    ).facts
    assert [fact.text for fact in facts] == [
        "到位内资98.7亿元",
        "利用外资1.2亿元",
        "签约32个",
        "税收5亿元",
    ]
    header = ["", "", "完成（亿元）", "上年"]
    (fact,) = fact_sheet(table(tmp_path, header, ["一", "到位内资", 98.7, 90])).facts
    assert fact.text.startswith("到位内资98.7亿元")


def test_a_csv_of_an_office_suite_is_read(tmp_path):
    path = tmp_path / "事实.csv"
    with path.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([HEADER, ["到位内资", "亿元", "1,234.5", "", "", ""]])
    assert [fact.text for fact in fact_sheet(path).facts] == ["到位内资1234.5亿元"]


def test_words_in_place_of_a_value_are_a_fact_and_blanks_are_none(tmp_path):
    facts = fact_sheet(
        table(tmp_path, HEADER, ["安全生产形势", "", "总体平稳"], ["外资", "亿元", None])
    ).facts
    assert [fact.text for fact in facts] == ["安全生产形势：总体平稳"]


def test_a_value_that_is_no_number_is_named_with_sheet_and_cell(tmp_path):
    path = table(tmp_path, HEADER, ["到位内资", "亿元", "98.7.1亿"], title="内资")
    with pytest.raises(BriefError, match="工作表“内资”C2 的“98"):
        fact_sheet(path)


def test_a_table_without_a_header_is_named_with_the_cure(tmp_path):
    with pytest.raises(BriefError, match="工作表“指标”里没有认出表头"):
        fact_sheet(table(tmp_path, ["到位内资", 98.7], ["外资", 1.2]))
    with pytest.raises(BriefError, match="没有数据"):
        fact_sheet(table(tmp_path, HEADER))


def test_a_damaged_workbook_is_named(tmp_path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04broken")
    with pytest.raises(BriefError, match="坏"):
        fact_sheet_from_file(path)


def test_a_given_rate_that_the_figures_do_not_give_is_doubted(tmp_path):
    header = ["指标", "单位", "本年完成", "上年同期", "同比%"]
    right, wrong = fact_sheet(
        table(tmp_path, header, ["内资", "亿元", 98.7, 87.9, 12.3], ["外资", "亿元", 11, 10, 25])
    ).facts
    assert "注意" not in right.basis
    assert wrong.text == "外资11亿元，同比增长25%"
    assert "注意：所给同比25%，按本年和上年的数算得10%" in wrong.basis


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("到位内资98.7亿元，上年87.9亿元，同比增长12.3%", []),
        ("到位内资98.7亿元，上年87.9亿元，同比增长15%", ["contradiction"]),
        ("新签约项目33个，完成年度目标30个的110%", []),
        ("新签约项目33个，完成年度目标30个的120%", ["contradiction"]),
        ("到位内资98.7亿元，同比增长12.3%，完成年度任务的103.9%", []),
        ("实际利用外资1.2亿美元，比上年下降8.5%，去年同期1.31亿美元", []),
        ("安全生产：全年发生一般事故1起，无人员死亡", []),
        ("亩均税收14.2万元，较上年提高1.6万元", []),
    ],
)
def test_a_line_that_contradicts_itself_is_found(line, kinds):
    assert [f.kind for f in findings(FactSheet.from_lines([line]).facts)] == kinds


def test_two_figures_of_one_name_are_both_named():
    lines = ["全年到位内资98.7亿元", "签约项目32个", "到位内资101.2亿元", "新开工项目32个"]
    (found,) = findings(FactSheet.from_lines(lines).facts)
    assert found.kind == "conflict"
    assert "98.7亿元" in found.message
    assert "101.2亿元" in found.message


def test_a_line_without_figures_states_none():
    assert figure_in("营商环境持续优化") is None


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("2025年", None),
        ("2025年度", None),
        ("2025年上半年", 6),
        ("2025年一季度", 3),
        ("2025年前三季度", 9),
        ("2025年二季度", 6),
        ("2025年下半年", None),
        ("2025年1—10月", 10),
        ("2025年1-9月", 9),
        ("", None),
    ],
)
def test_months_that_have_passed(period, months):
    assert figures.elapsed_months(period) == months


amounts = st.decimals("0.1", "9999", places=1)


@given(value=amounts, last=amounts, target=amounts)
def test_every_number_of_a_statement_is_given_or_derived(value, last, target):
    figure = Figure("到位内资", value, "亿元", last=last, target=target)
    text, arithmetic = worded(figure, "2025年上半年")
    known = {q.value for part in arithmetic for q in quantities(part)}
    known |= {value * 10**8, target * 10**8}
    given = {abs(k) for k in known}
    share = figures.rounded(value / target * 100)
    given.add(abs(share - 50))  # against half of the year
    for quantity in quantities(text):
        assert quantity.value in given
    rate = (value - last) / last * 100
    assert ("增长" in text) == (figures.rounded(rate) > 0)
    assert ("下降" in text) == (figures.rounded(rate) < 0)
