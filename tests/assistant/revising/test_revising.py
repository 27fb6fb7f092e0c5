"""Drafts changed in plain words: a new draft each time, asked back what is not clear."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafts import FACTS, written

from assistant.briefs import outlining
from assistant.briefs.reading import brief_from_table
from assistant.drafting import desk as drafting
from assistant.drafting.desk import Desk
from assistant.drafting.extractive import ExtractiveWriter
from assistant.drafts import Sentence, Source
from assistant.errors import UnclearRequest
from assistant.facts.figures import worded
from assistant.revising.applying.applying import revised
from assistant.revising.comparing import changes
from assistant.revising.request import (
    Add,
    Confirm,
    Lengthen,
    Place,
    Remove,
    RenameHeading,
    Reopen,
    ReplaceValue,
    ReplaceWords,
    Retitle,
    Rewrite,
    Shorten,
    State,
    Undo,
)
from assistant.revising.understanding.requests import asks_for_revision, read, understood
from assistant.types import Brief, Fact, FactSheet, Figure, LastYear
from knowledge_base.language.quantities import quantities, same


@pytest.fixture(scope="module")
def made(shared_library):
    brief, draft = written(shared_library, requirements="突出专班招商", length=[600, 900])
    return draft, Desk(brief, shared_library, ExtractiveWriter())


def revise(made, message):
    draft, desk = made
    return revised(draft, read(message, draft), desk)


def chars(draft, index):
    return sum(len(p.text) for p in draft.sections[index].paragraphs)


@pytest.mark.parametrize(
    ("message", "action", "section", "paragraph"),
    [
        ("第二部分再精简一点", Shorten, 2, None),
        ("全文压缩到1200字", Shorten, None, None),
        ("下步打算这部分写得太短了，展开写", Lengthen, 4, None),
        ("删掉第二部分第一段", Remove, 2, 0),
        ("第二部分最后一段不要了", Remove, 2, -1),
        ("加一段基金招商", Add, None, None),
        ("在第二部分补充一条：全年外出招商36次", State, 2, None),
        ("把到位内资改成99.1亿元", ReplaceValue, None, None),
        ("换一种开头", Reopen, None, None),
        ("开头重写一下", Reopen, None, None),
        ("恢复上一版", Undo, None, None),
        ("撤销", Undo, None, None),
        ("第三部分换一种写法", Rewrite, 3, None),
        ("把“聚焦主责主业”换成“围绕中心工作”", ReplaceWords, None, None),
        ("确认第二部分的借鉴内容", Confirm, 2, None),
        ("标题改成云溪区招商局工作总结", Retitle, None, None),
        ("第二部分小标题改为“主要工作举措”", RenameHeading, 2, None),
    ],
)
def test_a_request_is_understood_with_its_place(made, message, action, section, paragraph):
    assert asks_for_revision(message)
    request = understood(message, made[0])
    assert type(request) is action
    if paragraph == -1:
        paragraph = len(made[0].sections[section].paragraphs) - 1
    place = getattr(request, "place", Place())
    assert (place.section, place.paragraph) == (section, paragraph)


@pytest.mark.parametrize(
    ("message", "back"),
    [
        ("写得不太行", "没有明白"),
        ("第九部分精简一点", "一共 4 个部分"),
        ("删掉第二部分第三十段", "没有第 30 段"),
        ("加一段", "要加什么"),
        ("删掉", "要删哪里"),
        ("把“不存在的话”改成“别的”", "文稿里没有"),
        ("把外贸进出口改成5亿元", "没有“外贸进出口”"),
        ("删掉关于航天育种的内容", "没有找到"),
    ],
)
def test_what_it_cannot_mean_is_asked_back(made, message, back):
    with pytest.raises(UnclearRequest, match=back):
        revise(made, message)


def test_a_section_gets_shorter_and_keeps_its_facts(made):
    before = chars(made[0], 2)
    draft = revise(made, "第二部分再精简一点").draft
    assert chars(draft, 2) < before
    assert [f for f in draft.findings if f.kind == "unused_fact"] == []
    assert draft.sections[3:] == made[0].sections[3:]


def test_the_whole_may_be_cut_to_a_length(made):
    draft = revise(made, "全文压缩到500字").draft
    assert sum(chars(draft, i) for i in range(1, 5)) <= 550
    assert [f for f in draft.findings if f.kind == "unused_fact"] == []


def test_a_section_gets_longer_without_repeating(made):
    shorter = revise(made, "第四部分精简一半").draft
    draft = revised(shorter, read("第四部分展开写", shorter), made[1]).draft
    assert chars(draft, 4) > chars(shorter, 4)
    assert [f for f in draft.findings if f.kind == "repeat"] == []


def test_a_paragraph_on_a_subject_is_added_where_measures_stand(made):
    made_now = revise(made, "加一段宣传推介")
    added = [
        p for p in made_now.draft.sections[2].paragraphs if p not in made[0].sections[2].paragraphs
    ]
    assert len(added) == 1
    assert "推介" in added[0].text


def test_what_is_said_already_is_named(made):
    lead = next(p.lead for p in made[0].sections[4].paragraphs if p.lead)
    with pytest.raises(UnclearRequest, match=f"已经有“{lead}”一段|没有可借鉴"):
        revise(made, f"加一段{lead}")


def test_a_subject_that_nothing_tells_of_is_asked_for(made):
    with pytest.raises(UnclearRequest, match="没有可借鉴的“航天育种”"):
        revise(made, "加一段航天育种")


def test_words_of_the_user_become_a_fact_with_its_numbers(made):
    draft = revise(made, "在第二部分补充一条：全年外出招商36次").draft
    assert draft.facts.facts[-1].text == "全年外出招商36次"
    assert draft.brief.facts == draft.facts
    assert "全年外出招商36次。" in draft.sections[2].paragraphs[-1].text
    assert [f for f in draft.findings if f.kind == "unsupported_number"] == []


def test_a_changed_figure_changes_everywhere_and_what_hangs_on_it_is_named(made):
    revision = revise(made, "把到位内资改成99.1亿元")
    text = revision.draft.text
    assert "98.7" not in text
    assert "到位内资99.1亿元" in text
    assert "按原来的数给的" in revision.note
    assert [f for f in revision.draft.findings if f.kind == "unsupported_number"] == []


def test_what_code_derived_is_derived_again(shared_library):
    figure = Figure("到位内资", *map_decimals("98.7"), "亿元", *map_decimals("87.9", "95"))
    text, sums = worded(figure)
    fact = Fact("f1", text, "工作表“指标”C2", figure, tuple(sums))
    brief = Brief("summary", organisation="云溪区招商局", facts=FactSheet((fact,)))
    writer = ExtractiveWriter()
    *_, last = drafting.write(brief, outlining.outline(brief), shared_library, writer)
    desk = Desk(brief, shared_library, writer)
    draft = revised(last.draft, read("把到位内资改成99.1亿元", last.draft), desk).draft
    assert "到位内资99.1亿元，同比增长12.7%，完成年度目标95亿元的104.3%" in draft.text
    assert draft.facts.facts[0].origin == "工作表“指标”C2"
    assert "（99.1－87.9）÷87.9＝12.7%" in draft.facts.facts[0].basis


def map_decimals(*texts):
    from decimal import Decimal

    return tuple(Decimal(text) for text in texts)


def test_an_ambiguous_figure_is_asked_back(shared_library):
    facts = ["新签约亿元以上项目62个", "新签约外资项目3个"]
    brief, draft = written(shared_library, facts=facts)
    with pytest.raises(UnclearRequest, match="有几条事实都像"):
        revised(
            draft,
            read("把新签约项目改成64个", draft),
            Desk(brief, shared_library, ExtractiveWriter()),
        )


def test_borrowed_sentences_are_confirmed_and_blanks_are_not(made):
    def borrowed(draft):
        return [s for x in draft.sections for s in x.sentences if s.source.type == "passage"]

    before = borrowed(made[0])
    draft = revise(made, "借鉴的内容都确认").draft
    assert len(borrowed(draft)) == sum("××" in s.text for s in before) < len(before)
    assert draft.text == made[0].text
    assert {c.passage_id for c in draft.sources} == {c.passage_id for c in made[0].sources}


def test_a_heading_and_the_title_are_renamed(made):
    draft = revise(made, "第二部分小标题改为“主要工作举措”").draft
    assert "二、主要工作举措" in draft.text
    draft = revise(made, "标题改成云溪区招商局工作总结").draft
    assert draft.text.startswith("云溪区招商局工作总结\n")


def test_other_openings_come_in_turn(made):
    draft, desk = made
    seen = {draft.sections[0].paragraphs[0].text}
    for _ in range(2):
        draft = revised(draft, read("换一种开头", draft), desk).draft
        seen.add(draft.sections[0].paragraphs[0].text)
    assert len(seen) == 3
    draft = revised(draft, read("换一种开头", draft), desk).draft
    assert draft.sections[0] == made[0].sections[0]


def test_another_wording_keeps_every_fact(made):
    draft = revise(made, "第四部分换一种写法").draft
    assert draft.sections[4] != made[0].sections[4]
    assert [f for f in draft.findings if f.kind == "unused_fact"] == []


def test_another_wording_keeps_what_a_person_wrote(made):
    draft = made[0]
    section = draft.sections[4]
    mine = replace(section.paragraphs[-1], sentences=(Sentence("我的话。", Source("edited")),))
    draft = draft.with_section(4, replace(section, paragraphs=(*section.paragraphs, mine)))
    again = revised(draft, read("第四部分换一种写法", draft), made[1]).draft
    assert mine in again.sections[4].paragraphs
    assert again.sections[4].paragraphs[0] == section.paragraphs[0]


def test_nothing_is_made_up_by_any_revision(made):
    for message in ("第四部分展开写", "加一段宣传推介", "第四部分换一种写法", "换一种开头"):
        draft = revise(made, message).draft
        known = [q for fact in FACTS for q in quantities(fact)] + quantities("2025年")
        body = "".join(s.text for section in draft.sections for s in section.sentences)
        assert [q.text for q in quantities(body) if not any(same(q, k) for k in known)] == []


def test_last_years_plan_is_still_asked_for_after_a_revision(shared_library):
    past = "云溪区招商局2024年工作总结\n一、2024年工作情况\n签约项目12个。\n"
    past += "二、2025年工作打算\n新建标准厂房8万平方米。\n"
    writer = ExtractiveWriter()
    brief = replace(brief_from_table("summary", {"facts": FACTS}), last=LastYear.from_text(past))
    *_, made = drafting.write(brief, outlining.outline(brief), shared_library, writer)
    desk = Desk(brief, shared_library, writer)
    draft = revised(made.draft, read("换一种开头", made.draft), desk).draft
    for found in (made.draft.findings, draft.findings):
        assert "标准厂房8万平方米" in "".join(f.message for f in found if f.kind == "unanswered")


def test_changes_show_what_went_and_what_came(made):
    revision = revise(made, "把到位内资改成99.1亿元")
    (change,) = changes(made[0], revision.draft)
    assert ("gone", "98.7") in change.pieces
    assert ("new", "99.1") in change.pieces
    old = "".join(text for tag, text in change.pieces if tag != "new")
    assert old in made[0].text
    assert changes(made[0], made[0]) == []


@pytest.mark.parametrize("message", ["基金招商有什么做法？", "2024年到位资金是多少", "你好"])
def test_questions_are_no_revisions(message):
    assert not asks_for_revision(message)
