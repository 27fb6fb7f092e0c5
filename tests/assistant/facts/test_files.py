"""Briefs and lists of facts of any malformed kind: a sentence each, and no traceback."""

from __future__ import annotations

import json
import os
import re

import pytest

from assistant.errors import BriefError
from assistant.facts.sheets import fact_sheet_from_file

SENTENCE = re.compile("[^\n]*[\u4e00-\u9fff][^\n]*")

# What a file holds, and what its error speaks of.
CONTENTS = {
    "deep": (b"[" * 100_000, "括号套得太深"),
    "deep and closed": (b"[" * 100_000 + b"]" * 100_000, "括号套得太深"),
    "deep objects": (b'{"facts":' * 100_000, "括号套得太深"),
    "lone surrogate": (rb'{"facts": ["\ud800"]}', "不完整的字符"),
    "lone surrogate in a name": (rb'{"\udfff": 1}', "不完整的字符"),
    "NaN": (b'{"length": [NaN, 3]}', "NaN 不是一个数"),
    "infinity": (b'{"length": [-Infinity, 3]}', "-Infinity 不是一个数"),
    "overflow": (b'{"length": [1e999, 3]}', "1e999 不是一个数"),
    "huge": (b'{"length": [1' + b"0" * 9999 + b", 3]}", "太大"),
    "empty": (b"", "是空的"),
    "blank": (b" \n ", "是空的"),
    "GBK": ('{"title": "总结"}'.encode("gb18030"), "UTF-8"),
    "UTF-16": ('{"title": "总结"}'.encode("utf-16"), "UTF-8"),
    "rubbish": (bytes(range(256)), "UTF-8"),
    "NUL": (b"\0" * 50, "第 1 行第 1 个字"),
    "cut": (b'{"facts": ["a",', "第 1 行第 16 个字"),
    "no JSON": ("新签约项目62个".encode(), "第 1 行第 1 个字"),
    "doubled": (b'{"facts": ["a"], "facts": ["b"]}', "“facts”写了两次"),
    "10,000 facts": (json.dumps({"facts": ["签约12个"] * 10_000}).encode(), "最多用 1000 条"),
    "a long fact": (json.dumps({"facts": ["签" * 9000]}).encode(), "请拆成几条"),
    "a number": (b"3", "一组文字"),
    "no list": (b'{"facts": {"a": 1}}', "一组文字"),
    "other things": (b'{"facts": [null, 1, [], {}]}', "一组文字"),
}


def refused(read, *arguments):
    """The error's words: one Chinese sentence."""
    with pytest.raises(BriefError) as caught:
        read(*arguments)
    assert SENTENCE.fullmatch(str(caught.value))
    return str(caught.value)


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_malformed_list_of_facts_is_one_sentence(tmp_path, kind):
    content, words = CONTENTS[kind]
    path = tmp_path / "事实.json"
    path.write_bytes(content)
    assert words in refused(fact_sheet_from_file, path)


@pytest.mark.parametrize("name", ["事实.json", "事实.txt", "事实.csv"])
def test_what_is_no_plain_file_is_not_opened(tmp_path, name):
    path = tmp_path / name
    assert "没有" in refused(fact_sheet_from_file, path)
    path.mkdir()
    assert "文件夹" in refused(fact_sheet_from_file, path)
    path.rmdir()
    path.symlink_to("/dev/zero")
    assert "不是普通文件" in refused(fact_sheet_from_file, path)
    path.unlink()
    path.symlink_to(path)
    assert "打不开" in refused(fact_sheet_from_file, path)
    path.unlink()
    os.mkfifo(path)
    assert "不是普通文件" in refused(fact_sheet_from_file, path)


@pytest.mark.parametrize("name", ["事实.json", "事实.txt", "事实.csv"])
def test_a_file_of_100_megabytes_is_refused_unread(tmp_path, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert "超过 10 MB" in refused(fact_sheet_from_file, path)


def test_a_list_in_the_encoding_of_an_old_notepad_is_read(tmp_path):
    path = tmp_path / "事实.txt"
    path.write_bytes("新签约项目62个\r\n到位内资98.7亿元\r\n".encode("gb18030"))
    texts = [fact.text for fact in fact_sheet_from_file(path).facts]
    assert texts == ["新签约项目62个", "到位内资98.7亿元"]


def test_ten_thousand_lines_are_too_many(tmp_path):
    path = tmp_path / "事实.txt"
    path.write_text("签约12个\n" * 10_000, encoding="utf-8")
    assert "最多用 1000 条" in refused(fact_sheet_from_file, path)
