"""Reading files: one module a family, one table from format to reader.

A reader takes a file's bytes and returns a Reading; its errors say what is wrong and what to do,
without the file's name, which `read` puts in front. Readers open no connection, write nothing
beside temporary files and run nothing that a document holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers import bundles, html, images, office, pdf, sheet, text, word
from knowledge_base.readers.file_names import shown
from knowledge_base.readers.formats import CURES, Format, detect
from knowledge_base.readers.grids import Grid
from knowledge_base.readers.ocr import Pages, no_pages
from knowledge_base.types import Reading

MAX_FILE_BYTES = 300 * 1024 * 1024


class _Reader(NamedTuple):
    """How a format is read, what it is called, and the suffixes that its files usually have."""

    read: Callable[[bytes, Pages], Reading]
    label: str
    suffixes: tuple[str, ...]


def _whole(read: Callable[[bytes], Reading]) -> Callable[[bytes, Pages], Reading]:
    """A reader that has no pages to count."""
    return lambda data, _pages: read(data)


READERS: dict[Format, _Reader] = {
    Format.WORD: _Reader(_whole(word.read), "Word 文档", (".docx", ".docm", ".dotx", ".dotm")),
    Format.FLAT_WORD: _Reader(_whole(bundles.read_flat_word), "Word XML 文档", (".xml",)),
    Format.OLD_WORD: _Reader(
        _whole(office.reader(Format.OLD_WORD)), "旧版 Word 文档", (".doc", ".dot")
    ),
    Format.OLD_WPS: _Reader(
        _whole(office.reader(Format.OLD_WPS)), "WPS 文字文档", (".wps", ".wpt")
    ),
    Format.WORD_XML: _Reader(_whole(office.reader(Format.WORD_XML)), "Word XML 文档", (".xml",)),
    Format.RTF: _Reader(_whole(office.reader(Format.RTF)), "RTF 文档", (".rtf",)),
    Format.OPEN_DOCUMENT: _Reader(
        _whole(office.reader(Format.OPEN_DOCUMENT)), "ODT 文档", (".odt",)
    ),
    Format.PDF: _Reader(pdf.read, "PDF", (".pdf",)),
    Format.IMAGE: _Reader(images.read, "图片", (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff")),
    Format.HTML: _Reader(_whole(html.read), "网页", (".html", ".htm")),
    Format.WEB_ARCHIVE: _Reader(_whole(bundles.read_web_archive), "单文件网页", (".mht", ".mhtml")),
    Format.TEXT: _Reader(_whole(text.read), "纯文本", (".txt", ".text")),
    Format.MARKDOWN: _Reader(_whole(text.read_markdown), "Markdown 文本", (".md", ".markdown")),
    Format.SHEET: _Reader(_whole(sheet.read), "Excel 表格", (".xlsx", ".xlsm")),
    Format.CSV: _Reader(_whole(sheet.read_csv), "CSV 表格", (".csv", ".tsv")),
}

SUFFIXES: frozenset[str] = frozenset().union(*(reader.suffixes for reader in READERS.values()))
"""The suffixes, lower case with their dot, of files that can be imported."""


def read(path: Path, pages: Pages = no_pages) -> Reading:
    """Read a file's text in reading order; its type is decided by content first, name second.

    pages: called with the number of pages recognised (OCR) so far and in all.
    Raises EmptyDocument for a file that holds no text (a scan, say) and UnreadableDocument for
    everything else that stands in the way; no other error escapes, whatever the file holds. The
    message is Chinese, names the file and says what to do.
    """
    with _named(path):
        return _read(path, pages)


def grids(path: Path) -> list[Grid]:
    """The sheets of a workbook, or the one of a .csv file, cell by cell.

    Raises UnreadableDocument as `read` does.
    """
    with _named(path):
        return sheet.grids(_bytes(path), path.suffix.lower())


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Errors name the file, and are of the two kinds that `read` promises."""
    name = shown(path)
    try:
        yield
    except EmptyDocument as error:
        raise EmptyDocument(f"《{name}》{error}") from error
    except UnreadableDocument as error:
        raise UnreadableDocument(f"《{name}》{error}") from error
    except OSError as error:
        raise UnreadableDocument(
            f"《{name}》打不开，请检查文件是否存在、是否正被其他程序占用、是否有读取权限"
        ) from error
    except ImportError as error:
        raise UnreadableDocument(
            f"《{name}》无法读取：缺少组件（{error.name or error}），请重新安装本程序"
        ) from error
    except Exception as error:
        raise UnreadableDocument(
            f"《{name}》无法读取，可能已损坏，请用原来的软件打开并另存一份后再导入"
        ) from error


def _bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise UnreadableDocument("不是普通文件，请选择文件本身")
    if path.stat().st_size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise UnreadableDocument(f"超过 {limit} MB，请拆分成几个文件后再导入")
    if data := path.read_bytes():
        return data
    raise EmptyDocument("是空文件（0 字节），请重新下载或复制后再导入")


def _read(path: Path, pages: Pages) -> Reading:
    data = _bytes(path)
    suffix = path.suffix.lower()
    kind = detect(data, suffix)
    if kind not in READERS:
        raise UnreadableDocument(CURES[kind])
    reader = READERS[kind]
    reading = reader.read(data, pages)
    if not reading.blocks:
        raise EmptyDocument("里没有文字，请检查是否选错了文件")
    if suffix not in reader.suffixes and suffix:
        remark = f"文件名后缀是 {suffix}，内容其实是{reader.label}，已按{reader.label}读取"
        reading = replace(reading, notes=(*reading.notes, remark))
    return reading
