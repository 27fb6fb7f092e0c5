"""Wrong marks are found with what they should be; right ones are left alone."""

import pytest

from assistant.checks.punctuation import condensed, marks


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("全年签约项目62个，，增长明显。", "62个，增长明显"),
        ("全年签约项目62个，。", "62个。"),
        ("落实《条例》、《办法》。", "《条例》《办法》"),
        ("推行“拿地即开工”、“标准地”改革。", "开工”“标准地"),
        ("到位资金增长,外资增长。", "增长，外资"),
        ("主要做法:一是建强专班。", "做法：一是"),
        ("各项工作有序推进.", "推进。"),
    ],
)
def test_a_wrong_mark_is_found_with_what_it_should_be(text, better):
    (finding,) = marks(text, "第1段")
    assert finding.kind == "punctuation"
    assert finding.message.split("应为")[1].count(better) == 1


@pytest.mark.parametrize(
    "text", ["（一）专班招商（含基金", "落实《条例。", "“拿地即开工", "来了”“走了”"]
)
def test_marks_that_come_in_pairs(text):
    (finding,) = marks(text, "第1段")
    assert "不成对" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "到位内资98.7亿元，同比增长12.3%；外资1.2亿美元。",
        "落实《条例》《办法》，推行“标准地”“拿地即开工”。",
        "时间：2025年3月1日9:30，网址 www.example.cn。",
        "“怎么干？”他说：“一起干！”",
        "（一）建强专班。1.选优配强。",
        "",
    ],
)
def test_right_marks_are_left_alone(text):
    assert marks(text, "第1段") == []


def test_many_of_a_kind_are_one_finding():
    text = "今年以来,招商工作,项目建设,企业服务,有序推进。落实《条例。"
    findings = condensed(marks(text, "第1段"))
    assert [finding.kind for finding in findings] == ["punctuation"] * 2
    assert "共 4 处" in findings[0].message
    assert "今年以来，" in findings[0].message
