import pytest

from assistant.briefs.perspective import perspective
from assistant.drafting.borrowing import fit, generalise
from assistant.types import Brief
from knowledge_base.language.blanks import mask

OWN = perspective(
    Brief("summary", organisation="望川区投资促进局", requirements="突出“亩均论英雄”")
)
GOOD = "建立重点项目会商机制，定期研究解决用地、审批和融资问题。"


def test_the_perspective_speaks_for_the_writers_own_place():
    assert (OWN.own, OWN.my, OWN.we, OWN.focus) == ("全区", "我区", "我局", "“亩均论英雄”")


def test_a_sentence_without_particulars_is_borrowed_as_it_is():
    assert fit(GOOD, OWN, "", "any") == GOOD


def test_another_countys_we_becomes_the_writers_own():
    assert (
        generalise("全县上下形成合力，我市持续发力，我办牵头。", OWN)
        == "全区上下形成合力，我区持续发力，我局牵头。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "在桐溪县的支持下，建立了项目会商机制，定期研究问题。",
        "与恒远科技公司签订协议，建立长期合作机制和对接渠道。",
        "请张德明老板来考察，建立长期联系和定期走访的机制。",
        "2023年建立了重点项目会商机制，定期研究解决问题。",
        "其中重点项目会商机制运行良好，定期研究解决问题。",
        "我珍惜机会，建立了与企业的联系，学到了很多东西。",
        "落实《桐溪县招商引资奖励办法》，建立政策兑现机制。",
        "围绕功能膜产业建立目标企业名单，定期开展上门对接。",
        "紧盯得壹、商米等重点项目，建立健全会商协调机制。",
    ],
)
def test_what_belongs_to_somebody_else_is_not_borrowed(text):
    assert fit(text, OWN, "", "any") == ""


def test_a_trade_that_the_user_named_may_be_borrowed():
    text = "围绕光伏产业建立目标企业名单，定期开展上门对接。"
    assert fit(text, OWN, "突出光伏产业", "any") == text


def test_numbers_leave_holes_and_too_many_holes_are_refused():
    assert fit("组织48名干部到先进园区开展跟班学习，提升业务能力。", OWN, "", "any") == (
        "组织××名干部到先进园区开展跟班学习，提升业务能力。"
    )
    assert fit("新签约项目31个、总投资52亿元、到位30亿元，增长9%。", OWN, "", "any") == ""


def test_chinese_numerals_with_units_are_numbers_too():
    assert mask("选派十二名干部，盘活三百亩土地") == "选派××名干部，盘活××亩土地"


def test_a_plan_is_not_borrowed_as_done_nor_the_other_way_round():
    plan = "我们将建立重点项目会商机制，定期研究解决问题。"
    done = "我们先后建立了重点项目会商机制，有效解决了问题。"
    assert fit(plan, OWN, "", "done") == ""
    assert fit(done, OWN, "", "planned") == ""
    assert fit(plan, OWN, "", "planned") == plan
