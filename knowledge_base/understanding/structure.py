"""Cleaned blocks to lines with a heading path each: the tree of an official text.

Heading labels follow GB/T 9704-2012, 7.3.3 (一、 （一） 1. （1）); laws use 章 and 条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from knowledge_base.language.labels import ENUMERATION, label_of
from knowledge_base.types import Block

_NUMBER = "[一二三四五六七八九十百零〇]"
_CLAUSE = re.compile(rf"第{_NUMBER}{{1,5}}条(?:之{_NUMBER})?(?=[\s　：]|[^款项的规、，。和至])")
_CLAUSE_LEVEL = 5
_RUN_IN_LEVEL = 6
_TABLE_LEVEL = 7
_MAX_HEADING = 45
_MAX_RUN_IN = 30
_MAX_LEAD = 22

# A level-1 heading that a lost line break left in the middle of a paragraph.
_INLINE_HEADING = re.compile(
    rf"(?<=[。！？；：”]) ?(?={_NUMBER}{{1,3}}、[^，。、]{{2}})"
    rf"|(?<=[。！？：”]) ?(?=（{_NUMBER}{{1,2}}）[^。]{{4,40}}。)"
)
# The labels of a whole series （一）（二）… of such headings, each behind a sentence.
_INLINE_LABEL = re.compile(r"(?:(?<=^)|(?<=[。！？：”]) ?)（([一二三四五六七八九十])）")
_FIRST = re.compile("(?<=[。！？：”])（一）")
# Where a heading that runs into its text ends, when no mark ends it.
_HEADING_END = re.compile(
    r"(?=一是|一要|首先，|今年|近年来|一年来)|(?<=(?:建议|情况|问题|措施|打算|成效|做法|安排|原因))(?![的和及与，、。])"
)
# Sentences that look like a run-in heading but say something about somebody.
_NOT_A_LEAD = re.compile(
    r"^(?:今年|去年|我|你|他|这|那|当前|目前|截至|同志|过去|同时|此外|一年来|近年|下一步|总之|谢谢|特此|以上|其中|各位)"
    r"|[0-9？！：“”‘’《》|]|[了吗呢]$|如下|为了?[^，]*$|^[一二三四五六七八九十]{1,2}(?:是|要)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading or table row. path: the headings above it, highest first.

    heading: this line is itself a heading (its text is path[-1]). lead: a short opening sentence
    that names what the paragraph is about, "" if there is none; it is also path[-1].
    """

    text: str
    path: tuple[str, ...]
    heading: bool = False
    lead: str = ""
    page: int | None = None
    table: bool = False


def parse(blocks: Sequence[Block]) -> list[Line]:
    """The lines of a document, without its title, in order."""
    stack: dict[int, str] = {}
    lines: list[Line] = []
    pieces = list(_pieces(blocks))
    followers: list[Block | None] = [None] * len(pieces)  # the next piece that is no table row
    for index in range(len(pieces) - 2, -1, -1):
        after = pieces[index + 1]
        followers[index] = followers[index + 1] if after.table else after
    for index, block in enumerate(pieces):
        if block.table:
            if not (index and pieces[index - 1].table):
                _push(stack, _TABLE_LEVEL, block.text)
            lines.append(Line(block.text, _path(stack), page=block.page, table=True))
            continue
        level, heading, body = _split_heading(block, followers[index])
        if heading and level:
            level = _settle(level, block, stack)
            _push(stack, level, heading.rstrip("。：:；"))
            if not body:
                lines.append(Line(block.text, _path(stack), heading=True, page=block.page))
                continue
            lines.append(Line(block.text, _path(stack), lead=heading, page=block.page))
            if level > 2:
                stack.pop(level)
            continue
        for below in [key for key in stack if key >= _CLAUSE_LEVEL]:
            if below != _CLAUSE_LEVEL:
                stack.pop(below)
        lead = lead_of(block.text)
        path = (*_path(stack), lead) if lead else _path(stack)
        lines.append(Line(block.text, path, lead=lead, page=block.page))
    return [_with_text(line, below) for line, below in zip_longest(lines, lines[1:])]


def _with_text(line: Line, below: Line | None) -> Line:
    """A heading with nothing below it is text itself: an item of a list, found by its own words."""
    if not line.heading or (below and below.path[: len(line.path)] == line.path):
        return line
    return replace(line, heading=False, path=line.path[:-1])


def lead_of(text: str) -> str:
    """The short first sentence that names a paragraph (一是解放思想…。), without its mark."""
    end = text.find("。")
    if not 4 <= end <= _MAX_LEAD or len(text) < end + 30:
        return ""
    first = text[:end]
    enumerated = ENUMERATION.match(first)
    bare = first[enumerated.end() :] if enumerated else first
    return "" if is_plain_statement(bare) or len(bare) < 3 else first


def is_plain_statement(text: str) -> bool:
    """Whether a sentence says something about somebody instead of naming what follows."""
    return bool(_NOT_A_LEAD.search(text))


def _pieces(blocks: Sequence[Block]) -> Iterator[Block]:
    for block, below in zip_longest(blocks, blocks[1:]):
        if block.table or block.level:
            yield block
            continue
        start = 0
        cuts = _inline_headings(block.text)
        if below and below.text.startswith("（二）") and (first := _FIRST.search(block.text)):
            cuts.add(first.start())
        for cut in sorted(cuts):
            if text := block.text[start:cut].strip():
                yield replace(block, text=text)
            start = cut
        if text := block.text[start:].strip():
            yield replace(block, text=text)


def _inline_headings(text: str) -> set[int]:
    """Where in a paragraph a heading begins that a lost line break left there."""
    found = {match.end() for match in _INLINE_HEADING.finditer(text)}
    labels = list(_INLINE_LABEL.finditer(text))
    if (
        len(labels) >= 2
        and [match[1] for match in labels] == list("一二三四五六七八九十")[: len(labels)]
    ):
        found |= {match.start(1) - 1 for match in labels}
    return found - {0}


def _split_heading(block: Block, following: Block | None) -> tuple[int, str, str]:
    """(level, heading, body): level 0 for plain text; body "" where the line is all heading."""
    text = block.text
    if block.level:
        return label_of(text)[0] or block.level, text, ""
    if clause := _CLAUSE.match(text):
        return _CLAUSE_LEVEL, clause[0], text[clause.end() :].strip() or text
    level, label = label_of(text)
    if not level:
        return _unlabelled(text, following)
    rest = text[len(label) :]
    end = rest.find("。")
    if len(text) <= _MAX_HEADING and end in (-1, len(rest) - 1) and not rest.endswith(("；", "，")):
        if level >= 3 and end != -1 and len(rest) > _MAX_RUN_IN:
            return 0, "", text
        return level, text, ""
    run_on = _HEADING_END.search(rest)
    if (
        run_on
        and run_on.start() <= _MAX_HEADING
        and not re.search("[，。]", rest[: run_on.start()])
    ):
        return level, text[: len(label) + run_on.start()], rest[run_on.start() :]
    space = re.search("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff\\d])", rest[:_MAX_RUN_IN])
    if space and 4 <= space.start() < end:  # 二、加强宣传，营造氛围 2006年为……
        return level, text[: len(label) + space.start()], rest[space.end() :]
    if 0 < end <= _MAX_HEADING - (15 if level >= 3 else 0):
        return level, text[: len(label) + end], rest[end + 1 :]
    colon = rest.find("：")
    if 0 < colon <= 20:
        return level, text[: len(label) + colon], rest[colon + 1 :]
    return 0, "", text


def _unlabelled(text: str, following: Block | None) -> tuple[int, str, str]:
    """A short line without a mark, in front of a real paragraph, is a heading too."""
    short = 3 <= len(text) <= 25 and not re.search(r"[，。；：！？、）〕\d]$|^（", text)
    if short and following and not following.level and len(following.text) >= 60:
        return 1, text, ""
    return 0, "", text


def _settle(level: int, block: Block, stack: dict[int, str]) -> int:
    """An unlabelled, unstyled heading below a labelled one does not take its place."""
    labelled = label_of(block.text)[0] or block.level or _CLAUSE.match(block.text)
    if not labelled and level == 1 and label_of(stack.get(1, ""))[0]:
        return 2
    return level


def _push(stack: dict[int, str], level: int, heading: str) -> None:
    for lower in [key for key in stack if key >= level]:
        stack.pop(lower)
    stack[level] = heading


def _path(stack: dict[int, str]) -> tuple[str, ...]:
    return tuple(stack[level] for level in sorted(stack))
