"""The list of stored drafts, some of which cannot be read."""

from __future__ import annotations

import json

import pytest
from word_files import FILLED

from assistant.workspace import Workspace


@pytest.mark.parametrize("content", [b"{", b"", b"[" * 100_000, b'{"kind": 1}', b"\xff", None])
def test_a_damaged_draft_is_named_and_hides_no_other(command, tmp_path, content):
    folder = tmp_path / "home" / "drafts"
    Workspace(folder).save(FILLED)
    for name in ("abcdef123456.json", "笔记.json"):
        bad = folder / name
        bad.mkdir() if content is None else bad.write_bytes(content)

    status, out, err = command("drafts")
    assert status == 0
    assert FILLED.title in out
    assert (len(out.splitlines()), len(err.splitlines())) == (1, 2)
    assert "把数据文件夹里的 abcdef123456.json 移走" in err
    found = json.loads(command("drafts", "--json")[1])
    assert [row["id"] for row in found["drafts"]] == [FILLED.id]
    assert {row["id"] for row in found["damaged"]} == {"abcdef123456", "笔记"}


def test_a_draft_removed_meanwhile_is_nothing_to_speak_of(command, tmp_path, monkeypatch):
    Workspace(tmp_path / "home" / "drafts").save(FILLED)
    listed = iter([["abcdef123456", FILLED.id]])
    real = Workspace.ids
    monkeypatch.setattr(Workspace, "ids", lambda self: next(listed, None) or real(self))
    _, out, err = command("drafts")
    assert FILLED.title in out
    assert err == ""
