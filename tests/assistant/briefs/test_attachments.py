"""Attachments from files, and on their way from a brief to the draft."""

from dataclasses import replace

import docx
import openpyxl
import pytest

from assistant.briefs.attachments import attachments_from_file
from assistant.briefs.outlining import outline
from assistant.briefs.reading import brief_from_table
from assistant.drafting.desk import write
from assistant.drafting.extractive import ExtractiveWriter
from assistant.errors import BriefError
from assistant.types import Attachment
from assistant.workspace import from_json, to_json


def book(path, **sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_a_sheet_becomes_a_table_as_it_is_shown(tmp_path):
    path = book(
        tmp_path / "项目.xlsx",
        Sheet1=[
            ["2024年重点项目情况表", None, None],
            ["单位：亿元"],
            ["项目", None, "总投资"],
            ["产业园", None, 12.5],
            [],
            ["合计", None, 12.5],
        ],
    )
    assert attachments_from_file(path) == (
        Attachment(
            "2024年重点项目情况表",
            (("项目", "总投资"), ("产业园", "12.5"), ("合计", "12.5")),
            ("单位：亿元",),
        ),
    )


@pytest.mark.slow
def test_each_sheet_is_an_attachment_of_its_name(tmp_path):
    path = book(
        tmp_path / "附表.xlsx",
        项目=[["名称", "数"], ["甲", 1]],
        空表=[],
        资金=[["名称", "数"], ["乙", 2]],
    )
    assert [attachment.title for attachment in attachments_from_file(path)] == ["项目", "资金"]


def test_a_csv_is_named_after_its_file(tmp_path):
    path = tmp_path / "项目清单.csv"
    path.write_text("名称,数\n甲,1\n", "gb18030")
    assert attachments_from_file(path) == (Attachment("项目清单", (("名称", "数"), ("甲", "1"))),)


def test_a_text_becomes_paragraphs_under_its_title(tmp_path):
    path = tmp_path / "方案.txt"
    path.write_text("招商专班工作方案\n一、总体要求。\n二、工作安排。\n", "utf-8")
    (found,) = attachments_from_file(path)
    assert found == Attachment("招商专班工作方案", (), ("一、总体要求。", "二、工作安排。"))


def test_a_text_without_a_title_is_named_after_its_file_and_loses_nothing(tmp_path):
    path = tmp_path / "说明.txt"
    path.write_text("本表由县招商局填报。\n口径见后。\n", "utf-8")
    (found,) = attachments_from_file(path)
    assert found == Attachment("说明", (), ("本表由县招商局填报。", "口径见后。"))
    path.write_text("只有一行\n", "utf-8")
    assert attachments_from_file(path) == (Attachment("说明", (), ("只有一行",)),)


def test_a_word_file_keeps_the_table_at_its_end(tmp_path):
    document = docx.Document()
    document.add_paragraph("重点项目情况")
    document.add_paragraph("截至年底，项目情况如下。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("名称", "数", "甲", "1"), strict=True):
        cell.text = text
    path = tmp_path / "附件.docx"
    document.save(str(path))
    assert attachments_from_file(path) == (
        Attachment("重点项目情况", (("名称", "数"), ("甲", "1")), ("截至年底，项目情况如下。",)),
    )
    document.add_paragraph("以上。")
    document.save(str(path))
    (found,) = attachments_from_file(path)
    assert found.paragraphs == ("截至年底，项目情况如下。", "名称 | 数", "甲 | 1", "以上。")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("没有.xlsx", None, "打不开"),
        ("没有.txt", None, "打不开"),
        ("坏.xlsx", b"PK\x03\x04xx", "损坏"),
        ("坏.docx", b"PK\x03\x04xx", "损坏"),
        ("空.csv", b"\n\n", "空表"),
        ("空.txt", b"", "空文件"),
    ],
)
def test_a_file_that_gives_nothing_is_named(tmp_path, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BriefError, match=message) as error:
        attachments_from_file(path)
    assert str(error.value).startswith("附件")
    assert name in str(error.value)


@pytest.mark.slow
def test_a_table_without_end_is_refused(tmp_path):
    path = tmp_path / "大表.csv"
    path.write_text("甲,乙\n" * 30_000, "utf-8")
    with pytest.raises(BriefError, match=r"大表\.csv 的表超过 5 万格"):
        attachments_from_file(path)


def test_attachments_of_a_brief_reach_the_draft_and_its_file(library):
    brief = brief_from_table("summary", {"facts": ["新签约项目52个"]})
    brief = replace(brief, attachments=(Attachment("表", (("甲",), ("1",))),))
    *_, last = write(brief, outline(brief), library, ExtractiveWriter())
    assert last.draft.attachments == brief.attachments
    assert "附件：表" in last.draft.text
    assert from_json(to_json(last.draft)) == last.draft
