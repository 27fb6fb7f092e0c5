"""Whatever is asked in whatever order: no fact lost unnoticed, no number made up, no version lost."""

from __future__ import annotations

import os
from dataclasses import replace
from types import SimpleNamespace

import pytest
from drafts import FACTS, written
from fakes import TinyEmbeddings
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.drafting.desk import Desk
from assistant.drafting.extractive import ExtractiveWriter
from assistant.errors import AssistantError
from assistant.messages.conversation import carry_out
from assistant.messages.reading import read_revision
from assistant.revising.request import Redo, Undo
from assistant.workspace import Workspace
from knowledge_base.language.quantities import quantities, same


@pytest.fixture(scope="module")
def made(shared_library):
    table = {"requirements": "突出专班招商", "length": [600, 900], "date": "2025年12月1日"}
    brief, draft = written(shared_library, recipient="区政府", **table)
    return draft, Desk(brief, shared_library, ExtractiveWriter())


PLACE = st.sampled_from(
    [
        "",
        "全文",
        "第一部分",
        "第二部分",
        "第三部分",
        "第四部分第二段",
        "第二部分最后一段",
        "开头",
        "结尾",
        "最后一句",
    ]
)
DOING = st.sampled_from(
    [
        "精简一点",
        "压缩到300字",
        "展开写",
        "删掉",
        "换一种写法",
        "确认",
        "重写",
        "加一段宣传推介",
        "第一句删掉",
    ]
)
WHOLE = st.sampled_from(
    [
        "到位内资改成99.1亿元",
        "62改成64",
        "换一种开头",
        "日期改成2025年12月20日",
        "单位改成云溪区商务局",
        "第三部分放到第二部分前面",
        "第二部分和第三部分合并",
        "把第一部分和第二部分对调",
        "第二部分第一段放到最后",
        "加一句：全年外出招商36次",
        "第一部分第一段改成：走访企业23家",
        "结尾加一句：特此报告",
        "把“招商”改成“引资”",
        "撤销",
        "重做",
    ]
)
GIVEN = quantities("2025年12月20日 99.1亿元 64个 36次 23家")
MESSAGES = st.one_of(st.builds("{}{}".format, PLACE, DOING), WHOLE, st.text(max_size=12))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(messages=st.lists(MESSAGES, min_size=1, max_size=7))
def test_no_sequence_of_requests_loses_or_invents(shared_library, tmp_path_factory, made, messages):
    library = SimpleNamespace(drafts_folder=tmp_path_factory.mktemp("drafts"), model="")
    assistant = Assistant(library, shared_library, TinyEmbeddings())
    draft = made[0]
    assistant.workspace.save(draft)
    past, future = [], []
    for message in messages:
        try:
            change = read_revision(message, draft)
            new = carry_out(assistant, draft.id, change).draft
        except AssistantError:
            assert assistant.workspace.load(draft.id) == draft
            continue
        if isinstance(change, Undo):
            assert new == past.pop()
            future.append(draft)
        elif isinstance(change, Redo):
            assert new == future.pop()
            past.append(draft)
        else:
            past, future = [*past, draft], []
        draft = new
        assert assistant.workspace.load(draft.id) == draft
        body = "".join(s.text for section in draft.sections for s in section.sentences)
        known = [q for fact in FACTS for q in quantities(fact)] + GIVEN
        assert [q.text for q in quantities(body) if not any(same(q, k) for k in known)] == []
        told = {ref for x in draft.sections for s in x.sentences for ref in s.source.refs}
        unused = " ".join(f.message for f in draft.findings if f.kind == "unused_fact")
        assert all(f.id in told or f.text in unused for f in draft.facts.facts)


@pytest.mark.parametrize("failing", [1, 2])
@pytest.mark.parametrize("step", ["revise", "undo", "redo"])
def test_a_crash_between_writes_loses_no_version(made, tmp_path, monkeypatch, failing, step):
    first, second, third, fourth = (replace(made[0], title=f"第{n}稿") for n in range(4))
    workspace = Workspace(tmp_path)
    workspace.save(first)
    workspace.revise(second)
    workspace.revise(third)
    workspace.undo(first.id)
    calls, real = [], os.replace

    def crashing(source, target):
        calls.append(target)
        if len(calls) == failing:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", crashing)
    with pytest.raises(AssistantError, match="不能保存"):
        workspace.revise(fourth) if step == "revise" else getattr(workspace, step)(first.id)
    monkeypatch.undo()
    assert workspace.load(first.id) == second
    assert (workspace.version(first.id), workspace.before(first.id)) == (2, first)
    assert workspace.redo(first.id) == third
    assert workspace.undo(first.id) == second
    assert workspace.undo(first.id) == first
