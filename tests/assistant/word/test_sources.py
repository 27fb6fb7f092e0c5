"""The last page lists what the draft rests on."""

from word_files import FILLED, draft, opened, texts

from assistant.drafts import Sentence, Source
from assistant.types import Citation, Fact, FactSheet
from assistant.word import ExportOptions

WITH_SOURCES = ExportOptions(sources_page=True)


def page(value, options=WITH_SOURCES):
    """The lines of the page of sources."""
    lines = [line for line in texts(value, options) if line]
    return lines[lines.index("资料来源") :] if "资料来源" in lines else []


def test_there_is_no_such_page_unless_asked_for():
    assert page(FILLED, ExportOptions()) == []
    assert page(FILLED, ExportOptions(clean=True)) == []
    assert page(FILLED, ExportOptions(clean=True, sources_page=True)) == page(FILLED)


def test_facts_come_with_their_origin_and_documents_with_their_headings():
    assert page(FILLED) == [
        "资料来源",
        "本页供核对用，不是正文。",
        "依据的事实",
        "1. 签约项目52个（“主要指标”表 B3）",
        "借鉴的往年材料",
        "1. 《2023年总结》二、做法",
    ]


def test_it_starts_a_page_and_shows_in_the_outline():
    (title,) = (p for p in opened(FILLED, WITH_SOURCES).paragraphs if p.text == "资料来源")
    assert title.paragraph_format.page_break_before
    assert title.style.element.pPr.xpath("string(w:outlineLvl/@w:val)") == "0"


def test_only_what_was_used_is_listed_each_document_once():
    facts = FactSheet((Fact("f1", "甲"), Fact("f2", "乙"), Fact("f3", "丙")))
    citations = tuple(
        Citation(n, f"p{n}", f"d{n % 2}", f"总结{n % 2}", ("二、做法", f"（{n}）"), "引文")
        for n in range(1, 5)
    )
    value = draft(
        Sentence("一。", Source("fact", ("f3", "f1"))),
        Sentence("二。", Source("fact", ("f1",))),
        Sentence("三。", Source("passage", ("p3", "p2"))),
        Sentence("四。", Source("passage", ("p1",))),
        facts=facts,
        sources=citations,
    )
    assert page(value)[2:] == [
        "依据的事实",
        "1. 丙",
        "2. 甲",
        "借鉴的往年材料",
        "1. 《总结1》二、做法 > （3）；二、做法 > （1）",
        "2. 《总结0》二、做法 > （2）",
    ]


def test_a_source_that_the_draft_does_not_carry_is_named():
    value = draft(
        Sentence("一。", Source("fact", ("f9",))), Sentence("二。", Source("passage", ("p9",)))
    )
    assert [line for line in page(value) if "请核对" in line] == [
        "1. f9（文稿未附这一来源，请核对）",
        "1. p9（文稿未附这一来源，请核对）",
    ]


def test_a_draft_without_sources_gets_no_page():
    assert page(draft(Sentence("承上启下。"))) == []
