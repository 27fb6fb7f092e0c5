"""Reading files: one module a family, one table from format to reader.

A reader takes a file's bytes and returns a Reading; its errors say what is wrong and what to do,
without the file's name, which `read` puts in front. Readers open no connection, write nothing and
run nothing that a document holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers import html, pdf, text, word
from knowledge_base.readers.formats import CURES, Format, detect
from knowledge_base.types import Reading

MAX_FILE_BYTES = 300 * 1024 * 1024

READERS: dict[Format, Callable[[bytes], Reading]] = {
    Format.WORD: word.read,
    Format.PDF: pdf.read,
    Format.HTML: html.read,
    Format.TEXT: text.read,
    Format.MARKDOWN: text.read_markdown,
}

_USUAL_SUFFIXES: dict[Format, frozenset[str]] = {
    Format.WORD: frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    Format.PDF: frozenset({".pdf"}),
    Format.HTML: frozenset({".html", ".htm"}),
    Format.TEXT: frozenset({".txt", ".text"}),
    Format.MARKDOWN: frozenset({".md", ".markdown"}),
}
_LABELS: dict[Format, str] = {
    Format.WORD: "Word 文档",
    Format.PDF: "PDF",
    Format.HTML: "网页",
    Format.TEXT: "纯文本",
    Format.MARKDOWN: "Markdown 文本",
}

SUFFIXES: frozenset[str] = frozenset().union(*_USUAL_SUFFIXES.values())
"""The suffixes, lower case with their dot, of files that can be imported."""


def read(path: Path) -> Reading:
    """Read a file's text in reading order; its type is decided by content first, name second.

    Raises EmptyDocument for a file that holds no text (a scan, say) and UnreadableDocument for
    everything else that stands in the way; no other error escapes, whatever the file holds. The
    message is Chinese, names the file and says what to do.
    """
    try:
        return _read(path)
    except EmptyDocument as error:
        raise EmptyDocument(f"《{path.name}》{error}") from error
    except UnreadableDocument as error:
        raise UnreadableDocument(f"《{path.name}》{error}") from error
    except OSError as error:
        raise UnreadableDocument(
            f"《{path.name}》打不开，请检查文件是否存在、是否正被其他程序占用、是否有读取权限"
        ) from error
    except ImportError as error:
        raise UnreadableDocument(
            f"《{path.name}》无法读取：缺少组件（{error.name or error}），请重新安装本程序"
        ) from error
    except Exception as error:
        raise UnreadableDocument(
            f"《{path.name}》无法读取，可能已损坏，请用原来的软件打开并另存一份后再导入"
        ) from error


def _read(path: Path) -> Reading:
    if path.stat().st_size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise UnreadableDocument(f"超过 {limit} MB，请拆分成几个文件后再导入")
    data = path.read_bytes()
    if not data:
        raise EmptyDocument("是空文件（0 字节），请重新下载或复制后再导入")
    suffix = path.suffix.lower()
    kind = detect(data, suffix)
    reader = READERS.get(kind)
    if reader is None:
        raise UnreadableDocument(CURES[kind])
    reading = reader(data)
    if not reading.blocks:
        raise EmptyDocument("里没有文字，请检查是否选错了文件")
    if suffix not in _USUAL_SUFFIXES[kind] and suffix:
        remark = f"文件名后缀是 {suffix}，内容其实是{_LABELS[kind]}，已按{_LABELS[kind]}读取"
        reading = replace(reading, notes=(*reading.notes, remark))
    return reading
