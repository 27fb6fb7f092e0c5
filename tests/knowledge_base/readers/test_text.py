"""Plain text, Markdown, and what every file goes through before its reader."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers import SUFFIXES, read
from knowledge_base.types import Block, Reading

TEXT = "2024年招商引资工作总结\n\n　　全年签约项目12个，到位资金3.5亿元。\n"
LINES = ["2024年招商引资工作总结", "全年签约项目12个，到位资金3.5亿元。"]


def reading(folder: Path, data: bytes, name: str = "总结.txt") -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read(path)


def lines(folder: Path, data: bytes, name: str = "总结.txt") -> list[str]:
    return [block.text for block in reading(folder, data, name).blocks]


def markdown(folder: Path, text: str) -> list[Block]:
    return list(reading(folder, text.encode(), "总结.md").blocks)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf8", "bom", "gb18030", "utf16", "utf16be", "le", "be", "utf32", "crlf", "cr"],
)
def test_every_usual_encoding_and_line_end_is_read(tmp_path: Path, data: bytes) -> None:
    assert lines(tmp_path, data) == LINES


@pytest.mark.parametrize("text", ["招商", "ABC涓"])  # 涓 ends like a cut UTF-8 character
def test_a_short_gbk_line_is_not_taken_for_something_else(tmp_path: Path, text: str) -> None:
    assert lines(tmp_path, text.encode("gbk")) == [text]


def test_characters_beyond_gbk_are_read_from_gb18030(tmp_path: Path) -> None:
    assert lines(tmp_path, "㛃镇𬭊业".encode("gb18030")) == ["㛃镇𬭊业"]


def test_utf16_without_a_mark_survives_characters_with_a_zero_byte(tmp_path: Path) -> None:
    text = "一一一，一是一\n" * 5  # U+4E00 puts a NUL where the other byte order has it
    assert lines(tmp_path, text.encode("utf-16-le")) == ["一一一，一是一"] * 5


def test_utf8_cut_inside_a_character_stays_utf8(tmp_path: Path) -> None:
    assert lines(tmp_path, "招商引资工作".encode()[:-1]) == ["招商引资工"]


def test_masks_in_plain_text_stay_exactly(tmp_path: Path) -> None:
    text = "*县*月引进**家企业，投资*亿元，*-*月到位**%。"
    assert lines(tmp_path, text.encode()) == [text]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x89\x01\x02\x03\xff\xfe\xfd" * 300,
        b"\0\1\2\3\xff\xd8\xd9\xda" * 200,
        b"WPC\x01\x02\x03 text with \x05\x06\x07 marks \x10\x11" * 20,
    ],
)
def test_binary_rubbish_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"《总结\.txt》不是能识别的文字文件"):
        reading(tmp_path, data)


def test_text_in_an_unknown_encoding_is_refused_not_garbled(tmp_path: Path) -> None:
    text = "促進招商引資工作，優化營商環境，推動產業發展。" * 12
    data = text.encode("big5")
    assert data.decode("gb18030", errors="replace") != text
    with pytest.raises(UnreadableDocument):
        reading(tmp_path, data)
    with pytest.raises(UnreadableDocument, match="编码无法识别"):
        reading(tmp_path, "招商引资工作".encode().decode("gb18030").encode("gb18030")[:-1] * 40)


def test_markdown_headings_give_levels(tmp_path: Path) -> None:
    assert markdown(tmp_path, "# 总结\n正文\n### 三级 ###\n#话题不是标题\n") == [
        Block("总结", level=1),
        Block("正文"),
        Block("三级", level=3),
        Block("#话题不是标题"),
    ]


def test_markdown_marks_go_and_words_stay(tmp_path: Path) -> None:
    text = (
        "**重点**工作：`代码`、__强调__，见[通知](https://a.cn/b_(c))和![图](a.png)。\n"
        "- 甲\n* 乙\n  + 丙\n- [x] 丁\n> 引文\n1. 第一\n\n---\n***\n[1]: https://a.cn\n"
        "<!-- 批注 -->\n```\n  # 原样\n```\n"
    )
    assert [block.text for block in markdown(tmp_path, text)] == [
        "重点工作：代码、强调，见通知和图。",
        *("甲", "乙", "丙", "丁", "引文", "1. 第一", "# 原样"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "*县2024年*月引进项目*个",
        "*-*月到位资金*亿元",
        "*县*镇*村",
        "投资**亿元",
        "张***同志",
        "张***和李***",
        "____年__月__日",
        "3 * 5 和 2*3*4",
    ],
)
def test_masks_in_markdown_stay_exactly(tmp_path: Path, line: str) -> None:
    assert markdown(tmp_path, line) == [Block(line)]


def test_bold_goes_only_where_its_marks_are_balanced(tmp_path: Path) -> None:
    text = "**甲**投资*亿元\n**甲**投资**亿元\n"
    assert [b.text for b in markdown(tmp_path, text)] == ["甲投资*亿元", "**甲**投资**亿元"]


def test_markdown_tables_become_rows(tmp_path: Path) -> None:
    first = "| 项目 | 金额 |\n|---|:--:|\n| **甲** | 3亿元 |\n| | 5 |\n"
    text = first + "\n名|数\n-|-\n乙|7\n\n甲|乙之争\n"
    assert markdown(tmp_path, text) == [
        Block("项目 | 金额", table=True),
        Block("甲 | 3亿元", table=True),
        Block("| 5", table=True),
        Block("名 | 数", table=True),
        Block("乙 | 7", table=True),
        Block("甲|乙之争"),
    ]


# what every file goes through


def test_the_content_decides_and_a_wrong_name_is_remarked(tmp_path: Path) -> None:
    result = reading(tmp_path, TEXT.encode(), "总结.docx")
    assert [block.text for block in result.blocks] == LINES
    assert result.notes == ("文件名后缀是 .docx，内容其实是纯文本，已按纯文本读取",)
    assert reading(tmp_path, TEXT.encode()).notes == ()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xyz", TEXT.encode(), "格式暂不支持"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "损坏的图片"),
        ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "MHT"),
        ("a.doc", b'<?xml version="1.0"?><pkg:package/>', "损坏"),
    ],
)
def test_a_type_without_a_reader_is_refused_with_a_cure(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(UnreadableDocument, match=words) as caught:
        reading(tmp_path, data, name)
    assert str(caught.value).startswith(f"《{name}》")


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.doc", "a.pdf", "a.html", "a.md"])
def test_a_file_of_no_bytes_is_empty(tmp_path: Path, name: str) -> None:
    with pytest.raises(EmptyDocument, match=f"《{name}》是空文件"):
        reading(tmp_path, b"", name)


def test_a_file_of_blank_lines_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match="没有文字"):
        reading(tmp_path, " \n\t\n　\n".encode())


@pytest.mark.parametrize(("name", "reason"), [("没有.txt", "打不开"), (".", "不是普通文件")])
def test_a_file_that_cannot_be_opened_is_unreadable(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read(tmp_path / name)


def test_a_damaged_byte_among_thousands_loses_itself_alone(tmp_path: Path) -> None:
    text = "全年签约项目12个，到位资金3.5亿元。" * 150
    for encoding in ("utf-8", "gb18030"):
        data = text.encode(encoding)
        (found,) = lines(tmp_path, data[:600] + b"\xff" + data[600:])
        assert abs(len(found) - len(text)) <= 2
    assert lines(tmp_path, text.encode()[:900] + b"\0" + text.encode()[900:]) == [text]


def test_a_file_above_the_limit_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge_base.readers.MAX_FILE_BYTES", 10)
    with pytest.raises(UnreadableDocument, match="拆分"):
        reading(tmp_path, TEXT.encode())


@pytest.mark.parametrize("error", [RecursionError(), ValueError("内部"), ImportError(name="某库")])
def test_no_other_error_escapes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(data: bytes, pages: object) -> Reading:
        raise error

    readers = read.__globals__["READERS"]
    monkeypatch.setitem(readers, "text", readers["text"]._replace(read=broken))
    with pytest.raises(UnreadableDocument, match=r"《总结\.txt》无法读取") as caught:
        reading(tmp_path, TEXT.encode())
    assert "内部" not in str(caught.value)


def test_suffixes_are_those_that_can_be_read() -> None:
    assert {".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".html", ".txt", ".md"} <= SUFFIXES
    assert {".xlsx", ".csv", ".mht", ".png", ".jpg"} <= SUFFIXES
    assert not {".ofd", ".xls", ".pptx", ".zip"} & SUFFIXES


def test_importing_the_readers_loads_no_heavy_library() -> None:
    heavy = "{'pypdfium2', 'trafilatura', 'docx', 'lxml.html', 'openpyxl', 'rapidocr', 'PIL'}"
    code = f"import sys, knowledge_base.readers; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
