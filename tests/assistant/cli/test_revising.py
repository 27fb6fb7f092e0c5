"""The list of stored drafts, some of which cannot be read."""

from __future__ import annotations

import json
import sys

import pytest
from word_files import FILLED

from assistant import cli
from assistant.workspace import Workspace


@pytest.mark.parametrize("content", [b"{", b"", b"[" * 100_000, b'{"kind": 1}', b"\xff", None])
def test_a_damaged_draft_is_named_and_hides_no_other(tmp_path, monkeypatch, capsys, content):
    monkeypatch.setenv("ZHAOSHANG_HOME", str(tmp_path))
    Workspace(tmp_path / "drafts").save(FILLED)
    for name in ("abcdef123456.json", "笔记.json"):
        bad = tmp_path / "drafts" / name
        bad.mkdir() if content is None else bad.write_bytes(content)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["zhaoshang", "drafts", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert not ended.value.code
        return capsys.readouterr()

    plain = run()
    assert FILLED.title in plain.out
    assert len(plain.out.splitlines()) == 1
    assert len(plain.err.splitlines()) == 2
    assert "把数据文件夹里的 abcdef123456.json 移走" in plain.err
    found = json.loads(run("--json").out)
    assert [row["id"] for row in found["drafts"]] == [FILLED.id]
    assert {row["id"] for row in found["damaged"]} == {"abcdef123456", "笔记"}


def test_a_draft_removed_meanwhile_is_nothing_to_speak_of(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZHAOSHANG_HOME", str(tmp_path))
    Workspace(tmp_path / "drafts").save(FILLED)
    listed = iter([["abcdef123456", FILLED.id]])
    real = Workspace.ids
    monkeypatch.setattr(Workspace, "ids", lambda self: next(listed, None) or real(self))
    monkeypatch.setattr(sys, "argv", ["zhaoshang", "drafts"])
    with pytest.raises(SystemExit):
        cli.main()
    captured = capsys.readouterr()
    assert FILLED.title in captured.out
    assert captured.err == ""
