"""What a Word file looks like: its pages as LibreOffice sets them, or an approximate page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from html import escape
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.errors import WordFileError
from assistant.word.files import adapted
from assistant.word.layout import STANDARD, Font, Layout
from assistant.word.properties import PROGRAM
from knowledge_base.errors import UnreadableDocument
from knowledge_base.language.blanks import placeholder_parts
from knowledge_base.readers import libreoffice, word
from knowledge_base.types import Block

if TYPE_CHECKING:
    from PIL.PngImagePlugin import PngInfo

APPROXIMATE = (
    "版式仅供参考：本机没有安装 LibreOffice，这里只按标准版式粗略排出，分页和字体以 Word 为准。"
)
_BEFORE_THE_PICTURE = 1024  # bytes
_FILTER = "MS Word 2007 XML"
_DOTS_PER_INCH = 120
_POINTS_PER_INCH = 72
_NARROW = 0.68  # of its size is a sheet shown where its width does not fit
_SLOW = "排版用时过长，已停止；请直接用 Word 或 WPS 打开查看"
_FAILED = "不能排出版面，文件可能已损坏；请用 Word 或 WPS 打开并另存一份后再试"
_drawing = Lock()  # PDFium may be used by one thread at a time
# Names of paragraph styles and the class that a paragraph gets.
_CLASSES = {
    "title": "title",
    "subtitle": "subtitle",
    "salutation": "flush",
    "signature": "signature",
    "date": "signature",
}


def exact() -> bool:
    """Whether pages can be shown as they are printed: LibreOffice is installed."""
    return bool(libreoffice.program())


def pages(data: bytes) -> Iterator[bytes]:
    """The pages of a .docx as PNG pictures, in order; `exact()` must hold.

    Several may be made at once. WordFileError says what to do where LibreOffice fails.
    """
    import pypdfium2

    try:
        printed = libreoffice.convert(data, ".docx", "pdf", _FILTER)
    except libreoffice.ConversionFailed as error:
        raise WordFileError(_SLOW if error.slow else _FAILED) from error
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    with _drawing:
        pictures = []
        with closing(pypdfium2.PdfDocument(printed)) as document:
            for index in range(len(document)):
                with closing(document[index]) as page:
                    pictures.append(page.render(scale=scale).to_pil())
    for picture in pictures:
        stream = io.BytesIO()
        picture.save(stream, "PNG", pnginfo=_made_here())
        yield stream.getvalue()


def approximate(data: bytes, layout: Layout = STANDARD) -> str:
    """The text of a .docx as an HTML file on one long sheet of the layout's width.

    WordFileError where the file holds no text or is damaged.
    """
    try:
        blocks = word.read(data).blocks
    except UnreadableDocument as error:
        raise WordFileError(f"文件{adapted(str(error))}") from error
    body = "\n".join(map(_paragraph, blocks))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>版面预览</title>'
        f'<meta name="generator" content="{PROGRAM}">'
        f"<style>{_style(layout)}</style></head><body>\n"
        f'<p class="note">{APPROXIMATE}</p>\n<main>\n{body}\n</main></body></html>\n'
    )


def made_here(path: Path) -> bool:
    """Whether a file is a picture or a page that this module made. OSError as it comes."""
    with path.open("rb") as file:
        return PROGRAM.encode() in file.read(_BEFORE_THE_PICTURE)


def _made_here() -> PngInfo:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt("Software", PROGRAM)
    return info


def _paragraph(block: Block) -> str:
    name = _CLASSES.get(block.style.lower(), f"level{min(block.level, 4)}" if block.level else "")
    text = "".join(
        f"<mark>{escape(part)}</mark>" if blank else escape(part)
        for part, blank in placeholder_parts(block.text)
    )
    return f'<p class="{name}">{text}</p>' if name else f"<p>{text}</p>"


def _style(layout: Layout) -> str:
    """The measures of the layout as a style sheet."""
    margins = (layout.top_margin, layout.right_margin, layout.bottom_margin, layout.left_margin)
    levels = "".join(
        f".level{level}{{{_font(font)}}}" for level, font in enumerate(layout.headings, 1)
    )
    return (
        "body{background:#e9ecef;margin:0}.note{text-align:center;padding:8px;font:14px sans-serif}"
        f"main{{box-sizing:border-box;background:#fff;width:{layout.page_width.mm:g}mm;"
        f"min-height:{layout.page_height.mm:g}mm;margin:0 auto 8mm;"
        f"padding:{' '.join(f'{margin.mm:g}mm' for margin in margins)};"
        f"{_font(layout.body)}line-height:{layout.line.pt:g}pt;"
        f"letter-spacing:{layout.character_spacing.pt:g}pt;text-align:justify}}"
        f"p{{margin:0;text-indent:{layout.indent_characters}em;overflow-wrap:anywhere}}"
        f".title{{{_font(layout.title)}line-height:{layout.title_line.pt:g}pt}}"
        f".subtitle{{{_font(layout.subtitle)}}}"
        ".title,.subtitle{text-align:center;text-indent:0;letter-spacing:0}"
        f".flush{{margin-top:{layout.line.pt:g}pt}}.flush,.signature{{text-indent:0}}"
        ".signature{text-align:right;"
        f"padding-right:{layout.signature_right_characters}em}}"
        f"mark{{background:#ff0}}{levels}@media(max-width:{layout.page_width.mm:g}mm)"
        f"{{main{{zoom:{_NARROW:g}}}}}"
    )


def _font(font: Font) -> str:
    names = ",".join(f"'{name}'" for name in (font.name, *font.aliases))
    weight = "bold" if font.bold else "normal"
    return f"font-family:{names},serif;font-size:{font.size.pt:g}pt;font-weight:{weight};"
