"""Attachments from files: a table of figures from a workbook, paragraphs from a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from assistant.errors import BriefError
from assistant.facts import tables
from assistant.types import Attachment
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.types import Block
from knowledge_base.understanding import worker

_MOST_CELLS = 50_000
_LONGEST_TITLE = 50
_NO_TITLE = re.compile("[。；，：！？;,:!?]$|^[（(]?(?:单位|计量单位|金额单位)")
_GENERIC_SHEET = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)


def attachments_from_file(path: Path) -> tuple[Attachment, ...]:
    """The attachments in a file: one for each sheet of a workbook, else one.

    The title is the one in the file if it has one, else the name of the sheet or the file.
    Raises BriefError that names the file and says what to do.
    """
    try:
        if path.suffix.lower() in tables.SUFFIXES:
            found = _tables(path)
        else:
            found = (_text(path.stem, worker.read(path).blocks),)
    except KnowledgeBaseError as error:
        raise BriefError(f"附件{error}") from error
    if not found:
        raise BriefError(f"附件 {path.name} 是空表，请检查是否选错了文件")
    if sum(len(row) for attachment in found for row in attachment.rows) > _MOST_CELLS:
        raise BriefError(
            f"附件 {path.name} 的表超过 {_MOST_CELLS // 10_000} 万格，请只保留要附上的部分"
        )
    return found


def _tables(path: Path) -> tuple[Attachment, ...]:
    sheets = [
        (grid.name, _filled(grid.rows[number] for number in sorted(grid.rows)))
        for grid in worker.grids(path)
    ]
    sheets = [(name, rows) for name, rows in sheets if rows]
    return tuple(
        _table(path.stem if len(sheets) == 1 or _GENERIC_SHEET.fullmatch(name) else name, rows)
        for name, rows in sheets
    )


def _filled(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """The rows that hold anything, without the columns that hold nothing."""
    kept = [[cell.strip() for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    width = max(map(len, kept), default=0)
    padded = [row + [""] * (width - len(row)) for row in kept]
    columns = [index for index in range(width) if any(row[index] for row in padded)]
    return [[row[index] for index in columns] for row in padded]


def _table(name: str, rows: list[list[str]]) -> Attachment:
    """Lines above the table that fill one cell are its title and remarks, and no rows of it."""
    above = []
    while len(rows) > 1 and sum(map(bool, rows[0])) == 1 and len(rows[0]) > 1:
        above.append(next(filter(None, rows.pop(0))))
    title, paragraphs = _titled(name, above)
    return Attachment(title, tuple(map(tuple, rows)), paragraphs)


def _text(name: str, blocks: Sequence[Block]) -> Attachment:
    """A table at the end stays a table; one between paragraphs becomes lines."""
    groups = [(table, list(group)) for table, group in groupby(blocks, lambda b: b.table)]
    rows: list[list[str]] = []
    if groups[-1][0] and sum(table for table, _ in groups) == 1:
        rows = _filled(block.cells for block in groups.pop()[1])
    lines = [block.text for _, group in groups for block in group]
    title, paragraphs = _titled(name, lines if rows or len(lines) > 1 else ["", *lines])
    return Attachment(title, tuple(map(tuple, rows)), paragraphs)


def _titled(name: str, lines: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The title, the first line if it looks like one, and the lines that remain."""
    if lines and lines[0] and len(lines[0]) <= _LONGEST_TITLE and not _NO_TITLE.search(lines[0]):
        return lines[0], tuple(lines[1:])
    return name, tuple(line for line in lines if line)
