import pytest

from assistant.briefs.perspective import perspective
from assistant.drafting.borrowing import REFUSALS, Use, fit, generalise, refusal
from assistant.lexicons import lexicon, trades_in
from assistant.types import Brief
from knowledge_base.language.blanks import mask

OWN = perspective(
    Brief("summary", organisation="望川区投资促进局", requirements="突出“亩均论英雄”")
)
ANY = Use(OWN, frozenset(), "any")
PLANNED = Use(OWN, frozenset(), "planned")
GOOD = "建立重点项目会商机制，定期研究解决用地、审批和融资问题。"


def test_the_perspective_speaks_for_the_writers_own_place():
    assert (OWN.own, OWN.my, OWN.we, OWN.focus) == ("全区", "我区", "我局", "“亩均论英雄”")


def test_a_sentence_without_particulars_is_borrowed_as_it_is():
    assert fit(GOOD, ANY) == GOOD


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
    assert fit(text, ANY) == ""


def test_a_trade_that_the_user_named_may_be_borrowed():
    text = "围绕光伏产业建立目标企业名单，定期开展上门对接。"
    assert fit(text, Use(OWN, trades_in("突出光伏产业"), "any")) == text


def test_numbers_leave_holes_and_too_many_holes_are_refused():
    assert fit("组织48名干部到先进园区开展跟班学习，提升业务能力。", ANY) == (
        "组织××名干部到先进园区开展跟班学习，提升业务能力。"
    )
    assert fit("新签约项目31个、总投资52亿元、到位30亿元，增长9%。", ANY) == ""


def test_chinese_numerals_with_units_are_numbers_too():
    assert mask("选派十二名干部，盘活三百亩土地") == "选派××名干部，盘活××亩土地"


def test_a_plan_is_not_borrowed_as_done_nor_the_other_way_round():
    plan = "我们将建立重点项目会商机制，定期研究解决问题。"
    done = "我们先后建立了重点项目会商机制，有效解决了问题。"
    assert fit(plan, Use(OWN, frozenset(), "done")) == ""
    assert fit(done, PLANNED) == ""
    assert fit(plan, PLANNED) == plan


DONE = Use(OWN, frozenset(), "done")
LACKS = Use(OWN, frozenset(), "any", lacks=True)


@pytest.mark.parametrize(
    ("rule", "use", "text"),
    [
        ("no_sentence", ANY, "建立会商机制。"),
        ("starts_late", ANY, "这些项目都建立了会商机制，定期研究解决问题。"),
        ("odd_ending", ANY, "建立重点项目会商机制，主要做法“定期研究问题。"),
        ("personal", ANY, "我建立了与企业的联系，定期上门了解生产情况。"),
        ("colloquial", ANY, "建立项目会商机制，请各部门定期上门研究问题。"),
        ("bygone", ANY, "建立重点企业复工机制，定期研究解决用工问题。"),
        ("party", ANY, "组织党员到先进园区学习，提升队伍的业务能力。"),
        ("to_others", ANY, "建议建立重点项目会商机制，定期研究解决问题。"),
        ("elsewhere", ANY, "园区已建立重点项目会商机制，定期研究问题。"),
        ("planned", DONE, "力争建立重点项目会商机制，定期研究解决问题。"),
        ("done", PLANNED, "建立了重点项目会商机制，定期研究解决问题。"),
        ("trades", ANY, "围绕生态旅游建立目标企业名单，定期上门对接。"),
        ("title", ANY, "落实《招商引资奖励办法》，建立政策兑现机制。"),
        ("named", ANY, "紧盯得壹、商米等重点项目，建立健全会商机制。"),
        ("year", ANY, "2023年建立重点项目会商机制，定期研究问题。"),
        ("company", ANY, "与恒远科技公司签订协议，建立长期合作的机制。"),
        ("person", ANY, "建立陈老板一类企业家的联系名单，定期上门走访。"),
        ("place", ANY, "在桐溪县的支持下，建立会商机制，定期研究问题。"),
        ("holes", ANY, "组织31个项目集中签约，总投资52亿元、到位30亿元。"),
        ("no_verb", ANY, "重点项目的审批时间比上季度又短，企业比较满意。"),
        ("planned", LACKS, "要正视招商力度不够的问题，研究解决的办法。"),
        ("holes", LACKS, "有3个项目用地没有解决，进度同预期相比滞后。"),
        ("no_verb", LACKS, "建立重点项目会商机制，定期研究解决问题。"),
    ],
)
def test_a_refusal_is_named(rule, use, text):
    assert refusal(text, use) == rule


def test_the_refusals_are_tried_in_their_order():
    text = "这些年我请大家围绕光伏产业，建立目标企业名单。"
    against = [name for name, refuses in REFUSALS.items() if refuses(text, ANY)]
    assert against == ["starts_late", "personal", "colloquial", "trades"]
    assert refusal(text, ANY) == against[0]


@pytest.mark.parametrize(
    "text",
    [
        "建立重点项目台账，推动签约成果转化为实际投资。",
        "邀请客商实地考察，加强对重点企业特别是龙头企业的服务。",
        "完善项目服务台账，加快资金到账，定期通报办理进度。",
        "推进标准化工作，建立统一的项目登记和会商制度。",
        "组织企业自我评估，完善项目申请材料的受理制度。",
    ],
)
def test_a_sentence_is_not_refused_for_a_part_of_a_word(text):
    assert refusal(text, ANY) == ""


def test_important_things_are_no_plans_and_balance_is_no_result():
    assert refusal("建立重要项目会商机制，主要解决用地审批问题。", DONE) == ""
    assert refusal("完善为了解企业均衡用工而设立的对接机制。", PLANNED) == ""


def test_a_problem_is_borrowed_where_problems_are_wanted():
    text = "专业招商力量不足，掌握产业政策的干部比较少。"
    assert refusal(text, LACKS) == ""
    assert refusal("以迎难而上的姿态补短板，推动项目早日开工。", LACKS) == "no_verb"


@pytest.mark.parametrize(
    ("asked", "written"),
    [("发展茶产业", "茶叶"), ("突出文旅康养", "康养"), ("做强果蔬和水产品", "水产业")],
)
def test_a_trade_has_several_ways_of_saying_it(asked, written):
    assert trades_in(written) <= trades_in(asked)
    assert not trades_in("取得丰硕成果，策划包装项目") & trades_in("果品包装材料")


def test_a_rule_of_words_is_called_like_its_list():
    own = {"no_sentence", "odd_ending", "elsewhere", "title", "named", "year", "company", "person"}
    own |= {"place", "holes", "no_verb", "trades"}
    assert all(lexicon(name).words for name in REFUSALS.keys() - own)
