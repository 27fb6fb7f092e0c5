import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.briefs.kinds import document_kinds
from assistant.drafting.placing import as_sentence, assign, by_theme
from assistant.types import FactSheet

SUMMARY = document_kinds()["summary"]


def home_of(text):
    homes = assign(FactSheet.from_lines([text]).facts, SUMMARY.sections)
    return next(s.role for s, facts in zip(SUMMARY.sections, homes, strict=True) if facts)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("到位内资98.7亿元，同比增长12.3%，完成年度任务的103.9%", "result"),
        ("签约项目开工率59.7%，比上年下降3.2个百分点", "result"),
        ("安全生产：全年发生一般事故1起，无人员死亡", "result"),
        ("不足：产业基金规模仅2亿元", "problem"),
        ("明年目标：力争新签约亿元以上项目70个", "plan"),
        ("2026年6月底前完成征地300亩", "plan"),
        ("做法：建立项目首谈登记制度", "measure"),
    ],
)
def test_a_fact_goes_where_it_belongs(text, role):
    assert home_of(text) == role


@given(
    st.lists(
        st.text(st.sampled_from("签约项目12个不足明年力争增长亿元，：建立"), min_size=1),
        max_size=12,
    )
)
def test_every_fact_has_exactly_one_home(lines):
    facts = FactSheet.from_lines(lines).facts
    homes = assign(facts, SUMMARY.sections)
    assert sorted(f.id for home in homes for f in home) == sorted(f.id for f in facts)


def test_themes_take_all_facts():
    facts = FactSheet.from_lines(["到位内资98亿元", "盘活土地436亩", "无法归类的事情"]).facts
    themes = SUMMARY.sections[0].themes
    grouped = by_theme(facts, themes)
    assert sum(len(group) for _, group in grouped) == 3
    assert grouped[-1][0] == "其他重点工作情况"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("签约62个，", "签约62个。"),
        ("安全生产：全年发生一般事故1起", "安全生产方面，全年发生一般事故1起。"),
        ("不足：外语交流能力弱；", "外语交流能力弱。"),
        ("明年目标：签约70个", "明年目标是签约70个。"),
        ("企业代表：董事长周维（女）", "企业代表：董事长周维（女）。"),
        ("时间2025年9月至11月", "时间为2025年9月至11月。"),
    ],
)
def test_a_fact_becomes_a_sentence_in_its_own_words(text, sentence):
    assert as_sentence(text) == sentence
