"""Every kind of output against the Open XML standard, by an independent validator."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest
from openxml_audit import OpenXmlValidator
from word_files import FILLED, draft, exported

from assistant.drafts import Section
from assistant.types import Attachment
from assistant.word import ExportOptions
from assistant.word.profiles import names, profile

pytestmark = pytest.mark.slow

TABLE = Attachment(
    "2024年重点项目情况表", (("项目", "总投资（亿元）"), *(("产业园", "12.5"),) * 60), ("说明。",)
)
WIDE = Attachment("进度表", (tuple(f"第{n}项指标名称" for n in range(14)), ("1",) * 14))
LONG = "在全县2024年第二次重点产业链招商引资工作推进大会暨营商环境优化提升行动部署会议上的讲话"
SECTIONS = tuple(
    Section(f"第{n}个方面", 1 + n % 2, FILLED.sections[1].paragraphs) for n in range(30)
)


def template(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "清河县投资促进局文件"
    document.add_paragraph("{{正文}}")
    document.save(str(tmp_path / "模板.docx"))
    return tmp_path / "模板.docx"


OUTPUTS = {
    "plain": (FILLED, ExportOptions()),
    "placeholders": (draft(), ExportOptions()),
    "clean": (FILLED, ExportOptions(clean=True)),
    "sources": (FILLED, ExportOptions(sources_page=True)),
    "no label": (FILLED, ExportOptions(label=False)),
    "speech": (replace(FILLED, spoken=True, speaker="县长", title=LONG), ExportOptions()),
    "long": (replace(FILLED, sections=SECTIONS), ExportOptions()),
    "attachments": (replace(FILLED, attachments=(TABLE, WIDE)), ExportOptions(sources_page=True)),
    **{f"profile {name}": (FILLED, ExportOptions(profile(name))) for name in names()},
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_is_valid(tmp_path, name):
    assert faults(tmp_path, *OUTPUTS[name]) == []


def test_an_output_in_a_template_is_valid(tmp_path):
    options = ExportOptions(template=template(tmp_path))
    assert faults(tmp_path, replace(FILLED, attachments=(TABLE,)), options) == []


def faults(tmp_path, value, options):
    path = tmp_path / "文稿.docx"
    path.write_bytes(exported(value, options))
    result = OpenXmlValidator().validate(path)
    return [] if result.is_valid else [str(error) for error in result.errors]
