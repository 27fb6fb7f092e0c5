import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.blanks import PLACEHOLDER
from knowledge_base.types import Block
from knowledge_base.understanding.cleaning import clean, clean_line, is_garbled


def texts(*lines):
    return [block.text for block in clean([Block(line) for line in lines]).blocks]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("完成*-*月任务,到位资金*亿元", "完成××-××月任务，到位资金××亿元"),
        ("XX县在xx省排名第X名", "××县在××省排名第××名"),
        ("签约项目XXX个", "签约项目××个"),
        ("1—X月累计签约", "1—××月累计签约"),
        ("协议总投资亿元；同比增％，", "协议总投资××亿元；同比增××%，"),
    ],
)
def test_masks_and_missing_numbers_become_one_placeholder(raw, expected):
    assert clean_line(raw) == expected


@pytest.mark.parametrize(
    "text",
    [
        "引进亿元以上项目3个",
        "面积3×4米",
        "投资亿元项目12个",
        "使用PPT汇报",
        "MAX系列产品",
        "开展BOX行动",
    ],
)
def test_what_only_looks_like_a_mask_stays(text):
    assert PLACEHOLDER not in clean_line(text)


def test_half_width_marks_between_chinese_become_full_width_and_numbers_stay():
    assert clean_line("总额1,234.5万元,增长8.7%;下一步:抓落实") == (
        "总额1,234.5万元，增长8.7%；下一步：抓落实"
    )


def test_straight_quotes_pair_up():
    assert clean_line('推出"快报""通报"两项制度') == "推出“快报”“通报”两项制度"


def test_full_width_digits_and_brackets_fold():
    assert clean_line("２０２４年(一)主要指标") == "2024年（一）主要指标"
    assert clean_line("(一)主要指标") == "（一）主要指标"


def test_the_space_after_an_article_number_stays():
    assert clean_line("第九条 引荐人奖励") == "第九条 引荐人奖励"


def test_site_wrappers_go_and_their_title_is_kept():
    cleaned = clean(
        [
            Block(
                "《全县招商引资工作情况汇报.docx》由会员分享，可在线阅读，更多相关请在某某文档上搜索。"
            ),
            Block("收藏 分享赚钱"),
            Block("页数:6页"),
            Block("今年以来，全县招商引资工作有序推进。"),
            Block("上一篇:某某材料"),
            Block("此文档下载收益归作者所有"),
        ]
    )
    assert [b.text for b in cleaned.blocks] == ["今年以来，全县招商引资工作有序推进。"]
    assert cleaned.title_hint == "全县招商引资工作情况汇报"


def test_lines_of_contents_and_of_a_sites_counters_go():
    for line in (
        "一、主要成效..........3",
        "（二）下步打算……12",
        "发布时间：2024-01-05 10:20 来源：县招商局 浏览次数：1,204 字体：大 中 小",
        "浏览次数：318",
    ):
        assert clean([Block("正文。"), Block(line)]).blocks == (Block("正文。"),)
    for line in ("来源：县招商局", "一、主要成效……", "发布时间和来源要写清楚，作者署名12人。"):
        assert clean([Block("正文。"), Block(line)]).blocks[1:] == (Block(line),)


def test_paid_content_marks_go():
    assert texts("##paidbegin##三是优化环境。##paidend##") == ["三是优化环境。"]


def test_pages_cut_in_the_middle_of_a_sentence_are_joined():
    assert texts(
        "1、要紧盯产业链上下游，新签约", "2、项目要尽快开工。要在作风上找", "3、差距，抓好整改。"
    ) == ["要紧盯产业链上下游，新签约项目要尽快开工。要在作风上找差距，抓好整改。"]


def test_items_without_a_full_stop_are_no_pages():
    lines = ["存在问题如下", "1、项目数量少", "2、资金缺口大", "3、专业人才缺乏", "4、用地指标少"]
    assert texts(*lines) == lines


@pytest.mark.parametrize(
    "line",
    [
        "时间：2024年5月10日上午9点",
        "价格：每亩12万元",
        "格式：A4",
        "下载：见附件",
        "3、建立企业联系客服机制，24小时响应。",
        "相关文档：招商手册",
        "1.招商引资项目统计表.docx",
    ],
)
def test_real_lines_that_look_like_a_wrapper_stay(line):
    assert texts("关于做好统计的通知", "正文。", "附件：", line)[3:] == [line]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("20XX年", "20××年"),
        ("202X年X月", "202××年××月"),
        ("投资____亿元", "投资××亿元"),
        ("1XX个", "1××个"),
        ("7*24小时", "7×24小时"),
        ("50m*30m", "50m×30m"),
    ],
)
def test_masks_beside_digits_are_masks_and_products_are_not(raw, expected):
    assert clean_line(raw) == expected


def test_a_real_numbered_list_is_not_joined():
    lines = ["1、抓好产业招商。", "2、抓好项目落地。", "3、抓好队伍建设。"]
    assert texts(*lines) == lines


def test_a_title_that_stands_twice_stands_once():
    assert texts("2023年工作总结", "2023年工作总结", "正文第一段。") == [
        "2023年工作总结",
        "正文第一段。",
    ]


def test_synonym_swapped_text_is_recognised_and_plain_text_is_not():
    garbled = "经济开展需要项目。局部同志认识缺乏，工业工程到我县落户，要标准招商行为。热忱效劳。"
    assert is_garbled(garbled)
    assert not is_garbled(
        "经济发展需要项目。部分同志认识不足，工业项目到我县落户，要规范招商行为。"
    )


WORDS = st.text(
    st.sampled_from('招商引资项目县亿元个12345.,，。*xX×％%"“”() 　一二、是第条'), max_size=60
)


@given(WORDS)
def test_cleaning_twice_equals_cleaning_once(text):
    once = clean_line(text)
    assert clean_line(once) == once


@given(WORDS)
def test_cleaning_never_drops_a_digit(text):
    assert re.sub(r"\D", "", clean_line(text)) == re.sub(r"\D", "", text)
