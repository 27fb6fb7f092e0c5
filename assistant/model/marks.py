"""Model replies to sentences with their evidence marks: [1], [F2], [P3], [C]."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[\[【]\s*((?:[FPC]?\d*)(?:\s*[,，、]\s*[FPC]?\d+)*)\s*[\]】]")
_LIST_MARK = re.compile(r"^\s*(?:[-*•·]\s+|\d{1,2}[.、)）]\s*(?!\d))")
_PIECE = re.compile(
    r"[^。！？\n]+?(?:[。！？]|$)[”’）》]*(?:\s*[\[【][FPC\d,，、\s]+[\]】]\s*[。]?)*"
)

LEAST_OVERLAP = 0.45
"""An unmarked sentence that shares less with all evidence has no source."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, and the marks."""

    text: str
    marks: tuple[str, ...]


def marked_sentences(line: str) -> list[Marked]:
    """The sentences of a line of a model's reply; a mark before the final mark counts too."""
    found: list[Marked] = []
    line = _LIST_MARK.sub("", line)
    for match in _PIECE.finditer(line):
        piece = match[0]
        marks = tuple(
            mark
            for group in _MARK.findall(piece)
            for mark in re.split(r"\s*[,，、]\s*", group)
            if mark
        )
        text = _MARK.sub("", piece).strip().replace("。。", "。")
        if not re.search("[\u4e00-\u9fffA-Za-z0-9]", text):
            if found and marks:
                found[-1] = Marked(found[-1].text, (*found[-1].marks, *marks))
            continue
        if not text.endswith(("。", "！", "？", "：", "；", "”", "）")):
            text += "。"
        found.append(Marked(text, marks))
    return found
