"""A draft shows what is given, borrowed and missing; its outline remembers its sections."""

from __future__ import annotations

from dataclasses import replace

import gradio as gr
import pytest
from page_values import draft

from assistant.assistant import Assistant
from assistant.drafts import Draft, Paragraph, Section, Sentence, Source
from assistant.settings import Settings
from assistant.types import Outline, SectionPlan
from assistant.workspace import Workspace
from ui.drafting import preview
from ui.drafting.tab import _Handlers
from ui.hosts import Hosts
from ui.visitors import Visitors

ID = "0123456789ab"


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


@pytest.mark.parametrize("content", [b"{", b"", b"[" * 100_000, b'{"kind": 1}', None])
def test_a_damaged_draft_is_named_beside_the_others(tmp_path, content) -> None:
    workspace = Workspace(tmp_path / "drafts")
    workspace.save(replace(draft(), id=ID))
    bad = tmp_path / "drafts" / "abcdef123456.json"
    bad.mkdir() if content is None else bad.write_bytes(content)
    visitors = Visitors(Assistant(Settings(tmp_path), None, None), Hosts("127.0.0.1"))
    shown = _Handlers(None, visitors).list_recent(gr.Request())
    assert f'data-draft="{ID}"' in shown
    assert "文稿 abcdef123456 的文件打不开" in shown
    assert 'data-draft="abcdef123456"' not in shown


def test_an_outline_row_remembers_its_section() -> None:
    plan = Outline("summary", "题", (SectionPlan("主要做法", 1, "measure", 612),))
    editor = preview.outline_editor(plan, "x")
    assert 'data-index="0"' in editor
    assert 'value="主要做法"' in editor
    assert 'value="610"' in editor


def test_a_draft_without_facts_asks_for_them() -> None:
    bare = Draft("summary", "题", "", "", "", "", ())
    assert "没有提供事实" in preview.finished(bare, 1)


def test_the_button_stands_beside_the_download_of_a_kept_draft():
    markup = preview.download(ID)
    assert f'data-pages="drafts/{ID}/pages"' in markup
    assert 'aria-expanded="false"' in markup
    assert preview.download("") == ""
