"""The library as a table, a document with its marked place, and the report of an import."""

from __future__ import annotations

from page_values import document, parsed

from knowledge_base.types import ImportResult
from ui.library import listing


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
