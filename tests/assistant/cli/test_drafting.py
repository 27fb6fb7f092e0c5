"""The command draft, as far as it goes before anything is written."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, rb'{"title": "\ud800"}', b'{"length": NaN}', b""]
)
def test_a_malformed_brief_ends_in_one_line(command, tmp_path, content):
    (tmp_path / "任务书.json").write_bytes(content)
    status, out, err = command("draft", "summary", "--brief", tmp_path / "任务书.json")
    assert (status, out) == (2, "")
    assert err.startswith("任务书 任务书.json ")
    assert err.count("\n") == 1
    assert not (tmp_path / "home").exists()


def test_the_facts_of_brief_and_list_together_have_a_limit(command, tmp_path):
    (tmp_path / "b.json").write_text('{"facts": ["签约1个"]}', "utf-8")
    (tmp_path / "f.txt").write_text("签约1个\n" * 1000, "utf-8")
    arguments = ("--brief", tmp_path / "b.json", "--facts", tmp_path / "f.txt")
    status, _, err = command("draft", "summary", *arguments)
    assert (status, "共 1001 条" in err) == (2, True)
