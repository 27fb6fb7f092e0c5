"""The secrecy mark of a document (密级): a file that bears one has no place in the library.

GB/T 9704-2012, 7.2.2: 秘密, 机密 or 绝密 stands at the top of the first page, ★ between it and the
period. Texts that only speak of secrets (商业秘密, 保守国家秘密) bear no mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge_base.types import Block

_LEVEL = "(?P<level>绝密|机密|秘密)"
_PERIOD = r"(?:[★☆*＊](?:\d{1,3}(?:年|个?月|天|日)|长期|.{0,6}解密.{0,6})?)"
_URGENCY = "(?:特急|加急|平急|急件)"
_LINE = re.compile(
    rf"(?:\d{{3,6}}|份号[:：]?\d*)?(?:密级[:：]?|{_URGENCY})?{_LEVEL}(?:级|件|文件)?{_PERIOD}?{_URGENCY}?"
)
_STARRED = re.compile(rf"{_LEVEL}[★☆]")
_NAMED = re.compile(
    rf"[【（(\[]{_LEVEL}(?:级|件|文件)?[】）)\]]|^{_LEVEL.replace('level', 'first')}[★☆_\-—]"
)
_TOP, _BOTTOM = 12, 4


def mark(blocks: Sequence[Block], margins: Sequence[str], file_name: str) -> str:
    """秘密, 机密 or 绝密 if a document is marked so, else "".

    margins: what stands in headers and footers.
    """
    edges = [*blocks[:_TOP], *blocks[_TOP:][-_BOTTOM:]]
    lines = [cell for block in edges for cell in block.text.split(" | ")]
    lines += [block.text.replace(" | ", "") for block in edges if block.table]
    for line in (*lines, *margins):
        bare = re.sub(r"\s", "", line)
        found = _LINE.fullmatch(bare) or (_STARRED.search(bare) if len(bare) <= 40 else None)
        if found:
            return found["level"]
    named = _NAMED.search(file_name)
    return (named["level"] or named["first"]) if named else ""
