"""The secrecy mark of a document (密级): a file that bears one has no place in the library.

GB/T 9704-2012, 7.2.2: 秘密, 机密 or 绝密 stands at the top of the first page, ★ between it and the
period. Texts that only speak of secrets (商业秘密, 保守国家秘密) bear no mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from knowledge_base.types import Block

_LEVEL = "(?P<level>绝密|机密|秘密)"
_PERIOD = r"[★☆▲△·•*＊]?(?:\d{1,3}(?:年|个?月|天|日)|长期)"
_URGENCY = "(?:特急|加急|平急|急件)"
_LINES = (
    re.compile(
        rf"(?:\d{{3,6}}|份号[:：]?\d*)?{_URGENCY}?[【〔（(\[]?{_LEVEL}(?:级|件|文件)?[】〕）)\]]?"
        rf"(?:{_PERIOD})?{_URGENCY}?"
    ),
    re.compile(rf"(?:密级|保密等级|涉密等级|保密级别)[:：]?{_LEVEL}(?![、/或和及]).{{0,30}}"),
    re.compile(rf".{{0,20}}{_LEVEL}[★☆].{{0,20}}"),
)
_IN_BRACKETS = rf"[【〔（(\[]{_LEVEL}(?:级|件|文件)?[】〕）)\]]"
_NAMES = tuple(
    re.compile(pattern) for pattern in (f"^{_IN_BRACKETS}", f"{_IN_BRACKETS}$", f"^{_LEVEL}[★☆]")
)
_TOP, _BOTTOM = 8, 3


def mark(blocks: Sequence[Block], margins: Sequence[str], file_name: str) -> str:
    """秘密, 机密 or 绝密 if a document is marked so, else "".

    margins: what stands in headers and footers.
    """
    edges = [*blocks[:_TOP], *blocks[_TOP:][-_BOTTOM:]]
    lines = [block.text for block in edges if not block.table]
    for block in edges:
        if block.table:  # the head of a document is often laid out in a table
            cells = block.text.split(" | ")
            lines += [*cells, "".join(cells)] if len(cells) <= 3 else []
    bare = [re.sub(r"\s", "", line) for line in (*lines, *margins)]
    marks = [p.fullmatch(line) for line in bare if len(line) <= 60 for p in _LINES]
    marks += [p.search(PurePath(file_name).stem) for p in _NAMES]
    return next((found["level"] for found in marks if found), "")
