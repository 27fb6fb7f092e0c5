"""PDF files: pypdfium2 gives characters with their places, pdf_layout makes paragraphs of them."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from math import degrees
from typing import Any, TypeVar

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers import ocr, pdf_layout, pdf_lines
from knowledge_base.readers.pdf_lines import Character, PdfLine
from knowledge_base.types import Reading

_DAMAGED = "不完整或已损坏，不是能打开的 PDF，请从原处重新下载或复制一份后再导入"
_LOCKED = "设有打开密码，请用 PDF 阅读器打开，取消密码并另存后再导入"
_SCAN = (
    "是扫描件，里面只有图片、没有文字，需要先做文字识别（OCR），"
    f"存为可检索的 PDF 或 .docx 后再导入；{ocr.INSTALL}"
)
_NO_TEXT = "里没有文字，请检查是否选错了文件"
_GARBLED = "的文字没有可用的编码（复制出来是乱码），需要先做文字识别（OCR），或导入它的 Word 原稿"
_UNREAD = "没有读到其中的文字，需要文字识别（OCR）"
_NOTHING_RECOGNISED = "是扫描件，没有识别到文字，请检查扫描是否清楚"

_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_SCAN_MAX_CHARS = 10  # a page image with a stamp and a number only is still a scan

_MAX_ENLARGED = 4.0  # a page the size of a stamp gains nothing beyond
_T = TypeVar("_T")
_PDFIUM = threading.Lock()  # PDFium must not be entered by two threads


def read(data: bytes, pages: ocr.Pages = ocr.no_pages) -> Reading:
    """Read a PDF's text: a block a paragraph, with the page (from 1) on which it starts.

    Running heads and page numbers are left out. Scanned pages, and pages whose fonts name no
    characters, are recognised where that extra is installed. Raises EmptyDocument for a scan
    otherwise and for a file without text, UnreadableDocument for one that is locked or damaged.
    """
    found: list[list[PdfLine]] = []
    scans: list[int] = []
    with _PDFIUM:
        for index, (lines, is_scan) in enumerate(_each_page(data, _page)):
            found.append(lines)
            scans += [index] if is_scan else []
    garbled = pdf_layout.is_garbled(found)
    wanted = list(range(len(found))) if garbled else scans
    if wanted and ocr.available():
        _recognise(data, found, wanted, pages)
        remark = ocr.RECOGNISED if len(wanted) == len(found) else _remark(wanted, ocr.RECOGNISED)
        nothing = _NOTHING_RECOGNISED
    elif garbled:
        raise UnreadableDocument(_GARBLED)
    elif scans and (len(scans) == len(found) or not any(found)):
        raise EmptyDocument(_SCAN)
    else:
        remark, nothing = _remark(scans, _UNREAD) if scans else "", _NO_TEXT
    kept = pdf_layout.without_running_heads(found)
    blocks = pdf_layout.paragraphs(kept)
    if not blocks:
        raise EmptyDocument(nothing)
    heads = {line.text for page in found for line in page} - {
        line.text for page in kept for line in page
    }
    return Reading(tuple(blocks), (remark,) if remark else (), tuple(sorted(heads)))


def _remark(scans: list[int], what: str) -> str:
    numbers = "、".join(str(index + 1) for index in scans[:10]) + ("等" if len(scans) > 10 else "")
    return f"有 {len(scans)} 页是图片（第 {numbers} 页），{what}"


def _recognise(
    data: bytes, found: list[list[PdfLine]], wanted: list[int], pages: ocr.Pages
) -> None:
    """Put the recognised lines of the pages wanted (from 0) in their places."""
    for done, index in enumerate(wanted):
        pages(done, len(wanted))
        with _PDFIUM:
            (picture,) = _each_page(data, _picture, [index])
        found[index] = ocr.lines(picture, index + 1)


def _picture(document: Any, index: int, _raw: Any) -> Any:
    with closing(document[index]) as page:
        scale = min(ocr.scale_for(*page.get_size()), _MAX_ENLARGED)
        return page.render(scale=scale).to_numpy()


def _each_page(
    data: bytes, look: Callable[[Any, int, Any], _T], indexes: Iterable[int] | None = None
) -> Iterator[_T]:
    """What `look` sees on every page, or on those of the indexes (from 0)."""
    import pypdfium2  # late: 70 ms that only a PDF should cost

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if len(document) == 0:
                raise UnreadableDocument(_DAMAGED)
            for index in range(len(document)) if indexes is None else indexes:
                yield look(document, index, pypdfium2.raw)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD_ERROR
        raise UnreadableDocument(_LOCKED if locked else _DAMAGED) from error


def _page(document: Any, index: int, raw: Any) -> tuple[list[PdfLine], bool]:
    with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
        width, height = page.get_size()
        if page.get_rotation() in (90, 270):  # places are given on the page as it was before
            width, height = height, width
        turn = _turn(text_page, raw)
        characters = _characters(text_page, raw, turn, width, height)
        across = height if turn in (90, 270) else width
        lines = pdf_lines.lines(characters, index + 1, across)
        has_text = sum(len(line.text.replace(" ", "")) for line in lines) > _SCAN_MAX_CHARS
        images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        return lines, not has_text and next(images, None) is not None


def _turn(text_page: Any, raw: Any) -> int:
    """The way most letters are turned, in degrees anticlockwise: 0, 90, 180 or 270."""
    count = text_page.count_chars()
    angles = (
        raw.FPDFText_GetCharAngle(text_page, index) for index in range(0, count, count // 200 + 1)
    )
    given = (angle for angle in angles if angle >= 0)
    turns = Counter(round(-degrees(angle) / 90) % 4 * 90 for angle in given)
    return max(turns, key=lambda turn: turns[turn]) if turns else 0


def _characters(
    text_page: Any, raw: Any, turn: int, width: float, height: float
) -> Iterator[Character]:
    """The characters in content order, the page laid so that they run from left to right."""
    box = raw.FS_RECTF()
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if not 0 < code < 0x110000:
            continue
        if raw.FPDFText_IsGenerated(text_page, index) == 1:
            yield Character(chr(code))
        elif raw.FPDFText_GetLooseCharBox(text_page, index, box):
            x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
            if turn == 90:
                x0, y0, x1, y1 = y0, width - x1, y1, width - x0
            elif turn == 180:
                x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
            elif turn == 270:
                x0, y0, x1, y1 = height - y1, x0, height - y0, x1
            yield Character(chr(code), x0, y0, x1, y1)
        else:
            yield Character(chr(code))
