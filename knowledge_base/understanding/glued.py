"""Paragraphs into which a page ran several lines, parted again; the marks of its pages taken out.

Document sites give a whole text as one paragraph, with a space where a line ended, their own labels
before and behind it, and a number (2、) where a page of theirs began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge_base.language.labels import label_of
from knowledge_base.types import Block
from knowledge_base.understanding.page_lines import words

_LONG = 160  # characters; a shorter line is one line
_LEAST_JOINTS = 3
_LEAST_PAGE = 60  # characters of a page of a document site
_LEAST_PIECE, _HEADING = 4, 45
_ENDS = tuple("。！？：；…")
_CJK = "\u3400-\u9fff"
# A space that stands for the end of a line.
_JOINT = re.compile(
    rf"(?<=[{_CJK}，。；：？！、”’）》…])[ \u3000]+(?=[{_CJK}“‘（《\d(])"
    rf"|(?<=[A-Za-z0-9%])[ \u3000]+(?=[一二三四五六七八九十]{{1,3}}、)"
)
_OF_PAGES = re.compile(
    r"\s*(?:欢迎(?:阅读|下载)[^。，]{0,12}文档)?\s*第\s*\d+\s*页\s*[,，/]?\s*共\s*\d+\s*页\s*"
    r"|(?<=[。；])\s*\d{1,3} ?/ ?\d{1,3}(?=\s|$)"
)
_COUNTED = re.compile(r"(?<![\d.])(\d{1,3})、")
_INSIDE = re.compile(r"[^。！？；：…”）\s]$")


def unglued(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the lines of long paragraphs parted."""
    return [
        replace(block, text=piece)
        for block in blocks
        for piece in ([block.text] if _is_whole(block) else _pieces(block.text))
    ]


def _is_whole(block: Block) -> bool:
    return block.table or bool(block.level) or len(block.text) < _LONG


def _pieces(text: str) -> Iterator[str]:
    text = _without_page_numbers(_OF_PAGES.sub("", text))
    labels, text = _labels_before(text)
    yield from labels
    joints = [match.span() for match in _JOINT.finditer(text)]
    if len(joints) < _LEAST_JOINTS:
        yield text
        return
    start = 0
    for left, right in joints:
        piece, after = text[start:left], text[right:]
        ends = piece.endswith(_ENDS) or _is_heading(piece) or label_of(after)[0]
        if ends and (len(piece) >= _LEAST_PIECE or label_of(piece)[0]):
            yield piece
            start = right
    yield text[start:]


def _is_heading(piece: str) -> bool:
    """Whether a piece without a final mark is a line: a heading, a title, a signature."""
    return len(piece) <= _HEADING and (bool(label_of(piece)[0]) or "，" not in piece)


def _labels_before(text: str) -> tuple[list[str], str]:
    """The labels of a site in front of a text (文档介绍：), and the text."""
    known, labels = words(), list[str]()
    while True:
        mark = known["label_before"].match(text)
        if not mark:
            return labels, text
        following = known["fields"].search(text, mark.end())
        if following and following.start() - mark.end() <= 60:
            labels.append(text[: following.start()].strip())
            text = text[following.start() :]
            continue
        labels.append(mark[0].strip())
        return labels, text[mark.end() :].strip()


def _without_page_numbers(text: str) -> str:
    """A text without the 1、 at its start and 2、 3、 … inside its sentences, a page apart each.

    The items of a list stand closer together.
    """
    counted: list[re.Match[str]] = []
    for mark in _COUNTED.finditer(text):
        far = not counted or mark.start() - counted[-1].end() >= _LEAST_PAGE
        if far and int(mark[1]) == len(counted) + 1:
            counted.append(mark)
    inside = [mark for mark in counted[1:] if _INSIDE.search(text[: mark.start()])]
    if not inside or counted[0].start() or len(inside) * 2 < len(counted) - 1:
        return text
    for mark in (*reversed(inside), counted[0]):
        text = text[: mark.start()] + text[mark.end() :]
    return text
