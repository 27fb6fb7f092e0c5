"""What is left behind is named and swept, by one server at a time."""

from __future__ import annotations

import os
import tempfile

import pytest
from filelock import FileLock

from assistant.settings import Settings
from ui.page.traces import swept


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name in ("TMPDIR", "GRADIO_TEMP_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    made = Settings(home=tmp_path / "home")
    for place, name in (
        (made.uploads_folder / "abc", "没导入.docx"),
        (made.uploads_folder / "def", "导入过.docx"),
        (made.working_folder / "uploaded-x" / "0", "正在导入.pdf"),
        (made.working_folder / "zhaoshang-y" / "profile", "of-a-program.xml"),
    ):
        place.mkdir(parents=True)
        (place / name).write_text("x")
    (made.uploads_folder / "tmphalf").write_text("half")
    return made


def files(settings):
    return [path.name for path in settings.home.rglob("*") if path.is_file()]


def test_uploads_that_were_not_imported_are_named_and_all_is_swept(settings):
    with swept(settings, {"导入过.docx"}) as told:
        assert "《正在导入.pdf》、《没导入.docx》" in told
        assert "导入过" not in told
        assert set(files(settings)) <= {"serving.lock"}
        assert tempfile.gettempdir() == str(settings.working_folder)
    with swept(settings, set()) as told:
        assert told == ""


def test_a_second_server_leaves_the_first_ones_files(settings):
    with FileLock(settings.home / "serving.lock"), swept(settings, set()) as told:
        assert told == ""
        assert "没导入.docx" in files(settings)


def test_a_data_folder_that_cannot_be_made_ends_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("TMPDIR", "GRADIO_TEMP_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    (tmp_path / "file").write_text("")
    with swept(Settings(home=tmp_path / "file" / "home"), set()) as told:
        assert told == ""
        assert os.path.isdir(os.environ["GRADIO_TEMP_DIR"])
