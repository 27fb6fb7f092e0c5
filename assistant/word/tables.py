"""A table of figures in WordprocessingML: its header repeats on each page, no row is broken."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.word.characters import needs_east_asian_hint
from assistant.word.paragraphs import Pen
from assistant.word.styles import TABLE, TABLE_HEADER, twips
from assistant.word.table_plan import PADDING, Rows, TablePlan
from knowledge_base.language.blanks import placeholder_parts

_ROW_HEIGHT = 1.8  # of the type size, at least
_LINE = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
_BORDERS = "".join(map(_LINE.format, ("top", "left", "bottom", "right", "insideH", "insideV")))


def add_table(pen: Pen, rows: Rows, plan: TablePlan) -> None:
    """A table at the end of the document. rows: printable texts, the header first."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in plan.widths)
    header, *body = rows
    content = _row(pen, header, plan, _cell_starts(pen, plan, header=True), "<w:tblHeader/>")
    starts = _cell_starts(pen, plan, header=False)
    content += "".join(_row(pen, row, plan, starts) for row in body)
    padding = twips(PADDING)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(map(twips, plan.widths))}"'
        f' w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{padding}" w:type="dxa"/>'
        f'<w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{content}</w:tbl>"
    )
    pen.document.element.body.insert_element_before(table, "w:sectPr")


def _cell_starts(pen: Pen, plan: TablePlan, *, header: bool) -> list[str]:
    """What stands in each cell of a row before its text."""
    style = pen.styles[TABLE_HEADER if header else TABLE]
    starts = []
    for width, side, indent in zip(plan.widths, plan.sides, plan.indents, strict=True):
        right = f'<w:ind w:right="{twips(indent)}"/>' if indent and not header else ""
        starts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/><w:vAlign w:val="center"/>'
            f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{right}'
            f'<w:jc w:val="{"center" if header else side}"/></w:pPr>'
        )
    return starts


def _row(
    pen: Pen, cells: Sequence[str], plan: TablePlan, starts: Sequence[str], properties: str = ""
) -> str:
    height = round(twips(plan.size) * _ROW_HEIGHT)
    content = "".join(
        f"{start}{_runs(pen, cell, plan)}</w:p></w:tc>"
        for start, cell in zip(starts, cells, strict=True)
    )
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
        f"{properties}</w:trPr>{content}</w:tr>"
    )


def _runs(pen: Pen, text: str, plan: TablePlan) -> str:
    half_points = round(plan.size.pt * 2)
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    runs = []
    for part, is_placeholder in placeholder_parts(text):
        hint = '<w:rFonts w:hint="eastAsia"/>' if needs_east_asian_hint(part) else ""
        marked = is_placeholder and pen.comments is not None
        highlight = '<w:highlight w:val="yellow"/>' if marked else ""
        runs.append(
            f"<w:r><w:rPr>{hint}{size}{highlight}</w:rPr>"
            f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t></w:r>'
        )
    return "".join(runs)
