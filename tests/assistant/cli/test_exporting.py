"""The command export, on a draft in the workspace."""

import json

import docx
import pytest
from word_files import FILLED, draft

from assistant.workspace import Workspace


@pytest.fixture
def run(command, tmp_path):
    """Runs a command on a data folder with one draft; returns status, output and errors."""
    workspace = Workspace(tmp_path / "home" / "drafts")
    workspace.save(FILLED)
    workspace.save(draft(id="abcdef"))
    return command


def test_a_stored_draft_becomes_a_word_file(run, tmp_path):
    target = tmp_path / "总结.docx"
    assert run("export", FILLED.id, "-o", target) == (0, f"已导出 {target}\n", "")
    document = docx.Document(str(target))
    assert document.paragraphs[0].text == FILLED.title
    assert len(list(document.comments)) == 2


def test_the_switches_reach_the_file(run, tmp_path):
    target = tmp_path / "总结.docx"
    switches = ("--clean", "--sources", "--no-label", "--profile", "centred")
    status, out, _ = run("export", FILLED.id, "-o", target, *switches, "--json")
    assert status == 0
    assert json.loads(out) == {"id": FILLED.id, "title": FILLED.title, "file": str(target)}
    document = docx.Document(str(target))
    assert not list(document.comments)
    assert document.core_properties.comments == ""
    assert document.sections[0].footer.paragraphs[0].alignment.name == "CENTER"
    assert "资料来源" in [paragraph.text for paragraph in document.paragraphs]


def test_a_template_gives_the_file_its_letterhead(run, tmp_path):
    letterhead = docx.Document()
    letterhead.sections[0].header.paragraphs[0].text = "清河县投资促进局文件"
    letterhead.save(str(tmp_path / "模板.docx"))
    target = tmp_path / "总结.docx"
    assert run("export", FILLED.id, "-o", target, "--template", tmp_path / "模板.docx")[0] == 0
    document = docx.Document(str(target))
    assert document.sections[0].header.paragraphs[0].text == "清河县投资促进局文件"
    assert FILLED.title in [paragraph.text for paragraph in document.paragraphs]


def test_the_setting_chooses_the_profile_and_the_switch_overrides_it(run, tmp_path, monkeypatch):
    target = tmp_path / "总结.docx"

    def side():
        return docx.Document(str(target)).sections[0].footer.paragraphs[0].alignment.name

    monkeypatch.setenv("ZHAOSHANG_WORD_PROFILE", "centred")
    assert run("export", FILLED.id, "-o", target)[0] == 0
    assert side() == "CENTER"
    assert run("export", FILLED.id, "-o", target, "--profile", "standard")[0] == 0
    assert side() == "RIGHT"


def test_placeholders_stop_a_clean_copy_unless_allowed(run, tmp_path):
    target = tmp_path / "总结.docx"
    status, _, err = run("export", "abcdef", "-o", target, "--clean")
    assert status == 1
    assert "到位资金××亿元" in err
    assert not target.exists()
    assert run("export", "abcdef", "-o", target, "--clean", "--allow-blanks")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("ffffff",), 1, "没有编号为 ffffff 的文稿"),
        (("../../etc",), 1, "没有编号为 ../../etc 的文稿"),
        ((FILLED.id, "--profile", "宽松"), 2, "没有“宽松”这个版式方案，可用：standard"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(run, tmp_path, arguments, status, message):
    code, out, err = run("export", *arguments, "-o", tmp_path / "总结.docx")
    assert (code, out) == (status, "")
    assert message in err
    assert "Traceback" not in err


def test_the_output_is_asked_for_and_must_be_a_docx(run, tmp_path):
    assert run("export", FILLED.id)[0] == 2
    status, _, err = run("export", FILLED.id, "-o", tmp_path / "总结.pdf")
    assert status == 2
    assert "应以 .docx 结尾" in err


def test_switches_of_the_export_need_an_output(run, tmp_path):
    brief = tmp_path / "任务书.json"
    brief.write_text("{}", "utf-8")
    status, _, err = run("draft", "summary", "--brief", brief, "--clean")
    assert status == 2
    assert "要和 -o 一起用" in err


def test_a_wrong_template_is_named_before_anything_is_written(run, tmp_path):
    brief, template = tmp_path / "任务书.json", tmp_path / "模板.docx"
    brief.write_text("{}", "utf-8")
    template.write_text("不是 Word 文件", "utf-8")
    for command in (("export", FILLED.id), ("draft", "summary", "--brief", brief)):
        status, out, err = run(*command, "-o", tmp_path / "总结.docx", "--template", template)
        assert (status, out) == (1, "")
        assert err == "模板 模板.docx 不是 Word 文件，请选 .docx。\n"
