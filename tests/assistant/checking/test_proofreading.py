"""A pasted passage, checked against the facts below it and put right."""

from __future__ import annotations

from assistant.checking.proofreading import proofread
from assistant.messages.checking import check_of

PASSAGE = "全年签约项目42个、协议投资1286亿元，到位资金53.4亿元、增长12.3%，开工率超过七成。"
FACTS = "事实：签约项目42个；协议投资128.6亿元；到位资金53.4亿元，增长12.3%；开工率64.3%"


def checked(message):
    check = check_of(message)
    return proofread(check.text, check.facts)


def test_what_contradicts_the_facts_is_named_and_put_right():
    proof = checked(f"请核对下面的草稿段落，找出与事实不符之处并改写：“{PASSAGE}”\n{FACTS}")
    assert [f.fix for f in proof.findings] == [("1286亿元", "128.6亿元"), ("超过七成", "64.3%")]
    assert proof.corrected == PASSAGE.replace("1286", "128.6").replace("超过七成", "64.3%")
    assert "1. " in proof.report
    assert proof.report.endswith(proof.corrected)


def test_the_passage_may_stand_on_a_line_of_its_own():
    proof = checked(f"帮我检查这段有没有错误\n{PASSAGE}\n{FACTS}")
    assert len(proof.findings) == 2


def test_a_sound_passage_has_nothing_to_change():
    proof = checked(f"核对下面这段\n全年签约项目42个，到位资金53.4亿元。\n{FACTS}")
    assert proof.findings == ()
    assert proof.report == "没有发现与事实不符的地方。"


def test_without_facts_only_the_form_is_checked():
    proof = checked("检查下面的段落：全年签约项目42个，，到位资金53.4亿元，增长较快。")
    assert [f.kind for f in proof.findings] == ["punctuation"]
    assert "，，" not in proof.corrected
