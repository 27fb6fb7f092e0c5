import pytest

from knowledge_base.language.clauses import sentences
from knowledge_base.language.labels import label_of, without_label
from knowledge_base.types import Block
from knowledge_base.understanding.items import items
from knowledge_base.understanding.structure import lead_of, parse

LONG = "围绕主导产业梳理上下游环节，逐户建立跟踪台账，定人定期对接，提高招引的精准度和成功率，力争项目早日落地。"


def paths(*texts):
    return [line.path for line in parse([Block(text) for text in texts]) if not line.heading]


def test_headings_nest_by_their_labels():
    assert paths(
        "一、主要做法", "（一）专班招商", LONG, "（二）基金招商", LONG, "二、问题", LONG
    ) == [
        ("一、主要做法", "（一）专班招商"),
        ("一、主要做法", "（二）基金招商"),
        ("二、问题",),
    ]


def test_a_heading_with_nothing_below_it_is_text():
    assert paths(
        "一、暂缓办理的事项",
        "（一）暂缓年度检查。",
        "（二）暂缓现场办理。",
        "二、其他",
        LONG,
        "附件",
    ) == [("一、暂缓办理的事项",), ("一、暂缓办理的事项",), ("二、其他",), ("二、其他",)]


def test_a_document_of_its_title_alone_has_no_lines():
    assert parse([]) == []


def test_headings_that_the_file_marks_need_no_label():
    blocks = [Block("主要做法", level=1), Block("专班招商", level=2), Block(LONG)]
    assert [line.path for line in parse(blocks)][-1] == ("主要做法", "专班招商")


def test_a_run_in_heading_names_its_paragraph():
    assert paths("一、主要做法", "（一）建强专班。" + LONG) == [("一、主要做法", "（一）建强专班")]


def test_an_unlabelled_run_in_heading_names_its_paragraph():
    assert paths("一、主要做法", "完善机制，提升效率。" + LONG) == [
        ("一、主要做法", "完善机制，提升效率")
    ]


def test_a_sentence_about_somebody_is_no_heading():
    assert paths("一、主要做法", "今年完成了任务。" + LONG) == [("一、主要做法",)]


def test_headings_inside_one_long_paragraph_are_found():
    text = f"下面讲两点意见。一、抓实招商引资。{LONG}二、抓细项目落地。{LONG}"
    assert paths(text) == [(), ("一、抓实招商引资",), ("二、抓细项目落地",)]


def test_articles_of_a_regulation_are_headings():
    assert paths(
        "第一章 总则", "第一条 为了促进投资，制定本办法。", "第二条 本办法适用于本县。"
    ) == [
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
    ]


def test_a_mention_of_an_article_is_no_heading():
    assert paths("第三条规定的奖励，按年度兑现，不重复享受。") == [()]


def test_a_table_keeps_its_header_in_the_path():
    blocks = [Block("指标 | 任务", table=True), Block("签约 | 30", table=True), Block(LONG)]
    lines = parse(blocks)
    assert lines[1].path == ("指标 | 任务",)
    assert lines[2].path == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("一、成效", (1, "一、")),
        ("（二）问题", (2, "（二）")),
        ("3.措施", (3, "3.")),
        ("3.5亿元", (0, "")),
    ],
)
def test_labels_have_their_level(text, label):
    assert label_of(text) == label


def test_items_of_a_list_do_not_swallow_their_neighbours():
    text = "抓好招商。一是以商招商。走访存量企业。二是乡情招商。联系在外老乡，听取建议。三是基金招商。设立子基金。"
    found = items(text)
    assert [item.name for item in found] == ["以商招商", "乡情招商", "基金招商"]
    assert text[found[1].start : found[1].end] == "二是乡情招商。联系在外老乡，听取建议。"


def test_short_naming_sentences_open_items():
    text = f"完善机制。坚持顶格推进。{LONG}紧盯线索项目。{LONG}"
    assert [item.name for item in items(text)] == ["坚持顶格推进", "紧盯线索项目"]


def test_an_item_name_is_bare_of_labels():
    assert without_label("（三）一是做优服务。") == "做优服务"


def test_a_lead_needs_a_text_to_lead():
    assert lead_of("强化调度。") == ""


def test_sentence_spans_cover_the_text_and_keep_closing_quotes():
    text = "他说：“抓落实。”会议结束。"
    assert [text[a:b] for a, b in sentences(text)] == ["他说：“抓落实。”", "会议结束。"]
