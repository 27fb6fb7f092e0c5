"""Drafts for the tests: made of what a test gives, or written over a real small library."""

from __future__ import annotations

from typing import Any

from assistant.briefs import outlining
from assistant.briefs.reading import brief_from_table
from assistant.drafting import desk
from assistant.drafting.extractive import ExtractiveWriter
from assistant.drafts import Draft, Paragraph, Section, Sentence

FACTS = [
    "新签约亿元以上项目62个，协议总投资186.4亿元",
    "到位内资98.7亿元，同比增长12.3%，完成年度任务的103.9%",
    "签约项目开工率59.7%，比上年下降3.2个百分点",
    "安全生产：全年发生一般事故1起，无人员死亡",
    "不足：产业基金规模仅2亿元，撬动能力弱",
    "明年目标：力争新签约亿元以上项目70个",
]


def draft_of(*sentences: Sentence, **changes: Any) -> Draft:
    """A summary with nothing but the sentences in it, one section and paragraph of them, unless
    told otherwise."""
    fields: dict[str, Any] = dict.fromkeys(
        ("title", "organisation", "recipient", "speaker", "date"), ""
    )
    fields |= {"kind": "summary", "sections": ()}
    if sentences:
        fields["sections"] = (Section("主要做法", 1, (Paragraph(sentences),)),)
    return Draft(**{**fields, **changes})


def written(library, kind="summary", **table):
    """The brief and the draft that the extractive writer makes of it; table: see the README."""
    table = {"organisation": "云溪区招商局", "period": "2025年", "facts": FACTS} | table
    brief = brief_from_table(kind, table)
    writer = ExtractiveWriter()
    *_, last = desk.write(brief, outlining.outline(brief), library, writer)
    return brief, last.draft
