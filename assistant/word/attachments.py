"""Attachments: named below the text, each on a page of its own (GB/T 9704-2012, 7.3.4, 7.4)."""

from __future__ import annotations

import re

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length

from assistant.drafts import Draft
from assistant.errors import ExportError
from assistant.types import Attachment
from assistant.word.characters import printable
from assistant.word.paragraphs import Pen, add_line
from assistant.word.styles import ATTACHMENT, ATTACHMENT_LIST, BODY, PAGE_TITLE, TABLE
from assistant.word.table_plan import plan
from assistant.word.tables import add_table
from assistant.word.titles import title_lines
from assistant.word.turning import turn_page

_WORD = "附件"
_MOST_COLUMNS = 63  # of a table in Word
_UNIT = re.compile(r"[（(]?(?:金额|计量)?单位[:：]")


def add_attachment_list(pen: Pen, draft: Draft) -> None:
    """附件：1. … below the text after a blank line, the names one below the other."""
    names = draft.attachment_names()
    if not names:
        return
    pen.paragraph().paragraph_format.keep_with_next = True
    em, before = pen.layout.body.size, f"{_WORD}："
    start = pen.layout.indent_characters * em
    # The signature should not stand alone on a page; a speech has none.
    signed = not draft.spoken and bool(draft.organisation or draft.date)
    for index, (number, title) in enumerate(names):
        label = before if index == 0 else ""
        text = f"{number} {printable(title).strip()}" if number else printable(title).strip()
        paragraph = add_line(pen, [label + text], ATTACHMENT_LIST)
        # A number, its full stop and a space are half as wide as their count, in Times New Roman.
        room = (len(number) / 2) * em
        paragraph.paragraph_format.left_indent = Length(int(start + len(before) * em + room))
        hanging = len(label) * em + room
        paragraph.paragraph_format.first_line_indent = Length(-int(hanging))
        paragraph.paragraph_format.keep_with_next = signed or None


def add_attachments(pen: Pen, draft: Draft) -> None:
    """The attachments behind the text; ExportError for a table that Word cannot hold."""
    names = draft.attachment_names()
    for (number, title), attachment in zip(names, draft.attachments, strict=True):
        _add_attachment(pen, f"{_WORD}{number.rstrip('.')}", printable(title).strip(), attachment)


def _add_attachment(pen: Pen, label: str, title: str, attachment: Attachment) -> None:
    rows = _rows(attachment)
    fitted = plan(rows, pen.layout) if rows else None
    turn_page(pen, landscape=fitted is not None and fitted.landscape)
    add_line(pen, [label], ATTACHMENT).paragraph_format.page_break_before = True
    pen.paragraph()
    add_line(pen, title_lines(title, pen.layout.title_max_characters), PAGE_TITLE)
    pen.paragraph()
    for text in attachment.paragraphs:
        line = printable(text).strip()
        if line and fitted and text is attachment.paragraphs[-1] and _UNIT.match(line):
            above = add_line(pen, [line], TABLE)
            above.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            above.paragraph_format.keep_with_next = True
        elif line:
            add_line(pen, [line], BODY)
    if fitted:
        add_table(pen, rows, fitted)


def _rows(attachment: Attachment) -> list[list[str]]:
    """The rows as they are printed, all of one length."""
    rows = [[printable(cell).strip() for cell in row] for row in attachment.rows]
    rows = [row for row in rows if any(row)]
    columns = max(map(len, rows), default=0)
    if columns > _MOST_COLUMNS:
        raise ExportError(
            f"附件“{attachment.title}”的表有 {columns} 列，Word 的表最多 {_MOST_COLUMNS} 列，"
            "请拆成几张表。"
        )
    return [row + [""] * (columns - len(row)) for row in rows]
