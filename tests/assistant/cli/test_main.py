"""No traceback reaches a person, whatever happens."""

from __future__ import annotations

import sys

import pytest

from assistant import cli
from assistant.cli import library


def test_what_nobody_foresaw_ends_in_a_sentence_and_in_the_log(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZHAOSHANG_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["zhaoshang", "library"])
    monkeypatch.setattr(library, "opened_library", lambda: 1 / 0)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr().err
    assert (ended.value.code, "程序出错了" in said) == (1, True)
    assert "Traceback" not in said
    assert "ZeroDivisionError" in (tmp_path / "zhaoshang.log").read_text("utf-8")
