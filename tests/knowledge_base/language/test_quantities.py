from decimal import Decimal

import pytest

from knowledge_base.language.labels import chinese_ordinal, heading_label
from knowledge_base.language.quantities import chinese_value, quantities, same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到位内资98.7亿元", [(Decimal("9870000000"), "元")]),
        ("十二亿元", [(Decimal(1_200_000_000), "元")]),
        ("1,234.5万元", [(Decimal("12345000"), "元")]),
        ("提高9个百分点", [(Decimal(9), "个百分点")]),
        ("同比增长9%", [(Decimal(9), "%")]),
        ("百分之十二点五", [(Decimal("12.5"), "%")]),
        ("签约项目86个，开工52个", [(Decimal(86), "个"), (Decimal(52), "个")]),
        ("新建厂房18.5万平方米", [(Decimal(185_000), "平方米")]),
        ("2025年1—9月", [(Decimal(2025), "年"), (Decimal(1), ""), (Decimal(9), "月")]),
        ("引进三千二百名", [(Decimal(3200), "名")]),
    ],
)
def test_quantities_are_read_with_scale_and_unit(text, expected):
    assert [(q.value, q.unit) for q in quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "一是强化统筹",
        "落实一企一策",
        "“五个一”机制",
        "进一步提升",
        "第一时间",
        "《三年行动方案》",
        "一把手带头",
        "双招双引一体推进",
    ],
)
def test_numerals_that_count_nothing_are_no_quantities(text):
    assert quantities(text) == []


def test_chinese_and_arabic_forms_of_a_number_are_the_same():
    assert same(quantities("十二亿元")[0], quantities("12亿元")[0])
    assert same(quantities("三百二十七家")[0], quantities("327家")[0])


def test_percentage_points_are_not_percent():
    assert not same(quantities("9个百分点")[0], quantities("9%")[0])


def test_a_shifted_decimal_point_is_another_number():
    assert not same(quantities("1864亿元")[0], quantities("186.4亿元")[0])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十一", 21),
        ("一百零五", 105),
        ("一万二千", 12000),
        ("三亿五千万", 350_000_000),
    ],
)
def test_chinese_numerals_have_their_value(text, value):
    assert chinese_value(text) == value


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_ordinals_are_printed_in_chinese(number, text):
    assert chinese_ordinal(number) == text


def test_heading_labels_follow_the_standard():
    assert [heading_label(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]
