"""A message read once, as the value that the page and the command receive."""

import pytest
from drafts import written

from assistant.messages.reading import read, read_revision
from assistant.messages.values import Ask, Check, Compare, Revise, Write
from assistant.messages.writing import brief_from_message

PASSAGE = "全年签约项目42个、协议投资1286亿元，到位资金53.4亿元、增长12.3%，开工率超过七成。"


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("写一份2025年工作总结", Write),
        ("各地基金招商做法对比", Compare),
        ("有哪些类似的以商招商举措", Compare),
        ("基金招商有什么做法", Ask),
        ("签约项目迟迟不开工怎么办", Ask),
        (f"请核对下面的段落：“{PASSAGE}”", Check),
        ("督查检查有哪些规定", Ask),
        ("怎么核对下面企业的数据", Ask),
    ],
)
def test_a_message_is_read_as_what_it_asks_for(message, kind):
    assert isinstance(read(message), kind)


def test_measures_are_compared_side_by_side_where_that_is_said():
    assert read("各地基金招商做法对比").side_by_side
    assert not read("有哪些类似的以商招商举措").side_by_side


def test_the_draft_in_hand_is_fetched_only_for_a_message_that_may_be_about_it():
    def fetched():
        raise AssertionError("nothing asked for the draft")

    assert isinstance(read("基金招商有什么做法", fetched), Ask)


def test_what_is_unclear_comes_with_the_question_and_changes_nothing(shared_library):
    _, draft = written(shared_library)
    change = read_revision("第九部分精简一点", draft)
    assert change == Revise((), change.question)
    assert "一共" in change.question


def test_a_chat_request_becomes_a_brief():
    message = "写一份临江县招商局2025年上半年工作总结，突出专班招商，1500字左右\n1. 签约12个\n- 到位3亿元\n\n"
    brief = brief_from_message("summary", message)
    assert brief.organisation == "临江县招商局"
    assert brief.period == "2025年上半年"
    assert brief.length == (1200, 1800)
    assert [fact.text for fact in brief.facts.facts] == ["签约12个", "到位3亿元"]


def test_facts_may_follow_on_the_same_line():
    brief = brief_from_message("summary", "写一份2025年总结：签约12个；到位3亿元。")
    assert [fact.text for fact in brief.facts.facts] == ["签约12个", "到位3亿元"]
