"""The command, run in this process on a data folder of its own."""

from __future__ import annotations

import io
import sys

import pytest

from assistant import cli


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Runs `zhaoshang` with some arguments; returns status, output and errors.

    typed: what somebody types at a terminal; None for no terminal.
    """
    monkeypatch.setenv("ZHAOSHANG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ZHAOSHANG_WORD_PROFILE", raising=False)

    def run(*arguments, typed=None):
        terminal = io.StringIO(typed or "")
        terminal.isatty = lambda: typed is not None
        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr(sys, "argv", ["zhaoshang", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return ended.value.code or 0, captured.out, captured.err

    return run
