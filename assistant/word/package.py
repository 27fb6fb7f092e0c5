"""An empty .docx in a given layout, made by code, so that no stock template shows through."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

from assistant.word.layout import Font, Layout
from assistant.word.styles import quoted, styles_xml, twips

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "/word/document.xml": f"{_WML}.document.main+xml",
    "/word/styles.xml": f"{_WML}.styles+xml",
    "/word/settings.xml": f"{_WML}.settings+xml",
    "/word/fontTable.xml": f"{_WML}.fontTable+xml",
    "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": ("application/vnd.openxmlformats-officedocument.extended-properties+xml"),
}
# The earliest time that a .zip can hold: equal contents make equal bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
PROPERTIES = "docProps/app.xml"


def empty_package(layout: Layout, *, application: str) -> bytes:
    """The bytes of a .docx without text: page, styles, fonts, theme, settings.

    application: the name of the program that made the file.
    """
    contents = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {
                "word/document.xml": f"{_OFFICE}/relationships/officeDocument",
                "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
                "docProps/app.xml": f"{_OFFICE}/relationships/extended-properties",
            }
        ),
        "word/_rels/document.xml.rels": _relationships(
            {
                "styles.xml": f"{_OFFICE}/relationships/styles",
                "settings.xml": f"{_OFFICE}/relationships/settings",
                "fontTable.xml": f"{_OFFICE}/relationships/fontTable",
                "theme/theme1.xml": f"{_OFFICE}/relationships/theme",
            }
        ),
        "word/document.xml": _document(layout),
        "word/styles.xml": styles_xml(layout),
        "word/settings.xml": _settings(layout),
        "word/fontTable.xml": _font_table(layout),
        "word/theme/theme1.xml": _theme(layout),
        "docProps/core.xml": (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
        ),
        PROPERTIES: f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties">'
        f"<Application>{escape(application)}</Application></Properties>",
    }
    return packed((name, text.encode()) for name, text in contents.items())


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A .zip of (name, content) in the order given, the same bytes for the same parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, NO_TIME), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def repacked(package: bytes) -> bytes:
    """A .zip with the same parts in the same order, but without the times of writing."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return packed((name, archive.read(name)) for name in archive.namelist())


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _PARTS.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _document(layout: Layout) -> str:
    # A grid of lines only: a character grid with a negative pitch halves LibreOffice's lines.
    return (
        f'{_HEAD}<w:document {_W} xmlns:r="{_OFFICE}/relationships"><w:body><w:sectPr>'
        f'<w:pgSz w:w="{twips(layout.page_width)}" w:h="{twips(layout.page_height)}"/>'
        f'<w:pgMar w:top="{twips(layout.top_margin)}" w:right="{twips(layout.right_margin)}"'
        f' w:bottom="{twips(layout.bottom_margin)}" w:left="{twips(layout.left_margin)}"'
        f' w:header="{twips(layout.page_number.from_page_edge)}"'
        f' w:footer="{twips(layout.page_number.from_page_edge)}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{twips(layout.line)}"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _settings(layout: Layout) -> str:
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    both_sides = "<w:evenAndOddHeaders/>" if layout.page_number.mirrored else ""
    return (
        f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        f'{both_sides}<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"'
        ' w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
        ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
        ' w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table(layout: Layout) -> str:
    faces = (
        layout.body,
        layout.title,
        layout.subtitle,
        layout.lead,
        layout.page_number.font,
        layout.comment,
        *layout.headings,
    )
    fonts = "".join({face.name: _font(face) for face in faces}.values())
    return (
        f"{_HEAD}<w:fonts {_W}>{fonts}<w:font w:name={quoted(layout.latin_font)}>"
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
        "</w:fonts>"
    )


def _font(face: Font) -> str:
    names = f"<w:altName w:val={quoted(','.join(face.aliases))}/>" if face.aliases else ""
    return (
        f'<w:font w:name={quoted(face.name)}>{names}<w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
    )


def _theme(layout: Layout) -> str:
    """A plain theme. WPS and Word look its fonts up, so they name the fonts of the layout."""
    latin = quoted(layout.latin_font)

    def fonts(face: Font) -> str:
        chinese = quoted(face.name)
        return (
            f'<a:latin typeface={latin}/><a:ea typeface={chinese}/><a:cs typeface=""/>'
            f'<a:font script="Hans" typeface={chinese}/>'
        )

    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in (
            *(("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "000000"), ("lt2", "FFFFFF")),
            *((f"accent{number}", "000000") for number in range(1, 7)),
            *(("hlink", "0000FF"), ("folHlink", "800080")),
        )
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        f' name={quoted(layout.name)}><a:themeElements><a:clrScheme name="黑白">{colours}'
        f'</a:clrScheme><a:fontScheme name="公文"><a:majorFont>{fonts(layout.headings[0])}'
        f"</a:majorFont><a:minorFont>{fonts(layout.body)}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>'
        f"{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
