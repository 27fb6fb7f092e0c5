"""A draft as a Word file in official layout."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import docx
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from assistant.drafts import Draft, Printed
from assistant.word import targets
from assistant.word.attachments import add_attachment_list, add_attachments
from assistant.word.blanks import refuse_blanks
from assistant.word.characters import printable, printed_date, width
from assistant.word.comments import Comments
from assistant.word.options import ExportOptions
from assistant.word.origin import embed
from assistant.word.package import empty_package, repacked
from assistant.word.paragraphs import Pen, add_body, add_line, add_page_numbers, add_signature
from assistant.word.properties import PROGRAM, describe
from assistant.word.sources import add_sources_page
from assistant.word.styles import SALUTATION, SUBTITLE, TITLE, heading_style, style_ids
from assistant.word.template import measured, open_template
from assistant.word.template_styles import adopted
from assistant.word.titles import title_lines
from assistant.word.turning import turn_page

_DEFAULT = ExportOptions()
# A last paragraph of up to this many lines goes to the next page with the signature.
_CARRIED_LINES = 8


def export(draft: Draft, target: Path | BinaryIO, options: ExportOptions = _DEFAULT) -> None:
    """Write draft to target as .docx, in the layout of GB/T 9704-2012 unless told otherwise.

    target: a path, replaced whole or not touched at all, or a stream open for writing bytes.
    Characters that cannot be printed are dropped. Raises ExportError, whose message says what to
    do: target or the template cannot be used, a clean copy is asked for while placeholders are
    left, or an attached table has too many columns.
    """
    if options.clean and not options.allow_blanks:
        refuse_blanks(draft)
    content = _docx(draft, options, datetime.now().astimezone())
    try:
        if isinstance(target, Path):
            targets.put(target, content)
        else:
            target.write(content)
    except (OSError, ValueError) as error:
        name = target.name if isinstance(target, Path) else "Word 文件"
        raise targets.unwritable(name, error) from error


def _docx(draft: Draft, options: ExportOptions, made_at: datetime) -> bytes:
    """The bytes of the finished file."""
    tail: Sequence[BaseOxmlElement] = ()
    if options.template:
        document, tail = open_template(options.template)
        styles = adopted(document, options.layout)
        layout = measured(document, styles, options.layout)
    else:
        package = empty_package(options.layout, application=PROGRAM)
        document, layout = docx.Document(io.BytesIO(package)), options.layout
        styles = style_ids(document.styles.element)
    describe(document, draft, options, made_at)
    comments = None if options.clean else Comments(document, styles, draft, made_at)
    pen = Pen(document, layout, styles, comments)
    _add_printed(pen, draft)
    for element in tail:
        document.element.body.insert_element_before(element, "w:sectPr")
    add_attachments(pen, draft)
    if options.sources_page:
        turn_page(pen, landscape=False)
        add_sources_page(pen, draft)
    add_page_numbers(pen)
    if not options.clean:
        embed(document, draft)
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _add_printed(pen: Pen, draft: Draft) -> None:
    """The lines of a draft in the order in which they are printed."""
    last: Paragraph | None = None
    for part, lines in groupby(draft.printed(), lambda line: _group(line, draft)):
        match part:
            case "head":
                _add_head(pen, draft, lines)
            case "recipient":
                add_line(pen, [printable(line.text).strip() for line in lines], SALUTATION)
            case "text":
                last = _add_text(pen, draft, lines) or last
            case "attachment":
                add_attachment_list(pen, draft)
            case "signature":
                _sign(pen, draft, last)


def _group(line: Printed, draft: Draft) -> str:
    """The group of lines that a line is laid out with."""
    match line.part:
        case "title" | "speaker":
            return "head"
        case "date":
            return "head" if draft.spoken else "signature"
        case "organisation":
            return "signature"
        case "heading" | "paragraph":
            return "text"
        case other:
            return other


def _add_head(pen: Pen, draft: Draft, lines: Iterable[Printed]) -> None:
    """Title, speaker and date of a speech, and a blank line below what of them can be printed."""
    added = False
    for line in lines:
        text = printable(line.text).strip()
        if line.part == "date":
            text = f"（{printed_date(draft.date)}）"
        if not text.strip("（）"):
            continue
        added = True
        if line.part == "title":
            add_line(pen, title_lines(text, pen.layout.title_max_characters), TITLE)
        else:
            add_line(pen, [text], SUBTITLE)
    if added:
        pen.paragraph()


def _add_text(pen: Pen, draft: Draft, lines: Iterable[Printed]) -> Paragraph | None:
    """Headings and body; returns the last paragraph of the body."""
    last = None
    for line in lines:
        section = draft.sections[line.section or 0]
        if line.paragraph is None:
            add_line(pen, [line.text], heading_style(1 if section.level == 1 else 2))
        else:
            last = add_body(pen, section.paragraphs[line.paragraph]) or last
    return last


def _sign(pen: Pen, draft: Draft, last: Paragraph | None) -> None:
    """The signature block, which should not stand alone on a page. last: of the body."""
    # LibreOffice carries a kept paragraph over whole, so a long one would leave a hole.
    if last is not None and width(last.text) / pen.layout.characters_per_line <= _CARRIED_LINES:
        last.paragraph_format.keep_with_next = True
    add_signature(pen, printable(draft.organisation).strip(), printed_date(draft.date))
