from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge_base.searching import scoring
from knowledge_base.searching.scoring import Candidate
from knowledge_base.searching.wanting import Wanted, fits, wanted, year_of
from knowledge_base.types import Document, Kind, Passage, Role


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("江苏2025年实际引来多少外资", Wanted((2025,), ("江苏",), "done")),
        ("2026年打算怎么抓招商", Wanted((2026,), (), "to_do")),
        ("柳溪老政策对总部的奖励", Wanted((), ("柳溪",), "", "older")),
        ("现行办法里的奖励", Wanted((), (), "", "newest")),
        ("基金招商有什么做法", Wanted()),
        ("电话13912025555", Wanted()),
    ],
)
def test_what_a_question_says_of_its_documents(query, expected):
    found = wanted(query, ["江苏", "柳溪"])
    assert (found.years, found.places, found.aim, found.edition) == (
        expected.years,
        expected.places,
        expected.aim,
        expected.edition,
    )


def test_a_question_may_ask_for_a_rule():
    assert wanted("总部企业怎么奖").rule
    assert not wanted("基金招商有什么做法").rule


def document(title="临江县2024年工作总结", **values):
    given = {"kind": Kind.SUMMARY, "file_name": "a.txt", "text": "", "years": (2024,)}
    return Document(id="d", title=title, **(given | values))


def passage(text="正文。", path=(), role=Role.MEASURE):
    return Passage("p", "d", 0, path, text, role, 0, len(text))


REPORT = "2026年临江省政府工作报告"


@pytest.mark.parametrize(
    ("title", "years", "path", "role", "year"),
    [
        ("临江县2024年工作总结", (2024,), (), Role.RESULT, 2024),
        ("工作总结和安排", (2023, 2024), ("二、2024年工作安排", "强化驻外"), Role.PLAN, 2024),
        ("工作总结和安排", (2023, 2024), ("一、2023年工作总结",), Role.RESULT, 2023),
        (REPORT, (2026,), ("一、过去一年工作回顾",), Role.RESULT, 2025),
        (REPORT, (2026,), ("二、今年重点任务",), Role.PLAN, 2026),
        (REPORT, (2026,), ("三、结语",), Role.MEASURE, None),
        ("奖励办法", (), (), Role.CLAUSE, None),
    ],
)
def test_the_year_a_passage_speaks_of(title, years, path, role, year):
    assert year_of(document(title, years=years), passage(path=path, role=role)) == year


@pytest.mark.parametrize(
    ("query", "subject"),
    [
        ("柳溪县2024年引来了多少项目", "引来了多少项目"),
        ("2024年政府工作报告 盘活", "盘活"),
        ("柳溪现行办法 升规", "办法升规"),
    ],
)
def test_the_subject_is_a_question_without_place_year_and_edition(query, subject):
    assert "".join(wanted(query, ["柳溪"]).subject.split()) == subject


@pytest.mark.parametrize(
    ("query", "written", "other"),
    [
        ("奖几成", "按70%奖励", "奖励70万元"),
        ("签了多少个项目", "签约项目32个", "签约总额3.2亿元"),
        ("到位多少亿", "到位98.7亿元", "增长12%"),
        ("2024年地区生产总值", "增加值98.7亿元", "2024年"),
        ("一共办了多少场", "举办12场", "2024年举办"),
    ],
)
def test_the_form_of_the_figure_that_is_asked_for(query, written, other):
    figure = wanted(query).figure
    assert figure is not None
    assert figure.search(written)
    assert not figure.search(other)


def test_not_every_question_asks_for_a_figure():
    assert wanted("以商招商怎么做").figure is None


@pytest.mark.parametrize(
    ("query", "fit"),
    [
        ("柳溪2024年", True),
        ("柳溪2022年", False),
        ("临江2024年", False),
        ("以商招商", True),
    ],
)
def test_a_passage_fits_the_places_and_years_of_a_question(query, fit):
    found = document("柳溪县2024年工作总结", region="柳溪县", years=(2024,))
    assert fits(wanted(query, ["柳溪", "临江"]), found, passage()) is fit


def test_support_is_the_part_of_the_question_that_a_sentence_with_the_figure_speaks_of():
    found = document("柳溪县2024年工作总结", region="柳溪县", years=(2024,))
    concepts = {("到位", "到位资金"): 3.0, ("全年",): 1.0}

    def support(query, text):
        question = scoring.prepared(query, wanted(query, ["柳溪", "临江"]), concepts)
        return scoring.support(question, found, replace(passage(), text=text))

    assert support("柳溪全年到位多少亿", "全年到位资金98.7亿元。") == 1.0
    assert support("柳溪全年到位多少亿", "到位资金98.7亿元。全年平稳。") == 0.75
    assert support("柳溪全年到位多少亿", "全年到位资金增加。签约98.7亿元。") == 0.0
    assert support("临江全年到位多少亿", "全年到位资金98.7亿元。") == 0.0
    assert support("柳溪全年怎么抓到位", "无关的话。") == 1.0


def scores(query, *candidates, places=("江苏", "浙江")):
    question = scoring.prepared(query, wanted(query, places), {("奖励",): 1.0})
    return [scoring.score(question, candidate) for candidate in candidates]


def test_the_place_that_is_asked_for_comes_first():
    here, there = (
        Candidate(passage(), document(f"{place}省2024年工作总结", region=f"{place}省"))
        for place in ("江苏", "浙江")
    )
    first, second = scores("江苏的做法", here, there)
    assert first > second


def test_what_was_done_and_what_is_to_be_done_are_told_apart():
    done, to_do = (Candidate(passage(role=role), document()) for role in (Role.RESULT, Role.PLAN))
    assert scores("实际完成多少", done, to_do) == sorted(
        scores("实际完成多少", done, to_do), reverse=True
    )
    assert scores("下一步打算", done, to_do) == sorted(scores("下一步打算", done, to_do))


def test_the_edition_in_force_comes_first_unless_the_old_one_is_asked_for():
    old, new = Candidate(passage(), document(), newer=1), Candidate(passage(), document(), older=1)
    by_default, asked = scores("奖励标准", old, new), scores("老办法的奖励标准", old, new)
    assert by_default[0] < by_default[1]
    assert asked[0] > asked[1]


def test_a_document_marked_as_superseded_comes_after_its_equal():
    marked = Candidate(passage("奖励"), document(superseded_by="x"), keyword=1.0)
    equal = Candidate(passage("奖励"), document(), keyword=1.0)
    first, second = scores("奖励标准", equal, marked)
    assert second < first <= 1


def test_the_year_of_a_report_is_the_year_it_was_given():
    report = document(REPORT, years=(2026,))
    told = passage("新签约项目32个。", ("一、2025年工作回顾",), Role.RESULT)
    later = document("2027年临江省政府工作报告", years=(2027,))
    asked = wanted("2026年的政府工作报告总结头一年签了多少", ["临江"])
    assert asked.of_report
    assert fits(asked, report, told)
    assert not fits(asked, later, passage("2026年新签约项目40个。"))
    plain = wanted("2025年签了多少", ["临江"])
    assert not plain.of_report
    assert fits(plain, report, told)


def test_a_place_in_the_passage_alone_is_no_contradiction():
    elsewhere = document("全省先进制造业措施", region="江南省")
    about, other = (
        Candidate(passage(text), elsewhere) for text in ("青浦市给予资助。", "给予资助。")
    )
    first, second = scores("江苏 资助", *[replace(c) for c in (about, other)])
    assert first == second
    about = replace(about, passage=passage("江苏给予资助。"))
    first, second = scores("江苏 资助", about, other)
    assert first > second


def test_a_sentence_that_says_all_beats_sentences_that_say_a_part_each():
    together = Candidate(passage("组建纺织专班，推进冷链。其他。"), document())
    apart = Candidate(passage("组建纺织专班。其他事项，推进冷链。"), document())
    concepts = {("纺织",): 1.0, ("冷链",): 1.0}
    question = scoring.prepared("纺织的冷链", wanted("纺织的冷链"), concepts)
    assert scoring.score(question, together) > scoring.score(question, apart)


@pytest.mark.parametrize(
    ("query", "holding", "other"),
    [
        ("办执照最多几个小时", "4小时内办结", "2024年办结"),
        ("对方几天内要确认", "自收到之日起十五日内确认", "3月15日印发"),
        ("这个办法管几年", "有效期三年", "2023年2月8日印发"),
        ("项目哪一年投产", "2024年建成投产", "投资300万元"),
    ],
)
def test_a_figure_is_known_by_its_unit(query, holding, other):
    figure = wanted(query).figure
    assert figure.search(holding)
    assert not figure.search(other)


def test_a_county_named_in_full_counts_though_nobody_knows_it():
    asked = wanted("辉南县企业升规奖励给多少", ["柳溪"])
    assert asked.places == ("辉南",)
    assert not fits(asked, document(region="江南省柳溪县"), passage("升规奖励10万元。"))
    assert fits(asked, document("辉南县奖励办法"), passage("升规奖励10万元。"))
    assert wanted("各市县怎么做", []).places == ()
