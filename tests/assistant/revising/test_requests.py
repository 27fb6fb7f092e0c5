"""What people type about a draft: done in the right place, or asked back, and never guessed."""

from __future__ import annotations

import pytest
from drafts import written

from assistant.drafting.desk import Desk
from assistant.drafting.extractive import ExtractiveWriter
from assistant.errors import UnclearRequest
from assistant.revising.applying.applying import revised
from assistant.revising.request import Redo, Rewrite, Shorten, State, Undo
from assistant.revising.understanding.requests import asks_for_revision, read, understood


@pytest.fixture(scope="module")
def made(shared_library):
    table = {"requirements": "突出专班招商", "length": [700, 1000], "date": "2025年12月1日"}
    brief, draft = written(shared_library, recipient="区政府", **table)
    return draft, Desk(brief, shared_library, ExtractiveWriter())


def revise(made, message):
    draft, desk = made
    return revised(draft, read(message, draft), desk)


def headings(draft):
    return [section.heading for section in draft.sections]


@pytest.mark.parametrize(
    "message",
    [
        "到位内资应该是99.1亿元",
        "98.7改成99.1",
        "98.7亿改成99.1亿",
        "把第一部分的98.7亿元改为99.1亿元",
        "到位资金不是98.7是99.1",
        "到位内资是99.1亿元，不是98.7亿元",
        "到位内资写错了，应该是99.1亿元",
        "麻烦您把到位内资改成９９.１亿元，谢谢！",
        "把“98.7”改成“99.1”",
    ],
)
def test_a_figure_is_changed_however_it_is_said(made, message):
    assert asks_for_revision(message)
    draft = revise(made, message).draft
    assert "到位内资99.1亿元" in draft.text
    assert "98.7" not in draft.text
    assert [fact.text[:10] for fact in draft.facts.facts[1:2]] == ["到位内资99.1亿元"]


@pytest.mark.parametrize(
    ("message", "field", "value"),
    [
        ("日期改成2025年12月20日", "date", "2025年12月20日"),
        ("落款日期写2025年12月31日", "date", "2025年12月31日"),
        ("落款单位改为云溪区投资促进中心", "organisation", "云溪区投资促进中心"),
        ("主送改成区委办公室", "recipient", "区委办公室"),
        ("讲话人改成区长", "speaker", "区长"),
        ("标题里的工作总结改成工作报告", "title", "云溪区招商局2025年工作报告"),
        ("可以把标题改成云溪区工作总结吗？", "title", "云溪区工作总结"),
    ],
)
def test_the_frame_is_changed_and_the_brief_with_it(made, message, field, value):
    draft = revise(made, message).draft
    assert getattr(draft, field) == getattr(draft.brief, field) == value
    assert value in draft.text


def test_another_organisation_and_period_stand_in_the_title_too(made):
    draft = revise(made, "单位改成云溪区商务局；时间段改成2025年上半年").draft
    assert draft.title == "云溪区商务局2025年上半年工作总结"
    assert "云溪区招商局" not in draft.text
    assert draft.facts == made[0].facts


@pytest.mark.parametrize(
    ("message", "order"),
    [
        ("第三部分放到第二部分前面", [0, 1, 3, 2, 4]),
        ("把第二部分移到最后", [0, 1, 3, 4, 2]),
        ("第三部分提到最前面", [0, 3, 1, 2, 4]),
        ("把第二部分和第三部分对调", [0, 1, 3, 2, 4]),
    ],
)
def test_sections_change_their_order(made, message, order):
    assert asks_for_revision(message)
    old = made[0].sections
    assert revise(made, message).draft.sections == tuple(old[index] for index in order)


def test_paragraphs_change_their_order_and_sections_are_joined(made):
    old = made[0].sections
    draft = revise(made, "第四部分第四段移到第二段前面").draft
    at = [old[4].paragraphs.index(paragraph) for paragraph in draft.sections[4].paragraphs]
    assert at == [0, 3, 1, 2, *range(4, len(old[4].paragraphs))]
    draft = revise(made, "把第三部分并到第二部分里").draft
    assert draft.sections[2].paragraphs == (*old[2].paragraphs, *old[3].paragraphs)
    assert headings(draft) == [headings(made[0])[index] for index in (0, 1, 2, 4)]


def test_a_sentence_goes_alone_and_the_list_is_counted_anew(made):
    draft = revise(made, "去掉产业基金那句").draft
    assert "产业基金规模" not in draft.text
    assert "二是" not in draft.sections[3].paragraphs[0].text
    assert "产业基金规模仅2亿元" in revise(made, "去掉产业基金那句").note
    draft = revise(made, "删除第一部分第二句").draft
    assert sum(len(s.sentences) for s in draft.sections) + 1 == sum(
        len(s.sentences) for s in made[0].sections
    )
    assert "到位内资" not in draft.text


def test_what_is_named_in_a_section_goes_and_not_the_section(made):
    draft = revise(made, "第四部分里关于队伍的内容删掉").draft
    assert headings(draft) == headings(made[0])
    assert "队伍" not in "".join(p.text for p in draft.sections[4].paragraphs)
    assert draft.sections[:4] == made[0].sections[:4]


def test_a_paragraph_is_found_by_its_subject(made):
    draft = revise(made, "专班推进机制那段改成：建立专班，每周会商。").draft
    assert draft.sections[4].paragraphs[2].text == "建立专班，每周会商。"
    assert len(draft.sections[4].paragraphs) == len(made[0].sections[4].paragraphs)
    assert draft.sections[:4] == made[0].sections[:4]


def test_a_closing_is_made_where_there_is_none(made):
    draft = revise(made, "结尾加一句：以上报告，请审阅").draft
    assert draft.sections[-1].role == "closing"
    assert draft.sections[-1].paragraphs[0].text == "以上报告，请审阅。"
    assert draft.sections[:-1] == made[0].sections


def test_several_requests_are_one_revision(made):
    draft = revise(made, "把62个改成64个，标题改为云溪区总结；第二部分精简一点").draft
    assert "项目64个" in draft.text
    assert draft.title == "云溪区总结"
    assert len(draft.sections[2].paragraphs) < len(made[0].sections[2].paragraphs)


@pytest.mark.parametrize(
    ("message", "back"),
    [
        ("不要删第二部分", "文稿没有动"),
        ("第二部分不用精简", "文稿没有动"),
        ("删掉第二部分以外的内容", "请直接说"),
        ("除了第二部分都精简", "请直接说"),
        ("第一段和第三段删掉", "只说一处"),
        ("第二、三部分都精简一点", "只说一处"),
        ("换个结尾", "没有结尾段"),
        ("标题太长了", "标题要改成什么"),
        ("副标题改成大干快上", "小标题"),
        ("第二部分不符合实际，删掉", "没有找到"),
        ("专班招商那段写得具体点", "没有找到"),
        ("第四部分第二段展开写", "一段不能单独"),
        ("把第二部分的“招商”改成“引资”", "全文一起换"),
        ("第二部分改成主要举措", "小标题还是改内容"),
        ("加一个部分：安全生产情况", "不能新加"),
        ("日期改成12月20日", "全年月日"),
        ("把字体改成仿宋", "版式"),
        ("到位内资加上3亿元", "数由你来定"),
        ("到位内资改成99个", "没有“到位内资”"),
        ("把6改成8", "都没有“6”"),
        ("新签约亿元以上项目改成64个", "有几条事实"),
        ("第二部分减少20字", "改到多少字"),
        ("第三部分压缩到2000字", "没有超过"),
        ("删掉第三部分。第二部分加一段宣传推介", "分两次说"),
        ("删掉第三部分，撤销", "单独说"),
        ("第二部分加一句：全年外出36次；第三部分精简一点", "分两次说"),
        ("恢复到第一版", "一版一版"),
        ("撤销对第二部分的修改", "一版一版"),
        ("队伍建设那段删了", "有 2 段"),
        ("这个数是哪里来的", "像是提问"),
    ],
)
def test_what_would_have_to_be_guessed_is_asked_back(made, message, back):
    with pytest.raises(UnclearRequest, match=back):
        revise(made, message)


@pytest.mark.parametrize(
    ("message", "action"),
    [
        ("撤回刚才的修改", Undo),
        ("还是改回去吧", Undo),
        ("不对，撤销吧", Undo),
        ("上一步不要了", Undo),
        ("取消刚才的撤销", Redo),
        ("第四部分重做", Rewrite),
        ("补充一条：全年精简审批事项36项", State),
        ("能不能把第二部分写短一点？", Shorten),
        ("第二部份精减一下", Shorten),
    ],
)
def test_other_ways_of_saying_it(made, message, action):
    assert asks_for_revision(message)
    assert type(understood(message, made[0])) is action


@pytest.mark.parametrize(
    "message",
    [
        "取消备案的条件",
        "各地补充耕地的做法",
        "外地确认招商项目的标准",
        "企业增加投资有奖励吗",
        "加强队伍建设的措施",
        "招商引资应该是一把手工程",
        "第二部分是从哪份材料里借鉴的",
        "压缩审批时限有哪些做法",
        "我要加一段怎么写",
        "帮我写一篇挂职汇报",
        "谢谢，写得很好",
        "导出Word",
    ],
)
def test_questions_and_chat_change_nothing(message):
    assert not asks_for_revision(message)
