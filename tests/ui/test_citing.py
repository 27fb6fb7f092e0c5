"""A source shows the words that were used, in their passage."""

from __future__ import annotations

from page_values import source

from assistant.answering.sources import SourceText, spans
from ui import citing


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
