"""The styles of a document as word/styles.xml, made from a Layout.

Built-in style names are kept, so that Word's navigation pane, WPS and readers know what is a
title, a heading, a salutation, a signature. Each style sets all four fonts and none by theme,
because a theme font wins over a named one.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt, Twips

from assistant.word.layout import Font, Layout

BASE, TITLE, SUBTITLE = "Normal", "Title", "Subtitle"
SALUTATION, BODY = "Salutation", "Body Text"
SIGNATURE, DATE, LEAD = "Signature", "Date", "段首提要"
ATTACHMENT_LIST, ATTACHMENT, PAGE_TITLE = "附件说明", "附件标识", "附页标题"
TABLE, TABLE_HEADER = "表格文字", "表头"
SOURCE, SOURCE_HEADING = "来源", "来源小标题"
FOOTER, COMMENT, COMMENT_MARK = "footer", "annotation text", "annotation reference"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def styles_xml(layout: Layout) -> str:
    """word/styles.xml of a document in this layout."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f"{_fonts(layout.body, layout)}{_size(layout.body)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0"'
        ' w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
        f"{_defaults(layout)}{_text_styles(layout)}{_heading_styles(layout)}"
        f"{_page_styles(layout)}{_footer_style(layout)}{_comment_styles(layout)}</w:styles>"
    )


def heading_style(level: int) -> str:
    """The name of the style of a heading. level: 1..4."""
    return f"heading {level}"


def style_ids(styles: BaseOxmlElement) -> dict[str, str]:
    """The ids of the styles by their names. styles: the root of word/styles.xml."""
    return {
        str(style.find(qn("w:name")).get(qn("w:val"))): str(style.get(qn("w:styleId")))
        for style in styles.iterchildren(qn("w:style"))
    }


def _defaults(layout: Layout) -> str:
    # Without widow control a page holds its 22 lines whatever paragraphs end on it.
    paragraph = f'<w:widowControl w:val="0"/>{_exact(layout.line)}<w:jc w:val="both"/>'
    return (
        _paragraph("Normal", BASE, paragraph, _run(layout.body, layout), default=True)
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        '<w:unhideWhenUsed/></w:style><w:style w:type="table" w:default="1"'
        ' w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        '</w:tblPr></w:style><w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        '<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        "</w:style>"
    )


def _text_styles(layout: Layout) -> str:
    # The title has its own line distance, so it must not be moved onto the grid.
    title = f'<w:snapToGrid w:val="0"/>{_exact(layout.title_line)}<w:jc w:val="center"/>'
    lead = _run(layout.lead, layout)
    return (
        _paragraph("Title", TITLE, title, _run(layout.title, layout, spaced=False), "BodyText")
        + _paragraph("Subtitle", SUBTITLE, _CENTRE, _run(layout.subtitle, layout), "BodyText")
        + _paragraph("Salutation", SALUTATION, _LEFT, "", "BodyText")
        + _paragraph("BodyText", BODY, _indent(layout), "")
        + _paragraph("Signature", SIGNATURE, _RIGHT, "")
        + _paragraph("Date", DATE, _RIGHT, "")
        + f'<w:style w:type="character" w:customStyle="1" w:styleId="Lead"><w:name w:val="{LEAD}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{lead}</w:rPr></w:style>'
    )


def _heading_styles(layout: Layout) -> str:
    return "".join(
        _paragraph(
            f"Heading{level}",
            heading_style(level),
            f'<w:keepNext/>{_indent(layout)}<w:outlineLvl w:val="{level - 1}"/>',
            _run(font, layout),
            "BodyText",
        )
        for level, font in enumerate(layout.headings, 1)
    )


def _page_styles(layout: Layout) -> str:
    """Of the pages behind the text."""
    title = (
        f'<w:keepNext/><w:snapToGrid w:val="0"/>{_exact(layout.title_line)}{_CENTRE}'
        '<w:outlineLvl w:val="0"/>'
    )
    source = (
        f'<w:snapToGrid w:val="0"/>{_exact(layout.source_line)}{_hanging(layout.source)}{_LEFT}'
    )
    heading = replace(layout.headings[0], size=layout.source.size)
    table = f'<w:snapToGrid w:val="0"/>{_SINGLE}{_LEFT}'
    mark = _run(layout.headings[0], layout)
    table_run, head_run = (
        _run(replace(font, size=layout.table_sizes[0]), layout, spaced=False)
        for font in (layout.body, layout.headings[0])
    )
    return (
        _paragraph(
            "PageTitle", PAGE_TITLE, title, _run(layout.title, layout, spaced=False), "BodyText"
        )
        + _paragraph("AttachmentList", ATTACHMENT_LIST, _LEFT, "")
        + _paragraph("Attachment", ATTACHMENT, f"<w:keepNext/>{_LEFT}", mark)
        + _paragraph("TableText", TABLE, table, table_run)
        + _paragraph("TableHeader", TABLE_HEADER, table, head_run)
        + _paragraph("Source", SOURCE, source, _run(layout.source, layout, spaced=False))
        + _paragraph(
            "SourceHeading",
            SOURCE_HEADING,
            f"<w:keepNext/>{source}",
            _run(heading, layout, spaced=False),
            "Source",
        )
    )


def _footer_style(layout: Layout) -> str:
    number = layout.page_number
    paragraph = f'<w:snapToGrid w:val="0"/>{_exact(number.line)}{_LEFT}'
    # Half-width digits in the Chinese face: the same font for all characters.
    fonts = _fonts(number.font, layout, latin=number.font.name)
    return _paragraph(
        "Footer", FOOTER, paragraph, f'{fonts}<w:spacing w:val="0"/>{_size(number.font)}'
    )


def _comment_styles(layout: Layout) -> str:
    paragraph = f'<w:snapToGrid w:val="0"/>{_SINGLE}{_LEFT}'
    return (
        '<w:style w:type="character" w:styleId="CommentReference">'
        f'<w:name w:val="{COMMENT_MARK}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:rPr>'
        f"{_size(layout.comment)}</w:rPr></w:style>"
        + _paragraph(
            "CommentText",
            COMMENT,
            paragraph,
            _run(layout.comment, layout, spaced=False),
        )
    )


_SINGLE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_LEFT, _CENTRE, _RIGHT = (f'<w:jc w:val="{side}"/>' for side in ("left", "center", "right"))


def _paragraph(
    style_id: str, name: str, paragraph: str, run: str, after: str = "", *, default: bool = False
) -> str:
    """A paragraph style; after: the id of the style of the paragraph that Enter starts."""
    kind = ' w:default="1"' if default else "" if name.isascii() else ' w:customStyle="1"'
    base = "" if default else '<w:basedOn w:val="Normal"/>'
    following = f'<w:next w:val="{after}"/>' if after else ""
    properties = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"{base}{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{properties}</w:style>"
    )


def _run(font: Font, layout: Layout, *, spaced: bool = True) -> str:
    spacing = layout.character_spacing if spaced else Pt(0)
    bold = "<w:b/><w:bCs/>" if font.bold else ""
    return f'{_fonts(font, layout)}{bold}<w:spacing w:val="{twips(spacing)}"/>{_size(font)}'


def _fonts(font: Font, layout: Layout, *, latin: str = "") -> str:
    chinese, other = quoted(font.name), quoted(latin or layout.latin_font)
    return f"<w:rFonts w:ascii={other} w:hAnsi={other} w:eastAsia={chinese} w:cs={other}/>"


def _size(font: Font) -> str:
    half_points = round(font.size.pt * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _exact(line: Length) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twips(line)}" w:lineRule="exact"/>'


def _indent(layout: Layout) -> str:
    # Word reads the characters, LibreOffice and others the twips.
    count = layout.indent_characters
    first = twips(Length(count * layout.character_pitch))
    return f'<w:ind w:firstLineChars="{count * 100}" w:firstLine="{first}"/>'


def _hanging(font: Font) -> str:
    """Room for a number before a line, under which the next lines do not run."""
    return f'<w:ind w:left="{twips(font.size) * 2}" w:hanging="{twips(font.size) * 2}"/>'


def quoted(text: str) -> str:
    """text as the value of an XML attribute, in quotation marks."""
    return f'"{escape(text)}"'


def twips(length: Length) -> int:
    """A length in twentieths of a point, the unit of most measures in WordprocessingML."""
    return round(length / Twips(1))
