"""No traceback reaches a person, whatever happens."""

from __future__ import annotations

from assistant.cli import library


def test_what_nobody_foresaw_ends_in_a_sentence_and_in_the_log(command, tmp_path, monkeypatch):
    monkeypatch.setattr(library, "opened_library", lambda: 1 / 0)
    status, out, err = command("library")
    assert (status, out, "程序出错了" in err) == (1, "", True)
    assert "Traceback" not in err
    assert "ZeroDivisionError" in (tmp_path / "home" / "zhaoshang.log").read_text("utf-8")
