"""An answer's marks lead to sources; what was stopped says so."""

from __future__ import annotations

from page_values import citation, turn

from assistant.types import Answer
from ui.chat import transcript


def test_a_mark_with_a_source_is_a_button_and_one_without_stays_text() -> None:
    markup = transcript.answer(Answer(True, "设立基金[1]。另据[2]", (citation(),)), 7)
    assert 'data-turn="7" data-number="1"' in markup
    assert markup.count('class="cite"') == 1
    assert "另据[2]" in markup


def test_asterisks_of_a_masked_document_are_shown_as_they_are() -> None:
    markup = transcript.answer(Answer(True, "- 引进**公司和**集团[1]", (citation(),)), 1)
    assert "引进**公司和**集团" in markup


def test_a_stopped_answer_keeps_what_there_is_and_says_so() -> None:
    page = transcript.turn(turn(state="stopped", answer=Answer(True, "设立基金。", ())))
    assert "设立基金" in page
    assert "已停止" in page
