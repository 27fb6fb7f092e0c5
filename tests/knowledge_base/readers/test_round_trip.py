"""Documents made to order: what was put in comes out, exactly."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_packages import package, zipped

from knowledge_base.readers import read
from knowledge_base.readers.encoding import decode
from knowledge_base.readers.word_numbering import chinese
from knowledge_base.types import Block
from knowledge_base.understanding.cleaning import clean, clean_line

pytestmark = pytest.mark.slow

LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
STYLES = '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/></w:style>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def listed(text: str, level: int) -> str:
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return paragraph(run(text), numbers)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def blocks_of(body: str, **parts: str) -> tuple[Block, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "总结.docx"
        path.write_bytes(zipped(package(body, **parts)))
        return read(path).blocks


def test_a_document_with_everything_comes_back_whole():
    merged = "".join(
        (
            row(cell("单位"), cell("到位资金", '<w:gridSpan w:val="2"/>'), cell("备注")),
            row(
                cell("甲镇", '<w:vMerge w:val="restart"/>'),
                cell("目标"),
                cell("12亿元"),
                cell("完成"),
            ),
            row(cell("", "<w:vMerge/>"), cell("实际"), cell("13亿元"), cell("")),
        )
    )
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        + paragraph(run("框内：项目攻坚年"))
        + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        + paragraph(run("框内：项目攻坚年"))
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = "".join(
        (
            paragraph(run("临江县2024年工作总结"), '<w:pStyle w:val="h1"/>'),
            listed("主要成效", 0),
            listed("招大引强", 1),
            paragraph(
                run("签约项目")
                + f'<w:ins w:id="1" w:author="a">{run("62")}</w:ins>'
                + '<w:del w:id="2" w:author="a"><w:r><w:delText>55</w:delText></w:r></w:del>'
                + run("个。")
                + box
            ),
            listed("盘活用地", 1),
            listed("下步打算", 0),
            f"<w:tbl>{merged}</w:tbl>",
        )
    )
    assert blocks_of(body, numbering=NUMBERING, styles=STYLES) == (
        Block("临江县2024年工作总结", level=1),
        Block("一、主要成效"),
        Block("（一）招大引强"),
        Block("签约项目62个。"),
        Block("框内：项目攻坚年"),
        Block("（二）盘活用地"),
        Block("二、下步打算"),
        Block("单位 | 到位资金 |  | 备注", table=True),
        Block("甲镇 | 目标 | 12亿元 | 完成", table=True),
        Block("| 实际 | 13亿元", table=True),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=25))
def test_any_sequence_of_levels_is_numbered_as_it_is_printed(levels):
    counts = [0, 0, 0]
    expected = []
    for level in levels:
        counts[level] += 1
        counts[level + 1 :] = [0] * (2 - level)
        number = str(counts[2]) if level == 2 else chinese(counts[level])
        expected.append(LEVELS[level][1].replace(f"%{level + 1}", number) + "工作")
    body = "".join(listed("工作", level) for level in levels)
    assert [block.text for block in blocks_of(body, numbering=NUMBERING)] == expected


@given(st.integers(0, 99_999))
def test_chinese_counting_is_read_back_as_the_same_number(number):
    digits = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
    total = part = digit = 0
    for character in chinese(number):
        if character in digits:
            digit = digits[character]
        elif character == "零":
            digit = 0
        elif character == "万":
            total, part, digit = (part + digit) * 10_000, 0, 0
        else:
            part += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
    assert total + part + digit == number


CHINESE = st.text(
    st.characters(
        min_codepoint=0x4E00, max_codepoint=0x9FA5
    )  # what every one of these encodings holds
    | st.sampled_from("，。、：；“”（）《》0123456789%.ABab \n"),
    min_size=1,
    max_size=200,
)


@given(CHINESE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_marked_and_unicode_text_is_read_back_exactly(text, encoding):
    assert decode(text.encode(encoding)) == text


SENTENCES = st.lists(
    st.sampled_from(
        [
            "今年以来，全县招商引资工作取得新成效。",
            "实际到位内资98.7亿元，同比增长12.3%。",
            "组建6个产业链招商专班，外出招商86批次。",
            "一是强化项目调度。每月召开调度会，解决问题312个。",
            "下一步，我们将力争新签约亿元以上项目70个。",
            "（一）设立产业基金。规模达到5亿元。",
            "ＡＢＣ公司“标准地”项目，用地120亩，已开工。",
        ]
    ),
    min_size=1,
    max_size=20,
)


@given(SENTENCES)
def test_text_in_gb18030_is_read_back_exactly(sentences):
    text = "\n".join(sentences)
    assert decode(text.encode("gb18030")) == text
    assert decode(text.encode("gbk")) == text


MESS = st.text(
    st.sampled_from(
        "招商引资项目县区亿元万美增长达成个家月年12345678900.,，。；：:!*xX×※％%“”\"'()（） 　一二三、是第条页共-—＝=《》#paidbegin##\n"
    )
    | st.characters(codec="utf-8", exclude_categories=("Cs",)),
    max_size=120,
)


@settings(max_examples=400)
@given(MESS)
def test_cleaning_any_line_twice_equals_cleaning_it_once(text):
    once = clean_line(text)
    assert clean_line(once) == once


@settings(max_examples=400)
@given(st.lists(SENTENCES.map("".join) | MESS, max_size=8))
def test_cleaning_a_document_twice_equals_cleaning_it_once(texts):
    once = clean([Block(text) for text in texts])
    assert clean(once.blocks).blocks == once.blocks


@given(SENTENCES)
def test_cleaning_real_text_keeps_every_digit_and_every_word(sentences):
    sentences = list(dict.fromkeys(sentences))  # a title that stands twice is meant to go
    cleaned = "".join(block.text for block in clean([Block(text) for text in sentences]).blocks)
    for pattern in (r"\D", r"[^\u4e00-\u9fff]"):
        assert re.sub(pattern, "", cleaned) == re.sub(pattern, "", "".join(sentences))
