"""Single lines of a saved page: whether one can only be the page's, by what it says."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge_base.language.labels import label_of
from knowledge_base.language.scripts import simplified

_PROSE = 30  # characters of a line of running text
_MAX_PAGE_LINE = 220  # no line of a page that speaks is longer
_MENU_SHARE = 0.6  # of a line's characters that stand in words of menus
_SEPARATED = re.compile(
    r"\s*[|｜∣┊┆‖┃/／·．•■◆▷►▶●○◎☆★>＞》»›❯→➜﹥]\s*|\s{2,}|\t|[\u3000]+|\[|\]|【|】|〔|〕"
)
_STAMP = re.compile(
    r"^[（(\[]?(?:19|20)\d\d(?:[-/.]|年)\d{1,2}(?:[-/.]|月)\d{1,2}日?[\sT]+\d{1,2}:\d\d"
)
_INDEX = re.compile(r"^\W*(?:[\w.]{6,}/\d{4}-\d+|(?:19|20)\d\d-\d\d-\d\d)$")  # of a portal's table
_WITH_TIME = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}:\d\d:\d\d")
_TITLED = re.compile(r"(?:19|20)\d\d年|二[〇○零]..年|关于|^在.+上的")
_SITE_SPEAKS = re.compile(
    r"ICP备|公网安备|©|Copyright|https?://|本站|本网站|小编|网友上传|如有?侵|侵权请|侵权必|转载请|未经授权|版权归|免责声明|本文档|本平台|仅供参考"
)
_SYMBOLS = re.compile(r"[\W_\d]+")
BREADCRUMB = re.compile(r"(?:>{1,2}|＞{1,2}|»|›|❯|→|➜|﹥|〉|::|--|->|＼|∙)")
CHINESE = re.compile("[\u3400-\u9fff]")
_SALUTATION = re.compile(
    r"^(?:各|同志们|尊敬的|女士们|县委|市委|省|市|县|区|州|旗)[^。]{0,80}[:：]$"
)
_SENTENCE_END = tuple("。；！”")


def tables() -> dict[str, Any]:
    """page_words.toml."""
    text = files("knowledge_base.understanding").joinpath("page_words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def words() -> dict[str, re.Pattern[str]]:
    """The tables of page_words.toml as patterns; longer words come first."""
    table = tables()
    table["names"] = [name for name in table["fields"] if name not in table["ambiguous"]]
    plain = {
        name: "|".join(sorted(map(_spaced, set(table[name])), key=len, reverse=True))
        for name in ("fields", "buttons", "names")
    }
    return {
        "field": re.compile(rf"^[\s\W]*(?P<name>{plain['fields']})\s*[:：]\s*(?P<value>.*)$"),
        "cells": re.compile(
            rf"^(?P<name>{plain['fields']})"
            r"(?:\t+| {3,}|(?<=\S{4})[ \u3000])(?P<value>\S.{0,40})$"
        ),
        "field_alone": re.compile(rf"^[\s\W]*(?P<name>{plain['fields']})\s*[:：]?\s*$"),
        "fields": re.compile(rf"(?:{plain['fields']})\s*[:：]"),
        "label_before": re.compile(rf"^(?:[^：:，。]{{0,20}}\s)?(?:{plain['names']})\s*[:：]\s*"),
        "menu": re.compile(f"{plain['buttons']}|{plain['names']}"),
        "voice": re.compile("|".join(table["voice"])),
        "calls": re.compile("|".join(table["calls"])),
        "ambiguous": re.compile("|".join(table["ambiguous"])),
        "short": re.compile("|".join(table["short"])),
        "ends": re.compile(rf"^[\W\d]*(?:{'|'.join(table['ends'])})"),
    }


def _spaced(word: str) -> str:
    """A word of two to four characters may be set wide: 索 引 号."""
    if len(word) <= 4 and CHINESE.match(word):
        return r"[ \u3000]{0,3}".join(map(re.escape, word))
    return re.escape(word)


def is_page_line(line: str) -> bool:
    """Whether a line can only be a page's."""
    known, line = words(), simplified(line)
    if len(line) > _MAX_PAGE_LINE or not line:
        return False
    if (
        _STAMP.match(line)
        or _INDEX.match(line)
        or (len(known["fields"].findall(line)) >= 2 and "。" not in line)
    ):
        return True
    if label_of(line)[0] in (1, 2) and not known["voice"].search(line):
        return False
    if "。" in line and len(line) >= _PROSE:
        return len(line) < 120 and bool(_SITE_SPEAKS.search(line)) and not label_of(line)[0]
    if known["voice"].search(line):
        return True
    if known["calls"].search(line) and not line.endswith(_SENTENCE_END) and len(line) < 100:
        return True
    row = known["field"].match(line) or known["cells"].match(line)
    if row and _is_row(row):
        return True
    if "。" in line:
        return False
    return _is_menu(line) or _is_breadcrumb(line)


def speaks_inside(line: str) -> bool:
    """Whether a page's line is one also in the middle of a document, where a single field or
    button is no sign."""
    known, line = words(), simplified(line)
    if known["field"].match(line) or _is_menu(line):
        return len(known["fields"].findall(line)) >= 2 or bool(known["voice"].search(line))
    return True


def _is_row(row: re.Match[str]) -> bool:
    """Whether a line that begins with a field is a row of fields and no sentence or list."""
    value = row["value"]
    if words()["ambiguous"].fullmatch(row["name"]):  # an official text has such lines too
        return bool(_STAMP.match(value) or _WITH_TIME.search(value))
    prose = re.search("[。；]", value) or (len(value) >= _PROSE and "，" in value)
    return len(value) <= 60 and not prose


def _is_menu(line: str) -> bool:
    """Whether the words of menus and buttons make up a line."""
    letters = _SYMBOLS.sub("", line)
    if not letters or (_TITLED.search(line) and not _SEPARATED.search(line.strip())):
        return False
    if not re.search(r"[^\w\u3400-\u9fff]", line.strip(" \u3000")):  # one word, no row of them
        known = bool(words()["menu"].fullmatch(letters))
        return bool(words()["short"].fullmatch(letters)) or (known and len(letters) >= 4)
    rest = _SYMBOLS.sub("", words()["menu"].sub("", line))
    return 1 - len(rest) / len(letters) >= _MENU_SHARE


def _is_breadcrumb(line: str) -> bool:
    parts = [p for p in BREADCRUMB.split(line) if p.strip()]
    return len(line) <= 120 and len(parts) >= 3 and all(len(p.strip()) <= 45 for p in parts)


def is_prose(line: str) -> bool:
    """Whether a line is running text, a heading with its label, or who is spoken to."""
    if len(line) >= _PROSE and re.search("[，。；、：]", line):
        return True
    if label_of(line)[0] or _SALUTATION.match(line) or line.endswith("。"):
        return True
    return line.endswith("！") and len(line) >= 8
