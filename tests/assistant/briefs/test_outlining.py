"""Outlines: of the kind, and like a past document."""

import pytest

from assistant.briefs.outlining import outline, outline_like
from assistant.briefs.reading import brief_from_table
from assistant.errors import BriefError
from knowledge_base.understanding.worker import Worker

PAST = """临江县招商局2024年工作总结

一、2024年工作开展情况

今年以来，全县新签约项目32个，到位资金56亿元，同比增长8.1%。全县开工项目21个，投产项目9个。

二、项目建设特色亮点

建立专班推进机制，对重点项目实行一名领导、一个专班、一抓到底。创新开展以商招商，邀请客商考察。

三、存在的问题

项目储备不足，龙头企业偏少。

四、2025年工作思路

2025年，计划新签约项目40个，确保到位资金60亿元。力争引进龙头企业。
"""


@pytest.fixture
def past(tmp_path):
    path = tmp_path / "临江县招商局2024年工作总结.txt"
    path.write_text(PAST, "utf-8")
    with Worker() as worker:
        document, passages, _ = worker.understand("like", path)
    return document, passages


def test_an_outline_like_a_past_one_takes_its_sections_and_proportions(past):
    brief = brief_from_table("summary", {"period": "2025年", "length": [1500, 2500]})
    found = outline_like(brief, *past)
    assert [(s.heading, s.role) for s in found.sections] == [
        ("2025年工作开展情况", "result"),
        ("项目建设特色亮点", "measure"),
        ("存在的问题", "problem"),
        ("2026年工作思路", "plan"),
    ]
    chars = [section.chars for section in found.sections]
    assert chars[2] < min(chars[0], chars[1], chars[3])
    assert abs(sum(chars) - sum(s.chars for s in outline(brief).sections)) < 100


def test_a_text_without_headings_teaches_nothing(past):
    brief = brief_from_table("summary", {})
    document, passages = past
    with pytest.raises(BriefError, match="学不到结构"):
        outline_like(brief, document, passages[:1])
