"""-o of every command: looked at first, and nothing of somebody else's is replaced silently."""

from __future__ import annotations

import os

import docx
import pytest
from word_files import FILLED, exported

from assistant.word import previewing
from assistant.workspace import Workspace

OTHERS = b"the work of an afternoon"


@pytest.fixture
def run(command, tmp_path):
    """Runs a command on a data folder with one draft; returns status, output and errors.

    typed: what a person types at the terminal; None for a run without one.
    """
    Workspace(tmp_path / "home" / "drafts").save(FILLED)
    return command


def commands(tmp_path, target):
    """Every command that writes a Word file."""
    brief = tmp_path / "任务书.json"
    brief.write_text("{}", "utf-8")
    return (
        ("export", FILLED.id, "-o", target),
        ("revise", FILLED.id, "换一种开头", "-o", target),
        ("draft", "summary", "--brief", brief, "-o", target),
    )


def test_a_place_that_cannot_be_written_to_is_named_before_the_work(run, tmp_path):
    (tmp_path / "文件夹.docx").mkdir()
    (tmp_path / "文件").write_bytes(b"")
    os.mkfifo(tmp_path / "管道.docx")
    for name, words in (
        ("没有/总结.docx", "文件夹不存在"),
        ("文件/总结.docx", "保存位置不是文件夹"),
        ("文件夹.docx", "同名文件夹已存在"),
        ("管道.docx", "不是普通文件"),
        ("长" * 100 + ".docx", "文件名太长"),
    ):
        for command in commands(tmp_path, tmp_path / name):
            status, out, err = run(*command)
            assert (status, out) == (1, "")
            assert words in err
            assert err.count("\n") == 1
    assert not (tmp_path / "home" / "library").exists()
    assert Workspace(tmp_path / "home" / "drafts").version(FILLED.id) == 1


def test_somebody_elses_file_stays_without_force(run, tmp_path):
    target = tmp_path / "总结.docx"
    target.write_bytes(OTHERS)
    for command in commands(tmp_path, target):
        for switches in ((), ("--json",)):
            status, out, err = run(*command, *switches)
            assert (status, out) == (1, "")
            assert "不是本程序导出的" in err
            assert "--force" in err
    assert target.read_bytes() == OTHERS
    assert not (tmp_path / "home" / "library").exists()
    assert run("export", FILLED.id, "-o", target, "--force")[0] == 0
    assert docx.Document(str(target)).paragraphs[0].text == FILLED.title


def test_a_person_at_a_terminal_is_asked(run, tmp_path):
    target = tmp_path / "总结.docx"
    target.write_bytes(OTHERS)
    status, _, err = run("export", FILLED.id, "-o", target, typed="n\n")
    assert (status, "是否替换？" in err) == (1, True)
    assert target.read_bytes() == OTHERS
    assert run("export", FILLED.id, "-o", target, typed="y\n")[0] == 0
    assert target.read_bytes() != OTHERS


@pytest.mark.parametrize("switches", [(), ("--clean", "--no-label")])
def test_our_own_export_is_replaced_without_a_question(run, tmp_path, switches):
    letterhead = tmp_path / "模板.docx"
    docx.Document().save(str(letterhead))
    for template in ((), ("--template", letterhead)):
        target = tmp_path / f"总结{len(template)}.docx"
        for _ in range(2):
            assert run("export", FILLED.id, "-o", target, *switches, *template)[0] == 0


def test_an_export_that_was_edited_since_is_not_replaced_silently(run, tmp_path):
    target = tmp_path / "总结.docx"
    assert run("export", FILLED.id, "-o", target)[0] == 0
    edited = docx.Document(str(target))
    edited.add_paragraph("手工加的一段。")
    edited.save(str(target))
    status, _, err = run("export", FILLED.id, "-o", target)
    assert (status, "导出后又改过" in err) == (1, True)
    assert docx.Document(str(target)).paragraphs[-1].text == "手工加的一段。"


def test_a_preview_replaces_no_file_of_somebody_elses(run, tmp_path, monkeypatch):
    monkeypatch.setattr(previewing, "exact", lambda: False)
    source, folder = tmp_path / "总结.docx", tmp_path / "预览"
    source.write_bytes(exported(FILLED))
    preview = ("preview", source, "-o", folder, "--open", "no")
    assert [run(*preview)[0] for _ in range(2)] == [0, 0]
    (folder / "page-01.png").write_bytes(OTHERS)
    status, _, err = run(*preview)
    assert (status, "page-01.png 不是本程序写的" in err) == (1, True)
    assert (folder / "page-01.png").read_bytes() == OTHERS
    assert run(*preview, "--force")[0] == 0
    (tmp_path / "文件").write_bytes(OTHERS)
    status, _, err = run("preview", source, "-o", tmp_path / "文件")
    assert (status, "请用 -o 另选文件夹" in err) == (1, True)
