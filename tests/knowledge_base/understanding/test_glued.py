"""Paragraphs into which a page ran several lines."""

from __future__ import annotations

from knowledge_base.types import Block
from knowledge_base.understanding.glued import unglued

FIRST = "根据组织安排，我到某市招商局挂职锻炼三个月，跟随科室走访企业四十多家，参与接待客商十几批。"
SECOND = "招商人员的手机全天不关机，企业提出的事情当天有人回话，第二天就有人上门，件件都有着落。"


def pieces(text):
    return [block.text for block in unglued([Block(text)])]


def test_a_space_behind_a_heading_or_a_sentence_ends_a_line():
    text = f"{FIRST} 一、虚心求教，进入角色 {SECOND} 二、用心观察，感悟经验 {FIRST} {SECOND}"
    assert pieces(text) == [
        FIRST,
        "一、虚心求教，进入角色",
        SECOND,
        "二、用心观察，感悟经验",
        FIRST,
        SECOND,
    ]


def test_a_space_inside_a_sentence_ends_nothing():
    text = (FIRST.replace("，跟随", " 跟随") + SECOND.replace("，第二天", " 第二天")) * 2
    assert pieces(text) == [text]


def test_a_sites_labels_stand_before_the_text_and_not_in_it():
    text = f"文档名称：挂职汇报.doc 页数：6页 上传人：柳岸 文档介绍：挂职工作汇报 {FIRST} {SECOND} {FIRST}"
    found = pieces(text)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert found[-3:] == [FIRST, SECOND, FIRST]
    assert "挂职工作汇报" in found[-4]


def test_numbers_of_pages_inside_sentences_go_and_those_of_a_list_stay():
    page = FIRST + SECOND
    cut = f"1、{page}这些项目，2、是全县上下招来的。{page}力争再开工3、十二个项目，干出新成绩。"
    assert pieces(cut) == [
        f"{page}这些项目，是全县上下招来的。{page}力争再开工十二个项目，干出新成绩。"
    ]
    listed = f"{FIRST}1、抓招引；2、抓落地；3、抓服务。{SECOND}{FIRST}{SECOND}"
    assert pieces(listed) == [listed]
    close = f"{FIRST}要做到1、加强领导，2、强化服务，3、严格考核，一样一样抓到底。{SECOND}{FIRST}"
    assert pieces(close) == [close]


def test_short_lines_and_tables_are_left_alone():
    blocks = [Block("一、完成情况 二、打算"), Block("指标 | 数值 " * 30, table=True)]
    assert unglued(blocks) == blocks
