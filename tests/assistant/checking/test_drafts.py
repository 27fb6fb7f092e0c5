"""Checks that need a draft, its brief, its sources or a library."""

import pytest
from drafts import draft_of
from fakes import SUMMARY

from assistant.briefs.reading import brief_from_table
from assistant.checking.checking import check, check_text
from assistant.drafts import Paragraph, Section, Sentence, Source
from assistant.types import Citation, FactSheet
from knowledge_base.language.likeness import verbatim_share

FACTS = ["新签约亿元以上项目62个", "纺织产业园拟于2026年5月投产"]
BRIEF = brief_from_table(
    "summary",
    {"organisation": "云溪县招商局", "period": "2025年", "facts": FACTS, "length": [1, 4000]},
)


def draft(*texts, source="connective", ref="", role="measure", citations=(), brief=BRIEF):
    texts = tuple(Sentence(t, Source(source, (ref,) if ref else ())) for t in texts)
    given = Section(
        "完成情况",
        1,
        (Paragraph((Sentence("新签约亿元以上项目62个。", Source("fact", ("f1",))),)),),
        "result",
    )
    plan = Section(
        "下步打算",
        1,
        (Paragraph((Sentence("纺织产业园拟于2026年5月投产。", Source("fact", ("f2",))),)),),
        "plan",
    )
    middle = Section("主要做法", 1, (Paragraph(texts),), role)
    return draft_of(
        title="云溪县招商局2025年工作总结",
        organisation="云溪县招商局",
        sections=(given, middle, plan),
        facts=brief.facts,
        sources=citations,
        brief=brief,
    )


def kinds(made, brief=BRIEF, **more):
    found = check(made, brief, **more)
    return [f.kind for f in found if f.kind != "section_length"]


def test_a_faithful_draft_has_no_findings():
    assert kinds(draft("围绕主导产业开展招商。")) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("在青柏县开展驻点招商。", "青柏县"),
        ("引进恒泰新材料有限公司落户园区。", "恒泰新材料有限公司"),
        ("由周明局长牵头推进。", "周明"),
        ("落实《青柏县招商引资奖励办法》。", "《青柏县招商引资奖励办法》"),
    ],
)
def test_names_that_the_user_never_gave_are_named(sentence, name):
    made = draft(sentence)
    (finding,) = [f for f in check(made, BRIEF) if f.kind == "foreign_name"]
    assert name in finding.message
    told = brief_from_table(
        "summary",
        {
            "organisation": "云溪县招商局",
            "period": "2025年",
            "facts": [*FACTS, sentence],
            "length": [1, 4000],
        },
    )
    assert "foreign_name" not in kinds(made, told)


@pytest.mark.parametrize(
    "sentence",
    [
        "健全各乡镇、县直部门协同机制，向市区重点园区集聚。",
        "全县上下、各部门齐抓共管，县委、县政府主要领导带头。",
        "在城区、开发区、工业园区开展巡回推介，拓展国内外市场。",
        "坚持以习近平新时代中国特色社会主义思想为指导，严格落实“三重一大”。",
        "云溪县招商局与市、县（区）联动，由分管领导牵头。",
    ],
)
def test_words_that_look_like_names_are_none(sentence):
    assert "foreign_name" not in kinds(draft(sentence))


def test_a_plan_of_a_fact_written_as_done_is_named():
    assert "plan_as_done" in kinds(draft("纺织产业园已建成投产。"))
    assert "plan_as_done" not in kinds(draft("纺织产业园正在建设，计划2026年5月投产。"))


def test_a_step_dated_after_the_text_is_planned():
    table = {"organisation": "云溪县招商局", "period": "2025年", "length": [1, 4000]}
    brief = brief_from_table(
        "summary", {**table, "facts": [*FACTS, "储能项目占地210亩，2026年6月投产"]}
    )
    done = draft("储能项目占地210亩，已于2026年6月投产。", brief=brief)
    assert "plan_as_done" in kinds(done, brief)
    said = draft("储能项目占地210亩，2026年6月投产。", brief=brief)
    assert "plan_as_done" not in kinds(said, brief)


def test_what_is_done_beside_what_is_planned_is_no_plan():
    facts = ["反馈问题7条，完成整改5条", "剩余2条2026年3月底前完成"]
    text = "反馈问题7条，已完成整改5条，其余2条正按时序推进，2026年3月底前全部完成。"
    assert check_text(text, FactSheet.from_lines(facts)) == ()
    wrong = "反馈问题7条，完成整改5条。剩余2条已于2026年3月完成。"
    assert [f.kind for f in check_text(wrong, FactSheet.from_lines(facts))] == ["plan_as_done"]


def test_a_rough_number_is_measured_by_the_number_of_its_name():
    facts = FactSheet.from_lines(["制造业占比66.1%，开工率59.7%"])
    found = check_text("制造业占比66.1%，开工率59.7%，开工率超过六成。", facts)
    assert [f.kind for f in found] == ["unsupported_number"]
    assert check_text("制造业占比66.1%，开工率59.7%，制造业占比超过六成。", facts) == ()


def test_a_past_plan_written_as_done_is_named():
    quote = "力争建立企业诉求台账，支持企业引荐上下游配套企业落户。"
    cited = Citation(1, "p1", "d1", "往年总结", (), quote)
    done = draft(
        "建立了企业诉求台账，支持企业引荐上下游配套企业落户。",
        source="passage", ref="p1", citations=(cited,),
    )  # fmt: skip
    assert kinds(done) == ["plan_as_done", "unconfirmed"]
    assert kinds(draft(quote, source="passage", ref="p1", citations=(cited,))) == ["unconfirmed"]


def test_borrowed_sentences_are_counted_with_their_documents():
    cited = Citation(1, "p1", "d1", "往年总结", (), "定期会商。")
    found = check(draft("定期会商。", source="passage", ref="p1", citations=(cited,)), BRIEF)
    (finding,) = [f for f in found if f.kind == "unconfirmed"]
    assert "1 句" in finding.message
    assert "《往年总结》" in finding.message


COPIED = (
    "走访存量企业，建立企业诉求台账，支持企业引荐上下游配套企业落户，对引荐成功的按规定兑现奖励。"
)


def test_a_copied_paragraph_names_its_document(library):
    found = [f for f in check(draft(COPIED), BRIEF, library) if f.kind == "overlap"]
    assert len(found) == 1
    assert "《临江县招商局2024年工作总结》" in found[0].message
    own = (
        "围绕主导产业梳理目标企业名单，对每家企业确定一名联系人，按月走访，及时掌握投资动向和诉求。"
    )
    assert "overlap" not in kinds(draft(own), library=library)


def test_a_text_is_not_compared_with_itself(library):
    assert "overlap" not in [f.kind for f in check_text(SUMMARY, None, library)]
    copy = f"云溪县招商局2025年工作总结\n一、做法\n{COPIED}"
    assert "overlap" in [f.kind for f in check_text(copy, None, library)]


def test_the_share_counts_long_runs_alone():
    assert verbatim_share("甲乙丙丁戊己庚辛壬癸子丑寅", "前甲乙丙丁戊己庚辛壬癸子丑寅后") == 1.0
    assert verbatim_share("甲乙丙丁戊己庚辛壬癸子丑", "甲乙丙丁戊己庚辛壬癸子丑") == 0.0
    assert verbatim_share("", "甲") == 0.0


def test_a_section_far_from_its_share_is_named():
    long = "围绕主导产业梳理目标企业。" * 60
    found = [f for f in check(draft(long), BRIEF) if f.kind == "section_length"]
    assert [f.place for f in found] == ["“一、完成情况”", "“二、主要做法”", "“三、下步打算”"]


def test_headings_with_nothing_below_are_named_but_lists_are_not():
    text = "一、做法\n二、问题\n缺少资金。\n三、打算\n（一）抓招引\n（二）抓落地\n（三）抓服务"
    found = [f for f in check_text(text, None) if f.kind == "empty_section"]
    assert [f.place for f in found] == ["第1段"]


@pytest.mark.parametrize(
    ("facts", "text", "fine"),
    [
        ("开工率59.7%", "开工率近六成。", True),
        ("开工率59.7%", "开工率超过六成。", False),
        ("产值98.7亿元", "产值约99亿元。", True),
        ("产值98.7亿元", "产值突破百亿元，达100亿元以上。", False),
        ("签约62个", "签约60余个。", True),
        ("签约62个", "签约70余个。", False),
        ("产值增长103%", "产值翻一番。", True),
        ("产值增长13%", "产值翻一番。", False),
        ("税收是上年的2倍", "税收是上年的两倍。", True),
    ],
)
def test_rough_numbers_are_measured_by_the_exact_ones(facts, text, fine):
    found = {f.kind for f in check_text(text, FactSheet.from_lines([facts]))}
    assert ("unsupported_number" not in found) is fine
