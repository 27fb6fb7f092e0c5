"""From the lines of a PDF to its paragraphs, without running heads and page numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median

from knowledge_base.readers.pdf_lines import PdfLine
from knowledge_base.readers.whitespace import is_wide, join, tidy
from knowledge_base.types import Block

_REPEATED_ON_PAGES = 3
_EDGE_LINES = 3  # running heads are looked for among so many lines at each end of a page
_RAGGED_EM = 5  # a line inside a paragraph leaves no more than this free
_LONGEST_WORD = 15  # characters; what is longer is no word
_HYPHEN = "\x02"  # PDFium's mark for a hyphen that breaks a word at the end of a line

_SENTENCE_END = re.compile(r"[。！？：；.!?:;][”’』」）)】》]*$")
_HEADING_MARK = re.compile(
    r"[（(][一二三四五六七八九十百]{1,4}[）)]"
    r"|[一二三四五六七八九十百]{1,4}、"
    r"|第[一二三四五六七八九十百零〇\d]{1,5}[章节条款部编]"
    r"|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]"
)
_PAGE_NUMBER = re.compile(
    r"[-—–－~·•]{1,2}\d{1,4}[-—–－~·•]{1,2}"
    r"|第[\d一二三四五六七八九十百]+页[，,/]*(?:共\d+页)?"
    r"|\d{1,4}/\d{1,4}"
    r"|page\d+(?:of\d+)?",
    re.IGNORECASE,
)


def is_garbled(pages: list[list[PdfLine]]) -> bool:
    """Whether a third of the text is characters that mean nothing (a font without encoding)."""
    text = "".join(line.text for page in pages for line in page).replace(" ", "")
    meaningless = sum(unicodedata.category(c) in {"Co", "Cn"} or c == "\ufffd" for c in text)
    return meaningless * 3 > len(text) > 0


def without_running_heads(pages: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """Drop page numbers, and the lines that stand at the edge of three or more pages.

    Lines that differ in digits only count as the same; lone numbers only if they count pages.
    """
    edges = [_edges(page) for page in pages]
    counts = Counter(key for page in edges for key in {_key(end, line) for end, line in page})
    offsets = Counter(
        int(line.text) - line.page for page in edges for _, line in page if _lone_number(line)
    )
    kept: list[list[PdfLine]] = []
    for page in pages:
        dropped: set[int] = set()
        for end in ("top", "bottom"):
            for line in _from_edge(page, end):
                if not (
                    _PAGE_NUMBER.fullmatch(line.text.replace(" ", ""))
                    or (_lone_number(line) and _counts_pages(line, offsets))
                    or (_may_run(line) and counts[_key(end, line)] >= _REPEATED_ON_PAGES)
                ):
                    break
                dropped.add(id(line))
        kept.append([line for line in page if id(line) not in dropped])
    return kept


def paragraphs(pages: list[list[PdfLine]]) -> list[Block]:
    """Join lines to paragraphs, across pages too; a block's page is that of its first line."""
    flat = [line for page in pages for line in page]
    layout = _Layout(flat)
    blocks: list[Block] = []
    previous: PdfLine | None = None
    for line in flat:
        if previous is None or layout.breaks(previous, line):
            blocks.append(Block(line.text, page=line.page))
        else:
            block = blocks[-1]
            if block.text.endswith(_HYPHEN):
                text = block.text.rstrip(_HYPHEN) + line.text
            else:
                text = join(block.text, line.text)
            blocks[-1] = Block(text, page=block.page)
        previous = line
    tidied = (Block(tidy(block.text), page=block.page) for block in blocks)
    return [block for block in tidied if block.text]


class _Layout:
    """The margins, type size and line distance that most lines of a document keep."""

    def __init__(self, flat: list[PdfLine]) -> None:
        sides: defaultdict[tuple[int, bool], list[PdfLine]] = defaultdict(list)
        sizes: Counter[int] = Counter()
        for line in flat:
            sides[self._side(line)].append(line)
            sizes[round(line.em * 2)] += len(line.text)
        self._left = {key: _quantile([x.x0 for x in group], 0.05) for key, group in sides.items()}
        self._right = {key: _quantile([x.x1 for x in group], 0.95) for key, group in sides.items()}
        self._em = max(sizes, key=lambda size: sizes[size]) / 2 if sizes else 0.0
        steps = [
            above.middle - below.middle
            for above, below in pairwise(flat)
            if above.page == below.page and 0 < above.middle - below.middle < 4 * above.em
        ]
        self._step = median(steps) if steps else 0.0
        self._indents = self._indents_paragraphs(flat)

    @staticmethod
    def _side(line: PdfLine) -> tuple[int, bool]:
        """Lines of one page size and one half of the page share their margins."""
        return round(line.page_width), line.x0 > line.page_width / 2

    def breaks(self, above: PdfLine, line: PdfLine) -> bool:
        """Whether `line` starts a new paragraph after `above`."""
        if above.columns or line.columns or _is_rule(above) or _is_rule(line):
            return True
        if max(above.em, line.em) > 1.15 * min(above.em, line.em) > 0:
            return True
        marked = _HEADING_MARK.match(line.text) is not None
        if self._is_title(above) and self._is_title(line) and not marked:
            return False
        drop = above.middle - line.middle
        if above.page == line.page and self._step and drop > 1.8 * self._step:
            return True
        if above.page == line.page and drop < 0 and self._side(above) == self._side(line):
            return True  # back up in the same column: something else begins
        ended = _ends_sentence(above)
        indented = self._indented(line)
        if (marked and (ended or indented)) or (indented and (ended or self._indents)):
            return True
        room = self._room(above)
        if self._indents and room < _RAGGED_EM * above.em:
            return False  # what does not fit, "（2024年" say, leaves a gap; nothing begins here
        if line.text[0].islower() and not ended:
            return False  # a Latin sentence goes on, ragged though its right edge is
        return room > _first_word(line)

    def _room(self, line: PdfLine) -> float:
        """What the line leaves free before the right margin."""
        return self._right[self._side(line)] - line.x1

    def _indented(self, line: PdfLine) -> bool:
        return line.x0 > self._left[self._side(line)] + 1.2 * line.em

    def _indents_paragraphs(self, flat: list[PdfLine]) -> bool:
        """Whether first lines are indented: so they are after the lines that surely end one."""
        starts = [
            self._indented(line)
            for above, line in pairwise(flat)
            if _ends_sentence(above) and self._room(above) > _RAGGED_EM * above.em
        ]
        return len(starts) >= 3 and sum(starts) > 0.7 * len(starts)

    def _is_title(self, line: PdfLine) -> bool:
        """Larger than the text and centred: a title set in several lines is one paragraph."""
        side = self._side(line)
        before, after = line.x0 - self._left[side], self._right[side] - line.x1
        centred = abs(before - after) < 2 * line.em
        return line.em > 1.15 * self._em and centred and not _ends_sentence(line)


def _ends_sentence(line: PdfLine) -> bool:
    return _SENTENCE_END.search(line.text) is not None


def _first_word(line: PdfLine) -> float:
    """The room that the line's first word would have needed on the line above."""
    if is_wide(line.text[0]):
        return 2.2 * line.em  # the character and a mark that may not start a line
    word = re.split(r"[\s\u2e80-\uffef]", line.text, maxsplit=1)[0]
    return (0.55 * min(len(word), _LONGEST_WORD) + 0.8) * line.em


def _is_rule(line: PdfLine) -> bool:
    """A line drawn with characters (=====, ———)."""
    return len(line.text) > 4 and not any(c.isalnum() for c in line.text)


def _from_edge(page: list[PdfLine], end: str) -> list[PdfLine]:
    ordered = sorted(page, key=lambda line: line.middle, reverse=end == "top")
    return ordered[:_EDGE_LINES]


def _edges(page: list[PdfLine]) -> list[tuple[str, PdfLine]]:
    return [(end, line) for end in ("top", "bottom") for line in _from_edge(page, end)]


def _key(end: str, line: PdfLine) -> tuple[str, str]:
    return end, re.sub(r"\d+", "#", line.text.replace(" ", ""))


def _lone_number(line: PdfLine) -> bool:
    return re.fullmatch(r"[0-9]{1,4}", line.text) is not None


def _may_run(line: PdfLine) -> bool:
    """A running head is no sentence and no figure."""
    return not _lone_number(line) and not line.text.endswith(("。", "；"))


def _counts_pages(line: PdfLine, offsets: Counter[int]) -> bool:
    offset = int(line.text) - line.page
    return offset == 0 or offsets[offset] >= _REPEATED_ON_PAGES


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
