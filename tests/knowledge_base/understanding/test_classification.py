from __future__ import annotations

import pytest
from fakes import TinyEmbeddings

from knowledge_base.base import KnowledgeBase
from knowledge_base.types import Block
from knowledge_base.understanding.classification import mark


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("机密★1年", "机密"),
        ("秘密★长期", "秘密"),
        ("绝 密", "绝密"),
        ("000012 机密★6个月 特急", "机密"),
        ("密级：秘密", "秘密"),
        ("密级： | 机密", "机密"),
        ("特急 秘密", "秘密"),
        ("密级：机密 保密期限：5年", "机密"),
        ("密级：秘密　　编号：001", "秘密"),
        ("【机密】", "机密"),
        ("（秘密）", "秘密"),
        ("机密 10年", "机密"),
        ("秘密▲1年", "秘密"),
        ("涉密等级：秘密", "秘密"),
    ],
)
def test_marks_of_the_standard_are_seen(line, level):
    blocks = [Block("临江县招商局文件"), Block(line, table="|" in line), Block("正文。")]
    assert mark(blocks, (), "总结.docx") == level
    margin = line.replace(" | ", "")
    assert mark([Block("正文。")], (margin,), "总结.docx") == level


@pytest.mark.parametrize("name", ["【机密】总结.docx", "（秘密）年报.doc", "绝密★方案.docx"])
def test_marks_in_names_are_seen(name):
    assert mark([Block("正文。")], (), name)


@pytest.mark.parametrize(
    "line",
    [
        "保守国家秘密是每名干部的责任。",
        "对企业商业秘密予以保护",
        "密级：公开",
        "机密文件管理制度建设情况",
        "内部资料　注意保存",
        "此件公开发布",
        "★重点项目",
        "密级：机密、秘密两级",
    ],
)
def test_a_text_about_secrets_bears_no_mark(line):
    assert mark([Block(line)] * 3, (line,), "机密文件管理办法.docx") == ""
    assert mark([Block("正文。")], (), "商业（秘密）保护办法.docx") == ""


def test_a_classified_file_is_refused_and_leaves_nothing(tmp_path):
    (tmp_path / "通报.txt").write_text("机密★3年\n关于招商项目的通报\n" + "内容。" * 40, "utf-8")
    library = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    result = library.add(tmp_path / "通报.txt")
    assert result.status == "failed"
    assert "标有密级“机密”" in result.reason
    assert library.stats().documents == library.vector_count() == 0
    stored = b"".join(p.read_bytes() for p in (tmp_path / "library").rglob("*") if p.is_file())
    assert "关于招商项目的通报".encode() not in stored
