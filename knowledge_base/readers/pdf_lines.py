"""From the characters of a PDF page to its lines: pure geometry, no PDF library.

Coordinates are points, y grows upwards; an em is the width of a Chinese character of the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from knowledge_base.readers.whitespace import is_wide

_COLUMN_GAP_EM = 1.5  # a wider space stands between columns, a narrower one is the extractor's
_LABEL_CHARS = 4  # a gap after so few characters follows a list number and divides nothing

_KANGXI = re.compile("[\u2f00-\u2fd5\uf900-\ufaff]")
# Radicals that print as a character but have no compatibility mapping.
_RADICALS = str.maketrans(
    "⺟⺠⺝⺮⺒⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民月竹巳虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)


class Character(NamedTuple):
    """A character and its box; one that the extractor made up (a space, a break) has no box."""

    text: str
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page. columns: whether a gap between columns divides it."""

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    em: float
    page_width: float
    columns: bool = False

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


def lines(characters: Iterable[Character], page: int, page_width: float) -> list[PdfLine]:
    """Cut a page's characters, given in content order, into lines.

    Pieces that stand side by side become one line. Spaces beside Chinese characters go, unless
    they are wide enough to stand between columns.
    """
    found: list[PdfLine] = []
    for piece in _pieces(characters):
        line = _line(piece, page, page_width)
        if line is not None:
            found.append(line)
    return beside(found)


def beside(pieces: Iterable[PdfLine]) -> list[PdfLine]:
    """Pieces in reading order, those that stand side by side made one line."""
    found: list[PdfLine] = []
    for piece in pieces:
        if found and _side_by_side(found[-1], piece):
            found[-1] = _merged(found[-1], piece)
        else:
            found.append(piece)
    return found


def _pieces(characters: Iterable[Character]) -> Iterator[list[Character]]:
    piece: list[Character] = []
    for character in characters:
        if character.text in "\r\n":
            yield piece
            piece = []
        else:
            piece.append(character)
    yield piece


def _line(piece: list[Character], page: int, page_width: float) -> PdfLine | None:
    printed = [c for c in piece if c.x1 > c.x0 and not c.text.isspace()]
    if not printed:
        return None
    wide = [c.x1 - c.x0 for c in printed if "\u2e80" <= c.text <= "\u9fff"]
    height = median(c.y1 - c.y0 for c in printed)
    em = median(wide) if wide else height * 0.85
    text, columns = _spaced(piece, em or 1.0)
    return PdfLine(
        text=text,
        page=page,
        x0=min(c.x0 for c in printed),
        y0=min(c.y0 for c in printed),
        x1=max(c.x1 for c in printed),
        y1=max(c.y1 for c in printed),
        em=em,
        page_width=page_width,
        columns=columns,
    )


def _spaced(piece: list[Character], em: float) -> tuple[str, bool]:
    """The text of a piece with the spaces that belong there, and whether columns divide it."""
    text = ""
    columns = False
    last: Character | None = None
    space = False
    for character in piece:
        if character.text.isspace():
            space = True
            continue
        if space and last is not None:
            gap = (character.x0 - last.x1) / em if character.x1 > character.x0 else 0.0
            if gap >= _COLUMN_GAP_EM:
                text += " "
                columns = columns or len(text) > _LABEL_CHARS
            else:
                text += _space_between(last.text, character.text)
        space = False
        text += character.text
        if character.x1 > character.x0:
            last = character
    return _folded(text), columns


def _space_between(left: str, right: str) -> str:
    beside_chinese = is_wide(left) or is_wide(right)
    return "" if beside_chinese or (left.isdigit() and right in "%‰") else " "


def _folded(text: str) -> str:
    """Characters of their own: PDF fonts often name the radical ⼯ where 工 is printed."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    folded = _KANGXI.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return folded.translate(_RADICALS).strip()


def _side_by_side(left: PdfLine, right: PdfLine) -> bool:
    overlap = min(left.y1, right.y1) - max(left.y0, right.y0)
    height = min(left.y1 - left.y0, right.y1 - right.y0)
    return overlap > 0.6 * height and right.x0 > left.x1 - 0.5 * left.em


def _merged(left: PdfLine, right: PdfLine) -> PdfLine:
    gap = (right.x0 - left.x1) / max(left.em, 1.0)
    apart = gap >= _COLUMN_GAP_EM
    space = " " if apart else _space_between(left.text[-1], right.text[0])
    return replace(
        left,
        text=left.text + space + right.text,
        y0=min(left.y0, right.y0),
        x1=right.x1,
        y1=max(left.y1, right.y1),
        em=max(left.em, right.em),
        columns=left.columns or right.columns or (apart and len(left.text) > _LABEL_CHARS),
    )
