"""Lines that a program broke at a fixed width."""

from __future__ import annotations

import pytest

from knowledge_base.types import Block
from knowledge_base.understanding.line_ends import unwrapped

PARAGRAPH = (
    "2023年，全县新引进项目186个（已扣除上年在建项目），到位资金41.35亿元，比上年增长12.6%，"
    "其中工业项目到位资金26.27亿元，同比增长9.8%；服务业项目到位资金15.08亿元，项目质量和结构持续改善。"
)


def lines(text, width):
    return [text[i : i + width] for i in range(0, len(text), width)]


def texts(*rows):
    return [block.text for block in unwrapped([Block(row) for row in rows])]


@pytest.mark.parametrize("width", [16, 19, 22, 28, 34])
def test_a_paragraph_broken_at_any_width_is_whole_again(width):
    assert texts(
        "招商工作", *lines(PARAGRAPH, width), "一、下步打算", *lines(PARAGRAPH, width)
    ) == [
        "招商工作",
        PARAGRAPH,
        "一、下步打算",
        PARAGRAPH,
    ]


def test_numbers_of_pages_between_broken_lines_go():
    first, *rest = lines(PARAGRAPH, 24)
    assert texts(first, "— 2 —", *rest) == [PARAGRAPH]


def test_paragraphs_titles_and_headings_of_a_whole_text_stay_apart():
    rows = (
        "云溪县投资促进局关于2023年招商引资工作情况的报告",
        "一、坚持把招商引资作为经济工作的第一要事来抓",
        PARAGRAPH,
        "云溪县投资促进局",
        "2023年12月28日",
    )
    assert texts(*rows) == list(rows)


def test_rows_of_tables_are_never_joined():
    blocks = [Block(f"项目{i} | {PARAGRAPH[:30]}", table=True) for i in range(6)]
    assert unwrapped(blocks) == blocks
