"""New files are their owner's, those for others are not."""

from __future__ import annotations

import os

import pytest

from knowledge_base import private


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    monkeypatch.setattr(private, "_masks", [])
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path):
    path.write_text("x")
    return path.stat().st_mode & 0o777


def test_new_files_are_private_and_those_for_others_are_as_the_system_says(tmp_path):
    private.keep_private()
    private.keep_private()
    assert mode(tmp_path / "a") == 0o600
    with private.for_others():
        assert mode(tmp_path / "b") == 0o644
    assert mode(tmp_path / "c") == 0o600


def test_without_a_wish_for_privacy_nothing_changes(tmp_path):
    with private.for_others():
        assert mode(tmp_path / "a") == 0o644
