"""Five real documents of the genre, read from end to end; what they should give was counted by hand.

Measures were counted by reading: every named thing to be done or done, problems and what
somebody gained for himself left out.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from shared import folder

from knowledge_base.types import Kind, Role
from knowledge_base.understanding.importing import understand


@cache
def seed(number: str):
    (path,) = folder("seeds").glob(f"{number}_*.txt")
    return understand(number.rjust(16, "0"), path)


def paths(number: str) -> set[str]:
    return {" > ".join(passage.heading_path) for passage in seed(number)[1]}


def names(number: str) -> list[str]:
    return [measure.name for measure in seed(number)[2]]


@pytest.mark.parametrize(
    ("number", "title", "kind", "years", "measures"),
    [
        ("000", "2023年招商局挂职工作汇报", Kind.SECONDMENT, (2023,), 7),
        ("001", "招商中心2023年工作总结和2024年工作安排", Kind.SUMMARY, (2023, 2024), 23),
        (
            "002",
            "在2024年上半年招商引资工作总结暨下半年工作安排部署会议上的讲话",
            Kind.SPEECH,
            (2024,),
            9,
        ),
        ("003", "全区招商引资工作总结", Kind.SUMMARY, (), 10),
        ("004", "2023年对招商工作中的几点认识", Kind.OTHER, (2023,), 4),
    ],
)
def test_titles_kinds_years_and_the_number_of_measures(number, title, kind, years, measures):
    document, _, found = seed(number)
    assert (document.title, document.kind, document.years) == (title, kind, years)
    assert abs(len(found) - measures) <= 1


@pytest.mark.parametrize(
    ("number", "path"),
    [
        ("000", "一、跟学感悟 > 二是招商引资是助推发展的强引擎"),
        ("000", "二、跟学收获 > （三）持续提升自我，不断明确方向"),
        ("001", "一、2023年工作总结 > （三）存在的主要问题 > 二是项目推进不快"),
        ("001", "二、2024年工作安排 > 强化驻外管理"),
        ("002", "三、以“能落地、高质量、可持续”的心态，抓牢招商引资"),
        ("003", "二、招商引资工作成效"),
        ("003", "四、下步工作计划"),
        ("004", "二、我们的建议 > （二）通过用心招商来挖掘商源"),
    ],
)
def test_heading_paths(number, path):
    assert path in paths(number)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("000", "狠抓重大项目攻坚"),
        ("001", "坚持顶格推进"),
        ("001", "擂台比武推介"),
        ("001", "乡情招商"),
        ("001", "建立招商对接平台"),
        ("002", "突出节点"),
        ("003", "坚持以商招商见实效"),
    ],
)
def test_measures_are_cut_out_by_name(number, name):
    assert names(number).count(name) == 1


def test_one_measure_does_not_swallow_its_neighbours():
    measures = {measure.name: measure.text for measure in seed("001")[2]}
    assert "擂台比武" not in measures["生产一线实训"]
    assert "乡情招商" not in measures["以商招商"]
    assert "招商对接平台" not in measures["结对合作招商"]


def test_results_and_plans_are_told_apart():
    roles = {measure.name: measure.result for measure in seed("001")[2]}
    assert "拜访企业" in roles["坚持顶格推进"]
    assert roles["乡情招商"] == roles["以商招商"] == ""
    by_path = {passage.heading_path[-1:]: passage.role for passage in seed("001")[1]}
    assert by_path[("四是招商方式单一",)] is Role.PROBLEM
    assert by_path[("强攻招大引强",)] is Role.PLAN


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_nothing_that_a_site_put_around_the_text_is_left(number):
    text = seed(number)[0].text
    assert not re.search("paidbegin|上一篇|会员分享|珍藏版|ID:|收藏|下载文档|第6页|[*Xx]{2}", text)
    assert not re.search(r"\d、(?:项目少|神状态|企业构建|行招商|引资队伍|重挖掘)", text)


def test_pages_cut_in_the_middle_of_a_sentence_are_whole_again():
    text = seed("002")[0].text
    for words in ("新签约项目少", "在精神状态上找差距", "与企业构建良好的关系"):
        assert words in text


def test_masks_become_one_placeholder():
    text = seed("001")[0].text
    assert "*" not in text
    assert "××亿元" in text
    assert "协议总投资××亿元" in seed("003")[0].text
    assert "同比增××%" in seed("003")[0].text


def test_garbled_words_are_noticed_in_the_one_document_that_has_them():
    reusable = {number: seed(number)[0].reusable for number in ("000", "001", "002", "003", "004")}
    assert reusable == {"000": True, "001": True, "002": True, "003": True, "004": False}
    assert any("改写" in note for note in seed("004")[0].notes)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_passages_are_spans_of_the_text_and_cover_it(number):
    document, passages, _ = seed(number)
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
    covered = "".join(passage.text for passage in passages)
    headings = {heading for passage in passages for heading in passage.heading_path}
    for line in document.text.split("\n"):
        assert line.strip() in covered.replace("\n", "") or line.rstrip("。：") in headings
