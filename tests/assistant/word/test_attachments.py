"""Attachments in Word: listed below the text, each on its own page, tables that fit."""

from dataclasses import replace
from itertools import pairwise

import pytest
from docx.enum.section import WD_ORIENTATION
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import FILLED, W, opened, parts, texts

from assistant.errors import ExportError
from assistant.types import Attachment
from assistant.word import STANDARD, ExportOptions
from assistant.word.table_plan import plan

HEADER = ("序号", "项目名称", "总投资（亿元）", "年度", "备注")
ROWS = (
    HEADER,
    ("1", "新能源汽车零部件产业园一期项目", "12.50", "2024", "已开工"),
    ("2", "冷链物流", "3.1", "2023", "—"),
    ("", "合计", "15.60", "", ""),
)
TABLE = Attachment("2024年重点项目情况表。", ROWS, ("说明一段。", "单位：亿元"))
TEXT = Attachment("实施方案", paragraphs=("第一段。", "第二段。"))
MEASURES = (
    "县区",
    *(
        f"{year}年{name}"
        for year in range(2020, 2025)
        for name in ("签约数", "到位资金（万元）", "增长")
    ),
)
WIDE = Attachment("指标表", (MEASURES, ("清河县", *("12", "1,234,567.89", "10.5%") * 5)))
AREA = STANDARD.page_width - STANDARD.left_margin - STANDARD.right_margin


def with_attachments(*attachments, **changes):
    return replace(FILLED, attachments=attachments, **changes)


def paragraph(document, text):
    (found,) = (p for p in document.paragraphs if p.text == text)
    return found


def test_several_are_numbered_and_end_without_a_mark():
    value = with_attachments(TABLE, TEXT)
    assert value.text.split("\n")[-4:] == [
        "附件：1. 2024年重点项目情况表",
        "2. 实施方案",
        "清河县投资促进局",
        "2024年12月5日",
    ]
    lines = texts(value)
    place = lines.index("附件：1. 2024年重点项目情况表")
    assert lines[place - 1 : place + 4] == [
        "",
        "附件：1. 2024年重点项目情况表",
        "2. 实施方案",
        "",
        "清河县投资促进局",
    ]


def test_one_alone_has_no_number():
    lines = texts(with_attachments(TEXT))
    assert "附件：实施方案" in lines
    assert lines[lines.index("附件") :] == ["附件", "", "实施方案", "", "第一段。", "第二段。"]


def test_a_draft_without_attachments_says_nothing_of_them():
    assert not [line for line in texts(FILLED) if "附件" in line]


def test_names_start_below_each_other_and_so_do_their_next_lines():
    document = opened(with_attachments(*[TEXT] * 10))
    first, second, tenth = (
        paragraph(document, text).paragraph_format
        for text in ("附件：1. 实施方案", "2. 实施方案", "10. 实施方案")
    )
    # Two characters, 附件：, then a digit, a full stop and a space of half a character each.
    assert first.left_indent.pt == pytest.approx(16 * (2 + 3 + 1), abs=0.1)
    assert first.left_indent == second.left_indent
    assert first.first_line_indent.pt == pytest.approx(-16 * (3 + 1), abs=0.1)
    assert second.first_line_indent.pt == pytest.approx(-16, abs=0.1)
    assert tenth.first_line_indent.pt == pytest.approx(-24, abs=0.1)


def test_each_stands_on_its_own_page_under_its_mark():
    document = opened(with_attachments(TABLE, TEXT))
    for number, title in ((1, "2024年重点项目情况表"), (2, "实施方案")):
        mark = paragraph(document, f"附件{number}")
        assert mark.paragraph_format.page_break_before
        assert mark.style.name == "附件标识"
        assert paragraph(document, title).style.name == "附页标题"
    order = texts(with_attachments(TABLE, TEXT))
    assert order.index("清河县投资促进局") < order.index("附件1") < order.index("附件2")


def test_a_speech_has_them_too():
    value = with_attachments(TEXT, kind="speech", spoken=True)
    assert texts(value).index("附件：实施方案") < texts(value).index("附件")
    assert "附件：实施方案" in value.text


def test_the_signature_goes_to_the_next_page_with_the_list_above_it():
    def kept(value):
        return paragraph(opened(value), "附件：实施方案").paragraph_format.keep_with_next

    assert kept(with_attachments(TEXT))
    assert kept(with_attachments(TEXT, kind="speech", spoken=True)) is None
    assert kept(with_attachments(TEXT, organisation="", date="")) is None


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_table_holds_the_cells_and_its_header_repeats():
    (table,) = opened(with_attachments(TABLE)).tables
    assert cells(table) == [list(row) for row in ROWS]
    rows = table._tbl.tr_lst
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True, *[False] * 3]
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)


def sides(table, row):
    return [cell.paragraphs[0].alignment.name for cell in table.rows[row].cells]


def test_numbers_stand_right_labels_in_the_middle_and_text_left():
    (table,) = opened(with_attachments(TABLE)).tables
    assert sides(table, 0) == ["CENTER"] * 5
    assert sides(table, 1) == ["CENTER", "LEFT", "RIGHT", "CENTER", "CENTER"]


def test_numbers_stand_below_the_middle_of_a_wide_header():
    narrow = plan((("县区", "数"), ("清河县", "5"), ("桐溪县", "12")), STANDARD)
    assert narrow.sides == ("center", "right")
    free = narrow.widths[1] - 2 * narrow.indents[1]
    assert narrow.indents[0] == 0
    assert 12700 * 12 < free < 12700 * 30


def test_the_unit_stands_right_above_the_table_and_stays_with_it():
    unit = paragraph(opened(with_attachments(TABLE)), "单位：亿元")
    assert unit.alignment.name == "RIGHT"
    assert unit.paragraph_format.keep_with_next


def test_widths_fill_the_text_area_and_agree_with_the_grid():
    (table,) = opened(with_attachments(TABLE)).tables
    grid = [int(column.get(f"{W}w")) for column in table._tbl.iter(f"{W}gridCol")]
    assert sum(grid) == pytest.approx(AREA / 635, abs=10)
    for row in table._tbl.tr_lst:
        assert [int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")] == grid


def test_a_wide_table_lies_on_a_turned_page_and_the_next_stands_upright():
    value = with_attachments(TEXT, WIDE, TEXT)
    sections = opened(value, ExportOptions(sources_page=True)).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENTATION.PORTRAIT,
        WD_ORIENTATION.LANDSCAPE,
        WD_ORIENTATION.PORTRAIT,
    ]
    upright, turned, last = sections
    assert (turned.page_width, turned.page_height) == (upright.page_height, upright.page_width)
    assert (last.page_width, last.left_margin) == (upright.page_width, upright.left_margin)
    # The head of the table is on the binding side.
    assert turned.top_margin == upright.left_margin
    assert turned.left_margin == upright.bottom_margin
    for section in sections:
        assert section.footer.paragraphs[0].text == "— 1 —"
        assert section.bottom_margin - section.footer_distance == pytest.approx(Mm(10), abs=2000)


def test_a_turned_page_at_the_end_leaves_no_empty_page_behind_it():
    sections = opened(with_attachments(WIDE)).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENTATION.PORTRAIT,
        WD_ORIENTATION.LANDSCAPE,
    ]


def test_a_page_of_sources_behind_a_turned_page_stands_upright():
    sections = opened(with_attachments(WIDE), ExportOptions(sources_page=True)).sections
    assert sections[-1].orientation == WD_ORIENTATION.PORTRAIT


def test_a_table_of_more_columns_than_word_takes_is_refused():
    wide = Attachment("大表", (tuple(map(str, range(64))),))
    with pytest.raises(ExportError, match="附件“大表”的表有 64 列，Word 的表最多 63 列"):
        opened(with_attachments(wide))


def test_ragged_and_empty_rows_make_a_whole_table():
    ragged = Attachment("表", (("甲", "乙", "丙"), ("1",), ("", ""), ("2", "3", "4")))
    (table,) = opened(with_attachments(ragged)).tables
    assert cells(table) == [["甲", "乙", "丙"], ["1", "", ""], ["2", "3", "4"]]
    assert not opened(with_attachments(Attachment("空", (("",),)))).tables


@pytest.mark.parametrize("attachment", [Attachment("××表"), Attachment("表", (("甲",), ("××",)))])
def test_a_clean_copy_looks_for_placeholders_in_attachments_too(attachment):
    with pytest.raises(ExportError, match="附件"):
        opened(with_attachments(attachment), ExportOptions(clean=True))


def test_placeholders_in_cells_are_yellow_but_not_in_a_clean_copy():
    value = with_attachments(Attachment("表", (("甲",), ("约××亿元",))))

    def yellow(options):
        table = parts(value, options)["word/document.xml"].find(f".//{W}tbl")
        return [
            run.findtext(f"{W}t")
            for run in table.iter(f"{W}r")
            if run.find(f".//{W}highlight") is not None
        ]

    assert yellow(ExportOptions()) == ["××"]
    assert yellow(ExportOptions(clean=True, allow_blanks=True)) == []


def test_a_long_number_is_never_broken():
    found = plan(WIDE.rows, STANDARD)
    assert found.landscape
    for text, wide in zip(WIDE.rows[1], found.widths, strict=True):
        if text[0].isdigit():
            assert wide >= len(text) / 2 * found.size


@given(
    st.integers(1, 20).flatmap(
        lambda columns: st.lists(
            st.lists(st.text(max_size=60), min_size=columns, max_size=columns),
            min_size=1,
            max_size=5,
        )
    )
)
@settings(max_examples=60, deadline=None)
def test_any_table_stays_inside_the_text_area(rows):
    found = plan(rows, STANDARD)
    turned = STANDARD.page_height - STANDARD.top_margin - STANDARD.bottom_margin
    assert 0 < sum(found.widths) <= (turned if found.landscape else AREA)
    assert all(width > 0 for width in found.widths)
    assert len(found.widths) == len(found.sides) == len(rows[0])


def test_more_content_never_makes_larger_type():
    tables = [
        plan((("列",) * count, ("一二三四五六七八",) * count), STANDARD) for count in range(1, 30)
    ]
    for fewer, more in pairwise(tables):
        assert (fewer.landscape, -fewer.size) <= (more.landscape, -more.size)
