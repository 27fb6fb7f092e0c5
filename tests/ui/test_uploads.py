"""Uploads bear the names that people gave them, and no path."""

from __future__ import annotations

import pytest

from ui.uploads import original_names, safe_name, uploads


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("工作总结（2024年）.docx", "工作总结（2024年）.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\讲话.txt", "讲话.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("总结\u202excod.exe", "总结xcod.exe"),
        ("总\u200b结\u2066.docx", "总结.docx"),
        (".docx", "文件.docx"),
        ("无后缀", "无后缀"),
        ("..", "文件"),
        ("总结.docx. ", "总结.docx"),
    ],
)
def test_a_name_from_elsewhere_is_a_name_and_no_path(name, kept):
    assert safe_name(name) == kept


def test_a_very_long_name_keeps_its_suffix():
    name = safe_name("很长" * 100 + ".docx")
    assert name.endswith("很长.docx") or name.endswith("长.docx")
    assert len(name.encode()) <= 255


def test_uploads_of_the_same_name_stand_apart_under_their_names(tmp_path):
    sent = []
    for number in range(2):
        path = tmp_path / str(number) / "shortened"
        path.parent.mkdir()
        path.write_text(str(number))
        sent.append({"path": str(path), "orig_name": "总结！.txt"})
    with original_names(uploads(sent)) as paths:
        assert [path.name for path in paths] == ["总结！.txt"] * 2
        assert [path.read_text() for path in paths] == ["0", "1"]
    assert not any(path.exists() for path in paths)
