"""Titles are broken by sense: GB/T 9704-2012, 7.3.1."""

import math
import re
from itertools import pairwise

import pytest

from assistant.word.characters import width
from assistant.word.titles import _cost, title_lines
from knowledge_base.language.words import cut

# By length in characters.
TITLES = {
    10: "××县招商引资工作总结",
    25: "××县商务局关于推进全县招商引资工作高质量发展的报告",
    40: "××县招商服务中心关于2024年前三季度招商引资工作情况和2025年工作安排的报告",
    60: "在全县2024年第二次重点产业链招商引资工作推进大会暨营商环境优化提升行动"
    "动员部署会议上的讲话及有关重点任务的分工说明",
}
BROKEN = [
    *TITLES.values(),
    "在2024年上半年招商引资工作总结暨下半年工作安排部署会议上的讲话",
    "2021—2025年全县招商引资及重大项目建设“十四五”工作总结",
    "关于新能源汽车、电子信息、生物医药等重点产业链招商工作情况的报告",
    "第一百二十三次县长办公会议关于一万二千五百六十七点八亿元投资的说明",
    # Without care its middle line would be the shortest.
    "清河县人民政府十大产业链引进一百二十个重大项目招商引资项目推进工作情况和下一步安排",
    "清河县投资促进局招商服务中心赴××国家高新技术产业开发区招商局挂职锻炼工作汇报",
]


@pytest.mark.parametrize("title", BROKEN)
def test_lines_fit_and_together_are_the_title(title):
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(0 < width(line) <= 20 for line in lines)


@pytest.mark.parametrize("title", [title for title in BROKEN if len(title) > 20])
def test_no_line_ends_inside_a_word_or_a_number(title):
    lines = title_lines(title)
    ends = {len("".join(lines[:count])) for count in range(1, len(lines))}
    # 暨 is a word of its own, though the dictionary has 总结暨.
    words = [word for part in title.replace("暨", "|暨|").split("|") for word in cut(part)]
    starts = {len("".join(words[:count])) for count in range(1, len(words))}
    assert ends <= starts
    for end in ends:
        assert not (title[end - 1].isdigit() and title[end] in "0123456789.年月亿万个")
        assert not (title[end - 1] in "一二三四五六七八九十百千万" and title[end] in "点八亿百千次")


# From 16 on, the longest number of these titles fits a line with 关于 before it.
@pytest.mark.parametrize("limit", range(16, 21))
@pytest.mark.parametrize("title", BROKEN)
def test_a_number_keeps_its_unit_and_a_name_its_ending_at_any_width(title, limit):
    lines = title_lines(title, limit)
    assert all(width(line) <= limit for line in lines)
    for before, after in pairwise(lines):
        assert not re.search("([0-9第×在（“—]|关于|[一二三四五六七八九十百千万])$", before)
        assert not re.match("局|县(?!长)|[年月亿、”）—]|的(?!讲话)", after)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        *(("促进", "局"), ("会议", "上"), ("工作", "的"), ("在", "全县"), ("关于", "全县")),
        *(("52", "个"), ("一百二十", "个"), ("第十", "二次"), ("第", "二次"), ("186", "亿元")),
        *(("年", "上半年"), ("年", "1"), ("年", "第三季度"), ("二〇二四年", "十月")),
        *(("工作", "、"), ("“", "百日"), ("攻坚", "”"), ("2021", "—"), ("—", "2025"), ("5", "G")),
        *(("×", "×"), ("×", "县")),
    ],
)
def test_some_words_are_never_parted(left, right):
    assert _cost(left, right) == math.inf


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("县", "关于"), ("汽车", "、")),
        (("、", "电子"), ("工作", "推进")),
        (("情况", "暨"), ("工作", "推进")),
        (("的", "报告"), ("工作", "推进")),
        (("年", "全县"), ("工作", "推进")),
        (("局", "工作"), ("工作", "推进")),
        (("会议上", "的"), ("会议", "的")),
    ],
)
def test_some_breaks_are_better_than_others(better, worse):
    assert _cost(*better) < _cost(*worse)


def test_a_title_that_fits_stays_on_one_line():
    assert title_lines(TITLES[10]) == (TITLES[10],)
    assert title_lines("字" * 20) == ("字" * 20,)


@pytest.mark.parametrize(("length", "count"), [(25, 2), (40, 3), (60, 4)])
def test_lines_are_few_and_balanced(length, count):
    title = TITLES[length]
    assert abs(len(title) - length) <= 2
    lines = title_lines(title)
    assert len(lines) <= count
    widths = [width(line) for line in lines]
    assert min(widths) >= 0.4 * max(widths)


@pytest.mark.parametrize("title", BROKEN)
def test_no_line_between_two_longer_ones(title):
    widths = [width(line) for line in title_lines(title)]
    falls = [index for index in range(1, len(widths)) if widths[index] < widths[index - 1]]
    rises = [index for index in range(1, len(widths)) if widths[index] > widths[index - 1]]
    assert not falls or not rises or max(rises) < min(falls)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "××县投资促进局关于2024年上半年招商引资工作情况的报告",
            ("××县投资促进局", "关于2024年上半年招商引资工作情况的报告"),
        ),
        (
            "在2024年上半年招商引资工作总结暨下半年工作安排部署会议上的讲话",
            ("在2024年上半年招商引资工作总结", "暨下半年工作安排部署会议上的讲话"),
        ),
        (
            "云溪县投资促进局2025年工作总结暨2026年工作安排",
            ("云溪县投资促进局", "2025年工作总结暨2026年工作安排"),
        ),
        (
            "桐溪县招商局2024年工作总结和2025年工作打算",
            ("桐溪县招商局2024年工作总结", "和2025年工作打算"),
        ),
        # Two lines would hold it, but part 重点 from 招商项目.
        (
            "岚阳市投资促进局关于2024年上半年重点招商项目进展情况及下半年工作安排的报告",
            (
                "岚阳市投资促进局",
                "关于2024年上半年重点招商项目进展情况",
                "及下半年工作安排的报告",
            ),
        ),
        (
            "二〇二四年全县招商引资工作总结暨二〇二五年工作要点",
            ("二〇二四年全县招商引资工作总结", "暨二〇二五年工作要点"),
        ),
        (
            "赴××国家高新技术产业开发区招商局挂职锻炼工作汇报",
            ("赴××国家高新技术产业开发区", "招商局挂职锻炼工作汇报"),
        ),
        (
            "清河县人民政府投资促进局工作推进会议上的讲话",
            ("清河县人民政府投资促进局", "工作推进会议上的讲话"),
        ),
        (
            "清河县人民政府引进总投资186亿元项目工作推进会议上的讲话",
            ("清河县人民政府引进总投资", "186亿元项目工作推进会议上的讲话"),
        ),
    ],
)
def test_lines_break_where_the_sense_does(title, lines):
    assert title_lines(title) == lines


def test_a_word_wider_than_a_line_is_cut_and_nothing_is_lost():
    title = "A" * 70
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(width(line) <= 20 for line in lines)


def test_words_of_a_latin_title_stay_whole():
    title = "Report on the investment promotion work of the county in 2024"
    assert " ".join(title_lines(title)) == title


def test_a_narrower_line_can_be_asked_for():
    assert all(width(line) <= 12 for line in title_lines(TITLES[40], 12))


def test_a_page_of_text_in_place_of_a_title_is_broken_at_once():
    title = TITLES[60] * 40
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(width(line) <= 20 for line in lines)
