"""Recognising the text of page images (OCR): RapidOCR, an optional extra, with bundled models."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeAlias

from knowledge_base.readers.pdf_lines import PdfLine, beside

Pages: TypeAlias = Callable[[int, int], None]
"""Takes the pages recognised so far and the pages to recognise in all."""

INSTALL = "安装文字识别组件（pip install 'zhaoshang[ocr]'）后可以直接导入扫描件"
RECOGNISED = "文字由图片识别（OCR）得来，个别字词和数字可能有误，引用前请与原件核对"

_LONG_SIDE = 1684  # pixels of a page as it is given to the recogniser: A4 at 144 dpi
_DETECTION_SIDE = 960
_LEAST_SCORE = 0.6  # below, what was taken for text is a stamp, a line or a stain


def no_pages(_done: int, _total: int) -> None:
    """For a caller who does not follow the pages."""


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None


def scale_for(width: float, height: float) -> float:
    """By how much a page or picture is enlarged or reduced before it is recognised."""
    return _LONG_SIDE / max(width, height, 1.0)


def lines(picture: Any, page: int) -> list[PdfLine]:
    """The lines of text in a picture, from top to bottom.

    picture: (height, width, 3) array of uint8, BGR. Coordinates of the lines are pixels, with y
    growing upwards as on a PDF page.
    """
    height, width = picture.shape[:2]
    found = _engine()(picture)
    pieces = (
        [
            _line(box, text, page, width, height)
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if score >= _LEAST_SCORE and text.strip()
        ]
        if found.txts
        else []
    )
    pieces.sort(key=lambda line: -line.middle)
    rows: list[list[PdfLine]] = []
    for piece in pieces:
        if rows and rows[-1][0].middle - piece.middle < 0.5 * piece.em:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [line for row in rows for line in beside(sorted(row, key=lambda line: line.x0))]


def _line(box: Any, text: str, page: int, width: int, height: int) -> PdfLine:
    xs, ys = [float(x) for x, _ in box], [height - float(y) for _, y in box]
    return PdfLine(
        text=text.strip(),
        page=page,
        x0=min(xs),
        y0=min(ys),
        x1=max(xs),
        y1=max(ys),
        em=0.8 * (max(ys) - min(ys)),
        page_width=width,
    )


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTION_SIDE,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )
