import pytest

from knowledge_base.types import Block, Kind, Role
from knowledge_base.understanding import measures, passages, structure
from knowledge_base.understanding.measures import result_of

SENTENCE = "围绕主导产业梳理上下游环节，逐户建立跟踪台账，定人定期对接，提高招引的精准度。"


def split(*texts, kind=Kind.SUMMARY):
    lines = structure.parse([Block(text) for text in texts])
    text, found = passages.split("d", lines, kind)
    return text, found, measures.extract(lines, found, kind)


def test_a_passage_is_a_span_of_the_stored_text():
    text, found, _ = split("一、做法", SENTENCE * 12, "短段落一句话。", SENTENCE)
    assert found
    assert all(text[p.start : p.end] == p.text for p in found)


def test_long_paragraphs_are_cut_between_sentences():
    _, found, _ = split("一、做法", SENTENCE * 20)
    assert len(found) > 1
    assert all(len(p.text) <= 320 and p.text.endswith("。") for p in found)


def test_no_text_is_lost_between_passages():
    text, found, _ = split("一、做法", SENTENCE * 20, SENTENCE)
    body = "".join(text.split("\n")[1:])
    assert "".join(p.text.replace("\n", "") for p in found) == body


def test_a_short_tail_joins_its_neighbour():
    _, found, _ = split("一、做法", SENTENCE, "要抓好落实。")
    assert len(found) == 1


def test_roles_follow_the_headings():
    _, found, _ = split(
        "开头一段，说明背景和总体情况，现将有关情况报告如下，请予审阅指正为盼。",
        "一、指标完成情况",
        SENTENCE,
        "二、主要做法",
        SENTENCE,
        "三、存在的问题",
        SENTENCE,
        "四、下步打算",
        SENTENCE,
    )
    assert [p.role for p in found] == [
        Role.OPENING,
        Role.RESULT,
        Role.MEASURE,
        Role.PROBLEM,
        Role.PLAN,
    ]


def test_articles_are_clauses():
    _, found, _ = split("第一条 " + SENTENCE, "第二条 " + SENTENCE, kind=Kind.POLICY)
    assert {p.role for p in found} == {Role.CLAUSE}


def test_measures_have_name_text_and_category():
    _, found, extracted = split(
        "二、主要做法",
        f"一是以商招商。{SENTENCE}二是乡情招商。{SENTENCE}三是基金招商。{SENTENCE}",
    )
    assert [(m.name, m.category) for m in extracted] == [
        ("以商招商", "以商招商"),
        ("乡情招商", "乡情招商"),
        ("基金招商", "基金招商"),
    ]
    assert extracted[1].text == "二是乡情招商。" + SENTENCE
    assert {m.passage_id for m in extracted} <= {p.id for p in found}


def test_problems_are_no_measures():
    _, _, extracted = split(
        "三、存在的问题", f"一是招大引强不足。{SENTENCE}二是方式单一。{SENTENCE}"
    )
    assert extracted == []


def test_there_are_at_least_sixteen_categories_and_each_is_found_by_its_name():
    names = list(measures.categories())
    assert len(names) >= 16
    assert all(measures.category_of(name, "") == name for name in names)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("一是强化调度。每月召开会议。全年开工项目23个。", "全年开工项目23个。"),
        ("组织外出招商86批次，拜访企业312家。", "组织外出招商86批次，拜访企业312家。"),
        ("力争新签约项目70个以上。", ""),
        ("每季度选派干部3名到园区学习。", ""),
        ("走访存量企业，建立企业诉求台账。", ""),
    ],
)
def test_a_result_is_a_sentence_that_states_one(text, result):
    assert result_of(text) == result
