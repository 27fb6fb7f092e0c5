"""Pages turned on their side, for tables that are too wide for an upright one."""

from __future__ import annotations

from copy import deepcopy

from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm

from assistant.word.paragraphs import Pen
from assistant.word.styles import TABLE, twips

_LEAST_EDGE = Mm(5)  # what printers need


def turn_page(pen: Pen, *, landscape: bool) -> None:
    """What follows stands on turned pages, or on upright ones; nothing happens if it does."""
    section = pen.document.sections[-1]
    turned = twips(section.page_width or Length(0)) != twips(pen.layout.page_width)
    if turned == landscape:
        return
    properties = section._sectPr
    before = properties.getprevious()
    if before is None or before.tag != qn("w:p") or before.xpath("w:pPr/w:sectPr"):
        before = pen.paragraph(TABLE)._p
    upright = properties.getparent().xpath("w:p/w:pPr/w:sectPr")
    # A section ends with the properties in its last paragraph; those of the last one stand alone.
    before.get_or_add_pPr().append(deepcopy(properties))
    # The letterhead of a first page is not repeated.
    section.different_first_page_header_footer = False
    if landscape:
        _turn(section)
    else:
        for name in ("w:pgSz", "w:pgMar"):
            properties.replace(properties.find(qn(name)), deepcopy(upright[-1].find(qn(name))))


def _turn(section: Section) -> None:
    """The head of a turned page lies on the binding side of an odd page (GB/T 9704-2012, 7.4).

    Header and footer keep their distance from the text area.
    """
    top, right, bottom, left, header, footer = (
        Length(getattr(section, name) or 0)
        for name in (
            *("top_margin", "right_margin", "bottom_margin", "left_margin"),
            *("header_distance", "footer_distance"),
        )
    )
    section.orientation = WD_ORIENTATION.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.top_margin, section.right_margin = left, top
    section.bottom_margin, section.left_margin = right, bottom
    section.header_distance = Length(max(_LEAST_EDGE, left - top + header))
    section.footer_distance = Length(max(_LEAST_EDGE, right - bottom + footer))
