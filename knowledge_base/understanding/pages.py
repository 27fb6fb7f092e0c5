"""A saved page parted into the document and what stands around it.

Nothing is known of single sites. A page is told by lines that only pages have (page_words.toml):
rows of fields, buttons and menus, a site speaking of itself. Where there are none, the file is a
document alone and nothing is taken off. Where there are, the document is the run of prose, with
its title above it and its signature below; between them a line goes only for what it says itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge_base.language import dates
from knowledge_base.language.labels import label_of
from knowledge_base.types import Block
from knowledge_base.understanding.line_model import page_share
from knowledge_base.understanding.page_lines import (
    BREADCRUMB,
    CHINESE,
    is_page_line,
    is_prose,
    speaks_inside,
    words,
)
from knowledge_base.understanding.title_words import HOLDS_KIND

_EVIDENCE = 1.5  # lines of a page that make a file one
_LIKELY, _CERTAIN = 0.6, 0.9  # shares (line_model.py): at the ends of a page; that it is one
_STRANGE, _SHORT_INSIDE = 0.9, 60  # of a line inside a text
_SENTENCE_END = tuple("。；：！？，、”")
_HEAD_ASKED, _TAIL_ASKED, _SHORT = 50, 60, 160  # which lines the model is asked for
_HEAD_LINES, _HEAD_KEPT = 16, 7  # above the prose: how far up its title may stand
_SERIES, _FAR = "一二三四五六七八九十", 40
_LEAST_DOCUMENT = 60  # characters; with less, nothing tells the text from the page
_MOST_BEHIND, _SHARE_BEHIND = 500, 0.4  # characters that others may have written below a text
_EDGE, _TAIL_LINES = 20, 12  # lines at both ends of a file where a page shows
_CLOSING = re.compile(
    r"^(?:谢谢|特此|妥否|以上(?:报告|汇报|意见|请示)|此致|敬礼|当否|请予?审[示阅])"
)
_ATTACHMENT = re.compile(r"^附\s*件?\s*[:：\d]|^附[:：]")
_SIGNED = re.compile(r"^\S{2,30}[\s\u3000]+(?=\d{4}年)")
_BRACKETED = re.compile(r"【([\u4e00-\u9fff\s]{2,8})】(?=\S)")
_OWN_DATE = re.compile(r"^[（(〔].{6,16}[）)〕]$|^[\d一二〇○零]{4}年")
_NO_DOCUMENT = re.compile(r"^[=＝\-—_~·.…*＊#+|├└│┌┐▼▲↑↓ \t\u3000]+$")


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of the document, what rows of the page say about it, and whether it is a page.

    fields: name of a field -> its value, as written. heads: short lines of the page that may hold
    the title (a breadcrumb's end, a subject). wrapper: how many lines were taken off.
    """

    blocks: tuple[Block, ...]
    fields: dict[str, str] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    wrapper: int = 0

    @property
    def is_page(self) -> bool:
        return self.wrapper > 0


def part(blocks: Sequence[Block], *, plain: bool = True) -> Page:
    """The document of a page. Blocks that are no page's come back as they are.

    plain: the file is text or a saved page; what somebody put into an office file stays.
    """
    if not plain or any(block.level for block in blocks):
        return Page(tuple(blocks))
    lines = [html.unescape(block.text).strip() for block in blocks]
    if not any(map(is_page_line, (*lines[:_EDGE], *lines[_EDGE:][-_EDGE:]))):
        return Page(tuple(blocks))  # as most files are
    sure = [
        not block.table and is_page_line(line) and not _is_own_date(line)
        for block, line in zip(blocks, lines, strict=True)
    ]
    shares = _shares(blocks, lines)
    if _evidence(sure, shares) < _EVIDENCE:
        return Page(tuple(blocks))
    likely = [known or share > _LIKELY for known, share in zip(sure, shares, strict=True)]
    start, end = _core(lines, likely)
    if sum(map(len, lines[start:end])) < _LEAST_DOCUMENT:
        return Page(tuple(blocks))
    certain = [
        known or (share > _CERTAIN and not HOLDS_KIND.search(line))
        for known, share, line in zip(sure, shares, lines, strict=True)
    ]
    head = _head(lines, certain, start)
    tail = _tail(lines, sure, likely, end)
    inside = [
        i
        for i in range(start, end)
        if not (
            _NO_DOCUMENT.match(lines[i])
            or (sure[i] and speaks_inside(lines[i]))
            or _is_strange(blocks[i], lines[i])
        )
    ]
    kept = [replace(blocks[i], text=lines[i]) for i in (*head, *inside, *tail)]
    heads = [piece for i in range(start) if sure[i] for piece in _pieces(lines[i])]
    return Page(tuple(kept), _fields(lines), tuple(heads), len(blocks) - len(kept))


def _is_strange(block: Block, line: str) -> bool:
    """Whether a line inside a text is a button, a count or an advert to the model."""
    if block.table or len(line) > _SHORT_INSIDE or line.endswith(_SENTENCE_END):
        return False
    return not label_of(line)[0] and page_share(line) > _STRANGE


def _shares(blocks: Sequence[Block], lines: Sequence[str]) -> list[float]:
    """How likely the short lines near both ends are a page's; 0 for all others."""
    last = len(lines) - _TAIL_ASKED
    return [
        page_share(line)
        if (i < _HEAD_ASKED or i >= last) and not block.table and 0 < len(line) <= _SHORT
        else 0.0
        for i, (block, line) in enumerate(zip(blocks, lines, strict=True))
    ]


def _evidence(sure: Sequence[bool], shares: Sequence[float]) -> float:
    """What speaks for a page, in lines: one that rule and model know counts for two."""
    edges = [*zip(sure, shares, strict=True)]
    near = (*edges[:_EDGE], *edges[_EDGE:][-_EDGE:])
    certain = [(known, share > _CERTAIN) for known, share in near]
    return sum(known * (1 + agreed) + 0.5 * (agreed and not known) for known, agreed in certain)


def _pieces(line: str) -> list[str]:
    """What a line of the page holds between its separators, its fields and its times."""
    whole = words()["fields"].split(BREADCRUMB.sub("\n", line))[0]
    return [piece.strip() for piece in re.split(r"\n|\s{2,}|[|｜\t\u3000]", whole) if piece.strip()]


def _core(lines: Sequence[str], sure: Sequence[bool]) -> tuple[int, int]:
    """Where the document's prose begins and ends (exclusive).

    It ends at a line behind which only the page goes on, if little stands behind that: of a text
    nothing may be lost, and a page may have a line like that in the middle.
    """
    prose = [i for i, line in enumerate(lines) if not sure[i] and is_prose(line)]
    if not prose:
        return 0, len(lines)
    whole = sum(len(lines[i]) for i in prose)
    for index in range(prose[0] + 1, prose[-1]):
        if sure[index] and words()["ends"].match(lines[index]):
            behind = [i for i in prose if i > index]
            weight = sum(len(lines[i]) for i in behind)
            above = [i for i in prose if i < index]
            if weight <= min(_MOST_BEHIND, _SHARE_BEHIND * whole) and not _goes_on(
                lines, prose[0], index
            ):
                return prose[0], above[-1] + 1
    return prose[0], prose[-1] + 1


def _goes_on(lines: Sequence[str], start: int, index: int) -> bool:
    """Whether the series 一、二、三、 that stands above a line has its next below it."""
    above = [line[0] for line in lines[start:index] if label_of(line)[0] == 1]
    following = (
        _SERIES[_SERIES.index(above[-1]) + 1 :][:1] if above and above[-1] in _SERIES else ""
    )
    return bool(following) and any(
        line.startswith(f"{following}、") for line in lines[index : index + _FAR]
    )


def _head(lines: Sequence[str], sure: Sequence[bool], start: int) -> list[int]:
    """The lines above the prose that may be the document's: those nearest to it."""
    near = range(max(0, start - _HEAD_LINES), start)
    own = [i for i in near if not (sure[i] or _NO_DOCUMENT.match(lines[i])) and _may_head(lines[i])]
    return own[-_HEAD_KEPT:]


def _may_head(line: str) -> bool:
    return (bool(CHINESE.search(line)) or _is_own_date(line)) and len(line) <= 80


def _is_own_date(line: str) -> bool:
    """Whether a line is a date as documents have it: in brackets or in words; pages stamp."""
    return bool(_OWN_DATE.match(line)) and dates.is_date(line)


def _tail(
    lines: Sequence[str], sure: Sequence[bool], likely: Sequence[bool], end: int
) -> list[int]:
    """What of the document stands below the prose: all until the page speaks again, then what is
    a signature, a date or an attachment."""
    found: list[int] = []
    page = False
    for index in range(end, len(lines)):
        line = lines[index]
        if sure[index] or (likely[index] and not (_closes(lines, index) or _speaks(line))):
            page = True
            if words()["ends"].match(line) or index - end > _TAIL_LINES:
                break
        elif not _NO_DOCUMENT.match(line) and (not page or _closes(lines, index)):
            found.append(index)
    return found


def _speaks(line: str) -> bool:
    """Whether a short line is a sentence, or a piece of one: 为友谊，为合作，"""
    return line.endswith(_SENTENCE_END) and not words()["voice"].search(line)


def _closes(lines: Sequence[str], index: int) -> bool:
    """Whether a line is one of those that end a document."""
    line = lines[index]
    dated = any(dates.is_date(below) for below in lines[index + 1 : index + 3])
    return bool(
        dates.is_date(_SIGNED.sub("", line))
        or _CLOSING.match(line)
        or _ATTACHMENT.match(line)
        or (dated and len(line) <= 40)
    )


def _fields(lines: Sequence[str]) -> dict[str, str]:
    """What rows of fields say, also where a value stands in the line below its name."""
    known, found = words(), dict[str, str]()
    for index, line in enumerate(lines):
        if alone := known["field_alone"].match(line):
            below = lines[index + 1] if index + 1 < len(lines) else ""
            if below and not known["field_alone"].match(below) and len(below) <= 80:
                found.setdefault(_bare(alone["name"]), below.strip(" :：\t"))
            continue
        line = _BRACKETED.sub(r"\1：", line)
        marks = list(known["fields"].finditer(line))
        for mark, after in zip(marks, [*marks[1:], None], strict=False):
            value = line[mark.end() : after.start() if after else len(line)].strip(
                " \t|｜\u3000；;"
            )
            if 0 < len(value) <= 80:
                found.setdefault(_bare(mark[0]), value)
    return found


def _bare(name: str) -> str:
    return re.sub(r"[\s:：\u3000]", "", name)
