"""Plain text and Markdown: one block a line."""

from __future__ import annotations

import re

from knowledge_base.readers.encoding import decode
from knowledge_base.readers.whitespace import table_row, tidy
from knowledge_base.types import Block, Reading

_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$")
_MAX_HEADING_LINE = 1000
_RULE = re.compile(r"^\s*(?:-\s*){3,}$|^\s*(?:_\s*){3,}$|^\s*(?:\*\s*){3,}$|^\s*={3,}\s*$")
_SEPARATOR = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
# The space after the mark tells a list from a masked name: "* 甲县" is an item, "*县" is a mask.
_BULLET = re.compile(r"^\s*[-+*][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(
    r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])"
)
_LINK_TARGET = re.compile(r"^\s*\[[^\]]+\]:\s+\S+")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")
_UNDERSCORES = re.compile(r"(?<!\w)__([^_\s](?:[^_]*[^_\s])?)__(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_CELL_BORDER = re.compile(r"(?<!\\)\|")


def read(data: bytes) -> Reading:
    """Read plain text: every line that is not blank is a block, and nothing in it is markup.

    Raises UnreadableDocument for bytes that are no text.
    """
    lines = (tidy(line) for line in decode(data).splitlines())
    return Reading(tuple(Block(line) for line in lines if line))


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[at:start])
        at = end + len("-->")
    return "".join([*parts, text[at:]])


def read_markdown(data: bytes) -> Reading:
    """Read Markdown: "#" marks become levels, table rows become table blocks, marks are removed.

    A lone "*" always stays: in Chinese documents it masks a name or a number (*县, *亿元). "**" is
    removed only where a line holds an even number of them.
    Raises UnreadableDocument for bytes that are no text.
    """
    lines = _without_comments(decode(data)).splitlines()
    blocks: list[Block] = []
    fenced = False
    in_table = False
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            blocks.append(Block(tidy(line)))
            continue
        follower = lines[index + 1] if index + 1 < len(lines) else ""
        in_table = "|" in line and (in_table or line.lstrip().startswith("|") or _rules(follower))
        if in_table:
            blocks += [] if _SEPARATOR.match(line) else [_row(line)]
        else:
            blocks.append(_line(line))
    return Reading(tuple(block for block in blocks if block.text))


def _rules(line: str) -> bool:
    """Whether the line is the rule below a table's header."""
    return "|" in line and _SEPARATOR.match(line) is not None


def _row(line: str) -> Block:
    cells = _CELL_BORDER.split(line.strip())
    if not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return table_row([_plain(cell) for cell in cells])


def _line(line: str) -> Block:
    if _RULE.match(line) or _LINK_TARGET.match(line):
        return Block("")
    heading = _HEADING.match(line.rstrip()) if len(line) < _MAX_HEADING_LINE else None
    if heading:
        return Block(_plain(heading[2]), level=len(heading[1]))
    return Block(_plain(_BULLET.sub("", _QUOTE.sub("", line))))


def _plain(line: str) -> str:
    """The line without inline marks."""
    line = _LINK.sub(r"\1", _BREAK_TAG.sub(" ", line))
    line = _CODE.sub(r"\2", line)
    if len(_BOLD.findall(line)) % 2 == 0:
        line = _BOLD.sub("", line)
    return tidy(_ESCAPE.sub(r"\1", _UNDERSCORES.sub(r"\1", line)))
