"""Wrong marks are found with what they should be; right ones are left alone."""

import pytest

from assistant.checking.punctuation import condensed, marks


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
        ("引进食品、家具、等项目。", "家具等项目"),
        ("每周调度三、四次。", "三四次"),
        ("落实《关于印发《奖励办法》的通知》。", "〈奖励办法〉的通知》"),
        ("他说：“要把“标准地”用好。”", "‘标准地’"),
        ("1、抓招引。", "1.抓招引"),
        ("（一）、抓招引。", "（一）抓招引"),
        ("第一、抓招引。", "第一，抓招引"),
        ("签约项目(含续建)增加。", "（含续建）"),
        ('推行"标准地"改革。', "“标准地”"),
        ("项目、用地、用能...都要协调。", "用能……都要"),
        ("只有一条路--抓项目。", "路——抓"),
        ("到位资金98.7 亿元。", "98.7亿元"),
        ("到位资金1，234万元。", "1,234万元"),
        ("他说：“要抓项目。”。", "项目。”"),
        ("一是抓招引。重点抓专班；二是抓落地。", "专班。二是"),
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
        "第二、三产业增加值增长，一、二期项目投产，等一等、看一看的想法要不得。",
        "2023—2025年签约158个，1—9月到位98.7亿元……",
        "一是抓招引，定专班；二是抓落地，清台账。",
        "参加中国—东盟博览会，第一、第二轮督察反馈问题整改完成。",
        "落实《奖励办法（试行）》（桐政办发〔2022〕17号）、《退出办法》。",
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
