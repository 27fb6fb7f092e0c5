"""Last year's plan, answered by this year's facts and draft."""

from __future__ import annotations

from dataclasses import replace

from drafts import draft_of

from assistant.briefs.reading import brief_from_table
from assistant.checking.checking import check
from assistant.checking.followup import Status, followup
from assistant.checking.past import read_past
from assistant.drafts import Paragraph, Section, Sentence, Source
from assistant.types import FactSheet, LastYear

PAST = """榆河县投资促进中心2024年工作总结
2024年，中心围绕项目落地开展工作，现将情况报告如下。
一、任务完成情况
全年引进亿元以上项目36个，其中10亿元以上3个；固定资产投资到位额82.4亿元，比上年增长7.5%。外贸进出口总额14.6亿元。
二、存在的问题
一是龙头项目少。二是招商专员不足，全年只补充2名。
三、2025年工作安排
力争引进亿元以上项目40个，其中10亿元以上4个；固定资产投资到位额突破90亿元；审批平均用时压缩到20天以内。
（一）建设数字招商平台。归集用地、厂房、能耗数据，实现线索在线流转。
（二）补齐队伍短板。公开选聘招商专员5名，举办业务培训6期。
（三）设立冷链产业基金。与省级基金合作，规模3亿元。
榆河县投资促进中心
2024年12月30日
"""
FACTS = [
    "引进亿元以上项目42个，其中10亿元以上3个",
    "固定资产投资到位额88.1亿元，上年80.4亿元",
    "审批平均用时18天",
    "数字招商平台已建成，用地、厂房、能耗数据全部归集",
    "举办业务培训7期，选聘招商专员正在公示",
    "外贸进出口总额15.2亿元，增长4.1%",
]


def answered(facts=FACTS, draft=None):
    return followup(LastYear.from_text(PAST), FactSheet.from_lines(facts).facts, draft)


def status(checklist, words):
    (item,) = [i for i in checklist.items if words in i.commitment.title]
    return item.status


def test_a_plan_becomes_a_checklist_with_its_targets():
    past = read_past(LastYear.from_text(PAST))
    assert past.title == "榆河县投资促进中心2024年工作总结"
    assert (past.year, past.whole_year) == (2024, True)
    targets = [c.target.text for c in past.commitments if c.target]
    assert targets == ["40个", "4个", "90亿元", "20天", "5名", "6期", "3亿元"]
    assert [c.heading for c in past.commitments if not c.target] == ["建设数字招商平台"]


def test_what_was_published_is_read_outside_the_plan():
    figures = {n.name: n.quantity.text for n in read_past(LastYear.from_text(PAST)).published}
    assert figures["固定资产投资到位额"] == "82.4亿元"
    assert figures["引进亿元以上项目其中10亿元以上"] == "3个"
    assert "90亿元" not in figures.values()


def test_each_commitment_is_answered_by_its_own_figure():
    checklist = answered()
    assert status(checklist, "引进亿元以上项目40个") is Status.DONE
    assert status(checklist, "其中10亿元以上4个") is Status.UNDER_WAY
    assert status(checklist, "90亿元") is Status.UNDER_WAY
    assert status(checklist, "20天") is Status.DONE
    assert status(checklist, "培训6期") is Status.DONE


def test_commitments_without_numbers_are_answered_by_words():
    checklist = answered()
    assert status(checklist, "数字招商平台") is Status.DONE
    assert status(checklist, "专员5名") is Status.UNDER_WAY
    assert status(checklist, "冷链产业基金") is Status.UNMENTIONED
    evidence = {i.commitment.heading: i.evidence for i in checklist.items}
    assert evidence["建设数字招商平台"] == "f4"


def test_only_what_is_not_mentioned_is_a_finding():
    unanswered = [f for f in answered().findings() if f.kind == "unanswered"]
    assert len(unanswered) == 1
    assert "冷链产业基金" in unanswered[0].message


def test_a_value_of_last_year_that_was_published_otherwise_is_named():
    (problem,) = [f for f in answered().findings() if f.kind == "published"]
    assert "82.4亿元" in problem.message
    assert "80.4亿元" in problem.message
    right = [fact.replace("80.4亿元", "82.4亿元") for fact in FACTS]
    assert [f.kind for f in answered(right).findings()] == ["unanswered"]


def test_a_rate_that_the_published_value_does_not_give_is_named():
    wrong = [fact.replace("增长4.1%", "增长14.1%") for fact in FACTS]
    messages = [f.message for f in answered(wrong).findings() if f.kind == "published"]
    assert any("算得4.1%" in message and "14.1%" in message for message in messages)


def test_a_half_year_is_not_compared_with_a_year():
    assert answered(["上半年外贸进出口总额7.3亿元，增长50%"]).comparisons == ()


def test_figures_stand_beside_the_published_ones():
    rows = {c.name: (c.now.text, c.published.text, c.change) for c in answered().comparisons}
    assert rows["外贸进出口总额"] == ("15.2亿元", "14.6亿元", "4.1%")
    assert rows["引进亿元以上项目"] == ("42个", "36个", "16.7%")


def test_nothing_given_leaves_everything_unmentioned():
    assert {item.status for item in answered([]).items} == {Status.UNMENTIONED}
    assert followup(LastYear.from_text("没有打算的一段话。"), ()).items == ()


def draft(sentence, role="measure"):
    brief = brief_from_table(
        "summary", {"organisation": "榆河县投资促进中心", "period": "2025年", "length": [1, 900]}
    )
    text = Sentence(sentence, Source("connective"))
    section = Section("主要做法", 1, (Paragraph((text,)),), role)
    value = draft_of(
        title="总结", organisation=brief.organisation, sections=(section,), brief=brief
    )
    return brief, value


def test_a_sentence_of_the_draft_answers_too_but_not_one_of_its_plan():
    text = "与省级基金合作设立的冷链产业基金已完成注册，规模3亿元。"
    _, written = draft(text)
    assert status(answered(draft=written), "规模3亿元") is Status.DONE
    _, planned = draft(text, role="plan")
    assert status(answered(draft=planned), "规模3亿元") is Status.UNMENTIONED


def test_the_check_of_a_draft_names_what_last_years_plan_leaves_open():
    brief, written = draft("围绕主导产业开展招商。")
    kinds = [f.kind for f in check(written, replace(brief, last=LastYear.from_text(PAST)))]
    assert kinds.count("unanswered") == len(read_past(LastYear.from_text(PAST)).commitments)
    assert "unanswered" not in [f.kind for f in check(written, brief)]
