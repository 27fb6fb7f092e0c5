"""What the page shows: documents' text stays text, marks lead to sources, errors are words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from assistant.answering.sources import SourceText, spans
from assistant.drafting.desk import Progress
from assistant.messages.conversation import Turn
from assistant.messages.reading import Intent
from assistant.types import (
    Answer,
    Citation,
    Draft,
    Fact,
    FactSheet,
    Finding,
    Outline,
    Paragraph,
    Section,
    SectionPlan,
    Sentence,
    Source,
)
from knowledge_base.types import Document, ImportResult, Kind, Measure, MeasureHit
from ui import citing
from ui.chat import transcript
from ui.drafting import findings, preview
from ui.library import listing
from ui.measures import cards

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}${alert(3)}`[9]"


class _Tags(HTMLParser):
    """Collects what a browser would see as markup."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.handlers: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(markup: str) -> _Tags:
    tags = _Tags()
    tags.feed(markup)
    tags.close()
    return tags


def citation(number: int = 1, text: str = "设立基金5亿元。") -> Citation:
    return Citation(number, f"d-{number}", "d", EVIL, (EVIL, "二、做法"), text)


def source(number: int = 1, text: str = "一是设立基金5亿元。", quote: str = "") -> SourceText:
    return SourceText(number, "d", f"d-{number}", "总结", ("二、做法",), text, (quote or text,))


def document(**changes: Any) -> Document:
    values: dict[str, Any] = {
        "id": "0123456789abcdef",
        "title": "云溪县2024年总结",
        "kind": Kind.SUMMARY,
        "file_name": "总结.docx",
        "text": "一、情况\n全年签约42个。",
        "year": 2024,
        "region": "云溪县",
        "passage_count": 3,
    }
    return Document(**{**values, **changes})


def draft(text: str = "全年签约42个。", kind: str = "summary") -> Draft:
    sentences = (
        Sentence(text, Source("fact", ("f1",))),
        Sentence("建立××个专班。", Source("passage", ("d-1",))),
        Sentence("各项工作有序推进。"),
    )
    return Draft(
        kind=kind,
        title=text,
        organisation=text,
        recipient=text,
        speaker=text,
        date=text,
        sections=(Section(text, 1, (Paragraph(sentences, lead=text),), "result"),),
        facts=FactSheet((Fact("f1", text),)),
        sources=(citation(1, "建立6个专班。"),),
        findings=(Finding("placeholder", text, text),),
    )


def turn(**changes: Any) -> Turn:
    values: dict[str, Any] = {"number": 3, "question": "问题", "intent": Intent.ASK}
    return Turn(**{**values, "state": "done", **changes})


def hit(text: str) -> MeasureHit:
    measure = Measure("m", "d-1", "d", text, text, text)
    return MeasureHit(1.0, measure, document(title=text, region=text), similar_count=2)


EVERYTHING = {
    "answer": lambda: transcript.answer(
        Answer(True, f"**《{EVIL}》**\n- {EVIL}[1]\n{EVIL}", (citation(),)), 1
    ),
    "sources": lambda: citing.sources([(1, EVIL, [source(text=EVIL, quote=EVIL)])]),
    "measures": lambda: cards.measures([(EVIL, [hit(EVIL)])], 1),
    "draft": lambda: preview.draft(draft(EVIL), 1) + findings.findings(draft(EVIL).findings),
    "speech": lambda: preview.draft(draft(EVIL, "speech"), 1),
    "recent": lambda: preview.recent([(draft(EVIL), datetime(2026, 1, 2, 3, 4))]),
    "outline": lambda: preview.outline_editor(
        Outline("summary", EVIL, (SectionPlan(EVIL, 1, EVIL, 300, EVIL),)), EVIL
    ),
    "documents": lambda: listing.documents(
        [document(title=EVIL, region=EVIL, file_name=EVIL, notes=(EVIL,))], filtered=False
    ),
    "document": lambda: listing.document(
        document(title=EVIL, text=EVIL, organisation=EVIL, speaker=EVIL, date=EVIL), [EVIL], (0, 30)
    ),
    "report": lambda: listing.report(
        [ImportResult(EVIL, "failed", reason=EVIL), ImportResult(EVIL, "imported", document())]
    ),
    "question": lambda: transcript.conversation([turn(question=EVIL, error=EVIL)]),
    "note": lambda: transcript.turn(turn(answer=Answer(True, EVIL, (), "", note=EVIL))),
    "progress": lambda: transcript.turn(
        turn(state="running", progress=Progress(draft(EVIL), 0, 1, EVIL))
    ),
}


@pytest.mark.parametrize("part", EVERYTHING)
def test_text_of_documents_and_people_never_becomes_markup(part: str) -> None:
    markup = EVERYTHING[part]()
    tags = parsed(markup)
    assert not tags.names & {"script", "img", "iframe", "object", "style"}
    assert tags.handlers == []
    assert "alert(1)" in markup  # it is shown, as text


def test_a_mark_with_a_source_is_a_button_and_one_without_stays_text() -> None:
    markup = transcript.answer(Answer(True, "设立基金[1]。另据[2]", (citation(),)), 7)
    assert 'data-turn="7" data-number="1"' in markup
    assert markup.count('class="cite"') == 1
    assert "另据[2]" in markup


def test_asterisks_of_a_masked_document_are_shown_as_they_are() -> None:
    markup = transcript.answer(Answer(True, "- 引进**公司和**集团[1]", (citation(),)), 1)
    assert "引进**公司和**集团" in markup


def test_quoted_words_are_marked_in_the_whole_passage() -> None:
    card = citing.source(source(text="前文。设立基金5亿元。后文。", quote="设立基金5亿元。"))
    assert "前文。<mark>设立基金5亿元。</mark>后文。" in card


def test_a_quote_is_found_though_white_space_differs() -> None:
    text = "设立\n基金 5亿元"
    assert [text[a:b] for a, b in spans(text, ["设立基金5亿元"])] == [text]


def test_a_changed_sentence_is_found_by_its_pieces() -> None:
    text = "我县推荐项目12个进入尽调，县里暂时没有基金。"
    found = [text[a:b] for a, b in spans(text, ["推荐项目××个进入尽调，县里暂时没有基金。"])]
    assert found == ["县里暂时没有基金"]


def test_overlapping_quotes_are_marked_once() -> None:
    assert spans("一二三四五六七八九十", ["一二三四五六", "四五六七八九"]) == [(0, 9)]


def test_the_panel_shows_the_last_answer_and_keeps_the_earlier_ones() -> None:
    panel = citing.sources([(1, "甲", [source()]), (2, "乙", [])])
    first, second = panel.split("<section")[1:]
    assert "hidden" in first.split(">")[0]
    assert "hidden" not in second.split(">")[0]
    assert 'data-number="1"' in first


def test_a_removed_document_is_said_to_be_gone() -> None:
    gone = SourceText(1, "d", "d-1", "总结", (), "引用时的原文", (), gone=True)
    card = citing.source(gone)
    assert "已从资料库移除" in card
    assert "data-document" not in card


def test_a_draft_shows_what_is_borrowed_what_is_given_and_what_is_to_be_filled_in() -> None:
    page = preview.draft(draft("全年签约42个。"), 1)
    assert 'class="borrowed"' in page
    assert 'title="事实：全年签约42个。"' in page
    assert 'title="待填写">××</b>个专班' in page
    assert page.count('class="cite"') == 1


def test_what_the_person_rewrote_is_neither_a_fact_nor_borrowed() -> None:
    edited = Sentence("组建专班12个。", Source("edited", ("p1",)))
    value = replace(draft(), sections=(Section("做法", 1, (Paragraph((edited,)),)),))
    page = preview.draft(value, 1)
    assert '<span title="用户改写">组建专班12个。</span>' in page
    assert preview.legend(value) == ""


def test_the_legend_names_only_what_occurs() -> None:
    whole = preview.legend(draft())
    assert "借鉴自往年材料" in whole
    assert "待填写" in whole
    assert preview.legend(Draft("summary", "题", "", "", "", "", ())) == ""


def test_an_outline_row_remembers_its_section() -> None:
    plan = Outline("summary", "题", (SectionPlan("主要做法", 1, "measure", 612),))
    editor = preview.outline_editor(plan, "x")
    assert 'data-index="0"' in editor
    assert 'value="主要做法"' in editor
    assert 'value="610"' in editor


def test_a_passage_is_marked_across_the_lines_of_its_document() -> None:
    text = "一、情况\n签约42个。\n开工30个。\n完。"
    start, end = text.index("42"), text.index("个。\n完")
    page = listing.document(document(text=text), ["一、情况"], (start, end))
    assert '<p class="heading">一、情况</p>' in page
    assert "<p>签约<mark>42个。</mark></p><p><mark>开工30</mark>个。</p>" in page


def test_an_empty_library_says_what_to_do_and_an_empty_filter_says_so() -> None:
    assert "导入" in listing.documents([], filtered=False)
    assert "没有符合条件" in listing.documents([], filtered=True)


def test_a_long_library_shows_its_first_rows_and_says_so() -> None:
    many = [document(id=f"{number:016x}") for number in range(listing.SHOWN + 5)]
    page = listing.documents(many, filtered=False)
    assert page.count("<tr data-document") == listing.SHOWN
    assert f"共 {listing.SHOWN + 5} 个文件" in page


def test_a_report_counts_and_gives_reasons() -> None:
    results = [
        ImportResult("甲.docx", "imported", document()),
        ImportResult("乙.docx", "unchanged", document()),
        ImportResult("丙.pdf", "failed", reason="《丙.pdf》是扫描件"),
    ]
    page = parsed(listing.report(results)).text
    assert "新导入 1 个，已有 1 个，失败 1 个" in page
    assert "是扫描件" in page


def test_a_stopped_answer_keeps_what_there_is_and_says_so() -> None:
    page = transcript.turn(turn(state="stopped", answer=Answer(True, "设立基金。", ())))
    assert "设立基金" in page
    assert "已停止" in page


def test_a_draft_without_facts_asks_for_them() -> None:
    bare = Draft("summary", "题", "", "", "", "", ())
    assert "没有提供事实" in preview.finished(bare, 1)


def test_measures_stand_side_by_side_with_their_results():
    document = Document("d", "县2024年总结", Kind.SUMMARY, "a.txt", "", year=2024, region="临江县")
    text = "设立子基金。投资项目3个。"
    measure = Measure("m", "d-1", "d", "基金<招商>", text, "基金招商", "投资项目3个。")
    table = cards.comparison([MeasureHit(1.0, measure, document)], turn=0)
    cells = re.findall("<td[^>]*>(.*?)</td>", table)
    assert [re.sub("<[^>]+>", "", cell) for cell in cells] == [
        "临江县",
        "2024年",
        "基金&lt;招商&gt;",
        "设立子基金。",
        "投资项目3个。",
        "县2024年总结",
    ]
