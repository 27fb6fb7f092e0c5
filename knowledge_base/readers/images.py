"""Photographed and scanned pages saved as pictures; a TIFF may hold several."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers import ocr, pdf_layout
from knowledge_base.types import Reading

_MAX_PAGES = 500
_NEEDS_OCR = f"是图片，需要先做文字识别（OCR），存为 .docx 或 .txt 后再导入；{ocr.INSTALL}"
_MAX_PIXELS = 100_000_000
_TOO_LARGE = "过大（超过 1 亿像素），请缩小后再导入"
_DAMAGED = "是不完整或已损坏的图片，请从原处重新复制一份后再导入"
_NO_TEXT = "是图片，没有识别到文字，请检查是否选错了文件"


def read(data: bytes, pages: ocr.Pages = ocr.no_pages) -> Reading:
    """Recognise the text of a picture (PNG, JPEG, BMP, TIFF, GIF).

    Raises EmptyDocument where nothing is recognised or recognition is not installed, and
    UnreadableDocument for a damaged picture.
    """
    if not ocr.available():
        raise EmptyDocument(_NEEDS_OCR)
    found = []
    for done, (picture, total) in enumerate(_pictures(data)):
        pages(done, total)
        found.append(ocr.lines(picture, done + 1))
    blocks = pdf_layout.paragraphs(pdf_layout.without_running_heads(found))
    if not blocks:
        raise EmptyDocument(_NO_TEXT)
    return Reading(tuple(blocks), (ocr.RECOGNISED,))


def _pictures(data: bytes) -> Iterator[tuple[Any, int]]:
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                raise UnreadableDocument(_TOO_LARGE)
            total = min(getattr(opened, "n_frames", 1), _MAX_PAGES)
            for index, frame in enumerate(ImageSequence.Iterator(opened)):
                if index == total:
                    return
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                scale = min(ocr.scale_for(*upright.size), 2.0)
                size = round(upright.width * scale), round(upright.height * scale)
                yield np.asarray(upright.resize(size))[:, :, ::-1], total
    except Image.DecompressionBombError as error:
        raise UnreadableDocument(_TOO_LARGE) from error
    except (OSError, ValueError) as error:
        raise UnreadableDocument(_DAMAGED) from error
