"""Paragraphs of a document: runs with their marks, signature block, page numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer
from docx.shared import Length
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.drafts import Paragraph as DraftParagraph
from assistant.word.characters import needs_east_asian_hint, printable, width
from assistant.word.comments import Comments
from assistant.word.layout import Layout
from assistant.word.styles import BASE, BODY, DATE, FOOTER, LEAD, SIGNATURE, twips
from knowledge_base.language.blanks import placeholder_parts


@dataclass(frozen=True, slots=True)
class Pen:
    """What is written with: the document, its measures, and the marks of a copy to work on.

    styles: their ids in this document by our names; comments: where the sources of sentences
    go; None for a copy to be sent, in which placeholders and borrowed sentences are not marked.
    """

    document: Document
    layout: Layout
    styles: Mapping[str, str]
    comments: Comments | None

    def paragraph(self, style: str = BASE) -> Paragraph:
        """An empty paragraph at the end of the document."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.styles[style]
        return paragraph


def add_line(pen: Pen, lines: Sequence[str], style: str) -> Paragraph:
    """A paragraph in a style; lines are parted by line breaks inside it."""
    paragraph = pen.paragraph(style)
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        add_text(paragraph, line, marked=pen.comments is not None)
    return paragraph


def add_body(pen: Pen, content: DraftParagraph) -> Paragraph | None:
    """A body paragraph, its run-in lead first; None if nothing in it can be printed.

    A sentence with a source gets a comment that names it; a borrowed one a coloured ground.
    """
    lead = printable(content.lead).strip()
    if not lead and not printable(content.text).strip():
        return None
    paragraph = pen.paragraph(BODY)
    marked, empty = pen.comments is not None, not lead
    if lead:
        add_text(paragraph, f"{lead}。", style=pen.styles[LEAD], marked=marked)
    for sentence in content.sentences:
        borrowed = marked and sentence.source.type == "passage"
        # Text pasted with its own indent (two wide spaces) would be indented twice.
        text = sentence.text.lstrip() if empty else sentence.text
        fill = pen.layout.reference_fill if borrowed else ""
        runs = add_text(paragraph, text, fill=fill, marked=marked)
        empty = empty and not runs
        if pen.comments:
            pen.comments.add(runs, sentence.source)
    return paragraph


def add_text(
    paragraph: Paragraph, text: str, *, style: str | None = None, fill: str = "", marked: bool
) -> list[Run]:
    """text as runs at the end of paragraph, on a ground of fill (RRGGBB).

    style: the id of a character style; marked: placeholders are yellow instead.
    """
    runs = []
    text = printable(text)
    for part, is_placeholder in placeholder_parts(text) if marked else [(text, False)]:
        if not part:
            continue
        run = paragraph.add_run(part)
        if style:
            run._r.style = style
        if needs_east_asian_hint(part):
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        if is_placeholder:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        elif fill:
            run._r.get_or_add_rPr().append(_shading(fill))
        runs.append(run)
    return runs


def add_signature(pen: Pen, organisation: str, date: str) -> None:
    """A blank line, the organisation and the date; a missing one is left out."""
    if not organisation and not date:
        return
    pen.paragraph().paragraph_format.keep_with_next = True
    right = signature_indents(organisation, date, pen.layout)
    for text, style, indent in zip((organisation, date), (SIGNATURE, DATE), right, strict=True):
        if text:
            paragraph = add_line(pen, [text], style)
            paragraph.paragraph_format.right_indent = indent
            if style == SIGNATURE and date:
                paragraph.paragraph_format.keep_with_next = True


def signature_indents(organisation: str, date: str, layout: Layout) -> tuple[Length, Length]:
    """The right indents of organisation and date (GB/T 9704-2012, 7.3.5.2).

    The organisation ends two characters from the right and the date starts two characters right
    of the organisation's start. If the date is longer, the date ends two characters from the
    right and the organisation moves left, so that the date still starts two right of it.
    """
    edge, step = layout.signature_right_characters, layout.signature_date_characters
    longer_by = width(date) - width(organisation)
    if not organisation or not date:
        first = second = float(edge)
    elif longer_by > 0:
        first, second = edge + longer_by + step, float(edge)
    else:
        first, second = float(edge), max(0.0, edge - longer_by - step)
    pitch = layout.character_pitch
    return Length(round(first * pitch)), Length(round(second * pitch))


def add_page_numbers(pen: Pen) -> None:
    """Page numbers in the footers: on the outer side if mirrored, else centred.

    A template's own footers stay as they are.
    """
    section, mirrored = pen.document.sections[0], pen.layout.page_number.mirrored
    edges = section._sectPr.xpath("w:footerReference | w:headerReference")
    if any(edge.tag == qn("w:footerReference") for edge in edges):
        return
    settings = pen.document.settings
    if mirrored and not edges:
        settings.odd_and_even_pages_header_footer = True
    odd = WD_ALIGN_PARAGRAPH.CENTER
    if mirrored and settings.odd_and_even_pages_header_footer:
        odd = WD_ALIGN_PARAGRAPH.RIGHT
        _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, pen)
    _number(section.footer, odd, pen)
    if section.different_first_page_header_footer:
        _number(section.first_page_footer, odd, pen)


def _number(footer: _Footer, side: WD_ALIGN_PARAGRAPH, pen: Pen) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph._p.style = pen.styles[FOOTER]
    paragraph.alignment = side
    number = pen.layout.page_number
    if side is not WD_ALIGN_PARAGRAPH.CENTER:
        edge = "left" if side is WD_ALIGN_PARAGRAPH.LEFT else "right"
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn(f"w:{edge}Chars"), str(number.edge_characters * 100))
        free = Length(number.edge_characters * number.font.size)
        indent.set(qn(f"w:{edge}"), str(twips(free)))
    add_text(paragraph, f"{number.dash} ", marked=False)
    _add_field(paragraph, " PAGE ", shown="1")
    add_text(paragraph, f" {number.dash}", marked=False)


def _add_field(paragraph: Paragraph, instruction: str, *, shown: str) -> None:
    """A field as five runs; shown: its text until Word computes it."""
    _add_mark(paragraph, "begin")
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = instruction
    paragraph.add_run()._r.append(element)
    _add_mark(paragraph, "separate")
    paragraph.add_run(shown)
    _add_mark(paragraph, "end")


def _add_mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _shading(fill: str) -> BaseOxmlElement:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    return shading
