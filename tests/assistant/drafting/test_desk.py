"""Drafts over a real small library, with the extractive writer."""

import re
from dataclasses import replace

import pytest
from drafts import FACTS, written
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefs import outlining
from assistant.briefs.kinds import document_kinds
from assistant.briefs.reading import brief_from_table
from assistant.drafting import desk as drafting
from assistant.drafting.extractive import ExtractiveWriter
from assistant.errors import AssistantError
from assistant.facts.sheets import known_quantities
from assistant.workspace import Workspace
from knowledge_base.language.quantities import quantities, same

KINDS = [each for kind in document_kinds().values() for each in (kind, *kind.variants)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_fact_is_used(shared_library, kind):
    _, draft = written(shared_library, kind.kind, variant=kind.name)
    assert [f for f in draft.findings if f.kind == "unused_fact"] == []
    for number in ("62个", "186.4亿元", "98.7亿元", "59.7%", "1起", "70个"):
        assert number in draft.text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_number_was_given(shared_library, kind):
    brief, draft = written(shared_library, kind.kind, variant=kind.name)
    known = known_quantities(brief)
    body = "".join(s.text for section in draft.sections for s in section.sentences)
    assert [q.text for q in quantities(body) if not any(same(q, k) for k in known)] == []
    assert [f for f in draft.findings if f.kind == "unsupported_number"] == []


def test_borrowed_sentences_name_their_passage_and_are_reported(shared_library):
    _, draft = written(shared_library)
    borrowed = [s for x in draft.sections for s in x.sentences if s.source.type == "passage"]
    assert borrowed
    cited = {citation.passage_id for citation in draft.sources}
    assert {ref for sentence in borrowed for ref in sentence.source.refs} == cited
    assert any(f.kind == "unconfirmed" for f in draft.findings)


def test_nothing_of_the_other_county_stays_in(shared_library):
    _, draft = written(shared_library)
    assert "临江" not in draft.text
    assert not re.search(r"\*|XX|xx", draft.text)


def test_results_state_the_users_facts_only(shared_library):
    _, draft = written(shared_library)
    results = next(section for section in draft.sections if section.role == "result")
    assert {s.source.type for s in results.sentences} <= {"fact", "connective"}


def test_an_accident_and_a_fall_stay_what_they_are(shared_library):
    _, draft = written(shared_library)
    assert "发生一般事故1起" in draft.text
    assert "比上年下降3.2个百分点" in draft.text


def test_the_time_of_a_stay_is_taken_from_the_facts(shared_library):
    facts = ["2025年4月至9月，任项目科科长助理", "参与走访企业23家"]
    _, draft = written(shared_library, "secondment", period="", host="柳溪高新区", facts=facts)
    assert "2025年4月至9月，我在柳溪高新区参加了" in draft.sections[0].paragraphs[0].text


@pytest.mark.parametrize(
    ("fact", "role"),
    [
        ("2026年目标：新签约项目70个", "plan"),
        ("茶叶加工项目因环评未过暂停", "problem"),
        ("镇上没有专职招商人员，由2名干部兼职", "problem"),
        ("全程跟进2个项目，其中1个计划投资3.2亿元", "result"),
    ],
)
def test_a_fact_stands_where_it_belongs(shared_library, fact, role):
    _, draft = written(shared_library, facts=[fact])
    homes = {
        section.role
        for section in draft.sections
        for s in section.sentences
        if s.source.type == "fact"
    }
    assert homes == {role}


def test_sections_do_not_repeat_each_other(shared_library):
    _, draft = written(shared_library)
    assert [f for f in draft.findings if f.kind == "repeat"] == []


def test_headings_are_numbered_in_order(shared_library):
    _, draft = written(shared_library)
    labels = [heading[:2] for heading, _ in draft.headed() if heading]
    assert labels == ["一、", "二、", "三、", "四、"][: len(labels)]


def test_what_is_missing_is_said(shared_library):
    _, draft = written(shared_library, facts=[], length=[5000, 6000])
    assert any(f.kind == "length" and "少于" in f.message for f in draft.findings)


def test_a_speech_has_speaker_date_and_salutation(shared_library):
    _, draft = written(shared_library, "speech", speaker="云溪区副区长", date="2025年7月1日")
    assert draft.text.splitlines()[1:4] == ["云溪区副区长", "（2025年7月1日）", "同志们："]


def test_progress_names_each_section(shared_library):
    brief = brief_from_table("summary", {"facts": FACTS})
    plan = outlining.outline(brief)
    writer = ExtractiveWriter()
    steps = list(drafting.write(brief, plan, shared_library, writer))
    assert [step.heading for step in steps] == [s.heading for s in plan.sections] + [""]
    assert steps[-1].done == steps[-1].total


def test_an_outline_keeps_the_asked_length():
    brief = brief_from_table("summary", {"length": [1000, 1400]})
    assert 800 <= sum(section.chars for section in outlining.outline(brief).sections) <= 1200


def test_a_stored_draft_comes_back_the_same(shared_library, tmp_path):
    _, draft = written(shared_library)
    workspace = Workspace(tmp_path / "drafts")
    workspace.save(draft)
    assert workspace.load(draft.id) == draft
    assert workspace.ids() == [draft.id]


def test_versions_are_undone_and_redone(shared_library, tmp_path):
    _, first = written(shared_library)
    second, third = replace(first, title="第二版"), replace(first, title="第三版")
    workspace = Workspace(tmp_path / "drafts")
    workspace.save(first)
    assert workspace.before(first.id) is None
    workspace.revise(second)
    workspace.revise(third)
    assert (workspace.version(first.id), workspace.before(first.id)) == (3, second)
    assert workspace.undo(first.id) == second
    assert workspace.undo(first.id) == workspace.load(first.id) == first
    with pytest.raises(AssistantError, match="最早"):
        workspace.undo(first.id)
    assert workspace.redo(first.id) == second
    workspace.revise(third)
    with pytest.raises(AssistantError, match="最新"):
        workspace.redo(first.id)
    assert workspace.ids() == [first.id]


AMOUNT = st.integers(1, 99999).map(str) | st.decimals(0, 9999, places=1).map(str)
THING = st.sampled_from(
    ["签约项目", "到位资金", "盘活土地", "走访企业", "培训干部", "新增税收", "产业基金", "安全事故"]
)
UNIT = st.sampled_from(["个", "亿元", "亩", "家", "名", "万元", "起", "%"])
LINE = st.one_of(
    st.builds(
        "{}{}{}，{}{}%".format,
        THING,
        AMOUNT,
        UNIT,
        st.sampled_from(["同比增长", "比上年下降", "完成任务的"]),
        AMOUNT,
    ),
    st.builds("不足：{}仅{}{}".format, THING, AMOUNT, UNIT),
    st.builds("明年目标：力争{}{}{}".format, THING, AMOUNT, UNIT),
    st.builds("做法：建立“{}+N”机制，{}{}{}".format, AMOUNT, THING, AMOUNT, UNIT),
    st.builds("{}月底前完成{}{}{}".format, st.integers(1, 12), THING, AMOUNT, UNIT),
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(
    lines=st.lists(LINE, min_size=1, max_size=12),
    kind=st.sampled_from(KINDS),
    least=st.integers(300, 3000),
)
def test_no_fact_sheet_makes_a_draft_invent_a_number(shared_library, lines, kind, least):
    table = {"variant": kind.name, "facts": lines, "length": [least, least + 800]}
    _, draft = written(shared_library, kind.kind, **table)
    found = {finding.kind for finding in draft.findings}
    assert not found & {"unsupported_number", "unused_fact"}
    digits = re.compile(r"\d+(?:\.\d+)?")
    assert set(digits.findall(draft.text)) <= set(digits.findall(" ".join(lines) + "2025年"))
    for line in lines:
        assert re.sub("^[^：]*：", "", line).split("，")[0] in draft.text
