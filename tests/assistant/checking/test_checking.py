import pytest

from assistant.checking.checking import check_text
from assistant.types import FactSheet

FACTS = FactSheet.from_lines(
    ["签约62个，协议投资186.4亿元", "到位98.7亿元，增长12.3%", "开工率59.7%"]
)


def kinds(text, facts=FACTS):
    return [finding.kind for finding in check_text(text, facts)]


GOOD = "全年签约62个，协议投资186.4亿元。到位98.7亿元，增长12.3%。开工率59.7%。"


def test_a_faithful_text_has_no_findings():
    assert kinds(GOOD) == []


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ("186.4亿元", "1864亿元"),
        ("12.3%", "12.3个百分点"),
        ("62个", "六十三个"),
        ("59.7%", "69.7%"),
    ],
)
def test_an_altered_number_is_found(change, number):
    findings = check_text(GOOD.replace(change, number), FACTS)
    assert {f.kind for f in findings} == {"unsupported_number", "unused_fact"}
    assert any(number in f.message for f in findings)


def test_the_same_number_in_chinese_is_no_finding():
    assert kinds(GOOD.replace("62个", "六十二个")) == []


def test_a_fact_that_was_left_out_is_named():
    findings = check_text("全年签约62个，协议投资186.4亿元。到位98.7亿元，增长12.3%。", FACTS)
    assert [f.kind for f in findings] == ["unused_fact"]
    assert "59.7%" in findings[0].message


def test_placeholders_and_masks_are_found():
    assert kinds("到位资金××亿元。", None) == ["placeholder"]
    assert kinds("我XX县到位*亿元。", None) == ["mask"]


def test_a_repeated_sentence_is_found():
    text = "建立重点项目会商机制，定期研究解决用地和审批问题。"
    assert kinds(text + "\n" + text, None) == ["repeat"]


def test_years_in_old_figures_are_no_masks():
    assert kinds("二〇〇四年六月十六日，二○二五年度。", None) == []


def test_a_work_report_reviews_the_year_before_its_title():
    text = "2026年政府工作报告\n一、2025年工作回顾\n成效明显。\n二、2026年工作安排\n抓好落实。"
    assert kinds(text, None) == []
    assert kinds(text.replace("政府工作报告", "招商工作总结"), None) == ["stale_year"] * 2


def test_numbers_may_go_on_or_begin_anew_under_a_higher_heading():
    text = (
        "一、总体要求\n（一）思想。\n（二）原则。\n二、任务\n（三）招商。\n三、保障\n（一）组织。"
    )
    assert kinds(text, None) == []
    assert kinds(text.replace("（三）招商", "（四）招商"), None) == ["numbering"]


def test_broken_numbering_is_found():
    assert kinds("一、成效\n二、做法\n四、打算", None) == ["numbering"]
    assert kinds("一、成效\n（一）甲\n（二）乙\n二、做法\n（一）丙", None) == []
